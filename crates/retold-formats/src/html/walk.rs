//! Walks a parsed page without recursion, so that depth costs no stack.

use dom_query::NodeRef;

/// One step of a walk in the order of the page.
pub(super) enum Step<'n> {
    /// A piece of text.
    Text(NodeRef<'n>),
    /// An element begins.
    Enter(NodeRef<'n>),
    /// The element ends.
    Leave(NodeRef<'n>),
}

/// Takes every step under `root`, not counting `root` itself.
pub(super) fn walk<'n>(root: &NodeRef<'n>, mut visit: impl FnMut(Step<'n>)) {
    let mut open: Vec<NodeRef<'n>> = Vec::new();
    let mut next = root.first_child();
    loop {
        if let Some(node) = next {
            if node.is_text() {
                visit(Step::Text(node));
            } else if node.is_element() {
                visit(Step::Enter(node));
                if let Some(child) = node.first_child() {
                    open.push(node);
                    next = Some(child);
                    continue;
                }
                visit(Step::Leave(node));
            }
            next = node.next_sibling();
        } else if let Some(node) = open.pop() {
            visit(Step::Leave(node));
            next = node.next_sibling();
        } else {
            return;
        }
    }
}
