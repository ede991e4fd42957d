//! What the readers of XML share: a bound on depth before a parser recurses, the root element, text with its references.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

/// Says so when elements stand more than `limit` deep inside one another.
pub(crate) fn check_depth(text: &str, limit: usize) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > limit {
            let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..reader.buffer_position() as usize]).count();
            return Err(format!("elements nested more than {limit} deep on line {line}"));
        }
    }
}

/// The name of the root element, without its prefix, as far as `head` reaches.
pub(crate) fn root_element(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    loop {
        let inside = rest.strip_prefix(b"<")?;
        let end = match inside.first()? {
            b'?' => memchr::memmem::find(inside, b"?>")? + 2,
            b'!' if inside.starts_with(b"!--") => memchr::memmem::find(inside, b"-->")? + 3,
            b'!' => end_of_doctype(inside)?,
            _ => {
                let named = |b: &&u8| b.is_ascii_alphanumeric() || b"-_.:".contains(b);
                let name = &inside[..inside.iter().take_while(named).count()];
                return Some(name.rsplit(|b| *b == b':').next().unwrap_or(name));
            }
        };
        rest = inside[end..].trim_ascii_start();
    }
}

/// Where a document type ends that may hold declarations of its own.
fn end_of_doctype(inside: &[u8]) -> Option<usize> {
    let end = memchr::memchr(b'>', inside)?;
    match memchr::memchr(b'[', &inside[..end]) {
        Some(_) => memchr::memmem::find(inside, b"]>").map(|at| at + 2),
        None => Some(end + 1),
    }
}

/// Adds the character that a reference stands for. One that the document defines itself stays as it is written: nothing
/// is expanded, so no few bytes become many.
pub(crate) fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        text.push(character);
        return;
    }
    let name = reference.xml10_content();
    match resolve_predefined_entity(&name) {
        Some(value) => text.push_str(value),
        None => text.extend(["&", &name, ";"]),
    }
}
