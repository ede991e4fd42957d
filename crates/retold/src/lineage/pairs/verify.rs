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

    /// Whether two articles may tell one story, whenever they were published. [`finding`] asks with their dates.
    pub fn admits(&self, other: &Self) -> bool {
        self.0.agreement(&other.0, false) >= FORM
    }
}

/// Log-odds that agreeing facts add at most: what a trace adds to a whole text that is picked among many. In a crowd hardly
/// any two articles are independent reports of one event, which a comparison guards against. Of pairs among 219 stories
/// and their rewritings by language models, siblings included, 0.82 are found without it; and 4 pairs of 1,659 wrongly.
const MOST: f64 = 2.0;
/// Texts of fewer sentences resemble each other soon: agreeing facts add nothing.
const FEW: usize = 3;
/// From so many days on an article comes late.
const LATE: i64 = 3;
/// Log-odds that a tenfold crowd takes off, and the size of a crowd that nothing is taken off for, as in a trace.
const PER_TENFOLD: f64 = 0.35;
const MEASURED: f64 = 23_000.0;

/// Compares two articles that were picked among many. The probability is that of the comparison, shifted by how far their
/// facts agree, given how late one came after the other; of two that fill one form (weather, markets, dividends) it is nought.
pub fn finding(comparer: &Comparer<'_>, pair: [&PreparedArticle; 2], crowd: Crowd) -> Finding {
    let rules = comparer.language().rules();
    let late = comparer.days_apart(pair[0], pair[1]).is_some_and(|days| days >= LATE);
    let agreement = pair[0].facts(rules).agreement(pair[1].facts(rules), late);
    if agreement < FORM {
        let mut ids = pair.map(|article| article.reading().article.id.clone());
        ids.sort();
        return Finding { ids, probability: 0.0, forward: 0.5, coverage: [0.0; 2], resemblance: 0.0 };
    }
    let mut found = Finding::of(comparer, pair[0], pair[1]);
    let few = pair.iter().any(|article| article.reading().sentences.len() < FEW);
    let most = if few { 0.0 } else { MOST };
    let tenfolds = (crowd.articles.max(1) as f64 / MEASURED).log10().max(0.0);
    found.probability = shifted(found.probability, agreement.min(most) - PER_TENFOLD * tenfolds);
    found
}

/// A probability with its log-odds shifted. Certainty stays.
fn shifted(probability: f64, shift: f64) -> f64 {
    if probability <= 0.0 || probability >= 1.0 {
        return probability;
    }
    let odds = (probability / (1.0 - probability)).ln() + shift;
    1.0 / (1.0 + (-odds).exp())
}

/// Whether two articles of a finding are so alike that one stands for both.
pub fn is_twin(finding: &Finding) -> bool {
    let usual = FamilySettings::default();
    finding.resemblance >= usual.twins && finding.probability >= usual.threshold
}
