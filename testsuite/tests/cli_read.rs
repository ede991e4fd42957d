//! Journeys: reading articles, and input that is none.

mod cli_program;

use std::fs;

use cli_program::{RETELLING, WIRE, file, folder, run, run_with, schema};
use serde_json::{Value, json};

#[test]
fn a_page_is_read_as_an_article() {
    let said = run(["read", WIRE, "--format", "json"]);
    let article = said.json();
    let validator = jsonschema::validator_for(&schema("article-1.json")).expect("a schema");
    assert!(validator.is_valid(&article), "{article}");
    assert_eq!(article["headline"], "Verania and Ostrel to open talks on Karsk dam after spring floods");
    assert_eq!(article["publisher"], "Meridian Wire");
    assert_eq!(article["byline"], json!(["Ines Halloran", "Tomas Wirth", "Adela Quist"]));
    let text = article["text"].as_str().unwrap();
    assert!(text.contains("second track") && !text.contains("newsletter") && !text.contains("Lake levels"), "{text}");
}

#[test]
fn several_articles_are_one_object_a_line() {
    let said = run(["read", WIRE, RETELLING, "--format", "json"]);
    let ids: Vec<Value> =
        said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, [json!(WIRE), json!(RETELLING)]);
}

#[test]
fn an_archive_is_one_object_a_line_and_its_bad_records_are_named() {
    let folder = folder("read-archive");
    let lines = "{\"id\":\"1\",\"text\":\"The ferry sailed.\"}\n{\"id\":\"2\",\"text\":\"The mill.\",\"date\":\"soon\"}\n\
                 {\"id\":\"3\",\"text\":\"The bridge opened.\"}\n";
    let path = file(&folder, "archive.jsonl", lines);
    let said = run(["read", &path, "--format", "json"]);
    let ids: Vec<Value> =
        said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!((said.status, ids), (0, vec![json!("1"), json!("3")]));
    assert!(said.err.contains("archive.jsonl:2: \"date\" is not a date: \"soon\""), "{}", said.err);
    let bad = file(&folder, "bad.csv", "id,text\n1,\n2,!\n");
    run(["read", &path, &bad, "--format", "json"]).assert_refused("bad.csv:2");
    assert_eq!(run(["compare", &path, RETELLING, "--format", "json"]).status, 0);
}

#[test]
fn text_is_for_a_person() {
    let said = run(["read", RETELLING]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("Dam talks between Ostrel and Verania"), "{}", said.out);
    assert!(said.out.lines().any(|line| line.starts_with("1 ")), "sentences are numbered: {}", said.out);
}

#[test]
fn standard_input_is_read_once() {
    let text = fs::read(RETELLING).unwrap();
    let article = run_with(&text, ["read", "-", "--format", "json"]).json();
    assert!(article["sentences"].as_array().unwrap().len() > 10);
    run_with(&text, ["read", "-", "-"]).assert_refused("standard input");
}

#[test]
fn bad_input_is_refused_with_one_line_that_names_it() {
    let folder = folder("read-bad");
    let cases = [
        folder.join("missing.txt").to_str().unwrap().to_owned(),
        file(&folder, "empty.txt", ""),
        file(&folder, "blank.txt", " \n\n\t\n"),
        file(&folder, "junk.bin", [0u8, 159, 146, 150, 0, 1, 2, 255, 254, 0, 7, 3].repeat(400)),
        file(
            &folder,
            "nothing.html",
            "<html><head><title>x</title></head><body><nav><a href=/>a</a></nav></body></html>",
        ),
        folder.to_str().unwrap().to_owned(),
    ];
    for path in &cases {
        let name = path.rsplit('/').next().unwrap();
        run(["read", path]).assert_refused(name);
        run(["compare", path, RETELLING]).assert_refused(name);
        run(["compare", RETELLING, path, "--format", "json"]).assert_refused(name);
        run(["read", RETELLING, path, "--format", "json"]).assert_refused(name);
    }
}

#[test]
fn a_hostile_file_name_stays_one_line() {
    run(["read", "no\nsuch\u{1b}[31mfile.txt"]).assert_refused("file.txt");
}

#[test]
fn large_and_odd_input_ends_in_bounded_time() {
    let folder = folder("read-odd");
    let line = "word ".repeat(20);
    let cases = [
        ("paragraph.txt", "The mayor spoke. ".repeat(20_000)),
        ("lines.txt", format!("{line}\n").repeat(20_000)),
        ("deep.html", format!("<html><body>{}<p>text</p>", "<div>".repeat(50_000))),
        ("one-word.txt", "a".repeat(500_000)),
    ];
    for (name, content) in cases {
        let path = file(&folder, name, content);
        let started = std::time::Instant::now();
        let said = run(["read", &path, "--format", "json"]);
        assert!(said.status == 0 || said.status == 2, "{name}: {} {}", said.status, said.err);
        assert!(said.err.lines().count() <= 1 && !said.err.contains("fault of Retold"), "{name}: {}", said.err);
        assert!(started.elapsed().as_secs() < 60, "{name} took {:?}", started.elapsed());
    }
}
