//! The claims of several accounts of one story side by side: where they agree, where they conflict, what one alone has.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{Claim, Polarity};
use super::stance::is_negation;
use crate::text::{Language, Reading, TokenKind};

/// One article with its claims.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The article.
    pub reading: &'a Reading,
    /// Its claims, as [`super::claims`] finds them.
    pub claims: &'a [Claim],
}

/// A claim of one of several accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimAt {
    /// Number of the account, from 0.
    pub article: usize,
    /// Number of the claim in it, from 0.
    pub claim: usize,
}

/// Two claims that cannot both hold, or that put one thing in opposite ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The claim of the earlier account.
    pub first: ClaimAt,
    /// The claim of the later account.
    pub second: ClaimAt,
    /// What sets them apart, in words for a person.
    pub why: String,
}

/// The claims of several accounts side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Claims of two or more accounts that say the same, each group in order.
    pub agreements: Vec<Vec<ClaimAt>>,
    /// Pairs that conflict.
    pub conflicts: Vec<Conflict>,
    /// Claims that no other account has.
    pub alone: Vec<ClaimAt>,
}

/// Two claims tell of one thing when the rarer words they share make up this part of the shorter one's.
const SAME: f32 = 0.6;
/// The same, for claims that conflict: they need share only what they quarrel over.
const QUARREL: f32 = 0.45;
/// Fewer content words than this tell nothing.
const FEWEST: usize = 3;

struct Entry {
    at: ClaimAt,
    words: BTreeSet<String>,
    numbers: BTreeSet<String>,
    negated: bool,
}

impl Ledger {
    /// Puts the claims of accounts side by side.
    pub fn new(accounts: &[Account<'_>]) -> Ledger {
        let entries: Vec<Entry> = accounts
            .iter()
            .enumerate()
            .flat_map(|(n, a)| (0..a.claims.len()).map(move |c| entry(a, ClaimAt { article: n, claim: c })))
            .collect();
        let postings = postings(&entries);
        let weight = |word: &str| 1.0 / (1.0 + postings.get(word).map_or(0.0, |p| p.len() as f32)).ln();
        let mut group: Vec<usize> = (0..entries.len()).collect();
        let mut met = vec![false; entries.len()];
        let mut conflicts = Vec::new();
        for i in 0..entries.len() {
            for j in rivals(&entries, &postings, i) {
                let (a, b) = (&entries[i], &entries[j]);
                let alike = alike(a, b, &weight);
                if alike < QUARREL {
                    continue;
                }
                if let Some(why) = quarrel(a, b) {
                    conflicts.push(Conflict { first: a.at, second: b.at, why });
                } else if alike >= SAME {
                    join(&mut group, i, j);
                } else {
                    continue;
                }
                met[i] = true;
                met[j] = true;
            }
        }
        let mut groups: BTreeMap<usize, Vec<ClaimAt>> = BTreeMap::new();
        for (n, g) in group.iter().enumerate() {
            groups.entry(*g).or_default().push(entries[n].at);
        }
        Ledger {
            agreements: groups.into_values().filter(|g| g.len() > 1).collect(),
            conflicts,
            alone: entries.iter().zip(&met).filter(|(_, met)| !**met).map(|(e, _)| e.at).collect(),
        }
    }
}

/// Which claims hold each word.
fn postings(entries: &[Entry]) -> BTreeMap<&str, Vec<usize>> {
    let mut postings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate() {
        entry.words.iter().for_each(|word| postings.entry(word).or_default().push(n));
    }
    postings
}

/// The later claims of other accounts that share a word with a claim; a word that very many claims hold brings none.
fn rivals(entries: &[Entry], postings: &BTreeMap<&str, Vec<usize>>, n: usize) -> BTreeSet<usize> {
    /// So many claims of one story share a word only where it tells nothing.
    const SHARED_WORDS: usize = 400;
    let held = entries[n].words.iter().filter_map(|w| postings.get(w.as_str())).filter(|p| p.len() <= SHARED_WORDS);
    held.flatten().copied().filter(|m| *m > n && entries[*m].at.article != entries[n].at.article).collect()
}

/// Makes two groups one, under the lower number.
fn join(group: &mut [usize], i: usize, j: usize) {
    let (low, high) = (group[i].min(group[j]), group[i].max(group[j]));
    if low != high {
        group.iter_mut().filter(|g| **g == high).for_each(|g| *g = low);
    }
}

fn entry(account: &Account<'_>, at: ClaimAt) -> Entry {
    let rules = Language::English.rules();
    let claim = &account.claims[at.claim];
    let tokens = &account.reading.tokens;
    let mut entry =
        Entry { at, words: BTreeSet::new(), numbers: BTreeSet::new(), negated: claim.polarity == Polarity::Negated };
    for span in &claim.content {
        let from = tokens.partition_point(|t| t.span.end <= span.start);
        for token in tokens[from..].iter().take_while(|t| t.span.start < span.end) {
            match token.kind {
                TokenKind::Number => {
                    entry.numbers.insert(token.lower.clone());
                }
                TokenKind::Word if !rules.is_stop_word(&token.lower) && !is_negation(&token.lower) => {
                    entry.words.insert(token.stem.clone());
                }
                _ => {}
            }
        }
    }
    entry
}

/// The weighted share of the shorter claim's words that both have.
fn alike(a: &Entry, b: &Entry, weight: &dyn Fn(&str) -> f32) -> f32 {
    let sum = |words: &mut dyn Iterator<Item = &String>| words.map(|w| weight(w)).sum::<f32>();
    if a.words.len().min(b.words.len()) < FEWEST {
        return 0.0;
    }
    let both = sum(&mut a.words.intersection(&b.words));
    let shorter = sum(&mut a.words.iter()).min(sum(&mut b.words.iter()));
    both / shorter.max(f32::MIN_POSITIVE)
}

/// What sets two claims about one thing apart, if anything does.
fn quarrel(a: &Entry, b: &Entry) -> Option<String> {
    if a.negated != b.negated {
        return Some("one affirms what the other denies".to_owned());
    }
    let (mine, theirs): (Vec<_>, Vec<_>) =
        (a.numbers.difference(&b.numbers).collect(), b.numbers.difference(&a.numbers).collect());
    match (mine.as_slice(), theirs.as_slice()) {
        ([x], [y]) if a.numbers.len() == b.numbers.len() => Some(format!("one says {x}, the other {y}")),
        _ => None,
    }
}
