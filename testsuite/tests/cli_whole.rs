//! Journeys: the demo, the help, the man page, the completions, wrong arguments.

mod cli_program;

use std::fs;

use cli_program::{RETELLING, WIRE, command, folder, run};

#[test]
fn the_demo_writes_a_report_that_needs_nothing_else() {
    let folder = folder("demo");
    let output = command(["demo"]).current_dir(&folder).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("retold-demo.html"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    let page = fs::read_to_string(folder.join("retold-demo.html")).unwrap();
    for word in ["Dam talks between Ostrel", "Verania and Ostrel to open talks", "Evidence", "40,000", "SHA-256"] {
        assert!(page.contains(word), "the report lacks {word:?}");
    }
    for word in ["src=", "<link", "url(", "@import", "<iframe", "href=\"http", "fetch("] {
        assert!(!page.contains(word), "the report has {word:?}");
    }
}

#[test]
fn the_demo_is_the_same_every_time_when_the_time_is_given() {
    let folder = folder("demo-time");
    let write = |name: &str| {
        let path = folder.join(name);
        let run = command(["demo", "--output"]).arg(&path).env("SOURCE_DATE_EPOCH", "1749456000").status();
        assert!(run.expect("the program starts").success());
        fs::read_to_string(path).unwrap()
    };
    let page = write("a.html");
    assert_eq!(page, write("b.html"));
    assert!(page.contains("2025-06-09T08:00:00Z"), "the time given is the time shown");
}

#[test]
fn the_demo_shows_the_changes_it_was_written_for() {
    let comparison = run(["compare", WIRE, RETELLING, "--format", "json"]).json();
    let changes = comparison["changes"].as_array().unwrap();
    let found = |kind: &str, words: &str| {
        changes.iter().any(|change| {
            change["kind"] == kind && change["retelling"]["text"].as_str().is_some_and(|text| text.contains(words))
        })
    };
    for (kind, words) in [("number", "40,000"), ("number", "16"), ("date", "Monday")] {
        assert!(found(kind, words), "no {kind} at {words:?} in {changes:#?}");
    }
}

#[test]
fn wrong_arguments_are_refused_with_one_line() {
    run(["compare"]).assert_refused("RETELLING");
    run(["compare", WIRE]).assert_refused("SOURCE");
    run(["compare", WIRE, RETELLING, "--format", "pdf"]).assert_refused("pdf");
    run(["compare", WIRE, RETELLING, "--fail-on", "typo"]).assert_refused("typo");
    run(["compare", WIRE, RETELLING, "--width", "none"]).assert_refused("--width");
    run(["compare", WIRE, "no-such-file.txt", RETELLING]).assert_refused("no-such-file.txt");
    run(["compare", "-", "-", "-"]).assert_refused("standard input");
    run(["claims", "-", WIRE, "-"]).assert_refused("standard input");
    run(["claims"]).assert_refused("ARTICLE");
    run(["man", "compare", "claims"]).assert_refused("unexpected argument");
    run(["read"]).assert_refused("INPUT");
    run(["retell"]).assert_refused("retell");
    run(["man", "nothing"]).assert_refused("nothing");
}

#[test]
fn help_and_version_are_no_errors() {
    let version = run(["--version"]);
    assert_eq!((version.status, version.out.trim()), (0, concat!("retold ", env!("CARGO_PKG_VERSION"))));
    let help = run(["compare", "--help"]);
    assert_eq!(help.status, 0);
    for kind in ["attribution-dropped", "claim-added", "substance", "derived"] {
        assert!(help.out.contains(kind), "help lacks {kind}");
    }
    let nothing = command([] as [&str; 0]).output().expect("the program starts");
    assert_eq!(nothing.status.code(), Some(2));
    assert!(nothing.stdout.is_empty() && !nothing.stderr.is_empty());
}

#[test]
fn completions_and_man_pages_come_from_the_definition() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = run(["completions", shell]);
        assert!(said.status == 0 && said.out.contains("fail-on"), "{shell}: {}", said.err);
    }
    let page = run(["man", "compare"]).out;
    assert!(page.contains(".TH") && page.contains("redact"), "{page}");
    assert!(run(["man"]).out.contains("completions"));
}
