//! Journeys: a watch is killed again and again; packs are made, checked and tampered with; stores are kept.

mod cli_program;
#[path = "../../crates/retold-watch/tests/support/mod.rs"]
mod site;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cli_program::{RETELLING, WIRE, command, file, folder, run, schema};
use serde_json::{Value, json};
use site::{Answer, Site, page, rss, story};

/// An archive of invented stories.
fn archive(folder: &Path, stories: usize) -> String {
    let line = |n: usize| {
        let (headline, text) = story(n);
        json!({"id": format!("wire-{n}"), "headline": headline, "text": text, "publisher": "Sedge Wire"}).to_string()
            + "\n"
    };
    let input = file(folder, "wire.jsonl", (0..stories).map(line).collect::<String>());
    let place = folder.join("archive").to_str().expect("UTF-8").to_owned();
    assert_eq!(run(["index", "--archive", &place, &input]).status, 0);
    place
}

/// A site whose feed lists the first so many pages, each a retelling of a story of its own, and which takes webhooks.
fn echo(listed: &Arc<AtomicUsize>) -> Site {
    let listed = listed.clone();
    Site::start(move |asked| match asked.path.as_str() {
        "/feed" => {
            let links = (0..listed.load(Ordering::SeqCst)).map(|n| format!("/page/{n}"));
            Some(Answer::of("application/rss+xml", rss(links)))
        }
        "/hook" => Some(Answer::status(200)),
        path => {
            let (headline, text) = story(path.strip_prefix("/page/")?.parse().ok()?);
            Some(Answer::html(page(&headline, &text, "Echo Daily")))
        }
    })
}

struct Watch {
    arguments: Vec<String>,
    store: String,
    out: String,
}

fn watch(folder: &Path, archive: &str, site: &Site) -> Watch {
    let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let (store, out) = (path("watch.db"), path("findings.jsonl"));
    let secret = file(folder, "secret", "sixteen bytes or more");
    let place = site.place.to_string();
    let arguments = [
        "watch",
        "--archive",
        archive,
        "--store",
        &store,
        "--out",
        &out,
        "--every",
        "0",
        "--pace",
        "0",
        "--webhook",
        &site.url("/hook"),
        "--secret-file",
        &secret,
        "--allow-address",
        &place,
        &site.url("/feed"),
    ];
    Watch { arguments: arguments.map(str::to_owned).to_vec(), store, out }
}

fn told(out: &str) -> Vec<Value> {
    let text = fs::read_to_string(out).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("a whole line of JSON")).collect()
}

/// How many whole lines there are; a kill may have left half of one.
fn told_so_far(out: &str) -> usize {
    fs::read_to_string(out).unwrap_or_default().matches('\n').count()
}

/// How often a watch is killed: 10 times, or as the surroundings say.
fn kills() -> usize {
    std::env::var("RETOLD_WATCH_KILLS").map_or(10, |kills| kills.parse().expect("a number")).max(1)
}

#[test]
fn a_watch_that_is_killed_loses_no_finding_and_tells_none_twice() {
    killed("watch-kills", kills(), None);
}

#[test]
fn a_watch_that_is_killed_with_its_store_on_a_server_does_so_too() {
    let Ok(server) = std::env::var("RETOLD_TEST_POSTGRES") else {
        let how = "RETOLD_TEST_POSTGRES is not set: run eval \"$(.ci/postgres start)\" first";
        assert!(std::env::var_os("CI").is_none(), "{how}");
        eprintln!("NOT TESTED WITH POSTGRESQL: {how}");
        return;
    };
    let name = format!("journey_{}", std::process::id());
    let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the test server answers");
    client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("a schema");
    killed("watch-kills-server", kills().div_ceil(3), Some(&format!("{server}?options=-csearch_path%3D{name}")));
}

/// Kills a watch again and again while its feed grows, and counts what it told.
fn killed(name: &str, kills: usize, store: Option<&str>) {
    let a_kill = 6;
    let stories = kills * a_kill;
    let folder = folder(name);
    let archive = archive(&folder, stories);
    let listed = Arc::new(AtomicUsize::new(0));
    let site = echo(&listed);
    let mut watch = watch(&folder, &archive, &site);
    if let Some(store) = store {
        let own = std::mem::replace(&mut watch.store, store.to_owned());
        watch
            .arguments
            .iter_mut()
            .filter(|argument| **argument == own)
            .for_each(|argument| *argument = store.to_owned());
    }
    let (mut pause, mut under_kills) = (Duration::from_millis(200), 0);
    for kill in 0..kills {
        listed.store((kill + 1) * a_kill, Ordering::SeqCst);
        let mut running =
            command(&watch.arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        // Moments close around the one when findings are told, on a fast machine as on a slow one.
        std::thread::sleep(pause);
        running.kill().expect("it is killed");
        running.wait().expect("it is gone");
        let told = told_so_far(&watch.out);
        pause = if told > under_kills { pause.mul_f64(0.6) } else { pause.mul_f64(2.0) }.min(Duration::from_secs(30));
        under_kills = told;
    }
    // A watch that never came so far proves nothing.
    assert!(kills < 10 || under_kills > 0, "no finding was told between {kills} kills");
    let mut arguments = watch.arguments.clone();
    arguments.push("--once".to_owned());
    let said = run(&arguments);
    assert_eq!(said.status, 0, "{said:?}");
    // Which story each finding is of, and how often each was told.
    let lines = told(&watch.out);
    let validator = jsonschema::validator_for(&schema("alert-1.json")).expect("the schema is one");
    for line in &lines {
        let faults: Vec<String> = validator.iter_errors(line).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
    let mut sources: Vec<String> =
        lines.iter().map(|line| line["source"]["id"].as_str().expect("an id").to_owned()).collect();
    sources.sort();
    let mut expected: Vec<String> = (0..stories).map(|n| format!("wire-{n}")).collect();
    expected.sort();
    assert_eq!(sources, expected, "every finding stands in the file, once");
    let mut hooks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for hook in site.requests("/hook") {
        hooks.entry(hook.headers["retold-delivery"].clone()).or_default().push(hook.body);
    }
    assert_eq!(hooks.len(), stories, "every finding was sent");
    let again = hooks.values().filter(|bodies| bodies.len() > 1).count();
    assert!(hooks.values().flatten().all(|body| body.contains("\"first_of_story\":true")));
    // A kill between the receiver's answer and the note of it makes one attempt more, under the same id and no other.
    assert!(again <= kills, "{again} of {stories} deliveries were tried again after {kills} kills");
    println!(
        "{kills} kills, {under_kills} of {stories} findings told between them, {again} deliveries tried again under the same id"
    );
    let said = run(["store", "check", "--store", &watch.store]);
    assert_eq!(said.status, 0, "{said:?}");
    let info = run(["store", "info", "--store", &watch.store]);
    assert!(info.out.contains(&format!("findings  {stories}\n")) && info.out.contains("pending   0\n"), "{info:?}");
    assert!(run(["archive", "verify", &archive]).out.contains(&format!("sound: {}", 2 * stories)));
}

#[test]
fn a_finding_becomes_a_pack_that_anyone_can_check() {
    let folder = folder("watch-pack");
    let archive = archive(&folder, 4);
    let listed = Arc::new(AtomicUsize::new(2));
    let site = echo(&listed);
    let watch = watch(&folder, &archive, &site);
    let mut arguments = watch.arguments.clone();
    arguments.push("--once".to_owned());
    assert_eq!(run(&arguments).status, 0);
    let id = told(&watch.out)[0]["id"].as_str().expect("an id").to_owned();
    let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let (key, public, pack) = (path("desk.key"), path("desk.key.pub"), path("pack.zip"));
    assert_eq!(run(["key", "new", &key]).status, 0);
    run(["key", "new", &key]).assert_refused("desk.key");
    let made = run(["pack", &id, "--store", &watch.store, "--output", &pack, "--sign", &key]);
    assert_eq!(made.status, 0, "{made:?}");
    let sound = run(["verify", &pack, "--key", &public]);
    assert_eq!(sound.status, 0, "{sound:?}");
    assert!(sound.out.contains("sound: ") && sound.out.contains("signed with"), "{sound:?}");
    // A byte is changed.
    let mut bytes = fs::read(&pack).expect("the pack");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let changed = file(&folder, "changed.zip", bytes);
    let said = run(["verify", &changed, "--key", &public]);
    assert_eq!((said.status, said.out.is_empty()), (1, false), "{said:?}");
    // Somebody else's key.
    let other = path("other.key");
    assert_eq!(run(["key", "new", &other]).status, 0);
    let said = run(["verify", &pack, "--key", &format!("{other}.pub")]);
    assert!(said.status == 1 && said.out.contains("another key"), "{said:?}");
    run(["verify", &path("nothing.zip")]).assert_refused("nothing.zip");
    run(["pack", "nothing", "--store", &watch.store, "--output", &pack]).assert_refused("nothing");
}

#[test]
fn two_files_become_a_pack_the_same_every_time() {
    let folder = folder("compare-pack");
    let pack = |name: &str, more: &[&str]| {
        let path = folder.join(name).to_str().expect("UTF-8").to_owned();
        let mut command = command([&["compare", WIRE, RETELLING, "--format", "json", "--pack", &path], more].concat());
        let done = command.env("SOURCE_DATE_EPOCH", "1900000000").output().expect("the program starts");
        assert!(done.status.success(), "{done:?}");
        (fs::read(&path).expect("the pack"), path)
    };
    let (first, path) = pack("one.zip", &[]);
    assert!(first == pack("two.zip", &[]).0, "the same bytes");
    let said = run(["verify", &path]);
    assert!(said.status == 0 && said.out.contains("not signed"), "{said:?}");
    let (redacted, path) = pack("redacted.zip", &["--redact"]);
    assert_ne!(first, redacted);
    assert!(run(["verify", &path]).out.contains("redacted"));
}

#[test]
fn stores_are_kept_ruled_and_refused_in_one_line() {
    let folder = folder("watch-store");
    let archive = archive(&folder, 4);
    let listed = Arc::new(AtomicUsize::new(3));
    let site = echo(&listed);
    let watch = watch(&folder, &archive, &site);
    let mut arguments = watch.arguments.clone();
    arguments.push("--once".to_owned());
    assert_eq!(run(&arguments).status, 0);
    let store = watch.store.as_str();
    let backup = folder.join("backup.db").to_str().expect("UTF-8").to_owned();
    let said = run(["store", "backup", "--store", store, &backup]);
    assert_eq!(said.status, 0, "{said:?}");
    let findings = |store: &str| run(["store", "findings", "--store", store]).out;
    assert!(findings(store) == findings(&backup) && findings(store).lines().count() == 3);
    run(["store", "backup", "--store", store, &backup]).assert_refused("is there already");
    let id = told(&watch.out)[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(run(["store", "rule", "--store", store, &id, "licensed", "--by", "Ada"]).status, 0);
    run(["store", "rule", "--store", store, "nothing", "licensed"]).assert_refused("nothing");
    run(["store", "rule", "--store", store, &id, "splendid"]).assert_refused("splendid");
    run(["store", "info", "--store", "nowhere.db"]).assert_refused("nowhere.db");
    let junk =
        file(&folder, "junk.db", "no database at all, but long enough to look like a file of some kind".repeat(20));
    run(["store", "info", "--store", &junk]).assert_refused("junk.db");
    run(["watch", "--archive", &archive, "--store", store, "--once", "no/such/folder"])
        .assert_refused("no/such/folder");
    let empty = folder.join("empty.db").to_str().expect("UTF-8").to_owned();
    run(["watch", "--archive", &archive, "--store", &empty, "--once"]).assert_refused("nothing is watched");
    run(["watch", "--archive", &archive, "--once"]).assert_refused("RETOLD_STORE");
}
