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

/// Pieces from which records of every format are thrown together, whole and broken.
const RECORD_PIECES: &[&str] = &[
    "{\"id\":\"1\",\"text\":\"The ferry sailed.\"}\n",
    "{\"uri\":\"u\",\"body_text\":\"The mill.\",\"versioncreated\":\"2031-04-07\"}\n",
    "{",
    "}",
    "[",
    "\"",
    ",",
    "\n",
    "\r\n\r\n",
    "id,text,date\n",
    "1,\"The ferry\nsailed.\",2031-04-07\n",
    "\"id\":7,",
    "\\",
    "WARC/1.0\r\n",
    "WARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n",
    "WARC-Type: conversion\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/plain\r\n",
    "Content-Length: 7\r\n\r\n",
    "Content-Length: 70\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry sailed again on Monday.",
    "Transfer-Encoding: chunked\r\n",
    "5\r\nwords\r\n0\r\n",
    "<?xml version='1.0' encoding='iso-8859-1'?>",
    "<rss version='2.0'><channel><title>T</title>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<item><guid>1</guid><description>&lt;p&gt;The ferry&lt;/p&gt;</description></item>",
    "<entry><id>1</id><content type='html'>The mill</content></entry>",
    "</channel></rss>",
    "</feed>",
    "<newsMessage>",
    "<newsItem guid='1'>",
    "<contentSet><inlineXML><p>The ferry</p></inlineXML>",
    "<contentSet><inlineData>The mill &amp; &x;</inlineData></contentSet>",
    "</newsItem>",
    "<itemMeta><versionCreated>soon</versionCreated></itemMeta>",
    "<![CDATA[",
    "]]>",
    "&#x110000;",
    "PAR1",
    "é橋",
    "\u{0}\u{1b}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes_read_or_fail_in_one_line(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for format in std::iter::once(None).chain(Format::ALL.iter().copied().map(Some)) {
            match read_stream(bytes.as_slice(), "x", format) {
                Ok(article) => prop_assert!(article.body.contains(char::is_alphanumeric)),
                Err(error) => prop_assert!(!error.to_string().contains('\n')),
            }
        }
    }

    #[test]
    fn any_records_read_or_fail_in_one_line(chosen in prop::collection::vec(0..RECORD_PIECES.len(), 0..40)) {
        let input: String = chosen.iter().map(|at| RECORD_PIECES[*at]).collect();
        for format in Format::ALL {
            for read in format.read(input.as_bytes(), "x") {
                match read {
                    Ok(article) => prop_assert!(article.body.contains(char::is_alphanumeric) && !article.id.is_empty()),
                    Err(error) => {
                        let line = error.to_string();
                        prop_assert!(!line.contains('\n') && line.starts_with('x') && !line.ends_with('.'), "{}", line);
                    }
                }
            }
        }
    }

    #[test]
    fn a_record_comes_back_from_json_lines_and_csv(
        id in "[a-z0-9/\"\n ;,é]{1,12}",
        text in "[a-zA-Z \",;\n\r\tß橋\\\\]{0,80}word",
        mood in "[a-z \",;\n]{1,12}",
    ) {
        let line = serde_json::json!({ "id": id, "text": text, "mood": mood }).to_string();
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let table = format!("id,text,mood\n{},{},{}\n", quoted(&id), quoted(&text), quoted(&mood));
        for (format, input) in [(Format::JsonLines, &line), (Format::Ninjs, &line), (Format::Csv, &table)] {
            let mut read = format.read(input.as_bytes(), "x");
            let article = read.next().expect("there is one").expect("it is sound");
            prop_assert_eq!((&article.id, &article.body), (&id, &text));
            prop_assert_eq!(article.other, [("mood".to_owned(), serde_json::json!(mood).to_string())]);
            prop_assert!(read.next().is_none());
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
