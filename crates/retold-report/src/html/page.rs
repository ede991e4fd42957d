//! HTML that is safe by construction: markup can only be a literal of this crate, everything else is escaped.

use std::fmt::Display;

use crate::layout::{Glyph, glyph};

/// A document, or a part of one, in the making.
#[derive(Clone, Debug, Default)]
pub struct Page {
    html: String,
    /// What names on the page begin with here, so that several comparisons can stand on one page.
    within: String,
}

impl Page {
    /// Adds markup. Only literals fit, so no text of an article can get here.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.html.push_str(markup);
        self
    }

    /// Adds text of any origin.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match glyph(c) {
                Glyph::Plain(c) => self.escaped(c),
                Glyph::Sign(sign) => self.html.push(sign),
                Glyph::Space => self.html.push(' '),
                Glyph::Nothing => {}
            }
        }
        self
    }

    /// Adds ` name="value"`.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// Sets what names on the page begin with from here on.
    pub fn set_within(&mut self, within: String) {
        self.within = within;
    }

    /// Adds the `id` of a place on the page.
    pub fn place(&mut self, name: &str) -> &mut Self {
        let name = format!("{}{name}", self.within);
        self.attribute("id", &name)
    }

    /// Adds an `href` that leads to a place.
    pub fn leads_to(&mut self, name: &str) -> &mut Self {
        let name = format!("#{}{name}", self.within);
        self.attribute("href", &name)
    }

    /// Adds ` name="value"` for a value made of numbers that belong together, joined by spaces.
    pub fn numbers(&mut self, name: &'static str, values: impl IntoIterator<Item = impl Display>) -> &mut Self {
        let values: Vec<String> = values.into_iter().map(|value| format!("{}{value}", self.within)).collect();
        self.attribute(name, &values.join(" "))
    }

    /// Adds a figure or another value that this crate makes.
    pub fn value(&mut self, value: impl Display) -> &mut Self {
        self.text(&value.to_string())
    }

    /// Adds all of another page.
    pub fn append(&mut self, other: Page) -> &mut Self {
        self.html.push_str(&other.html);
        self
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.html.len()
    }

    /// The document.
    pub fn finish(self) -> String {
        self.html
    }

    fn escaped(&mut self, c: char) {
        match c {
            '&' => self.html.push_str("&amp;"),
            '<' => self.html.push_str("&lt;"),
            '>' => self.html.push_str("&gt;"),
            '"' => self.html.push_str("&quot;"),
            '\'' => self.html.push_str("&#39;"),
            // Some old readers take it for a mark of quotation.
            '`' => self.html.push_str("&#96;"),
            c => self.html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let mut page = Page::default();
        page.raw("<p").attribute("title", "\"><script>").raw(">").text("<b>'&`\u{0}\u{202e}</b>").raw("</p>");
        assert_eq!(page.finish(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;&#96;␀&lt;/b&gt;</p>");
    }
}
