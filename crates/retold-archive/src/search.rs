//! Finds articles by words, date and publisher. Words are found by their keys, so that an archive needs no second index;
//! they count in any inflection, and words that say nothing ("the", "of") are left out.

use std::collections::BTreeSet;

use retold::Article;
use retold::key::{KeyScheme, Keys};
use tantivy::index::SegmentReader;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use crate::writer::LANGUAGE;
use crate::{Archive, ArchiveError, damage};

/// What articles are looked for by. An empty query finds all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that must all stand in the article, in any order and inflection.
    pub words: String,
    /// Published on this day or later: `2025-02-16`, `2025-02` or `2025`.
    pub since: Option<String>,
    /// Published on this day or earlier; `2025-02` lets all of February through.
    pub until: Option<String>,
    /// The publisher, compared without case.
    pub publisher: Option<String>,
    /// So many of the articles found are passed over.
    pub skip: usize,
    /// At most so many are returned.
    pub limit: usize,
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Articles that match.
    pub matching: usize,
    /// Those asked for, latest first, of one day by id; undated ones come last.
    pub articles: Vec<Article>,
}

/// One article that matches: its day, and where it stands.
type Hit = (u64, u32, u32);

impl Archive {
    /// Articles by words, date and publisher, latest first.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Damaged`], [`ArchiveError::System`].
    pub fn search(&self, query: &Query) -> Result<Found, ArchiveError> {
        damage::fenced(self.folder(), || {
            let searcher = self.searcher();
            let mut hits = self.hits(&searcher, query)?;
            let matching = hits.len();
            let later = |a: &Hit, b: &Hit| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)));
            let end = query.skip.saturating_add(query.limit).min(matching);
            if end < matching {
                hits.select_nth_unstable_by(end, later);
                hits.truncate(end);
            }
            hits.sort_unstable_by(later);
            let shown = hits.get(query.skip.min(end)..).unwrap_or_default();
            let read = |hit: &Hit| Ok((hit.0, self.article(&searcher, DocAddress::new(hit.1, hit.2))?));
            let mut articles = shown.iter().map(read).collect::<Result<Vec<(u64, Article)>, ArchiveError>>()?;
            articles.sort_by(|(d, a), (e, b)| e.cmp(d).then(b.published.cmp(&a.published)).then(a.id.cmp(&b.id)));
            Ok(Found { matching, articles: articles.into_iter().map(|(_, article)| article).collect() })
        })
    }

    fn hits(&self, searcher: &Searcher, query: &Query) -> Result<Vec<Hit>, ArchiveError> {
        let terms = self.terms(query);
        if terms.is_none() {
            return Ok(Vec::new());
        }
        let (since, until) = (bound(query.since.as_deref(), '0'), bound(query.until.as_deref(), '9'));
        let dated = since.is_some() || until.is_some();
        let within = |day: u64| !dated || (day > 0 && since.is_none_or(|s| day >= s) && until.is_none_or(|u| day <= u));
        let mut hits = Vec::new();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let days = reader.fast_fields().u64("day").map_err(|e| self.failed(e))?;
            let mut admit = |document: u32| {
                let day = days.first(document).unwrap_or(0);
                if !reader.is_deleted(document) && within(day) {
                    hits.push((day, segment as u32, document));
                }
            };
            match self.lists(reader, terms.as_deref().unwrap_or_default())? {
                None => {}
                Some(lists) if lists.is_empty() => (0..reader.max_doc()).for_each(&mut admit),
                Some(lists) => meet(lists, &mut admit),
            }
        }
        Ok(hits)
    }

    /// The terms that must all stand in an article. None when words were given and none of them has content.
    fn terms(&self, query: &Query) -> Option<Vec<Term>> {
        let fields = self.fields();
        let words = Article::new("", &query.words);
        let keys: BTreeSet<u64> =
            Keys::by(&[KeyScheme::Word], &words, LANGUAGE).all().into_iter().map(|key| key.0).collect();
        if keys.is_empty() && !query.words.trim().is_empty() {
            return None;
        }
        let publisher =
            query.publisher.as_ref().map(|name| Term::from_field_text(fields.publisher, &name.to_lowercase()));
        Some(keys.into_iter().map(|key| Term::from_field_u64(fields.keys, key)).chain(publisher).collect())
    }

    /// The lists of terms in a part of the archive, shortest first; None when one of them is empty.
    fn lists(&self, reader: &SegmentReader, terms: &[Term]) -> Result<Option<Vec<SegmentPostings>>, ArchiveError> {
        let mut lists = Vec::with_capacity(terms.len());
        for term in terms {
            let index = reader.inverted_index(term.field()).map_err(|e| self.failed(e))?;
            let list = index.read_postings(term, IndexRecordOption::Basic);
            match list.map_err(|cause| ArchiveError::system(self.folder(), cause))? {
                Some(list) => lists.push(list),
                None => return Ok(None),
            }
        }
        lists.sort_by_key(DocSet::size_hint);
        Ok(Some(lists))
    }
}

/// Calls `each` with every document that stands in all of the lists.
fn meet(mut lists: Vec<SegmentPostings>, each: &mut impl FnMut(u32)) {
    let Some((first, others)) = lists.split_first_mut() else { return };
    let mut document = first.doc();
    while document != TERMINATED {
        let past = others.iter_mut().map(|list| if list.doc() < document { list.seek(document) } else { list.doc() });
        match past.max() {
            Some(further) if further > document => {
                if further == TERMINATED {
                    return;
                }
                document = first.seek(further);
            }
            _ => {
                each(document);
                document = first.advance();
            }
        }
    }
}

/// A day, month or year as the number of a day: what is missing is filled up with the lowest or the highest digits.
fn bound(date: Option<&str>, fill: char) -> Option<u64> {
    let digits: String = date?.chars().take(10).filter(char::is_ascii_digit).collect();
    if digits.len() < 4 {
        return None;
    }
    format!("{digits}{}", fill.to_string().repeat(8usize.saturating_sub(digits.len()))).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::day;

    #[test]
    fn dates_are_bounds_of_days() {
        assert_eq!(bound(Some("2031-02"), '0'), Some(20_310_200));
        assert_eq!(bound(Some("2031-02"), '9'), Some(20_310_299));
        assert_eq!(bound(Some("2031-02-03T10:00:00Z"), '9'), Some(20_310_203));
        assert_eq!(bound(Some("soon"), '9'), None);
        assert_eq!(day(Some("2031-02-03")), 20_310_203);
    }
}
