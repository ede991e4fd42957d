//! Input that holds no article ends with one clear line that begins with the place, in bounded time and memory.

use retold_formats::{Format, ReadError, read_path, read_stream};
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

fn said(format: Option<Format>, input: &[u8]) -> String {
    let error = read_stream(input, "in.file", format).expect_err("this input holds no article");
    let line = error.to_string();
    assert!(!line.contains('\n') && line.starts_with("in.file") && !line.ends_with('.'), "{line}");
    line
}

#[test]
fn a_missing_file_and_a_folder_are_named() {
    let missing = read_path("no/such/page.html").expect_err("there is no such file");
    assert_eq!(missing.to_string(), "no/such/page.html: cannot be read: no such file");
    let folder = read_path(env!("CARGO_MANIFEST_DIR")).expect_err("a folder is no article");
    assert!(folder.to_string().ends_with("cannot be read: it is a folder"), "{folder}");
}

#[test]
fn an_empty_input_says_so() {
    for format in [None, Some(Format::Plain), Some(Format::Html)] {
        assert_eq!(said(format, b""), "in.file: no article: the input is empty");
    }
}

#[test]
fn a_text_without_words_is_no_article() {
    assert_eq!(said(Some(Format::Plain), b" \n\t--- \n"), "in.file: no article: not one word in it");
}

#[test]
fn a_page_without_running_text_is_no_article() {
    let page = b"<html><body><nav><a href=/>Home</a></nav><script>let words = 'many words';</script></body></html>";
    assert_eq!(said(Some(Format::Html), page), "in.file: no article: no running text in the page");
}

#[test]
fn binary_junk_is_not_text() {
    let junk: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert!(said(None, &junk).starts_with("in.file: not text: "), "{}", said(None, &junk));
    assert_eq!(said(None, b"%PDF-1.7\n1 0 obj << >> endobj"), "in.file: not text: a PDF document");
    assert_eq!(said(None, b"PK\x03\x04 word/document.xml"), "in.file: not text: a ZIP archive or an office document");
}

/// Words without end, that count how many of them were taken.
struct Endless(usize);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for (byte, word) in buffer.iter_mut().zip(b"word ".iter().cycle()) {
            *byte = *word;
        }
        self.0 += buffer.len();
        Ok(buffer.len())
    }
}

#[test]
fn no_more_than_the_bound_is_read() {
    for format in [Format::Plain, Format::Html] {
        let mut endless = Endless(0);
        let error = read_stream(BufReader::new(&mut endless), "in.file", Some(format)).expect_err("it never ends");
        assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
        assert_eq!(error.to_string(), "in.file: larger than 16 MiB, the most that is read as one article");
        assert!(endless.0 < 40 << 20, "{} bytes taken", endless.0);
    }
}

#[test]
fn mark_up_is_bounded_more_tightly_than_text() {
    let page = format!("<html><body><p>{}</p></body></html>", "word ".repeat(1 << 20));
    assert_eq!(
        said(Some(Format::Html), page.as_bytes()),
        "in.file: larger than 4 MiB, the most that is read as one article"
    );
}

#[test]
fn deeply_nested_mark_up_is_refused_with_its_line() {
    let page = format!("<html>\n<body>\n{}deep", "<div>".repeat(100_000));
    assert_eq!(said(Some(Format::Html), page.as_bytes()), "in.file:3: elements nested more than 256 deep");
    let mixed = "<b><div></b><ul><li><p>".repeat(50_000);
    assert!(said(Some(Format::Html), mixed.as_bytes()).contains("nested more than 256 deep"));
}

#[test]
fn what_is_deep_without_being_refused_is_read_on_a_small_stack() {
    let text = "<p>The ferry pilot said on Friday that she had seen the bridge fall and would see it rise again.</p>"
        .repeat(9);
    let pages = [
        format!("{}{text}", "<div>".repeat(250)),
        format!("{}{text}", "<ul><li><p>".repeat(250)),
        format!("{}{text}", "<table><tr><td>".repeat(240)),
        format!("{}{text}{}", "<p><b>".repeat(240), "</b>".repeat(240)),
        format!("{text}{}", "<p>".repeat(5_000)),
        format!("{text}{}", "</p>".repeat(5_000)),
        format!("{text}{}", "<td><tr>".repeat(5_000)),
    ];
    for page in pages {
        let read = std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || read_stream(page.as_bytes(), "deep.html", Some(Format::Html)).map(|article| article.body));
        let body = read.expect("a thread starts").join().expect("nothing panics").expect("the text is found");
        assert!(body.contains("The ferry pilot said"), "{body:.100}");
    }
}

#[test]
fn broken_utf_8_is_read_with_a_note() {
    let mut bytes = "Café Müller – “naïve” façade; déjà vu at the café, señor. ".repeat(4).into_bytes();
    bytes.push(0xe2);
    let article = read_stream(bytes.as_slice(), "broken.txt", None).expect("most of it is text");
    assert!(article.body.ends_with('\u{fffd}') && article.body.starts_with("Café"));
    assert_eq!(article.notes, ["1 broken UTF-8 sequence replaced by \u{fffd}"]);
}

#[test]
fn a_line_of_a_million_words_is_read() {
    let line = "word ".repeat(1 << 20);
    let article = read_stream(line.as_bytes(), "line.txt", None).expect("it is text");
    assert_eq!(article.body.len(), line.len());
}

#[test]
fn the_name_of_the_file_reaches_the_error() {
    let empty: PathBuf = std::env::temp_dir().join(format!("retold-empty-{}.html", std::process::id()));
    std::fs::write(&empty, b"").expect("a file can be written");
    let error = read_path(&empty).expect_err("it is empty").to_string();
    std::fs::remove_file(&empty).expect("it was just written");
    assert_eq!(error, format!("{}: no article: the input is empty", empty.display()));
}
