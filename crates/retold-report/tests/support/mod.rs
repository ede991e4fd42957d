//! A comparison made by hand, for writers to write. Its texts are invented.

// Every test file uses some of this.
#![allow(dead_code)]

use retold::align::{Alignment, HeadlineLink, Link, Relation, WordLink};
use retold::attribution::{Certainty, Claim, Event, Form, Participant, Polarity, Time};
use retold::change::{Change, ChangeKind, Gravity, Place};
use retold::text::{Furniture, FurnitureKind, Reading, Sentence, Tampering, TamperingKind, Token, TokenKind};
use retold::verdict::{Coverage, Credit, Direction, Verdict};
use retold::{Article, Comparison, Span};

/// The source: a headline, a byline and three sentences.
pub const SOURCE: &str = "Harbour bridge shut after crack found\n\nBy Ada Quill, North Wire\n\n\
    The city closed the harbour bridge on Monday after engineers found a crack. \
    “It may need months of work,” said Mayor Odile Brandt. The ferry runs every 6 minutes.";
/// The retelling: a headline and three sentences.
pub const RETELLING: &str = "Crack shuts harbour bridge\n\n\
    The harbour bridge was closed by the city on Monday. It needs months of work. Shops fear for their trade.";

/// A reading whose sentences are the given pieces of `body`, in order.
pub fn reading(id: &str, body: &str, headline: Option<&str>, pieces: &[&str]) -> Reading {
    let mut reading = Reading { article: Article::new(id, body), language: Some("en".into()), ..Reading::default() };
    reading.headline = headline.map(|text| span(body, text));
    reading.article.headline = headline.map(str::to_owned);
    for (paragraph, piece) in pieces.iter().enumerate() {
        let at = span(body, piece);
        let first_token = reading.tokens.len();
        reading.tokens.extend(words(body, at));
        let end_token = reading.tokens.len();
        reading.sentences.push(Sentence { span: at, first_token, end_token, paragraph });
    }
    reading
}

/// Where `piece` stands in `body`.
pub fn span(body: &str, piece: &str) -> Span {
    let start = body.find(piece).unwrap_or_else(|| panic!("{piece:?} does not stand in {body:?}"));
    Span::new(start, start + piece.len())
}

/// The comparison of [`SOURCE`] and [`RETELLING`].
pub fn comparison() -> Comparison {
    let mut source = reading(
        "wire.txt",
        SOURCE,
        Some("Harbour bridge shut after crack found"),
        &[
            "The city closed the harbour bridge on Monday after engineers found a crack.",
            "“It may need months of work,” said Mayor Odile Brandt.",
            "The ferry runs every 6 minutes.",
        ],
    );
    source.article.byline = vec!["Ada Quill".into()];
    source.furniture = vec![Furniture { kind: FurnitureKind::Byline, span: span(SOURCE, "By Ada Quill, North Wire") }];
    let retelling = reading(
        "retelling.txt",
        RETELLING,
        Some("Crack shuts harbour bridge"),
        &[
            "The harbour bridge was closed by the city on Monday.",
            "It needs months of work.",
            "Shops fear for their trade.",
        ],
    );
    Comparison {
        source,
        retelling,
        alignment: alignment(),
        furniture_dropped: vec![FurnitureKind::Byline],
        changes: changes(),
        verdict: verdict(),
        notes: vec!["the retelling is short; the verdict is weaker".into()],
    }
}

fn alignment() -> Alignment {
    let link = |source: usize, retelling: usize, relation, similarity, words| Link {
        source: vec![source],
        retelling: vec![retelling],
        relation,
        similarity,
        words,
    };
    let same = |piece: &str| WordLink { source: span(SOURCE, piece), retelling: span(RETELLING, piece) };
    Alignment {
        links: vec![
            link(0, 0, Relation::Summary, 0.81, vec![same("harbour"), same("on"), same("Monday")]),
            link(1, 1, Relation::Reworded, 0.91, vec![same("months"), same("of"), same("work")]),
        ],
        dropped: vec![2],
        added: vec![2],
        headline: Some(HeadlineLink { similarity: 0.7, words: vec![] }),
    }
}

fn changes() -> Vec<Change> {
    let at = |body: &str, sentence, piece| Place { sentence, span: span(body, piece) };
    vec![
        Change {
            kind: ChangeKind::CertaintyRaised,
            source: Some(at(SOURCE, 1, "may need")),
            retelling: at(RETELLING, 1, "needs"),
            gravity: Gravity::Substance,
            confidence: 0.9,
            explanation: "“may need” became “needs”".into(),
        },
        Change {
            kind: ChangeKind::AttributionDropped,
            source: Some(at(SOURCE, 1, "said Mayor Odile Brandt")),
            retelling: at(RETELLING, 1, "It needs months of work"),
            gravity: Gravity::Substance,
            confidence: 0.8,
            explanation: "what Mayor Odile Brandt said now stands as fact".into(),
        },
        Change {
            kind: ChangeKind::ClaimAdded,
            source: None,
            retelling: at(RETELLING, 2, "Shops fear for their trade"),
            gravity: Gravity::Wording,
            confidence: 0.5,
            explanation: "the source says nothing of it".into(),
        },
    ]
}

fn verdict() -> Verdict {
    Verdict {
        derived: true,
        probability: 0.987,
        direction: Direction::SourceToRetelling,
        direction_probability: 0.9,
        coverage: Coverage { source: 0.6, retelling: 0.8 },
        credit: Credit { given: false, span: None },
        tampering: vec![Tampering { span: span(RETELLING, "fear"), kind: TamperingKind::LookAlike }],
        evidence: vec![
            "2 of 3 sentences stand in the order of the source".into(),
            "“months of work” stands in both".into(),
        ],
    }
}

/// Words of `at` as tokens: letters and digits in a row.
fn words(body: &str, at: Span) -> Vec<Token> {
    let text = at.of(body);
    let mut found = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(first)) => {
                let shape = text[first..i].to_owned();
                let kind =
                    if shape.starts_with(|c: char| c.is_ascii_digit()) { TokenKind::Number } else { TokenKind::Word };
                let lower = shape.to_lowercase();
                let span = Span::new(at.start + first, at.start + i);
                found.push(Token { span, stem: lower.clone(), lower, shape, kind });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Claims of a reading made of its sentences: all of them by its author, or the first by nobody named.
pub fn claims(reading: &Reading) -> Vec<Claim> {
    let who = reading.article.byline.first().cloned();
    let claim = |sentence: &Sentence| Claim {
        speaker: Some(sentence.span),
        cue: Some(sentence.span),
        content: vec![sentence.span],
        form: Form::Mixed,
        who: who.clone(),
        certainty: Certainty::Hedged,
        polarity: Polarity::Negated,
        unnamed: false,
        within: None,
    };
    let told = if who.is_some() { 3 } else { 0 };
    reading.sentences.iter().map(claim).take(told.max(1)).collect()
}

/// An event of a reading, made of its first sentence.
pub fn events(reading: &Reading) -> Vec<Event> {
    let span = reading.sentences.first().map(|sentence| sentence.span).unwrap_or_default();
    let name = || Participant { name: span.of(&reading.article.body).to_owned(), span };
    let when = Some(Time { span, value: Some(reading.article.id.clone()) });
    vec![Event { what: span, who: vec![name()], place: Some(name()), when }]
}
