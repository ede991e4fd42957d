//! One article with all that can be found out of it before it is held against another.

use std::sync::OnceLock;

use crate::align::Single;
use crate::attribution::{Claim, claims};
use crate::key::Facts;
use crate::mention::Mentions;
use crate::text::{Reading, Rules};
use crate::vectors::WordVectors;

/// An article prepared once to be compared often: made by [`crate::Comparer::prepare`], and good for comparers of the same
/// language and word vectors.
///
/// What it mentions and who says what in it is found when first asked for.
#[derive(Debug)]
pub struct PreparedArticle {
    reading: Reading,
    single: Single,
    mentions: OnceLock<Mentions>,
    claims: OnceLock<Vec<Claim>>,
    facts: OnceLock<Facts>,
}

impl PreparedArticle {
    pub(crate) fn new(reading: Reading, rules: &Rules, vectors: &dyn WordVectors) -> Self {
        let single = Single::new(&reading, rules, vectors);
        Self { reading, single, mentions: OnceLock::new(), claims: OnceLock::new(), facts: OnceLock::new() }
    }

    /// The article taken apart.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The reading out of it.
    pub fn into_reading(self) -> Reading {
        self.reading
    }

    pub(crate) fn single(&self) -> (&Reading, &Single) {
        (&self.reading, &self.single)
    }

    pub(crate) fn facts(&self, rules: &Rules) -> &Facts {
        self.facts.get_or_init(|| Facts::of(&self.reading.article.body, rules))
    }

    pub(crate) fn mentions(&self, rules: &Rules) -> &Mentions {
        self.mentions.get_or_init(|| Mentions::of(&self.reading, rules))
    }

    pub(crate) fn claims(&self, rules: &Rules) -> &[Claim] {
        self.claims.get_or_init(|| claims(&self.reading, &self.mentions(rules).names))
    }
}
