//! What became of claims on their way through a family, and what speaks for witnesses that are lost.

use retold::lineage::{FollowedClaim, Version};

use crate::claims::one_line;
use crate::family::{FamilyReport, Tree};
use crate::html::page::Page;
use crate::redact::blocks;
use crate::report::ReportSettings;

/// Claims of a family that are followed on the page, and versions of each.
const CLAIMS: usize = 40;
const VERSIONS: usize = 60;
/// Copies of a family that are named.
const COPIES: usize = 60;

/// What a witness goes by.
pub(super) fn name<'a>(report: &'a FamilyReport, id: &'a str) -> &'a str {
    report.publisher(id).unwrap_or(id)
}

/// The lost witnesses, with what speaks for each.
pub(super) fn lost(page: &mut Page, report: &FamilyReport, tree: &Tree<'_>) {
    let lost: Vec<_> = tree.nodes.iter().filter_map(|node| node.lost).take(CLAIMS).collect();
    if lost.is_empty() {
        return;
    }
    page.raw("<h3>Lost witnesses</h3>\n<ul class=\"lost\">\n");
    for lost in lost {
        let to: Vec<&str> = lost.to.iter().map(|id| name(report, id)).collect();
        page.raw("<li dir=\"auto\">Between ").text(name(report, &lost.from)).raw(" and ").text(&to.join(", "));
        if !lost.evidence.is_empty() {
            page.raw(": ").text(&lost.evidence.join("; "));
        }
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// The claims that were changed, each with who changed it and who inherited the change.
pub(super) fn claims(page: &mut Page, report: &FamilyReport, settings: &ReportSettings) {
    let claims = &report.stemma.claims;
    if claims.is_empty() {
        return;
    }
    page.raw("<h3>What was changed on the way</h3>\n<ol class=\"followed\">\n");
    for claim in claims.iter().take(CLAIMS) {
        page.raw("<li><p class=\"said\" dir=\"auto\">");
        let words = one_line(&claim.text);
        page.text(&if settings.redact { blocks(&words) } else { words }).raw("</p>\n<ul>");
        versions(page, report, claim);
        page.raw("</ul></li>\n");
    }
    page.raw("</ol>\n");
    let more = claims.len().saturating_sub(CLAIMS);
    if more > 0 {
        page.raw("<p class=\"counts\">and ").value(more).raw(" more</p>\n");
    }
}

fn versions(page: &mut Page, report: &FamilyReport, claim: &FollowedClaim) {
    for version in claim.versions.iter().take(VERSIONS) {
        page.raw("<li dir=\"auto\"").attribute("class", version.change.gravity.name()).raw("><b class=\"who\">");
        page.text(name(report, &version.id)).raw("</b> <span class=\"kind\">").raw(version.change.kind.name());
        page.raw("</span> ").text(&version.change.explanation);
        inherited(page, report, version);
        page.raw("</li>\n");
    }
    let more = claim.versions.len().saturating_sub(VERSIONS);
    if more > 0 {
        page.raw("<li class=\"how\">and ").value(more).raw(" more</li>\n");
    }
}

fn inherited(page: &mut Page, report: &FamilyReport, version: &Version) {
    match &version.inherited_from {
        Some(from) => page.raw(" <span class=\"how\">inherited from ").text(name(report, from)).raw("</span>"),
        None => page.raw(" <span class=\"how\">made here</span>"),
    };
}

/// The copies of witnesses, by their ids.
pub(super) fn copies(page: &mut Page, tree: &Tree<'_>) {
    let of: Vec<_> = tree.nodes.iter().filter(|node| !node.copies.is_empty()).collect();
    if of.is_empty() {
        return;
    }
    let all: usize = of.iter().map(|node| node.copies.len()).sum();
    page.raw("<details class=\"copies\"><summary>").value(all);
    page.raw(if all == 1 { " near-identical copy" } else { " near-identical copies" }).raw("</summary>\n<ul>");
    let mut left = COPIES;
    for node in of {
        let named: Vec<&str> = node.copies.iter().take(left).map(String::as_str).collect();
        left -= named.len();
        let more = node.copies.len() - named.len();
        page.raw("<li dir=\"auto\">").text(node.id).raw(": ").text(&named.join(", "));
        if more > 0 {
            page.raw(" and ").value(more).raw(" more");
        }
        page.raw("</li>\n");
        if left == 0 {
            break;
        }
    }
    page.raw("</ul></details>\n");
}
