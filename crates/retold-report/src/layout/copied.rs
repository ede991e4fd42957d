//! Runs of words that the retelling took over as they stand.

use retold::align::{Link, WordLink};
use retold::{Comparison, Span};

use crate::redact::BLOCK;

/// Words in a row that make a run worth showing. Shorter runs ("said on Monday that") occur in any two reports of
/// one event; four-word runs are the unit of the text-reuse literature (METER corpus) and of the page scorer.
pub(crate) const COPIED_WORDS: usize = 4;

/// A run of words that stands in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CopiedRun {
    /// Index of the link it was found in.
    pub(crate) link: usize,
    /// Where it stands in the source.
    pub(crate) source: Span,
    /// Where it stands in the retelling.
    pub(crate) retelling: Span,
    /// How many words it has.
    pub(crate) words: usize,
}

/// All runs of at least [`COPIED_WORDS`] words, link by link in order of the retelling.
pub(crate) fn copied_runs(comparison: &Comparison) -> Vec<CopiedRun> {
    let links = comparison.alignment.links.iter().enumerate();
    links.flat_map(|(index, link)| runs_of(comparison, index, link)).collect()
}

fn runs_of(comparison: &Comparison, index: usize, link: &Link) -> Vec<CopiedRun> {
    let source = comparison.source.article.body.as_str();
    let retelling = comparison.retelling.article.body.as_str();
    let mut equal: Vec<WordLink> =
        link.words.iter().copied().filter(|word| same(word.source.of(source), word.retelling.of(retelling))).collect();
    equal.sort_unstable_by_key(|word| (word.retelling, word.source));
    let mut runs: Vec<CopiedRun> = Vec::new();
    for word in equal {
        let words = word_count(word.retelling.of(retelling));
        let last = runs.last_mut().filter(|run| {
            bare(source, run.source.end, word.source.start) && bare(retelling, run.retelling.end, word.retelling.start)
        });
        match last {
            Some(run) => {
                run.source.end = word.source.end;
                run.retelling.end = word.retelling.end;
                run.words += words;
            }
            None => runs.push(CopiedRun { link: index, source: word.source, retelling: word.retelling, words }),
        }
    }
    runs.retain(|run| run.words >= COPIED_WORDS);
    runs
}

/// Whether nothing but space and marks stands between two places.
fn bare(body: &str, from: usize, to: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == BLOCK;
    body.get(from..to).is_some_and(|between| !between.is_empty() && !between.contains(word))
}

/// Whether two words are the same but for case and the shape of an apostrophe. Redacted words are never.
fn same(a: &str, b: &str) -> bool {
    let plain = |c: char| if c == '’' { '\'' } else { c };
    let fold = |text| str::chars(text).map(plain).flat_map(char::to_lowercase);
    a.contains(char::is_alphanumeric) && !a.contains(BLOCK) && fold(a).eq(fold(b))
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of two one-sentence texts, each linked with the same word of the other side.
    fn comparison(source: &str, retelling: &str) -> Comparison {
        let mut comparison = crate::test_comparison();
        comparison.source.article.body = source.into();
        comparison.retelling.article.body = retelling.into();
        let mut words = Vec::new();
        for word in retelling.split(' ') {
            let at = retelling.find(word).unwrap();
            if let Some(from) = source.to_lowercase().find(&word.to_lowercase()) {
                words.push(WordLink {
                    source: Span::new(from, from + word.len()),
                    retelling: Span::new(at, at + word.len()),
                });
            }
        }
        comparison.alignment.links.truncate(1);
        comparison.alignment.links[0].words = words;
        comparison
    }

    #[test]
    fn a_run_goes_on_over_commas_and_case() {
        let found = copied_runs(&comparison("Alpha beta, gamma delta omega", "alpha beta gamma Delta sigma"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].words, found[0].retelling), (4, Span::new(0, 22)));
    }

    #[test]
    fn three_words_are_no_run() {
        assert_eq!(copied_runs(&comparison("alpha beta gamma omega", "alpha beta gamma sigma")), []);
    }

    #[test]
    fn words_in_another_order_are_no_run() {
        assert_eq!(copied_runs(&comparison("delta gamma beta alpha", "alpha beta gamma delta")), []);
    }
}
