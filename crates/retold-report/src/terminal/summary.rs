//! What stands above and below the texts: the verdict with its evidence, and the list of changes.

use std::io;

use anstyle::Style;
use retold::Comparison;
use retold::text::Reading;

use super::wrap::Run;
use super::{
    ADDED, DROPPED, QUIET, SHARED, SIDE_BY_SIDE, SUBSTANCE, Screen, TITLE, WARNING, WORDING, gravity_style,
    source_style,
};
use crate::layout::{
    View, change_count, credit_words, direction_words, followed_words, letter, percent, share, tampering_words,
    verdict_words,
};
use crate::report::Report;

/// Columns of the labels in the head.
const LABEL: usize = 11;
/// Cells of a coverage bar.
const BAR: usize = 10;

/// Writes the verdict, one for every source, and all that supports or weakens it.
pub(super) fn head(screen: &mut Screen<'_>, report: &Report) -> io::Result<()> {
    let joint = &report.joint;
    let several = joint.comparisons.len() > 1;
    for (article, comparison) in joint.comparisons.iter().enumerate() {
        if article > 0 {
            screen.gap()?;
        }
        let verdict = &comparison.verdict;
        let letter = if several { format!("{} ", letter(article)) } else { String::new() };
        let figure = Run::plain(&format!(" · {}", percent(verdict.probability)));
        let title = [Run::new(&letter, source_style(article)), Run::new(verdict_words(verdict), TITLE), figure];
        screen.paragraph(&title, 0)?;
        fact(screen, "Source", &name(&comparison.source))?;
        if !several {
            fact(screen, "Retelling", &name(&comparison.retelling))?;
        } else {
            fact(screen, "Followed", &followed_words(&joint.follows, article))?;
        }
        supports(screen, comparison)?;
        warnings(screen, comparison, !several)?;
    }
    match joint.comparisons.first().filter(|_| several) {
        Some(first) => {
            screen.gap()?;
            fact(screen, "Retelling", &name(&first.retelling))?;
            of_retelling(screen, first)
        }
        None => Ok(()),
    }
}

/// What stands behind a verdict.
fn supports(screen: &mut Screen<'_>, comparison: &Comparison) -> io::Result<()> {
    let verdict = &comparison.verdict;
    if let Some(words) = direction_words(verdict) {
        fact(screen, "Direction", &words)?;
    }
    fact(screen, "Credit", &credit_words(comparison))?;
    let coverage = verdict.coverage;
    let bars = format!("{}   {}", bar("source", coverage.source), bar("retelling", coverage.retelling));
    fact(screen, "Coverage", &bars)?;
    if !comparison.furniture_dropped.is_empty() {
        let kinds: Vec<&str> = comparison.furniture_dropped.iter().map(|kind| kind.name()).collect();
        fact(screen, "Left out", &kinds.join(", "))?;
    }
    for (number, evidence) in verdict.evidence.iter().enumerate() {
        let label = if number == 0 { "Evidence" } else { "" };
        screen.labelled(label, &[Run::plain("•\u{a0}"), Run::plain(evidence)], LABEL)?;
    }
    Ok(())
}

/// What to be wary of: what weakens the comparison and, with one source, what weakens the retelling too.
fn warnings(screen: &mut Screen<'_>, comparison: &Comparison, alone: bool) -> io::Result<()> {
    for note in comparison.notes.iter().chain(&comparison.source.article.notes) {
        fact(screen, "Note", note)?;
    }
    if alone { of_retelling(screen, comparison) } else { Ok(()) }
}

/// Tampering in the retelling, and what had to be done to read it.
fn of_retelling(screen: &mut Screen<'_>, comparison: &Comparison) -> io::Result<()> {
    let article = &comparison.retelling.article;
    for place in &comparison.verdict.tampering {
        screen.labelled("Tampering", &[Run::new(&tampering_words(place, &article.body), WARNING)], LABEL)?;
    }
    article.notes.iter().try_for_each(|note| fact(screen, "Note", note))
}

/// Writes the list of changes, in the order of the retelling, numbered as they are marked in the text.
pub(super) fn changes(screen: &mut Screen<'_>, view: &View) -> io::Result<()> {
    let comparison = &view.comparison;
    screen.gap()?;
    screen.paragraph(&[Run::new(&change_count(&comparison.changes), TITLE)], 0)?;
    let figures = comparison.changes.len().to_string().len();
    let kinds = comparison.changes.iter().map(|change| change.kind.name().len()).max().unwrap_or(0);
    for (index, change) in comparison.changes.iter().enumerate() {
        let kind = change.kind.name();
        let fill = "\u{a0}".repeat(if screen.width >= SIDE_BY_SIDE { kinds - kind.len() } else { 0 });
        let kind = Run::new(kind, gravity_style(change.gravity).underline_off());
        let of = view.changed.get(index).filter(|_| view.several() && change.source.is_some());
        let of = of.map(|article| format!("{}: ", letter(*article))).unwrap_or_default();
        let explanation = Run::plain(&format!("{of}{}", change.explanation));
        let number = (index + 1).to_string();
        // No-break spaces, for spaces at the head of a line are dropped.
        let label = "\u{a0}".repeat(figures - number.len()) + &number;
        let indent = figures + 2;
        if screen.width >= SIDE_BY_SIDE {
            let label = [Run::new(&label, QUIET), Run::plain("\u{a0}\u{a0}"), kind, Run::plain(&fill)];
            screen.behind(&label, &[explanation], indent + kinds + 2)?;
        } else {
            screen.labelled(&label, &[kind, Run::plain(" "), explanation], indent)?;
        }
    }
    legend(screen)
}

/// What the colours mean; without colour, brackets and numbers say it.
fn legend(screen: &mut Screen<'_>) -> io::Result<()> {
    if !screen.colour {
        return Ok(());
    }
    let mut runs = Vec::new();
    for (words, style) in [
        ("change of substance", SUBSTANCE),
        ("change of wording", WORDING),
        ("words that stand in both texts", SHARED),
        ("dropped", DROPPED),
        ("added", ADDED),
    ] {
        let space = if runs.is_empty() { "" } else { " · " };
        runs.extend([Run::plain(space), Run::new(words, style)]);
    }
    screen.gap()?;
    screen.paragraph(&runs, 0)
}

fn fact(screen: &mut Screen<'_>, label: &str, text: &str) -> io::Result<()> {
    screen.labelled(label, &[Run::plain(text)], LABEL)
}

/// What an article goes by: its name, publisher and date.
fn name(reading: &Reading) -> String {
    let article = &reading.article;
    let known = [Some(article.id.as_str()), article.publisher.as_deref(), article.published.as_deref()];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "source 71 % ███████░░░"
fn bar(label: &str, part: f64) -> String {
    let full = (part.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    format!("{label}\u{a0}{}\u{a0}{}{}", share(part), "█".repeat(full), "░".repeat(BAR - full))
}

/// A style without its underline.
trait UnderlineOff {
    fn underline_off(self) -> Style;
}

impl UnderlineOff for Style {
    fn underline_off(self) -> Style {
        self.effects(self.get_effects().remove(anstyle::Effects::UNDERLINE))
    }
}
