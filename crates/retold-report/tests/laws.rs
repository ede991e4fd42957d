//! What holds for any comparison, however odd its texts and spans.

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use retold::align::{Link, Relation, WordLink};
use retold::change::{Change, ChangeKind, Gravity, Place};
use retold::text::{Sentence, Tampering, TamperingKind};
use retold::{Comparison, JointComparison, Span};
use retold_report::{Output, Report, ReportSettings};

/// Texts of letters, spaces, marks of markup, wide and hidden characters.
fn text() -> impl Strategy<Value = String> {
    let letters = "abc  éß中👩\u{200d}<>&\"'`/=-!\n\t\u{0}\u{1b}[\u{202e}\u{200b}█09";
    let letters: Vec<char> = letters.chars().collect();
    vec(proptest::sample::select(letters), 1..120).prop_map(|chars| chars.into_iter().collect())
}

/// Spans that may lie anywhere, also outside the text or inside a character.
fn span() -> impl Strategy<Value = Span> {
    (0usize..200, 0usize..60).prop_map(|(start, length)| Span::new(start, start + length))
}

fn link() -> impl Strategy<Value = Link> {
    let words = vec((span(), span()).prop_map(|(source, retelling)| WordLink { source, retelling }), 0..12);
    let sides = (vec(0usize..6, 1..3), vec(0usize..6, 1..3));
    (sides, proptest::sample::select(Relation::ALL.to_vec()), words).prop_map(
        |((source, retelling), relation, words)| Link { source, retelling, relation, similarity: f32::NAN, words },
    )
}

fn change() -> impl Strategy<Value = Change> {
    let place = || (0usize..6, span()).prop_map(|(sentence, span)| Place { sentence, span });
    let kind = proptest::sample::select(ChangeKind::ALL.to_vec());
    let gravity = proptest::sample::select(Gravity::ALL.to_vec());
    (kind, proptest::option::of(place()), place(), gravity, text()).prop_map(
        |(kind, source, retelling, gravity, explanation)| Change {
            kind,
            source,
            retelling,
            gravity,
            confidence: 2.0,
            explanation,
        },
    )
}

/// The text cut into sentences at every seventh character.
fn sentences(body: &str) -> Vec<Sentence> {
    let starts: Vec<usize> = body.char_indices().step_by(7).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let spans = starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end));
    spans.map(|span| Sentence { span, ..Sentence::default() }).collect()
}

fn comparison() -> impl Strategy<Value = Comparison> {
    let marks = (vec(link(), 0..5), vec(change(), 0..5), vec(span(), 0..3));
    (text(), text(), marks).prop_map(|(source, retelling, (links, changes, tampering))| {
        let mut comparison = support::comparison();
        for (reading, body) in [(&mut comparison.source, source), (&mut comparison.retelling, retelling)] {
            reading.tokens.clear();
            reading.furniture.clear();
            reading.headline = None;
            reading.sentences = sentences(&body);
            reading.article.body = body;
        }
        comparison.alignment.links = links;
        comparison.changes = changes;
        let hidden = |span| Tampering { span, kind: TamperingKind::Hidden };
        comparison.verdict.tampering = tampering.iter().copied().map(hidden).collect();
        comparison.retelling.tampering.clone_from(&comparison.verdict.tampering);
        comparison
    })
}

fn written(comparison: &Comparison, output: Output, redact: bool) -> String {
    let settings = ReportSettings { width: 80, redact, ..ReportSettings::default() };
    let mut out = Vec::new();
    let report = Report::new(comparison.clone(), settings);
    output.writer().write(&report, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("a report is UTF-8")
}

/// Two comparisons of one retelling, however odd, written in one report.
fn written_together(a: &Comparison, b: &Comparison, output: Output) -> String {
    let mut second = a.clone();
    (second.source, second.alignment, second.changes) = (b.source.clone(), b.alignment.clone(), b.changes.clone());
    let mut out = Vec::new();
    let report = Report::new(JointComparison::new(vec![a.clone(), second]), ReportSettings::default());
    output.writer().write(&report, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("a report is UTF-8")
}

proptest! {
    #[test]
    fn two_odd_sources_are_written_whole(a in comparison(), b in comparison()) {
        let page = written_together(&a, &b, Output::Html);
        for sentence in 1..=a.source.sentences.len() {
            prop_assert!(page.contains(&format!(">A{sentence}</button>")), "A{sentence}");
        }
        for sentence in 1..=b.source.sentences.len() {
            prop_assert!(page.contains(&format!(">B{sentence}</button>")), "B{sentence}");
        }
        let shown = written_together(&a, &b, Output::Terminal);
        let steering = shown.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}');
        prop_assert!(!steering, "{shown:?}");
        let value: serde_json::Value = serde_json::from_str(&written_together(&a, &b, Output::Json)).unwrap();
        prop_assert_eq!(value["sources"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn markup_is_the_reports_own(comparison in comparison()) {
        let page = written(&comparison, Output::Html, false);
        let names = ["<!", "<a", "<b", "<c", "<d", "<f", "<h", "<i", "<l", "<m", "<o", "<p", "<r", "<s", "<t", "<u", "</"];
        for (at, _) in page.match_indices('<') {
            prop_assert!(names.iter().any(|name| page[at..].starts_with(name)), "{}", &page[at..]);
        }
        for name in ["mark", "table", "td", "li", "button"] {
            let (open, close) = (page.matches(&format!("<{name}")).count(), page.matches(&format!("</{name}>")).count());
            prop_assert_eq!(open, close, "{}", name);
        }
        let steering = page.contains(['\0', '\u{1b}', '\u{202e}']);
        prop_assert!(!steering);
    }

    #[test]
    fn a_terminal_is_never_steered(comparison in comparison(), redact in any::<bool>()) {
        let shown = written(&comparison, Output::Terminal, redact);
        let steering = shown.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}');
        prop_assert!(!steering, "{shown:?}");
    }

    #[test]
    fn json_is_json_and_its_spans_say_their_words(comparison in comparison()) {
        let value: serde_json::Value = serde_json::from_str(&written(&comparison, Output::Json, false)).unwrap();
        let body = value["source"]["text"].as_str().unwrap();
        for sentence in value["source"]["sentences"].as_array().unwrap() {
            let at = |name: &str| sentence[name].as_u64().unwrap() as usize;
            prop_assert_eq!(&body[at("start")..at("end")], sentence["text"].as_str().unwrap());
        }
    }

    #[test]
    fn redacting_keeps_the_shape_of_a_text(comparison in comparison()) {
        let hidden: serde_json::Value = serde_json::from_str(&written(&comparison, Output::Json, true)).unwrap();
        let (old, new) = (&comparison.source.article.body, hidden["source"]["text"].as_str().unwrap());
        prop_assert_eq!(old.chars().count(), new.chars().count());
        for (old, new) in old.chars().zip(new.chars()) {
            prop_assert!(old == new || (new == '█' && old.is_alphanumeric()), "{old:?} became {new:?}");
        }
        for (old, new) in comparison.source.sentences.iter().zip(hidden["source"]["sentences"].as_array().unwrap()) {
            let text = old.span.of(&comparison.source.article.body);
            prop_assert_eq!(text.chars().count(), new["text"].as_str().unwrap().chars().count());
        }
    }
}
