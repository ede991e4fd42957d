//! Ranks stored articles by the weight of the keys they share with a text.
//!
//! Term at a time over inverted lists: the rarest keys of the text, each worth its inverse document frequency, are
//! added up per article (Robertson and Zaragoza's BM25 with every term frequency one). What stands in many articles is
//! a stock phrase or boilerplate and weighs next to nothing, or is not looked at. A long text is also ranked stretch
//! by stretch, or a source of two sentences would drown among articles that share a little with each.

use crate::key::{Key, KeyScheme, Keys};

/// Inverted lists of keys.
pub trait Postings {
    /// Why a list cannot be read.
    type Error;

    /// Number of documents; they are numbered from 0 without end gaps, deleted ones included.
    fn documents(&self) -> u32;

    /// Where the list of a key stands.
    type List;

    /// In how many documents a key stands, and where its list is.
    fn look_up(&self, key: Key) -> Result<(u32, Self::List), Self::Error>;

    /// Calls `each` with every document of a list.
    fn walk(&self, list: &Self::List, each: &mut dyn FnMut(u32)) -> Result<(), Self::Error>;

    /// Length of a document in keys.
    fn length(&self, document: u32) -> u32;
}

/// One document with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Number of the document.
    pub document: u32,
    /// Summed weight of shared keys, normalised by length.
    pub score: f64,
}

/// So many of the rarest keys of a text, or of a stretch of it, are looked at.
const MOST_KEYS: usize = 160;
/// Rarest keys come first, and lists are walked until so many entries were seen: what is left by then says little. But
/// so many keys are looked at whatever they cost. A stretch may walk a sixth of that.
const MOST_POSTINGS: usize = 60_000;
const FEWEST_KEYS: usize = 16;
/// A key in more than this share of the documents is left out, and so is one in more than this many.
const FREQUENT_SHARE: f64 = 0.1;
const FREQUENT: u32 = 20_000;
/// Where the share of a small archive says nothing.
const FEW: u32 = 50;
/// What scores less than this share of the best is no candidate. Articles on other events share a third of what a source
/// shares; but beside a twin of the text, the source of a part of it shares no more.
const FAR: f64 = 0.25;
/// Sentences of a stretch.
const STRETCH: usize = 6;
/// Share of a document's score that its length takes away; BM25's customary values.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The documents that share most with a text, best first: `limit` for the whole and a quarter of that for each stretch.
///
/// # Errors
///
/// Those of the lists.
pub fn rank<P: Postings>(postings: &P, keys: &Keys, limit: usize) -> Result<Vec<Ranked>, P::Error> {
    let mut ranking = Ranking::new(postings, keys)?;
    let mut found = ranking.top(&keys.sentences, limit, MOST_POSTINGS)?;
    if keys.sentences.len() > STRETCH {
        for stretch in keys.sentences.chunks(STRETCH) {
            for other in ranking.top(stretch, (limit / 4).max(2), MOST_POSTINGS / 6)? {
                if found.iter().all(|f| f.document != other.document) {
                    found.push(other);
                }
            }
        }
    }
    Ok(found)
}

struct Ranking<'p, P: Postings> {
    postings: &'p P,
    /// The keys of the text that are worth looking at, ascending.
    keys: Vec<Weighed<P::List>>,
    scores: Vec<f32>,
    touched: Vec<u32>,
}

/// A key with what sharing it is worth.
struct Weighed<L> {
    key: Key,
    weight: f64,
    frequency: u32,
    list: L,
}

impl<'p, P: Postings> Ranking<'p, P> {
    fn new(postings: &'p P, keys: &Keys) -> Result<Self, P::Error> {
        let documents = postings.documents();
        let mut weighed = Vec::new();
        for key in keys.all() {
            let (frequency, list) = postings.look_up(key)?;
            let weight = weight(key, frequency, documents);
            if weight > 0.0 {
                weighed.push(Weighed { key, weight, frequency, list });
            }
        }
        Ok(Self { postings, keys: weighed, scores: vec![0.0; documents as usize], touched: Vec::new() })
    }

    fn top(&mut self, sentences: &[Vec<Key>], limit: usize, most: usize) -> Result<Vec<Ranked>, P::Error> {
        let mut wanted: Vec<Key> = sentences.concat();
        wanted.sort_unstable();
        wanted.dedup();
        let known = |key: Key| self.keys.binary_search_by_key(&key, |k| k.key).ok().map(|at| &self.keys[at]);
        let mut weighed: Vec<&Weighed<P::List>> = wanted.into_iter().filter_map(known).collect();
        weighed.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.key.cmp(&b.key)));
        weighed.truncate(MOST_KEYS);
        let (scores, touched) = (&mut self.scores, &mut self.touched);
        let mut walked = 0;
        for (n, Weighed { weight, frequency, list, .. }) in weighed.into_iter().enumerate() {
            walked += *frequency as usize;
            if walked > most && n >= FEWEST_KEYS {
                break;
            }
            self.postings.walk(list, &mut |document| {
                let Some(score) = scores.get_mut(document as usize) else { return };
                if *score == 0.0 {
                    touched.push(document);
                }
                *score += *weight as f32;
            })?;
        }
        Ok(self.harvest(limit))
    }

    /// The best of the documents touched; leaves all scores at nought.
    fn harvest(&mut self, limit: usize) -> Vec<Ranked> {
        let mut ranked: Vec<Ranked> = Vec::with_capacity(self.touched.len());
        for document in self.touched.drain(..) {
            let length = f64::from(self.postings.length(document)) / MEAN_LENGTH;
            let score = f64::from(std::mem::take(&mut self.scores[document as usize]));
            ranked.push(Ranked { document, score: score / (1.0 + K1 * (1.0 - B + B * length)) });
        }
        let better = |a: &Ranked, b: &Ranked| b.score.total_cmp(&a.score).then(a.document.cmp(&b.document));
        if ranked.len() > limit {
            ranked.select_nth_unstable_by(limit, better);
            ranked.truncate(limit);
        }
        ranked.sort_by(better);
        let least = ranked.first().map_or(0.0, |best| best.score * FAR);
        ranked.retain(|r| r.score >= least);
        ranked
    }
}

/// Keys of a news article of middling length.
const MEAN_LENGTH: f64 = 250.0;

/// What sharing a key is worth.
fn weight(key: Key, frequency: u32, documents: u32) -> f64 {
    let frequent = ((f64::from(documents) * FREQUENT_SHARE) as u32).clamp(FEW, FREQUENT);
    let Some(scheme) = key.scheme().filter(|_| frequency > 0 && frequency <= frequent) else { return 0.0 };
    let rarity = (1.0 + (f64::from(documents) + 0.5) / (f64::from(frequency) + 0.5)).ln();
    rarity * worth(scheme)
}

/// What a key of a scheme is worth beside one of a word.
fn worth(scheme: KeyScheme) -> f64 {
    match scheme {
        KeyScheme::Word => 1.0,
        KeyScheme::Pair => 0.5,
        KeyScheme::Shingle => 0.5,
        KeyScheme::Quote => 0.5,
    }
}
