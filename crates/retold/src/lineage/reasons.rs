//! Why one witness is said to be made from another, in sentences for a person.

use super::kinship::Kin;
use super::second::Second;
use super::stemma::Drawing;
use crate::change::Gravity;
use crate::comparison::Comparison;

/// So many changes are named; the others are counted.
const NAMED: usize = 3;

/// Reasons for a descent, strongest first.
pub fn of_descent(
    drawing: &Drawing<'_, '_>,
    (from, to): (usize, usize),
    kin: &Kin,
    (ordered, comparison): (bool, Option<&Comparison>),
) -> Vec<String> {
    let mut reasons = vec![explained(kin)];
    reasons.extend(comparison.and_then(changes));
    reasons.push(order(drawing, (from, to), ordered));
    reasons
}

/// The reason for a second source.
pub fn of_second(second: &Second) -> String {
    format!("it explains {} sentences that the main source does not", second.sentences)
}

fn explained(kin: &Kin) -> String {
    let percent = |share: f64| (100.0 * share).round();
    format!(
        "it explains {:.0} % of the words; {:.0} % of the runs of three words stand in both",
        percent(kin.coverage[1]),
        percent(kin.alike)
    )
}

/// The changes that were made on the way.
fn changes(comparison: &Comparison) -> Option<String> {
    let changes: Vec<&str> =
        comparison.changes.iter().filter(|c| c.gravity == Gravity::Substance).map(|c| c.explanation.as_str()).collect();
    let rest = match changes.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    let named = changes.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    (!changes.is_empty()).then(|| format!("changed on the way: {named}{rest}"))
}

fn order(drawing: &Drawing<'_, '_>, (from, to): (usize, usize), ordered: bool) -> String {
    let published = |n: usize| drawing.witnesses[n].reading().article.published.as_deref();
    match (ordered, published(from), published(to)) {
        (true, Some(first), Some(second)) if first < second => format!("published {first}, the other {second}"),
        (true, ..) => "what the texts have and lack suggests this order".to_owned(),
        (false, ..) => "neither texts nor dates tell which of the two came first".to_owned(),
    }
}
