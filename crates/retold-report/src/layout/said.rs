//! What became of the claims of the sources: which of them the retelling has, from whom, and whose it lost.

use std::collections::BTreeMap;

use retold::attribution::Claim;
use retold::{JointComparison, Span};

/// Share of their letters that two claims render of each other for them to be one claim told again: half of it is
/// already a part of a longer quotation that was cut.
const SAME_CLAIM: f64 = 0.3;
/// Share of a claim's letters that the retelling renders when it takes the claim up without its speaker.
const TAKEN_UP: f64 = 0.5;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// The retelling has it from the same speaker.
    Kept,
    /// The retelling has it from somebody else.
    Respoken,
    /// What it says stands in the retelling as if nobody had said it.
    Unspoken,
    /// The retelling does not have it.
    Gone,
    /// Only the retelling has it.
    New,
}

impl Fate {
    /// All fates, in the order they are counted.
    pub(crate) const ALL: [Fate; 5] = [Self::Kept, Self::Respoken, Self::Unspoken, Self::Gone, Self::New];

    /// The words that stand for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Respoken => "another speaker",
            Self::Unspoken => "without its speaker",
            Self::Gone => "left out",
            Self::New => "only in the retelling",
        }
    }

    /// The class of the colour it has.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Kept => "verbatim",
            Self::Respoken | Self::Unspoken => "substance",
            Self::Gone => "dropped",
            Self::New => "added",
        }
    }
}

/// A claim of the retelling beside the claims of the sources that it renders, or one that it does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidRow {
    /// Claims of sources: the source and the claim's place in its list.
    pub(crate) sources: Vec<(usize, usize)>,
    /// The retelling's claim.
    pub(crate) retelling: Option<usize>,
    /// What became of it.
    pub(crate) fate: Fate,
}

/// The claims of the retelling in order, then those that it has not of each source that it follows. `claims` has one list
/// a source and then the retelling's.
pub(crate) fn said_rows(joint: &JointComparison, claims: &[Vec<Claim>]) -> Vec<SaidRow> {
    let Some((retelling, sources)) = claims.split_last() else { return Vec::new() };
    let mut renders: Vec<Vec<(usize, usize)>> = vec![Vec::new(); retelling.len()];
    let mut unmatched = Vec::new();
    for (article, (comparison, own)) in joint.comparisons.iter().zip(sources).enumerate() {
        let words: Vec<(Span, Span)> =
            comparison.alignment.links.iter().flat_map(|l| &l.words).map(|w| (w.source, w.retelling)).collect();
        let matches = matched(own, retelling, &words);
        matches.iter().for_each(|(told, n)| renders[*told].push((article, *n)));
        if joint.follows.contains(&Some(article)) {
            let left = own.iter().enumerate().filter(|(n, _)| !matches.values().any(|taken| taken == n));
            unmatched.extend(left.map(|(n, claim)| (article, n, taken_up(claim, &words))));
        }
    }
    let told = renders.into_iter().enumerate().map(|(n, sources)| {
        let spoken = |(article, claim): &(usize, usize)| same_speaker(&claims[*article][*claim], &retelling[n]);
        let fate = match sources.is_empty() {
            true => Fate::New,
            false if sources.iter().any(spoken) => Fate::Kept,
            false => Fate::Respoken,
        };
        SaidRow { sources, retelling: Some(n), fate }
    });
    let lost = unmatched.into_iter().map(|(article, n, taken_up)| SaidRow {
        sources: vec![(article, n)],
        retelling: None,
        fate: if taken_up { Fate::Unspoken } else { Fate::Gone },
    });
    told.chain(lost).collect()
}

/// Speakers of one source who say nothing in the retelling, in the order they first speak.
pub(crate) fn lost_speakers<'c>(own: &'c [Claim], retelling: &[Claim]) -> Vec<&'c str> {
    let mut lost: Vec<&str> = Vec::new();
    for claim in own.iter().filter(|claim| !claim.unnamed) {
        let Some(who) = claim.who.as_deref().filter(|who| who.starts_with(char::is_uppercase)) else { continue };
        let speaks = retelling.iter().any(|told| same_speaker(claim, told));
        if !speaks && !lost.contains(&who) {
            lost.push(who);
        }
    }
    lost
}

/// For claims of the retelling the claim of a source that each renders best. Two of them render one only where it was
/// told in two parts.
fn matched(own: &[Claim], retelling: &[Claim], words: &[(Span, Span)]) -> BTreeMap<usize, usize> {
    let mut shared: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (source, told) in words {
        for (n, of_source) in holding(own, *source) {
            for (m, of_told) in holding(retelling, *told) {
                let sum = shared.entry((n, m)).or_default();
                *sum = (sum.0 + of_source, sum.1 + of_told);
            }
        }
    }
    let mut whole: Vec<(f64, usize, usize)> = Vec::new();
    let mut part: Vec<(f64, usize, usize)> = Vec::new();
    for ((n, m), (of_source, of_told)) in shared {
        let (source, told) = (length(&own[n]).max(1) as f64, length(&retelling[m]).max(1) as f64);
        whole.push(((of_source + of_told) as f64 / (source + told), n, m));
        part.push((of_told as f64 / told, n, m));
    }
    let mut matches: BTreeMap<usize, usize> = BTreeMap::new();
    for (mut scored, least, once) in [(whole, SAME_CLAIM, true), (part, TAKEN_UP, false)] {
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, n, m) in scored.into_iter().filter(|(score, _, _)| *score >= least) {
            let told = matches.contains_key(&m) || once && matches.values().any(|taken| *taken == n);
            if !told {
                matches.insert(m, n);
            }
        }
    }
    matches
}

/// The claims in whose content a word stands, and with how many bytes.
fn holding(claims: &[Claim], word: Span) -> impl Iterator<Item = (usize, usize)> {
    claims.iter().enumerate().map(move |(n, claim)| (n, within(claim, word))).filter(|(_, bytes)| *bytes > 0)
}

/// How many bytes of `word` stand in the content of a claim.
fn within(claim: &Claim, word: Span) -> usize {
    let shared = |span: &Span| span.end.min(word.end).saturating_sub(span.start.max(word.start));
    claim.content.iter().map(shared).sum()
}

fn length(claim: &Claim) -> usize {
    claim.content.iter().map(|span| span.len()).sum()
}

fn taken_up(claim: &Claim, words: &[(Span, Span)]) -> bool {
    let rendered: usize = words.iter().map(|(source, _)| within(claim, *source)).sum();
    rendered as f64 >= TAKEN_UP * length(claim) as f64
}

/// Whether two claims name the same speaker: one name ends as the other does, or holds it.
pub(crate) fn same_speaker(a: &Claim, b: &Claim) -> bool {
    let (Some(a), Some(b)) = (a.who.as_deref(), b.who.as_deref()) else { return a.who == b.who };
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let last = a.last().is_some() && a.last() == b.last();
    last || (!a.is_empty() && a.iter().all(|w| b.contains(w))) || (!b.is_empty() && b.iter().all(|w| a.contains(w)))
}

#[cfg(test)]
mod tests {
    use retold::attribution::{Certainty, Form, Polarity};

    use super::*;
    use crate::support::{RETELLING, SOURCE, span};

    fn claim(body: &str, content: &str, who: &str) -> Claim {
        Claim {
            speaker: None,
            cue: None,
            content: vec![span(body, content)],
            form: Form::Indirect,
            who: Some(who.into()),
            certainty: Certainty::Asserted,
            polarity: Polarity::Affirmed,
            unnamed: false,
            within: None,
        }
    }

    fn fates(retelling: Vec<Claim>) -> Vec<Fate> {
        let source = vec![claim(SOURCE, "months of work", "Odile Brandt"), claim(SOURCE, "every 6 minutes", "Ann Low")];
        let joint = crate::test_comparison().into();
        said_rows(&joint, &[source, retelling]).iter().map(|row| row.fate).collect()
    }

    #[test]
    fn a_claim_is_kept_respoken_unspoken_or_gone() {
        let told = |who| vec![claim(RETELLING, "months of work", who)];
        assert_eq!(fates(told("Mayor Brandt")), [Fate::Kept, Fate::Gone]);
        assert_eq!(fates(told("Ann Low")), [Fate::Respoken, Fate::Gone]);
        assert_eq!(fates(Vec::new()), [Fate::Unspoken, Fate::Gone]);
        let new = vec![claim(RETELLING, "Shops fear for their trade", "Ann Low")];
        assert_eq!(fates(new), [Fate::New, Fate::Unspoken, Fate::Gone]);
    }

    #[test]
    fn who_says_nothing_any_more_is_lost() {
        let source = [claim(SOURCE, "months of work", "Odile Brandt"), claim(SOURCE, "every 6 minutes", "Ann Low")];
        assert_eq!(lost_speakers(&source, &[claim(RETELLING, "months of work", "Brandt")]), ["Ann Low"]);
    }
}
