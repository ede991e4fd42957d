//! How much of what every element of a page holds, measured in one walk.

use super::walk::{Step, walk};
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashMap;

/// What stands under one element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// Bytes of text, white space at the ends of its pieces left out.
    pub(super) text: usize,
    /// Bytes of the pieces that are long enough to be sentences and stand outside links.
    pub(super) running: usize,
    pub(super) links: usize,
    pub(super) images: usize,
    pub(super) headings: usize,
    /// Elements that hold or head the main text: `article`, `main`, `h1`.
    pub(super) mains: usize,
}

/// A piece of text this long, in bytes, is part of a sentence rather than a label.
const SHORTEST_RUNNING: usize = 40;

/// The weights of all elements of a page.
pub(super) struct Weights {
    of: HashMap<NodeId, Weight>,
    whole: Weight,
}

impl Weights {
    pub(super) fn of_page(page: &Document) -> Self {
        let mut of = HashMap::new();
        let mut open = vec![Weight::default()];
        let mut links = 0_usize;
        walk(&page.root(), |step| match step {
            Step::Text(node) => {
                let bytes = node.text().trim().len();
                if let Some(inner) = open.last_mut() {
                    inner.text += bytes;
                    inner.running += if links == 0 && bytes >= SHORTEST_RUNNING { bytes } else { 0 };
                }
            }
            Step::Enter(node) => {
                links += usize::from(node.has_name("a"));
                open.push(Weight::default());
            }
            Step::Leave(node) => {
                links -= usize::from(node.has_name("a"));
                let weight = open.pop().unwrap_or_default();
                of.insert(node.id, weight);
                if let Some(outer) = open.last_mut() {
                    outer.take_in(&node, weight);
                }
            }
        });
        Self { of, whole: open.pop().unwrap_or_default() }
    }

    pub(super) fn of(&self, node: &NodeRef) -> Weight {
        self.of.get(&node.id).copied().unwrap_or_default()
    }

    /// Whether `node` holds no more than `share` of the page's running text.
    pub(super) fn is_small(&self, node: &NodeRef, share: f64) -> bool {
        self.of(node).running as f64 <= share * self.whole.running as f64
    }
}

impl Weight {
    fn take_in(&mut self, node: &NodeRef, inner: Weight) {
        let name = node.node_name().unwrap_or_default();
        self.text += inner.text;
        self.running += inner.running;
        self.links += inner.links + usize::from(&*name == "a");
        self.images += inner.images + usize::from(&*name == "img");
        self.headings += inner.headings + usize::from(matches!(&*name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
        self.mains += inner.mains + usize::from(matches!(&*name, "article" | "main" | "h1"));
    }
}
