//! Empty stores of both kinds.

// Every test file uses some of this.
#![allow(dead_code)]

use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use retold::Article;
use retold_store::{Kind, NewCapture, NewFinding};

/// Runs a test with an empty place in SQLite and with one in PostgreSQL.
///
/// PostgreSQL has to be there where CI runs. Elsewhere the test says so when it was left out.
pub fn both(test: impl Fn(&str)) {
    let folder = tempfile::tempdir().expect("a folder");
    test(folder.path().join("store.db").to_str().expect("UTF-8"));
    if let Some(place) = postgres() {
        test(&place);
    }
}

/// An empty schema of its own on the test server, if there is one.
pub fn postgres() -> Option<String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    static LEFT_OUT: Once = Once::new();
    let Ok(server) = std::env::var("RETOLD_TEST_POSTGRES") else {
        let how = "RETOLD_TEST_POSTGRES is not set: run eval \"$(.ci/postgres start)\" first";
        assert!(std::env::var_os("CI").is_none(), "{how}");
        LEFT_OUT.call_once(|| {
            // Not by a macro: what these print the test runner keeps to itself as long as tests pass.
            let _ = writeln!(std::io::stderr(), "\nNOT TESTED WITH POSTGRESQL, with SQLite alone: {how}\n");
        });
        return None;
    };
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the test server answers");
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).expect("a schema");
    Some(format!("{server}?options=-csearch_path%3D{name}"))
}

/// A capture of an invented page.
pub fn page(url: &str, text: &str) -> NewCapture {
    let mut article = Article::new(url, text);
    article.headline = Some("Bell sold".to_owned());
    article.other = vec![("desk".to_owned(), "\"north\"".to_owned())];
    NewCapture {
        url: url.to_owned(),
        captured_at: 1_900_000_000,
        headers: vec![("ETag".to_owned(), "\"1\"".to_owned())],
        article,
        page: Some(b"<p>Bell sold".to_vec()),
    }
}

/// A finding that a capture retells an article of the archive.
pub fn retells(capture: &str, source: &str) -> NewFinding {
    NewFinding {
        kind: Kind::Retelling,
        source: Err(Box::new(NewCapture {
            page: None,
            headers: Vec::new(),
            ..page(source, &format!("Text of {source}"))
        })),
        copies: Vec::new(),
        retelling: capture.to_owned(),
        probability: 0.97,
        coverage: 0.8,
        silent: false,
        settings: "{}".to_owned(),
        summary: vec!["nine sentences in the same order".to_owned()],
    }
}
