//! Input made to harm ends in bounded time and memory with an error that names its place, and what can be read is read.

use flate2::Compression;
use flate2::write::GzEncoder;
use retold::Article;
use retold_formats::{Format, LARGEST_RECORD, ReadError, read_all};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder that goes when the test does.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("retold-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder can be made");
        std::fs::write(&path, bytes).expect("a file can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).expect("the folder was made by the test");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    packed(bytes, Compression::fast())
}

fn gzip_well(bytes: &[u8]) -> Vec<u8> {
    packed(bytes, Compression::best())
}

fn packed(bytes: &[u8], compression: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), compression);
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

/// A zstd frame of blocks that say one byte 131,072 times over.
fn zstd_of_repeats(byte: u8, blocks: usize) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for number in 1..=blocks {
        let header = (128_u32 << 10) << 3 | 1 << 1 | u32::from(number == blocks);
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(byte);
    }
    frame
}

type Read = Vec<Result<Article, ReadError>>;

fn read(format: Format, bytes: &[u8]) -> Read {
    format.read(bytes, "in").collect()
}

/// Ids of the articles, and what was said of the others.
fn told(read: Read) -> (Vec<String>, Vec<String>) {
    let (mut ids, mut errors) = (Vec::new(), Vec::new());
    for read in read {
        match read {
            Ok(article) => ids.push(article.id),
            Err(error) => errors.push(error.to_string()),
        }
    }
    assert!(errors.iter().all(|line| !line.contains('\n')), "{errors:?}");
    (ids, errors)
}

#[test]
fn bombs_of_gzip_and_zstd_go_off_without_harm() {
    let folder = Folder::new("bombs");
    let record = b"{\"id\": \"before\", \"text\": \"An honest line.\"}\n";
    let blank = [vec![b' '; 1 << 20], vec![b'\n']].concat();
    let gzip_bomb = [gzip(record), gzip_well(&blank).repeat(60)].concat();
    let zstd_bomb = zstd_of_repeats(b' ', 1_000);
    let twice = gzip(&zstd_bomb);
    for (name, bytes) in [("a.jsonl.gz", &gzip_bomb), ("b.txt.zst", &zstd_bomb), ("c.jsonl.gz", &twice)] {
        let started = std::time::Instant::now();
        let (ids, errors) = told(read_all(folder.file(name, bytes)).collect());
        assert_eq!(ids.len(), usize::from(name == "a.jsonl.gz"), "{name}: {errors:?}");
        let last = errors.last().expect("it is a bomb");
        let is_named = last.contains("no honest archive does") || last.contains("larger than 16 MiB");
        assert!(is_named && last.contains(name), "{name}: {errors:?}");
        assert!(started.elapsed().as_secs() < 60, "{name} took {:?}", started.elapsed());
    }
}

#[test]
fn an_archive_that_packs_well_is_no_bomb() {
    let folder = Folder::new("honest");
    let lines: String =
        (0..50_000).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"The ferry sailed at {n}.\"}}\n")).collect();
    let bytes = gzip(lines.as_bytes());
    assert!(lines.len() > 5 * bytes.len(), "it does not pack well");
    let (ids, errors) = told(read_all(folder.file("a.jsonl.gz", bytes)).collect());
    assert_eq!((ids.len(), errors.len()), (50_000, 0));
}

#[test]
fn packed_parts_one_after_another_are_one_input() {
    let folder = Folder::new("parts");
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"The ferry sailed.\"}}\n").into_bytes();
    let skippable = [&b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"[..], &zstd_of_repeats(b' ', 1)].concat();
    for (name, bytes, expected) in [
        ("a.jsonl.gz", [gzip(&line("1")), gzip(&line("2"))].concat(), 2),
        ("b.gz", [gzip(&line("1")), gzip(&line("2")), gzip(&line("3"))].concat(), 3),
        ("c.jsonl.gz", gzip(&gzip(&line("1"))), 1),
        ("d.jsonl.zst", [skippable.clone(), skippable].concat(), 0),
    ] {
        let (ids, errors) = told(read_all(folder.file(name, bytes)).collect());
        assert_eq!((ids.len(), errors.len()), (expected, 0), "{name}: {errors:?}");
    }
}

#[test]
fn a_truncated_archive_gives_what_it_has() {
    let folder = Folder::new("truncated");
    let lines: String =
        (0..5_000).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"Ferry {}.\"}}\n", n * 7919 % 1000)).collect();
    let whole = gzip(lines.as_bytes());
    let path = folder.file("cut.jsonl.gz", &whole[..whole.len() * 2 / 3]);
    let read: Read = read_all(&path).collect();
    assert!(read.last().is_some_and(|last| last.as_ref().is_err_and(ReadError::breaks_off)));
    let (ids, errors) = told(read);
    assert!(ids.len() > 1_000 && ids.len() < 5_000, "{}", ids.len());
    assert_eq!(errors, [format!("{}: cannot be read: the gzip stream breaks off", path.display())]);
    let mut broken = whole.clone();
    broken[whole.len() / 2] ^= 0x55;
    let (_, errors) = told(read_all(folder.file("broken.jsonl.gz", &broken)).collect());
    assert!(errors.iter().any(|e| e.contains("the gzip stream is broken")), "{errors:?}");
}

#[test]
fn a_line_of_ten_megabytes_is_read_and_one_of_forty_is_named() {
    let line = |size: usize| format!("{{\"id\":\"{size}\",\"text\":\"{}\"}}\n", "word ".repeat(size / 5));
    let lines = [line(10 << 20), line(40 << 20), line(50)].concat();
    let (ids, errors) = told(read(Format::JsonLines, lines.as_bytes()));
    assert_eq!(ids, [(10 << 20).to_string(), "50".to_owned()]);
    assert_eq!(errors, ["in:2: larger than 16 MiB, the most that is read as one article"]);
}

#[test]
fn deep_json_is_refused_and_the_next_line_read() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(1_000_000), close.repeat(1_000_000));
    let lines = [
        format!("{{\"id\":\"a\",\"text\":\"Words.\",\"deep\":{}}}", nested("[", "]")),
        format!("{{\"id\":\"b\",\"text\":\"Words.\",\"deep\":{}}}", nested("{\"a\":", "}")),
        nested("[", "]"),
        format!("{{\"id\":{},\"text\":\"Words.\"}}", nested("[", "]")),
        format!("{{{}\"id\":\"c\"}}", "\"x\":0,".repeat(2_000_000)),
        "{\"id\":\"good\",\"text\":\"Words.\"}".to_owned(),
    ];
    for format in [Format::JsonLines, Format::Ninjs] {
        let (ids, errors) = told(read(format, lines.join("\n").as_bytes()));
        assert_eq!(
            ids.last().map(String::as_str),
            Some("good").filter(|_| format == Format::JsonLines).or(ids.last().map(String::as_str))
        );
        assert!(errors.len() >= 3, "{errors:?}");
        assert!(errors[0].starts_with("in:1: \"deep\" is nested more than 64 deep"), "{errors:?}");
        assert!(errors[1].starts_with("in:2: \"deep\" is nested more than 64 deep"), "{errors:?}");
    }
}

#[test]
fn what_was_read_of_a_bad_record_is_bounded() {
    let line = format!("{{\"id\":\"a\",\"published\":\"soon\",\"text\":\"{}\"}}\n", "word ".repeat(1 << 20));
    let read = read(Format::JsonLines, line.as_bytes());
    let error = read[0].as_ref().expect_err("soon is no date");
    assert_eq!(error.cause(), "\"published\" is not a date: \"soon\"");
    assert_eq!((error.place().as_ref(), error.breaks_off()), ("in:1", false));
    assert!(error.record().is_some_and(|record| record.len() == 64 << 10 && line.starts_with(record)));
}

#[test]
fn lengths_that_lie_lose_no_other_record() {
    let record = |id: &str, length: i64| {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>The ferry to Upper Tarn sailed \
                    again on Monday after nine weeks in dock, the council said.</p></article></body></html>";
        let length = if length == 0 { page.len() as i64 } else { length };
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{id}\r\nContent-Type: \
                 application/http\r\nContent-Length: {length}\r\n\r\n{page}\r\n\r\n"
        )
    };
    for lie in [1, 44, 150, 300, 100_000, LARGEST_RECORD as i64 + 1, i64::from(u32::MAX), i64::MAX, -1] {
        let archive = [record("before", 0), record("lie", lie), record("after", 0)].concat();
        let (ids, errors) = told(read(Format::Warc, archive.as_bytes()));
        assert_eq!(ids, ["http://a.example/before", "http://a.example/after"], "{lie}: {errors:?}");
        assert!(
            errors.len() == 1 && errors[0].starts_with("in: record 2 (http://a.example/lie): "),
            "{lie}: {errors:?}"
        );
    }
    let cut = &record("cut", 0)[..200];
    let (ids, errors) = told(read(Format::Warc, [&record("before", 0), cut].concat().as_bytes()));
    assert_eq!(ids.len(), 1);
    assert!(errors.len() == 1 && errors[0].contains("in: cannot be read: record 2 breaks off"), "{errors:?}");
    let many = [record("lie", 16 << 20), record("b", 0)].concat().repeat(2_000);
    let started = std::time::Instant::now();
    let (ids, errors) = told(read(Format::Warc, many.as_bytes()));
    assert_eq!((ids.len(), errors.len()), (2_000, 2_000));
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn a_page_in_an_archive_that_is_a_bomb_is_one_bad_record() {
    let bomb = gzip_well(&vec![b' '; 1 << 20]).repeat(20);
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n\
         Content-Length: {}\r\n\r\n",
        head.len() + bomb.len()
    );
    let archive = [header.as_bytes(), head, &bomb, b"\r\n\r\n"].concat();
    let (ids, errors) = told(read(Format::Warc, &archive));
    assert!(ids.is_empty());
    assert_eq!(errors, ["in: record 1 (http://a.example/): a page that unpacks to more than 16 MiB"]);
}

#[test]
fn endless_headers_and_hostile_addresses_are_bounded() {
    let endless = format!("WARC/1.0\r\n{}", "X-Header: more\r\n".repeat(1 << 20));
    let (_, errors) = told(read(Format::Warc, endless.as_bytes()));
    assert_eq!(errors, ["in: record 1: a header without a Content-Length"]);
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry sailed again.";
    let address = format!("http://a.example/{}\u{1b}[31m", "x".repeat(20_000));
    let archive = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    let (ids, errors) = told(read(Format::Warc, archive.as_bytes()));
    assert!(ids.is_empty() && errors.len() == 1 && errors[0].len() < 300, "{errors:?}");
    assert!(errors[0].ends_with("WARC-Target-URI has 20022 bytes, more than 8192"), "{errors:?}");
}

#[test]
fn entities_that_multiply_stay_as_they_are_written() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">");
    for n in 1..40 {
        bomb += &format!("<!ENTITY a{n} \"&a{};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};\">", n - 1);
    }
    let newsml = format!(
        "{bomb}]><newsItem guid='urn:1'><contentMeta><headline>&a39;</headline></contentMeta><contentSet>\
         <inlineData>Words &a39;.</inlineData></contentSet></newsItem>"
    );
    let read_newsml = read(Format::NewsMl, newsml.as_bytes());
    assert_eq!(read_newsml[0].as_ref().map(|a| a.body.as_str()).ok(), Some("Words &a39;."));
    let feed = format!(
        "{bomb}]><rss version='2.0'><channel><title>T</title><item><guid>1</guid><description>Words &a39;.</description>\
         </item></channel></rss>"
    );
    for read in read(Format::Feed, feed.as_bytes()) {
        assert!(read.map_or(true, |article| article.body.len() < 100));
    }
}

#[test]
fn a_second_declaration_of_an_encoding_is_no_panic() {
    let declaration = "<?xml version='1.0' encoding='iso-8859-1'?>";
    let feed = format!(
        "{declaration}<rss version='2.0'><channel><title>T</title>{declaration}<item><guid>1</guid>{declaration}\
         <description>The ferry sailed.</description></item></channel></rss>"
    );
    assert_eq!(told(read(Format::Feed, feed.as_bytes())).0, ["1"]);
    let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><guid>1</guid>\
                  <description>The caf\xe9 closed.</description></item></channel></rss>";
    assert_eq!(read(Format::Feed, latin)[0].as_ref().map(|a| a.body.as_str()).ok(), Some("The caf\u{e9} closed."));
}

#[test]
fn deep_and_endless_xml_is_refused() {
    let deep = "<a>".repeat(1_000_000);
    let newsml = format!("<newsMessage><newsItem guid='urn:1'>{deep}</newsItem><newsItem guid='2'/></newsMessage>");
    let (ids, errors) = told(read(Format::NewsMl, newsml.as_bytes()));
    assert!(ids.is_empty());
    assert_eq!(errors, ["in: item 1: elements nested more than 64 deep", "in: item 2: no text in the news item"]);
    let feed = format!("<rss version='2.0'><channel><item><description>{deep}");
    let (_, errors) = told(read(Format::Feed, feed.as_bytes()));
    assert_eq!(errors, ["in: cannot be read: not a feed: elements nested more than 128 deep on line 1"]);
    let endless = format!("<newsMessage><newsItem guid='urn:1'>{}</newsItem></newsMessage>", "word ".repeat(5 << 20));
    let (_, errors) = told(read(Format::NewsMl, endless.as_bytes()));
    assert_eq!(errors, ["in: item 1: larger than 16 MiB, the most that is read as one article"]);
    let no_bracket = format!("<newsMessage>{}", "word ".repeat(8 << 20));
    let (_, errors) = told(read(Format::NewsMl, no_bracket.as_bytes()));
    assert_eq!(errors, ["in: cannot be read: no news item in it"]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_swallows_one_record() {
    let rows: String = (0..450_000).map(|n| format!("{n},The ferry sailed at {n} again.,x\n")).collect();
    let table = format!("id,text,mood\n1,\"open and never closed,x\n{rows}");
    assert!(table.len() > LARGEST_RECORD);
    let (ids, errors) = told(read(Format::Csv, table.as_bytes()));
    assert_eq!(errors, ["in:2: larger than 16 MiB, the most that is read as one article"]);
    assert_eq!(ids.last().map(String::as_str), Some("449999"));
    let wide = format!("id,text\n1,{}\n2,The ferry sailed.\n", "x,".repeat(1_000_000));
    let (ids, errors) = told(read(Format::Csv, wide.as_bytes()));
    assert_eq!((ids.len(), errors.len()), (1, 1), "{errors:?}");
    let (_, errors) = told(read(Format::Csv, b"name,value\n1,2\n"));
    assert_eq!(errors, ["in: cannot be read: the first line does not name a column \"id\" and a column \"text\""]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_and_pipes_are_left_out() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("circle");
    folder.file("b/deep/er.txt", "The mill burned down.");
    folder.file("a.txt", "The ferry sailed.");
    folder.file(".hidden/c.txt", "Hidden.");
    folder.file("line\nend.txt", "A name may hold anything.");
    folder.file("picture.jpg", b"\xff\xd8\xff\xe0junk");
    symlink(&folder.0, folder.0.join("b/circle")).expect("a link can be made");
    symlink(folder.0.join("a.txt"), folder.0.join("c-link.txt")).expect("a link can be made");
    symlink("nowhere", folder.0.join("dangling.txt")).expect("a link can be made");
    symlink("self", folder.0.join("self")).expect("a link can be made");
    let pipe = std::process::Command::new("mkfifo").arg(folder.0.join("pipe.txt")).status();
    assert!(pipe.is_ok_and(|status| status.success()));
    let (ids, errors) = told(read_all(&folder.0).collect());
    assert_eq!(ids, ["a.txt", "b/deep/er.txt", "c-link.txt", "line\nend.txt"]);
    assert_eq!(errors, [format!("{}/picture.jpg: not text: a JPEG picture", folder.0.display())]);
}

#[test]
fn a_folder_goes_on_behind_a_broken_file() {
    let folder = Folder::new("broken");
    let archive =
        gzip("{\"id\":\"1\",\"text\":\"Ferry.\"}\n{\"id\":\"2\",\"text\":\"Mill.\"}\n".repeat(400).as_bytes());
    folder.file("a.jsonl.gz", &archive[..archive.len() / 2]);
    folder.file("b.txt", "The mill burned down.");
    folder.file("c/d.parquet", "PAR1 and nothing else");
    folder.file("e.csv", "id;text\n7;The ferry sailed.\n");
    let mut articles = read_all(&folder.0);
    let (ids, errors) = told(articles.by_ref().collect());
    assert!(ids.ends_with(&["b.txt".to_owned(), "7".to_owned()]), "{ids:?}");
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(
        articles.bytes_read() > 0
            && Some(articles.bytes_read()) <= retold_formats::input_size(&folder.0).map(|s| s + 8)
    );
}

#[test]
fn utf_16_lines_say_what_to_do() {
    let folder = Folder::new("utf-16");
    let text: Vec<u8> = "{\"id\":\"1\",\"text\":\"Ferry.\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = folder.file("a.jsonl", [b"\xff\xfe".as_slice(), &text].concat());
    let (_, errors) = told(read_all(&path).collect());
    assert_eq!(
        errors,
        [format!("{}: cannot be read: jsonl in UTF-16, which has to be converted to UTF-8", path.display())]
    );
}
