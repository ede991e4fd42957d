//! Claims for a person at a terminal.

use std::io;

use retold::attribution::{Claim, ClaimAt, Event};

use super::wrap::Run;
use super::{NARROWEST, QUIET, SHARED, Screen, TITLE, WARNING, WIDEST};
use crate::claims::{ClaimsOf, ClaimsReport, claim_notes, content, one_line};

/// Columns of the claims' numbers.
const NUMBER: usize = 6;

/// Writes who said what, article by article, then what sets the accounts apart.
pub(crate) fn write_claims(report: &ClaimsReport, out: &mut dyn io::Write) -> io::Result<()> {
    let width = report.settings.width.clamp(NARROWEST, WIDEST);
    let mut screen = Screen { width, colour: report.settings.colour, out };
    for (n, account) in report.accounts.iter().enumerate() {
        if n > 0 {
            screen.gap()?;
        }
        heading(&mut screen, account)?;
        let first = report.number(ClaimAt { article: n, claim: 0 });
        for (c, claim) in account.claims.iter().enumerate() {
            screen.labelled(&format!("{}", first + c + 1), &said(account, claim), NUMBER)?;
        }
        if account.claims.is_empty() {
            screen.paragraph(&[Run::new("Nobody is said to have said anything.", QUIET)], 0)?;
        }
        events(&mut screen, account)?;
    }
    if report.accounts.len() > 1 {
        sides(&mut screen, report)?;
    }
    Ok(())
}

fn heading(screen: &mut Screen<'_>, account: &ClaimsOf) -> io::Result<()> {
    let article = &account.reading.article;
    screen.paragraph(&[Run::new(article.headline.as_deref().unwrap_or(&article.id), TITLE)], 0)?;
    screen.gap()
}

/// "Ann Low said, hedged: the content".
fn said(account: &ClaimsOf, claim: &Claim) -> Vec<Run> {
    let body = &account.reading.article.body;
    let who = claim.who.as_deref().unwrap_or("Nobody named");
    let cue = claim.cue.map(|span| one_line(span.of(body))).unwrap_or_default();
    let notes = claim_notes(claim);
    let mut runs = vec![Run::new(who, SHARED), Run::new(&format!(" ({cue})"), QUIET)];
    if !notes.is_empty() {
        runs.push(Run::new(&format!(" {}", notes.join(", ")), WARNING));
    }
    runs.push(Run::plain(&format!(": {}", content(claim, body))));
    runs
}

fn events(screen: &mut Screen<'_>, account: &ClaimsOf) -> io::Result<()> {
    if account.events.is_empty() {
        return Ok(());
    }
    screen.gap()?;
    screen.paragraph(&[Run::new("Events", TITLE)], 0)?;
    for event in &account.events {
        screen.labelled("·", &happened(account, event), 2)?;
    }
    Ok(())
}

fn happened(account: &ClaimsOf, event: &Event) -> Vec<Run> {
    let body = &account.reading.article.body;
    let who: Vec<String> = event.who.iter().map(|p| one_line(&p.name)).collect();
    let mut runs = vec![Run::new(&who.join(", "), SHARED), Run::plain(&format!(": {}", one_line(event.what.of(body))))];
    if let Some(place) = &event.place {
        runs.push(Run::new(&format!(" · {}", one_line(&place.name)), QUIET));
    }
    if let Some(time) = &event.when {
        let value = time.value.as_ref().map_or(String::new(), |v| format!(" = {v}"));
        runs.push(Run::new(&format!(" · {}{value}", one_line(time.span.of(body))), QUIET));
    }
    runs
}

fn sides(screen: &mut Screen<'_>, report: &ClaimsReport) -> io::Result<()> {
    let ledger = &report.ledger;
    let number = |at: &ClaimAt| (report.number(*at) + 1).to_string();
    screen.gap()?;
    screen.paragraph(&[Run::new("Side by side", TITLE)], 0)?;
    for conflict in &ledger.conflicts {
        let pair = format!("{} and {}: ", number(&conflict.first), number(&conflict.second));
        screen.labelled("conflict", &[Run::new(&pair, WARNING), Run::plain(&conflict.why)], 11)?;
    }
    for group in &ledger.agreements {
        let members: Vec<String> = group.iter().map(number).collect();
        screen.labelled("agree", &[Run::plain(&members.join(", "))], 11)?;
    }
    let alone: Vec<String> = ledger.alone.iter().map(number).collect();
    if !alone.is_empty() {
        screen.labelled("alone", &[Run::new(&alone.join(", "), QUIET)], 11)?;
    }
    Ok(())
}
