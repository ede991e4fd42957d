//! Laws of joining an archive with itself: the same findings as in memory, however the work is cut and broken off.

mod support;

use std::fs;
use std::path::Path;

use retold::lineage::pairs::{Found, Reject, among};
use retold::lineage::{FamilySettings, Finding, families};
use retold::text::Language;
use retold::{Article, Comparer};
use retold_archive::{Archive, ArchiveError, JoinSettings};
use retold_encoder::StaticVectors;
use support::{article, folder};

fn comparer() -> Comparer<'static> {
    Comparer::new(Language::English, StaticVectors::embedded())
}

/// Stories of a number of sentences each, all different, and each told again with some left out and the rest reworded.
fn stories(count: usize) -> Vec<Article> {
    let mut all = Vec::new();
    for n in 0..count {
        let parts: Vec<String> = (0..4).map(|k| article(n * 31 + k * 977).body).collect();
        all.push(Article::new(format!("s{n:03}"), parts.join("\n\n")));
        let told = parts[..3].join("\n\n").replace("put the cost at", "said it would cost").replace(" on Monday", "");
        let told = told.replace("The council of", "Councillors in").replace("Work may begin", "Building could start");
        all.push(Article::new(format!("r{n:03}"), told));
    }
    all
}

fn archive(place: &Path, lots: &[&[Article]]) -> Archive {
    let archive = Archive::open_or_create(place).expect("a new archive");
    let mut writer = archive.writer().expect("the only writer");
    for lot in lots {
        writer.add(lot).expect("articles are added");
        writer.commit().expect("and committed");
    }
    writer.close().expect("and merged");
    archive
}

fn found(archive: &Archive, settings: &JoinSettings) -> Found {
    archive.findings(None, &comparer(), settings, &|_| ()).expect("findings")
}

fn ids(found: &Found) -> Vec<[&str; 2]> {
    found.findings.iter().map(|f| [f.ids[0].as_str(), f.ids[1].as_str()]).collect()
}

#[test]
fn an_archive_finds_what_is_found_in_memory() {
    let mut articles = stories(9);
    articles.push(Article { id: "copy".into(), ..articles[3].clone() });
    articles.push(Article::new("zz-empty", "..."));
    let place = folder("equal");
    // Two lots make two segments, in an order that is not that of the ids.
    let archive = archive(place.path(), &[&articles[8..], &articles[..8]]);
    let on_disk = found(&archive, &JoinSettings::default());
    let in_memory = among(&articles, &comparer(), Language::English);
    assert_eq!(ids(&on_disk), ids(&in_memory));
    assert_eq!(on_disk, in_memory);
    assert!(on_disk.findings.len() >= 10, "{} findings", on_disk.findings.len());
    assert_eq!(on_disk.rejects, [("zz-empty".to_owned(), Reject::NoText)]);
}

#[test]
fn no_pair_is_lost_that_comparing_all_of_them_finds() {
    let articles = stories(6);
    let comparer = comparer();
    let prepared: Vec<_> = articles.iter().map(|a| comparer.prepare(comparer.read(a.clone()))).collect();
    let mut all = Vec::new();
    for (n, a) in prepared.iter().enumerate() {
        all.extend(prepared[n + 1..].iter().map(|b| Finding::of(&comparer, a, b)).filter(|f| f.probability >= 0.5));
    }
    // Stories of other numbers are notices that fill one form: these are refused.
    all.retain(|f| f.ids[0][1..] == f.ids[1][1..]);
    assert_eq!(all.len(), articles.len() / 2);
    let found = among(&articles, &comparer, Language::English);
    for finding in all {
        assert!(found.findings.iter().any(|f| f.ids == finding.ids), "{finding:?}");
    }
}

#[test]
fn little_memory_cuts_the_work_and_changes_nothing() {
    let articles = stories(12);
    let place = folder("memory");
    let archive = archive(place.path(), &[&articles]);
    let whole = found(&archive, &JoinSettings::default());
    for memory in [20_000, 60_000] {
        let settings = JoinSettings { memory, ..JoinSettings::default() };
        assert!(found(&archive, &settings) == whole, "{memory} bytes");
    }
    let settings = JoinSettings { memory: 1_000, ..JoinSettings::default() };
    let error = archive.findings(None, &comparer(), &settings, &|_| ()).expect_err("too little");
    assert!(error.to_string().contains("of memory at least"), "{error}");
}

#[test]
fn a_run_that_was_broken_off_goes_on_and_ends_the_same() {
    let articles = stories(8);
    let place = folder("resumed");
    let archive = archive(place.path(), &[&articles]);
    let whole = found(&archive, &JoinSettings::default());
    let work = place.path().join("work");
    let settings = JoinSettings { work: Some(work.clone()), memory: 40_000, ..JoinSettings::default() };
    assert!(found(&archive, &settings) == whole);
    let mut parts: Vec<_> = fs::read_dir(&work).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    parts.retain(|path| path.extension().is_some_and(|e| e == "part"));
    assert!(parts.len() >= 3, "{parts:?}");
    for part in parts {
        // As a kill leaves it: the part is not there, and what was being written stands beside it.
        fs::rename(&part, part.with_extension("part.77.new")).expect("renamed");
        let other = JoinSettings { memory: 2 << 30, ..settings.clone() };
        assert!(found(&archive, &other) == whole, "without {part:?}");
    }
}

#[test]
fn a_work_folder_of_another_run_or_release_is_told() {
    let place = folder("work");
    let archive = archive(&place.path().join("a"), &[&stories(3)]);
    let work = place.path().join("work");
    let settings = JoinSettings { work: Some(work.clone()), ..JoinSettings::default() };
    found(&archive, &settings);
    let failed = |settings: &JoinSettings| {
        let error = archive.findings(None, &comparer(), settings, &|_| ()).expect_err("no folder of this run");
        assert!(matches!(error, ArchiveError::Work { .. }), "{error}");
        error.to_string()
    };
    let later = JoinSettings { since: Some("2031-01-01".into()), ..settings.clone() };
    assert!(failed(&later).contains("another"));
    let mark = work.join("retold-work.json");
    let text = fs::read_to_string(&mark).expect("the mark").replace("\"format\":2", "\"format\":99");
    fs::write(&mark, text).expect("the mark");
    assert!(failed(&settings).contains("release"));
    fs::write(&mark, "half a").expect("the mark");
    assert!(failed(&settings).contains("not what was written"));
    fs::remove_file(&mark).expect("the mark");
    assert!(failed(&settings).contains("other files"));
}

#[test]
fn new_articles_are_paired_without_the_old_pairs_anew() {
    let mut articles = stories(8);
    for (n, article) in articles.iter_mut().enumerate() {
        article.published = Some(if n % 5 == 0 { "2031-05-02" } else { "2031-04-01" }.to_owned());
    }
    let place = folder("since");
    let whole_archive = archive(&place.path().join("whole"), &[&articles]);
    let whole = found(&whole_archive, &JoinSettings::default());
    let is_new = |id: &String| articles.iter().any(|a| a.id == *id && a.published.as_deref() == Some("2031-05-02"));
    let wanted: Vec<&Finding> = whole.findings.iter().filter(|f| f.ids.iter().any(is_new)).collect();
    assert!(!wanted.is_empty() && wanted.len() < whole.findings.len());
    let settings = JoinSettings { since: Some("2031-05-01".into()), ..JoinSettings::default() };
    assert_eq!(found(&whole_archive, &settings).findings.iter().collect::<Vec<_>>(), wanted);
    // The same with the new ones in an archive of their own, against one of the old.
    let (new, old): (Vec<Article>, Vec<Article>) = articles.iter().cloned().partition(|a| is_new(&a.id));
    let new = archive(&place.path().join("new"), &[&new]);
    let old = archive(&place.path().join("old"), &[&old]);
    let found = new.findings(Some(&old), &comparer(), &JoinSettings::default(), &|_| ()).expect("findings");
    assert_eq!(found.findings.iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn many_copies_cost_little_and_all_are_found() {
    const COPIES: usize = 100;
    let mut articles = stories(3);
    let story = articles[0].body.clone();
    for n in 0..COPIES {
        // Every other one has a word more.
        let body = if n % 2 == 0 { story.clone() } else { format!("{story} More on page {n}.") };
        articles.push(Article::new(format!("x{n:04}"), body));
    }
    let place = folder("copies");
    let archive = archive(place.path(), &[&articles]);
    let found = found(&archive, &JoinSettings::default());
    assert!(found.findings.len() < 6 * COPIES, "{} findings", found.findings.len());
    for n in 0..COPIES {
        let id = format!("x{n:04}");
        assert!(found.findings.iter().any(|f| f.ids.contains(&id) && f.probability > 0.9), "{id}");
    }
}

#[test]
fn a_crowd_that_tells_one_story_nearly_alike_is_found_and_linked() {
    const CROWD: usize = 90;
    let mut articles = stories(3);
    let story = articles[0].body.clone();
    for n in 0..CROWD {
        // A sentence of its own is too much for a twin.
        let own = article(n * 53 + 7).body;
        let own = own.split(". ").next().unwrap_or_default();
        articles.push(Article::new(format!("x{n:04}"), format!("{own}.\n\n{story}")));
    }
    let place = folder("crowd");
    let archive = archive(place.path(), &[&articles]);
    let found = found(&archive, &JoinSettings::default());
    assert!(among(&articles, &comparer(), Language::English) == found);
    assert!(found.findings.is_sorted_by(|a, b| a.ids < b.ids), "a pair twice");
    assert!(found.findings.len() < 8 * CROWD, "{} findings", found.findings.len());
    assert!(found.findings.iter().filter(|f| f.resemblance < 0.98).count() > CROWD, "these are no twins");
    let families = families(&found.findings, &FamilySettings::default());
    let largest = families.iter().map(|f| f.members.len()).max();
    assert_eq!(largest, Some(CROWD + 2), "the crowd, the story and its retelling");
}

#[test]
fn a_series_makes_no_pairs_and_a_text_beyond_bounds_is_set_aside() {
    let mut articles = stories(4);
    articles.iter_mut().for_each(|a| a.series = Some("council notes".into()));
    let mut huge = articles[0].clone();
    huge.id = "huge".into();
    huge.series = None;
    huge.body = huge.body.repeat(10 << 20 >> 10);
    articles.push(huge);
    let place = folder("series");
    let archive = archive(place.path(), &[&articles]);
    let found = found(&archive, &JoinSettings::default());
    assert!(found.findings.is_empty(), "{:?}", ids(&found));
    assert_eq!(found.rejects, [("huge".to_owned(), Reject::TooLong)]);
    assert!(among(&articles, &comparer(), Language::English) == found);
}
