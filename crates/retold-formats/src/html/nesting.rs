//! Bounds how deep elements stand inside one another, before a parser sees them.
//!
//! A parser's time grows with the square of the depth, and a walk over the tree may recurse. So the tags are counted
//! first: a rough reading of the page that errs towards depth, in one pass and with a stack as deep as the bound.

/// The line, counted from 1, on which more than `limit` elements are open, if there is one.
pub(super) fn too_deep(html: &str, limit: usize) -> Option<usize> {
    let bytes = html.as_bytes();
    let mut open: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let tag = at + found + 1;
        let closing = bytes.get(tag) == Some(&b'/');
        let start = tag + usize::from(closing);
        if bytes[tag..].starts_with(b"!--") {
            at = after_comment(bytes, tag);
            continue;
        }
        let name = tag_name(bytes, start);
        at = start;
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        at = tag_end(bytes, start + name.len());
        if closing {
            close(&mut open, name);
        } else if is_raw(name) {
            at = after_raw(bytes, at, name);
        } else if !is_flat(name) && !is_closed_shape(&bytes[..at], name) {
            open.push(name);
            if open.len() > limit {
                return Some(1 + memchr::memchr_iter(b'\n', &bytes[..tag]).count());
            }
        }
    }
    None
}

/// Takes `name` off the stack: a mark-up of words alone, any other element with all that stands open inside it.
fn close(open: &mut Vec<&[u8]>, name: &[u8]) {
    if let Some(at) = open.iter().rposition(|o| o.eq_ignore_ascii_case(name)) {
        let only_words_inside = open[at + 1..].iter().all(|inner| is_wording(inner));
        if only_words_inside {
            open.truncate(at);
        } else {
            open.remove(at);
        }
    }
}

fn is_wording(name: &[u8]) -> bool {
    let names: [&[u8]; 20] = [
        b"a", b"abbr", b"b", b"big", b"cite", b"code", b"em", b"font", b"i", b"nobr", b"q", b"s", b"small", b"span",
        b"strike", b"strong", b"sub", b"sup", b"tt", b"u",
    ];
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Elements that never hold others, or that the next of their kind closes.
fn is_flat(name: &[u8]) -> bool {
    let names: [&[u8]; 31] = [
        b"a",
        b"area",
        b"base",
        b"br",
        b"col",
        b"colgroup",
        b"dd",
        b"dt",
        b"embed",
        b"hr",
        b"img",
        b"input",
        b"li",
        b"link",
        b"meta",
        b"optgroup",
        b"option",
        b"p",
        b"param",
        b"path",
        b"rp",
        b"rt",
        b"source",
        b"tbody",
        b"td",
        b"tfoot",
        b"th",
        b"thead",
        b"tr",
        b"track",
        b"wbr",
    ];
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// A shape of a drawing, `<rect ... />`: only these may close themselves, for `<div/>` is an open element.
fn is_closed_shape(upto: &[u8], name: &[u8]) -> bool {
    let names: [&[u8]; 9] =
        [b"circle", b"ellipse", b"image", b"line", b"polygon", b"polyline", b"rect", b"stop", b"use"];
    upto.ends_with(b"/>") && names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Elements whose content is no mark-up.
fn is_raw(name: &[u8]) -> bool {
    let names: [&[u8]; 6] = [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe"];
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// The letters and figures of a tag's name, which begins at `start`.
pub(super) fn tag_name(bytes: &[u8], start: usize) -> &[u8] {
    let end = bytes[start..].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(bytes.len(), |n| start + n);
    &bytes[start..end]
}

/// Where a tag ends, behind its `>`, that stands open at `from`: a `>` inside a quoted attribute ends nothing.
pub(super) fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let mark = at + found;
        at = mark + 1;
        if bytes[mark] == b'>' {
            return at;
        }
        let opens = bytes[from..mark].trim_ascii_end().ends_with(b"=");
        if opens {
            at = memchr::memchr(bytes[mark], &bytes[at..]).map_or(bytes.len(), |n| at + n + 1);
        }
    }
    bytes.len()
}

/// Where a comment ends whose `!--` begins at `from`; `<!-->` is one.
pub(super) fn after_comment(bytes: &[u8], from: usize) -> usize {
    memchr::memmem::find(&bytes[from + 1..], b"-->").map_or(bytes.len(), |end| from + 1 + end + 3)
}

/// Where the content of a raw element ends: at its closing tag.
pub(super) fn after_raw(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    memchr::memmem::find_iter(&bytes[from..], b"</")
        .map(|n| from + n)
        .find(|at| bytes[at + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn depth_is_counted_and_the_line_named() {
        assert_eq!(too_deep(&"<div>".repeat(8), 8), None);
        assert_eq!(too_deep(&"<div>\n".repeat(9), 8), Some(9));
        assert_eq!(too_deep(&"<div></div>".repeat(90), 8), None);
        assert_eq!(too_deep(&"<div/>".repeat(9), 8), Some(1), "only shapes of a drawing close themselves");
    }

    #[test]
    fn what_only_looks_like_tags_does_not_count() {
        let page =
            "<script>'<div><div><div>'</script><!-- <div><div> --><p title='<div><div>'>1 < 2 <3 <textarea><div>";
        assert_eq!(too_deep(page, 0), None);
        assert_eq!(too_deep(&"<p><li><br><img><td>".repeat(50), 0), None);
        assert_eq!(too_deep(&format!("<svg>{}</svg>", "<rect x='1'/>".repeat(50)), 1), None);
    }

    #[test]
    fn crossed_tags_hide_no_depth() {
        assert!(too_deep(&"<b><div></b>".repeat(9), 8).is_some());
        assert!(too_deep(&"<div><span></div>".repeat(9), 8).is_none());
    }
}
