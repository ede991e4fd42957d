//! Families for a person: each as a tree with what is known of every descent, and what all of them together tell.

use std::io;

use anstyle::{AnsiColor, Style};
use retold::lineage::Descent;

use super::wrap::{Line, Run};
use super::{NARROWEST, QUIET, SHARED, Screen, TITLE, WARNING, WIDEST};
use crate::family::{FamilyReport, Node, Row, Tally, Tree, alterations, lasted, rows};
use crate::layout::{percent, share};
use crate::report::ReportSettings;

/// Most lines of a tree; of larger ones the branches with most witnesses are told, and how many the others have.
const LINES: usize = 100;
/// Followed claims that are told of a family.
const CLAIMS: usize = 12;
/// Copies that are named.
const COPIES: usize = 4;
/// Publishers of which is told who takes from whom.
const TAKINGS: usize = 10;
/// Columns that what is told of a label is set in by.
const INDENT: usize = 9;
/// Columns that a branch sets in what stands on it; branches take a third of the columns at most.
const BRANCH: usize = 3;

const LOST: Style = AnsiColor::Magenta.on_default();

/// Writes one family, the one of this number.
pub(crate) fn write_family(
    report: &FamilyReport,
    tree: &Tree<'_>,
    (settings, number): (&ReportSettings, usize),
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let width = settings.width.clamp(NARROWEST, WIDEST);
    let mut screen = Screen { width, colour: settings.colour, out };
    let title = format!("Family {number}");
    let figures = format!("  {} · cohesion {}", counted(report, tree), share(report.family.cohesion));
    screen.paragraph(&[Run::new(&title, TITLE), Run::new(&figures, QUIET)], 2)?;
    if report.stemma.root.is_none() {
        screen.paragraph(&[Run::new("no witness is known to stand behind all others", WARNING)], 2)?;
    }
    let lines = rows(tree, LINES);
    for (line, row) in lines.iter().enumerate() {
        let runs = match row {
            Row::Witness(place) => witness(report, tree, *place),
            Row::More { witnesses, .. } => vec![Run::new(&format!("and {witnesses} more"), QUIET)],
        };
        let margin = branch(tree, &lines, line, width / 3 / BRANCH);
        let room = width.saturating_sub(margin.1.width());
        screen.beside(margin, &runs, room)?;
    }
    claims(&mut screen, report, tree)?;
    screen.gap()
}

/// "5 articles, 1 copy among them, 1 lost witness".
fn counted(report: &FamilyReport, tree: &Tree<'_>) -> String {
    let articles = report.family.members.len();
    let lost = tree.nodes.iter().filter(|node| node.lost.is_some()).count();
    let copies: usize = tree.nodes.iter().map(|node| node.copies.len()).sum();
    let mut said = plural(articles, "article", "articles");
    if copies > 0 {
        said.push_str(&format!(", {} among them", plural(copies, "copy", "copies")));
    }
    if lost > 0 {
        said.push_str(&format!(", {}", plural(lost, "lost witness", "lost witnesses")));
    }
    said
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The lines that lead to a row, "│  ├─ ", and those that go on beside what follows of it, "│  │  ".
fn branch(tree: &Tree<'_>, lines: &[Row], line: usize, deepest: usize) -> (Line, Line) {
    let depth = |row: &Row| match row {
        Row::Witness(place) => tree.nodes[*place].depth,
        Row::More { below, .. } => below.map_or(0, |below| tree.nodes[below].depth + 1),
    };
    let own = depth(&lines[line]);
    // Whether at a depth another row follows before the tree goes back above it.
    let goes_on = |at: usize| lines[line + 1..].iter().map(depth).find(|depth| *depth <= at) == Some(at);
    let from = own.saturating_sub(deepest).max(1);
    let bar = |yes: bool| if yes { "│  " } else { "   " };
    let mut before = if from > 1 { "…  ".to_owned() } else { String::new() };
    before.extend((from..own).map(|at| bar(goes_on(at))));
    let (mut first, mut rest) = (before.clone(), before);
    if own > 0 {
        first.push_str(if goes_on(own) { "├─ " } else { "└─ " });
        rest.push_str(bar(goes_on(own)));
    }
    rest.push_str(bar(lines.get(line + 1).map(depth) == Some(own + 1)));
    (Line::exact(Run::new(&first, QUIET)), Line::exact(Run::new(&rest, QUIET)))
}

fn witness(report: &FamilyReport, tree: &Tree<'_>, place: usize) -> Vec<Run> {
    let node = &tree.nodes[place];
    let mut runs = vec![name(report, node)];
    if let Some(published) = node.published {
        runs.push(Run::plain(&format!(" {}", published.shown())));
    }
    if let Some(after) = delay(tree, place) {
        runs.push(Run::new(&format!(" ({after})"), QUIET));
    }
    if let Some(descent) = node.descent {
        runs.extend(figures(descent));
    }
    if let Some(headline) = report.opening(node.id) {
        runs.push(Run::new(&format!(" “{headline}”"), QUIET));
    }
    for (source, descent) in &node.also {
        let also = &tree.nodes[*source];
        let text = format!(" + also from {}", tree.name(also.id));
        runs.push(Run::new(&text, WARNING));
        runs.push(Run::new(
            &format!(" {} of its words, {} sure", share(descent.share), percent(descent.probability)),
            QUIET,
        ));
    }
    if !node.copies.is_empty() {
        let named = node.copies.iter().take(COPIES).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = node.copies.len().saturating_sub(COPIES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        runs.push(Run::new(&format!(" = {named}{more}"), QUIET));
    }
    runs
}

fn name(report: &FamilyReport, node: &Node<'_>) -> Run {
    match (node.lost, report.publisher(node.id)) {
        (Some(_), _) => Run::new(&format!("◇ a lost witness ({})", node.id), LOST),
        (None, Some(publisher)) => Run::new(&format!("{publisher} [{}]", node.id), SHARED),
        (None, None) => Run::new(node.id, SHARED),
    }
}

/// How long after what it was made from a witness was published.
fn delay(tree: &Tree<'_>, place: usize) -> Option<String> {
    let node = &tree.nodes[place];
    let (own, source) = node.published.zip(tree.nodes[tree.source(place)?].published)?;
    let seconds = own.seconds - source.seconds;
    match (own.day || source.day, seconds) {
        (true, s) if s.abs() < 86_400 => None,
        (_, s) if s < 0 => Some(format!("dated {} before its source", lasted(-s))),
        (_, s) => Some(format!("after {}", lasted(s))),
    }
}

fn figures(descent: &Descent) -> Vec<Run> {
    let text = format!(" {} of its words, {} sure", share(descent.share), percent(descent.probability));
    let unknown = Run::new(" ~ order unknown", WARNING);
    let known = descent.ordered.then(Vec::new).unwrap_or_else(|| vec![unknown]);
    std::iter::once(Run::plain(&text)).chain(known).collect()
}

/// What was changed on the way, and who inherited it.
fn claims(screen: &mut Screen<'_>, report: &FamilyReport, tree: &Tree<'_>) -> io::Result<()> {
    let claims = &report.stemma.claims;
    for claim in claims.iter().take(CLAIMS) {
        screen.labelled("changed", &[Run::plain(&claim.text)], INDENT)?;
        for alteration in alterations(claim) {
            let change = alteration.change;
            let runs = [
                Run::new(&change.explanation, super::gravity_style(change.gravity)),
                Run::plain(": "),
                Run::plain(&alteration.told(tree)),
            ];
            screen.labelled("", &runs, INDENT)?;
        }
    }
    let more = claims.len().saturating_sub(CLAIMS);
    if more > 0 {
        screen.labelled("", &[Run::new(&format!("and {more} more that were changed"), QUIET)], INDENT)?;
    }
    Ok(())
}

/// Writes what all families together tell.
pub(crate) fn write_families_tally(
    tally: &Tally,
    settings: &ReportSettings,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let width = settings.width.clamp(NARROWEST, WIDEST);
    let mut screen = Screen { width, colour: settings.colour, out };
    if tally.families() == 0 {
        return screen.paragraph(&[Run::new("No families: no article was retold from another", TITLE)], 0);
    }
    let families = plural(tally.families(), "family", "families");
    let figures =
        format!("  {} · mean cohesion {}", plural(tally.articles, "article", "articles"), share(tally.cohesion()));
    screen.paragraph(&[Run::new(&families, TITLE), Run::plain(&figures)], 0)?;
    let listed = |steps: Vec<(String, usize)>| {
        let said = steps.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name}: {count}"));
        said.collect::<Vec<_>>().join(" · ")
    };
    let odd = [
        (tally.lost, "lost witnesses"),
        (tally.contaminated, "with several sources"),
        (tally.unordered, "of unknown order"),
    ];
    let odd: Vec<String> = odd.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{name}: {n}")).collect();
    for (label, text) in [
        ("sizes", listed(tally.sizes_in_steps())),
        ("delays", listed(tally.delays_in_steps())),
        ("marks", odd.join(" · ")),
    ] {
        if !text.is_empty() {
            screen.labelled(label, &[Run::plain(&text)], INDENT)?;
        }
    }
    for (number, (from, to, count)) in tally.strongest(TAKINGS).into_iter().enumerate() {
        let label = if number == 0 { "taken" } else { "" };
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        screen.labelled(
            label,
            &[Run::new(to, SHARED), Run::plain(" from "), Run::new(from, SHARED), Run::plain(&format!(" {times}"))],
            INDENT,
        )?;
    }
    Ok(())
}
