//! What a page says of its article in JSON-LD, in any of the shapes in which publishers write it: one object, a list,
//! a graph; an author as text, as an object, as a list of either, or as a reference into the graph.

use super::facts::clean;
use dom_query::Document;
use serde_json::{Map, Value};

/// What structured data says of the article of a page.
#[derive(Debug, Default)]
pub(super) struct Described {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    pub(super) description: Option<String>,
    /// The whole text, as some publishers give it: plain, or with tags left in.
    pub(super) body: Option<String>,
}

type Object = Map<String, Value>;

/// Objects read from one page: enough for any newsroom's graph, and a bound for hostile ones.
const MOST_OBJECTS: usize = 2_000;

/// Endings of the schema.org types that are articles, NewsArticle, BlogPosting, LiveBlogPosting, Report among them.
const ARTICLE_TYPES: &[&str] = &["Article", "BlogPosting", "Posting", "Report", "Review"];

pub(super) fn described(page: &Document) -> Described {
    let values = scripts(page);
    let objects = objects(&values);
    let Some(article) = main_article(&objects) else { return Described::default() };
    let graph = Graph { objects: &objects };
    Described {
        headline: text(article.get("headline")).or_else(|| text(article.get("name"))),
        authors: graph.names(article.get("author").or(article.get("creator"))),
        publisher: graph.names(article.get("publisher").or(article.get("sourceOrganization"))).into_iter().next(),
        published: text(article.get("datePublished")).or_else(|| text(article.get("dateCreated"))),
        language: text(article.get("inLanguage")),
        url: text(article.get("url")).or_else(|| text(article.get("mainEntityOfPage"))),
        description: text(article.get("description")),
        body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
    }
}

fn scripts(page: &Document) -> Vec<Value> {
    let is_json_ld = |kind: &str| kind.trim().to_ascii_lowercase().starts_with("application/ld+json");
    let root = page.root();
    let nodes = root.descendants_it().filter(|n| n.has_name("script"));
    nodes.filter(|n| n.attr("type").is_some_and(|t| is_json_ld(&t))).filter_map(|n| parse(&n.text())).collect()
}

/// Reads JSON the way it stands in pages: with raw line breaks in strings, in a comment, with a semicolon after it.
fn parse(script: &str) -> Option<Value> {
    let script = script.split_once("<![CDATA[").map_or(script, |(_, json)| json);
    let script = script.rsplit_once("]]>").map_or(script, |(json, _)| json);
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let json = script.get(start..=end)?;
    serde_json::from_str(json).ok().or_else(|| {
        let evened: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&evened).ok()
    })
}

/// Every object in `values` that stands alone, in a list, in a graph, or as the main entity of another.
fn objects(values: &[Value]) -> Vec<&Object> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(list) => waiting.extend(list.iter().rev()),
            Value::Object(object) if found.len() < MOST_OBJECTS => {
                found.push(object);
                waiting.extend(["mainEntity", "@graph"].iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    found
}

/// The first article that says something of itself; news before anything else.
fn main_article<'o>(objects: &[&'o Object]) -> Option<&'o Object> {
    let of_type = |object: &Object, is: &dyn Fn(&str) -> bool| match object.get("@type") {
        Some(Value::String(one)) => is(one),
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).any(is),
        _ => false,
    };
    let tells =
        |o: &Object| ["headline", "name", "author", "datePublished", "articleBody"].iter().any(|k| o.contains_key(*k));
    let first = |is: &dyn Fn(&str) -> bool| objects.iter().copied().find(|o| of_type(o, is) && tells(o));
    first(&|t| t.ends_with("NewsArticle")).or_else(|| first(&|t| ARTICLE_TYPES.iter().any(|a| t.ends_with(a))))
}

struct Graph<'o> {
    objects: &'o [&'o Object],
}

impl Graph<'_> {
    /// The names in a value that is a name, something with a name, a reference to it, or a list of these.
    fn names(&self, value: Option<&Value>) -> Vec<String> {
        let one = |value: &Value| match value {
            Value::String(name) => clean(name),
            Value::Object(object) => text(object.get("name")).or_else(|| self.named_elsewhere(object)),
            _ => None,
        };
        match value {
            Some(Value::Array(list)) => list.iter().filter_map(one).collect(),
            Some(value) => one(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn named_elsewhere(&self, reference: &Object) -> Option<String> {
        let id = reference.get("@id")?;
        self.objects.iter().filter(|o| o.get("@id") == Some(id)).find_map(|o| text(o.get("name")))
    }
}

/// The text of a value: itself, that of its first member, or its name, value or id.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => clean(text),
        Value::Array(list) => list.first().and_then(Value::as_str).and_then(clean),
        Value::Object(object) => {
            let keys = ["@value", "name", "alternateName", "@id", "url"];
            keys.iter().find_map(|key| object.get(*key).and_then(Value::as_str)).and_then(clean)
        }
        _ => None,
    }
}
