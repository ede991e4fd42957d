//! An article of the archive, with its own source and all its retellings.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use retold::Article;
use retold::text::Reading;
use retold::trace::{Reason, Trace, TraceSettings};
use retold_report::{Page, percent};

use super::frame::{Leaf, Part, facts_of, title_of};
use crate::fields::{Fields, address};
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// Candidates that are compared: a story of a wire service may be retold in many papers.
const CANDIDATES: usize = 30;

/// The article.
pub(crate) async fn article(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let id = fields.owned("id").ok_or_else(|| Problem::wrong("the id of an article is to be named"))?;
    let work = work::in_turn(&site, move |site| {
        let article = site.article(&id)?;
        let settings = TraceSettings { candidates: CANDIDATES, ..TraceSettings::default() };
        let trace = work::trace(site, &article, settings, false)?.trace;
        let kin = Kin::of(&article, &trace);
        Ok((work::read(article), kin))
    });
    let (reading, kin) = work.await?;
    let article = &reading.article;
    let mut leaf = Leaf::new(Part::Archive, title_of(article));
    let page = &mut leaf.content;
    page.raw("<div class=\"found\">\n<header class=\"titles\">\n<p class=\"kicker\">Archive</p>\n<h1 dir=\"auto\">")
        .text(title_of(article));
    page.raw("</h1>\n<p class=\"facts-line\" dir=\"auto\">");
    facts_of(page, article);
    page.raw("</p>\n</header>\n<nav class=\"tools\" aria-label=\"This article\">\n<a");
    page.attribute("href", &address("/trace", [("text", article.id.as_str())])).raw(">Trace its sources</a>\n<a");
    page.attribute("href", &address("/claims", [("article", article.id.as_str())])).raw(">Who said what</a>\n<a");
    page.attribute("href", &address("/family", [("article", article.id.as_str())])).raw(">Its family</a>\n");
    original(page, article);
    page.raw("</nav>\n<div class=\"columns\">\n");
    kin.write(page, article);
    text(page, &reading);
    page.raw("</div>\n</div>\n");
    Ok(leaf.answer(&site))
}

/// A link to where the article was published. Only addresses of the web: others could run as a script.
fn original(page: &mut Page, article: &Article) {
    if let Some(url) = article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
        page.raw("<a rel=\"noreferrer noopener external\"").attribute("href", url).raw(">Where it was published</a>\n");
    }
}

fn text(page: &mut Page, reading: &Reading) {
    page.raw("<section class=\"body\" aria-labelledby=\"text\">\n<h2 id=\"text\">The text</h2>\n<div class=\"prose\" dir=\"auto\"");
    if let Some(language) = &reading.language {
        page.attribute("lang", language);
    }
    page.raw(">\n");
    let title = title_of(&reading.article);
    let body = reading.article.body.trim_start();
    let rest = body.strip_prefix(title).unwrap_or(body);
    for paragraph in rest.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        page.raw("<p>").text(paragraph).raw("</p>\n");
    }
    page.raw("</div>\n</section>\n");
}

/// Articles that an article was made from, or that were made from it or from the same source.
#[derive(Default)]
struct Kin {
    sources: Vec<(Article, f64)>,
    retellings: Vec<(Article, f64)>,
    others: Vec<(Article, f64)>,
    copies: Vec<String>,
}

/// From this probability on, two articles are kin.
const DERIVED: f64 = 0.5;

impl Kin {
    /// What a trace says of an article's kin. Which came first, dates tell; a trace names only one of several that explain
    /// the same, but tells how likely each would be by itself.
    fn of(article: &Article, trace: &Trace) -> Self {
        let mut kin = Self::default();
        for source in &trace.sources {
            kin.add(article, &source.article, source.probability);
            kin.copies.extend(source.copies.iter().cloned());
        }
        for near in trace.near.iter().filter(|near| near.alone >= DERIVED) {
            if matches!(near.reason, Reason::Explained(_)) || near.probability >= DERIVED {
                kin.add(article, &near.article, near.alone);
            }
        }
        kin
    }

    fn add(&mut self, of: &Article, other: &Article, probability: f64) {
        let side = match (&of.published, &other.published) {
            (Some(own), Some(theirs)) if theirs < own => &mut self.sources,
            (Some(own), Some(theirs)) if theirs > own => &mut self.retellings,
            _ => &mut self.others,
        };
        side.push((other.clone(), probability));
    }

    fn write(&self, page: &mut Page, of: &Article) {
        page.raw("<section class=\"sources\" aria-labelledby=\"kin\">\n<h2 id=\"kin\">Where it stands</h2>\n");
        let parts = [
            ("Made from", &self.sources, true),
            ("Retold by", &self.retellings, false),
            ("Kin, without dates to tell which came first", &self.others, true),
        ];
        if parts.iter().all(|(_, list, _)| list.is_empty()) {
            page.raw("<p>The archive holds no article that it was made from, and none that was made from it.</p>\n");
        }
        for (title, list, is_source) in parts {
            if list.is_empty() {
                continue;
            }
            page.raw("<h3>").raw(title).raw("</h3>\n<ul class=\"rows\">\n");
            for (other, probability) in list {
                let (source, retelling) = if is_source { (other, of) } else { (of, other) };
                let place = address("/compare", [("source", source.id.as_str()), ("retelling", retelling.id.as_str())]);
                page.raw("<li dir=\"auto\"><a")
                    .attribute("href", &address("/archive/article", [("id", other.id.as_str())]));
                page.raw(">").text(title_of(other)).raw("</a> <b>").text(&percent(*probability));
                page.raw("</b><br><span class=\"facts-line\">");
                facts_of(page, other);
                page.raw("</span> <a")
                    .attribute("href", &place)
                    .raw(">Compare<span class=\"unseen\"> with ")
                    .text(&other.id);
                page.raw("</span></a></li>\n");
            }
            page.raw("</ul>\n");
        }
        if !self.copies.is_empty() {
            page.raw("<p class=\"quiet\" dir=\"auto\">Copies: ").text(&self.copies.join(", ")).raw("</p>\n");
        }
        page.raw("</section>\n");
    }
}
