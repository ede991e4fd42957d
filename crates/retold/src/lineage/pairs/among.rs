//! Findings among a list of articles in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crowd, KEPT, Reject, Scored, Sketch, admits, best, finding, keys, refusal, stood_for, twins};
use crate::article::Article;
use crate::compare::Comparer;
use crate::key::Key;
use crate::lineage::Finding;
use crate::prepared::PreparedArticle;
use crate::text::Language;

/// What was found among some articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Findings of at least [`super::KEPT`], by their ids.
    pub findings: Vec<Finding>,
    /// Articles that were paired with none, by their ids, and why.
    pub rejects: Vec<(String, Reject)>,
}

/// The findings among some articles. Of several with one id the first counts.
///
/// All are held in memory, prepared; an archive finds the same among more articles than fit there.
pub fn among(articles: &[Article], comparer: &Comparer<'_>, language: Language) -> Found {
    let by_id: BTreeMap<&str, &Article> = articles.iter().rev().map(|a| (a.id.as_str(), a)).collect();
    let mut found = Found::default();
    let mut held: Vec<Held<'_>> = Vec::new();
    for article in by_id.into_values() {
        let keys = keys(article, language);
        let refused = if keys.is_empty() { Some(Reject::NoText) } else { refusal(article) };
        match refused {
            Some(why) => found.rejects.push((article.id.clone(), why)),
            None => held.push(Held { article, keys, prepared: comparer.prepare(comparer.read(article.clone())) }),
        }
    }
    let known = compared_twins(&held, comparer);
    let out: BTreeSet<u32> = stood_for(&known).into_iter().collect();
    let standing: Vec<u32> = (0..held.len() as u32).filter(|n| !out.contains(n)).collect();
    let crowd = Crowd { articles: standing.len() };
    let compared: BTreeSet<[u32; 2]> = known.iter().map(|(places, _)| *places).collect();
    found.findings.extend(known.into_iter().map(|(_, finding)| finding));
    for pair in best(candidates(&held, &standing, crowd), held.len()) {
        let (a, b) = (&held[pair.first as usize], &held[pair.second as usize]);
        if admits(a.article, b.article) && !compared.contains(&[pair.first, pair.second]) {
            found.findings.push(finding(comparer, [&a.prepared, &b.prepared], crowd));
        }
    }
    found.findings.retain(|f| f.probability >= KEPT);
    found.findings.sort_by(|a, b| a.ids.cmp(&b.ids));
    found
}

/// An article with what pairing needs of it.
struct Held<'a> {
    article: &'a Article,
    keys: Vec<Key>,
    prepared: PreparedArticle,
}

/// Findings on possible twins that are worth keeping, with the places of each.
fn compared_twins(held: &[Held<'_>], comparer: &Comparer<'_>) -> Vec<([u32; 2], Finding)> {
    let sketches: Vec<Sketch> = held.iter().map(|h| Sketch::of(&h.keys)).collect();
    let crowd = Crowd { articles: held.len() };
    let mut known = Vec::new();
    for (first, second) in twins(&sketches) {
        let (a, b) = (&held[first as usize], &held[second as usize]);
        if admits(a.article, b.article) {
            known.push(([first, second], finding(comparer, [&a.prepared, &b.prepared], crowd)));
        }
    }
    known.retain(|(_, finding)| finding.probability >= KEPT);
    known
}

/// Pairs of standing articles that share enough.
fn candidates(held: &[Held<'_>], standing: &[u32], crowd: Crowd) -> Vec<Scored> {
    let mut lists: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for n in standing {
        held[*n as usize].keys.iter().for_each(|key| lists.entry(*key).or_default().push(*n));
    }
    let mut shared: BTreeMap<(u32, u32), [u64; 2]> = BTreeMap::new();
    for list in lists.values() {
        let frequency = list.len() as u32;
        let weight = u64::from(crowd.weight(frequency));
        if weight == 0 {
            continue;
        }
        let rare = if frequency <= crowd.rare() { weight } else { 0 };
        for (n, a) in list.iter().enumerate() {
            for b in &list[n + 1..] {
                let sums = shared.entry((*a, *b)).or_default();
                *sums = [sums[0] + rare, sums[1] + weight];
            }
        }
    }
    let lengths = |a: u32, b: u32| [a, b].map(|n| held[n as usize].keys.len() as u32);
    let alike = |a, b, [rare, all]: [u64; 2]| crowd.is_near(rare, lengths(a, b)) && crowd.is_alike(all, lengths(a, b));
    let pairs = shared.into_iter().filter(|((a, b), sums)| alike(*a, *b, *sums));
    pairs.map(|((first, second), [_, all])| Scored { first, second, shared: all as u32 }).collect()
}
