//! Lays a piece of a page out as paragraphs of text, the way a reader sees its lines.

use super::walk::{Step, walk};
use dom_query::NodeRef;

/// What a paragraph was in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Running text.
    Text,
    /// A heading between paragraphs.
    Heading,
    /// A line of a list or a table.
    Line,
}

/// One paragraph as it will stand in the body.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) layout: Layout,
    pub(super) text: String,
    /// Bytes of `text` that stand inside links.
    pub(super) linked: usize,
    /// Stands in a quotation set off from the text.
    pub(super) quoted: bool,
}

/// The paragraphs under `root`, in the order of the page.
pub(super) fn paragraphs(root: &NodeRef) -> Vec<Paragraph> {
    let mut laying = Laying::default();
    walk(root, |step| match step {
        Step::Text(node) => laying.push_text(&node.text()),
        Step::Enter(node) => laying.enter(&node.node_name().unwrap_or_default()),
        Step::Leave(node) => laying.leave(&node.node_name().unwrap_or_default()),
    });
    laying.end_paragraph();
    laying.done
}

#[derive(Default)]
struct Laying {
    done: Vec<Paragraph>,
    text: String,
    linked: usize,
    links: usize,
    lists: usize,
    headings: usize,
    quotes: usize,
    preformatted: usize,
    breaks: usize,
}

impl Laying {
    fn enter(&mut self, name: &str) {
        match name {
            "br" => self.line_break(),
            "a" => self.links += 1,
            "td" | "th" => self.space(),
            _ if is_block(name) => {
                self.end_paragraph();
                *self.counter(name) += 1;
            }
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "td" | "th" => self.space(),
            _ if is_block(name) => {
                self.end_paragraph();
                let counter = self.counter(name);
                *counter = counter.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn counter(&mut self, name: &str) -> &mut usize {
        match name {
            "li" | "tr" | "dd" | "dt" => &mut self.lists,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &mut self.headings,
            "pre" => &mut self.preformatted,
            "blockquote" => &mut self.quotes,
            _ => &mut self.breaks,
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// One break starts a line, a second one a paragraph.
    fn line_break(&mut self) {
        let trimmed = self.text.trim_end_matches(' ').len();
        self.text.truncate(trimmed);
        if self.text.ends_with('\n') {
            self.end_paragraph();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn push_text(&mut self, text: &str) {
        let before = self.text.len();
        for c in text.chars() {
            if c == '\n' && self.preformatted > 0 {
                self.line_break();
            } else if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space();
            } else {
                self.text.push(c);
            }
        }
        if self.links > 0 {
            self.linked += self.text.len().saturating_sub(before);
        }
    }

    fn end_paragraph(&mut self) {
        let text = self.text.trim();
        if !text.is_empty() {
            let layout = match () {
                () if self.headings > 0 => Layout::Heading,
                () if self.lists > 0 => Layout::Line,
                () => Layout::Text,
            };
            let linked = self.linked.min(text.len());
            self.done.push(Paragraph { layout, text: text.to_owned(), linked, quoted: self.quotes > 0 });
        }
        self.text.clear();
        self.linked = 0;
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::{Layout, paragraphs};
    use dom_query::Document;

    fn laid(html: &str) -> Vec<(Layout, String, usize)> {
        let page = Document::fragment(html);
        paragraphs(&page.root()).into_iter().map(|p| (p.layout, p.text, p.linked)).collect()
    }

    #[test]
    fn blocks_become_paragraphs_and_white_space_is_evened() {
        let page =
            "<div> One\n  <b>two</b>\tthree<p>four</p>five<br>six<br> <br>seven</div><h2>Head</h2><ul><li>item</ul>";
        let texts: Vec<_> = laid(page).into_iter().map(|(layout, text, _)| (layout, text)).collect();
        let expected = [
            (Layout::Text, "One two three"),
            (Layout::Text, "four"),
            (Layout::Text, "five\nsix"),
            (Layout::Text, "seven"),
            (Layout::Heading, "Head"),
            (Layout::Line, "item"),
        ];
        assert_eq!(texts, expected.map(|(layout, text)| (layout, text.to_owned())));
    }

    #[test]
    fn cells_of_a_row_share_a_line_and_links_are_measured() {
        assert_eq!(laid("<table><tr><td>one<td>two</table>"), [(Layout::Line, "one two".to_owned(), 0)]);
        assert_eq!(laid("<p>see <a href=x>this</a></p>"), [(Layout::Text, "see this".to_owned(), 4)]);
        assert_eq!(laid("<pre>one\n  two</pre>"), [(Layout::Text, "one\ntwo".to_owned(), 0)]);
    }
}
