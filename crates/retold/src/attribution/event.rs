//! Events: who meets, travels, attends or announces, where and when.

use crate::mention::{Date, Day, Mentions, Name, NameKind, When};
use crate::span::Span;
use crate::text::{Language, Reading, Rules, Sentence, Token, TokenKind};

/// Something that happens or is to happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that tell it, from the verb to the end of its phrase.
    pub what: Span,
    /// Who takes part.
    pub who: Vec<Participant>,
    /// Where it happens.
    pub place: Option<Participant>,
    /// When it happens.
    pub when: Option<Time>,
}

/// A person, a body or a place in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Where it is named.
    pub span: Span,
    /// The name as the article gives it there.
    pub name: String,
}

/// The time of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Where it is told.
    pub span: Span,
    /// The day, month or year as `2031-05-06`, `2031-05` or `2031`, when the article says enough or has a date.
    pub value: Option<String>,
}

/// An event's phrase is cut after this many tokens.
const LONGEST: usize = 12;
/// Who takes part in a shared event stands after one of these.
const WITH: [&str; 3] = ["with", "and", "alongside"];
/// The place of an event stands after one of these.
const PLACE_WORDS: [&str; 7] = ["in", "at", "to", "into", "from", "near", "for"];

/// The events of an article in order; `mentions` are those of the same article.
pub fn events(reading: &Reading, mentions: &Mentions) -> Vec<Event> {
    let rules = Language::English.rules();
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let scope = Scope { reading, mentions, sentence, rules };
        let verbs: Vec<usize> = (sentence.first_token..sentence.end_token).filter(|at| scope.is_event(*at)).collect();
        for (n, at) in verbs.iter().enumerate() {
            let from = if n == 0 { sentence.first_token } else { verbs[n - 1] + 1 };
            let to = verbs.get(n + 1).copied().unwrap_or(sentence.end_token);
            found.extend(scope.event(from, *at, to));
        }
    }
    found
}

struct Scope<'a> {
    reading: &'a Reading,
    mentions: &'a Mentions,
    sentence: &'a Sentence,
    rules: &'a Rules,
}

impl<'a> Scope<'a> {
    fn token(&self, at: usize) -> Option<&'a Token> {
        self.reading.tokens.get(at)
    }

    /// Whether a verb of the list stands here as a verb: not after an article, an adjective or a preposition.
    fn is_event(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.kind != TokenKind::Word || !self.rules.is_event(&token.stem) || token.lower.ends_with("ing") {
            return false;
        }
        if at == self.sentence.first_token {
            return false;
        }
        let Some(before) = self.token(at - 1) else { return false };
        let class = self.rules.word_class(&before.lower);
        let nominal = ["a", "my", "this", "of", "in", "with", "as", "by", "for", "on"];
        let after_noun_mark = nominal.iter().any(|w| class > 0 && class == self.rules.word_class(w));
        !after_noun_mark
            && before.shape.len() > before.lower.len().saturating_sub(1)
            && !token.shape.starts_with(char::is_uppercase)
    }

    /// The event of the verb at `at`; its actors stand from `from` on, the rest before `to`.
    fn event(&self, from: usize, at: usize, to: usize) -> Option<Event> {
        let end = (at + 1..to.min(at + LONGEST)).find(|n| self.closes(*n)).unwrap_or(to.min(at + LONGEST));
        let what = self.token(at)?.span.cover(self.token(end - 1)?.span);
        let mut who: Vec<Participant> = self.actors(from, at);
        who.extend(self.partners(at, end));
        if who.is_empty() {
            return None;
        }
        Some(Event { what, who, place: self.place(at, self.sentence.end_token.min(to)), when: self.when(at) })
    }

    fn closes(&self, at: usize) -> bool {
        self.token(at)
            .is_none_or(|t| matches!(t.kind, TokenKind::Quote | TokenKind::Mark) && t.lower != "-" && t.lower != "'")
    }

    fn names(&self, from: usize, to: usize) -> impl Iterator<Item = &'a Name> {
        let mentions = &self.mentions.names.mentions;
        let first = mentions.partition_point(|m| m.spot.first_token < from);
        mentions[first..].iter().take_while(move |m| m.spot.first_token < to)
    }

    /// The names before the verb, nearest clause only.
    fn actors(&self, from: usize, at: usize) -> Vec<Participant> {
        let start = (from..at).rev().find(|n| {
            self.token(*n).is_some_and(|t| t.lower == "that" || t.lower == ";" || t.kind == TokenKind::Quote)
        });
        let start = start.map_or(from, |n| n + 1);
        let acting =
            self.names(start, at).filter(|n| !self.follows(n, &PLACE_WORDS) && !self.follows(n, &["of", "by"]));
        acting.map(|n| self.participant(n)).collect()
    }

    /// The persons and bodies after the verb that it takes, or that "with" brings in.
    fn partners(&self, at: usize, end: usize) -> Vec<Participant> {
        let taken = |n: &&Name| n.kind != NameKind::Place && (self.follows(n, &WITH) || n.spot.first_token == at + 1);
        self.names(at + 1, end).filter(taken).map(|n| self.participant(n)).collect()
    }

    /// Whether one of the words stands right before a name and its title.
    fn follows(&self, name: &Name, words: &[&str]) -> bool {
        let start = self.reading.tokens.partition_point(|t| t.span.start < name.titled.start);
        let before = (self.sentence.first_token..start).rev().filter_map(|n| self.token(n));
        before.take(2).find(|t| t.lower != "the").is_some_and(|t| words.contains(&t.lower.as_str()))
    }

    fn participant(&self, name: &Name) -> Participant {
        Participant { span: name.spot.span, name: name.spot.span.of(&self.reading.article.body).to_owned() }
    }

    fn place(&self, at: usize, to: usize) -> Option<Participant> {
        let places = self.names(at + 1, to).filter(|n| n.kind == NameKind::Place);
        let mut fitting = places.filter(|n| self.follows(n, &PLACE_WORDS) || n.spot.first_token == at + 1);
        fitting.next().map(|n| self.participant(n))
    }

    /// The date of the sentence nearest to the verb.
    fn when(&self, at: usize) -> Option<Time> {
        let here =
            |d: &&Date| d.spot.first_token >= self.sentence.first_token && d.spot.end_token <= self.sentence.end_token;
        let nearest = self.mentions.dates.iter().filter(here).min_by_key(|d| d.spot.first_token.abs_diff(at))?;
        let published = self.reading.article.published.as_deref().and_then(Day::parse);
        let value = value(&nearest.when).or_else(|| self.weekday(&nearest.when, published?, self.lies_ahead(at)));
        Some(Time { span: nearest.spot.span, value })
    }

    /// Whether the verb tells of something to come: "will meet", "is to meet", "plans to meet".
    fn lies_ahead(&self, at: usize) -> bool {
        /// Tokens looked at before the verb.
        const NEAR: usize = 4;
        let first = at.saturating_sub(NEAR).max(self.sentence.first_token);
        let words = (first..at).filter_map(|n| self.token(n)).map(|t| t.lower.as_str());
        words.into_iter().any(|w| matches!(w, "will" | "shall" | "to" | "would" | "won't"))
    }

    /// A bare weekday as a day: the next one for what lies ahead, else the last one, the day of writing counted.
    fn weekday(&self, when: &When, published: Day, ahead: bool) -> Option<String> {
        let bare = when.year.is_none() && when.month.is_none() && when.day.is_none() && when.away.is_none();
        let wanted = i64::from(when.weekday.filter(|_| bare)?);
        let today = i64::from(published.weekday());
        let days = if ahead { (wanted - today).rem_euclid(7) } else { -(today - wanted).rem_euclid(7) };
        let day = Day::of_number(published.number() + days);
        Some(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day))
    }
}

/// A time as far as it is known: year, month and day, without gaps.
fn value(when: &When) -> Option<String> {
    let year = when.year.filter(|_| !when.is_decade)?;
    Some(match (when.month, when.day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}
