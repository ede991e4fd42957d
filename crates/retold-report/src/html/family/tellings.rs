//! Who was told after whom: for each descent what speaks for it and, where there is room, the texts side by side.

use retold::Comparison;
use retold::lineage::Descent;

use crate::family::{FamilyReport, Tree};
use crate::html::page::Page;
use crate::html::{changes, texts};
use crate::layout::{View, change_count, percent, share};
use crate::report::{Report, ReportSettings};

/// Descents of a family that are listed.
const LISTED: usize = 60;

/// The name of a telling on the page.
pub(super) fn id(family: usize, source: usize, retelling: usize) -> String {
    format!("f{family}w{source}-{retelling}")
}

/// Writes the descents of a family, and tells how many side by sides that took. Only those that are `wanted` and
/// compared get one.
pub(super) fn write(
    page: &mut Page,
    (report, tree, number): (&FamilyReport, &Tree<'_>, usize),
    wanted: &[(usize, usize)],
    settings: &ReportSettings,
) -> usize {
    let tellings = tree.tellings();
    if tellings.is_empty() {
        return 0;
    }
    let comparisons = report.compared();
    let mut sides = 0;
    page.raw("<h3>Who took it from whom</h3>\n");
    for &(source, retelling) in tellings.iter().take(LISTED) {
        let telling = Telling { tree, source, retelling };
        let comparison = comparisons.get(&(tree.nodes[source].id, tree.nodes[retelling].id)).copied();
        let comparison = comparison.filter(|_| wanted.contains(&(source, retelling)));
        sides += usize::from(comparison.is_some());
        telling.write(page, &id(number, source, retelling), comparison, settings);
    }
    let more = tellings.len().saturating_sub(LISTED);
    if more > 0 {
        page.raw("<p class=\"counts\">and ").value(more).raw(" descents more</p>\n");
    }
    sides
}

/// One witness told after another.
struct Telling<'a> {
    tree: &'a Tree<'a>,
    source: usize,
    retelling: usize,
}

impl Telling<'_> {
    fn write(&self, page: &mut Page, id: &str, comparison: Option<&Comparison>, settings: &ReportSettings) {
        page.raw("<details class=\"telling\"><summary dir=\"auto\">");
        self.headline(page, comparison);
        // What a link leads to stands within, so that a browser opens what is around it.
        page.raw("</summary>\n<div class=\"told\"").attribute("id", id).raw(">\n");
        if let Some(descent) = self.descent().filter(|descent| !descent.evidence.is_empty()) {
            page.raw("<ol class=\"evidence\">");
            for sentence in &descent.evidence {
                page.raw("<li>").text(sentence).raw("</li>\n");
            }
            page.raw("</ol>\n");
        }
        match comparison {
            Some(comparison) => {
                let report = Report::new(comparison.clone(), settings.clone());
                let view = View::new(&report.joint);
                page.set_within(format!("{id}-"));
                changes::list(page, &view);
                texts::write(page, &report, &view);
                page.set_within(String::new());
            }
            None => {
                page.raw("<p class=\"counts\">The texts are not shown here: they are too long, too many or not at hand.</p>\n");
            }
        }
        page.raw("</div></details>\n");
    }

    fn headline(&self, page: &mut Page, comparison: Option<&Comparison>) {
        let (source, retelling) = (&self.tree.nodes[self.source], &self.tree.nodes[self.retelling]);
        page.raw("<b>").text(&self.tree.name(retelling.id)).raw("</b> from <b>");
        page.text(&self.tree.name(source.id)).raw("</b>");
        if self.tree.nodes[self.retelling].parent != Some(self.source) && self.is_main() {
            page.raw(" <span class=\"how\">by a lost witness</span>");
        }
        if let Some(descent) = self.descent() {
            page.raw(" <span class=\"how\">").text(&share(descent.share)).raw(" taken, ");
            page.text(&percent(descent.probability)).raw(" sure</span>");
            if !descent.ordered {
                page.raw(" <span class=\"unsure\">or the other way round</span>");
            }
        }
        if !self.is_main() {
            page.raw(" <span class=\"how\">a further source</span>");
        }
        if let Some(comparison) = comparison {
            page.raw(" <span class=\"how\">").text(&change_count(&comparison.changes)).raw("</span>");
        }
    }

    fn is_main(&self) -> bool {
        self.tree.source(self.retelling) == Some(self.source)
    }

    fn descent(&self) -> Option<&Descent> {
        let node = &self.tree.nodes[self.retelling];
        let also = || node.also.iter().find(|(source, _)| *source == self.source).map(|(_, descent)| *descent);
        if self.is_main() { node.descent } else { also() }
    }
}
