//! The claims of one article or of several accounts as one HTML document of its own.

use std::io;

use retold::attribution::{ClaimAt, Event};

use super::claims::said;
use super::page::Page;
use super::{badge, foot, frame, tone};
use crate::claims::{ClaimsOf, ClaimsReport, one_line};
use crate::layout::{letter, name, same_speaker};
use crate::report::fingerprint;

/// Writes who said what as one self-contained document.
pub(crate) fn write_claims_html(report: &ClaimsReport, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::default();
    frame::open(&mut page, "who said what");
    page.raw("<body>\n<a class=\"skip\" href=\"#said\">Skip to the claims</a>\n");
    page.raw("<header class=\"masthead\">\n<p class=\"brand\"><b>Retold</b> who said what</p>\n");
    titles(&mut page, report);
    page.raw("</header>\n<main>\n");
    parts(&mut page, report);
    page.raw("</main>\n");
    close(&mut page, report);
    frame::close(&mut page);
    out.write_all(page.finish().as_bytes())
}

/// Writes the titles of accounts and who said what in them, for a page that has its own head and foot.
pub fn write_claims_parts(report: &ClaimsReport, page: &mut Page) {
    titles(page, report);
    parts(page, report);
}

fn parts(page: &mut Page, report: &ClaimsReport) {
    if report.accounts.len() > 1 {
        sides(page, report);
    }
    page.raw("<div id=\"said\">\n");
    for n in 0..report.accounts.len() {
        account(page, report, n);
    }
    page.raw("</div>\n");
}

fn titles(page: &mut Page, report: &ClaimsReport) {
    page.raw("<h1 dir=\"auto\">");
    match report.accounts.as_slice() {
        [only] => page.text(name(&only.reading)),
        several => page.value(several.len()).raw(" accounts side by side"),
    };
    page.raw("</h1>\n");
    for (n, account) in report.accounts.iter().enumerate() {
        let (article, name) = (&account.reading.article, name(&account.reading));
        // Without a headline the id is the name, and is told once.
        let id = Some(article.id.as_str()).filter(|id| *id != name);
        let known = [id, article.publisher.as_deref(), article.published.as_deref()].into_iter().flatten();
        let known = known.collect::<Vec<_>>().join(", ");
        if report.accounts.len() > 1 {
            page.raw("<p class=\"against\" dir=\"auto\">");
            badge(page, n);
            page.raw("<cite>").text(name).raw("</cite>").raw(if known.is_empty() { "" } else { ", " });
            page.text(&known).raw("</p>\n");
        } else if !known.is_empty() {
            page.raw("<p class=\"against\" dir=\"auto\">").text(&known).raw("</p>\n");
        }
    }
}

/// What sets the accounts apart: conflicts first, then what they share, then what one alone has.
fn sides(page: &mut Page, report: &ClaimsReport) {
    let ledger = &report.ledger;
    let heads = [
        ("conflicts", "Conflicts", ledger.conflicts.len()),
        ("agreements", "Agreements", ledger.agreements.len()),
        ("alone", "Alone", ledger.alone.len()),
    ];
    page.raw("<nav class=\"jump\" aria-label=\"Parts\">");
    for (id, title, count) in heads {
        page.raw("<a")
            .attribute("href", &format!("#{id}"))
            .raw(">")
            .text(title)
            .raw(" <b>")
            .value(count)
            .raw("</b></a> ");
    }
    page.raw("</nav>\n");
    heading(page, heads[0], "claims of two accounts that cannot both hold, or put one thing in opposite ways");
    for conflict in &ledger.conflicts {
        page.raw("<div class=\"group conflict\"><p class=\"why\">").text(&conflict.why).raw("</p>");
        cards(page, report, &[conflict.first, conflict.second]);
        page.raw("</div>\n");
    }
    page.raw("</section>\n");
    heading(page, heads[1], "claims that two or more accounts have");
    for group in &ledger.agreements {
        page.raw("<div class=\"group\">");
        if different_speakers(report, group) {
            page.raw("<p class=\"why wording\">said by different speakers</p>");
        }
        cards(page, report, group);
        page.raw("</div>\n");
    }
    page.raw("</section>\n");
    heading(page, heads[2], "claims that no other account has");
    for n in 0..report.accounts.len() {
        let own: Vec<ClaimAt> = ledger.alone.iter().copied().filter(|at| at.article == n).collect();
        if !own.is_empty() {
            page.raw("<div class=\"group\">");
            cards(page, report, &own);
            page.raw("</div>\n");
        }
    }
    page.raw("</section>\n");
}

/// Whether not all of the claims are by the speaker of the first.
fn different_speakers(report: &ClaimsReport, group: &[ClaimAt]) -> bool {
    let claim = |at: &ClaimAt| report.accounts.get(at.article)?.claims.get(at.claim);
    let mut claims = group.iter().filter_map(claim);
    let first = claims.next();
    first.is_some_and(|first| !claims.all(|claim| same_speaker(first, claim)))
}

fn heading(page: &mut Page, (id, title, count): (&'static str, &'static str, usize), meaning: &'static str) {
    page.raw("<section class=\"side\"").attribute("aria-labelledby", id).raw(">\n<h2").attribute("id", id).raw(">");
    page.text(title)
        .raw(" <span class=\"figure\">")
        .value(count)
        .raw("</span></h2>\n<p class=\"counts\">")
        .text(meaning);
    page.raw("</p>\n");
}

/// Claims next to each other.
fn cards(page: &mut Page, report: &ClaimsReport, claims: &[ClaimAt]) {
    page.raw("<ul class=\"cards\">");
    for at in claims {
        let Some(account) = report.accounts.get(at.article) else { continue };
        let Some(claim) = account.claims.get(at.claim) else { continue };
        let number = report.number(*at) + 1;
        page.raw("<li").attribute("class", &tone(at.article)).raw(" dir=\"auto\">");
        badge(page, at.article);
        page.raw("<a class=\"no\"").attribute("href", &format!("#claim{number}"));
        page.attribute("aria-label", &format!("Claim {number}: to its place in the list")).raw(">").value(number);
        page.raw("</a> ");
        said(page, claim, &account.reading);
        page.raw("</li>");
    }
    page.raw("</ul>");
}

/// All claims and events of one account.
fn account(page: &mut Page, report: &ClaimsReport, n: usize) {
    let account = &report.accounts[n];
    let id = format!("account-{}", letter(n));
    page.raw("<section class=\"side\"")
        .attribute("aria-labelledby", &id)
        .raw(">\n<h2 dir=\"auto\"")
        .attribute("id", &id);
    page.raw(">");
    if report.accounts.len() > 1 {
        badge(page, n);
    }
    page.text(if report.accounts.len() > 1 { name(&account.reading) } else { "Claims" });
    page.raw(" <span class=\"figure\">").value(account.claims.len()).raw("</span></h2>\n");
    if account.claims.is_empty() {
        page.raw("<p class=\"counts\">Nobody is said to have said anything.</p>\n");
    }
    page.raw("<ol class=\"said\">\n");
    for (c, claim) in account.claims.iter().enumerate() {
        let number = report.number(ClaimAt { article: n, claim: c }) + 1;
        page.raw("<li dir=\"auto\"")
            .attribute("id", &format!("claim{number}"))
            .raw("><span class=\"no\">")
            .value(number);
        page.raw("</span> ");
        said(page, claim, &account.reading);
        page.raw("</li>\n");
    }
    page.raw("</ol>\n");
    events(page, account);
    page.raw("</section>\n");
}

fn events(page: &mut Page, account: &ClaimsOf) {
    if account.events.is_empty() {
        return;
    }
    page.raw("<h3>Events</h3>\n<ul class=\"said\">\n");
    for event in &account.events {
        page.raw("<li dir=\"auto\">");
        happened(page, account, event);
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

fn happened(page: &mut Page, account: &ClaimsOf, event: &Event) {
    let body = &account.reading.article.body;
    let who: Vec<String> = event.who.iter().map(|p| one_line(&p.name)).collect();
    page.raw("<b class=\"who\">").text(&who.join(", ")).raw("</b> ").text(&one_line(event.what.of(body)));
    if let Some(place) = &event.place {
        page.raw(" <span class=\"how\">").text(&one_line(&place.name)).raw("</span>");
    }
    if let Some(time) = &event.when {
        page.raw(" <span class=\"how\">").text(&one_line(time.span.of(body)));
        if let Some(value) = &time.value {
            page.text(&format!(" = {value}"));
        }
        page.raw("</span>");
    }
}

fn close(page: &mut Page, report: &ClaimsReport) {
    page.raw("<footer>\n<dl>\n");
    for (n, account) in report.accounts.iter().enumerate() {
        let several = report.accounts.len() > 1;
        let whose = if several { format!("text {}", letter(n)) } else { "the text".into() };
        foot::entry(page, &format!("SHA-256 of {whose} as read"), &fingerprint(&account.reading.article.body), true);
    }
    foot::made(page, &report.settings);
    page.raw("</dl>\n<p>Who is said to have said what, as the texts have it. Whether it is true they do not tell.</p>\n</footer>\n");
}
