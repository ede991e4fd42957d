//! Linked words seen from one article: where a token is rendered in the other, and what stands around it there.

use std::ops::Range;

use super::{Linked, Place, Side};
use crate::align::Alignment;
use crate::text::language::Phrases;
use crate::text::lexicon::{Kinship, are, are_synonyms};
use crate::text::{Reading, Rules, Token, TokenKind};

/// Tokens that render each other, from either article.
#[derive(Debug, Default)]
pub struct Counterparts {
    /// Pairs of a source token and a retelling token, ascending.
    forth: Vec<(usize, usize)>,
    /// The same the other way round.
    back: Vec<(usize, usize)>,
}

impl Counterparts {
    /// The pairs of tokens of all word links.
    pub fn new(alignment: &Alignment, source: &Reading, retelling: &Reading) -> Self {
        let mut forth = Vec::new();
        for words in alignment.links.iter().flat_map(|l| &l.words) {
            let a = words_within(source, words.source);
            let b = words_within(retelling, words.retelling);
            forth.extend(a.into_iter().zip(b));
        }
        forth.sort_unstable();
        forth.dedup();
        let mut back: Vec<(usize, usize)> = forth.iter().map(|(a, b)| (*b, *a)).collect();
        back.sort_unstable();
        Self { forth, back }
    }
}

fn words_within(reading: &Reading, span: crate::Span) -> Vec<usize> {
    let first = reading.tokens.partition_point(|t| t.span.start < span.start);
    let end = reading.tokens.partition_point(|t| t.span.start < span.end);
    (first..end).filter(|n| is_word(&reading.tokens[*n])).collect()
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

/// The two articles as seen from one of them.
pub struct Passage<'l> {
    /// The article whose words are looked at.
    pub from: &'l Side<'l>,
    /// The article in which they are rendered.
    pub to: &'l Side<'l>,
    /// What is known of the language.
    pub rules: &'static Rules,
    pairs: &'l [(usize, usize)],
    back: &'l [(usize, usize)],
}

/// A phrase of a cue list, found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its class in the list.
    pub class: &'static str,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
}

/// A content word near a cue and the word that renders it in the other article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Token in the article looked at.
    pub here: usize,
    /// Token in the other one.
    pub there: usize,
}

/// A clause reaches at most this many tokens to the left of the word that is looked at.
const REACH_LEFT: usize = 12;
/// And at most this many to its right.
const REACH_RIGHT: usize = 9;

impl<'l> Passage<'l> {
    /// From the source to the retelling.
    pub fn forth(linked: &'l Linked<'l>) -> Self {
        let pairs = &linked.counterparts;
        let (from, to) = (&linked.source, &linked.retelling);
        Self { from, to, rules: linked.rules, pairs: &pairs.forth, back: &pairs.back }
    }

    /// From the retelling to the source.
    pub fn back(linked: &'l Linked<'l>) -> Self {
        let pairs = &linked.counterparts;
        let (from, to) = (&linked.retelling, &linked.source);
        Self { from, to, rules: linked.rules, pairs: &pairs.back, back: &pairs.forth }
    }

    /// The same from the other article.
    pub fn turned(&self) -> Passage<'l> {
        Passage { from: self.to, to: self.from, rules: self.rules, pairs: self.back, back: self.pairs }
    }

    /// All pairs of tokens that render each other, by the token looked at.
    pub fn pairs(&self) -> impl Iterator<Item = Anchor> + '_ {
        self.pairs.iter().map(|(here, there)| Anchor { here: *here, there: *there })
    }

    /// Words of content that stand in each other's place: nothing renders them, and their neighbours on both sides render
    /// each other.
    pub fn substitutes(&self) -> impl Iterator<Item = Anchor> + '_ {
        let last = self.from.reading.tokens.len().saturating_sub(1);
        (1..last).filter(|n| self.is_content(*n) && self.renderings(*n).next().is_none()).filter_map(|here| {
            let mut there = self.renderings(here - 1).map(|n| n + 1);
            let there = there.find(|n| self.renderings(here + 1).any(|next| next == n + 1))?;
            Some(Anchor { here, there })
        })
    }

    /// The tokens of the first sentence in the other article that renders a word of this one's sentence.
    pub fn facing(&self, here: usize) -> Option<Range<usize>> {
        let (from, to) = (self.from.reading, self.to.reading);
        let own = &from.sentences[sentence_of(from, here)?];
        let first = (own.first_token..own.end_token).flat_map(|t| self.renderings(t)).find_map(|t| sentence_of(to, t));
        first.map(|n| to.sentences[n].first_token..to.sentences[n].end_token)
    }

    /// The word that stands between the same two words as this one, in a sentence of the other article that renders some of
    /// this one's; nothing renders either of the two.
    pub fn framed(&self, here: usize) -> Option<usize> {
        let (from, to) = (self.from.reading, self.to.reading);
        let own = &from.sentences[sentence_of(from, here)?];
        if self.renderings(here).next().is_some() || here <= own.first_token || here + 1 >= own.end_token {
            return None;
        }
        let same = |a: usize, b: usize| from.tokens[a].lower == to.tokens[b].lower;
        let facing = self.facing(here)?;
        let mut inside = facing.start + 1..facing.end.saturating_sub(1);
        inside.find(|t| same(here - 1, t - 1) && same(here + 1, t + 1) && self.rendered_from(*t).next().is_none())
    }

    /// Whether both words stand in quotations: what was done to these is told by the detectors of quotations.
    pub fn is_quoted(&self, anchor: &Anchor) -> bool {
        let inside = |side: &Side<'_>, token: usize| {
            side.mentions.quotations.iter().any(|q| (q.first_token..q.end_token).contains(&token))
        };
        inside(self.from, anchor.here) && inside(self.to, anchor.there)
    }

    /// The tokens that render a token.
    pub fn renderings(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.pairs.partition_point(|p| p.0 < token);
        self.pairs[first..].iter().take_while(move |p| p.0 == token).map(|p| p.1)
    }

    /// The tokens that a token of the other article renders.
    pub fn rendered_from(&self, there: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.back.partition_point(|p| p.0 < there);
        self.back[first..].iter().take_while(move |p| p.0 == there).map(|p| p.1)
    }

    /// Words of content after a cue, in its clause, with what renders them; nearest first.
    pub fn anchors_after(&self, cue: &Cue, most: usize) -> Vec<Anchor> {
        let clause = clause(self.from.reading, cue.end.saturating_sub(1));
        let content = (cue.end..clause.end).filter(|n| self.is_content(*n)).take(most);
        content.flat_map(|here| self.renderings(here).map(move |there| Anchor { here, there })).collect()
    }

    /// Words of content before a cue, in its sentence, with what renders them; nearest first.
    pub fn anchors_before(&self, cue: &Cue, most: usize) -> Vec<Anchor> {
        let sentence = sentence_of(self.from.reading, cue.first).map(|n| self.from.reading.sentences[n].first_token);
        let content = (sentence.unwrap_or(cue.first)..cue.first).rev().filter(|n| self.is_content(*n)).take(most);
        content.flat_map(|here| self.renderings(here).map(move |there| Anchor { here, there })).collect()
    }

    /// How far the words around a cue are told alike around the word that renders its anchor: the share of the nearest
    /// words of content on both sides that are rendered near there.
    pub fn likeness(&self, cue: &Cue, anchor: &Anchor) -> f32 {
        const NEIGHBOURS: usize = 4;
        const NEAR: usize = 12;
        let Some(sentence) = sentence_of(self.from.reading, cue.first) else { return 0.0 };
        let sentence = &self.from.reading.sentences[sentence];
        let before = (sentence.first_token..cue.first).rev().filter(|n| self.is_content(*n)).take(NEIGHBOURS);
        let after = (cue.end..sentence.end_token).filter(|n| self.is_content(*n)).take(NEIGHBOURS);
        let own = sentence_of(self.to.reading, anchor.there);
        let near = |n: usize| n.abs_diff(anchor.there) <= NEAR && sentence_of(self.to.reading, n) == own;
        let (mut all, mut alike) = (0.0f32, 0.0f32);
        for token in before.chain(after) {
            all += 1.0;
            alike += f32::from(u8::from(self.renderings(token).any(near)));
        }
        alike / all.max(1.0)
    }

    /// Whether a word and the one that renders it are one word or synonyms.
    pub fn is_same_word(&self, anchor: &Anchor) -> bool {
        let (a, b) = (&self.from.reading.tokens[anchor.here], &self.to.reading.tokens[anchor.there]);
        a.stem == b.stem || are_synonyms(&a.stem, &b.stem) || are(Kinship::Derived, &a.stem, &b.stem)
    }

    fn is_content(&self, token: usize) -> bool {
        let tokens = &self.from.reading.tokens;
        tokens.get(token).is_some_and(|t| is_word(t) && !self.rules.is_stop_word(&t.lower))
    }

    /// Whether a cue in the other article renders words other than those from `first` to `end`, and so is there for them.
    pub fn renders_another(&self, there: &Cue, own: &Cue) -> bool {
        let first = self.back.partition_point(|p| p.0 < there.first);
        self.back[first..].iter().take_while(|p| p.0 < there.end).any(|p| p.1 < own.first || p.1 >= own.end)
    }

    /// The clause around a token of the other article.
    pub fn clause_there(&self, token: usize) -> Range<usize> {
        clause(self.to.reading, token)
    }
}

/// The cues among some tokens of an article, longest phrase first, each token in one cue.
pub fn cues(reading: &Reading, range: Range<usize>, phrases: &Phrases) -> Vec<Cue> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let tokens = reading.tokens.get(at..).unwrap_or(&[]);
        match phrases.at(tokens) {
            Some((class, length)) => {
                found.push(Cue { class, first: at, end: at + length });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The tokens around one, in its sentence, from one mark or joining word to the next.
pub fn clause(reading: &Reading, token: usize) -> Range<usize> {
    let Some(sentence) = sentence_of(reading, token) else { return token..token + 1 };
    let sentence = &reading.sentences[sentence];
    let bounds = |n: &usize| is_boundary(&reading.tokens[*n]);
    let first = sentence.first_token.max(token.saturating_sub(REACH_LEFT));
    let end = sentence.end_token.min(token + REACH_RIGHT + 1);
    let start = (first..token).rev().find(bounds).map_or(first, |n| n + 1);
    start..(token + 1..end).find(bounds).unwrap_or(end)
}

fn is_boundary(token: &Token) -> bool {
    let joins = matches!(token.lower.as_str(), "but" | "while" | "although" | "though" | "whereas" | "because" | "and");
    joins || token.kind == TokenKind::Mark && matches!(token.lower.as_str(), "," | ";" | ":" | "(" | ")" | "–" | "—")
}

/// The sentence a token stands in; none for the headline.
pub fn sentence_of(reading: &Reading, token: usize) -> Option<usize> {
    let after = reading.sentences.partition_point(|s| s.first_token <= token);
    let sentence = after.checked_sub(1)?;
    (token < reading.sentences[sentence].end_token).then_some(sentence)
}

/// The place from one token to another, whichever comes first.
pub fn place(reading: &Reading, a: usize, b: usize) -> Option<Place> {
    let (first, last) = (a.min(b), a.max(b));
    let span = reading.tokens.get(first)?.span.cover(reading.tokens.get(last)?.span);
    Some(Place { sentence: sentence_of(reading, first)?, span })
}
