//! Which quotation of the source a quotation of the retelling renders: what the detectors of quotations share.

use rustc_hash::FxHashSet;

use super::wording::{Step, Worded, local_alignment, same_word};
use super::{Linked, Side};
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
    /// Words that the source quotes and the quotation may render.
    pub quoted: Vec<Worded<'l>>,
    /// For each of them the number of its quotation.
    pub pieces: Vec<usize>,
    /// How they match.
    pub steps: Vec<Step>,
    /// The share of the quotation's words that match.
    pub matched: f32,
}

/// Share of a quotation's words from which it is taken for an edited one.
const EDITED: f32 = 0.5;
/// At most this many quoted words are held against a quotation.
const MOST_QUOTED: usize = 400;

/// Finds where a quotation comes from.
pub fn origin<'l>(linked: &'l Linked<'_>, quotation: &Quotation) -> Origin<'l> {
    let retold = words(&linked.retelling, quotation);
    if retold.is_empty() || is_in_text(linked, &retold) {
        return Origin::Verbatim;
    }
    let (quoted, pieces) = relevant(linked, quotation, &retold);
    let steps = local_alignment(&retold, &quoted, same_word);
    let shared = |(a, b): &&Step| matches!((a, b), (Some(a), Some(b)) if same_word(retold[*a].token, quoted[*b].token));
    let matched = steps.iter().filter(shared).count() as f32 / retold.len() as f32;
    let content = steps.iter().filter(shared).any(|(a, _)| a.is_some_and(|a| retold[a].is_content));
    if matched >= EDITED && content {
        return Origin::Edited(Edited { retold, quoted, pieces, steps, matched });
    }
    match replaced(linked, quotation, &retold) {
        Some(was) => Origin::Replaced(was),
        None => Origin::Unknown,
    }
}

/// The words of the source's quotations that share most with these, and the number of the quotation of each.
fn relevant<'l>(linked: &'l Linked<'_>, quotation: &Quotation, retold: &[Worded<'_>]) -> (Vec<Worded<'l>>, Vec<usize>) {
    let content: FxHashSet<&str> = retold.iter().filter(|w| w.is_content).map(|w| w.token.lower.as_str()).collect();
    let rendered = quotation.sentence.map_or(&[][..], |s| linked.rendered_by(s));
    let mut found: Vec<(usize, usize, Vec<Worded<'l>>)> = Vec::new();
    for (n, q) in linked.source.mentions.quotations.iter().enumerate().filter(|(_, q)| !q.is_nested) {
        let words = words(&linked.source, q);
        let shared = words.iter().filter(|w| content.contains(w.token.lower.as_str())).count();
        let near = q.sentence.is_some_and(|s| rendered.contains(&s));
        if shared > 0 || near {
            found.push((shared + usize::from(near), n, words));
        }
    }
    found.sort_by_key(|(shared, n, _)| (std::cmp::Reverse(*shared), *n));
    let mut room = MOST_QUOTED;
    found.retain(|(_, _, words)| {
        let fits = words.len() <= room || room == MOST_QUOTED;
        room = room.saturating_sub(if fits { words.len() } else { 0 });
        fits
    });
    found.sort_by_key(|(_, n, _)| *n);
    let pieces = found.iter().flat_map(|(_, n, words)| std::iter::repeat_n(*n, words.len())).collect();
    (found.into_iter().flat_map(|(_, _, words)| words).collect(), pieces)
}

/// The quotation of the linked sentences in whose place another stands: one that the retelling nowhere has, of about the
/// same length, and sharing a word of content or as short as a word or two.
fn replaced<'l>(linked: &'l Linked<'_>, quotation: &Quotation, retold: &[Worded<'_>]) -> Option<&'l Quotation> {
    const SHORT: usize = 3;
    let rendered = linked.rendered_by(quotation.sentence?);
    let quotations = linked.source.mentions.quotations.iter().filter(|q| !q.is_nested);
    quotations.filter(|q| q.sentence.is_some_and(|s| rendered.contains(&s))).find(|q| {
        let told = words(&linked.source, q);
        let (short, long) = (told.len().min(retold.len()), told.len().max(retold.len()));
        let shares = told.iter().any(|t| t.is_content && retold.iter().any(|r| r.token.stem == t.token.stem));
        let alike = long <= SHORT || shares && long <= 3 * short;
        alike && !told.is_empty() && !linked.retelling.has_words(&told)
    })
}

/// The words of a quotation; what stands in square brackets is an editor's and not counted.
pub fn words<'a>(side: &Side<'a>, quotation: &Quotation) -> Vec<Worded<'a>> {
    let tokens = &side.reading.tokens;
    let mut depth = 0usize;
    let mut next = quotation.first_token;
    let mut kept = Vec::new();
    for word in side.running_in(quotation.first_token..quotation.end_token) {
        for mark in tokens.get(next..word.at).unwrap_or(&[]) {
            match mark.lower.as_str() {
                "[" => depth += 1,
                "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        next = word.at;
        if depth == 0 {
            kept.push(*word);
        }
    }
    kept
}

/// Whether the words stand in the source one after another, piece by piece where an ellipsis parts them.
fn is_in_text(linked: &Linked<'_>, retold: &[Worded<'_>]) -> bool {
    let reading = linked.retelling.reading;
    let mut piece_start = 0;
    (1..=retold.len()).all(|end| {
        let cut = end == retold.len() || is_ellipsis_between(reading, retold[end - 1].at, retold[end].at);
        if !cut {
            return true;
        }
        let piece = &retold[piece_start..end];
        piece_start = end;
        linked.source.has_words(piece)
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
