//! Comparing two articles that were picked among many.

use crate::article::Article;
use crate::compare::Comparer;
use crate::key::Facts;
use crate::lineage::{FamilySettings, Finding};
use crate::prepared::PreparedArticle;
use crate::text::Language;

use super::Crowd;

/// A finding below this probability is not kept.
pub const KEPT: f64 = 0.3;
/// Longer texts, in bytes, are not paired: comparing costs the square of the length, and no article of a newspaper is as
/// long.
pub const LONGEST: usize = 200_000;

/// Why an article is paired with none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reject {
    /// It has no words.
    NoText,
    /// Its text is longer than [`LONGEST`].
    TooLong,
}

impl Reject {
    /// Why, in words for a person.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoText => "no text",
            Self::TooLong => "text of more than 200 kB",
        }
    }
}

/// Why an article is paired with none; `None` when it may be.
pub fn refusal(article: &Article) -> Option<Reject> {
    (article.body.len() > LONGEST).then_some(Reject::TooLong)
}

/// Whether two articles may be a pair at all. Articles of one series (weather, markets, a column) repeat each other by
/// nature, and nobody retold them.
pub fn admits(a: &Article, b: &Article) -> bool {
    a.id != b.id && (a.series.is_none() || a.series != b.series)
}

/// Two texts that agree less in their facts, by log-odds, fill one form and are not compared. It refuses nine in ten
/// notices of a wire that look derived, and of labelled retellings one or two in a hundred.
const FORM: f64 = -0.5;

/// What an article tells, to refuse pairs by before they are prepared and compared.
#[derive(Clone, Debug)]
pub struct Outlook(Facts);

impl Outlook {
    /// What an article tells.
    pub fn of(article: &Article, language: Language) -> Self {
        Self(Facts::of(&article.body, language.rules()))
    }

    /// Whether two articles may tell one story. [`finding`] asks this too.
    pub fn admits(&self, other: &Self) -> bool {
        self.0.agreement(&other.0) >= FORM
    }
}

/// Compares two articles that were picked among many. Of two that fill one form (weather, markets, dividends) the
/// probability is nought.
pub fn finding(comparer: &Comparer<'_>, pair: [&PreparedArticle; 2], crowd: Crowd) -> Finding {
    let _ = crowd;
    let rules = comparer.language().rules();
    let agreement = pair[0].facts(rules).agreement(pair[1].facts(rules));
    if agreement < FORM {
        let mut ids = pair.map(|article| article.reading().article.id.clone());
        ids.sort();
        return Finding { ids, probability: 0.0, forward: 0.5, coverage: [0.0; 2], resemblance: 0.0 };
    }
    let mut found = Finding::of(comparer, pair[0], pair[1]);
    if agreement < 0.0 && found.probability < 1.0 {
        let odds = found.probability / (1.0 - found.probability) * agreement.exp();
        found.probability = odds / (1.0 + odds);
    }
    found
}

/// Whether two articles of a finding are so alike that one stands for both.
pub fn is_twin(finding: &Finding) -> bool {
    let usual = FamilySettings::default();
    finding.resemblance >= usual.twins && finding.probability >= usual.threshold
}
