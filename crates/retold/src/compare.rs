//! The front door: compares two articles.

use crate::align::{self, Alignment, Pair, Prepared};
use crate::article::Article;
use crate::change::{self, Change, Linked, Side};
use crate::comparison::Comparison;
use crate::mention::Mentions;
use crate::text::{FurnitureKind, Language, Reading};
use crate::vectors::WordVectors;
use crate::verdict;

/// Compares articles by the rules of one language.
pub struct Comparer<'v> {
    language: Language,
    vectors: &'v dyn WordVectors,
}

impl<'v> Comparer<'v> {
    /// A comparer for a language, with word vectors for it.
    pub fn new(language: Language, vectors: &'v dyn WordVectors) -> Self {
        Self { language, vectors }
    }

    /// Takes an article apart.
    pub fn read(&self, article: Article) -> Reading {
        Reading::new(article, self.language)
    }

    /// Compares a source with what may be its retelling. Any two texts give a comparison.
    pub fn compare(&self, source: &Article, retelling: &Article) -> Comparison {
        self.compare_readings(self.read(source.clone()), self.read(retelling.clone()))
    }

    /// Compares two articles that are already read.
    pub fn compare_readings(&self, source: Reading, retelling: Reading) -> Comparison {
        let Judged { prepared, pairs, probability } = self.judged(&source, &retelling);
        let alignment = align::align(&prepared, &pairs, &source, &retelling);
        let furniture_dropped = furniture_dropped(&source, &retelling);
        let verdict = verdict::judge(&verdict::Matter {
            source: &source,
            retelling: &retelling,
            prepared: &prepared,
            pairs: &pairs,
            alignment: &alignment,
            probability,
        });
        let changes = self.changes(&source, &retelling, &alignment);
        let notes = self.notes(&source, &retelling);
        Comparison { source, retelling, alignment, furniture_dropped, changes, verdict, notes }
    }

    /// What was changed between two aligned articles.
    fn changes(&self, source: &Reading, retelling: &Reading, alignment: &Alignment) -> Vec<Change> {
        let rules = self.language.rules();
        let (told, retold) = (Mentions::of(source, rules), Mentions::of(retelling, rules));
        let sides = (Side::new(source, &told, rules), Side::new(retelling, &retold, rules));
        change::changes(&Linked::new(sides, alignment, rules, self.vectors))
    }

    /// Judges the pairs of sentences and the whole, always with the longer article as the source.
    fn judged(&self, source: &Reading, retelling: &Reading) -> Judged {
        if align::is_longer(retelling, source) {
            self.judged_as_given(retelling, source).turned()
        } else {
            self.judged_as_given(source, retelling)
        }
    }

    fn judged_as_given(&self, source: &Reading, retelling: &Reading) -> Judged {
        let prepared = Prepared::new(source, retelling, self.language.rules(), self.vectors);
        let pairs = prepared.judged();
        let probability = verdict::probability(&prepared, &pairs, source, retelling);
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
    let known = |kind: FurnitureKind| match kind {
        FurnitureKind::Byline => !reading.article.byline.is_empty(),
        FurnitureKind::Credits => !reading.article.credits.is_empty() && reading.furniture.is_empty(),
        FurnitureKind::Dateline | FurnitureKind::Copyright => false,
    };
    FurnitureKind::ALL
        .into_iter()
        .filter(|kind| known(*kind) || reading.furniture.iter().any(|f| f.kind == *kind))
        .collect()
}
