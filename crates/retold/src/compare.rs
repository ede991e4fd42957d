//! The front door: compares two articles.

use crate::align::{self, Alignment, Pair, Prepared};
use crate::article::Article;
use crate::change::{self, Change, Linked, Side};
use crate::comparison::{Comparison, JointComparison};
use crate::prepared::PreparedArticle;
use crate::text::{FurnitureKind, Language, Reading};
use crate::vectors::WordVectors;
use crate::verdict::{self, Moment, Outline, Verdict};

/// Compares articles by the rules of one language.
pub struct Comparer<'v> {
    language: Language,
    vectors: &'v dyn WordVectors,
    now: Option<Moment>,
}

impl<'v> Comparer<'v> {
    /// A comparer for a language, with word vectors for it.
    pub fn new(language: Language, vectors: &'v dyn WordVectors) -> Self {
        Self { language, vectors, now: None }
    }

    /// The same comparer told the present time, RFC 3339 or a date: then dates that lie after it are distrusted. A time
    /// that cannot be read is none.
    pub fn at(mut self, now: &str) -> Self {
        self.now = Moment::read(now);
        self
    }

    /// How many whole days lie at least between two articles; `None` when their dates do not tell.
    pub(crate) fn days_apart(&self, a: &PreparedArticle, b: &PreparedArticle) -> Option<i64> {
        verdict::days_apart(a.reading(), b.reading(), self.now)
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Takes an article apart.
    pub fn read(&self, article: Article) -> Reading {
        Reading::new(article, self.language)
    }

    /// Compares a source with what may be its retelling. Any two texts give a comparison.
    pub fn compare(&self, source: &Article, retelling: &Article) -> Comparison {
        self.compare_readings(self.read(source.clone()), self.read(retelling.clone()))
    }

    /// Compares several sources with what may be a retelling of all of them.
    pub fn compare_all(&self, sources: &[Article], retelling: &Article) -> JointComparison {
        let retelling = self.prepare(self.read(retelling.clone()));
        let sources = sources.iter().map(|source| self.prepare(self.read(source.clone())));
        JointComparison::new(sources.map(|source| self.compare_prepared(&source, &retelling)).collect())
    }

    /// Compares two articles that are already read.
    pub fn compare_readings(&self, source: Reading, retelling: Reading) -> Comparison {
        let (source, retelling) = (self.prepare(source), self.prepare(retelling));
        let comparison = self.compared(&source, &retelling);
        comparison.of(source.into_reading(), retelling.into_reading())
    }

    /// Prepares an article that is to be compared with several others: what depends on it alone is found out once.
    pub fn prepare(&self, reading: Reading) -> PreparedArticle {
        PreparedArticle::new(reading, self.language.rules(), self.vectors)
    }

    /// Compares two prepared articles, as [`Comparer::compare`] does.
    pub fn compare_prepared(&self, source: &PreparedArticle, retelling: &PreparedArticle) -> Comparison {
        self.compared(source, retelling).of(source.reading().clone(), retelling.reading().clone())
    }

    /// Probability that one of two articles was made from the other, as the verdict of [`Comparer::compare`] gives it;
    /// links of words, changes and evidence are not looked for.
    pub fn probability(&self, source: &PreparedArticle, retelling: &PreparedArticle) -> f64 {
        let Judged { prepared, pairs, probability } = self.judged(source, retelling);
        verdict::with_copies(&prepared, &pairs, probability)
    }

    /// The probability of [`Comparer::probability`], and for each sentence of the retelling that of its best link.
    pub fn resemblance(&self, source: &PreparedArticle, retelling: &PreparedArticle) -> (f64, Vec<f32>) {
        let Judged { prepared, pairs, probability } = self.judged(source, retelling);
        let mut links = vec![0.0f32; retelling.reading().sentences.len()];
        pairs.iter().for_each(|p| links[p.retelling] = links[p.retelling].max(p.probability));
        (verdict::with_copies(&prepared, &pairs, probability), links)
    }

    /// What a verdict says in figures, without links of words, changes and evidence: many times faster than
    /// [`Comparer::compare_prepared`].
    pub fn outline(&self, source: &PreparedArticle, retelling: &PreparedArticle) -> Outline {
        let Judged { prepared, pairs, probability } = self.judged(source, retelling);
        let readings = (source.reading(), retelling.reading());
        verdict::outline(&prepared, &pairs, readings, (probability, self.now))
    }

    fn compared(&self, told: &PreparedArticle, retold: &PreparedArticle) -> Compared {
        let (source, retelling) = (told.reading(), retold.reading());
        let Judged { prepared, pairs, probability } = self.judged(told, retold);
        let alignment = align::align(&prepared, &pairs, source, retelling);
        let verdict = verdict::judge(&verdict::Matter {
            source,
            retelling,
            prepared: &prepared,
            pairs: &pairs,
            alignment: &alignment,
            probability,
            now: self.now,
        });
        Compared {
            furniture_dropped: furniture_dropped(source, retelling),
            changes: self.changes(told, retold, &alignment),
            notes: self.notes(source, retelling),
            alignment,
            verdict,
        }
    }

    /// What was changed between two aligned articles.
    fn changes<'a>(
        &self,
        source: &'a PreparedArticle,
        retelling: &'a PreparedArticle,
        alignment: &Alignment,
    ) -> Vec<Change> {
        let rules = self.language.rules();
        let side = |article: &'a PreparedArticle| {
            // Claims are held against each other by their links; finding them costs more than all the rest.
            let claims = if alignment.links.is_empty() { &[] } else { article.claims(rules) };
            Side::new(article.reading(), article.mentions(rules), claims, rules)
        };
        change::changes(&Linked::new((side(source), side(retelling)), alignment, rules, self.vectors))
    }

    /// Judges the pairs of sentences and the whole, always with the longer article as the source.
    fn judged(&self, source: &PreparedArticle, retelling: &PreparedArticle) -> Judged {
        if align::is_longer(retelling.reading(), source.reading()) {
            self.judged_as_given(retelling, source).turned()
        } else {
            self.judged_as_given(source, retelling)
        }
    }

    fn judged_as_given(&self, source: &PreparedArticle, retelling: &PreparedArticle) -> Judged {
        let prepared = Prepared::of(source.single(), retelling.single(), self.vectors);
        let pairs = prepared.judged();
        let probability = verdict::probability(&prepared, &pairs, source.reading(), retelling.reading());
        Judged { prepared, pairs, probability }
    }

    fn notes(&self, source: &Reading, retelling: &Reading) -> Vec<String> {
        let own = self.language.tag();
        let foreign: Vec<&str> =
            [source, retelling].iter().filter_map(|r| r.language.as_deref()).filter(|l| *l != own).collect();
        match foreign[..] {
            [a, b] if a == b => vec![format!(
                "both texts are in another language ({a}) and are aligned by words and numbers alone: weaker"
            )],
            [] => Vec::new(),
            _ => vec![format!(
                "text in another language ({}) is aligned by words and numbers alone: weaker",
                foreign.join(", ")
            )],
        }
    }
}

/// A comparison but for the two readings.
struct Compared {
    alignment: Alignment,
    furniture_dropped: Vec<FurnitureKind>,
    changes: Vec<Change>,
    verdict: Verdict,
    notes: Vec<String>,
}

impl Compared {
    fn of(self, source: Reading, retelling: Reading) -> Comparison {
        let Compared { alignment, furniture_dropped, changes, verdict, notes } = self;
        Comparison { source, retelling, alignment, furniture_dropped, changes, verdict, notes }
    }
}

/// Two articles with what was found of their sentences and of the whole.
struct Judged {
    prepared: Prepared,
    pairs: Vec<Pair>,
    probability: f64,
}

impl Judged {
    /// The same with source and retelling in each other's place.
    fn turned(self) -> Self {
        let mut pairs: Vec<Pair> = self.pairs.into_iter().map(Pair::turned).collect();
        pairs.sort_by_key(|p| (p.retelling, p.source));
        Self { prepared: self.prepared.turned(), pairs, ..self }
    }
}

/// Kinds of furniture that the source has and the retelling has not.
fn furniture_dropped(source: &Reading, retelling: &Reading) -> Vec<FurnitureKind> {
    let kept = furniture_of(retelling);
    furniture_of(source).into_iter().filter(|kind| !kept.contains(kind)).collect()
}

/// Furniture that stands in the text, or is known from around it.
fn furniture_of(reading: &Reading) -> Vec<FurnitureKind> {
    let mut kinds = reading.furniture_kinds();
    kinds.extend((!reading.article.byline.is_empty()).then_some(FurnitureKind::Byline));
    kinds.extend(reading.credits_around().map(|(kind, _)| kind));
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_known_from_the_page_count_also_under_a_dateline() {
        let mut source = Article::new("s", "LOWMOUTH (Quay Wire) - Ships came in on Monday.");
        source.credits = vec!["Ann Low contributed".into(), "© 2031 Quay Wire".into()];
        let source = Reading::new(source, Language::English);
        let retelling = Reading::new(Article::new("r", "Ships came in on Monday."), Language::English);
        let expected = [FurnitureKind::Dateline, FurnitureKind::Credits, FurnitureKind::Copyright];
        assert_eq!(furniture_dropped(&source, &retelling), expected);
        assert_eq!(furniture_dropped(&retelling, &source), []);
    }

    #[test]
    fn credits_that_stand_in_the_text_are_counted_once() {
        let text = "Ships came in on Monday.\n\n© 2031 Quay Wire. All rights reserved.";
        let source = Reading::new(Article::new("s", text), Language::English);
        assert_eq!(source.credits_around().count(), 0);
        assert_eq!(furniture_of(&source), [FurnitureKind::Copyright]);
    }
}
