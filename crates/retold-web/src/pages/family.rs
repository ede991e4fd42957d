//! *Family*: who took it from whom.

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use retold::lineage::{Descent, Family};
use retold_report::{FamilyReport, Page, percent, share, write_family_parts};

use super::frame::{Leaf, Part, facts_of, grouped, title_of};
use crate::fields::{Fields, address};
use crate::problem::Problem;
use crate::site::{Shared, Site};
use crate::{families, work};

/// Families on a page of their list.
const ON_PAGE: usize = 50;

/// The list of all families, or what a service without one can do.
pub(crate) async fn families(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let skip = Fields::parse(query.unwrap_or_default().as_bytes()).skip();
    let leaf = work::in_turn(&site, move |site| list(site, skip)).await?;
    Ok(leaf.answer(&site))
}

/// The family of an article.
pub(crate) async fn family(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let Some(reference) = fields.owned("article") else { return Ok(Redirect::to("/families").into_response()) };
    let asked = reference.clone();
    let report = work::in_turn(&site, move |site| families::report(site, &asked)).await?;
    let root = report.articles.get(report.name()).or(report.articles.values().next());
    let title = root.map_or(report.name(), title_of).to_owned();
    let mut leaf = Leaf { draws: true, ..Leaf::new(Part::Family, format!("Family of {title}")) };
    let page = &mut leaf.content;
    page.raw(
        "<div class=\"family-page\">\n<header class=\"titles\">\n<p class=\"kicker\">Family</p>\n<h1 dir=\"auto\">",
    )
    .text(&title);
    page.raw("</h1>\n</header>\n");
    if report.family.members.len() == 1 {
        alone(page, &reference);
    } else {
        let href = |from: &str, to: &str| Some(address("/compare", [("source", from), ("retelling", to)]));
        page.raw("<div class=\"family\">\n<h2 class=\"unseen\">The tree</h2>\n");
        write_family_parts(&report, &href, page);
        page.raw("</div>\n");
        descents(page, &report);
        members(page, &report);
    }
    page.raw("</div>\n");
    Ok(leaf.answer(&site))
}

fn alone(page: &mut Page, reference: &str) {
    page.raw("<p class=\"lead\">No article of the archive was made from it, and it was made from none.</p>\n<p><a");
    page.attribute("href", &address("/archive/article", [("id", reference)])).raw(">Read it</a></p>\n");
}

/// Each descent with what speaks for it; a click leads to the two texts.
fn descents(page: &mut Page, report: &FamilyReport) {
    if report.stemma.descents.is_empty() {
        return;
    }
    page.raw("<h2>Who took it from whom</h2>\n<ul class=\"rows descents\">\n");
    for descent in &report.stemma.descents {
        let place = address("/compare", [("source", descent.from.as_str()), ("retelling", descent.to.as_str())]);
        page.raw("<li dir=\"auto\"><b>")
            .text(&name(report, &descent.to))
            .raw("</b> from <b>")
            .text(&name(report, &descent.from));
        page.raw("</b> <span class=\"quiet\">").text(&told(descent)).raw("</span>");
        if report.articles.contains_key(&descent.from) && report.articles.contains_key(&descent.to) {
            page.raw(" <a").attribute("href", &place).raw(">Compare<span class=\"unseen\"> ").text(&descent.to);
            page.raw(" with ").text(&descent.from).raw("</span></a>");
        }
        if let Some(first) = descent.evidence.first() {
            page.raw("<br><span class=\"because\">").text(first).raw("</span>");
        }
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

fn told(descent: &Descent) -> String {
    let order = if descent.ordered { "" } else { ", or the other way round" };
    let second = if descent.main { "" } else { ", as a second source" };
    format!("{} of its words, {} sure{second}{order}", share(descent.share), percent(descent.probability))
}

/// A witness by its publisher, with its id.
fn name(report: &FamilyReport, id: &str) -> String {
    match report.articles.get(id).and_then(|article| article.publisher.as_deref()) {
        Some(publisher) => format!("{publisher} ({id})"),
        None => id.to_owned(),
    }
}

fn members(page: &mut Page, report: &FamilyReport) {
    page.raw("<h2>Its articles</h2>\n<ul class=\"rows\">\n");
    for article in report.articles.values() {
        page.raw("<li dir=\"auto\"><a").attribute("href", &address("/archive/article", [("id", article.id.as_str())]));
        page.raw(">").text(title_of(article)).raw("</a><br><span class=\"facts-line\">");
        facts_of(page, article);
        page.raw("</span></li>\n");
    }
    page.raw("</ul>\n");
}

fn list(site: &Site, skip: usize) -> Result<Leaf, Problem> {
    let mut leaf = Leaf::new(Part::Family, "Families");
    let page = &mut leaf.content;
    let known = site.families().ok();
    page.raw("<div class=\"archive\">\n<h1>Families</h1>\n<p class=\"lead\">");
    match known.map(|families| families.all.len()) {
        None => page
            .raw("Who took a story from whom. Name an article, and its nearest kin are looked for; the families of the ")
            .raw("whole archive are shown when the service is started with the findings of <code>retold families</code>."),
        Some(0) => page.raw("No two articles of the archive were retold from one another."),
        Some(1) => page.raw("One family."),
        Some(count) => page.text(&grouped(count)).raw(" families, the largest first."),
    };
    page.raw("</p>\n<form class=\"one-line\" method=\"get\" action=\"/family\"><label for=\"article\">Id of an article</label><input id=\"article\" name=\"article\" ");
    page.raw("required autocomplete=\"off\"><button class=\"main\">Show its family</button></form>\n");
    let Some(families) = known else {
        page.raw("</div>\n");
        return Ok(leaf);
    };
    page.raw("<ol class=\"rows articles\"").attribute("start", &(skip + 1).to_string()).raw(">\n");
    for family in families.all.iter().skip(skip).take(ON_PAGE) {
        entry(page, family, site)?;
    }
    page.raw("</ol>\n");
    pager(page, skip, families.all.len());
    page.raw("</div>\n");
    Ok(leaf)
}

/// A family by the first of its articles.
fn entry(page: &mut Page, family: &Family, site: &Site) -> Result<(), Problem> {
    let Some(first) = family.members.first() else { return Ok(()) };
    let article = site.archive.get(first)?.unwrap_or_else(|| retold::Article::new(first.as_str(), ""));
    page.raw("<li dir=\"auto\"><h2><a").attribute("href", &address("/family", [("article", first.as_str())]));
    page.raw(">").text(title_of(&article)).raw("</a></h2><p class=\"facts-line\">").value(family.members.len());
    page.raw(" articles · cohesion ").text(&share(family.cohesion)).raw(" · ");
    facts_of(page, &article);
    page.raw("</p></li>\n");
    Ok(())
}

fn pager(page: &mut Page, skip: usize, all: usize) {
    let to = |skip: usize| match skip {
        0 => "/families".to_owned(),
        skip => address("/families", [("skip", skip.to_string().as_str())]),
    };
    if skip == 0 && skip + ON_PAGE >= all {
        return;
    }
    page.raw("<nav class=\"pager\" aria-label=\"More families\">");
    if skip > 0 {
        page.raw("<a rel=\"prev\"").attribute("href", &to(skip.saturating_sub(ON_PAGE))).raw(">Larger ones</a> ");
    }
    if skip + ON_PAGE < all {
        page.raw("<a rel=\"next\"").attribute("href", &to(skip + ON_PAGE)).raw(">Smaller ones</a>");
    }
    page.raw("</nav>\n");
}
