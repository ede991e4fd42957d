//! All sources laid behind one another as if they were one, so that rows, marks and runs need not know how many there
//! are. Sentences, links and bytes of the sources count through; a view says which source each belongs to.

use retold::align::{Alignment, Link, WordLink};
use retold::change::{Change, Place};
use retold::text::{Reading, Sentence, Tampering};
use retold::{Comparison, JointComparison, Span};

use crate::layout::rows::CERTAIN;

/// What stands between two sources in the text of a view.
const BETWEEN: &str = "\n\n";

/// Several sources as one, against their retelling.
pub(crate) struct View {
    /// The comparison, its source all sources behind one another. With one source it is that comparison.
    pub(crate) comparison: Comparison,
    /// Where each source begins.
    parts: Vec<Part>,
    /// For every retelling sentence the source that it follows.
    pub(crate) follows: Vec<Option<usize>>,
    /// For every change the source that it is a change of.
    pub(crate) changed: Vec<usize>,
    /// The language of each source, where it is known.
    pub(crate) languages: Vec<Option<String>>,
    /// Words of the retelling that give credit to a source.
    pub(crate) credits: Vec<Span>,
}

/// Where one source begins in a view.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    byte: usize,
    sentence: usize,
    link: usize,
}

impl View {
    /// The view of a joint comparison.
    pub(crate) fn new(joint: &JointComparison) -> Self {
        let mut parts = Vec::new();
        let mut comparison = match joint.comparisons.as_slice() {
            [only] => only.clone(),
            [] => Comparison::default(),
            [first, ..] => Comparison { source: Reading::default(), alignment: Alignment::default(), ..first.clone() },
        };
        if joint.comparisons.len() == 1 {
            parts.push(Part::default());
        } else {
            joint.comparisons.iter().for_each(|c| parts.push(append(&mut comparison, c)));
        }
        comparison.alignment.added.clone_from(&joint.added);
        let place = |c: &retold::SourcedChange| shifted(&c.change, parts.get(c.article).copied().unwrap_or_default());
        comparison.changes = joint.changes.iter().map(place).collect();
        Self {
            changed: joint.changes.iter().map(|c| c.article).collect(),
            follows: joint.follows.clone(),
            languages: joint.comparisons.iter().map(|c| language(&c.source)).collect(),
            credits: joint.comparisons.iter().filter_map(|c| c.verdict.credit.span).collect(),
            comparison,
            parts,
        }
    }

    /// How many sources there are.
    pub(crate) fn articles(&self) -> usize {
        self.parts.len()
    }

    /// Whether there is more than one source.
    pub(crate) fn several(&self) -> bool {
        self.parts.len() > 1
    }

    /// The source that a sentence of the view belongs to.
    pub(crate) fn article_of(&self, sentence: usize) -> usize {
        self.parts.partition_point(|part| part.sentence <= sentence).saturating_sub(1)
    }

    /// The source that a link belongs to.
    pub(crate) fn article_of_link(&self, link: usize) -> usize {
        self.parts.partition_point(|part| part.link <= link).saturating_sub(1)
    }

    /// Sentences of one source, as they count in the view.
    pub(crate) fn sentences_of(&self, article: usize) -> std::ops::Range<usize> {
        let all = self.comparison.source.sentences.len();
        let start = self.parts.get(article).map_or(all, |part| part.sentence);
        start..self.parts.get(article + 1).map_or(all, |part| part.sentence)
    }

    /// Number of a source sentence for a person: "4", or "B4" where there are several sources.
    pub(crate) fn source_number(&self, sentence: usize) -> String {
        if !self.several() {
            return (sentence + 1).to_string();
        }
        let article = self.article_of(sentence);
        format!("{}{}", letter(article), sentence - self.sentences_of(article).start + 1)
    }

    /// Source sentences that other sources than the one followed surely have for a retelling sentence, ascending.
    pub(crate) fn parallels(&self, retelling: usize) -> Vec<usize> {
        let followed = self.follows.get(retelling).copied().flatten();
        let links = self.comparison.alignment.links.iter().enumerate();
        let other = links.filter(|(n, l)| {
            let sure = f64::from(l.similarity) >= CERTAIN;
            sure && l.retelling.contains(&retelling) && Some(self.article_of_link(*n)) != followed
        });
        let mut found: Vec<usize> = other.flat_map(|(_, l)| l.source.iter().copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The language an article is written in, as recognised or else as declared.
pub(crate) fn language(reading: &Reading) -> Option<String> {
    reading.language.clone().or_else(|| reading.article.language.clone())
}

/// The letter of a source: A to Z, then AA and so on.
pub fn letter(article: usize) -> String {
    let last = char::from(b'A' + (article % 26) as u8);
    if article < 26 { last.to_string() } else { format!("{}{last}", letter(article / 26 - 1)) }
}

/// Adds a source with its links behind those that are there.
fn append(all: &mut Comparison, one: &Comparison) -> Part {
    let source = &mut all.source;
    if !source.article.body.is_empty() {
        source.article.body.push_str(BETWEEN);
    }
    let part =
        Part { byte: source.article.body.len(), sentence: source.sentences.len(), link: all.alignment.links.len() };
    source.article.body.push_str(&one.source.article.body);
    let shift = |span: Span| Span::new(span.start + part.byte, span.end + part.byte);
    source.sentences.extend(one.source.sentences.iter().map(|s| Sentence { span: shift(s.span), ..*s }));
    source.tampering.extend(one.source.tampering.iter().map(|t| Tampering { span: shift(t.span), kind: t.kind }));
    let count = one.source.sentences.len();
    let links = one.alignment.links.iter().map(|link| Link {
        source: link.source.iter().filter(|s| **s < count).map(|s| s + part.sentence).collect(),
        words: link.words.iter().map(|w| WordLink { source: shift(w.source), retelling: w.retelling }).collect(),
        ..link.clone()
    });
    all.alignment.links.extend(links);
    all.alignment.dropped.extend(one.alignment.dropped.iter().map(|s| s + part.sentence));
    let new = one.notes.iter().filter(|note| !all.notes.contains(note)).cloned().collect::<Vec<_>>();
    all.notes.extend(new);
    part
}

fn shifted(change: &Change, part: Part) -> Change {
    let source = change.source.map(|place| Place {
        sentence: place.sentence + part.sentence,
        span: Span::new(place.span.start + part.byte, place.span.end + part.byte),
    });
    Change { source, ..change.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<String> = [0, 25, 26, 51, 52].map(letter).to_vec();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA"]);
    }

    #[test]
    fn one_source_is_seen_as_it_is() {
        let comparison = crate::test_comparison();
        assert_eq!(View::new(&comparison.clone().into()).comparison, comparison);
    }

    #[test]
    fn sentences_of_the_second_source_keep_their_words_and_numbers() {
        let one = crate::test_comparison();
        let view = View::new(&JointComparison::new(vec![one.clone(), one.clone()]));
        assert_eq!(view.source_number(4), "B2");
        let (source, own) = (&view.comparison.source, &one.source);
        assert_eq!(source.sentences[4].span.of(&source.article.body), own.sentences[1].span.of(&own.article.body));
        assert_eq!(view.parallels(1), [4]);
        assert!(view.parallels(0).is_empty(), "a link in doubt is no parallel");
    }
}
