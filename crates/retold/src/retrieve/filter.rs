//! Which stored articles may be named as sources.

use crate::article::Article;

/// Bounds on stored articles. The empty filter lets every article through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Published on this day or later: `2025-02-16` or any longer form of RFC 3339.
    pub since: Option<String>,
    /// Published on this day or earlier; `2025-02` lets all of February through.
    pub until: Option<String>,
    /// Only these publishers, compared without case; all when empty.
    pub publishers: Vec<String>,
    /// Never these publishers.
    pub without: Vec<String>,
}

impl Filter {
    /// Whether the filter lets every article through.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an article passes, for a text of the given id and series. Within a series (weather, markets, a
    /// column) texts repeat each other by nature, so none is another's source. An undated article passes no date bound.
    pub fn admits(&self, article: &Article, of: &Article) -> bool {
        if article.id == of.id || article.series.is_some() && article.series == of.series {
            return false;
        }
        let date = article.published.as_deref();
        // Days of RFC 3339 sort as text.
        let since = self.since.as_deref().is_none_or(|from| date.is_some_and(|d| d >= from));
        let until = self.until.as_deref().is_none_or(|to| date.is_some_and(|d| d <= to || d.starts_with(to)));
        let is_of = |names: &[String]| {
            article.publisher.as_ref().is_some_and(|p| names.iter().any(|n| n.eq_ignore_ascii_case(p)))
        };
        since && until && (self.publishers.is_empty() || is_of(&self.publishers)) && !is_of(&self.without)
    }
}
