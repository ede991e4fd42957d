//! What a change detector sees: two readings, what they mention, and how they are linked.

use std::collections::HashSet;

use crate::align::Alignment;
use crate::mention::Mentions;
use crate::text::{Reading, Rules, Token};

/// Two articles that are linked. Detectors look at it and at nothing else.
pub struct Linked<'a> {
    /// The article that is retold.
    pub source: Side<'a>,
    /// The article that retells.
    pub retelling: Side<'a>,
    /// Which sentences render which.
    pub alignment: &'a Alignment,
    /// What is known of the language.
    pub rules: &'static Rules,
    /// For every retelling sentence the source sentences that it renders, ascending.
    rendered: Vec<Vec<usize>>,
}

/// One of the two articles.
pub struct Side<'a> {
    /// The article taken apart.
    pub reading: &'a Reading,
    /// What it mentions.
    pub mentions: &'a Mentions,
    /// Its words and numbers in lower case.
    words: HashSet<&'a str>,
}

impl<'a> Side<'a> {
    /// One side of a comparison.
    pub fn new(reading: &'a Reading, mentions: &'a Mentions) -> Self {
        let words = reading.tokens.iter().map(|t| t.lower.as_str()).collect();
        Self { reading, mentions, words }
    }

    /// Whether the lower-case word stands anywhere in the article.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The text between two bytes.
    pub fn text(&self, span: crate::Span) -> &'a str {
        span.of(&self.reading.article.body)
    }

    /// Tokens of one sentence.
    pub fn tokens_of(&self, sentence: usize) -> &'a [Token] {
        self.reading.tokens_of(sentence)
    }
}

impl<'a> Linked<'a> {
    /// Two sides and their alignment.
    pub fn new(source: Side<'a>, retelling: Side<'a>, alignment: &'a Alignment, rules: &'static Rules) -> Self {
        let mut rendered = vec![Vec::new(); retelling.reading.sentences.len()];
        for link in &alignment.links {
            for sentence in &link.retelling {
                if let Some(of) = rendered.get_mut(*sentence) {
                    of.extend(&link.source);
                }
            }
        }
        for sources in &mut rendered {
            sources.sort_unstable();
            sources.dedup();
        }
        Self { source, retelling, alignment, rules, rendered }
    }

    /// The source sentences that a retelling sentence renders, ascending.
    pub fn rendered_by(&self, retelling: usize) -> &[usize] {
        self.rendered.get(retelling).map_or(&[], Vec::as_slice)
    }

    /// The retelling sentences that render a source sentence, ascending.
    pub fn rendering(&self, source: usize) -> Vec<usize> {
        (0..self.rendered.len()).filter(|n| self.rendered[*n].contains(&source)).collect()
    }
}
