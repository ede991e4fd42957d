//! Every output of families holds to its format with any text, says what the family says, and is as it was.
//!
//! `BLESS=1` writes the golden files anew.

mod support;
#[path = "support/families.rs"]
mod told;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use retold::Article;
use retold::lineage::{Descent, Family, LostWitness, Stemma};
use retold_report::{FamilyOutput, FamilyReport, ReportSettings};
use serde_json::Value;
use told::{family, undated, written};

/// Ids and texts that have broken out of formats before.
const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><svg onload=alert(1)>",
    "a\"b\\\"c\\",
    "line\none\r\ntwo\u{2028}three",
    "]]>",
    "-->",
    "it's 'quoted'",
    "[&R] (a,b)c;",
    "=HYPERLINK(\"http://evil.example\")",
    "@SUM(1)",
    "\u{0}\u{1b}[31m\u{9b}\u{fffe}\u{ffff}",
    "\u{202e}reversed\u{200b}",
    "; } digraph { x",
    "#{}$%&`|~",
];

fn settings() -> ReportSettings {
    ReportSettings { program: "retold test".into(), width: 100, ..ReportSettings::default() }
}

/// A family with `text` wherever words of others can stand; ids stay apart.
fn hostile(text: &str, size: usize) -> FamilyReport {
    let mut report = family(size);
    let name = |id: &str| format!("{text}{id}{text}");
    let rename = |id: &mut String| *id = name(id);
    report.family.members.iter_mut().for_each(rename);
    report.family.members.sort();
    let copies = std::mem::take(&mut report.family.copies);
    report.family.copies =
        copies.into_iter().map(|(id, of)| (name(&id), of.iter().map(|id| name(id)).collect())).collect();
    let stemma = &mut report.stemma;
    stemma.root.iter_mut().for_each(rename);
    for descent in &mut stemma.descents {
        rename(&mut descent.from);
        rename(&mut descent.to);
        descent.evidence = vec![text.into(), text.into()];
    }
    for lost in &mut stemma.lost {
        lost.to.iter_mut().chain([&mut lost.from]).for_each(rename);
        lost.evidence = vec![text.into()];
    }
    for claim in &mut stemma.claims {
        claim.text = text.into();
        for version in &mut claim.versions {
            version.inherited_from.iter_mut().chain([&mut version.id, &mut version.against]).for_each(rename);
            version.words = text.into();
            version.change.explanation = text.into();
        }
    }
    let articles = std::mem::take(&mut report.articles);
    for (_, mut article) in articles {
        rename(&mut article.id);
        article.headline = Some(text.into());
        article.publisher = Some(format!("{text}{}", article.publisher.unwrap_or_default()));
        article.url = Some(format!("https://evil.example/{text}"));
        article.body.push_str(text);
        report.articles.insert(article.id.clone(), article);
    }
    for comparison in &mut report.comparisons {
        for article in [&mut comparison.source.article, &mut comparison.retelling.article] {
            rename(&mut article.id);
            article.headline = Some(text.into());
            article.body.push_str(text);
        }
        comparison.changes.iter_mut().for_each(|change| change.explanation = text.into());
    }
    report
}

fn xml(output: FamilyOutput, text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{}: {e}\n{text}", output.name()))
}

#[test]
fn outputs_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let reports = [family(2), family(7), undated(6)];
    for output in FamilyOutput::ALL {
        // What the page looks like is for eyes; its parts are tested one by one.
        if output == FamilyOutput::Html {
            continue;
        }
        let path = folder.join(format!("families.{}", output.name()));
        let now = written(output, &reports, &settings());
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &now).expect("golden files can be written");
        }
        let then = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(now == then, "{} is another; look at it and write it anew with BLESS=1", path.display());
    }
}

#[test]
fn names_are_apart_and_extensions_lead_back() {
    let names: BTreeSet<&str> = FamilyOutput::ALL.iter().map(|output| output.name()).collect();
    assert_eq!(names.len(), FamilyOutput::ALL.len());
    for extension in ["jsonl", "dot", "graphml", "tei", "csv", "svg", "html"] {
        assert_eq!(FamilyOutput::of_extension(extension).map(FamilyOutput::name), Some(extension));
    }
    assert_eq!(FamilyOutput::of_extension("doc"), None);
}

#[test]
fn families_hold_to_the_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../schema/family-1.json")).expect("the schema is JSON");
    let kinds: Vec<&str> = retold::change::ChangeKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(schema["$defs"]["change"]["properties"]["kind"]["enum"], serde_json::json!(kinds));
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let mut reports = vec![family(1), family(2), family(12)];
    reports.extend(HOSTILE.map(|text| hostile(text, 7)));
    let text = written(FamilyOutput::JsonLines, &reports, &settings());
    assert_eq!(text.lines().count(), reports.len());
    for (line, report) in text.lines().zip(&reports) {
        let value: Value = serde_json::from_str(line).expect("a line is JSON");
        let faults: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(value["members"], serde_json::json!(report.family.members));
        assert_eq!(value["edges"].as_array().map(Vec::len), Some(report.stemma.descents.len()));
    }
    let mut wrong: Value = serde_json::from_str(text.lines().nth(2).unwrap()).unwrap();
    for (place, damage) in [
        ("/root", serde_json::json!(3)),
        ("/edges/0/probability", serde_json::json!(1.2)),
        ("/claims/0/versions/0/change/kind", serde_json::json!("typo")),
        ("/schema", serde_json::json!("retold/family/2")),
    ] {
        let kept = std::mem::replace(wrong.pointer_mut(place).expect("the place is there"), damage);
        assert!(!validator.is_valid(&wrong), "{place} should have been refused");
        *wrong.pointer_mut(place).unwrap() = kept;
    }
}

#[test]
fn spans_of_followed_changes_say_the_words_they_hold() {
    let report = family(12);
    let value: Value =
        serde_json::from_str(&written(FamilyOutput::JsonLines, std::slice::from_ref(&report), &settings())).unwrap();
    let mut seen = 0;
    for claim in value["claims"].as_array().unwrap() {
        for version in claim["versions"].as_array().unwrap() {
            let body = &report.articles[version["id"].as_str().unwrap()].body;
            let place = &version["change"]["retelling"];
            let words = &body[place["start"].as_u64().unwrap() as usize..place["end"].as_u64().unwrap() as usize];
            assert_eq!(place["text"], words);
            seen += 1;
        }
    }
    assert!(seen > 5);
}

#[test]
fn xml_stays_well_formed_with_any_text() {
    for output in [FamilyOutput::GraphMl, FamilyOutput::Tei, FamilyOutput::Svg] {
        let plain = written(output, &[hostile("harmless", 7)], &settings());
        let count = |text: &str| xml(output, text).descendants().filter(|node| node.is_element()).count();
        let expected = count(&plain);
        for text in HOSTILE {
            let now = written(output, &[hostile(text, 7)], &settings());
            assert_eq!(count(&now), expected, "{}: {text:?} made or broke an element", output.name());
        }
        assert!(count(&written(output, &[], &settings())) > 0, "{} of no family", output.name());
    }
}

#[test]
fn graphml_has_every_witness_and_descent() {
    let report = family(12);
    let text = written(FamilyOutput::GraphMl, &[report.clone(), family(2)], &settings());
    let document = xml(FamilyOutput::GraphMl, &text);
    let named = |name: &str| document.descendants().filter(|n| n.tag_name().name() == name).count();
    // 12 witnesses and a lost one; each but the root has an edge, and three have a second.
    assert_eq!((named("graph"), named("node"), named("edge")), (2, 13 + 2, 12 + 3 + 1));
    assert_eq!(document.root_element().tag_name().namespace(), Some("http://graphml.graphdrawing.org/xmlns"));
    let ids: BTreeSet<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    for edge in document.descendants().filter(|node| node.tag_name().name() == "edge") {
        assert!(ids.contains(edge.attribute("source").unwrap()) && ids.contains(edge.attribute("target").unwrap()));
    }
}

#[test]
fn the_apparatus_points_to_witnesses_that_are_listed() {
    let text = written(FamilyOutput::Tei, &[family(12), family(2)], &settings());
    let document = xml(FamilyOutput::Tei, &text);
    let of = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let xml_id = |node: roxmltree::Node<'_, '_>| {
        node.attribute(("http://www.w3.org/XML/1998/namespace", "id")).map(|id| format!("#{id}"))
    };
    let listed: BTreeSet<String> = of("witness").filter_map(xml_id).collect();
    assert_eq!(listed.len(), 13 + 2);
    let pointed = of("lem").chain(of("rdg")).flat_map(|node| node.attribute("wit").unwrap_or("").split(' '));
    let pointed: Vec<&str> = pointed.collect();
    assert!(pointed.len() > 60 && pointed.iter().all(|wit| listed.contains(*wit)), "{pointed:?}");
    // Of each sentence every witness says something: it keeps, changes or drops it.
    let collation = of("div").find(|div| div.attribute("type") == Some("collation")).unwrap();
    for app in collation.descendants().filter(|node| node.tag_name().name() == "app") {
        let told: Vec<&str> = app.children().flat_map(|n| n.attribute("wit").unwrap_or("").split(' ')).collect();
        assert_eq!((told.len(), told.iter().collect::<BTreeSet<_>>().len()), (12, 12));
    }
    let kinds: BTreeSet<&str> = of("rdg").filter_map(|node| node.attribute("type")).collect();
    assert!(kinds.is_superset(&["reworded", "dropped", "number"].into()), "{kinds:?}");
}

#[test]
fn annotations_select_what_they_quote() {
    for report in [family(12), hostile("ä新👩‍🚒", 7)] {
        let text = written(FamilyOutput::Annotation, std::slice::from_ref(&report), &settings());
        let mut ids = BTreeSet::new();
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).expect("a line is JSON");
            assert_eq!(value["@context"], "http://www.w3.org/ns/anno.jsonld");
            assert_eq!(value["type"], "Annotation");
            assert!(ids.insert(value["id"].as_str().unwrap().to_owned()));
            let linked = value["body"].as_array().unwrap().iter().filter(|body| body.get("selector").is_some());
            for place in linked.chain([&value["target"]]) {
                let source = place["source"]["id"].as_str().unwrap();
                assert!(source.is_ascii() && !source.contains(' '), "{source:?}");
                let article =
                    report.articles.values().find(|a| source == format!("urn:retold:article:{}", encoded(&a.id)));
                let characters: Vec<char> = article.expect("the article is there").body.chars().collect();
                let [position, quote] = [&place["selector"][0], &place["selector"][1]];
                let (start, end) =
                    (position["start"].as_u64().unwrap() as usize, position["end"].as_u64().unwrap() as usize);
                let words: String = characters[start..end].iter().collect();
                assert_eq!(quote["exact"], words);
                assert!(characters[..start].iter().collect::<String>().ends_with(quote["prefix"].as_str().unwrap()));
                assert!(characters[end..].iter().collect::<String>().starts_with(quote["suffix"].as_str().unwrap()));
            }
        }
        assert!(ids.len() > 3, "{}", ids.len());
    }
}

/// Percent-encoding of everything but letters and digits of ASCII and "-._~".
fn encoded(id: &str) -> String {
    let plain = |b: u8| {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) { (b as char).to_string() } else { format!("%{b:02X}") }
    };
    id.bytes().map(plain).collect()
}

/// The rows of a CSV file by RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let record = records.last_mut().unwrap();
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                record.last_mut().unwrap().push(characters.next().unwrap())
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                records.push(vec![String::new()]);
            }
            c => record.last_mut().unwrap().push(c),
        }
    }
    records.pop();
    records
}

#[test]
fn rows_stay_rows_and_no_field_is_a_formula() {
    for text in HOSTILE {
        let reports = [hostile(text, 7)];
        let rows = records(&written(FamilyOutput::Csv, &reports, &settings()));
        // Six descents, one of them with a second source, and the lost witness.
        assert_eq!(rows.len(), 1 + 6 + 2 + 1, "{text:?}");
        for row in &rows {
            assert_eq!(row.len(), 18, "{text:?}");
            assert!(row.iter().all(|field| !field.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
        }
    }
}

#[test]
fn graphviz_strings_stay_closed() {
    for text in HOSTILE {
        let dot = written(FamilyOutput::Dot, &[hostile(text, 7)], &settings());
        assert!(!dot.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        let (mut quoted, mut braces, mut escaped) = (false, 0i32, false);
        for c in dot.chars() {
            assert!(!quoted || c != '\n', "{text:?}: a string runs over its line");
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '{' if !quoted => braces += 1,
                '}' if !quoted => braces -= 1,
                _ => {}
            }
        }
        assert!(!quoted && braces == 0, "{text:?}");
    }
}

#[test]
fn newick_trees_stay_trees() {
    for text in HOSTILE {
        let trees = written(FamilyOutput::Newick, &[hostile(text, 7), hostile(text, 12)], &settings());
        assert_eq!(trees.lines().count(), 2, "{text:?}: {trees}");
        for (tree, witnesses) in trees.lines().zip([8, 13]) {
            let (mut quoted, mut comment, mut depth, mut names) = (false, false, 0i32, 0);
            for c in tree.chars() {
                match c {
                    '\'' if !comment => quoted = !quoted,
                    _ if quoted => {}
                    '[' => comment = true,
                    ']' => comment = false,
                    _ if comment => {}
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    ',' => names += 1,
                    _ => {}
                }
                assert!(depth >= 0);
            }
            assert!(!quoted && !comment && depth == 0 && tree.ends_with(';'), "{text:?}: {tree}");
            assert!(names < witnesses && names > 0, "{text:?}: {tree}");
        }
    }
}

#[test]
fn the_terminal_is_told_nothing_and_lines_fit() {
    for text in HOSTILE.into_iter().chain(["新聞記者が橋の閉鎖を伝えた。"]) {
        for width in [20, 47, 100] {
            let settings = ReportSettings { width, ..settings() };
            let shown = written(FamilyOutput::Terminal, &[hostile(text, 12)], &settings);
            for line in shown.lines() {
                assert!(!line.chars().any(char::is_control), "{line:?}");
                let columns: usize = line.chars().map(|c| if c as u32 > 0x2e80 { 2 } else { 1 }).sum();
                // Marks that take no room of their own are counted here, so a line may only seem too long.
                let marks = line.chars().filter(|c| matches!(*c as u32, 0x200d | 0xfe00..=0xfe0f | 0xfffd)).count();
                assert!(columns <= width + 2 * marks, "{width}: {line:?}");
            }
        }
    }
}

#[test]
fn a_picture_of_any_size_has_a_line_for_all() {
    for size in [1, 2, 5, 12, 40, 41, 300] {
        let text = written(FamilyOutput::Svg, &[family(size)], &settings());
        let document = xml(FamilyOutput::Svg, &text);
        let circles = document.descendants().filter(|n| n.tag_name().name() == "circle").count() - 1;
        let lost = usize::from(size > 6);
        let more: usize = document
            .descendants()
            .filter(|n| n.is_element())
            .filter_map(|n| n.text()?.strip_prefix("and ")?.strip_suffix(" more")?.parse::<usize>().ok())
            .sum();
        assert_eq!(circles + more, size + lost, "{size}");
        assert!(if size <= 40 { more == 0 } else { circles < 40 }, "{size}: {circles} drawn, {more} counted");
        // Words of one column stand a line apart.
        let columns = document.descendants().filter(|n| n.tag_name().name() == "svg" && n.parent_element().is_some());
        for column in columns {
            let mut lines: Vec<f64> = column.children().filter_map(|n| n.attribute("y")?.parse().ok()).collect();
            lines.sort_by(f64::total_cmp);
            assert!(lines.windows(2).all(|pair| pair[1] - pair[0] >= 25.9), "{size}: {lines:?}");
        }
    }
}

#[test]
fn pages_keep_markup_of_others_out() {
    let tags = |page: &str| page.matches('<').count();
    let expected = tags(&written(FamilyOutput::Html, &[hostile("harmless", 7), family(2)], &settings()));
    for text in HOSTILE {
        let page = written(FamilyOutput::Html, &[hostile(text, 7), family(2)], &settings());
        assert_eq!(tags(&page), expected, "{text:?} made or broke a tag");
        assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
}

#[test]
fn a_redacted_family_shows_no_sentence() {
    let redacted = ReportSettings { redact: true, ..settings() };
    for output in [FamilyOutput::Terminal, FamilyOutput::Svg, FamilyOutput::Html] {
        let hidden = written(output, &[family(7)], &redacted);
        assert!(hidden.contains('█'), "{}", output.name());
        for words in ["The city closed", "Shops on the north bank", "people cross the bridge every day"] {
            assert!(!hidden.contains(words), "{}: {words}", output.name());
        }
    }
}

#[test]
fn links_on_a_page_lead_to_one_place() {
    let page = written(FamilyOutput::Html, &[family(12), family(7), family(40), family(2)], &settings());
    let values = |name: &str| -> Vec<&str> {
        page.split(&format!(" {name}=\"")).skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect()
    };
    let ids = values("id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let links: Vec<&str> = values("href");
    assert!(links.len() > 100);
    for link in links {
        assert!(unique.contains(link.strip_prefix('#').expect("links stay on the page")), "{link} leads nowhere");
    }
}

#[test]
fn a_page_is_bounded_and_says_so() {
    let reports: Vec<FamilyReport> = (0..230).map(|n| family(2 + n % 9)).collect();
    let page = written(FamilyOutput::Html, &reports, &settings());
    assert!(page.contains("200 of 230 families with their trees"));
    assert_eq!(page.matches("<table id=").count(), 60);
    assert!(page.contains("60 side by sides, at most 60 and 12 of one family"));
}

#[test]
fn a_page_asks_for_what_it_shows() {
    let report = family(7);
    let settings = settings();
    let none = written(FamilyOutput::Html, &[FamilyReport { comparisons: Vec::new(), ..report.clone() }], &settings);
    assert!(none.contains("The texts are not shown here"));
    let known_by_id = FamilyReport { articles: Default::default(), ..report };
    let writer = retold_report::FamilyWriter::new(FamilyOutput::Html, settings);
    assert_eq!(writer.comparisons(&known_by_id), Vec::<[String; 2]>::new());
}

/// Any stemma at all, of ids that may be members or not.
fn any_report() -> impl Strategy<Value = FamilyReport> {
    let id = || prop::sample::select(vec!["a", "b", "c", "d", "lost-1", "lost-2", "x\"<&'\n", "é]["]);
    let name = || id().prop_map(str::to_owned);
    let figure = || prop::sample::select(vec![0.0, 0.5, 1.0, f64::NAN, -1.0, 7.0]);
    let descent = (name(), name(), figure(), figure(), any::<[bool; 2]>()).prop_map(
        |(from, to, probability, share, [ordered, main])| Descent {
            from,
            to,
            probability,
            share,
            ordered,
            main,
            evidence: vec!["because".into()],
        },
    );
    let lost = (name(), name(), prop::collection::vec(name(), 0..3)).prop_map(|(id, from, to)| LostWitness {
        id,
        from,
        to,
        evidence: Vec::new(),
    });
    let copies = prop::collection::btree_map(name(), prop::collection::vec(name(), 1..3), 0..2);
    let dates =
        prop::sample::select(vec!["", "soon", "2025-06-09", "2025-06-09T10:00:00Z", "9999-12-31", "-009999-01-01"]);
    let article = (name(), dates).prop_map(|(id, date)| Article::new(id, "a text").with_published(date));
    (
        prop::collection::btree_set(name(), 0..8),
        copies,
        prop::collection::vec(descent, 0..10),
        prop::collection::vec(lost, 0..3),
        prop::option::of(name()),
        prop::collection::vec(article, 0..8),
        Just(family(3)),
    )
        .prop_map(|(members, copies, descents, lost, root, articles, told)| {
            let members = members.into_iter().collect();
            let of = Family { members, copies, findings: Vec::new(), cohesion: f64::NAN };
            let claims = told.stemma.claims;
            FamilyReport::new(of, Stemma { root, descents, lost, claims }, articles)
        })
}

proptest! {
    #[test]
    fn whatever_a_stemma_says_every_output_is_written(reports in prop::collection::vec(any_report(), 0..3)) {
        for output in FamilyOutput::ALL {
            let text = written(output, &reports, &settings());
            match output {
                FamilyOutput::GraphMl | FamilyOutput::Tei | FamilyOutput::Svg => { xml(output, &text); }
                FamilyOutput::JsonLines | FamilyOutput::Annotation => for line in text.lines() {
                    prop_assert!(serde_json::from_str::<Value>(line).is_ok());
                },
                _ => {}
            }
            prop_assert!(!text.contains("NaN"), "{}: {}", output.name(), text);
        }
    }
}
