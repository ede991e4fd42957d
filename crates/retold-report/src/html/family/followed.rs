//! What became of claims on their way through a family, and what speaks for witnesses that are lost.

use retold::lineage::FollowedClaim;

use crate::claims::one_line;
use crate::family::{Tree, alterations, listed};
use crate::html::page::Page;

/// Claims of a family that are followed on the page, and alterations of each.
const CLAIMS: usize = 40;
const ALTERATIONS: usize = 12;
/// Copies of a family that are named.
const COPIES: usize = 60;

/// The lost witnesses, with what speaks for each.
pub(super) fn lost(page: &mut Page, tree: &Tree<'_>) {
    let lost: Vec<_> = tree.nodes.iter().filter_map(|node| node.lost).take(CLAIMS).collect();
    if lost.is_empty() {
        return;
    }
    page.raw("<h3>Lost witnesses</h3>\n<ul class=\"lost\">\n");
    for lost in lost {
        let to: Vec<&str> = lost.to.iter().map(String::as_str).collect();
        page.raw("<li dir=\"auto\">Between ").text(&tree.name(&lost.from)).raw(" and ").text(&listed(tree, &to));
        if !lost.evidence.is_empty() {
            page.raw(": ").text(&lost.evidence.join("; "));
        }
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// The claims that were changed, each with who changed it and who inherited the change.
pub(super) fn claims(page: &mut Page, claims: &[FollowedClaim], tree: &Tree<'_>) {
    if claims.is_empty() {
        return;
    }
    page.raw("<h3>What was changed on the way</h3>\n<ol class=\"followed\">\n");
    for claim in claims.iter().take(CLAIMS) {
        page.raw("<li><p class=\"said\" dir=\"auto\">");
        page.text(&one_line(&claim.text)).raw("</p>\n<ul>");
        changed(page, tree, claim);
        page.raw("</ul></li>\n");
    }
    page.raw("</ol>\n");
    let more = claims.len().saturating_sub(CLAIMS);
    if more > 0 {
        page.raw("<p class=\"counts\">and ").value(more).raw(" more</p>\n");
    }
}

fn changed(page: &mut Page, tree: &Tree<'_>, claim: &FollowedClaim) {
    let alterations = alterations(claim);
    for alteration in alterations.iter().take(ALTERATIONS) {
        let change = alteration.change;
        page.raw("<li dir=\"auto\"").attribute("class", change.gravity.name()).raw("><span class=\"kind\">");
        page.raw(change.kind.name()).raw("</span> ").text(&change.explanation).raw("<br><span class=\"how\">");
        page.text(&alteration.told(tree)).raw("</span></li>\n");
    }
    let more = alterations.len().saturating_sub(ALTERATIONS);
    if more > 0 {
        page.raw("<li class=\"how\">and ").value(more).raw(" more</li>\n");
    }
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
