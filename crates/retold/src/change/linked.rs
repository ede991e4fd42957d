//! What a change detector sees: two readings, what they mention, and how they are linked.

use std::collections::HashSet;

use super::passage::Counterparts;
use super::wording::{Worded, worded};
use crate::align::Alignment;
use crate::mention::{Mentions, PlaceKind, PlaceName, place_named};
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
    /// Words that render each other.
    pub(super) counterparts: Counterparts,
}

/// One of the two articles.
pub struct Side<'a> {
    /// The article taken apart.
    pub reading: &'a Reading,
    /// What it mentions.
    pub mentions: &'a Mentions,
    /// Its words and numbers in lower case.
    words: HashSet<&'a str>,
    /// What the places in its names share with their other names, and their countries.
    places: HashSet<String>,
    countries: HashSet<String>,
    /// Tokens of numbers, dates and names.
    facts: Vec<bool>,
    /// Its words and numbers, in order.
    running: Vec<Worded<'a>>,
}

impl<'a> Side<'a> {
    /// One side of a comparison.
    pub fn new(reading: &'a Reading, mentions: &'a Mentions, rules: &'static Rules) -> Self {
        let mut side = Self {
            reading,
            mentions,
            words: reading.tokens.iter().map(|t| t.lower.as_str()).collect(),
            places: HashSet::new(),
            countries: HashSet::new(),
            facts: mark_facts(reading, mentions),
            running: worded(&reading.tokens, 0, rules).collect(),
        };
        for name in &mentions.names.mentions {
            let parts = name.words.windows(1).chain(name.words.windows(2)).chain(name.words.windows(3));
            for place in parts.filter_map(|words| place_named(&words.join(" "), name.spot)) {
                side.places.insert(place.id);
                side.countries.insert(place.country);
            }
        }
        side
    }

    /// All words and numbers, in order.
    pub(super) fn running(&self) -> &[Worded<'a>] {
        &self.running
    }

    /// The words and numbers among a range of tokens.
    pub(super) fn running_in(&self, tokens: std::ops::Range<usize>) -> &[Worded<'a>] {
        let first = self.running.partition_point(|w| w.at < tokens.start);
        let end = self.running.partition_point(|w| w.at < tokens.end);
        self.running.get(first..end).unwrap_or(&[])
    }

    /// Whether the token is part of a number, a date or a name.
    pub fn is_fact(&self, token: usize) -> bool {
        self.facts.get(token).copied().unwrap_or(false)
    }

    /// Whether the article has the lower-case word or one that goes on from it or that it goes on from: "democrat" and
    /// "democratic".
    pub fn has_relative(&self, word: &str) -> bool {
        const SHORTEST: usize = 5;
        let related = |w: &str| w.len().min(word.len()) >= SHORTEST && (w.starts_with(word) || word.starts_with(w));
        self.has_word(word) || self.words.iter().any(|w| related(w))
    }

    /// Whether the lower-case words stand in the article one after another.
    pub fn has_run(&self, words: &[String]) -> bool {
        self.running.windows(words.len().max(1)).any(|w| w.iter().zip(words).all(|(a, b)| a.token.lower == *b))
    }

    /// Whether the article names the place, what it lies in or stands for, by whatever name: Paris stands for France, and
    /// what lies in Paris lies in France.
    pub fn has_place(&self, place: &PlaceName) -> bool {
        let stands_for_country = match place.kind {
            PlaceKind::Country | PlaceKind::Capital => true,
            PlaceKind::Demonym => place.id == place.country,
            PlaceKind::State | PlaceKind::Region | PlaceKind::City | PlaceKind::CommonWord => false,
        };
        self.places.contains(&place.id) || stands_for_country && self.countries.contains(&place.country)
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

fn mark_facts(reading: &Reading, mentions: &Mentions) -> Vec<bool> {
    let mut facts = vec![false; reading.tokens.len()];
    let numbers = mentions.numbers.iter().map(|n| n.spot);
    let dates = mentions.dates.iter().map(|d| d.spot);
    for spot in numbers.chain(dates).chain(mentions.names.mentions.iter().map(|n| n.spot)) {
        facts[spot.first_token..spot.end_token].fill(true);
    }
    facts
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
        let counterparts = Counterparts::new(alignment, source.reading, retelling.reading);
        Self { source, retelling, alignment, rules, rendered, counterparts }
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
