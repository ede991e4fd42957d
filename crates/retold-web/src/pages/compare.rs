//! *Compare*: the report's side-by-side view, live.

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use retold::Article;
use retold_report::{Output, Page, Report, write_comparison_foot, write_comparison_parts, write_comparison_titles};

use super::form::{Side, side};
use super::frame::{Leaf, Part, title_of};
use crate::fields::{Fields, address};
use crate::intake::Intake;
use crate::problem::Problem;
use crate::site::{Shared, Site};
use crate::work::{self, MOST_TOGETHER};

/// References of what is compared.
#[derive(Clone, Debug)]
struct Pair {
    sources: Vec<String>,
    retelling: String,
    redact: bool,
}

impl Pair {
    /// What the fields of an address name; `None` where one side is missing.
    fn of(fields: &Fields) -> Option<Self> {
        let sources: Vec<String> = fields.all("source").take(MOST_TOGETHER).map(str::to_owned).collect();
        let retelling = fields.owned("retelling")?;
        let redact = fields.get("redact").is_some();
        (!sources.is_empty()).then_some(Self { sources, retelling, redact })
    }

    fn address(&self, path: &str) -> String {
        let sources = self.sources.iter().map(|source| ("source", source.as_str()));
        let redact = self.redact.then_some(("redact", "yes"));
        address(path, sources.chain([("retelling", self.retelling.as_str())]).chain(redact))
    }

    /// With one source, the same the other way round.
    fn turned(&self) -> Option<Self> {
        match self.sources.as_slice() {
            [source] => {
                let (sources, retelling) = (vec![self.retelling.clone()], source.clone());
                Some(Self { sources, retelling, redact: self.redact })
            }
            _ => None,
        }
    }

    fn report(&self, site: &Site) -> Result<Report, Problem> {
        let sources = self.sources.iter().map(|source| site.article(source)).collect::<Result<Vec<Article>, _>>()?;
        Ok(work::report(work::compare(&sources, &site.article(&self.retelling)?)?, self.redact))
    }
}

/// The comparison, or the form for one.
pub(crate) async fn compare(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let Some(pair) = Pair::of(&fields) else { return Ok(form(&site)) };
    let shown = pair.clone();
    let report = work::in_turn(&site, move |site| pair.report(site)).await?;
    let title = report.joint.comparisons.first().map_or(String::new(), |c| title_of(&c.retelling.article).to_owned());
    let mut leaf = Leaf { compares: true, ..Leaf::new(Part::Compare, title) };
    let page = &mut leaf.content;
    page.raw("<header class=\"titles\">\n");
    write_comparison_titles(&report, page);
    page.raw("</header>\n");
    tools(page, &shown);
    write_comparison_parts(&report, page);
    page.raw("<div class=\"marks-foot\">\n");
    write_comparison_foot(&report, page);
    page.raw("</div>\n");
    Ok(leaf.answer(&site))
}

/// What can be done with a comparison.
fn tools(page: &mut Page, pair: &Pair) {
    page.raw("<nav class=\"tools\" aria-label=\"This comparison\">\n<span class=\"walk\" hidden><button type=\"button\" class=\"quiet\" data-walk=\"-1\" ");
    page.raw("aria-keyshortcuts=\"p\">Previous change</button> <button type=\"button\" class=\"quiet\" data-walk=\"1\" aria-keyshortcuts=\"n\">Next change");
    page.raw("</button> <output class=\"quiet\" role=\"status\"></output></span>\n");
    if let Some(turned) = pair.turned() {
        page.raw("<a").attribute("href", &turned.address("/compare")).raw(">Switch sides</a>\n");
    }
    page.raw("<a").attribute("href", &pair.address("/compare")).raw(">Permanent link</a>\n<span>Download ");
    for (path, label) in [("/compare/html", "HTML"), ("/compare/json", "JSON"), ("/compare/csv", "CSV")] {
        page.raw("<a download").attribute("href", &pair.address(path)).raw(">").raw(label).raw("</a> ");
    }
    page.raw("</span>\n<a").attribute("href", &Pair { redact: !pair.redact, ..pair.clone() }.address("/compare"));
    page.raw(if pair.redact { ">Show the words</a>\n" } else { ">Show the evidence only</a>\n" });
    page.raw("<button type=\"button\" class=\"quiet\" data-print hidden>Print</button>\n</nav>\n");
}

/// The comparison as a file.
pub(crate) async fn compare_download(
    State(site): State<Shared>,
    Path(output): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (output, kind) = match output.as_str() {
        "html" => (Output::Html, "text/html; charset=utf-8"),
        "json" => (Output::Json, "application/json"),
        "csv" => (Output::Csv, "text/csv; charset=utf-8"),
        _ => return Err(Problem::missing("there is no such output")),
    };
    let pair = Pair::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let pair = pair.ok_or_else(|| Problem::wrong("a source and a retelling are to be named"))?;
    let report = work::in_turn(&site, move |site| pair.report(site)).await?;
    let mut bytes = Vec::new();
    output.writer().write(&report, &mut bytes)?;
    let name = format!("attachment; filename=\"retold-comparison.{}\"", output.name());
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn form(site: &Site) -> Response {
    let mut leaf = Leaf::new(Part::Compare, "Compare");
    let page = &mut leaf.content;
    page.raw("<div class=\"ask wide\">\n<h1>How was one text made from the other?</h1>\n<p class=\"lead\">Sentence by sentence: what was taken, what was ");
    page.raw("left out, what was changed.</p>\n<form method=\"post\" action=\"/compare\" enctype=\"multipart/form-data\" data-busy=\"Comparing …\">\n");
    page.raw("<div class=\"two\">\n");
    side(page, site, &Side { prefix: "source-", label: "Source", rows: 16, several: true });
    side(page, site, &Side { prefix: "retelling-", label: "Retelling", rows: 16, several: false });
    page.raw("</div>\n<p class=\"do\"><button class=\"main\">Compare</button> <span class=\"busy\" role=\"status\"></span></p>\n</form>\n</div>\n");
    leaf.answer(site)
}

/// Takes two texts in and leads to their comparison.
pub(crate) async fn compare_taken(State(site): State<Shared>, intake: Intake) -> Result<Response, Problem> {
    let work = work::in_turn(&site, move |site| {
        let sources = intake.references(site, "source-", MOST_TOGETHER)?;
        Ok((sources, intake.references(site, "retelling-", 1)?))
    });
    let (sources, mut retelling) = work.await?;
    let Some(retelling) = retelling.pop().filter(|_| !sources.is_empty()) else {
        return Err(Problem::wrong("two texts are compared: give a source and a retelling"));
    };
    let place = Pair { sources, retelling, redact: false }.address("/compare");
    Ok(Redirect::to(&place).into_response())
}
