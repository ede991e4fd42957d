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
            at = memchr::memmem::find(&bytes[tag..], b"-->").map_or(bytes.len(), |end| tag + end + 3);
            continue;
        }
        let end = bytes[start..].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(bytes.len(), |n| start + n);
        let name = &bytes[start..end];
        at = end.max(tag);
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        if closing {
            close(&mut open, name);
        } else if is_raw(name) {
            at = after_raw(bytes, end, name);
        } else if !is_flat(name) && !is_closed_shape(bytes, end, name) {
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
    let names: [&[u8]; 30] = [
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
fn is_closed_shape(bytes: &[u8], end: usize, name: &[u8]) -> bool {
    let names: [&[u8]; 9] =
        [b"circle", b"ellipse", b"image", b"line", b"polygon", b"polyline", b"rect", b"stop", b"use"];
    let slash = memchr::memchr(b'>', &bytes[end..]).and_then(|n| (end + n).checked_sub(1));
    names.iter().any(|n| n.eq_ignore_ascii_case(name)) && slash.is_some_and(|at| bytes[at] == b'/')
}

/// Elements whose content is no mark-up.
fn is_raw(name: &[u8]) -> bool {
    let names: [&[u8]; 6] = [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe"];
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Where the content of a raw element ends: at its closing tag.
fn after_raw(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    memchr::memmem::find_iter(&bytes[from..], b"</")
        .map(|n| from + n)
        .find(|at| bytes[at + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)))
        .unwrap_or(bytes.len())
}
