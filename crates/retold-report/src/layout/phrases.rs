//! The verdict in words for a person. Retold says "derived", never what to make of it.

use retold::Comparison;
use retold::change::{Change, Gravity};
use retold::text::{Reading, Tampering, TamperingKind};
use retold::verdict::{Direction, Verdict};

use crate::layout::visible::code_points;

/// Probability from which "derived" is said without "probably"; one minus it, from which "not derived" is.
const SURE: f64 = 0.95;

/// The headline of an article, as its text has it or as it is known from outside the text.
pub(crate) fn headline(reading: &Reading) -> Option<&str> {
    let within = reading.headline.map(|span| span.of(&reading.article.body));
    within.or(reading.article.headline.as_deref())
}

/// What an article goes by: its headline, else its name.
pub(crate) fn name(reading: &Reading) -> &str {
    headline(reading).unwrap_or(&reading.article.id)
}

/// How many sentences of the retelling follow a source: "7 of the 12 sentences of the retelling follow it".
pub(crate) fn followed_words(follows: &[Option<usize>], article: usize) -> String {
    let count = follows.iter().filter(|followed| **followed == Some(article)).count();
    let verb = if count == 1 { "follows" } else { "follow" };
    format!("{count} of the {} sentences of the retelling {verb} it", follows.len())
}

/// The verdict in a word or two.
pub(crate) fn verdict_words(verdict: &Verdict) -> &'static str {
    match verdict.probability {
        p if p >= SURE => "Derived",
        _ if verdict.derived => "Probably derived",
        p if p > 1.0 - SURE => "Probably not derived",
        _ => "Not derived",
    }
}

/// Which was made from which, with the probability where one is known; `None` when neither was made from the other.
pub(crate) fn direction_words(verdict: &Verdict) -> Option<String> {
    let sure = percent(verdict.direction_probability);
    match verdict.direction {
        _ if !verdict.derived => None,
        Direction::SourceToRetelling => Some(format!("the retelling was made from the source ({sure})")),
        Direction::RetellingToSource => Some(format!("the source was made from the retelling ({sure})")),
        Direction::Unknown => Some("the texts do not tell which was made from which".into()),
    }
}

/// Whether the retelling says where it comes from.
pub(crate) fn credit_words(comparison: &Comparison) -> String {
    let credit = comparison.verdict.credit;
    match credit.span {
        Some(span) => format!("given: “{}”", span.of(&comparison.retelling.article.body)),
        None if credit.given => "given, by a link".into(),
        None => "none given".into(),
    }
}

/// What kind of tampering, and which characters.
pub(crate) fn tampering_words(place: &Tampering, body: &str) -> String {
    let text = place.span.of(body);
    match place.kind {
        TamperingKind::Hidden => format!("hidden characters ({})", code_points(text)),
        TamperingKind::LookAlike => format!("letters of another alphabet in “{text}”"),
    }
}

/// How many changes of which gravity: "9 changes of substance, 2 of wording".
pub(crate) fn change_count(changes: &[Change]) -> String {
    let of = |gravity| changes.iter().filter(|change| change.gravity == gravity).count();
    let (substance, wording) = (of(Gravity::Substance), of(Gravity::Wording));
    let noun = |count| if count == 1 { "change" } else { "changes" };
    match (substance, wording) {
        (0, 0) => "No changes found".into(),
        (_, 0) => format!("{substance} {} of substance", noun(substance)),
        (0, _) => format!("{wording} {} of wording", noun(wording)),
        _ => format!("{substance} {} of substance, {wording} of wording", noun(substance)),
    }
}

/// The words of both sides of a change: those of the source, `None` where it has nothing, and those of the retelling.
pub(crate) fn change_words<'a>(comparison: &'a Comparison, change: &Change) -> (Option<&'a str>, &'a str) {
    let source = change.source.map(|place| place.span.of(&comparison.source.article.body));
    (source, change.retelling.span.of(&comparison.retelling.article.body))
}

/// A probability for a person, with one decimal, never rounded up to certainty.
pub fn percent(probability: f64) -> String {
    let p = if probability.is_finite() { probability.clamp(0.0, 1.0) } else { 0.0 };
    match p {
        1.0 => "100\u{a0}%".into(),
        0.0 => "0\u{a0}%".into(),
        p if p > 0.999 => "over 99.9\u{a0}%".into(),
        p if p < 0.001 => "under 0.1\u{a0}%".into(),
        p => format!("{:.1}\u{a0}%", (p * 1000.0).round() / 10.0).replace(".0\u{a0}%", "\u{a0}%"),
    }
}

/// A share of words, or how sure a link or change is, for a person: in whole per cent.
pub fn share(share: f64) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    format!("{:.0}\u{a0}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_never_rounded_to_certainty() {
        let cases = [
            (1.0, "100\u{a0}%"),
            (0.99987, "over 99.9\u{a0}%"),
            (0.9871, "98.7\u{a0}%"),
            (0.9, "90\u{a0}%"),
            (0.0004, "under 0.1\u{a0}%"),
        ];
        for (p, expected) in cases {
            assert_eq!(percent(p), expected);
        }
        assert_eq!(percent(f64::NAN), "0\u{a0}%");
    }

    #[test]
    fn words_follow_the_probability() {
        let mut verdict = crate::test_comparison().verdict;
        let cases =
            [(0.99, "Derived"), (0.6, "Probably derived"), (0.3, "Probably not derived"), (0.01, "Not derived")];
        for (p, expected) in cases {
            (verdict.probability, verdict.derived) = (p, p >= 0.5);
            assert_eq!(verdict_words(&verdict), expected);
        }
        assert_eq!(direction_words(&verdict), None);
    }

    #[test]
    fn changes_are_counted_by_gravity() {
        let changes = crate::test_comparison().changes;
        assert_eq!(change_count(&changes), "2 changes of substance, 1 of wording");
        assert_eq!(change_count(&changes[..1]), "1 change of substance");
        assert_eq!(change_count(&[]), "No changes found");
    }
}
