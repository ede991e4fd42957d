//! Archives whose files were cut short or changed: a clear error or the right answer, never a panic, never another
//! answer.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use retold::Article;
use retold::retrieve::{Filter, Retriever, Wanted};
use retold_archive::{Archive, ArchiveError};
use support::{article, folder};

/// Ids of the candidates for some texts.
fn answers(place: &Path) -> Result<Vec<Vec<String>>, ArchiveError> {
    let archive = Archive::open(place)?;
    let filter = Filter::default();
    let answer = |n: usize| {
        let query = Article { id: "query".to_owned(), ..article(n) };
        let found = archive.candidates(&Wanted { article: &query, limit: 4, filter: &filter })?;
        Ok(found.into_iter().map(|c| c.article.id).collect())
    };
    (0..60).step_by(11).map(answer).collect()
}

fn archive_of_sixty(name: &str) -> (tempfile::TempDir, Vec<PathBuf>) {
    let place = folder(name);
    let archive = Archive::open_or_create(place.path()).expect("new");
    let mut writer = archive.writer().expect("a writer");
    writer.add(&(0..60).map(article).collect::<Vec<_>>()).expect("added");
    writer.commit().expect("committed");
    writer.close().expect("closed");
    let mut files: Vec<PathBuf> = fs::read_dir(place.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e != "lock" && e != "json"))
        .collect();
    files.sort();
    (place, files)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
    }
}

/// Damages each file of a copy of an archive in several ways and counts what comes of it.
fn damaged(name: &str, ways: impl Fn(&mut Vec<u8>, usize), times: usize) -> (usize, usize) {
    let (place, files) = archive_of_sixty(name);
    let right = answers(place.path()).expect("the archive is sound");
    let (mut told, mut harmless) = (0, 0);
    for file in &files {
        for time in 0..times {
            let other = folder(name);
            copy(place.path(), other.path());
            let path = other.path().join(file.file_name().expect("a name"));
            let mut bytes = fs::read(&path).expect("bytes");
            ways(&mut bytes, time);
            fs::write(&path, bytes).expect("written");
            match answers(other.path()) {
                Ok(answer) => {
                    assert_eq!(answer, right, "{} answers otherwise", path.display());
                    harmless += 1;
                }
                Err(error) => {
                    assert!(error.to_string().contains("damaged"), "{error}");
                    told += 1;
                }
            }
        }
    }
    println!("{name}: {} files, {told} damages told, {harmless} harmless", files.len());
    (told, harmless)
}

#[test]
fn turned_bits_are_told() {
    let (told, _) = damaged(
        "bits",
        |bytes, time| {
            let at = (time * 7_919 + 13) % bytes.len();
            bytes[at] ^= 1 << (time % 8);
        },
        12,
    );
    assert!(told > 20, "{told}");
}

#[test]
fn files_cut_short_are_told() {
    let (told, harmless) = damaged("cut", |bytes, time| bytes.truncate(bytes.len() * time / 5), 5);
    assert!(told > 0 && harmless == 0, "{told} {harmless}");
}

#[test]
fn a_file_that_is_gone_is_told() {
    let (place, files) = archive_of_sixty("gone");
    for file in files {
        let bytes = fs::read(&file).expect("bytes");
        fs::remove_file(&file).expect("removed");
        match answers(place.path()) {
            Err(error) => assert!(error.to_string().contains("damaged"), "{error}"),
            Ok(_) => panic!("{} is not missed", file.display()),
        }
        fs::write(&file, bytes).expect("put back");
    }
    assert_eq!(Archive::open(place.path()).and_then(|a| a.verify()).expect("sound again"), 60);
}

#[test]
fn damage_that_shows_neither_size_nor_time_is_found_by_verify() {
    let (place, files) = archive_of_sixty("rot");
    let store = files.iter().find(|f| f.extension().is_some_and(|e| e == "store")).expect("a store");
    let time = fs::metadata(store).and_then(|m| m.modified()).expect("its time");
    let mut bytes = fs::read(store).expect("bytes");
    bytes[40] ^= 4;
    fs::write(store, bytes).expect("written");
    fs::File::options().write(true).open(store).and_then(|f| f.set_modified(time)).expect("the old time");
    let Err(error) = Archive::open(place.path()).and_then(|a| a.verify()) else { panic!("not found") };
    assert!(error.to_string().contains("damaged"), "{error}");
}
