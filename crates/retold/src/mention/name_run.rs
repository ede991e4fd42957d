//! Runs of capitalised words that are names, and the titles before them.
//!
//! A capital at the beginning of a sentence or a quotation says nothing by itself: there a word is a name when the
//! article writes it with a capital elsewhere, when it is a known place or given name, or when it is not written in
//! small letters anywhere and a capital follows.

use std::collections::HashSet;
use std::ops::Range;

use super::gazetteer::{self, PlaceKind};
use super::name_words::{is_organisation_word, title_word};
use super::numeral::word;
use super::spot::passages;
use crate::text::{Reading, Rules, Token, TokenKind};

/// The tokens of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// First token of the title; `start` where there is none.
    pub title_start: usize,
    /// First token of the name.
    pub start: usize,
    /// One past the last token of the name.
    pub end: usize,
    /// One token in capitals.
    pub is_acronym: bool,
    /// Tokens of a role told after the name: "Ann Low, *chief executive* of ...".
    pub role: Range<usize>,
}

/// All runs of an article, and the sentence of each.
pub struct Runs {
    /// In order of the body.
    pub runs: Vec<Run>,
    /// `None` in the headline.
    pub sentences: Vec<Option<usize>>,
}

/// Finds the names of an article.
pub fn runs(reading: &Reading, rules: &Rules, taken: &[bool]) -> Runs {
    let finder = Finder { tokens: &reading.tokens, rules, taken, case: Case::of(reading) };
    let mut found = Runs { runs: Vec::new(), sentences: Vec::new() };
    for (sentence, range) in passages(reading) {
        let loud = is_loud(&reading.tokens[range.clone()], sentence.is_none());
        let mut at = range.start;
        while at < range.end {
            let Some(run) = finder.run(at, range.clone(), loud) else {
                at += 1;
                continue;
            };
            at = run.end;
            for part in finder.parts(run, &range) {
                found.runs.push(part);
                found.sentences.push(sentence);
            }
        }
    }
    found
}

/// How the article writes its words inside sentences.
struct Case<'r> {
    capital: HashSet<&'r str>,
    small: HashSet<&'r str>,
}

impl<'r> Case<'r> {
    fn of(reading: &'r Reading) -> Self {
        let mut case = Case { capital: HashSet::new(), small: HashSet::new() };
        for (sentence, range) in passages(reading) {
            let tokens = &reading.tokens[range];
            if is_loud(tokens, sentence.is_none()) {
                continue;
            }
            for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word) {
                if !is_capital(token) {
                    case.small.insert(&token.lower);
                } else if !begins(tokens, at) {
                    case.capital.insert(&token.lower);
                }
            }
        }
        case
    }
}

/// Whether capitals tell nothing here: most of the longer words have one, as headlines may, or nearly all words of a
/// sentence, short ones too.
fn is_loud(tokens: &[Token], headline: bool) -> bool {
    let shortest = if headline { 4 } else { 2 };
    let counted = || tokens.iter().filter(|t| t.kind == TokenKind::Word && t.shape.len() >= shortest);
    let capitals = counted().filter(|t| is_capital(t)).count();
    let all = counted().count();
    if headline { all > 2 && capitals * 10 > all * 7 } else { all > 5 && capitals * 10 > all * 9 }
}

fn is_capital(token: &Token) -> bool {
    token.kind == TokenKind::Word
        && (token.shape.starts_with(char::is_uppercase) || token.shape.chars().skip(1).any(char::is_uppercase))
}

fn is_acronym(token: &Token) -> bool {
    let letters = || token.shape.trim_end_matches("'s").chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// Whether the token begins a sentence, a quotation or an entry of a list, where any word has a capital.
fn begins(tokens: &[Token], at: usize) -> bool {
    let opens = |n: usize| match tokens[n].lower.as_str() {
        ":" | "?" | "!" | "•" | "*" => true,
        "-" => n + 1 < tokens.len() && tokens[n].span.end < tokens[n + 1].span.start,
        _ => tokens[n].kind == TokenKind::Quote,
    };
    (0..at).rev().take_while(|n| tokens[*n].kind != TokenKind::Word && tokens[*n].kind != TokenKind::Number).any(opens)
        || tokens[..at].iter().all(|t| t.kind == TokenKind::Mark)
}

struct Finder<'r> {
    tokens: &'r [Token],
    rules: &'r Rules,
    taken: &'r [bool],
    case: Case<'r>,
}

impl Finder<'_> {
    /// The run that begins at the token `at`.
    fn run(&self, at: usize, range: Range<usize>, loud: bool) -> Option<Run> {
        if !self.is_name_word(at, &range, loud) {
            return None;
        }
        let mut end = at + 1;
        while end < range.end {
            if self.ends_possessive(end - 1) {
                break;
            }
            let Some(next) = self.joined(end, &range).filter(|next| self.is_name_word(*next, &range, loud)) else {
                break;
            };
            end = next + 1;
        }
        if self.is_version(end, &range) {
            end += 1;
        }
        let is_acronym = end == at + 1 && is_acronym(&self.tokens[at]);
        Some(Run { title_start: at, start: at, end, is_acronym, role: end..end })
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    /// Whether the token is a word with a capital that means something.
    fn is_name_word(&self, at: usize, range: &Range<usize>, loud: bool) -> bool {
        let token = &self.tokens[at];
        if !is_capital(token)
            || self.is_taken(at)
            || self.is_party_tag(at)
            || matches!(token.lower.as_str(), "i" | "i'm" | "i'll" | "i've" | "i'd")
        {
            return false;
        }
        let lower = token.lower.as_str();
        let begins = begins(&self.tokens[range.clone()], at - range.start);
        if !loud && !begins {
            return true;
        }
        if self.case.capital.contains(lower) && !self.rules.is_stop_word(lower) {
            return true;
        }
        if self.rules.is_stop_word(lower) || self.rules.is_starter(lower, true) || self.case.small.contains(lower) {
            return false;
        }
        let place = gazetteer::place(lower).is_some_and(|p| p.kind != PlaceKind::CommonWord);
        let next_capital = self.tokens.get(at + 1).is_some_and(|t| is_capital(t) && t.lower != "i")
            || word(self.tokens, at + 1) == "of" && (is_organisation_word(lower) || title_word(lower).head);
        place
            || !loud
                && (is_acronym(token) || title_word(lower).honorific || next_capital || gazetteer::is_given_name(lower))
    }

    /// "D-Va.", "R-N.C.": party and state of a politician.
    fn is_party_tag(&self, at: usize) -> bool {
        let party = |n: usize| matches!(self.tokens.get(n).map(|t| t.shape.as_str()), Some("D" | "R" | "I"));
        let dash = |n: usize| word(self.tokens, n) == "-";
        party(at) && dash(at + 1) || at > 1 && dash(at - 1) && party(at - 2)
    }

    /// Whether the name ends with this word's possessive; "Sotheby's" at the end of a run reads the same.
    fn ends_possessive(&self, at: usize) -> bool {
        self.tokens[at].shape.ends_with("'s") || word(self.tokens, at + 1) == "'"
    }

    /// The token at which the name goes on, when it may: past a hyphen, an initial's full stop, "of", "&", "de".
    fn joined(&self, at: usize, range: &Range<usize>) -> Option<usize> {
        let inside = |n: usize| (n < range.end).then_some(n);
        let touching = |n: usize| self.tokens[n - 1].span.end == self.tokens[n].span.start;
        let before = &self.tokens[at - 1];
        match self.tokens[at].lower.as_str() {
            "of" | "for" => {
                let next = at + 1 + usize::from(word(self.tokens, at + 1) == "the");
                // "Bank of England", "Lord of the Rings", but not "Low of Elmshire": people are of a place.
                let role = title_word(&before.lower);
                let joins = role.head || role.honorific || role.modifier || is_organisation_word(&before.lower);
                inside(next).filter(|next| joins || gazetteer::place(word(self.tokens, *next)).is_none())
            }
            "&" | "de" | "del" | "della" | "di" | "da" | "van" | "von" | "der" | "den" | "bin" | "al" | "el" | "la"
            | "le" | "ibn" | "ter" => {
                let further = usize::from(matches!(word(self.tokens, at + 1), "der" | "den" | "la"));
                inside(at + 1 + further)
            }
            "-" => inside(at + 1).filter(|next| touching(at) && touching(*next) && !self.joins_places(at)),
            "." => {
                let short = before.shape.chars().count() == 1 || title_word(&before.lower).honorific;
                inside(at + 1).filter(|_| touching(at) && short)
            }
            _ => Some(at),
        }
    }

    /// "US-Russia", "Russia-Ukraine": two names, not one.
    fn joins_places(&self, hyphen: usize) -> bool {
        let place = |at: usize| gazetteer::place(word(self.tokens, at)).is_some() || is_acronym(&self.tokens[at]);
        place(hyphen - 1) && place(hyphen + 1)
    }

    /// A small number that is part of a name: "Radio 4", "Half-Life 2".
    fn is_version(&self, at: usize, range: &Range<usize>) -> bool {
        let plain = |t: &Token| {
            t.kind == TokenKind::Number && t.shape.len() <= 3 && t.shape.bytes().all(|b| b.is_ascii_digit())
        };
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < range.end);
        let closes = next.is_none_or(|t| {
            t.kind != TokenKind::Number
                && (t.kind != TokenKind::Word || self.rules.is_stop_word(&t.lower) || is_capital(t))
                && !matches!(t.lower.as_str(), "-" | "/" | "%")
        });
        at < range.end && plain(&self.tokens[at]) && closes && !self.is_taken(at)
    }

    /// Parts a run into names: places before a title ("UK Prime Minister Ann Low") stand alone, titles before the name
    /// are set aside, and a run that is nothing but a title is no name.
    fn parts(&self, run: Run, range: &Range<usize>) -> Vec<Run> {
        let mut parts = Vec::new();
        let mut rest = run;
        // "Former Conservative leader": the first word is no part of the name.
        while rest.end - rest.start > 1
            && matches!(word(self.tokens, rest.start), "former" | "ex" | "veteran" | "late" | "senior")
        {
            rest.start += 1 + usize::from(word(self.tokens, rest.start + 1) == "-");
            rest.title_start = rest.start;
        }
        let places = self.leading_place(&rest);
        let beyond = Run { title_start: rest.start + places, start: rest.start + places, ..rest.clone() };
        let person = || self.last_title_word(&beyond).is_some() || self.is_demonym(&rest, places);
        if places > 0 && beyond.start < beyond.end && person() {
            parts.push(Run { end: beyond.start, is_acronym: false, ..rest.clone() });
            rest = beyond;
        }
        let of_thing = rest.end - rest.start > 1 && is_organisation_word(word(self.tokens, rest.end - 1));
        if let Some(after) = self.last_title_word(&rest).filter(|_| !of_thing) {
            if after >= rest.end {
                return parts;
            }
            rest = Run { start: after, is_acronym: after + 1 == rest.end && rest.is_acronym, ..rest };
        } else {
            rest.title_start = self.role_before(rest.start, range);
        }
        rest.role = self.role_after(rest.end, range);
        parts.push(rest);
        parts
    }

    /// How many tokens of the run's beginning are a place or its adjective.
    fn leading_place(&self, run: &Run) -> usize {
        let longest = (run.end - run.start).min(3);
        (1..=longest)
            .rev()
            .find(|n| {
                let words: Vec<&str> =
                    (run.start..run.start + n).map(|at| word(self.tokens, at)).filter(|w| *w != "-").collect();
                gazetteer::place(&words.join(" "))
                    .is_some_and(|p| !matches!(p.kind, PlaceKind::CommonWord | PlaceKind::City | PlaceKind::Capital))
            })
            .unwrap_or(0)
    }

    /// Whether the run begins with an adjective of a place, and a person's name follows: "French Emma Low".
    fn is_demonym(&self, run: &Run, places: usize) -> bool {
        let next = run.start + places;
        run.end - next >= 2 && gazetteer::is_given_name(word(self.tokens, next))
    }

    /// One past the title that the run begins with: the last honorific or head of a role such that only words of
    /// titles stand before it.
    fn last_title_word(&self, run: &Run) -> Option<usize> {
        let mut title_end = None;
        let mut at = run.start;
        while at < run.end {
            let lower = word(self.tokens, at);
            let entry = title_word(lower);
            let joins = matches!(lower, "." | "-" | "&" | "of" | "the" | "for");
            // "Secretary of State Ann Low": what follows "of" belongs to the title when a name is left.
            let in_office =
                !joins && title_end.is_some() && matches!(word(self.tokens, at.wrapping_sub(1)), "of" | "for" | "the");
            if entry.honorific && !entry.head && word(self.tokens, at + 1) == "of" {
                // "Prince of Wales" is no title before a name.
                break;
            }
            if entry.honorific || entry.head || in_office {
                title_end = Some(at + 1);
            } else if !entry.modifier && !joins {
                break;
            }
            at += 1;
        }
        let mut after = title_end?;
        while matches!(word(self.tokens, after), "." | "-") && after < run.end {
            after += 1;
        }
        Some(after)
    }

    /// Where a role in small letters before the name begins: "former culture secretary Ann Low".
    fn role_before(&self, start: usize, range: &Range<usize>) -> usize {
        const LONGEST: usize = 4;
        let small = |at: usize| self.tokens[at].kind == TokenKind::Word && !is_capital(&self.tokens[at]);
        if start == range.start || !small(start - 1) || !title_word(word(self.tokens, start - 1)).head {
            return start;
        }
        let mut first = start - 1;
        while first > range.start && start - first < LONGEST && small(first - 1) {
            let entry = title_word(word(self.tokens, first - 1));
            if !entry.modifier && !entry.head {
                break;
            }
            first -= 1;
        }
        first
    }

    /// The tokens of a role after the name's comma: "Ann Low, the firm's chief executive".
    fn role_after(&self, end: usize, range: &Range<usize>) -> Range<usize> {
        const FARTHEST: usize = 4;
        if end >= range.end || word(self.tokens, end) != "," {
            return end..end;
        }
        let is_word = |n: &usize| self.tokens[*n].kind == TokenKind::Word;
        let near = (end + 1..range.end.min(end + 2 + FARTHEST)).take_while(is_word);
        let Some(head) = near.clone().find(|n| title_word(word(self.tokens, *n)).head) else { return end..end };
        let modifies = |n: &usize| title_word(word(self.tokens, *n)).modifier;
        let first = (end + 1..head).rev().take_while(modifies).last().unwrap_or(head);
        let heads = (head..range.end).take_while(|n| title_word(word(self.tokens, *n)).head);
        first..heads.last().unwrap_or(head) + 1
    }
}
