//! Compares the pairs that share enough.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use retold::lineage::pairs::{Crowd, KEPT, Outlook, Reject, Scored, admits, finding, refusal};
use retold::{Article, Comparer, PreparedArticle};

use retold::lineage::Finding;

use super::roll::Roll;
use super::work::{Compared, Work};
use super::{JoinProgress, reject};
use crate::ArchiveError;
use crate::writer::LANGUAGE;

/// Pairs that are compared before they are put on record.
const LOT: usize = 8_192;
/// Pairs that a thread takes at a time.
const TASK: usize = 64;

/// Compares pairs.
pub(super) struct Verifying<'r, 'a, 'v> {
    pub(super) roll: &'r Roll<'a>,
    pub(super) comparer: &'r Comparer<'v>,
    pub(super) work: &'r Work,
    pub(super) told: &'r (dyn Fn(JoinProgress) + Sync),
}

impl Verifying<'_, '_, '_> {
    /// Compares all pairs, ascending, and returns what is worth keeping.
    pub(super) fn run(&self, stage: &'static str, pairs: Vec<Scored>, crowd: Crowd) -> Result<Compared, ArchiveError> {
        let pairs = by_groups(pairs, self.roll.articles());
        let mut all = Compared::default();
        let done = AtomicUsize::new(0);
        for (n, lot) in cut(&pairs, LOT).into_iter().enumerate() {
            let name = format!("{stage}-{n:06}.part").replace(' ', "-");
            let compared = match self.work.compared(&name)? {
                Some(compared) => compared,
                None => {
                    let compared = self.lot(lot, crowd, &|more| {
                        let done = done.load(Ordering::Relaxed) + more;
                        (self.told)(JoinProgress { stage, done, all: pairs.len() });
                    })?;
                    self.work.keep_compared(&name, &compared)?;
                    compared
                }
            };
            done.fetch_add(lot.len(), Ordering::Relaxed);
            all.findings.extend(compared.findings);
            all.rejects.extend(compared.rejects);
        }
        Ok(all)
    }

    fn lot(&self, lot: &[Grouped], crowd: Crowd, told: &(dyn Fn(usize) + Sync)) -> Result<Compared, ArchiveError> {
        let done = AtomicUsize::new(0);
        let tasks = cut(lot, TASK).into_par_iter().map(|task| {
            let compared = Task { verifying: self, crowd, held: BTreeMap::new() }.run(task);
            told(done.fetch_add(task.len(), Ordering::Relaxed) + task.len());
            compared
        });
        let mut all = Compared::default();
        for compared in tasks.collect::<Result<Vec<Compared>, ArchiveError>>()? {
            all.findings.extend(compared.findings);
            all.rejects.extend(compared.rejects);
        }
        Ok(all)
    }
}

/// Some pairs, with the articles that more of them are still waiting for.
struct Task<'t, 'r, 'a, 'v> {
    verifying: &'t Verifying<'r, 'a, 'v>,
    crowd: Crowd,
    held: BTreeMap<u32, Option<Held>>,
}

/// An article; it is prepared when a pair of it is compared.
struct Held {
    article: Article,
    outlook: Outlook,
    prepared: OnceCell<PreparedArticle>,
}

impl Held {
    fn prepared(&self, comparer: &Comparer<'_>) -> &PreparedArticle {
        self.prepared.get_or_init(|| comparer.prepare(comparer.read(self.article.clone())))
    }
}

impl Task<'_, '_, '_, '_> {
    fn run(mut self, pairs: &[Grouped]) -> Result<Compared, ArchiveError> {
        let mut last: BTreeMap<u32, usize> = BTreeMap::new();
        for (n, Grouped { pair, .. }) in pairs.iter().enumerate() {
            last.insert(pair.first, n);
            last.insert(pair.second, n);
        }
        let mut compared = Compared::default();
        for (n, Grouped { pair, .. }) in pairs.iter().enumerate() {
            for place in [pair.first, pair.second] {
                self.hold(place, &mut compared.rejects)?;
            }
            if let Some(found) = self.finding(pair) {
                compared.findings.push(([pair.first, pair.second], found));
            }
            for place in [pair.first, pair.second] {
                if last.get(&place) == Some(&n) {
                    self.held.remove(&place);
                }
            }
        }
        Ok(compared)
    }

    /// The finding on a pair, when it is worth keeping.
    fn finding(&self, pair: &Scored) -> Option<Finding> {
        let (a, b) = (self.held.get(&pair.first)?.as_ref()?, self.held.get(&pair.second)?.as_ref()?);
        if !admits(&a.article, &b.article) || !a.outlook.admits(&b.outlook) {
            return None;
        }
        let comparer = self.verifying.comparer;
        let found = finding(comparer, [a.prepared(comparer), b.prepared(comparer)], self.crowd);
        (found.probability >= KEPT).then_some(found)
    }

    fn hold(&mut self, place: u32, rejects: &mut Vec<(String, Reject)>) -> Result<(), ArchiveError> {
        if self.held.contains_key(&place) {
            return Ok(());
        }
        let article = self.verifying.roll.article(place)?;
        let held = match refusal(&article) {
            Some(why) => {
                rejects.push(reject(article.id, why));
                None
            }
            None => {
                let outlook = Outlook::of(&article, LANGUAGE);
                Some(Held { article, outlook, prepared: OnceCell::new() })
            }
        };
        self.held.insert(place, held);
        Ok(())
    }
}

/// A pair with the least place that it hangs together with, through whatever other pairs.
struct Grouped {
    group: u32,
    pair: Scored,
}

/// Pairs by what hangs together, so that an article is prepared once for all its pairs.
fn by_groups(pairs: Vec<Scored>, articles: usize) -> Vec<Grouped> {
    let mut up: Vec<u32> = (0..articles as u32).collect();
    fn top(up: &mut [u32], mut n: u32) -> u32 {
        while up[n as usize] != n {
            up[n as usize] = up[up[n as usize] as usize];
            n = up[n as usize];
        }
        n
    }
    for pair in &pairs {
        let (a, b) = (top(&mut up, pair.first), top(&mut up, pair.second));
        up[a.max(b) as usize] = a.min(b);
    }
    let mut grouped: Vec<Grouped> =
        pairs.into_iter().map(|pair| Grouped { group: top(&mut up, pair.first), pair }).collect();
    grouped.sort_unstable_by_key(|g| (g.group, g.pair));
    grouped
}

/// Cuts pairs into runs of about so many, between groups where these are smaller.
fn cut(pairs: &[Grouped], most: usize) -> Vec<&[Grouped]> {
    let mut runs = Vec::new();
    let mut rest = pairs;
    while !rest.is_empty() {
        let mut at = most.min(rest.len());
        while at < rest.len() && at < 2 * most && rest[at].group == rest[at - 1].group {
            at += 1;
        }
        let (run, other) = rest.split_at(at);
        runs.push(run);
        rest = other;
    }
    runs
}
