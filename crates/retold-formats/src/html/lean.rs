//! Leaves out of a page what no reader sees and no fact is read from, before it is parsed: scripts, styles, comments.
//! They make up half of a news page and more.

use super::nesting::{after_comment, after_raw, tag_end, tag_name};
use memchr::memchr;

/// A longer tag, in bytes, loses its attributes: pictures and programs written into them, of no use here, and a parser
/// compares every attribute of a tag with every other.
const LONGEST_TAG: usize = 16 << 10;

/// The page without comments and without the content of its styles and scripts; scripts of JSON-LD stay.
pub(super) fn lean(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut kept = String::with_capacity(html.len() / 2);
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let tag = at + found + 1;
        at = tag;
        if bytes[tag..].starts_with(b"!--") {
            kept.push_str(&html[copied..tag - 1]);
            at = after_comment(bytes, tag);
            copied = at;
            continue;
        }
        let name = tag_name(bytes, tag);
        if name.is_empty() {
            continue;
        }
        let end = tag_end(bytes, tag + name.len());
        at = end;
        if end - tag > LONGEST_TAG {
            kept.push_str(&html[copied..tag + name.len()]);
            kept.push('>');
            copied = end;
        }
        if !name.eq_ignore_ascii_case(b"script") && !name.eq_ignore_ascii_case(b"style") {
            continue;
        }
        at = after_raw(bytes, end, name);
        let is_json_ld = memchr::memmem::find(&bytes[tag..end].to_ascii_lowercase(), b"ld+json").is_some();
        if !is_json_ld {
            kept.push_str(&html[copied..end]);
            copied = at;
        }
    }
    kept.push_str(&html[copied..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TAG, lean};

    #[test]
    fn programs_and_comments_go_and_structured_data_stays() {
        let page = "<style>p{}</style><p>é<!-- no --><!--> yes</p><script src=x>'<p>'</script>\
                    <SCRIPT type=\"application/LD+json\">{\"a\":1}</SCRIPT>1 < 2";
        let kept = "<style></style><p>é yes</p><script src=x></script>\
                    <SCRIPT type=\"application/LD+json\">{\"a\":1}</SCRIPT>1 < 2";
        assert_eq!(lean(page), kept);
    }

    #[test]
    fn a_script_in_an_attribute_is_no_script() {
        let page = "<div data-embed=\"<script src='x'>\"><p>All of it stays.</p></div>";
        assert_eq!(lean(page), page);
    }

    #[test]
    fn a_tag_of_endless_length_loses_its_attributes() {
        assert_eq!(lean(&format!("<p a='{}'>words", "x".repeat(LONGEST_TAG))), "<p>words");
    }
}
