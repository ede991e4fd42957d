//! What families together tell, as plots.

use super::svg::fitted;
use super::tally::Tally;
use crate::html::Page;

/// Height of letters.
const LETTERS: f64 = 12.0;
/// Room of a bar with the room around it, of its name and of the longest bar.
const BAR: f64 = 24.0;
const NAME: f64 = 150.0;
const LONGEST: f64 = 150.0;
/// Publishers that the table of takings names.
const PUBLISHERS: usize = 10;
/// Room of a field of that table.
const FIELD: f64 = 34.0;

/// How large families are. Of one there is nothing to draw.
pub(crate) fn sizes(page: &mut Page, tally: &Tally) {
    if tally.families() < 2 {
        return;
    }
    bars(page, "Families by how many articles they have", &tally.sizes_in_steps());
}

/// How long retellings took.
pub(crate) fn delays(page: &mut Page, tally: &Tally) {
    bars(page, "Retellings by how long after their source they were published", &tally.delays_in_steps());
}

fn bars(page: &mut Page, meaning: &str, bars: &[(String, usize)]) {
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    open(page, (NAME + LONGEST + 44.0, BAR * bars.len() as f64), meaning);
    for (number, (name, count)) in bars.iter().enumerate() {
        let y = BAR * number as f64;
        let long = LONGEST * *count as f64 / most as f64;
        label(page, "end", (NAME - 10.0, y + 16.0), &fitted(name, NAME - 12.0, LETTERS));
        page.raw("<rect class=\"bar\"").attribute("x", &NAME.to_string()).attribute("y", &format!("{:.1}", y + 4.0));
        page.attribute("width", &format!("{long:.1}")).attribute("height", "16").raw("/>");
        label(page, "quiet", (NAME + long + 7.0, y + 16.0), &count.to_string());
    }
    page.raw("</svg>\n");
}

/// Who takes from whom: publishers by publishers, those that gave from top to bottom. Columns go by the numbers of the
/// rows, so that long names need no room twice.
pub(crate) fn publishers(page: &mut Page, tally: &Tally) {
    let names = tally.busiest(PUBLISHERS);
    let most = tally.takings.values().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let (left, top) = (NAME + 30.0, 26.0);
    let size = (left + FIELD * names.len() as f64, top + FIELD * names.len() as f64);
    open(page, size, "Who takes from whom: sources from top to bottom, retellings from left to right");
    label(page, "quiet end", (left - 10.0, 16.0), "source ↓ retelling →");
    for (number, name) in names.iter().enumerate() {
        let y = top + FIELD * number as f64 + 21.0;
        label(page, "end", (left - 32.0, y), &fitted(name, NAME - 4.0, LETTERS));
        label(page, "quiet end", (left - 10.0, y), &(number + 1).to_string());
        label(page, "quiet middle", (left + FIELD * (number as f64 + 0.5), 16.0), &(number + 1).to_string());
    }
    for (row, from) in names.iter().enumerate() {
        for (column, to) in names.iter().enumerate() {
            let count = tally.takings.get(&((*from).to_owned(), (*to).to_owned())).copied().unwrap_or_default();
            let (x, y) = (left + FIELD * column as f64, top + FIELD * row as f64);
            page.raw("<rect class=\"cell\"").attribute("x", &x.to_string()).attribute("y", &y.to_string());
            page.attribute("width", &(FIELD - 2.0).to_string()).attribute("height", &(FIELD - 2.0).to_string());
            // Never so dark that the figure on it could not be read.
            let dark = if count == 0 { 0.04 } else { 0.12 + 0.28 * count as f64 / most as f64 };
            page.attribute("fill-opacity", &format!("{dark:.2}")).raw(">");
            page.raw("<title>").text(&format!("{to} from {from}: {count}")).raw("</title></rect>");
            if count > 0 {
                label(page, "middle", (x + FIELD / 2.0 - 1.0, y + 21.0), &short(count));
            }
        }
    }
    page.raw("</svg>\n");
}

/// A count in three letters or four: "999", "12k".
fn short(count: usize) -> String {
    match count {
        n if n < 1_000 => n.to_string(),
        n if n < 1_000_000 => format!("{}k", n / 1_000),
        n => format!("{}m", n / 1_000_000),
    }
}

fn open(page: &mut Page, (width, height): (f64, f64), meaning: &str) {
    page.raw("<svg class=\"plot\" role=\"group\"").attribute("aria-label", meaning);
    page.attribute("width", &format!("{width:.0}")).attribute("height", &format!("{height:.0}"));
    page.attribute("viewBox", &format!("0 0 {width:.0} {height:.0}")).raw(">\n");
}

fn label(page: &mut Page, class: &str, (x, y): (f64, f64), text: &str) {
    page.raw("<text").attribute("class", class).attribute("x", &format!("{x:.1}"));
    page.attribute("y", &format!("{y:.1}")).raw(">").text(text).raw("</text>\n");
}
