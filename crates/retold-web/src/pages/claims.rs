//! *Claims*: who said what, in one article or over the accounts of one story.

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use retold::Article;
use retold_report::{ClaimsOutput, ClaimsReport, Page, write_claims_parts};

use super::form::{Side, side};
use super::frame::{Leaf, Part};
use crate::fields::{Fields, address};
use crate::intake::Intake;
use crate::problem::Problem;
use crate::site::{Shared, Site};
use crate::work::{self, MOST_TOGETHER};

/// Boxes of the form: for more accounts there are files.
const SIDES: [Side; 3] = [
    Side { prefix: "a-", label: "First account", rows: 10, several: true },
    Side { prefix: "b-", label: "Second account", rows: 10, several: true },
    Side { prefix: "c-", label: "Third account", rows: 10, several: true },
];

/// The claims, or the form for them.
pub(crate) async fn claims(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let references = references(query);
    if references.is_empty() {
        return Ok(form(&site));
    }
    let place = address("", references.iter().map(|article| ("article", article.as_str())));
    let report = report(&site, references).await?;
    let mut leaf = Leaf::new(Part::Claims, "Who said what");
    let page = &mut leaf.content;
    page.raw("<div class=\"ledger\">\n");
    tools(page, &place);
    write_claims_parts(&report, page);
    page.raw("</div>\n");
    Ok(leaf.answer(&site))
}

fn references(query: Option<String>) -> Vec<String> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    fields.all("article").take(MOST_TOGETHER).map(str::to_owned).collect()
}

async fn report(site: &Shared, references: Vec<String>) -> Result<ClaimsReport, Problem> {
    let work = work::in_turn(site, move |site| {
        let articles = references.iter().map(|article| site.article(article)).collect::<Result<Vec<Article>, _>>()?;
        work::who_said_what(articles)
    });
    work.await
}

fn tools(page: &mut Page, query: &str) {
    page.raw("<nav class=\"tools\" aria-label=\"These claims\">\n<a").attribute("href", &format!("/claims{query}"));
    page.raw(">Permanent link</a>\n<span>Download ");
    for output in ClaimsOutput::ALL.into_iter().filter(|output| *output != ClaimsOutput::Terminal) {
        page.raw("<a download").attribute("href", &format!("/claims/{}{query}", output.name())).raw(">");
        page.text(&output.name().to_uppercase()).raw("</a> ");
    }
    page.raw("</span>\n<button type=\"button\" class=\"quiet\" data-print hidden>Print</button>\n</nav>\n");
}

/// The claims as a file.
pub(crate) async fn claims_download(
    State(site): State<Shared>,
    Path(output): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let known = ClaimsOutput::ALL.into_iter().filter(|output| *output != ClaimsOutput::Terminal);
    let output = known.into_iter().find(|known| known.name() == output);
    let output = output.ok_or_else(|| Problem::missing("there is no such output"))?;
    let kind = match output {
        ClaimsOutput::Html => "text/html; charset=utf-8",
        ClaimsOutput::Csv => "text/csv; charset=utf-8",
        ClaimsOutput::JsonLd => "application/ld+json",
        _ => "application/json",
    };
    let report = report(&site, references(query)).await?;
    let mut bytes = Vec::new();
    output.write(&report, &mut bytes)?;
    let name = format!("attachment; filename=\"retold-claims.{}\"", output.name());
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn form(site: &Site) -> Response {
    let mut leaf = Leaf::new(Part::Claims, "Claims");
    let page = &mut leaf.content;
    page.raw("<div class=\"ask wide\">\n<h1>Who said what?</h1>\n<p class=\"lead\">The claims of one article; or, of several accounts of one story, ");
    page.raw("what they agree on, where they conflict, and what one alone has.</p>\n");
    page.raw("<form method=\"post\" action=\"/claims\" enctype=\"multipart/form-data\" data-busy=\"Reading …\">\n<div class=\"three\">\n");
    SIDES.iter().for_each(|one| side(page, site, one));
    page.raw("</div>\n<p class=\"do\"><button class=\"main\">Show the claims</button> <span class=\"busy\" role=\"status\"></span></p>\n</form>\n</div>\n");
    leaf.answer(site)
}

/// Takes accounts in and leads to their claims.
pub(crate) async fn claims_taken(State(site): State<Shared>, intake: Intake) -> Result<Response, Problem> {
    let work = work::in_turn(&site, move |site| {
        let mut found = Vec::new();
        for side in &SIDES {
            found.extend(intake.references(site, side.prefix, MOST_TOGETHER)?);
        }
        found.truncate(MOST_TOGETHER);
        Ok(found)
    });
    let found = work.await?;
    if found.is_empty() {
        return Err(Problem::wrong("there is no text to read: paste one, or choose a file"));
    }
    let place = address("/claims", found.iter().map(|article| ("article", article.as_str())));
    Ok(Redirect::to(&place).into_response())
}
