//! One family as a part of somebody else's page.

use super::{STYLE, counts, followed, legend, trees};
use crate::family::{FamilyReport, STEMMA_STYLE, Tree};
use crate::html::Page;

/// Styles of families, which go behind [`crate::STYLE`].
pub const FAMILY_STYLES: [&str; 2] = [STEMMA_STYLE, STYLE];

/// Writes a family: its tree over time, witnesses that are lost, and each claim that was changed on the way. `href` says
/// where a click on a witness leads, given the ids of its source and of itself.
pub fn write_family_parts(report: &FamilyReport, href: &dyn Fn(&str, &str) -> Option<String>, page: &mut Page) {
    let tree = Tree::new(report);
    counts(page, report, &tree);
    trees(page, report, &tree, &|place| {
        let source = tree.source(place).filter(|_| tree.nodes[place].lost.is_none())?;
        href(tree.nodes[source].id, tree.nodes[place].id)
    });
    legend(page);
    followed::lost(page, &tree);
    followed::claims(page, &report.stemma.claims, &tree);
    followed::copies(page, &tree);
}
