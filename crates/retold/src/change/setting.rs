//! How alike the surroundings of two mentions are: what tells that two numbers stand for the same thing.

use crate::mention::Spot;
use crate::text::lexicon::are_synonyms;
use crate::text::{Reading, Rules, Token, TokenKind};

/// Words of content on each side that count.
const REACH: usize = 4;
/// What the nearest, the second ... word of content weighs.
const WEIGHTS: [f32; REACH] = [1.0, 0.7, 0.5, 0.35];
/// A synonym beside a mention is nearly the word itself.
const SYNONYM: f32 = 0.7;

/// The words of content around a mention, nearest first on each side.
pub struct Setting<'a> {
    before: Vec<&'a Token>,
    after: Vec<&'a Token>,
}

impl<'a> Setting<'a> {
    /// The setting of a mention in its sentence.
    pub fn of(reading: &'a Reading, spot: &Spot, rules: &Rules) -> Self {
        let (first, end) = match spot.sentence.and_then(|n| reading.sentences.get(n)) {
            Some(sentence) => (sentence.first_token, sentence.end_token),
            None => (0, reading.sentences.first().map_or(reading.tokens.len(), |s| s.first_token)),
        };
        let content =
            |t: &&Token| matches!(t.kind, TokenKind::Word | TokenKind::Number) && !rules.is_stop_word(&t.lower);
        let slice = |from: usize, to: usize| reading.tokens.get(from..to.max(from)).unwrap_or(&[]);
        Setting {
            before: slice(first, spot.first_token).iter().rev().filter(content).take(REACH).collect(),
            after: slice(spot.end_token, end).iter().filter(content).take(REACH).collect(),
        }
    }

    /// How much two settings share: 0 for nothing, about 2 for the words on both sides.
    pub fn likeness(&self, other: &Setting<'_>) -> f32 {
        let mut sum = 0.0;
        for (word, weight) in self.words() {
            let best = other.words().map(|(w, v)| v * same(word, w)).fold(0.0, f32::max);
            sum += weight * best;
        }
        sum
    }

    /// Whether what follows begins alike: what two numbers count.
    pub fn same_follower(&self, other: &Setting<'_>) -> bool {
        match (self.after.first(), other.after.first()) {
            (Some(a), Some(b)) => same(a, b) > 0.0,
            _ => false,
        }
    }

    fn words(&self) -> impl Iterator<Item = (&'a Token, f32)> + '_ {
        let weighted = |side: &'_ [&'a Token]| side.iter().copied().zip(WEIGHTS).collect::<Vec<_>>();
        weighted(&self.before).into_iter().chain(weighted(&self.after))
    }
}

fn same(a: &Token, b: &Token) -> f32 {
    if a.stem == b.stem || a.lower == b.lower {
        1.0
    } else if are_synonyms(&a.stem, &b.stem) {
        SYNONYM
    } else {
        0.0
    }
}
