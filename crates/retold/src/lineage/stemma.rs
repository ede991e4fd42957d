//! The family tree of a family.

use std::collections::BTreeMap;

use super::arborescence::{Arborescence, arborescence, marginals};
use super::follow::{FollowedClaim, followed};
use super::kinship::{Kinship, WEIGHTS};
use super::lost::{self, LostWitness};
use super::second::{self, Second};
use super::{Family, hung, reasons};
use crate::article::Article;
use crate::compare::Comparer;
use crate::comparison::Comparison;
use crate::prepared::PreparedArticle;

/// Who took it from whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stemma {
    /// The witness that all others descend from, as far as is known; `None` when there are several.
    pub root: Option<String>,
    /// Descents, by the witness that descends; its main source first.
    pub descents: Vec<Descent>,
    /// Witnesses that are not in the family and must have been.
    pub lost: Vec<LostWitness>,
    /// Sentences of the root that were changed on the way, and who inherited the change.
    pub claims: Vec<FollowedClaim>,
}

/// One witness made from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// The source.
    pub from: String,
    /// The witness made from it.
    pub to: String,
    /// Probability that `to` was made from `from` rather than from another witness of the family, or the other way round;
    /// of a second source, probability that one was made from the other.
    pub probability: f64,
    /// Whether texts or dates tell which of the two came first; if not, the descent may run the other way.
    pub ordered: bool,
    /// Share of the words of `to` that `from` explains, 0 to 1.
    pub share: f64,
    /// False for a second source of `to` (contamination).
    pub main: bool,
    /// Sentences for a person, strongest first.
    pub evidence: Vec<String>,
}

/// Below this probability of one order against the other the order is called unknown, as a verdict does.
pub const SURE: f64 = 0.64;
/// Up to so many witnesses the probability of a descent is counted over all trees; of more it is the share of one source
/// among all that the witness could come from.
const COUNTED: usize = 128;
/// Texts of so many witnesses are held against their sources and the root, change by change.
const FOLLOWED: usize = 200;

/// Draws the family tree of a family. `articles` are its witnesses' texts, in any order; a witness without a text is left
/// out, and texts that belong to no witness are not looked at.
pub fn stemma(family: &Family, articles: &[Article], comparer: &Comparer<'_>) -> Stemma {
    let own: BTreeMap<&str, &Article> = articles.iter().map(|a| (a.id.as_str(), a)).collect();
    let told: Vec<&str> = family.witnesses().into_iter().filter(|id| own.contains_key(id)).collect();
    let drawn = hung::drawn(family, &told);
    let texts = drawn.iter().filter_map(|id| own.get(id));
    let witnesses: Vec<PreparedArticle> =
        texts.map(|article| comparer.prepare(comparer.read((*article).clone()))).collect();
    let kinship = Kinship::of(family, &witnesses, comparer);
    let weights: BTreeMap<(usize, usize), f64> = kinship.edges(&WEIGHTS).map(|(a, b, w)| ((a, b), w)).collect();
    let tree = arborescence(kinship.count, weights.iter().map(|((a, b), w)| (*a, *b, *w)));
    let drawing = Drawing { witnesses: &witnesses, kinship: &kinship, weights: &weights, tree: &tree, comparer };
    let mut stemma = drawing.stemma();
    lost::name(&mut stemma.lost, &family.members);
    stemma.descents.extend(hung::hung(family, &told, &drawn));
    // The sort keeps the main source of each first.
    stemma.descents.sort_by(|a, b| a.to.cmp(&b.to));
    stemma
}

/// A tree being drawn.
pub struct Drawing<'a, 'v> {
    pub witnesses: &'a [PreparedArticle],
    pub kinship: &'a Kinship,
    /// Log-weight of each descent that may be.
    pub weights: &'a BTreeMap<(usize, usize), f64>,
    pub tree: &'a Arborescence,
    pub comparer: &'a Comparer<'v>,
}

impl Drawing<'_, '_> {
    fn stemma(&self) -> Stemma {
        let root = match self.tree.roots[..] {
            [root] => Some(root),
            _ => None,
        };
        let compared = self.compared();
        let against_root = root.map(|root| self.against(root)).unwrap_or_default();
        Stemma {
            root: root.map(|n| self.id(n)),
            descents: self.descents(&compared),
            lost: lost::lost(self, &compared),
            claims: root.map(|root| followed(self, root, &against_root)).unwrap_or_default(),
        }
    }

    /// Id of a witness.
    pub fn id(&self, n: usize) -> String {
        self.witnesses[n].reading().article.id.clone()
    }

    /// Each witness, up to a number, compared with its source in the tree.
    fn compared(&self) -> BTreeMap<usize, Comparison> {
        let sources = self.tree.parents.iter().enumerate().filter_map(|(to, from)| Some((to, (*from)?)));
        let compare = |(to, from): (usize, usize)| {
            (to, self.comparer.compare_prepared(&self.witnesses[from], &self.witnesses[to]))
        };
        sources.take(FOLLOWED).map(compare).collect()
    }

    /// Each witness, up to a number, compared with the root.
    fn against(&self, root: usize) -> BTreeMap<usize, Comparison> {
        let others = (0..self.witnesses.len()).filter(|n| *n != root).take(FOLLOWED);
        others.map(|n| (n, self.comparer.compare_prepared(&self.witnesses[root], &self.witnesses[n]))).collect()
    }

    fn descents(&self, compared: &BTreeMap<usize, Comparison>) -> Vec<Descent> {
        let sure = self.certainties();
        let count = self.kinship.count;
        let mut found = Vec::new();
        for to in 0..count {
            let Some(from) = self.tree.parents[to] else { continue };
            let Some(kin) = self.kinship.kin(from, to) else { continue };
            let (there, back) = (sure.of(from, to), sure.of(to, from));
            let ordered = there >= SURE * (there + back);
            found.push(Descent {
                from: self.id(from),
                to: self.id(to),
                probability: if ordered { there } else { (there + back).min(1.0) },
                ordered,
                share: kin.coverage[1],
                main: true,
                evidence: reasons::of_descent(self, (from, to), &kin, (ordered, compared.get(&to))),
            });
            found.extend(second::sources(self, to).into_iter().map(|s| self.second(to, &s)));
        }
        found
    }

    fn second(&self, to: usize, source: &Second) -> Descent {
        Descent {
            from: self.id(source.from),
            to: self.id(to),
            probability: source.kin.probability,
            ordered: source.kin.forward >= (SURE / (1.0 - SURE)).ln(),
            share: source.share,
            main: false,
            evidence: vec![reasons::of_second(source)],
        }
    }

    /// Probability of descents.
    fn certainties(&self) -> Certainties<'_> {
        let count = self.kinship.count;
        let counted =
            if count <= COUNTED { marginals(count, |from, to| self.weights.get(&(from, to)).copied()) } else { None };
        Certainties { kinship: self.kinship, weights: self.weights, counted }
    }
}

/// How sure each descent is.
struct Certainties<'a> {
    kinship: &'a Kinship,
    weights: &'a BTreeMap<(usize, usize), f64>,
    /// Counted over all trees: `[from * count + to]`.
    counted: Option<Vec<f64>>,
}

impl Certainties<'_> {
    /// Probability that one witness was made from another.
    fn of(&self, from: usize, to: usize) -> f64 {
        if let Some(counted) = &self.counted {
            return counted[from * self.kinship.count + to];
        }
        let odds = |from: usize| self.weights.get(&(from, to)).map_or(0.0, |w| w.exp());
        let all: f64 = self.kinship.neighbours(to).iter().map(|n| odds(*n)).sum();
        odds(from) / all.max(f64::MIN_POSITIVE)
    }
}
