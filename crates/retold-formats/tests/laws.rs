//! What holds for every input: reading never panics, plain text stays as it is, and an article has a body.

use proptest::prelude::*;
use retold_formats::{Format, read_stream};

/// Pieces from which pages are thrown together, whole and broken.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=\"related share\">",
    "</div>",
    "<article>",
    "</article>",
    "<h1>",
    "</h1>",
    "<ul><li>",
    "</ul>",
    "<blockquote>",
    "</blockquote>",
    "<table><tr><td>",
    "</table>",
    "<br>",
    "<img src=x>",
    "<a href=\"https://a.example\">",
    "</a>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<script type=\"application/ld+json\">",
    "{\"@type\":\"NewsArticle\",",
    "\"author\":[{\"name\":\"By Ada Quill\"}]}",
    "<meta name=author content=\"",
    "\">",
    "<svg><g>",
    "</svg>",
    "<b><i>",
    "</b>",
    "&amp;",
    "&#x0;",
    "&nbsp;",
    "<",
    ">",
    "\u{0}",
    "\u{feff}",
    "é",
    "橋",
    "By Ada Quill and Tom Reed",
    "\n",
    "The bridge opened on Monday after nine years of repairs, the harbour council said in a statement. ",
    "Sign up",
    "©",
    "Published: 2031-04-07 06:30",
    "<html hidden><body style='display:none'>",
    "<template>",
    "<select><option>",
    "<form>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes_read_or_fail_in_one_line(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for format in [None, Some(Format::Plain), Some(Format::Html)] {
            match read_stream(bytes.as_slice(), "x", format) {
                Ok(article) => prop_assert!(article.body.contains(char::is_alphanumeric)),
                Err(error) => prop_assert!(!error.to_string().contains('\n')),
            }
        }
    }

    #[test]
    fn any_mark_up_reads_or_fails_in_one_line(chosen in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let page: String = chosen.iter().map(|at| PIECES[*at]).collect();
        match read_stream(page.as_bytes(), "x", Some(Format::Html)) {
            Ok(article) => {
                prop_assert!(article.body.contains(char::is_alphanumeric));
                prop_assert!(!article.body.contains("\n\n\n") && article.body.trim() == article.body);
                prop_assert!(article.byline.iter().all(|name| !name.is_empty() && !name.contains(',')));
            }
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }

    #[test]
    fn a_page_reads_twice_alike(chosen in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let page: String = chosen.iter().map(|at| PIECES[*at]).collect();
        let read = || read_stream(page.as_bytes(), "x", Some(Format::Html)).map_err(|e| e.to_string());
        prop_assert_eq!(read(), read());
    }

    #[test]
    fn plain_text_stays_byte_for_byte(text in "[a-zA-Zéß橋\u{1F30A} .,“”<>&\r\n\t\u{200b}\u{ad}]{1,300}") {
        let read = read_stream(text.as_bytes(), "x.txt", Some(Format::Plain));
        if text.contains(char::is_alphanumeric) {
            let article = read.expect("text with a word is an article");
            prop_assert_eq!(article.body, text);
            prop_assert!(article.notes.is_empty());
        } else {
            prop_assert!(read.is_err());
        }
    }

    #[test]
    fn text_comes_back_from_other_encodings(text in "[a-zA-Z ]{40,80}[éüßçñ]{3}[a-zA-Z ]{20,40}") {
        for (encoding, mark) in [(encoding_rs::UTF_16LE, &b"\xff\xfe"[..]), (encoding_rs::UTF_16BE, &b"\xfe\xff"[..])] {
            let unit = |u: u16| if encoding == encoding_rs::UTF_16LE { u.to_le_bytes() } else { u.to_be_bytes() };
            let units: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
            for bytes in [[mark, &units].concat(), units] {
                let article = read_stream(bytes.as_slice(), "x", Some(Format::Plain)).expect("it is text");
                prop_assert_eq!(&article.body, &text);
                prop_assert_eq!(&article.notes, &[format!("converted from {}", encoding.name())]);
            }
        }
        let marked = [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat();
        prop_assert_eq!(read_stream(marked.as_slice(), "x", None).map(|a| a.body).ok(), Some(text));
    }
}
