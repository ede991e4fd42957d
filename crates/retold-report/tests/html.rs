//! The HTML report is one file, harmless with any text, readable, and complete.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use retold::attribution::{Claim, claims};
use retold::change::ChangeKind;
use retold::mention::Mentions;
use retold::text::{Language, Reading, TamperingKind};
use retold::{Comparison, JointComparison, Span};
use retold_report::{ClaimsOf, ClaimsOutput, ClaimsReport, Output, Report, ReportSettings};

/// Texts that have broken out of pages before: markup, attributes, comments, styles, scripts, entities, odd characters.
const HOSTILE: [&str; 18] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\" onfocus=\"alert(1)\" autofocus=\"",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "javascript:alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "\u{202e}<\u{0}script>\u{200b}alert(1)\u{feff}",
];

fn settings() -> ReportSettings {
    ReportSettings { written_at: Some("2025-06-09T08:00:00Z".into()), ..ReportSettings::default() }
}

fn html(comparison: Comparison) -> String {
    page(&Report::new(comparison, settings()))
}

fn page(report: &Report) -> String {
    let mut out = Vec::new();
    Output::Html.writer().write(report, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("the report is UTF-8")
}

/// Who said what in the sources and in the retelling.
fn claims_of(joint: &JointComparison) -> Vec<Vec<Claim>> {
    let sources = joint.comparisons.iter().map(|c| support::claims(&c.source));
    sources.chain(joint.comparisons.first().map(|c| support::claims(&c.retelling))).collect()
}

/// Which of the pages puts accounts side by side.
const ACCOUNTS: usize = 2;

#[test]
fn an_account_without_a_headline_goes_by_its_id_once() {
    let account = |id: &str| {
        let body =
            "The quay is safe, said Ida Marsh. Nobody else was asked that day, and no engineer was there to say.";
        let reading = Reading::new(retold::Article::new(id, body), Language::English);
        ClaimsOf { claims: support::claims(&reading), reading, events: Vec::new() }
    };
    for (ids, times) in [(vec!["quay-1"], 1), (vec!["quay-1", "quay-2"], 2)] {
        let mut out = Vec::new();
        let report = ClaimsReport::new(ids.iter().map(|id| account(id)).collect(), settings());
        ClaimsOutput::Html.write(&report, &mut out).expect("a vector takes everything");
        let text = String::from_utf8(out).expect("UTF-8");
        // Of several, each stands in the titles and over its claims.
        assert_eq!(text.matches("quay-1").count(), times, "{text}");
        assert!(!text.contains("<p class=\"against\" dir=\"auto\"></p>"), "{text}");
    }
}

/// Every kind of page: a report with one source, one with two sources and claims, claims of two accounts and of one.
fn pages(comparison: Comparison) -> [String; 4] {
    let joint = JointComparison::new(vec![comparison.clone(), comparison.clone()]);
    let claims = claims_of(&joint);
    let account = |reading: &Reading| ClaimsOf {
        reading: reading.clone(),
        claims: support::claims(reading),
        events: support::events(reading),
    };
    let (source, retelling) = (account(&comparison.source), account(&comparison.retelling));
    [
        html(comparison),
        page(&Report::new(joint, settings()).with_claims(claims)),
        claims_page(vec![source.clone(), retelling]),
        claims_page(vec![source]),
    ]
}

fn claims_page(accounts: Vec<ClaimsOf>) -> String {
    let mut out = Vec::new();
    ClaimsOutput::Html.write(&ClaimsReport::new(accounts, settings()), &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("the page is UTF-8")
}

/// A comparison with `text` in every place that words of others can take.
fn hostile(text: &str) -> Comparison {
    let mut comparison = support::comparison();
    let bodies = [
        format!("{text} {text}", text = text.replace('\n', " ")),
        format!("{text} again {text}", text = text.replace('\n', " ")),
    ];
    for (reading, body) in [&mut comparison.source, &mut comparison.retelling].into_iter().zip(bodies) {
        let whole = Span::new(0, body.len());
        reading.sentences.iter_mut().for_each(|sentence| sentence.span = whole);
        reading.headline = Some(whole);
        reading.language = Some(text.into());
        reading.furniture.iter_mut().for_each(|part| part.span = whole);
        reading.article.id = text.into();
        reading.article.headline = Some(text.into());
        reading.article.byline = vec![text.into()];
        reading.article.publisher = Some(text.into());
        reading.article.published = Some(text.into());
        reading.article.url = Some(text.into());
        reading.article.notes = vec![text.into()];
        reading.article.body = body;
    }
    let whole = Span::new(0, comparison.retelling.article.body.len());
    for change in &mut comparison.changes {
        change.explanation = text.into();
        change.retelling.span = whole;
    }
    comparison.verdict.evidence = vec![text.into()];
    comparison.verdict.credit.given = true;
    comparison.verdict.credit.span = Some(whole);
    comparison.verdict.tampering[0].kind = TamperingKind::LookAlike;
    comparison.verdict.tampering[0].span = whole;
    comparison.notes = vec![text.into()];
    comparison
}

/// The tags of a document as a browser's tokenizer would cut them, without what stands inside style and script:
/// name (with a slash for an end) and the attributes in double quotes, which are the only ones that the report writes.
fn tags(html: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "/!-".contains(*c)).collect();
        rest = &rest[name.len()..];
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            let end = rest.find(['=', '>', ' ']).expect("a tag ends");
            let attribute = rest[..end].to_owned();
            match rest.as_bytes()[end] {
                b'=' => {
                    assert_eq!(rest.as_bytes()[end + 1], b'"', "an attribute of {name} is not quoted");
                    let value = &rest[end + 2..];
                    let close = value.find('"').expect("a quotation ends");
                    attributes.insert(attribute, value[..close].to_owned());
                    rest = &value[close + 1..];
                }
                closing => {
                    if !attribute.is_empty() {
                        attributes.insert(attribute, String::new());
                    }
                    rest = &rest[end + usize::from(closing != b'>')..];
                    if let Some(after) = rest.strip_prefix('>') {
                        rest = after;
                        break;
                    }
                }
            }
        }
        if name == "style" || name == "script" {
            let end = rest.find(&format!("</{name}>")).expect("the element ends");
            rest = &rest[end..];
        }
        found.push((name, attributes));
    }
    found
}

#[test]
fn hostile_text_makes_no_markup() {
    let plain =
        pages(hostile("harmless")).map(|page| tags(&page).into_iter().map(|(name, _)| name).collect::<Vec<String>>());
    let own: BTreeSet<&String> = plain.iter().flatten().collect();
    for (text, (number, page)) in
        HOSTILE.iter().flat_map(|text| pages(hostile(text)).into_iter().enumerate().map(move |page| (text, page)))
    {
        let found = tags(&page);
        let names: Vec<String> = found.iter().map(|(name, _)| name.clone()).collect();
        let without = |names: &[String]| -> Vec<String> {
            // Words of copied runs and hidden characters are wrapped in spans, so their number depends on the text.
            names.iter().filter(|name| !["span", "/span", "code", "/code"].contains(&name.as_str())).cloned().collect()
        };
        // Which claims of two accounts agree depends on their words, and so does how they are laid out.
        if number != ACCOUNTS {
            assert_eq!(without(&names), without(&plain[number]), "{text}");
        }
        assert!(names.iter().all(|name| own.contains(name) || ["code", "/code"].contains(&name.as_str())), "{text}");
        for (name, attributes) in &found {
            assert!(attributes.keys().all(|attribute| !attribute.starts_with("on")), "{name} of {text}");
            assert!(!attributes.contains_key("style") && !attributes.contains_key("src"), "{name} of {text}");
            assert!(attributes.get("href").is_none_or(|href| href.starts_with('#')), "{name} of {text}");
        }
    }
}

#[test]
fn control_and_turning_characters_do_not_reach_the_page() {
    for page in pages(hostile("a\u{0}b\u{1b}[31m\u{202e}c\u{2066}d\u{200b}e")) {
        assert!(!page.contains(['\u{0}', '\u{1b}', '\u{202e}', '\u{2066}', '\u{200b}']));
    }
}

#[test]
fn nothing_is_fetched_from_anywhere() {
    for page in pages(support::comparison()) {
        for word in
            ["http://", "https://", "url(", "@import", "src=", "<link", "<iframe", "<object", "fetch(", "import("]
        {
            assert!(!page.contains(word), "the page has {word}");
        }
        assert!(page.contains("default-src &#39;none&#39;"), "there is no policy");
    }
}

#[test]
fn every_way_leads_to_a_place() {
    for (page, least) in pages(support::comparison()).iter().zip([7, 8, 5, 1]) {
        let found = tags(page);
        let ids: Vec<&String> = found.iter().filter_map(|(_, attributes)| attributes.get("id")).collect();
        let ways: Vec<&String> = found.iter().filter_map(|(_, attributes)| attributes.get("href")).collect();
        assert!(ways.len() >= least, "{ways:?}");
        for way in ways {
            assert!(ids.iter().any(|id| **id == way[1..]), "{way} leads nowhere");
        }
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "an id stands twice");
        let names = found.iter().filter_map(|(_, attributes)| attributes.get("aria-labelledby"));
        assert!(names.clone().all(|name| ids.contains(&name)), "a part is named by what is not there");
    }
}

#[test]
fn elements_close_in_the_order_they_open() {
    for page in pages(support::comparison()) {
        let mut open: Vec<String> = Vec::new();
        for (name, _) in tags(&page) {
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(closed));
            } else if !["!DOCTYPE", "meta", "input", "br", "rect"].contains(&name.as_str()) {
                open.push(name);
            }
        }
        assert_eq!(open, Vec::<String>::new());
    }
}

/// Checks that all of `words` stand in `page`, in this order.
fn in_order(page: &str, words: &[&str]) {
    let mut at = 0;
    for word in words {
        at += page[at..].find(word).unwrap_or_else(|| panic!("{word:?} does not stand behind those before it"));
    }
}

#[test]
fn sources_have_letters_everywhere() {
    let mut second = support::comparison();
    second.verdict.probability = 0.2;
    second.verdict.derived = false;
    second.alignment.links.truncate(1);
    second.alignment.dropped = vec![1, 2];
    let page = page(&Report::new(JointComparison::new(vec![support::comparison(), second]), settings()));
    in_order(
        &page,
        &[
            "<b class=\"from from0\">A</b> <span class=\"words\">Derived",
            "2 of the 3 sentences of the retelling follow it",
            "<b class=\"from from1\">B</b> <span class=\"words\">Probably not derived",
            "0 of the 3 sentences of the retelling follow it",
            "value=\"A\"",
            "value=\"B\"",
            "Sources</th>",
            "data-source=\"A\"",
            ">A1</button>",
            "data-source=\"B\"",
            ">B1</button>",
            "SHA-256 of source A’s text",
            "SHA-256 of source B’s text",
        ],
    );
    assert!(page.contains("row parallel") && page.contains("row dropped"), "both kinds of rows of B");
    assert!(!html(support::comparison()).contains("class=\"from from"), "one source has no letter");
}

#[test]
fn a_report_says_who_said_what_and_who_was_lost() {
    let joint: JointComparison = support::comparison().into();
    let claims = claims_of(&joint);
    let report = Report::new(joint.clone(), settings()).with_claims(claims.clone());
    in_order(
        &page(&report),
        &["Who said what</h2>", "Speakers lost:", "Ada Quill", "only in the retelling</span>", "left out</span>"],
    );
    assert!(!page(&Report::new(joint.clone(), settings())).contains("Who said what"));
    let redacted = ReportSettings { redact: true, ..settings() };
    assert!(!page(&Report::new(joint, redacted).with_claims(claims)).contains("Who said what"));
}

#[test]
fn claims_of_accounts_stand_side_by_side() {
    let account = |id: &str, body: &str| {
        let reading = Reading::new(retold::Article::new(id, body), Language::English);
        let mentions = Mentions::of(&reading, Language::English.rules());
        ClaimsOf { claims: claims(&reading, &mentions.names), events: Vec::new(), reading }
    };
    let first = account("a", "The repair of the old bridge will cost 6 million pounds, Mayor Odile Brandt said.");
    let second = account("b", "The repair of the old bridge will cost 9 million pounds, engineer Karl Foss said.");
    let page = claims_page(vec![first, second]);
    in_order(
        &page,
        &["2 accounts", "Conflicts", "one says", "Odile Brandt", "Karl Foss", "Agreements", "id=\"claim1\""],
    );
}

#[test]
fn an_editor_sees_verdict_evidence_changes_and_both_texts() {
    let page = html(support::comparison());
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("the page has no {text:?}"));
    let order = [
        "Derived</span>",
        "2 of 3 sentences stand in the order",
        "2 changes of substance, 1 of wording",
        "What changed</th>",
        "The city closed the ",
        "what Mayor Odile Brandt said now stands as fact</li>",
        "SHA-256",
        "2025-06-09T08:00:00Z",
    ];
    let places: Vec<usize> = order.iter().map(|text| place(text)).collect();
    assert!(places.is_sorted(), "{places:?}");
    for kind in ChangeKind::ALL {
        assert!(page.contains(kind.meaning()), "the legend lacks {}", kind.name());
    }
}

/// The colours named in one block of the style sheet.
fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let declarations = block.split(['{', '}', ';']).filter_map(|part| part.trim().split_once(": #"));
    let mut found = BTreeMap::new();
    for (name, hex) in declarations.filter(|(name, _)| name.starts_with("--")) {
        let hex: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
        found.insert(name, [part(0), part(2), part(4)]);
    }
    found
}

/// Contrast of two colours by WCAG 2.2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance = |c: [f64; 3]| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_have_the_contrast_of_wcag_aa() {
    let page = html(support::comparison());
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    let blocks: Vec<&str> = style.split(":root").skip(1).map(|block| &block[..block.find('}').unwrap()]).collect();
    assert_eq!(blocks.len(), 3, "light, dark and print");
    for block in blocks {
        let of = colours(block);
        for text in [
            "--ink",
            "--quiet",
            "--link",
            "--substance",
            "--wording",
            "--verbatim",
            "--reworded",
            "--merged",
            "--split",
            "--summary",
            "--dropped",
            "--added",
            "--parallel",
            "--from0",
            "--from1",
            "--from2",
            "--from3",
            "--from4",
            "--from5",
        ] {
            let ratio = contrast(of[text], of["--paper"]);
            assert!(ratio >= 4.5, "{text} on paper: {ratio:.2}");
        }
        for wash in ["--substance-wash", "--wording-wash", "--hot", "--word", "--card"] {
            let ratio = contrast(of["--ink"], of[wash]);
            assert!(ratio >= 4.5, "ink on {wash}: {ratio:.2}");
        }
    }
}

#[test]
fn the_same_report_is_written_every_time() {
    assert_eq!(html(support::comparison()), html(support::comparison()));
}
