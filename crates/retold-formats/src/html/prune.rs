//! Takes out of a parsed page what no reader would call the article: menus, boxes of other stories, forms, captions.
//!
//! A box is known by its element, its role, or a word of its class or id. Publishers also put such words on wrappers
//! of the whole article ("content-with-sidebar"), so what holds a large share of the page's running text stays.

use super::lists::{BOX_PAIRS, BOX_WORDS, COMMENT_WORDS, PICTURE_WORDS, PhraseList};
use super::walk::{Step, walk};
use super::weight::{Weight, Weights};
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

/// How deep a tree is handed to code that may recurse: four times what the tags may nest, for the paragraphs, rows and
/// cells that are not counted there.
const DEEPEST_TREE: usize = 4 * super::DEEPEST_PAGE + 8;

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

/// Removes from `page` everything that stands around the article.
pub(super) fn prune(page: &Document) {
    remove_deep(page);
    remove_all(page, |node, name| NEVER.contains(&name) || node.is_comment());
    remove_captions(page);
    let weights = Weights::of_page(page);
    let is_main = |n: &NodeRef| n.has_name("article") && !weights.is_small(n, MAIN_ARTICLE_SHARE);
    let has_main_article = page.root().descendants_it().any(|n| is_main(&n));
    remove_all(page, |node, name| match name {
        "html" | "body" | "main" | "a" => false,
        "article" => has_main_article && weights.is_small(node, CARD_SHARE),
        "span" => is_popup(node, &weights),
        _ => match suspicion(node, name) {
            Suspicion::None => false,
            Suspicion::Comments => weights.of(node).mains == 0,
            Suspicion::Box => weights.is_small(node, WRAPPER_SHARE),
        },
    });
}

/// Cuts the tree where it is deeper than the tags let expect: a parser opens elements of its own accord.
fn remove_deep(page: &Document) {
    let (mut depth, mut deep) = (0, Vec::new());
    walk(&page.root(), |step| match step {
        Step::Text(_) => {}
        Step::Enter(node) => {
            depth += 1;
            deep.extend((depth > DEEPEST_TREE).then_some(node));
        }
        Step::Leave(_) => depth -= 1,
    });
    deep.iter().for_each(NodeRef::remove_from_parent);
}

/// Removes the words under pictures that no element names as a caption: the little text that stands with a picture in
/// a box of its own.
fn remove_captions(page: &Document) {
    let weights = Weights::of_page(page);
    let mut boxes = Vec::new();
    walk(&page.root(), |step| {
        if let Step::Enter(picture) = step
            && picture.has_name("img")
        {
            let mut around = picture.ancestors_it(Some(CAPTION_CLIMB)).map(|a| (a, weights.of(&a)));
            boxes.extend(around.find(|(_, weight)| weight.text > 0).filter(|(a, weight)| is_caption_box(a, *weight)));
        }
    });
    for (around, _) in boxes {
        around.remove_from_parent();
    }
}

fn is_caption_box(node: &NodeRef, weight: Weight) -> bool {
    let name = node.node_name().unwrap_or_default();
    let may_hold = matches!(&*name, "div" | "span" | "p" | "td" | "dl" | "center" | "figure");
    if !may_hold || weight.text > LONGEST_CAPTION || weight.headings > 0 {
        return false;
    }
    if &*name != "p" && naming_words(node).iter().any(|w| PICTURE_WORDS.contains(w)) {
        return true;
    }
    weight.text <= LONGEST_UNNAMED_CAPTION && !node.text().trim_end().ends_with(['.', '?', '!', ':', '"', '”'])
}

/// A card that opens over a name in the midst of a sentence: a picture and links in a span behind a link.
fn is_popup(node: &NodeRef, weights: &Weights) -> bool {
    let weight = weights.of(node);
    weight.images > 0 && weight.links > 1 && node.prev_sibling().is_some_and(|before| before.has_name("a"))
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
    if SELDOM.contains(&name) || is_hidden(node) || node.attr("role").is_some_and(|role| ROLES.contains(&&*role)) {
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
    let style = node.attr("style").map(|s| s.to_ascii_lowercase().replace(' ', ""));
    node.has_attr("hidden") || style.is_some_and(|s| s.contains("display:none") || s.contains("visibility:hidden"))
}

/// Removes every node that `unwanted` names, not looking inside what is gone.
fn remove_all<'p>(page: &'p Document, mut unwanted: impl FnMut(&NodeRef<'p>, &str) -> bool) {
    let mut open = vec![page.root()];
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
