//! Laws of archives: what is committed is there; the archive answers as the one in memory does.

mod support;

use retold::Article;
use retold::retrieve::{Candidate, Filter, MemoryArchive, Retriever, Wanted};
use retold::text::Language;
use retold_archive::{Added, Archive, ArchiveError, Query};
use support::{article, folder};

fn filled(place: &std::path::Path, count: usize) -> Archive {
    let archive = Archive::open_or_create(place).expect("a new archive");
    let articles: Vec<Article> = (0..count).map(article).collect();
    let mut writer = archive.writer().expect("the only writer");
    writer.add(&articles).expect("articles are added");
    writer.commit().expect("and committed");
    writer.close().expect("and merged");
    archive
}

fn told(candidates: Vec<Candidate>) -> Vec<(String, String)> {
    candidates.into_iter().map(|c| (c.article.id, format!("{:.3}", c.score))).collect()
}

#[test]
fn an_archive_on_disk_answers_as_one_in_memory() {
    let place = folder("equal");
    let archive = filled(place.path(), 300);
    let mut memory = MemoryArchive::new(Language::English);
    (0..300).for_each(|n| memory.add(article(n)));
    let filter = Filter::default();
    for n in (0..300).step_by(7) {
        let mut query = article(n);
        query.id = "query".to_owned();
        let wanted = Wanted { article: &query, limit: 5, filter: &filter };
        let on_disk = told(archive.candidates(&wanted).expect("an answer"));
        let Ok(in_memory) = memory.candidates(&wanted);
        let in_memory = told(in_memory);
        assert_eq!(on_disk.first(), in_memory.first(), "article {n}");
        assert_eq!(on_disk[0].0, format!("a-{n}"));
        // Beyond the first, equal scores at the edge may be cut differently.
        let scores = |told: &[(String, String)]| told.iter().map(|t| t.1.clone()).collect::<Vec<_>>();
        assert_eq!(scores(&on_disk), scores(&in_memory), "article {n}");
    }
}

#[test]
fn what_is_committed_is_there_after_opening_again() {
    let place = folder("again");
    drop(filled(place.path(), 50));
    let archive = Archive::open(place.path()).expect("it opens");
    assert_eq!(archive.facts().expect("facts").articles, 50);
    for n in 0..50 {
        assert_eq!(archive.get(&format!("a-{n}")).expect("readable"), Some(article(n)));
    }
    assert_eq!(archive.get("a-50").expect("readable"), None);
    assert_eq!(archive.verify().expect("sound"), 50);
}

#[test]
fn what_is_not_committed_is_not_there() {
    let place = folder("dropped");
    let archive = filled(place.path(), 10);
    let mut writer = archive.writer().expect("a writer");
    writer.add(&[article(11)]).expect("added");
    drop(writer);
    assert_eq!(Archive::open(place.path()).expect("opens").facts().expect("facts").articles, 10);
}

#[test]
fn an_id_that_comes_again_replaces_and_a_removed_one_goes() {
    let place = folder("replace");
    let archive = filled(place.path(), 20);
    let odd = "odd/../id\nwith \"marks\" and \u{1F600}";
    let changed = Article::new("a-3", "Nothing of the sort was said in Tarnby.");
    let mut writer = archive.writer().expect("a writer");
    let count = writer.add(&[changed.clone(), Article::new(odd, "One."), Article::new(odd, "Two.")]).expect("added");
    assert_eq!(count, Added { added: 1, replaced: 2 });
    assert_eq!(writer.remove(&["a-4".to_owned(), "nobody".to_owned()]).expect("removed"), 1);
    writer.commit().expect("committed");
    writer.compact().expect("compacted");
    assert_eq!(archive.get("a-3").expect("readable"), Some(changed));
    assert_eq!(archive.get("a-4").expect("readable"), None);
    assert_eq!(archive.get(odd).expect("readable").map(|a| a.body), Some("Two.".to_owned()));
    let facts = archive.facts().expect("facts");
    assert_eq!((facts.articles, facts.removed, facts.segments), (20, 0, 1));
    assert_eq!(archive.verify().expect("sound"), 20);
}

#[test]
fn facts_of_an_article_survive() {
    let place = folder("facts");
    let full = Article {
        headline: Some("H".into()),
        byline: vec!["A".into(), "B".into()],
        publisher: Some("P".into()),
        published: Some("9999-12-31".into()),
        language: Some("en".into()),
        credits: vec!["C".into()],
        url: Some("https://example.org/a".into()),
        outbound: vec!["https://example.org/b".into()],
        series: Some("weather".into()),
        other: vec![("desk".into(), "\"north\"".into())],
        notes: vec!["converted".into()],
        ..Article::new("full", "Text \u{0}with \u{FEFF}odd \u{1F600} characters.")
    };
    let archive = Archive::open_or_create(place.path()).expect("new");
    let mut writer = archive.writer().expect("a writer");
    writer.add(std::slice::from_ref(&full)).expect("added");
    writer.commit().expect("committed");
    assert_eq!(archive.get("full").expect("readable"), Some(full));
}

#[test]
fn readers_go_on_while_one_writes_and_a_second_writer_is_told() {
    let place = folder("busy");
    let archive = filled(place.path(), 5);
    let mut writer = archive.writer().expect("the first");
    assert!(matches!(archive.writer().map(drop), Err(ArchiveError::Busy { .. })));
    let reader = Archive::open(place.path()).expect("readers may");
    writer.add(&[article(6)]).expect("added");
    writer.commit().expect("committed");
    assert_eq!(reader.facts().expect("facts").articles, 5);
    reader.reload().expect("looks again");
    assert_eq!(reader.facts().expect("facts").articles, 6);
}

#[test]
fn folders_that_are_no_archive_are_left_alone() {
    let place = folder("none");
    assert!(matches!(Archive::open(place.path()), Err(ArchiveError::Missing { .. })));
    assert!(matches!(Archive::open(place.path().join("nowhere")), Err(ArchiveError::Missing { .. })));
    std::fs::write(place.path().join("letters.txt"), "mine").expect("a file");
    let Err(error) = Archive::open_or_create(place.path()) else { panic!("it was taken over") };
    assert!(error.to_string().contains("holds other files"), "{error}");
    let file = place.path().join("letters.txt");
    assert!(Archive::open_or_create(&file).is_err());
}

#[test]
fn an_archive_of_another_format_is_told() {
    let place = folder("format");
    drop(filled(place.path(), 3));
    let mark = r#"{"format":99,"keys":1,"program":"9.0.0"}"#;
    std::fs::write(place.path().join("retold-archive.json"), mark).expect("the mark");
    let Err(error @ ArchiveError::Format { .. }) = Archive::open(place.path()) else { panic!("it opened") };
    assert!(error.to_string().contains("format 99"), "{error}");
}

/// Ids of what a query finds.
fn searched(archive: &Archive, query: &Query) -> (usize, Vec<String>) {
    let found = archive.search(query).expect("an answer");
    (found.matching, found.articles.into_iter().map(|a| a.id).collect())
}

#[test]
fn a_search_finds_what_holds_all_words_of_that_publisher_and_time() {
    let place = folder("search");
    let archive = Archive::open_or_create(place.path()).expect("a new archive");
    let dated = |n: usize| article(n).with_published(format!("2031-{:02}-{:02}", n % 12 + 1, n % 28 + 1));
    let articles: Vec<Article> = (0..200).map(dated).chain([article(200)]).collect();
    let mut writer = archive.writer().expect("the only writer");
    articles.chunks(70).for_each(|some| {
        writer.add(some).expect("added");
        writer.commit().expect("committed");
    });
    writer.remove(&["a-7".to_owned()]).expect("removed");
    writer.commit().expect("committed");
    let all = Query { limit: 500, ..Query::default() };
    assert_eq!(searched(&archive, &all).0, 200);
    let words = Query { words: "the Libraries' roof".to_owned(), ..all.clone() };
    let expected: Vec<&Article> =
        articles.iter().filter(|a| a.id != "a-7" && a.body.contains("library roof")).collect();
    let (matching, ids) = searched(&archive, &words);
    assert!(matching > 3 && matching == expected.len() && expected.iter().all(|a| ids.contains(&a.id)), "{ids:?}");
    let narrow = Query {
        publisher: Some("SEDGE wire".to_owned()),
        since: Some("2031-03".to_owned()),
        until: Some("2031-08-15".to_owned()),
        ..words.clone()
    };
    let in_time = |a: &&&Article| a.published.as_deref().is_some_and(|p| ("2031-03"..="2031-08-15").contains(&p));
    let expected = expected.iter().filter(in_time).filter(|a| a.publisher.as_deref() == Some("Sedge Wire")).count();
    assert!(expected > 0);
    assert_eq!(searched(&archive, &narrow).0, expected);
    assert_eq!(searched(&archive, &Query { words: "zeppelin".to_owned(), ..all.clone() }).0, 0);
    assert_eq!(searched(&archive, &Query { words: "of the".to_owned(), ..all.clone() }).0, 0, "words without content");
}

#[test]
fn pages_of_a_search_are_the_whole_search_in_order() {
    let place = folder("pages");
    let archive = Archive::open_or_create(place.path()).expect("a new archive");
    let mut writer = archive.writer().expect("the only writer");
    let dated = |n: usize| article(n).with_published(format!("20{:02}-01-01", n));
    writer.add(&(0..60).map(dated).collect::<Vec<_>>()).expect("added");
    writer.commit().expect("committed");
    let whole = searched(&archive, &Query { limit: 60, ..Query::default() }).1;
    assert_eq!(whole[0], "a-59", "the latest first");
    let page = |skip| searched(&archive, &Query { skip, limit: 25, ..Query::default() }).1;
    assert_eq!([page(0), page(25), page(50)].concat(), whole);
    assert!(page(100).is_empty());
}
