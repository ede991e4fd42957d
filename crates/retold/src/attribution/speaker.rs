//! Who a speaker is: short names, roles and pronouns led back to the name the article gives in full.

use rustc_hash::FxHashMap;

use super::claim::{Certainty, Claim};
use crate::mention::{Name, NameKind, Names};
use crate::span::Span;
use crate::text::{Language, Reading, Rules, Token, TokenKind};

/// A pronoun is led back no further than this many sentences.
const REACH: usize = 5;

/// The names of an article, ready to tell who a speaker is.
pub struct Speakers<'a> {
    reading: &'a Reading,
    names: &'a Names,
    rules: &'static Rules,
    full: Vec<String>,
    roles: FxHashMap<String, usize>,
    /// What pronoun an entity was led back from: it settles the pronouns to come.
    pronouns: FxHashMap<usize, &'static str>,
}

impl<'a> Speakers<'a> {
    /// Gathers full names and roles.
    pub fn new(reading: &'a Reading, names: &'a Names) -> Self {
        let mut roles = FxHashMap::default();
        for (n, entity) in names.entities.iter().enumerate() {
            for title in &entity.titles {
                for from in 0..title.len() {
                    roles.entry(title[from..].join(" ")).or_insert(n);
                }
            }
        }
        let mut all = Self {
            reading,
            names,
            rules: Language::English.rules(),
            full: Vec::new(),
            roles,
            pronouns: FxHashMap::default(),
        };
        all.full = all.full_names();
        all.add_appositions();
        all
    }

    /// Of each entity the name as the article writes its fullest form.
    fn full_names(&self) -> Vec<String> {
        let mut full: Vec<(usize, String)> = vec![(0, String::new()); self.names.entities.len()];
        for name in &self.names.mentions {
            if let Some(best) = full.get_mut(name.entity).filter(|best| best.0 < name.words.len()) {
                *best = (name.words.len(), self.plain(name.spot.span));
            }
        }
        full.into_iter().map(|best| best.1).collect()
    }

    /// The text of a span on one line.
    fn plain(&self, span: Span) -> String {
        span.of(&self.reading.article.body).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// "Ann Low, the mayor," gives the role "mayor".
    fn add_appositions(&mut self) {
        for name in self.names.mentions.iter().filter(|n| n.kind != NameKind::Place) {
            let after = &self.reading.tokens[name.spot.end_token.min(self.reading.tokens.len())..];
            let Some(comma) = after.first().filter(|t| t.lower == ",") else { continue };
            let _ = comma;
            let words: Vec<&str> = after[1..]
                .iter()
                .take(6)
                .skip_while(|t| matches!(t.lower.as_str(), "the" | "a" | "an"))
                .take_while(|t| t.kind == TokenKind::Word && t.lower != "of" && t.lower != "and" && t.lower != "who")
                .map(|t| t.lower.as_str())
                .collect();
            let closed = after.get(1).is_some_and(|t| matches!(t.lower.as_str(), "the" | "a" | "an"));
            if closed {
                for from in 0..words.len() {
                    self.roles.entry(words[from..].join(" ")).or_insert(name.entity);
                }
            }
        }
    }

    /// Fills in who speaks, and whether a speaker is kept unnamed.
    pub fn resolve(mut self, claims: &mut [Claim]) {
        let mut last: Option<(usize, usize)> = None;
        for n in 0..claims.len() {
            let Some(speaker) = claims[n].speaker else { continue };
            let place = self.sentence_at(speaker.start);
            let outer = claims[n].within.and_then(|m| claims[m].who.clone());
            let entity = self.entity_of(speaker, last.filter(|l| place.saturating_sub(l.1) <= REACH).map(|l| l.0));
            if let Some(entity) = entity {
                last = Some((entity, place));
            }
            let words = self.tokens(speaker);
            let self_named = words.len() == 1 && matches!(words[0].lower.as_str(), "i" | "we");
            claims[n].unnamed =
                entity.is_none() && words.iter().any(|t| self.rules.is_unnamed(&t.lower)) && !self.names_in(speaker);
            if claims[n].unnamed && claims[n].certainty == Certainty::Asserted {
                claims[n].certainty = Certainty::Hedged;
            }
            let said = self.plain(speaker);
            claims[n].who = match entity {
                Some(entity) => Some(self.full[entity].clone()),
                None if self_named && outer.is_some() => outer,
                None => Some(said),
            };
        }
    }

    fn sentence_at(&self, at: usize) -> usize {
        self.reading.sentences.partition_point(|s| s.span.start <= at)
    }

    fn tokens(&self, span: Span) -> &'a [Token] {
        let tokens = &self.reading.tokens;
        let from = tokens.partition_point(|t| t.span.end <= span.start);
        let to = tokens.partition_point(|t| t.span.start < span.end);
        &tokens[from..to.max(from)]
    }

    fn names_between(&self, start: usize, end: usize) -> &'a [Name] {
        let mentions = &self.names.mentions;
        let from = mentions.partition_point(|m| m.spot.span.start < start);
        let to = mentions.partition_point(|m| m.spot.span.start < end);
        &mentions[from..to.max(from)]
    }

    fn names_in(&self, span: Span) -> bool {
        !self.names_between(span.start, span.end).is_empty()
    }

    /// The entity that a speaker names, by itself, by role or by pronoun; `last` spoke last.
    fn entity_of(&mut self, speaker: Span, last: Option<usize>) -> Option<usize> {
        let tokens = self.tokens(speaker);
        let first = tokens.first()?;
        if tokens.len() == 1 && matches!(first.lower.as_str(), "he" | "she" | "his" | "her" | "him") {
            let pronoun = if first.lower.starts_with('s') || first.lower == "her" { "she" } else { "he" };
            return self.behind(pronoun, first.span.start, last);
        }
        if let Some(name) = self.head_name(tokens) {
            return Some(name.entity);
        }
        let words: Vec<&str> = tokens
            .iter()
            .skip_while(|t| matches!(t.lower.as_str(), "the" | "a" | "an"))
            .take_while(|t| t.kind == TokenKind::Word && t.lower != "of")
            .map(|t| t.lower.as_str())
            .collect();
        let definite = first.lower == "the" || tokens.len() == words.len();
        self.roles.get(&words.join(" ")).copied().filter(|_| definite && !words.is_empty())
    }

    /// The name that heads the phrase: it ends where the phrase does, or where "of", "in" or a comma sets in.
    fn head_name(&self, tokens: &[Token]) -> Option<&'a Name> {
        let ends = |t: &&Token| {
            t.kind != TokenKind::Word
                || matches!(
                    t.lower.as_str(),
                    "of" | "in" | "for" | "from" | "at" | "with" | "who" | "whose" | "on" | "and"
                )
        };
        let phrase = &tokens[..tokens.iter().position(|t| ends(&t)).unwrap_or(tokens.len())];
        let (start, end) = (phrase.first()?.span.start, phrase.last()?.span.end);
        let name = self.names_between(start, end).last()?;
        // A name before a noun, or with a possessive, is not the speaker: "Low's office".
        (name.spot.span.end >= end).then_some(name)
    }

    /// The person that "he" or "she" stands for.
    fn behind(&mut self, pronoun: &'static str, at: usize, last: Option<usize>) -> Option<usize> {
        let fits = |pronouns: &FxHashMap<usize, &'static str>, e: usize| pronouns.get(&e).is_none_or(|p| *p == pronoun);
        let here = self.sentence_at(at);
        let before = self.names.mentions.partition_point(|m| m.spot.span.start < at);
        let near = self.names.mentions[..before]
            .iter()
            .rev()
            .take_while(|m| here.saturating_sub(self.sentence_at(m.spot.span.start)) <= REACH)
            .filter(|m| self.is_person(m.entity) && fits(&self.pronouns, m.entity));
        let near = near.map(|m| m.entity).next();
        let found = last.filter(|e| self.is_person(*e) && fits(&self.pronouns, *e)).or(near)?;
        self.pronouns.insert(found, pronoun);
        Some(found)
    }

    fn is_person(&self, entity: usize) -> bool {
        matches!(self.names.entities[entity].kind, NameKind::Person | NameKind::Other)
            && !self.names.entities[entity].words.is_empty()
    }
}
