//! Journeys: articles into an archive, sources out of it, and what happens when things go wrong on the way.

mod cli_program;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use cli_program::{RETELLING, WIRE, command, file, folder, program, run, run_with, schema};
use serde_json::{Value, json};

/// Invented articles about one place each.
fn articles(count: usize) -> String {
    let line = |n: usize| {
        let text = format!(
            "The parish of Marlow Green {n} sold its bell number {n} to a foundry in Tarnby. The price was {} crowns. \
             Wanda Krell, the warden, said the tower was no longer safe.",
            300 + n
        );
        json!({"id": format!("bell-{n}"), "text": text, "publisher": "Sedge Wire", "published": format!("2025-03-{:02}", n % 28 + 1)})
    };
    (0..count).map(|n| line(n).to_string() + "\n").collect()
}

/// An archive of the wire story among the invented articles.
fn archive(folder: &Path) -> String {
    let input = file(folder, "bells.jsonl", articles(200));
    let place = folder.join("archive").to_str().expect("UTF-8").to_owned();
    let said = run(["index", "--archive", &place, &input, WIRE]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{said:?}");
    assert!(said.err.contains("201 added, 0 replaced, 0 skipped"), "{said:?}");
    place
}

#[test]
fn a_retelling_is_traced_to_its_source() {
    let folder = folder("trace-found");
    let place = archive(&folder);
    let said = run(["trace", RETELLING, "--archive", &place, "--format", "json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let trace = said.json();
    let validator = jsonschema::validator_for(&schema("trace-1.json")).expect("the schema is one");
    let faults: Vec<String> = validator.iter_errors(&trace).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    let first = &trace["sources"][0];
    assert!(first["id"].as_str().is_some_and(|id| id.ends_with("wire-story.html")), "{trace}");
    assert!(first["probability"].as_f64().is_some_and(|p| p > 0.9), "{trace}");
    assert_eq!(first["named"], true);
}

#[test]
fn a_person_sees_the_source_with_reasons_and_gets_a_report() {
    let folder = folder("trace-person");
    let place = archive(&folder);
    let reports = folder.join("reports");
    let said =
        run(["trace", RETELLING, "--archive", &place, "--report", reports.to_str().expect("UTF-8"), "--explain"]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("wire-story.html") && said.out.contains("because"), "{said:?}");
    let files: Vec<_> = fs::read_dir(&reports).expect("the folder of reports").collect();
    assert_eq!(files.len(), 1);
}

#[test]
fn a_text_without_a_source_is_told_so_with_the_nearest() {
    let folder = folder("trace-none");
    let place = archive(&folder);
    let own = file(
        &folder,
        "own.txt",
        "A heron was seen on the roof of the Marlow Green library for 317 days. Nobody in Tarnby had seen one before. Children drew it.",
    );
    let said = run(["trace", &own, "--archive", &place, "--explain"]);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(said.out.contains("no source found among 201 articles"), "{said:?}");
    assert!(said.out.contains("near"), "{said:?}");
}

#[test]
fn many_queries_come_back_in_their_order_from_a_pipe_too() {
    let folder = folder("trace-many");
    let place = archive(&folder);
    let queries = articles(40).replace("bell-", "query-");
    let said = run_with(queries.as_bytes(), ["trace", "-", "--archive", &place, "--format", "json"]);
    let ids: Vec<Value> =
        said.out.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")["query"].clone()).collect();
    assert_eq!(ids, (0..40).map(|n| json!(format!("query-{n}"))).collect::<Vec<_>>());
}

#[test]
fn dates_and_publishers_bound_what_is_named() {
    let folder = folder("trace-filter");
    let place = archive(&folder);
    let copy = articles(5).lines().nth(4).expect("a line").replace("bell-", "query-");
    let query = file(&folder, "query.jsonl", copy);
    let named = |more: &[&str]| {
        let said = run([&["trace", &query, "--archive", &place, "--format", "json"], more].concat());
        said.json()["sources"].as_array().expect("sources").iter().filter(|s| s["named"] == true).count()
    };
    assert_eq!(named(&[]), 1);
    assert_eq!(named(&["--until", "2025-03-01"]), 0);
    assert_eq!(named(&["--since", "2025-03-05", "--until", "2025-03-05"]), 1);
    assert_eq!(named(&["--without-publisher", "sedge wire"]), 0);
    assert_eq!(named(&["--publisher", "Carrow Post"]), 0);
}

#[test]
fn a_watch_list_ranks_what_was_taken_and_knows_who_may() {
    let folder = folder("trace-watch");
    let place = archive(&folder);
    let retelling = fs::read_to_string(RETELLING).expect("the example");
    let half: String = retelling.split_inclusive("\n\n").take(3).collect();
    let line = |id: &str, publisher: &str, text: &str| {
        json!({"id": id, "publisher": publisher, "text": text}).to_string() + "\n"
    };
    let new = line("short", "Echo Daily", &half)
        + &line("friend", "Carrow Post", &retelling)
        + &line("long", "Echo Daily", &retelling)
        + &line(
            "other",
            "Echo Daily",
            "It rained in Ostwick for a week. The fair was put off. Farmers were glad of it.",
        );
    let new = file(&folder, "new.jsonl", new);
    let may = file(&folder, "licensed.txt", "carrow post\n");
    let said = run(["trace", "--archive", &place, "--against", &new, "--licensed", &may, "--format", "csv"]);
    assert_eq!(said.status, 0, "{said:?}");
    let firsts: Vec<&str> = said.out.lines().skip(1).map(|l| l.split(',').next().unwrap_or("")).collect();
    assert_eq!(firsts, ["long", "short", "friend"], "{said:?}");
    assert!(said.out.lines().nth(3).is_some_and(|l| l.contains(",yes,")), "{said:?}");
}

#[test]
fn an_archive_is_looked_into() {
    let folder = folder("archive-commands");
    let place = archive(&folder);
    assert!(run(["archive", "info", &place]).out.contains("articles  201"));
    assert!(run(["archive", "verify", &place]).out.contains("sound: 201"));
    assert_eq!(run(["archive", "list", &place, "--since", "2025-03-28"]).out.lines().count(), 8);
    assert_eq!(run(["archive", "get", &place, "bell-7"]).json()["id"], "bell-7");
    run(["archive", "get", &place, "bell-9999"]).assert_refused("bell-9999");
    assert!(run(["archive", "remove", &place, "bell-7", "bell-8", "nothing"]).out.contains("2 of 3 removed"));
    assert!(run(["archive", "compact", &place]).out.contains("articles  199"));
    run(["archive", "info", &folder.join("nowhere").to_string_lossy()]).assert_refused("no archive there");
}

#[test]
fn bad_records_are_named_and_set_aside_and_the_rest_goes_in() {
    let folder = folder("index-rejects");
    let lines = articles(3)
        + "{\"id\": \"broken\"\n"
        + "{\"id\": \"no-text\"}\n"
        + &articles(4).lines().last().map_or(String::new(), |l| format!("{l}\n"));
    let input = file(&folder, "mixed.jsonl", lines);
    let place = folder.join("archive").to_str().expect("UTF-8").to_owned();
    let said = run(["index", "--archive", &place, &input]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.err.contains("4 added, 0 replaced, 2 skipped (2 bad)"), "{said:?}");
    assert!(said.err.contains("mixed.jsonl:4") && said.err.contains("mixed.jsonl:5"), "{said:?}");
    let aside = fs::read_to_string(Path::new(&place).join("retold-rejects.jsonl")).expect("the rejects");
    assert_eq!(aside.lines().count(), 2);
    let again = run(["index", "--archive", &place, &input, "--max-rejects", "1"]);
    assert_eq!(again.status, 2, "{again:?}");
    assert!(again.err.contains("more than 1 bad records"), "{again:?}");
    assert!(run(["archive", "info", &place]).out.contains("articles  4"));
}

#[test]
fn unusable_input_is_refused_in_one_line() {
    let folder = folder("index-refused");
    let place = folder.join("archive").to_str().expect("UTF-8").to_owned();
    run(["index", "--archive", &place, "nowhere.jsonl"]).assert_refused("nowhere.jsonl");
    assert!(!Path::new(&place).exists(), "an archive was made for nothing");
    run(["trace", RETELLING, "--archive", &place]).assert_refused("no archive there");
    let input = file(&folder, "bells.jsonl", articles(3));
    run(["index", "--archive", &input, &input]).assert_refused("bells.jsonl");
    run(["index", "--archive", "/dev/null/archive", &input]).assert_refused("/dev/null/archive");
    archive(&folder);
    run(["trace", RETELLING, "--archive", &place, "--threshold", "1.5"]).assert_refused("1.5");
    let config = file(&folder, "settings.toml", "# ours\nthreshold = high\n");
    run(["trace", RETELLING, "--archive", &place, "--config", &config]).assert_refused("settings.toml:2");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_what_was_committed_stays() {
    let folder = folder("index-full");
    let place = archive(&folder);
    let more = file(&folder, "more.jsonl", articles(30_000).replace("bell-", "more-"));
    // No file may grow beyond a quarter of a megabyte: what a full disk is, without filling one.
    let script =
        format!("trap '' XFSZ; ulimit -f 256; exec '{}' index --archive '{place}' '{more}'", program().display());
    let output = std::process::Command::new("bash").arg("-c").arg(script).output().expect("bash runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("no space left"), "{told}");
    assert!(!told.contains("fault of Retold"), "{told}");
    assert!(run(["archive", "verify", &place]).out.contains("sound: "));
    let said = run(["trace", RETELLING, "--archive", &place, "--format", "json"]);
    assert_eq!(said.json()["sources"][0]["named"], true);
}

/// Kills indexing at moments spread over its run. `RETOLD_KILLS` sets how often; `just soak` does it 200 times.
#[cfg(unix)]
#[test]
fn what_was_said_to_be_committed_survives_a_kill() {
    let kills = std::env::var("RETOLD_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_u64);
    let folder = folder("index-kill");
    let input = file(&folder, "bells.jsonl", articles(3_000));
    let (mut checked, mut committed_in_all) = (0, 0);
    for kill in 0..kills {
        let place = folder.join(format!("archive-{kill}")).to_str().expect("UTF-8").to_owned();
        let log = folder.join("log");
        let mut indexing = command(["index", "--archive", &place, &input, "--commit-every", "100"])
            .stderr(Stdio::from(fs::File::create(&log).expect("a log")))
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(20 + kill * 7_919 % 1_500));
        // It may have ended by itself.
        let _ = indexing.kill();
        indexing.wait().expect("it ends");
        let said = fs::read_to_string(&log).expect("the log");
        let committed =
            said.lines().filter_map(|l| l.strip_prefix("committed ")?.split(' ').next()?.parse::<usize>().ok()).max();
        if let Some(committed) = committed {
            let verified = run(["archive", "verify", &place]);
            assert_eq!(verified.status, 0, "after kill {kill}: {verified:?}");
            let sound: usize =
                verified.out.split("sound: ").nth(1).and_then(|r| r.split(' ').next()?.parse().ok()).expect("a count");
            assert!(sound >= committed, "kill {kill}: {committed} were committed, {sound} are there");
            checked += 1;
            committed_in_all += committed;
        }
        let resumed = run(["index", "--archive", &place, &input]);
        assert_eq!(resumed.status, 0, "after kill {kill}: {resumed:?}");
        assert!(run(["archive", "verify", &place]).out.contains("sound: 3000"), "after kill {kill}");
        fs::remove_dir_all(&place).expect("the archive goes");
    }
    println!("{kills} kills, {checked} after a commit, {committed_in_all} articles committed and all there");
    assert!(checked * 2 >= kills, "only {checked} of {kills} kills came after a commit");
}
