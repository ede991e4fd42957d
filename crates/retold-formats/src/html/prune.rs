//! Takes out of a parsed page what no reader would call the article: menus, boxes of other stories, forms, captions.
//!
//! A box is known by its element, its role, or a word of its class or id. Publishers also put such words on wrappers
//! of the whole article ("content-with-sidebar"), so what holds a large share of the page's running text stays.

use dom_query::{Document, NodeRef};

/// Elements that never hold running text of an article.
const NEVER: &[&str] = &[
    "script",
    "style",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "template",
    "canvas",
    "video",
    "audio",
    "map",
    "nav",
    "menu",
    "dialog",
    "button",
    "input",
    "select",
    "textarea",
    "label",
    "figcaption",
    "link",
    "meta",
];

/// Elements that hold running text now and then, so that their share of it decides.
const SELDOM: &[&str] = &["aside", "footer", "form", "figure"];

/// ARIA roles of things around an article.
const ROLES: &[&str] =
    &["navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"];

/// Words of a class or an id that tell of a box beside the article.
const BOX_WORDS: &[&str] = &[
    "ad",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "captions",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "disclaimer",
    "dropdown",
    "flyout",
    "footer",
    "gallery",
    "gdpr",
    "login",
    "masthead",
    "menu",
    "meta",
    "metadata",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "popular",
    "popup",
    "promo",
    "promos",
    "promotion",
    "rating",
    "ratings",
    "recirc",
    "recirculation",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "relateds",
    "share",
    "shares",
    "sharebar",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "taglist",
    "teads",
    "timestamp",
    "toolbar",
    "tooltip",
    "trending",
    "zergnet",
];

/// Pairs of neighbouring words that tell what one of them alone does not.
const BOX_PAIRS: &[(&str, &str)] = &[
    ("about", "author"),
    ("also", "like"),
    ("also", "read"),
    ("article", "tools"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "info"),
    ("call", "action"),
    ("image", "source"),
    ("more", "from"),
    ("more", "news"),
    ("more", "on"),
    ("more", "stories"),
    ("most", "read"),
    ("most", "viewed"),
    ("next", "article"),
    ("photo", "source"),
    ("post", "navigation"),
    ("pub", "date"),
    ("read", "also"),
    ("read", "more"),
    ("read", "next"),
    ("see", "also"),
    ("top", "stories"),
    ("up", "next"),
    ("you", "may"),
    ("you", "might"),
];

/// Words of the readers' comments: pruned however much they say.
const COMMENT_WORDS: &[&str] = &["comments", "comment", "commentlist", "disqus", "respond", "livefyre"];

/// A box that holds more than this share of the page's running text is a wrapper and stays.
const WRAPPER_SHARE: f64 = 0.3;

/// A paragraph is running text when links make up less than this share of it.
const RUNNING_LINK_SHARE: f64 = 0.5;

/// Removes from `page` everything that stands around the article.
pub(super) fn prune(page: &Document) {
    remove_all(page, |node, name| NEVER.contains(&name) || node.is_comment() || is_hidden(node));
    let total = running_text(&page.root());
    remove_all(page, |node, name| {
        if matches!(name, "html" | "body" | "article" | "main" | "a") {
            return false;
        }
        match suspicion(node, name) {
            Suspicion::None => false,
            Suspicion::Comments => !holds_article(node),
            Suspicion::Box => (running_text(node) as f64) <= WRAPPER_SHARE * total as f64,
        }
    });
}

enum Suspicion {
    None,
    Box,
    Comments,
}

fn suspicion(node: &NodeRef, name: &str) -> Suspicion {
    if name == "footer" && node.ancestors_it(None).any(|a| a.has_name("blockquote")) {
        return Suspicion::None;
    }
    if SELDOM.contains(&name) || node.attr("role").is_some_and(|role| ROLES.contains(&&*role)) {
        return Suspicion::Box;
    }
    let words = naming_words(node);
    let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    if any(COMMENT_WORDS) {
        return Suspicion::Comments;
    }
    let pair = || words.windows(2).any(|w| BOX_PAIRS.contains(&(w[0].as_str(), w[1].as_str())));
    if any(BOX_WORDS) || pair() { Suspicion::Box } else { Suspicion::None }
}

/// The words of a node's class and id: "relatedLinks--big" gives related, links, big.
fn naming_words(node: &NodeRef) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in ["class", "id"] {
        let Some(value) = node.attr(attribute) else { continue };
        let mut word = String::new();
        let mut before_lower = false;
        for c in value.chars() {
            if (!c.is_alphanumeric() || (c.is_uppercase() && before_lower)) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            before_lower = c.is_lowercase();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

fn is_hidden(node: &NodeRef) -> bool {
    if !node.is_element() || node.has_name("body") || node.has_name("html") {
        return false;
    }
    let style = node.attr("style").map(|s| s.to_ascii_lowercase().replace(' ', ""));
    node.has_attr("hidden") || style.is_some_and(|s| s.contains("display:none") || s.contains("visibility:hidden"))
}

fn holds_article(node: &NodeRef) -> bool {
    node.descendants_it().any(|n| n.has_name("article") || n.has_name("main") || n.has_name("h1"))
}

/// Letters and figures in the paragraphs under `node` that are not mostly links.
fn running_text(node: &NodeRef) -> usize {
    node.descendants_it()
        .filter(|n| n.has_name("p"))
        .map(|p| {
            let all = p.text().trim().len();
            let links: usize = p.descendants_it().filter(|n| n.has_name("a")).map(|a| a.text().len()).sum();
            if (links as f64) < RUNNING_LINK_SHARE * all as f64 { all } else { 0 }
        })
        .sum()
}

/// Removes every node that `unwanted` names, not looking inside what is gone.
fn remove_all(page: &Document, unwanted: impl Fn(&NodeRef, &str) -> bool) {
    let root = page.root();
    let mut open = vec![root];
    while let Some(parent) = open.pop() {
        let mut child = parent.first_child();
        while let Some(node) = child {
            child = node.next_sibling();
            let name = node.node_name().unwrap_or_default();
            if unwanted(&node, &name) {
                node.remove_from_parent();
            } else if node.is_element() {
                open.push(node);
            }
        }
    }
}
