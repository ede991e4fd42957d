//! *Watch*: watched feeds, findings as they come, and what the desk says of them.

use axum::extract::{Extension, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use retold_report::Page;
use retold_store::{Feed, Finding, Ruling, Search};

use super::frame::{Leaf, Part};
use super::told::{self, moment};
use crate::desk::Saying;
use crate::fields::{Fields, address};
use crate::guard::Caller;
use crate::intake::Intake;
use crate::problem::Problem;
use crate::site::Shared;
use crate::{api, work};

/// Findings on a page.
const ON_PAGE: usize = 30;
/// Most characters of a note.
const LONGEST_NOTE: usize = 4_000;

/// Findings, the newest first.
pub(crate) async fn watch(
    State(site): State<Shared>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut leaf = Leaf::new(Part::Watch, "Watch");
    if site.desk.is_none() {
        off(&mut leaf.content);
        return Ok(leaf.answer(&site));
    }
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes());
    if fields.get("ruling").is_none() {
        fields.push("ruling".to_owned(), "open".to_owned());
    }
    let search = api::findings_search(&fields)?;
    let asked = work::apart(&site, move |site| {
        site.desk()?.ask(|store| {
            let newest = store.findings(&Search::default(), 1)?.first().map_or(0, |finding| finding.number);
            Ok((store.findings(&search, ON_PAGE)?, store.feeds()?, newest))
        })
    });
    let (findings, feeds, newest) = asked.await?;
    let page = &mut leaf.content;
    page.raw("<div class=\"archive watch\">\n<h1>Watch</h1>\n");
    watched(page, &feeds, site.watch.is_kept);
    choices(page, &fields);
    page.raw("<p class=\"news\" role=\"status\"").attribute("data-after", &newest.to_string()).raw("></p>\n");
    if findings.is_empty() {
        page.raw("<p class=\"lead\">No findings here.</p>\n");
    }
    page.raw("<ol class=\"rows findings\">\n");
    for finding in &findings {
        page.raw("<li>\n");
        told::summary(page, finding);
        if caller.writes().is_ok() {
            rulings(page, finding, "/watch");
        }
        page.raw("</li>\n");
    }
    page.raw("</ol>\n");
    earlier(page, &fields, &findings);
    page.raw("</div>\n");
    Ok(leaf.answer(&site))
}

fn off(page: &mut Page) {
    page.raw("<div class=\"ask\">\n<h1>Watch</h1>\n<p class=\"lead\">Watching is off here. With the store of a watch the service shows which pages ");
    page.raw("retell articles of the archive, and which were changed after they were published:</p>\n");
    page.raw(
        "<pre tabindex=\"0\"><code>retold serve --archive DIR --store watch.db --watch FEED</code></pre>\n</div>\n",
    );
}

fn watched(page: &mut Page, feeds: &[Feed], here: bool) {
    page.raw("<details class=\"feeds\"><summary>").value(feeds.len());
    page.raw(if feeds.len() == 1 { " feed is watched" } else { " feeds are watched" });
    page.raw(if here { " by this service" } else { "" }).raw("</summary>\n<ul class=\"rows\">\n");
    for feed in feeds {
        page.raw("<li dir=\"auto\"><span class=\"id\">").text(&feed.address).raw("</span> <span class=\"facts-line\">");
        match feed.checked_at {
            Some(at) => moment(page.raw("looked at "), at),
            None => drop(page.raw("not yet looked at")),
        }
        page.raw("</span>");
        if let Some(fault) = &feed.fault {
            page.raw(" <span class=\"warning\">").text(fault).raw("</span>");
        }
        page.raw("</li>\n");
    }
    page.raw("</ul>\n</details>\n");
}

/// Which findings are shown.
fn choices(page: &mut Page, fields: &Fields) {
    let chosen = fields.get("ruling").unwrap_or_default();
    page.raw("<nav class=\"tools\" aria-label=\"Which findings\">\n");
    let names = ["open"].into_iter().chain(Ruling::ALL.iter().map(|ruling| ruling.name())).chain(["all"]);
    for name in names {
        page.raw("<a").attribute("href", &address("/watch", [("ruling", name)]));
        if name == chosen {
            page.raw(" aria-current=\"true\"");
        }
        page.raw(">").text(name).raw("</a>\n");
    }
    page.raw("</nav>\n");
}

fn earlier(page: &mut Page, fields: &Fields, findings: &[Finding]) {
    let Some(last) = findings.last().filter(|_| findings.len() == ON_PAGE) else { return };
    let before = last.number.to_string();
    let ruling = fields.get("ruling").unwrap_or_default();
    page.raw("<nav class=\"pager\" aria-label=\"More findings\"><a rel=\"next\"");
    page.attribute("href", &address("/watch", [("ruling", ruling), ("before", before.as_str())]))
        .raw(">Earlier ones</a></nav>\n");
}

/// Buttons that rule on a finding.
fn rulings(page: &mut Page, finding: &Finding, then: &str) {
    page.raw("<form class=\"ruling\" method=\"post\" action=\"/watch/finding\"><input type=\"hidden\" name=\"id\"")
        .attribute("value", &finding.id);
    page.raw("><input type=\"hidden\" name=\"then\"").attribute("value", then).raw(">\n");
    for (ruling, words) in
        [(Ruling::Accepted, "Accept"), (Ruling::Dismissed, "Dismiss"), (Ruling::Licensed, "Licensed")]
    {
        page.raw("<button class=\"quiet\" name=\"ruling\"").attribute("value", ruling.name());
        page.attribute("aria-pressed", if finding.ruling == Some(ruling) { "true" } else { "false" });
        page.raw(">").raw(words).raw("</button>\n");
    }
    page.raw("</form>\n");
}

/// One finding with all that was said of it.
pub(crate) async fn finding(
    State(site): State<Shared>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id = Fields::parse(query.unwrap_or_default().as_bytes()).owned("id").unwrap_or_default();
    let asked = work::apart(&site, move |site| {
        let desk = site.desk()?;
        Ok((desk.finding(&id)?, desk.said(&id)?))
    });
    let (finding, said) = asked.await?;
    let mut leaf = Leaf::new(Part::Watch, "Finding");
    let page = &mut leaf.content;
    page.raw("<div class=\"finding-page\">\n");
    told::whole(page, &finding);
    if caller.writes().is_ok() {
        rulings(page, &finding, &address("/watch/finding", [("id", finding.id.as_str())]));
    }
    told::said(page, &said);
    if caller.writes().is_ok() {
        page.raw("<form class=\"note\" method=\"post\" action=\"/watch/finding\"><input type=\"hidden\" name=\"id\"")
            .attribute("value", &finding.id);
        page.raw("><p class=\"field\"><label for=\"note\">A note</label><textarea id=\"note\" name=\"note\" rows=\"3\" maxlength=\"4000\" required></textarea></p>");
        page.raw("<p class=\"do\"><button class=\"main\">Write it down</button></p></form>\n");
    }
    page.raw("</div>\n");
    Ok(leaf.answer(&site))
}

/// Takes in what somebody says of a finding.
pub(crate) async fn finding_ruled(
    State(site): State<Shared>,
    Extension(caller): Extension<Caller>,
    intake: Intake,
) -> Result<Response, Problem> {
    caller.writes()?;
    let fields = intake.fields;
    let id = fields.owned("id").ok_or_else(|| Problem::wrong("no finding is named"))?;
    let saying = saying(fields.get("ruling"), fields.get("note"), &caller)?;
    let here = address("/watch/finding", [("id", id.as_str())]);
    let then = if fields.get("then") == Some("/watch") { "/watch".to_owned() } else { here };
    work::apart(&site, move |site| site.desk()?.say(&id, &saying)).await?;
    Ok(Redirect::to(&then).into_response())
}

/// What is said by the words of a form or of a request.
pub(crate) fn saying(ruling: Option<&str>, note: Option<&str>, caller: &Caller) -> Result<Saying, Problem> {
    let ruling = ruling.map(Ruling::named).transpose().map_err(Problem::wrong)?;
    if ruling.is_none() && note.is_none() {
        return Err(Problem::wrong("neither a ruling nor a note"));
    }
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return Err(Problem::wrong(format!("a note has at most {LONGEST_NOTE} characters")));
    }
    Ok(Saying { ruling, note: note.map(str::to_owned), by: caller.name.clone().unwrap_or_default() })
}

/// The evidence pack of a finding.
pub(crate) async fn pack(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let id = fields.owned("id").ok_or_else(|| Problem::wrong("no finding is named"))?;
    let redact = fields.get("redact").is_some();
    let bytes = work::in_turn(&site, move |site| site.desk()?.pack(&id, redact)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"retold-evidence.zip\""),
    ];
    Ok((headers, bytes).into_response())
}
