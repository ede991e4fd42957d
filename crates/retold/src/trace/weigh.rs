//! Weighs candidates: each against the whole text, and against the passage it explains.

use super::chance::{Chance, Choice};
use super::found::{Basis, Near, Reason, TracedSource};
use super::passage::{Claimed, Stretch, stretch};
use crate::article::Article;
use crate::compare::Comparer;
use crate::key::{Key, Keys};
use crate::prepared::PreparedArticle;
use crate::retrieve::Candidate;
use crate::text::Language;

/// A text whose sources are looked for.
pub struct Query<'c, 'v> {
    comparer: &'c Comparer<'v>,
    text: PreparedArticle,
}

/// A candidate that was compared with the text.
pub struct Weighed {
    /// The article.
    pub article: PreparedArticle,
    /// Summed weight of shared keys.
    pub score: f64,
    /// Probability that one was made from the other, each as a whole.
    pub alone: f64,
    /// For each sentence of the text the probability of its best link.
    pub links: Vec<f32>,
}

impl Weighed {
    /// Id of the article.
    pub fn id(&self) -> &str {
        &self.article.reading().article.id
    }

    /// Keys of the article, ascending.
    pub fn keys(&self) -> Vec<Key> {
        Keys::new(&self.article.reading().article, Language::English).all()
    }

    fn linked(&self) -> Vec<usize> {
        (0..self.links.len()).filter(|n| self.links[*n] >= LINKED).collect()
    }
}

/// From this probability a pair of sentences is linked, as in an alignment.
const LINKED: f32 = 0.5;
/// Passages are judged for so many candidates.
const MOST_PASSAGES: usize = 4;
/// A passage this near to the whole is judged as the whole.
const NEARLY_WHOLE: f64 = 0.8;

impl<'c, 'v> Query<'c, 'v> {
    /// Takes a text apart.
    pub fn new(comparer: &'c Comparer<'v>, text: Article) -> Self {
        Self { text: comparer.prepare(comparer.read(text)), comparer }
    }

    /// Id of the text.
    pub fn id(&self) -> &str {
        &self.text.reading().article.id
    }

    /// How many sentences the text has.
    pub fn sentences(&self) -> usize {
        self.text.reading().sentences.len()
    }

    /// Compares a candidate with the whole text.
    pub fn weigh(&self, candidate: Candidate) -> Weighed {
        let article = self.comparer.prepare(self.comparer.read(candidate.article));
        let (alone, links) = self.comparer.resemblance(&article, &self.text);
        Weighed { article, score: candidate.score, alone, links }
    }

    /// The candidate that likeliest is a source, given how well each sentence is explained by sources already named,
    /// with what it claims. The whole text comes first: only where no article is likely for all of it, and when a
    /// source is named already, passages are judged.
    pub fn likeliest(&self, weighed: &[Weighed], explained: &[f32], chance: Chance) -> Option<(usize, Claimed)> {
        let first = explained.iter().all(|e| *e == 0.0);
        let whole = |n: usize| {
            let sentences = weighed[n].linked();
            let probability = chance.of(weighed[n].alone, Choice::Whole(sentences.len()));
            Claimed { probability, sentences, whole: true }
        };
        // They come ordered by what they are worth alone.
        let mut best = weighed.first().filter(|_| first).map(|_| (0, whole(0)));
        if best.as_ref().is_some_and(|(_, claimed)| claimed.probability >= 0.5) {
            return best;
        }
        for (n, stretch) in self.promising(weighed, explained) {
            let Some(claimed) = self.passage(&weighed[n], stretch, (first, chance)) else { continue };
            if best.as_ref().is_none_or(|(_, held)| claimed.probability > held.probability) {
                best = Some((n, claimed));
            }
        }
        best
    }

    /// The candidates whose stretches gain most, with these.
    fn promising(&self, weighed: &[Weighed], explained: &[f32]) -> Vec<(usize, Stretch)> {
        let stretches = weighed.iter().enumerate().filter_map(|(n, w)| Some((n, stretch(&w.links, explained)?)));
        let mut found: Vec<(usize, Stretch)> = stretches.collect();
        found.sort_by(|a, b| b.1.gain.total_cmp(&a.1.gain).then(a.0.cmp(&b.0)));
        found.truncate(MOST_PASSAGES);
        found
    }

    /// What a candidate claims of a stretch; nothing where that is nearly the whole text, which is judged already.
    fn passage(&self, weighed: &Weighed, stretch: Stretch, (first, chance): (bool, Chance)) -> Option<Claimed> {
        let Stretch { from, to, .. } = stretch;
        if first && (to - from) as f64 >= NEARLY_WHOLE * self.sentences() as f64 {
            return None;
        }
        let passage = self.comparer.prepare(self.text.reading().passage(from, to));
        let (probability, _) = self.comparer.resemblance(&weighed.article, &passage);
        let sentences: Vec<usize> = (from..to).filter(|n| weighed.links[*n] >= LINKED).collect();
        let choice = if first { Choice::Stretch(sentences.len()) } else { Choice::Rest(sentences.len()) };
        Some(Claimed { probability: chance.of(probability, choice), sentences, whole: false })
    }

    /// A named source.
    pub fn source(&self, weighed: Weighed, claimed: &Claimed, copies: Vec<String>) -> TracedSource {
        let article = weighed.article.into_reading().article;
        TracedSource {
            probability: claimed.probability,
            coverage: self.share(&claimed.sentences),
            sentences: claimed.sentences.clone(),
            basis: if claimed.whole { Basis::Whole } else { Basis::Passage },
            copies,
            younger: self.is_older_than(&article),
            article,
        }
    }

    /// What was compared and not named.
    pub fn near(&self, weighed: Vec<Weighed>, named: &[TracedSource], chance: Chance) -> Vec<Near> {
        let near = |w: Weighed| {
            let sentences = w.linked();
            let shared = |s: &&TracedSource| s.sentences.iter().any(|n| sentences.contains(n));
            let explained = named.iter().find(shared).filter(|_| w.alone >= LINKED.into());
            let alone = chance.of(w.alone, Choice::Whole(sentences.len()));
            let probability = if named.is_empty() { alone } else { alone * UNNEEDED };
            let reason = explained.map_or(Reason::Unlike, |s| Reason::Explained(s.article.id.clone()));
            let coverage = self.share(&sentences);
            Near {
                score: w.score,
                article: w.article.into_reading().article,
                alone,
                probability,
                sentences,
                coverage,
                reason,
            }
        };
        let mut near: Vec<Near> = weighed.into_iter().map(near).collect();
        near.sort_by(|a, b| nearness(b).total_cmp(&nearness(a)).then_with(|| a.article.id.cmp(&b.article.id)));
        near
    }

    /// Share of the text's words that stand in some of its sentences.
    fn share(&self, sentences: &[usize]) -> f64 {
        let length = |n: usize| self.text.reading().tokens_of(n).len();
        let all: usize = (0..self.sentences()).map(length).sum();
        sentences.iter().map(|n| length(*n)).sum::<usize>() as f64 / all.max(1) as f64
    }

    fn is_older_than(&self, other: &Article) -> bool {
        let day = |a: &Article| a.published.as_ref().and_then(|p| p.get(..10).map(str::to_owned));
        matches!((day(&self.text.reading().article), day(other)), (Some(own), Some(theirs)) if own < theirs)
    }
}

/// Among articles that all resemble the text too little, the keys they share say as much as the verdict does.
fn nearness(near: &Near) -> f64 {
    near.probability * near.score
}

/// What is left of a probability when another article explains the text: below one half whatever it was.
const UNNEEDED: f64 = 0.4;
