//! Takes out of a parsed page what no reader would call the article: menus, boxes of other stories, forms, captions.
//!
//! A box is known by its element, its role, or a word of its class or id. Publishers also put such words on wrappers
//! of the whole article ("content-with-sidebar"), so what holds a large share of the page's running text stays.

use super::lists::{BOX_PAIRS, BOX_WORDS, COMMENT_WORDS, PICTURE_WORDS, PhraseList};
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

/// A box that holds more than this share of the page's running text is a wrapper and stays.
const WRAPPER_SHARE: f64 = 0.3;

/// An `article` element with more than this share of the running text is the article of the page.
const MAIN_ARTICLE_SHARE: f64 = 0.5;

/// Beside a main article, an `article` element with no more than this share is a card for another story.
const CARD_SHARE: f64 = 0.15;

/// How far above a picture the box of its caption may stand.
const CAPTION_CLIMB: usize = 4;

/// Bytes of the longest caption in a box that is named for a picture, and in one that is not.
const LONGEST_CAPTION: usize = 400;
const LONGEST_UNNAMED_CAPTION: usize = 120;

/// A paragraph is running text when links make up less than this share of it.
const RUNNING_LINK_SHARE: f64 = 0.5;

/// Removes from `page` everything that stands around the article.
pub(super) fn prune(page: &Document) {
    remove_all(page, |node, name| NEVER.contains(&name) || node.is_comment() || is_hidden(node));
    remove_captions(page);
    let total = running_text(&page.root());
    let is_small = |node: &NodeRef, share: f64| (running_text(node) as f64) <= share * total as f64;
    let articles = page.root().descendants_it().filter(|n| n.has_name("article")).collect::<Vec<_>>();
    let has_main_article = articles.iter().any(|article| !is_small(article, MAIN_ARTICLE_SHARE));
    remove_all(page, |node, name| match name {
        "html" | "body" | "main" | "a" => false,
        "article" => has_main_article && is_small(node, CARD_SHARE),
        "span" => is_popup(node),
        _ => match suspicion(node, name) {
            Suspicion::None => false,
            Suspicion::Comments => !holds_article(node),
            Suspicion::Box => is_small(node, WRAPPER_SHARE),
        },
    });
}

/// Removes the words under pictures that no element names as a caption: the little text that stands with a picture in
/// a box of its own.
fn remove_captions(page: &Document) {
    let pictures: Vec<NodeRef> = page.root().descendants_it().filter(|n| n.has_name("img")).collect();
    for picture in pictures {
        let told = picture.ancestors_it(Some(CAPTION_CLIMB)).find(|a| !a.text().trim().is_empty());
        let Some(around) = told.filter(|a| is_caption_box(a)) else { continue };
        around.remove_from_parent();
    }
}

fn is_caption_box(node: &NodeRef) -> bool {
    let text = node.text();
    let text = text.trim();
    let name = node.node_name().unwrap_or_default();
    if !matches!(&*name, "div" | "span" | "p" | "td" | "dl" | "center" | "figure") || text.len() > LONGEST_CAPTION {
        return false;
    }
    let has_heading = node.descendants_it().any(|n| n.node_name().is_some_and(|n| is_heading(&n)));
    let is_named = &*name != "p" && naming_words(node).iter().any(|w| PICTURE_WORDS.contains(w));
    !has_heading
        && (is_named || (text.len() <= LONGEST_UNNAMED_CAPTION && !text.ends_with(['.', '?', '!', ':', '"', '”'])))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// A card that opens over a name in the midst of a sentence: a picture and links inside a span of a paragraph.
fn is_popup(node: &NodeRef) -> bool {
    let holds = |wanted: &str| node.descendants_it().filter(|n| n.has_name(wanted)).count();
    node.prev_sibling().is_some_and(|before| before.has_name("a"))
        && node.ancestors_it(None).any(|a| a.has_name("p"))
        && holds("img") > 0
        && holds("a") > 1
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
    let any = |list: &PhraseList| words.iter().any(|w| list.contains(w));
    if any(&COMMENT_WORDS) {
        return Suspicion::Comments;
    }
    let pair = || words.windows(2).any(|w| BOX_PAIRS.contains(&format!("{} {}", w[0], w[1])));
    if any(&BOX_WORDS) || pair() { Suspicion::Box } else { Suspicion::None }
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
