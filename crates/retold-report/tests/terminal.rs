//! The terminal report fits the width, says everything without colour, and does nothing to the terminal.

mod support;

use retold::{Comparison, JointComparison, Span};
use retold_report::{Output, Report, ReportSettings};

fn shown(comparison: Comparison, width: usize, colour: bool) -> String {
    let mut out = Vec::new();
    let settings = ReportSettings { width, colour, ..ReportSettings::default() };
    Output::Terminal.writer().write(&Report::new(comparison, settings), &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("the report is UTF-8")
}

/// `text` without the sequences that set colours.
fn bare(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |so_far, part| so_far + part.split_once('m').expect("a colour ends").1)
}

#[test]
fn lines_fit_the_width() {
    for width in [20, 40, 70, 79, 80, 100, 160] {
        let text = shown(support::comparison(), width, false);
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{width}: {line:?}");
        }
    }
}

#[test]
fn wide_letters_are_measured() {
    let mut comparison = support::comparison();
    let body = "新聞記者が橋の閉鎖を伝えた。".repeat(6);
    comparison.source.sentences.truncate(1);
    comparison.source.sentences[0].span = Span::new(0, body.len());
    comparison.source.article.body = body;
    comparison.alignment.dropped.clear();
    comparison.changes.clear();
    let text = shown(comparison, 80, false);
    let gutters: Vec<usize> = text
        .lines()
        .filter_map(|line| line.split_once('│'))
        .map(|(left, _)| left.chars().map(|c| if c as u32 > 0x2e80 { 2 } else { 1 }).sum())
        .collect();
    assert!(gutters.len() > 5 && gutters.iter().all(|gutter| *gutter == gutters[0]), "{gutters:?}");
}

#[test]
fn texts_stand_side_by_side_only_where_there_is_room() {
    assert!(shown(support::comparison(), 80, false).contains('│'));
    assert!(!shown(support::comparison(), 79, false).contains('│'));
}

#[test]
fn what_colour_says_brackets_say_without_it() {
    let (plain, coloured) = (shown(support::comparison(), 160, false), shown(support::comparison(), 160, true));
    assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'));
    assert!(plain.contains("[2:\u{a0}It [1:\u{a0}needs] months of work]."), "{plain}");
    assert!(bare(&coloured).contains("It needs[1] months of work[2]."), "{}", bare(&coloured));
}

#[test]
fn everything_that_matters_is_said() {
    let text = shown(support::comparison(), 160, false);
    for words in [
        "Derived · 98.7\u{a0}%",
        "made from the source",
        "none given",
        "byline",
        "2 of 3 sentences",
        "dropped",
        "added",
        "summary",
        "certainty-raised",
        "what Mayor Odile Brandt said now stands as fact",
        "letters of another alphabet",
        "the verdict is weaker",
        "2 changes of substance, 1 of wording",
    ] {
        assert!(text.contains(words), "{words:?} is missing from\n{text}");
    }
}

#[test]
fn sources_have_letters() {
    let mut second = support::comparison();
    second.alignment.links.truncate(1);
    second.alignment.dropped = vec![1, 2];
    second.changes.clear();
    let two = JointComparison::new(vec![support::comparison(), second]);
    let shown = |width: usize| {
        let mut out = Vec::new();
        let report = Report::new(two.clone(), ReportSettings { width, ..ReportSettings::default() });
        Output::Terminal.writer().write(&report, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("the report is UTF-8")
    };
    let text = shown(160);
    for words in [
        "A Derived",
        "B Derived",
        "2 of the 3 sentences of the retelling follow it",
        "SOURCES",
        "A1\u{a0}The city",
        "B3\u{a0}The ferry",
        "parallel",
        "A: “may need” became “needs”",
    ] {
        assert!(text.contains(words), "{words:?} is missing from\n{text}");
    }
    for line in shown(40).lines().chain(shown(80).lines()) {
        assert!(line.chars().count() <= 80, "{line:?}");
    }
}

#[test]
fn article_text_cannot_steer_the_terminal() {
    let mut comparison = support::comparison();
    let body = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31mred\u{202e}x\r\n\u{8}y".to_owned();
    let whole = Span::new(0, body.len());
    for reading in [&mut comparison.source, &mut comparison.retelling] {
        reading.sentences.iter_mut().for_each(|sentence| sentence.span = whole);
        reading.headline = Some(whole);
        reading.article.body.clone_from(&body);
        reading.article.id.clone_from(&body);
        reading.article.publisher = Some(body.clone());
    }
    comparison.notes = vec![body.clone()];
    comparison.verdict.evidence = vec![body.clone()];
    comparison.changes.iter_mut().for_each(|change| change.explanation.clone_from(&body));
    let text = shown(comparison, 100, false);
    let bad: Vec<char> = text.chars().filter(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}').collect();
    assert_eq!(bad, Vec::<char>::new());
}
