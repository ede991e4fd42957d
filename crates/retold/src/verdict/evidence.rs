//! Evidence for a verdict, in sentences for a person.

use super::dates::{Order, in_future, order};
use super::signs::Scene;
use super::{Coverage, Direction, Matter, Verdict};
use crate::align::{Relation, WordLink};
use crate::span::Span;
use crate::text::FurnitureKind;

/// Sentences for a person, strongest first. A strength is how far the fact is from what independent reports of one
/// event show, by eye on the labelled sets: their linked share is about a third, their copied runs four words.
pub fn evidence(matter: &Matter<'_>, scene: &Scene<'_>, verdict: &Verdict) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    found.extend(linked(matter));
    found.extend(in_order(matter));
    found.extend(longest_run(matter));
    found.extend(own_words(matter, scene));
    found.extend(details(scene));
    found.extend(not_explained(matter, verdict.coverage));
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut sentences: Vec<String> = found.into_iter().map(|(_, s)| s).collect();
    sentences.extend(way(matter, verdict));
    sentences
}

fn linked(matter: &Matter<'_>) -> Option<(f64, String)> {
    let all = matter.retelling.sentences.len();
    let taken = all - matter.alignment.added.len();
    let verbatim = matter.alignment.links.iter().filter(|l| l.relation == Relation::Verbatim).count();
    let word = if verbatim > 0 { format!(", {verbatim} of them word for word") } else { String::new() };
    (taken > 0).then(|| {
        (
            taken as f64 / all.max(1) as f64,
            format!("{taken} of the {all} sentences of the retelling render sentences of the source{word}"),
        )
    })
}

fn in_order(matter: &Matter<'_>) -> Option<(f64, String)> {
    let mut firsts: Vec<(usize, usize)> =
        matter.alignment.links.iter().filter_map(|l| Some((*l.retelling.first()?, *l.source.first()?))).collect();
    firsts.sort_unstable();
    let kept = firsts.windows(2).filter(|w| w[1].1 >= w[0].1).count();
    let all = firsts.len().saturating_sub(1);
    (all >= 3 && 10 * kept >= 7 * all)
        .then(|| (0.8 * kept as f64 / all as f64, format!("they follow the source's order in {kept} of {all} steps")))
}

/// The longest run of words that both texts have.
fn longest_run(matter: &Matter<'_>) -> Option<(f64, String)> {
    let words = |span: Span| span.of(&matter.retelling.article.body).split_whitespace().count();
    let runs = matter.alignment.links.iter().flat_map(|l| &l.words);
    let longest: &WordLink = runs.max_by(|a, b| words(a.retelling).cmp(&words(b.retelling)).then(b.cmp(a)))?;
    let count = words(longest.retelling);
    let text = longest.retelling.of(&matter.retelling.article.body).split_whitespace().collect::<Vec<_>>().join(" ");
    (count >= 6).then(|| {
        ((count as f64 / 12.0).min(0.95), format!("{count} words in a row stand in both: \u{201C}{text}\u{201D}"))
    })
}

/// Rare words of the telling that both use.
fn own_words(matter: &Matter<'_>, scene: &Scene<'_>) -> Option<(f64, String)> {
    let rare = scene.rare_shared();
    let spelled: Vec<String> = rare.iter().take(6).filter_map(|w| scene.spelling(*w, matter.retelling)).collect();
    (spelled.len() >= 2).then(|| {
        (
            (rare.len() as f64 / 12.0).min(0.9),
            format!("both choose the same uncommon words outside quotations and names: {}", spelled.join(", ")),
        )
    })
}

fn details(scene: &Scene<'_>) -> Option<(f64, String)> {
    let (held, all) = scene.numbers_and_names();
    (all >= 4).then(|| {
        (
            0.6 * held as f64 / all as f64,
            format!("{held} of {all} names and figures of the retelling stand in the source"),
        )
    })
}

fn not_explained(matter: &Matter<'_>, coverage: Coverage) -> Option<(f64, String)> {
    let (added, all) = (matter.alignment.added.len(), matter.retelling.sentences.len());
    (added > 0).then(|| {
        let strength = if coverage.retelling < 0.5 { 1.0 - coverage.retelling } else { 0.1 };
        (
            strength,
            format!("against it: {added} of the {all} sentences of the retelling have no counterpart in the source"),
        )
    })
}

/// What speaks for the direction.
fn way(matter: &Matter<'_>, verdict: &Verdict) -> Vec<String> {
    let mut found = Vec::new();
    let backwards = verdict.direction == Direction::RetellingToSource;
    let (earlier, later) = if backwards { ("retelling", "source") } else { ("source", "retelling") };
    if verdict.direction != Direction::Unknown {
        let (from, to) = if backwards { (matter.retelling, matter.source) } else { (matter.source, matter.retelling) };
        let kept = to.furniture_kinds();
        let lost: Vec<&str> =
            from.furniture_kinds().into_iter().filter(|k| !kept.contains(k)).map(FurnitureKind::name).collect();
        if !lost.is_empty() {
            found.push(format!("the {earlier} has {} that the {later} lacks", lost.join(", ")));
        }
        let (gone, all) = if backwards {
            (matter.alignment.added.len(), matter.retelling.sentences.len())
        } else {
            (matter.alignment.dropped.len(), matter.source.sentences.len())
        };
        if gone > 0 {
            found.push(format!("{gone} of the {all} sentences of the {earlier} are left out of the {later}"));
        }
    }
    match (order(matter.source, matter.retelling, matter.now), verdict.direction) {
        (Order::FirstEarlier, Direction::RetellingToSource) | (Order::SecondEarlier, Direction::SourceToRetelling) => {
            found.push("the dates say the opposite of the texts".to_owned());
        }
        (Order::FirstEarlier, _) => found.push("the source was published first".to_owned()),
        (Order::SecondEarlier, _) => found.push("the retelling was published first".to_owned()),
        (Order::TooClose, _) => found.push("both were published within hours: their dates decide nothing".to_owned()),
        (Order::Future, _) => found.push(future(matter)),
        (Order::Unknown, _) => {}
    }
    found
}

/// Which of the two is dated after the present time.
fn future(matter: &Matter<'_>) -> String {
    let (source, retelling) = (in_future(matter.source, matter.now), in_future(matter.retelling, matter.now));
    let which = match (source, retelling) {
        (true, true) => "both are dated in the future: their dates are",
        (true, false) => "the source is dated in the future: its date is",
        _ => "the retelling is dated in the future: its date is",
    };
    format!("{which} not trusted")
}
