//! Journeys: families out of an archive, and their findings in files.

mod cli_program;

use std::fs;

use cli_program::{RETELLING, WIRE, file, folder, indexed, lines, members, run, schema};
use serde_json::json;

/// Notices that fill one form about one place each: they resemble each other and retell nothing.
fn notices(count: usize) -> String {
    let line = |n: usize| {
        let text = format!(
            "The parish of Marlow Green {n} sold its bell number {n} to a foundry in Tarnby. The price was {} crowns. \
             Wanda Krell, the warden, said the tower was no longer safe.",
            300 + n
        );
        json!({"id": format!("bell-{n}"), "text": text, "published": format!("2031-03-{:02}", n % 28 + 1)})
    };
    (0..count).map(|n| line(n).to_string() + "\n").collect()
}

#[test]
fn a_wire_story_and_its_retelling_are_a_family_and_notices_of_one_form_are_none() {
    let folder = folder("families-found");
    let bells = file(&folder, "bells.jsonl", notices(60));
    let place = indexed(&folder, "archive", &[&bells, WIRE, RETELLING]);
    let findings = folder.join("findings.jsonl");
    let said =
        run(["families", "--archive", &place, "--format", "jsonl", "--findings", findings.to_str().expect("UTF-8")]);
    assert_eq!(said.status, 0, "{said:?}");
    let families = lines(&said.out);
    assert_eq!(families.len(), 1, "{said:?}");
    let found = members(&families[0]);
    assert!(found.len() == 2 && found.iter().all(|id| !id.starts_with("bell-")), "{found:?}");
    let validator = jsonschema::validator_for(&schema("finding-1.json")).expect("the schema is one");
    for finding in lines(&fs::read_to_string(&findings).expect("findings")) {
        let faults: Vec<String> = validator.iter_errors(&finding).map(|e| e.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn findings_of_one_run_join_the_next_and_a_work_folder_is_taken_up() {
    let folder = folder("families-known");
    let old = indexed(&folder, "old", &[WIRE]);
    let bells = file(&folder, "bells.jsonl", notices(10));
    let new = indexed(&folder, "new", &[&bells, RETELLING]);
    let (findings, work) = (folder.join("findings.parquet"), folder.join("work"));
    let (findings, work) = (findings.to_str().expect("UTF-8"), work.to_str().expect("UTF-8"));
    let against = ["families", "--archive", &new, "--against", &old, "--format", "jsonl"];
    let said = run([&against[..], &["--findings", findings, "--work", work]].concat());
    assert_eq!(lines(&said.out).len(), 1, "{said:?}");
    // Without the old archive the pair is not found; its finding is known.
    let alone = ["families", "--archive", &new, "--format", "jsonl"];
    assert_eq!(run(alone).out, "");
    assert_eq!(lines(&run([&alone[..], &["--known", findings]].concat()).out).len(), 1);
    let again = run([&against[..], &["--work", work]].concat());
    assert_eq!(again.out, said.out, "{again:?}");
    let other = run([&alone[..], &["--work", work]].concat());
    assert!(other.status == 2 && other.err.contains("another archive"), "{other:?}");
}

#[test]
fn articles_that_cannot_be_paired_are_named_and_set_aside() {
    let folder = folder("families-rejects");
    let long = "The bell of Marlow Green was heard in Tarnby on the day that the tower fell. ".repeat(4_000);
    let lines = [json!({"id": "long", "text": long}), json!({"id": "long-too", "text": long})];
    let input = file(&folder, "long.jsonl", lines.map(|line| line.to_string() + "\n").concat());
    let place = indexed(&folder, "archive", &[&input, WIRE]);
    let findings = folder.join("findings.jsonl");
    let said = run(["families", "--archive", &place, "--findings", findings.to_str().expect("UTF-8")]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.err.contains("long: paired with none: text of more than 200 kB"), "{said:?}");
    let rejects = fs::read_to_string(folder.join("findings-rejects.jsonl")).expect("rejects beside the findings");
    assert_eq!(rejects.lines().count(), 2, "{rejects}");
}

#[test]
fn arguments_that_make_no_sense_are_told_in_one_line() {
    let folder = folder("families-wrong");
    let place = indexed(&folder, "archive", &[WIRE]);
    let wrong = [
        (["--threshold", "2"], "is no probability"),
        (["--since", "soon"], "is no day"),
        (["--memory", "lots"], "number of bytes"),
        (["--memory", "64"], "of memory at least"),
        (["--findings", "findings.txt"], ".parquet or .jsonl"),
        (["--known", "nowhere.parquet"], "nowhere.parquet"),
        (["--against", "nowhere"], "no archive there"),
    ];
    for (arguments, words) in wrong {
        let said = run([&["families", "--archive", &place][..], &arguments].concat());
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{arguments:?}: {said:?}");
        assert!(said.err.contains(words) && said.err.lines().count() == 1, "{arguments:?}: {said:?}");
    }
}
