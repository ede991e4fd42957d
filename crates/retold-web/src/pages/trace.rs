//! *Trace*: where does this text come from?

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use retold::retrieve::{Filter, Retriever};
use retold::trace::TraceSettings;
use retold_report::TraceReport;

use super::form::{Side, line, side};
use super::frame::{Leaf, Part, grouped, title_of};
use super::traced;
use crate::fields::{Fields, address};
use crate::intake::Intake;
use crate::problem::Problem;
use crate::site::{Shared, Site};
use crate::work;

/// Most texts whose sources one page shows.
const MOST: usize = 20;
/// Fields that narrow a trace down and go from the form into the address.
const NARROWING: [&str; 4] = ["since", "until", "publisher", "threshold"];

/// The form.
pub(crate) async fn trace_form(State(site): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut leaf = Leaf::new(Part::Trace, "Trace");
    let page = &mut leaf.content;
    page.raw("<div class=\"ask\">\n<h1>Where does this text come from?</h1>\n<p class=\"lead\">Retold looks for what it was made from among ");
    page.text(&grouped(site.archive.size())).raw(" articles, and shows what was done to it.</p>\n");
    page.raw("<form method=\"post\" action=\"/trace\" enctype=\"multipart/form-data\" data-busy=\"Tracing …\">\n");
    side(page, &site, &Side { prefix: "", label: "The text", rows: 14, several: true });
    page.raw("<details class=\"narrow\"><summary>Narrow down</summary>\n<div class=\"lines\">\n");
    line(page, ("since", "Sources published since", "date"), &fields);
    line(page, ("until", "and until", "date"), &fields);
    line(page, ("publisher", "by the publisher", "text"), &fields);
    page.raw("<p class=\"field\"><label for=\"threshold\">Name sources from this probability on</label><input id=\"threshold\" name=\"threshold\" ");
    page.raw("type=\"number\" min=\"0\" max=\"1\" step=\"0.05\" placeholder=\"0.5\"></p>\n</div>\n</details>\n");
    page.raw("<p class=\"do\"><button class=\"main\">Trace</button> <span class=\"busy\" role=\"status\"></span></p>\n</form>\n</div>\n");
    leaf.answer(&site)
}

/// Takes a text in and leads to its result, which has an address of its own.
pub(crate) async fn trace_taken(State(site): State<Shared>, intake: Intake) -> Result<Response, Problem> {
    let fields = intake.fields.clone();
    let found = work::in_turn(&site, move |site| intake.references(site, "", MOST)).await?;
    if found.is_empty() {
        return Err(Problem::wrong("there is no text to trace: paste one, or choose a file"));
    }
    let narrowing = NARROWING.iter().filter_map(|name| fields.get(name).map(|value| (*name, value)));
    let place = address("/trace", found.iter().map(|text| ("text", text.as_str())).chain(narrowing));
    Ok(Redirect::to(&place).into_response())
}

/// The result for one text, or a list for several.
pub(crate) async fn trace(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let settings = settings(&fields)?;
    let references: Vec<String> = fields.all("text").take(MOST).map(str::to_owned).collect();
    match references.as_slice() {
        [] => Ok(Redirect::to("/").into_response()),
        [_] => one(&site, references, settings).await,
        _ => many(&site, references, settings).await,
    }
}

fn settings(fields: &Fields) -> Result<TraceSettings, Problem> {
    let mut settings = TraceSettings {
        filter: Filter {
            since: fields.owned("since"),
            until: fields.owned("until"),
            publishers: fields.all("publisher").map(str::to_owned).collect(),
            without: Vec::new(),
        },
        ..TraceSettings::default()
    };
    if let Some(threshold) = fields.get("threshold") {
        let number = threshold.parse().ok().filter(|p| (0.0..=1.0).contains(p));
        settings.threshold =
            number.ok_or_else(|| Problem::wrong(format!("threshold: {threshold:?} is no probability")))?;
    }
    Ok(settings)
}

async fn one(site: &Shared, mut references: Vec<String>, settings: TraceSettings) -> Result<Response, Problem> {
    let reference = references.pop().unwrap_or_default();
    let work = work::in_turn(site, move |site| {
        let text = site.article(&reference)?;
        let report = work::trace(site, &text, settings, true)?;
        let title = format!("Trace of {}", title_of(&text));
        let mut leaf = Leaf::new(Part::Trace, title);
        traced::write(&mut leaf.content, &reference, &work::read(text), &report);
        Ok(leaf)
    });
    let leaf = work.await?;
    site.figures.traced();
    Ok(leaf.answer(site))
}

/// Each text is traced in a turn of its own, so that others get theirs between.
async fn many(site: &Shared, references: Vec<String>, settings: TraceSettings) -> Result<Response, Problem> {
    let mut leaf = Leaf::new(Part::Trace, format!("Trace of {} texts", references.len()));
    let page = &mut leaf.content;
    page.raw("<h1>").value(references.len()).raw(" texts</h1>\n<ol class=\"traces\">\n");
    for reference in references {
        let (settings, of) = (settings.clone(), reference.clone());
        let traced = work::in_turn(site, move |site: &Site| {
            let text = site.article(&of)?;
            let report: TraceReport = work::trace(site, &text, settings, false)?;
            Ok((text, report))
        });
        let (text, report) = traced.await?;
        site.figures.traced();
        traced::line(page, &reference, &text, &report);
    }
    page.raw("</ol>\n<p class=\"quiet\">Whole files of texts are traced by the <a href=\"/api\">API</a>, or by <code>retold trace</code>.</p>\n");
    Ok(leaf.answer(site))
}
