//! Evidence packs: the same every time, sound when untouched, and refused when anything about them is wrong.

use std::io::{Cursor, Write};

use retold::text::Language;
use retold::{Article, Comparer};
use retold_encoder::StaticVectors;
use retold_watch::pack::{DeskKey, Evidence, Exhibit, PackSettings, PublicKey, verify, write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const SOURCE: &str = "The ferry to Lowmouth will stop on Friday, the harbour board said. Some 412 people use it each day. \
                      Ada Quill, who chairs the board, called the boat unsafe.";
const RETELLING: &str = "The ferry to Lowmouth will stop on Friday, the harbour board said. Some 412 people use it each day. \
                         The secret recipe of the ship's cook is lost.";

fn evidence() -> Evidence {
    let exhibit = |id: &str, text: &str, page: Option<&[u8]>| Exhibit {
        address: Some(format!("https://news.example/{id}")),
        captured_at: Some("2031-05-02T10:00:00Z".to_owned()),
        version: Some(1),
        headers: vec![("etag".to_owned(), "\"7\"".to_owned()), ("date".to_owned(), "Fri, 02 May 2031".to_owned())],
        page_sha256: page.map(retold_store::fingerprint),
        article: Article::new(id, text).with_headline("Ferry stops").with_publisher("Sedge Wire"),
        page: page.map(<[u8]>::to_vec),
    };
    Evidence {
        sources: vec![exhibit("wire-1", SOURCE, None)],
        retelling: exhibit("echo-1", RETELLING, Some(b"<p>The secret recipe")),
        finding: Some("f1".to_owned()),
        found_with: serde_json::json!({"threshold": 0.5}),
    }
}

fn pack(settings: &PackSettings) -> Vec<u8> {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    write(&evidence(), &comparer, settings).expect("a pack")
}

fn signed() -> (Vec<u8>, PublicKey) {
    let key = DeskKey::generate().expect("a key");
    let public = key.public();
    (pack(&PackSettings { key: Some(key), ..PackSettings::default() }), public)
}

/// The files of a pack in their order.
fn files(pack: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(pack)).expect("a zip");
    let file = |n| {
        let mut file = zip.by_index(n).expect("a file");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("its bytes");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..zip_len(pack)).map(file).collect()
}

fn zip_len(pack: &[u8]) -> usize {
    ZipArchive::new(Cursor::new(pack)).expect("a zip").len()
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[track_caller]
fn assert_fault(pack: &[u8], key: Option<&PublicKey>, words: &str) {
    let checked = verify(pack, key);
    assert!(checked.faults.iter().any(|fault| fault.contains(words)), "{words}: {:?}", checked.faults);
    assert!(checked.faults.iter().all(|fault| !fault.contains('\n')), "{:?}", checked.faults);
}

#[test]
fn a_pack_holds_texts_origins_report_and_hashes() {
    let (pack, key) = signed();
    let checked = verify(&pack, Some(&key));
    assert!(checked.is_sound(), "{:?}", checked.faults);
    assert_eq!((checked.signed_by, checked.finding.as_deref()), (Some(key.to_hex()), Some("f1")));
    let files = files(&pack);
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "comparison.json",
            "report.html",
            "retelling.json",
            "retelling.page.bin",
            "retelling.txt",
            "settings.json",
            "source-1.json",
            "source-1.txt",
            "manifest.json",
            "manifest.sig"
        ]
    );
    let of = |name: &str| &files.iter().find(|(found, _)| found == name).expect("the file").1;
    assert_eq!(of("source-1.txt"), SOURCE.as_bytes());
    let exhibit: serde_json::Value = serde_json::from_slice(of("retelling.json")).expect("JSON");
    assert_eq!(exhibit["address"], "https://news.example/echo-1");
    assert_eq!(exhibit["captured_at"], "2031-05-02T10:00:00Z");
    assert_eq!(exhibit["headers"]["etag"], "\"7\"");
    assert_eq!(exhibit["text_sha256"], retold_store::fingerprint(RETELLING.as_bytes()));
    assert_eq!(exhibit["page_sha256"], retold_store::fingerprint(b"<p>The secret recipe"));
}

#[test]
fn the_same_evidence_is_the_same_pack() {
    let settings = PackSettings { made_at: Some("2031-05-03T00:00:00Z".to_owned()), ..PackSettings::default() };
    assert!(pack(&settings) == pack(&settings));
    let key = Some(DeskKey::generate().expect("a key"));
    let settings = PackSettings { key, ..settings };
    assert!(pack(&settings) == pack(&settings), "signatures too");
}

#[test]
fn a_redacted_pack_gives_no_word_away_that_is_no_evidence() {
    let redacted = pack(&PackSettings { redact: true, ..PackSettings::default() });
    assert!(verify(&redacted, None).is_sound() && verify(&redacted, None).redacted);
    for (name, bytes) in files(&redacted) {
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains("recipe") && !text.contains("Quill"), "{name}: {text}");
        assert_ne!(name, "retelling.page.bin");
    }
}

#[test]
fn every_byte_counts() {
    let (pack, key) = signed();
    // All of the ends, where names and directory stand, and a byte in every few between.
    let places = (0..pack.len()).filter(|at| *at < 200 || pack.len() - at < 200 || at % 97 == 0);
    for at in places {
        let mut changed = pack.clone();
        changed[at] ^= 0x20;
        let checked = verify(&changed, Some(&key));
        // Times, versions and permissions in a zip's own fields tell nothing and are not evidence.
        assert!(!checked.is_sound() || files(&changed) == files(&pack), "byte {at} may be changed");
    }
    for length in [0, 1, 21, 22, pack.len() / 2, pack.len() - 1] {
        assert!(!verify(&pack[..length], None).is_sound(), "cut to {length} bytes");
    }
}

#[test]
fn files_may_not_be_changed_added_or_taken_out() {
    let (pack, key) = signed();
    let files = files(&pack);
    let mut changed = files.clone();
    changed[5].1.push(b'!');
    assert_fault(&zipped(&changed), Some(&key), "was changed");
    let mut more = files.clone();
    more.push(("notes.txt".to_owned(), b"x".to_vec()));
    assert_fault(&zipped(&more), Some(&key), "is not in the list");
    let mut less = files.clone();
    less.remove(2);
    assert_fault(&zipped(&less), Some(&key), "is missing");
    let unsigned: Vec<_> = files.iter().filter(|(name, _)| name != "manifest.sig").cloned().collect();
    assert_fault(&zipped(&unsigned), Some(&key), "not signed");
    let mut relisted = files.clone();
    let list = relisted.iter_mut().find(|(name, _)| name == "manifest.json").expect("the list");
    list.1 = String::from_utf8(list.1.clone())
        .expect("text")
        .replace("\"redacted\": false", "\"redacted\": true")
        .into_bytes();
    assert_fault(&zipped(&relisted), Some(&key), "signature");
    let other = DeskKey::generate().expect("a key").public();
    assert_fault(&pack, Some(&other), "another key");
    let unlisted: Vec<_> = files.iter().filter(|(name, _)| name != "manifest.json").cloned().collect();
    assert_fault(&zipped(&unlisted), None, "no evidence pack");
}

#[test]
fn names_that_lead_out_of_a_folder_are_refused() {
    for name in
        ["../evil.txt", "/etc/passwd", "a/b.txt", "..\\evil.txt", "C:evil.txt", "..", ".hidden", "a\u{0}b", "caf\u{e9}"]
    {
        let mut more = files(&pack(&PackSettings::default()));
        more.push((name.to_owned(), b"x".to_vec()));
        assert_fault(&zipped(&more), None, "no name of a file");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("report.html", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    assert_fault(&zip.finish().expect("a zip").into_inner(), None, "no name of a file");
}

#[test]
fn bombs_do_not_go_off() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("report.html", options).expect("a file");
    (0..200).for_each(|_| zip.write_all(&[b' '; 1 << 20]).expect("written"));
    let bomb = zip.finish().expect("a zip").into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_fault(&bomb, None, "unpacks to more");
    let many: Vec<_> = (0..2_000).map(|n| (format!("{n}.txt"), Vec::new())).collect();
    assert_fault(&zipped(&many), None, "more than 1000 files");
}

#[test]
fn nothing_is_hidden_between_the_files() {
    let sound = pack(&PackSettings::default());
    let before = [b"MZ hidden".as_slice(), &sound].concat();
    assert_fault(&before, None, "");
    let behind = [&sound, b"hidden".as_slice()].concat();
    assert_fault(&behind, None, "");
    // A second file of a name that is there already: some programs would show it in the first one's stead.
    let twice = {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files(&sound).iter().chain([&("repORT.html".to_owned(), b"<p>forged".to_vec())]) {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file");
            zip.write_all(bytes).expect("written");
        }
        let bytes = zip.finish().expect("a zip").into_inner();
        replaced(&bytes, b"repORT.html", b"report.html")
    };
    assert!(!verify(&twice, None).is_sound());
    let comment = {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files(&sound) {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file");
            zip.write_all(&bytes).expect("written");
        }
        zip.set_comment("hidden").expect("a comment");
        zip.finish().expect("a zip").into_inner()
    };
    assert_fault(&comment, None, "belong to none");
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - old.len() {
        if &bytes[at..at + old.len()] == old {
            bytes[at..at + old.len()].copy_from_slice(new);
        }
    }
    bytes
}

#[test]
fn keys_are_read_from_their_files_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let key = DeskKey::generate().expect("a key");
    let secret = path("desk.key", &key.to_line());
    let public = path("desk.key.pub", &key.public().to_line());
    assert_eq!(DeskKey::load(&secret).expect("a key").public(), key.public());
    assert_eq!(PublicKey::load(&public).expect("a key"), key.public());
    assert!(DeskKey::load(&public).is_err() && PublicKey::load(&secret).is_err());
    let shown = format!("{key:?}");
    assert!(
        !key.to_line().contains(&shown) && !shown.contains(key.to_line().trim_end().rsplit(' ').next().expect("hex"))
    );
    for text in ["", "retold-public-key-1 00", "retold-public-key-1 zz", &"x".repeat(5_000)] {
        assert!(PublicKey::load(&path("junk", text)).is_err());
    }
    // The neutral element signs everything.
    let weak = format!("retold-public-key-1 01{}\n", "00".repeat(31));
    assert!(PublicKey::load(&path("weak", &weak)).is_err());
}
