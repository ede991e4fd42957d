//! The answer of a web server: whether it is a page, and its body as the server meant it.

use crate::html::LARGEST_PAGE;
use flate2::bufread::{MultiGzDecoder, ZlibDecoder};
use memchr::memmem;
use std::io::Read;

/// A page out of an answer.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) body: Vec<u8>,
    /// The encoding that the server names.
    pub(super) charset: Option<String>,
}

/// The page in an answer; None for a redirect, an error, a picture.
pub(super) fn page(answer: &[u8]) -> Result<Option<Page>, String> {
    let (end, mark) = match (memmem::find(answer, b"\r\n\r\n"), memmem::find(answer, b"\n\n")) {
        (Some(crlf), Some(lf)) if lf < crlf => (lf, 2),
        (Some(crlf), _) => (crlf, 4),
        (None, Some(lf)) => (lf, 2),
        (None, None) => return Err("an HTTP answer without an end of its header".to_owned()),
    };
    let (header, body) = (&answer[..end], &answer[end + mark..]);
    let status = header.split(|b| *b == b' ').nth(1).unwrap_or_default();
    let content_type = field(header, "content-type").unwrap_or_default();
    let is_page = content_type.starts_with("text/html") || content_type.starts_with("application/xhtml+xml");
    if !status.starts_with(b"200") || !is_page {
        return Ok(None);
    }
    let is_chunked = field(header, "transfer-encoding").is_some_and(|value| value.contains("chunked"));
    // Crawlers often write the body as it was before it was chunked or packed, and leave the header as it was.
    let joined = if is_chunked { joined(body) } else { None };
    let body = unpacked(joined.as_deref().unwrap_or(body), field(header, "content-encoding").as_deref())?;
    Ok(Some(Page { body, charset: charset(&content_type) }))
}

/// The encoding in "text/html; charset=iso-8859-2".
pub(crate) fn charset(content_type: &str) -> Option<String> {
    let (_, name) = content_type.split_once("charset=")?;
    let name = name.split([';', ' ', ',']).next()?.trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// A field of a header, in lower case.
fn field(header: &[u8], name: &str) -> Option<String> {
    let lines = header.split(|b| *b == b'\n');
    lines.filter_map(|line| Some(line.split_at(memchr::memchr(b':', line)?))).find_map(|(key, value)| {
        let is_it = key.trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        is_it.then(|| String::from_utf8_lossy(value[1..].trim_ascii()).to_lowercase())
    })
}

/// A body whose chunks are put together; None when it does not consist of chunks.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line_end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..line_end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[line_end + 1..];
        if size == 0 {
            return Some(whole);
        }
        // The last chunk may be cut short, as pages are that a crawler did not wait for.
        whole.extend_from_slice(&body[..size.min(body.len())]);
        if size >= body.len() {
            return Some(whole);
        }
        body = &body[size..];
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}

/// A body as it was before it was packed. What the header calls packed and is not stays as it is.
fn unpacked(body: &[u8], encoding: Option<&str>) -> Result<Vec<u8>, String> {
    let limit = LARGEST_PAGE as u64 + 1;
    let mut plain = Vec::new();
    let read = match encoding {
        Some(name) if name.contains("gzip") && body.starts_with(b"\x1f\x8b") => {
            MultiGzDecoder::new(body).take(limit).read_to_end(&mut plain)
        }
        Some(name) if name.contains("deflate") && body.first().is_some_and(|b| b & 0x0f == 8) => {
            ZlibDecoder::new(body).take(limit).read_to_end(&mut plain)
        }
        _ => return Ok(body.to_vec()),
    };
    match read {
        Ok(_) if plain.len() > LARGEST_PAGE => {
            Err(format!("a page that unpacks to more than {} MiB", LARGEST_PAGE >> 20))
        }
        Ok(_) => Ok(plain),
        Err(cause) => Err(format!("a page that cannot be unpacked: {cause}")),
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[track_caller]
    fn body(answer: &str) -> Option<String> {
        let page = page(answer.as_bytes()).expect("the answer is sound");
        page.map(|p| String::from_utf8_lossy(&p.body).into_owned())
    }

    #[test]
    fn only_a_good_answer_with_a_page_is_read() {
        assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a").as_deref(), Some("<p>a"));
        assert_eq!(body("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>a"), None);
        assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<p>a"), None);
        assert!(page(b"HTTP/1.1 200 OK").is_err());
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        let header = "HTTP/1.1 200 OK\nContent-Type: TEXT/HTML; charset=\"UTF-8\"\nTransfer-Encoding: chunked\n\n";
        assert_eq!(body(&format!("{header}3\r\n<p>\r\n2;x=y\r\nab\r\n0\r\n\r\n")).as_deref(), Some("<p>ab"));
        assert_eq!(body(&format!("{header}<p>ab")).as_deref(), Some("<p>ab"));
        assert_eq!(body(&format!("{header}ffffffffffffffff\r\n<p>ab")).as_deref(), Some("<p>ab"));
        assert_eq!(page(header.as_bytes()).ok().flatten().and_then(|p| p.charset).as_deref(), Some("utf-8"));
    }
}
