//! *Archive*: search by words, date and publisher.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use retold::Article;
use retold_archive::{Found, Query};
use retold_report::Page;

use super::form::line;
use super::frame::{Leaf, Part, facts_of, grouped, title_of};
use crate::fields::{Fields, address};
use crate::problem::Problem;
use crate::site::Shared;
use crate::{api, work};

/// Articles on a page.
const ON_PAGE: usize = 20;
/// Most characters of a text that a list shows.
const SNIPPET: usize = 220;
/// Fields that go from page to page.
const FIELDS: [&str; 4] = ["words", "since", "until", "publisher"];

/// The search with what it found.
pub(crate) async fn search(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let query = Query { limit: ON_PAGE, ..api::query(&fields, ON_PAGE) };
    let asked = query.clone();
    let found = work::in_turn(&site, move |site| Ok(site.archive.search(&query)?)).await?;
    let mut leaf = Leaf::new(Part::Archive, if asked.words.is_empty() { "Archive" } else { &asked.words });
    let page = &mut leaf.content;
    page.raw("<div class=\"archive\">\n<h1>Archive</h1>\n<form class=\"search\" method=\"get\" action=\"/archive\" role=\"search\">\n");
    line(page, ("words", "Words", "search"), &fields);
    line(page, ("publisher", "Publisher", "text"), &fields);
    line(page, ("since", "Since", "text"), &fields);
    line(page, ("until", "Until", "text"), &fields);
    page.raw("<p class=\"do\"><button class=\"main\">Search</button></p>\n</form>\n<p class=\"lead\" role=\"status\">");
    page.text(&told(&asked, &found)).raw("</p>\n<ol class=\"rows articles\"");
    page.attribute("start", &(asked.skip + 1).to_string()).raw(">\n");
    found.articles.iter().for_each(|article| entry(page, article));
    page.raw("</ol>\n");
    pager(page, &fields, (&asked, &found));
    page.raw("</div>\n");
    Ok(leaf.answer(&site))
}

fn told(asked: &Query, found: &Found) -> String {
    let count = match found.matching {
        0 => {
            return "No article was found. All words must stand in an article; words such as “the” are not looked for."
                .into();
        }
        1 => "One article".to_owned(),
        n => format!("{} articles", grouped(n)),
    };
    let last = asked.skip + found.articles.len();
    match found.articles.len() {
        0 => format!("{count}, and no more of them"),
        shown if shown == found.matching => format!("{count}, latest first"),
        _ => format!("{count}, latest first: {} to {}", grouped(asked.skip + 1), grouped(last)),
    }
}

/// Writes an article as an entry of a list.
pub(super) fn entry(page: &mut Page, article: &Article) {
    page.raw("<li dir=\"auto\"><h2><a").attribute("href", &address("/archive/article", [("id", article.id.as_str())]));
    page.raw(">").text(title_of(article)).raw("</a></h2><p class=\"facts-line\">");
    facts_of(page, article);
    page.raw("</p><p class=\"snippet\">").text(&snippet(article)).raw("</p></li>\n");
}

/// The beginning of the text, behind its title.
fn snippet(article: &Article) -> String {
    let body = article.body.trim_start();
    let rest = body.strip_prefix(title_of(article)).unwrap_or(body);
    let text = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = text.char_indices().nth(SNIPPET) else { return text };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..end])
}

fn pager(page: &mut Page, fields: &Fields, (asked, found): (&Query, &Found)) {
    let to = |skip: usize| {
        let skip = skip.to_string();
        let kept = FIELDS.iter().filter_map(|name| fields.get(name).map(|value| (*name, value)));
        address("/archive", kept.chain([("skip", skip.as_str())]))
    };
    let (earlier, next) =
        (asked.skip > 0, asked.skip + found.articles.len() < found.matching && !found.articles.is_empty());
    if !earlier && !next {
        return;
    }
    page.raw("<nav class=\"pager\" aria-label=\"More articles\">");
    if earlier {
        page.raw("<a rel=\"prev\"").attribute("href", &to(asked.skip.saturating_sub(ON_PAGE))).raw(">Later ones</a> ");
    }
    if next {
        page.raw("<a rel=\"next\"").attribute("href", &to(asked.skip + ON_PAGE)).raw(">Earlier ones</a>");
    }
    page.raw("</nav>\n");
}
