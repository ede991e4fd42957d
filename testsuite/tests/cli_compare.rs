//! Journeys: comparing two articles.

mod cli_program;

use std::fs;
use std::process::Stdio;

use cli_program::{RETELLING, WIRE, command, comparison_schema, file, folder, run, run_with};
use serde_json::Value;

fn kinds(comparison: &Value) -> Vec<&str> {
    let changes = comparison["changes"].as_array().expect("changes are a list");
    changes.iter().map(|change| change["kind"].as_str().expect("a kind is text")).collect()
}

#[test]
fn json_holds_to_the_published_schema() {
    let said = run(["compare", WIRE, RETELLING, "--format", "json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let comparison = said.json();
    let schema = comparison_schema();
    let faults: Vec<String> = schema.iter_errors(&comparison).map(|f| format!("{}: {f}", f.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(comparison["verdict"]["derived"], true);
    assert!(comparison["links"].as_array().unwrap().len() >= 10);
    let body = comparison["retelling"]["text"].as_str().unwrap();
    for change in comparison["changes"].as_array().unwrap() {
        let place = &change["retelling"];
        let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
        assert_eq!(&body[start..end], place["text"].as_str().unwrap());
    }
}

#[test]
fn the_same_two_texts_give_the_same_output() {
    let once = run(["compare", WIRE, RETELLING, "--format", "json"]);
    assert_eq!(once.out, run(["compare", WIRE, RETELLING, "--format", "json"]).out);
}

#[test]
fn an_article_against_itself_has_no_change() {
    let comparison = run(["compare", RETELLING, RETELLING, "--format", "json"]).json();
    assert_eq!(comparison["changes"], Value::Array(Vec::new()));
    assert_eq!(comparison["verdict"]["probability"], 1.0);
    assert_eq!(comparison["dropped"], Value::Array(Vec::new()));
}

#[test]
fn standard_input_is_one_of_the_two() {
    let text = fs::read(RETELLING).unwrap();
    let piped = run_with(&text, ["compare", WIRE, "-", "--format", "json"]).json();
    let named = run(["compare", WIRE, RETELLING, "--format", "json"]).json();
    assert_eq!(piped["links"], named["links"]);
    run(["compare", "-", "-"]).assert_refused("standard input");
}

#[test]
fn fail_on_ends_with_status_1_only_when_it_is_found() {
    let found = run(["compare", WIRE, RETELLING, "--format", "json"]).json();
    let present = *kinds(&found).first().expect("the example has changes");
    assert_eq!(run(["compare", WIRE, RETELLING, "--fail-on", present]).status, 1);
    assert_eq!(run(["compare", WIRE, RETELLING, "--fail-on", "substance"]).status, 1);
    assert_eq!(run(["compare", WIRE, RETELLING, "--fail-on", "derived"]).status, 1);
    assert_eq!(run(["compare", RETELLING, RETELLING, "--fail-on", "substance,number"]).status, 0);
    let said = run(["compare", WIRE, RETELLING, "--fail-on", "derived", "--format", "json"]);
    assert_eq!(said.out.lines().count(), 1, "the whole result is written also with status 1");
}

#[test]
fn the_terminal_is_the_default_and_a_pipe_has_no_colour() {
    let piped = run(["compare", WIRE, RETELLING]);
    assert!(piped.out.contains("RETELLING") && !piped.out.contains('\u{1b}'), "{}", piped.out);
    assert!(run(["compare", WIRE, RETELLING, "--color", "always"]).out.contains("\u{1b}["));
    let narrow = run(["compare", WIRE, RETELLING, "--width", "60"]);
    assert!(narrow.out.lines().all(|line| line.chars().count() <= 60), "{}", narrow.out);
}

#[test]
fn an_output_file_is_written_whole_and_its_ending_names_the_format() {
    let folder = folder("compare-output");
    let report = folder.join("report.html");
    let said = run(["compare", WIRE, RETELLING, "--output", report.to_str().unwrap()]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{said:?}");
    assert!(fs::read_to_string(&report).unwrap().starts_with("<!DOCTYPE html>"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left in the folder");
}

#[test]
fn an_input_is_not_written_over() {
    let folder = folder("compare-overwrite");
    let source = file(&folder, "source.txt", fs::read(RETELLING).unwrap());
    run(["compare", &source, RETELLING, "--output", &source]).assert_refused("source.txt");
    assert_eq!(fs::read(&source).unwrap(), fs::read(RETELLING).unwrap());
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = folder("compare-unwritable");
    let inside = folder.join("no-such-folder/report.html");
    run(["compare", WIRE, RETELLING, "--output", inside.to_str().unwrap()]).assert_refused("no-such-folder");
    run(["compare", WIRE, RETELLING, "--output", folder.to_str().unwrap()]).assert_refused("is a folder");
}

#[test]
fn redacting_hides_the_text_and_keeps_the_changes() {
    let plain = run(["compare", WIRE, RETELLING, "--format", "json"]).json();
    let hidden = run(["compare", WIRE, RETELLING, "--format", "json", "--redact"]).json();
    assert!(comparison_schema().is_valid(&hidden));
    let blocks = hidden["source"]["text"].as_str().unwrap().matches('█').count();
    assert!(blocks > 500, "only {blocks} blocks");
    let words = |comparison: &Value| -> Vec<Value> {
        let changes = comparison["changes"].as_array().unwrap();
        changes.iter().map(|change| change["retelling"]["text"].clone()).collect()
    };
    assert_eq!(words(&plain), words(&hidden));
}

#[test]
fn hostile_text_stays_text() {
    let folder = folder("compare-hostile");
    let hostile = "The mayor said <script>alert(1)</script> on Monday that \"><img src=x onerror=alert(1)> was shut.\n\n\
        \u{1b}[31mThe harbour bridge\u{7} will stay closed until the engineers \u{9b}2J have found the crack.\n";
    let source = file(&folder, "source.txt", hostile);
    let retelling = file(&folder, "retelling.txt", hostile.replace("Monday", "Tuesday"));
    let html = run(["compare", &source, &retelling, "--format", "html"]);
    assert_eq!(html.status, 0, "{}", html.err);
    assert!(!html.out.contains("<script>alert") && !html.out.contains("<img"), "{}", html.out);
    assert!(html.out.contains("&lt;script&gt;alert(1)"));
    let terminal = run(["compare", &source, &retelling]);
    assert!(!terminal.out.chars().any(|c| c.is_control() && c != '\n'), "{}", terminal.out);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut running = command(["compare", WIRE, RETELLING, "--format", "html"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(running.stdout.take());
    let output = running.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
