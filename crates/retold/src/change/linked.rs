//! What a change detector sees: two readings, what they mention, and how they are linked.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::namesakes::Namesakes;
use super::passage::{Counterparts, Cue, cues};
use super::rendering::{Rendering, content};
use super::wording::{Worded, same_word, worded};
use crate::align::Alignment;
use crate::attribution::Claim;
use crate::mention::{Mentions, PlaceKind, PlaceName, place_named};
use crate::text::{Reading, Rules, Token};
use crate::vectors::WordVectors;

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
    /// Which names of the two name the same.
    pub(super) namesakes: Namesakes<'a>,
    /// Names that stand in other names' places, found when first asked for.
    pub(super) swaps: OnceLock<Vec<(usize, usize, f32)>>,
    /// Which words render which.
    pub(super) words: Rendering,
    /// For every retelling sentence the source sentences that it renders, ascending.
    rendered: Vec<Vec<usize>>,
    /// For every source sentence the retelling sentences that render it, ascending.
    rendering: Vec<Vec<usize>>,
    /// Words that render each other.
    pub(super) counterparts: Counterparts,
    /// For every stem of the source its sentences, found when first asked for.
    source_homes: OnceLock<FxHashMap<String, Vec<u32>>>,
    /// What is known of how words are used.
    vectors: &'a dyn WordVectors,
}

/// For every stem the sentences that have it, ascending, each once.
fn homes(reading: &Reading) -> FxHashMap<String, Vec<u32>> {
    let mut homes: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for n in 0..reading.sentences.len() {
        for token in reading.tokens_of(n) {
            let places = homes.entry(token.stem.clone()).or_default();
            if places.last() != Some(&(n as u32)) {
                places.push(n as u32);
            }
        }
    }
    homes
}

/// One of the two articles.
pub struct Side<'a> {
    /// The article taken apart.
    pub reading: &'a Reading,
    /// What it mentions.
    pub mentions: &'a Mentions,
    /// Who says what in it.
    pub claims: &'a [Claim],
    /// What the places in its names share with their other names, and their countries.
    places: FxHashSet<String>,
    countries: FxHashSet<String>,
    /// Tokens of numbers, dates and names.
    facts: Vec<bool>,
    /// Its words and numbers, in order.
    running: Vec<Worded<'a>>,
    /// Where each lower-case word stands in `running`.
    positions: FxHashMap<&'a str, Vec<u32>>,
    /// Its lower-case words, sorted, each once.
    vocabulary: Vec<&'a str>,
    /// Words whose exchange moves a time or a firmness, in order; found when first asked for.
    shifts: OnceLock<Vec<Cue>>,
}

impl<'a> Side<'a> {
    /// One side of a comparison.
    pub fn new(reading: &'a Reading, mentions: &'a Mentions, claims: &'a [Claim], rules: &'static Rules) -> Self {
        let running: Vec<Worded<'a>> = worded(&reading.tokens, 0, rules).collect();
        let mut positions: FxHashMap<&'a str, Vec<u32>> = FxHashMap::default();
        for (n, word) in running.iter().enumerate() {
            positions.entry(word.token.lower.as_str()).or_default().push(n as u32);
        }
        let mut vocabulary: Vec<&'a str> = positions.keys().copied().collect();
        vocabulary.sort_unstable();
        let facts = mark_facts(reading, mentions);
        let (places, countries) = (FxHashSet::default(), FxHashSet::default());
        let shifts = OnceLock::new();
        let mut side =
            Self { reading, mentions, claims, places, countries, facts, running, positions, vocabulary, shifts };
        for name in &mentions.names.mentions {
            let parts = name.words.windows(1).chain(name.words.windows(2)).chain(name.words.windows(3));
            for place in parts.filter_map(|words| place_named(&words.join(" "), name.spot)) {
                side.places.insert(place.id);
                side.countries.insert(place.country);
            }
        }
        side
    }

    /// The words and numbers among a range of tokens.
    pub(super) fn running_in(&self, tokens: std::ops::Range<usize>) -> &[Worded<'a>] {
        let first = self.running.partition_point(|w| w.at < tokens.start);
        let end = self.running.partition_point(|w| w.at < tokens.end);
        self.running.get(first..end).unwrap_or(&[])
    }

    /// The words among a range of tokens whose exchange moves a time or a firmness.
    pub(super) fn shifts_in(&self, tokens: std::ops::Range<usize>, rules: &'static Rules) -> &[Cue] {
        let sentences = || self.reading.sentences.iter();
        let all = self.shifts.get_or_init(|| {
            sentences().flat_map(|s| cues(self.reading, s.first_token..s.end_token, rules.shifts())).collect()
        });
        let first = all.partition_point(|c| c.first < tokens.start);
        let end = all.partition_point(|c| c.first < tokens.end);
        all.get(first..end).unwrap_or(&[])
    }

    /// Whether the token is part of a number, a date or a name.
    pub fn is_fact(&self, token: usize) -> bool {
        self.facts.get(token).copied().unwrap_or(false)
    }

    /// Whether the article has the lower-case word or one that goes on from it or that it goes on from: "democrat" and
    /// "democratic".
    pub fn has_relative(&self, word: &str) -> bool {
        const SHORTEST: usize = 5;
        let after = self.vocabulary.partition_point(|w| *w < word);
        let longer = word.len() >= SHORTEST && self.vocabulary.get(after).is_some_and(|w| w.starts_with(word));
        let shorter = || (SHORTEST..word.len()).any(|n| word.get(..n).is_some_and(|stump| self.has_word(stump)));
        self.has_word(word) || longer || shorter()
    }

    /// Whether the lower-case words stand in the article one after another.
    pub fn has_run(&self, words: &[String]) -> bool {
        let lower: Vec<&str> = words.iter().map(String::as_str).collect();
        self.has_all(&lower, |n, token| token.lower == lower[n])
    }

    /// Whether the words stand in the article one after another, in one spelling or another.
    pub(super) fn has_words(&self, words: &[Worded<'_>]) -> bool {
        let lower: Vec<&str> = words.iter().map(|w| w.token.lower.as_str()).collect();
        self.has_all(&lower, |n, token| same_word(words[n].token, token))
    }

    /// Whether some run of the article is the same word by word; at least one word must be there as it is.
    fn has_all(&self, lower: &[&str], same: impl Fn(usize, &Token) -> bool) -> bool {
        let found = lower.iter().enumerate().filter_map(|(n, w)| Some((n, self.positions.get(w)?)));
        let Some((offset, places)) = found.min_by_key(|(_, places)| places.len()) else { return lower.is_empty() };
        places.iter().filter_map(|p| (*p as usize).checked_sub(offset)).any(|start| {
            let here = self.running.get(start..start + lower.len());
            here.is_some_and(|run| run.iter().enumerate().all(|(n, word)| same(n, word.token)))
        })
    }

    /// The numbers of the names of one sentence, in order.
    pub fn names_of(&self, sentence: usize) -> std::ops::Range<usize> {
        let names = &self.mentions.names.mentions;
        let first = names.partition_point(|n| n.spot.sentence < Some(sentence));
        first..names.partition_point(|n| n.spot.sentence <= Some(sentence))
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
        self.positions.contains_key(word)
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
    pub fn new(
        (source, retelling): (Side<'a>, Side<'a>),
        alignment: &'a Alignment,
        rules: &'static Rules,
        vectors: &'a dyn WordVectors,
    ) -> Self {
        let mut rendered = vec![Vec::new(); retelling.reading.sentences.len()];
        let mut rendering = vec![Vec::new(); source.reading.sentences.len()];
        let pairs =
            alignment.links.iter().flat_map(|l| l.source.iter().flat_map(|s| l.retelling.iter().map(|r| (*s, *r))));
        for (s, r) in pairs.filter(|(s, r)| *s < rendering.len() && *r < rendered.len()).collect::<BTreeSet<_>>() {
            rendered[r].push(s);
            rendering[s].push(r);
        }
        let namesakes = Namesakes::new(&source.mentions.names, &retelling.mentions.names);
        let words = Rendering::new((source.reading, retelling.reading), alignment, rules);
        let counterparts = Counterparts::new(alignment, source.reading, retelling.reading);
        let swaps = OnceLock::new();
        Self {
            source,
            retelling,
            alignment,
            rules,
            namesakes,
            swaps,
            words,
            rendered,
            rendering,
            counterparts,
            source_homes: OnceLock::new(),
            vectors,
        }
    }

    /// The source sentences that a retelling sentence renders, ascending.
    pub fn rendered_by(&self, retelling: usize) -> &[usize] {
        self.rendered.get(retelling).map_or(&[], Vec::as_slice)
    }

    /// The source words of content that nothing renders, among the sentences that a retelling sentence renders.
    pub(super) fn unrendered(&self, retelling: usize) -> Vec<usize> {
        let source = self.source.reading;
        let sentences = self.rendered_by(retelling).iter().map(|s| &source.sentences[*s]);
        let words = sentences.flat_map(|s| content(source, self.rules, s.first_token..s.end_token));
        words.filter(|t| !self.words.is_rendered(*t)).collect()
    }

    /// The largest share of some retelling words that one source sentence has.
    pub(super) fn heard_together(&self, retelling: &[usize]) -> f32 {
        let ours = &self.retelling.reading.tokens;
        let homes = self.source_homes.get_or_init(|| homes(self.source.reading));
        let mut heard = vec![0usize; self.source.reading.sentences.len()];
        for token in retelling {
            let places = homes.get(ours[*token].stem.as_str()).map_or(&[][..], Vec::as_slice);
            places.iter().for_each(|n| heard[*n as usize] += 1);
        }
        let most = heard.into_iter().max().unwrap_or(0);
        most as f32 / retelling.len().max(1) as f32
    }

    /// How near words of the retelling come to some of the source: for each, the likeness of the nearest one.
    pub(super) fn nearness(&self, retelling: &[usize], source: &[usize]) -> Vec<f32> {
        let (ours, theirs) = (&self.retelling.reading.tokens, &self.source.reading.tokens);
        let size = self.vectors.dimensions();
        let vector = |token: &Token| {
            let mut vector = vec![0.0; size];
            self.vectors.look_up(&token.lower, &mut vector);
            vector
        };
        let known: Vec<Vec<f32>> = source.iter().map(|t| vector(&theirs[*t])).collect();
        let nearest = |t: &usize| {
            let own = vector(&ours[*t]);
            let alike = known.iter().map(|k| k.iter().zip(&own).map(|(a, b)| a * b).sum::<f32>());
            alike.fold(0.0, f32::max)
        };
        retelling.iter().map(nearest).collect()
    }

    /// The retelling sentences that render a source sentence, ascending.
    pub fn rendering(&self, source: usize) -> &[usize] {
        self.rendering.get(source).map_or(&[], Vec::as_slice)
    }
}
