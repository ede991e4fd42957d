//! Finds the source or sources of a text among many articles.
//!
//! A retriever names candidates; comparing tells which of them the text was made from. A text may be made of several:
//! the likeliest source is taken first, and another one counts only for sentences that the first does not explain as
//! well. So an article that merely tells of the same matter, or that was itself made from the source, is not accused.

mod chance;
mod copies;
mod found;
mod passage;
mod weigh;

pub use found::{Basis, Looked, Near, Reason, Trace, TracedSource};
#[doc(hidden)]
pub use weigh::Weighed;

use crate::article::Article;
use crate::compare::Comparer;
use crate::retrieve::{Filter, Retriever, Wanted};
use chance::Chance;
use weigh::Query;

/// How sources are looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceSettings {
    /// So many candidates are compared with the text; up to twice as many when it is long.
    pub candidates: usize,
    /// From this probability an article is named as a source.
    pub threshold: f64,
    /// Which articles may be named.
    pub filter: Filter,
}

impl Default for TraceSettings {
    /// Twelve candidates held the source of each of 120 retellings among a million articles (bench/src/archive.rs).
    fn default() -> Self {
        Self { candidates: 12, threshold: 0.5, filter: Filter::default() }
    }
}

/// At most so many articles are named for one text.
const MOST_SOURCES: usize = 10;

/// Traces texts to their sources.
pub struct Tracer<'c, 'v> {
    comparer: &'c Comparer<'v>,
    settings: TraceSettings,
}

impl<'c, 'v> Tracer<'c, 'v> {
    /// A tracer that compares with the given comparer.
    pub fn new(comparer: &'c Comparer<'v>, settings: TraceSettings) -> Self {
        Self { comparer, settings }
    }

    /// Looks for what a text was retold from.
    ///
    /// # Errors
    ///
    /// Those of the retriever.
    pub fn trace<R: Retriever>(&self, text: &Article, archive: &R) -> Result<Trace, R::Error> {
        let wanted = Wanted { article: text, limit: self.settings.candidates, filter: &self.settings.filter };
        let candidates = archive.candidates(&wanted)?;
        let query = Query::new(self.comparer, text.clone());
        let mut weighed: Vec<Weighed> =
            candidates.into_iter().map(|c| query.weigh(c)).filter(|w| !w.links.is_empty()).collect();
        weighed.sort_by(|a, b| b.alone.total_cmp(&a.alone).then_with(|| a.id().cmp(b.id())));
        let looked = Looked { candidates: weighed.len(), articles: archive.size() };
        let chance = Chance { articles: archive.size() };
        Ok(self.named(&query, weighed, looked, chance))
    }

    /// Names sources among weighed candidates, the likeliest first.
    fn named(&self, query: &Query<'_, '_>, mut weighed: Vec<Weighed>, looked: Looked, chance: Chance) -> Trace {
        let mut trace = Trace { id: query.id().to_owned(), sources: Vec::new(), near: Vec::new(), looked };
        let mut explained = vec![0.0f32; query.sentences()];
        while trace.sources.len() < MOST_SOURCES {
            let Some((best, claimed)) = query.likeliest(&weighed, &explained, chance) else { break };
            if claimed.probability < self.settings.threshold {
                break;
            }
            let source = weighed.remove(best);
            let (source, copies) = copies::taken_out(source, &mut weighed);
            for (best, own) in explained.iter_mut().zip(&source.links) {
                *best = best.max(*own);
            }
            trace.sources.push(query.source(source, &claimed, copies));
        }
        trace.near = query.near(weighed, &trace.sources, chance);
        trace
    }
}
