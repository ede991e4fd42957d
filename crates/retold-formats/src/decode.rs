//! Turns bytes into text: says which encoding they are in, or that they are no text at all.

use crate::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text with what had to be done to get it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Set when the text is not the bytes of the input, for a person to read.
    pub(crate) note: Option<String>,
}

/// More control characters than one in this many bytes, and the input is no text. Compressed and compiled files hold
/// about one in nine (28 of 256 byte values); of the 92 web pages measured with none holds one.
const BYTES_A_CONTROL: usize = 100;

/// How far a page may be searched for the encoding it declares: four times what browsers search.
const DECLARATION_WITHIN: usize = 4096;

/// Beginnings of files that hold some readable text and yet are no text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
];

/// Who may say which encoding bytes are in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Declared<'d> {
    /// Nobody.
    Nowhere,
    /// The page itself.
    InPage,
    /// The server that sent the page, by the encoding's name; where there is none of that name, the page itself.
    ByServer(&'d str),
}

/// Decodes `bytes`: a byte order mark first, then valid UTF-8, then what is declared, then what they look like.
pub(crate) fn decode(bytes: Vec<u8>, place: &str, declared: Declared<'_>) -> Result<Decoded, ReadError> {
    let not_text = |cause: String| ReadError::NotText { place: place.to_owned(), cause };
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(not_text((*what).to_owned()));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding != UTF_8 {
            return Ok(convert(&bytes[mark..], encoding));
        }
        let mut bytes = bytes;
        bytes.drain(..mark);
        return decode_unmarked(bytes, declared).map_err(not_text);
    }
    if let Some(encoding) = unmarked_utf_16(&bytes) {
        return Ok(convert(&bytes, encoding));
    }
    decode_unmarked(bytes, declared).map_err(not_text)
}

fn decode_unmarked(bytes: Vec<u8>, declared: Declared<'_>) -> Result<Decoded, String> {
    let controls = bytes.iter().filter(|b| is_control(**b)).count();
    if controls * BYTES_A_CONTROL > bytes.len() {
        let at = bytes.iter().position(|b| is_control(*b)).unwrap_or(0);
        return Err(format!("{controls} control characters in {} bytes, the first at byte {at}", bytes.len()));
    }
    let declared = match declared {
        Declared::Nowhere => None,
        Declared::InPage => in_page(&bytes),
        Declared::ByServer(name) => Encoding::for_label(name.as_bytes()).or_else(|| in_page(&bytes)),
    };
    let shifting = declared.filter(|e| e.name() == "ISO-2022-JP" && bytes.contains(&0x1b));
    if let Some(encoding) = shifting {
        return Ok(convert(&bytes, encoding));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, note: None }),
        Err(broken) => broken.into_bytes(),
    };
    let (whole, broken) = utf_8_sequences(&bytes);
    if whole >= broken {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let plural = if broken == 1 { "" } else { "s" };
        return Ok(Decoded {
            text,
            note: Some(format!("{broken} broken UTF-8 sequence{plural} replaced by \u{fffd}")),
        });
    }
    let legacy = declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE && e.is_ascii_compatible());
    Ok(convert(&bytes, legacy.unwrap_or_else(|| guess(&bytes))))
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127)
}

fn convert(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut note = format!("converted from {}", encoding.name());
    if broken {
        note.push_str(", broken characters replaced by \u{fffd}");
    }
    Decoded { text: text.into_owned(), note: Some(note) }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// How many characters beyond ASCII are whole UTF-8, and how many sequences are broken.
fn utf_8_sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(whole, broken), chunk| {
        let beyond_ascii = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (whole + beyond_ascii, broken + usize::from(!chunk.invalid().is_empty()))
    })
}

/// UTF-16 without a byte order mark shows as a zero in every other byte, as far as its letters are Latin.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, bytes)?;
    let pairs = bytes.len() / 2;
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        _ if pairs < 2 => None,
        (first, second) if second * 2 > pairs && first * 20 < pairs => Some(UTF_16LE),
        (first, second) if first * 2 > pairs && second * 20 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page's meta element or XML declaration names.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_WITHIN)].to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        memchr::memmem::find_iter(&head, key).find_map(|at| {
            let value = head[at + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b))?;
            Encoding::for_label(&value[..end])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Declared, decode};

    #[track_caller]
    fn decoded(bytes: &[u8], html: bool) -> (String, String) {
        let declared = if html { Declared::InPage } else { Declared::Nowhere };
        let found = decode(bytes.to_vec(), "x", declared).expect("it is text");
        (found.text, found.note.unwrap_or_default())
    }

    #[test]
    fn what_a_page_declares_is_believed_unless_it_is_utf_8() {
        let (text, note) = decoded(b"<meta charset=iso-8859-2><p>\xb1\xe6", true);
        assert_eq!((&text[text.len() - 4..], note.as_str()), ("ąć", "converted from ISO-8859-2"));
        let (_, note) = decoded(b"<meta charset='iso-8859-2'><p>\xe2", true);
        assert_eq!(note, "converted from ISO-8859-2");
        let (text, note) = decoded("<meta charset=iso-8859-1><p>é".as_bytes(), true);
        assert!(text.ends_with('é') && note.is_empty());
        let (text, note) = decoded(b"<?xml version='1.0' encoding='EUC-KR'?>\xb0\xa1", true);
        assert!(text.ends_with('가') && note.contains("EUC-KR"));
        let (text, note) = decoded(b"<meta charset=iso-2022-jp>\x1b$B6K\x1b(B", true);
        assert!(text.ends_with('極') && note.contains("ISO-2022-JP"), "{text}");
    }

    #[test]
    fn an_undeclared_encoding_is_guessed() {
        let (text, note) = decoded(b"The minister\x92s caf\xe9 was closed, he said \x96 \x93for good\x94.", false);
        assert_eq!(text, "The minister’s café was closed, he said – “for good”.");
        assert_eq!(note, "converted from windows-1252");
    }

    #[test]
    fn stray_controls_are_no_binary() {
        let (text, note) = decoded(format!("{}\u{c}\u{0}", "Page one. ".repeat(40)).as_bytes(), false);
        assert!(text.ends_with("\u{c}\u{0}") && note.is_empty());
        assert!(decode(vec![0; 64], "x", Declared::Nowhere).is_err());
    }
}
