//! What a page says about its article outside the text: headline, names, publisher, time, address, language.

use super::byline;
use super::json_ld::Described;
use super::paragraph::paragraphs;
use crate::published;
use dom_query::{Document, NodeRef};

/// The facts of a page, each from the most trustworthy place that states it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) headline: Option<String>,
    pub(super) byline: Vec<String>,
    /// Agencies and newsrooms that stood among the names.
    pub(super) credits: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    /// One sentence on the article; of use to know it again at the head of the text.
    pub(super) description: Option<String>,
    /// The letters of the page's first headings, by which a headline is known again in the text.
    pub(super) headings: Vec<String>,
}

/// Gathers the facts: structured data first, then meta elements, then the page itself.
pub(super) fn facts(page: &Document, described: &Described) -> Facts {
    let meta = Meta::of(page);
    let stated = described.publisher.as_deref().into_iter().chain(meta.each(PUBLISHER));
    let publisher = stated.map(|name| name.trim_start_matches('@')).find(|name| letters(name).len() > 1);
    let publisher = publisher.map(str::to_owned);
    let names = byline::split_names(&authors(page, described, &meta), publisher.as_deref());
    Facts {
        headline: headline(page, described, &meta, publisher.as_deref()),
        byline: names.people,
        credits: names.newsrooms,
        published: published_time(page, described, &meta),
        language: language(page, described, &meta),
        url: address(page, described, &meta),
        description: described.description.clone().or_else(|| meta.first(DESCRIPTION)),
        headings: page.root().descendants_it().filter(|n| n.has_name("h1")).map(|n| letters(&n.text())).collect(),
        publisher,
    }
}

const PUBLISHER: &[&str] = &["og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"];
const AUTHOR: &[&str] = &[
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article.author",
    "cxenseparse:author",
    "mrf:authors",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "og:published_time",
    "date",
    "citation_publication_date",
    "article.published",
    "displaydate",
];
const TITLE: &[&str] = &["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title"];
const DESCRIPTION: &[&str] = &["og:description", "description", "twitter:description"];

/// The meta elements of a page: names in lower case with their contents, in the order of the page.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(page: &Document) -> Self {
        let mut all = Vec::new();
        for node in page.root().descendants_it().filter(|n| n.has_name("meta")) {
            let Some(content) = node.attr("content").and_then(|c| clean(&c)) else { continue };
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = node.attr(key) {
                    all.push((name.trim().to_lowercase(), content.clone()));
                }
            }
        }
        Self(all)
    }

    /// Every content under the first of `names` that has one.
    fn all(&self, names: &[&str]) -> Vec<String> {
        let under = |name: &&str| self.0.iter().filter(|(n, _)| n == name).map(|(_, c)| c.clone()).collect::<Vec<_>>();
        names.iter().map(under).find(|contents| !contents.is_empty()).unwrap_or_default()
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).into_iter().next()
    }

    /// The contents under `names` in their order, whichever of them are there.
    fn each<'m>(&'m self, names: &'m [&str]) -> impl Iterator<Item = &'m str> + 'm {
        names.iter().flat_map(|name| self.0.iter().filter(move |(n, _)| n == name).map(|(_, c)| c.as_str()))
    }
}

fn headline(page: &Document, described: &Described, meta: &Meta, publisher: Option<&str>) -> Option<String> {
    let element = |name: &str| {
        let found = page.root().descendants_it().find(|n| n.has_name(name))?;
        clean(&found.text())
    };
    let candidates = [described.headline.clone(), meta.first(TITLE), element("title"), element("h1")];
    let stated = candidates.into_iter().flatten().find(|c| publisher != Some(c.as_str()))?;
    Some(without_site(&stated, publisher))
}

/// "Bridge opens | The Harbour Post" without the site's name.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let Some(publisher) = publisher else { return title.to_owned() };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
        if let Some((rest, site)) = title.rsplit_once(mark) {
            let (site, name) = (letters(site), letters(publisher));
            if !rest.trim().is_empty() && !site.is_empty() && (name.contains(&site) || site.contains(&name)) {
                return rest.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// The letters and figures of `text` in lower case, for comparing what publishers write in many ways.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn authors(page: &Document, described: &Described, meta: &Meta) -> Vec<String> {
    if !described.authors.is_empty() {
        return described.authors.clone();
    }
    let declared: Vec<String> = meta.all(AUTHOR).into_iter().filter(|name| !byline::is_address(name)).collect();
    if !declared.is_empty() {
        return declared;
    }
    let marked = |n: &NodeRef| {
        n.attr("rel").is_some_and(|v| &*v == "author")
            || n.attr("itemprop").is_some_and(|v| &*v == "author")
            || n.attr("class").is_some_and(|v| v.split_whitespace().any(|c| matches!(c, "byline" | "author")))
    };
    let root = page.root();
    let shown = root.descendants_it().filter(marked).map(|n| paragraphs(&n)).find(|lines| !lines.is_empty());
    let lines =
        shown.unwrap_or_default().into_iter().flat_map(|p| p.text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| line.len() <= byline::LONGEST_BYLINE).collect()
}

fn published_time(page: &Document, described: &Described, meta: &Meta) -> Option<String> {
    let stated = described.published.as_deref().and_then(published::normalise);
    let declared = || meta.each(PUBLISHED).find_map(published::normalise);
    let shown = || {
        let root = page.root();
        let mut times = root.descendants_it().filter(|n| n.has_name("time"));
        times.find_map(|n| published::normalise(&n.attr("datetime")?))
    };
    stated.or_else(declared).or_else(shown)
}

fn language(page: &Document, described: &Described, meta: &Meta) -> Option<String> {
    let tag = |text: &str| {
        let tag = text.trim().replace('_', "-");
        let primary = tag.split('-').next().unwrap_or_default();
        let shaped = (2..=3).contains(&primary.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        shaped.then_some(tag)
    };
    let root = page.root().descendants_it().find(|n| n.has_name("html")).and_then(|n| n.attr("lang"));
    let stated = described.language.as_deref().and_then(tag);
    stated
        .or_else(|| root.and_then(|r| tag(&r)))
        .or_else(|| meta.each(&["og:locale", "content-language"]).find_map(tag))
}

fn address(page: &Document, described: &Described, meta: &Meta) -> Option<String> {
    let canonical = page.root().descendants_it().find_map(|n| {
        let is_canonical = n.has_name("link") && n.attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
        if is_canonical { n.attr("href").map(|h| h.trim().to_owned()) } else { None }
    });
    let all = [canonical, meta.first(&["og:url"]), described.url.clone()];
    all.into_iter().flatten().find(|url| byline::is_address(url))
}

/// `text` with entities resolved and white space evened out, unless nothing is left.
pub(super) fn clean(text: &str) -> Option<String> {
    let plain = html_escape::decode_html_entities(text);
    let evened = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!evened.is_empty()).then_some(evened)
}
