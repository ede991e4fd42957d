//! Which quotation of the source a quotation of the retelling renders: what the detectors of quotations share.

use super::Linked;
use super::wording::{Step, Worded, local_alignment, same_word, worded};
use crate::Span;
use crate::mention::Quotation;
use crate::text::Reading;

/// Where the words of a quotation come from.
pub enum Origin<'l> {
    /// Word for word from one or more of the source's quotations, or from its text.
    Verbatim,
    /// From quoted words of the source, with edits.
    Edited(Edited<'l>),
    /// In the place of a quotation of the source that it does not render.
    Replaced(&'l Quotation),
    /// From nothing that the source quotes.
    Unknown,
}

/// A quotation beside the quoted words that it renders.
pub struct Edited<'l> {
    /// The words of the retelling's quotation.
    pub retold: Vec<Worded<'l>>,
    /// All words that the source quotes near there.
    pub quoted: Vec<Worded<'l>>,
    /// How they match.
    pub steps: Vec<Step>,
    /// The share of the quotation's words that match.
    pub matched: f32,
}

/// Shares of a quotation's words from which it is taken for an edited one.
const EDITED: f32 = 0.5;

/// Finds where a quotation comes from.
pub fn origin<'l>(linked: &'l Linked<'_>, quotation: &Quotation) -> Origin<'l> {
    let retold = words(linked.retelling.reading, quotation, linked);
    if retold.is_empty() || is_in_text(linked, &retold) {
        return Origin::Verbatim;
    }
    let source = linked.source.reading;
    let mut quoted = Vec::new();
    for q in linked.source.mentions.quotations.iter().filter(|q| !q.is_nested) {
        quoted.extend(words(source, q, linked));
    }
    let steps = local_alignment(&retold, &quoted, same_word);
    let shared = |(a, b): &&Step| matches!((a, b), (Some(a), Some(b)) if same_word(retold[*a].token, quoted[*b].token));
    let matched = steps.iter().filter(shared).count() as f32 / retold.len() as f32;
    let content = steps.iter().filter(shared).any(|(a, _)| a.is_some_and(|a| retold[a].is_content));
    if matched >= EDITED && content {
        return Origin::Edited(Edited { retold, quoted, steps, matched });
    }
    match replaced(linked, quotation, &retold) {
        Some(was) => Origin::Replaced(was),
        None => Origin::Unknown,
    }
}

/// The quotation of the linked sentences in whose place another stands: one that the retelling nowhere has, of about the
/// same length, and sharing a word of content or as short as a word or two.
fn replaced<'l>(linked: &'l Linked<'_>, quotation: &Quotation, retold: &[Worded<'_>]) -> Option<&'l Quotation> {
    const SHORT: usize = 3;
    let rendered = linked.rendered_by(quotation.sentence?);
    let quotations = linked.source.mentions.quotations.iter().filter(|q| !q.is_nested);
    quotations.filter(|q| q.sentence.is_some_and(|s| rendered.contains(&s))).find(|q| {
        let told = words(linked.source.reading, q, linked);
        let (short, long) = (told.len().min(retold.len()), told.len().max(retold.len()));
        let shares = told.iter().any(|t| t.is_content && retold.iter().any(|r| r.token.stem == t.token.stem));
        let alike = long <= SHORT || shares && long <= 3 * short;
        alike && !told.is_empty() && !stands_in(&told, &linked.retelling.reading.tokens, linked)
    })
}

/// Whether the words stand among the tokens one after another.
fn stands_in(words: &[Worded<'_>], tokens: &[crate::text::Token], linked: &Linked<'_>) -> bool {
    let all: Vec<Worded<'_>> = worded(tokens, 0, linked.rules).collect();
    all.windows(words.len()).any(|w| w.iter().zip(words).all(|(a, b)| same_word(a.token, b.token)))
}

/// The words of a quotation; what stands in square brackets is an editor's and not counted.
pub fn words<'l>(reading: &'l Reading, quotation: &Quotation, linked: &'l Linked<'_>) -> Vec<Worded<'l>> {
    let range = quotation.first_token..quotation.end_token;
    let tokens = reading.tokens.get(range.clone()).unwrap_or(&[]);
    let mut depth = 0usize;
    let bracketed: Vec<bool> = tokens
        .iter()
        .map(|t| {
            match t.lower.as_str() {
                "[" => depth += 1,
                "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > 0
        })
        .collect();
    worded(tokens, range.start, linked.rules).filter(|w| !bracketed[w.at - range.start]).collect()
}

/// Whether the words stand in the source one after another, piece by piece where an ellipsis parts them.
fn is_in_text(linked: &Linked<'_>, retold: &[Worded<'_>]) -> bool {
    let reading = linked.retelling.reading;
    let source: Vec<Worded<'_>> = worded(&linked.source.reading.tokens, 0, linked.rules).collect();
    let mut piece_start = 0;
    (1..=retold.len()).all(|end| {
        let cut = end == retold.len() || is_ellipsis_between(reading, retold[end - 1].at, retold[end].at);
        if !cut {
            return true;
        }
        let piece = &retold[piece_start..end];
        piece_start = end;
        source.windows(piece.len()).any(|w| w.iter().zip(piece).all(|(a, b)| same_word(a.token, b.token)))
    })
}

fn is_ellipsis_between(reading: &Reading, a: usize, b: usize) -> bool {
    let between = reading.tokens.get(a + 1..b).unwrap_or(&[]);
    between.iter().any(|t| t.shape == "…" || t.shape == "[") || between.iter().filter(|t| t.shape == ".").count() > 2
}

/// The bytes from one token to another.
pub fn span_of(reading: &Reading, first: usize, last: usize) -> Span {
    match (reading.tokens.get(first), reading.tokens.get(last)) {
        (Some(a), Some(b)) => a.span.cover(b.span),
        _ => Span::default(),
    }
}

/// The sentence that holds a byte.
pub fn sentence_at(reading: &Reading, byte: usize) -> Option<usize> {
    let after = reading.sentences.partition_point(|s| s.span.start <= byte);
    after.checked_sub(1)
}
