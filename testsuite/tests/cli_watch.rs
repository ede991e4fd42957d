//! Journeys: a watch is killed again and again; packs are made, checked and tampered with; stores are kept.

mod cli_program;
#[path = "../../crates/retold-watch/tests/support/mod.rs"]
mod site;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

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
    echo_that_holds(listed, &Arc::default())
}

/// The same, which does not answer a webhook while it is told to hold its answers.
fn echo_that_holds(listed: &Arc<AtomicUsize>, holds: &Arc<AtomicBool>) -> Site {
    let (listed, holds) = (listed.clone(), holds.clone());
    Site::start(move |asked| match asked.path.as_str() {
        "/feed" => {
            let links = (0..listed.load(Ordering::SeqCst)).map(|n| format!("/page/{n}"));
            Some(Answer::of("application/rss+xml", rss(links)))
        }
        "/hook" => {
            while holds.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
            Some(Answer::status(200))
        }
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
        // Not by a macro: what these print the test runner keeps to itself as long as tests pass.
        let _ = writeln!(std::io::stderr(), "\nNOT TESTED WITH POSTGRESQL, kills of a watch: {how}\n");
        return;
    };
    let name = format!("journey_{}", std::process::id());
    let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the test server answers");
    client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("a schema");
    killed("watch-kills-server", kills().div_ceil(2), Some(&format!("{server}?options=-csearch_path%3D{name}")));
}

/// When a watch is killed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Moment {
    /// A webhook was taken and not yet answered: the finding is on record, its delivery is not.
    Unanswered,
    /// So long after a webhook was answered: its delivery may be on record, those of the others are not.
    Answered(Duration),
    /// So long after the start, whatever it is at.
    Any(Duration),
}

/// Starts a watch and kills it at a moment.
fn kill_at(moment: Moment, arguments: &[String], (site, holds): (&Site, &AtomicBool)) {
    let told = || site.requests("/hook").len();
    let before = told();
    holds.store(moment == Moment::Unanswered, Ordering::SeqCst);
    let mut running =
        command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let until_told = |running: &mut Child| {
        let begun = Instant::now();
        while told() == before {
            assert!(begun.elapsed() < Duration::from_secs(120), "nothing was told");
            assert_eq!(running.try_wait().expect("a child"), None, "it ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    match moment {
        Moment::Unanswered => until_told(&mut running),
        Moment::Answered(pause) => {
            until_told(&mut running);
            std::thread::sleep(pause);
        }
        Moment::Any(pause) => std::thread::sleep(pause),
    }
    running.kill().expect("it is killed");
    running.wait().expect("it is gone");
    holds.store(false, Ordering::SeqCst);
}

/// Kills a watch again and again while its feed grows, and counts what it told.
fn killed(name: &str, kills: usize, store: Option<&str>) {
    let a_kill = 6;
    let stories = kills * a_kill;
    let folder = folder(name);
    let archive = archive(&folder, stories);
    let (listed, holds) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let site = echo_that_holds(&listed, &holds);
    let mut watch = watch(&folder, &archive, &site);
    if let Some(store) = store {
        let own = std::mem::replace(&mut watch.store, store.to_owned());
        watch
            .arguments
            .iter_mut()
            .filter(|argument| **argument == own)
            .for_each(|argument| *argument = store.to_owned());
    }
    let (mut pause, mut under_kills, mut unanswered) = (Duration::from_millis(200), 0, 0);
    for kill in 0..kills {
        listed.store((kill + 1) * a_kill, Ordering::SeqCst);
        let moment = match kill % 3 {
            0 => Moment::Unanswered,
            // Around the note of the delivery, and around the next one.
            1 => Moment::Answered(Duration::from_millis(kill as u64 / 3 % 12)),
            _ => Moment::Any(pause),
        };
        kill_at(moment, &watch.arguments, (&site, &holds));
        unanswered += usize::from(moment == Moment::Unanswered);
        let told = told_so_far(&watch.out);
        if let Moment::Any(_) = moment {
            // Moments close around the one when findings are told, on a fast machine as on a slow one.
            pause = if told > under_kills { pause.mul_f64(0.6) } else { pause.mul_f64(2.0) };
            pause = pause.min(Duration::from_secs(30));
        }
        under_kills = told;
        let info = run(["store", "info", "--store", &watch.store]);
        let pending =
            info.out.lines().find_map(|line| line.strip_prefix("pending")).expect("a count").trim().to_owned();
        assert!(moment != Moment::Unanswered || pending != "0", "killed between finding and delivery: {info:?}");
    }
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
    let again: usize = hooks.values().map(|bodies| bodies.len() - 1).sum();
    assert!(hooks.values().flatten().all(|body| body.contains("\"first_of_story\":true")));
    // A kill between the receiver's answer and the note of it makes one attempt more, under the same id and no other.
    assert!(again <= kills, "{again} attempts more than deliveries after {kills} kills");
    assert!(again >= unanswered, "{unanswered} kills before an answer, and {again} attempts more than deliveries");
    println!(
        "{kills} kills, {unanswered} of them between finding and delivery, {under_kills} of {stories} findings told between them, \
         {again} attempts more under the same id"
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
    let absent = path("absent.db");
    run(["pack", &id, "--store", &absent, "--output", &pack]).assert_refused("no store there");
    assert!(!Path::new(&absent).exists(), "a mistyped name makes no store");
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
    for feed in ["http://", "ftp://sedge.example/feed"] {
        let watched = ["watch", feed, "--archive", &archive, "--store", store, "--once"];
        run(watched).assert_refused("is no address");
    }
    run(["watch", "--archive", &archive, "--store", store, "--pace", "-1"]).assert_refused("--pace: -1");
    run(["watch", "--archive", &archive, "--every", "x"]).assert_refused("see retold watch --help");
    run(["serve", "--archive", &archive, "--listen", "8080"]).assert_refused("write an address with its port");
    run(["serve", "--archive", &archive, "--sign", "k"]).assert_refused("--sign");
    run(["serve", "token", "add", "ada"]).assert_refused("see retold serve token add --help");
}

/// A service that watches, and what it listens on.
struct Serving {
    process: Child,
    place: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut process =
            command(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let mut line = String::new();
        let out = process.stdout.as_mut().expect("a pipe");
        std::io::BufReader::new(out).read_line(&mut line).expect("a line");
        let place = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(!place.is_empty(), "it does not listen");
        Self { process, place }
    }

    /// Asks for a path and leaves the answer to be read.
    fn ask(&self, path: &str) -> std::io::BufReader<std::net::TcpStream> {
        let mut stream = std::net::TcpStream::connect(&self.place).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a time");
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is asked");
        std::io::BufReader::new(stream)
    }

    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        self.ask(path).read_to_string(&mut answer).expect("a whole answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        answer
    }

    /// Tells it to end, as a supervisor does, and waits until it has.
    fn end(mut self) {
        let id = self.process.id().to_string();
        let told = std::process::Command::new("kill").args(["-TERM", &id]).status().expect("kill is there");
        assert!(told.success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().expect("a child") {
                assert!(status.success(), "{status}");
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Waits until something holds.
fn in_time(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(120), "not in two minutes: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_service_watches_feeds_beside_its_pages_and_ends_with_them() {
    let folder = folder("serve-watch");
    let archive = archive(&folder, 6);
    let listed = Arc::new(AtomicUsize::new(2));
    let site = echo(&listed);
    let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let (store, out, feed, place) =
        (path("watch.db"), path("findings.jsonl"), site.url("/feed"), site.place.to_string());
    let arguments = [
        "serve",
        "--archive",
        &archive,
        "--listen",
        "127.0.0.1:0",
        "--store",
        &store,
        "--every",
        "0",
        "--pace",
        "0",
        "--out",
        &out,
        "--allow-address",
        &place,
        "--watch",
    ];
    let service = Serving::start(&[arguments.as_slice(), &[feed.as_str()]].concat());
    let mut events = service.ask("/api/v1/findings/events?after=0");
    let mut heard = |count: usize| {
        let mut found = Vec::new();
        while found.len() < count {
            let mut line = String::new();
            assert!(events.read_line(&mut line).expect("in time") > 0, "the stream ended");
            if let Some(told) = line.strip_prefix("data: ") {
                let told: Value = serde_json::from_str(told).expect("JSON");
                found.push(told["source"]["id"].as_str().expect("an id").to_owned());
            }
        }
        found
    };
    let mut both = heard(2);
    both.sort();
    assert_eq!(both, ["wire-0", "wire-1"], "findings of one round are heard, in any order");
    listed.store(3, Ordering::SeqCst);
    assert_eq!(heard(1), ["wire-2"], "also what is found later");
    let page = service.get("/watch");
    assert!(page.contains("1 feed is watched by this service"), "{page}");
    assert_eq!(page.matches("<li>\n<p class=\"kicker\">Retelling").count(), 3, "{page}");
    // A round is counted, and its pages are committed, when it ends.
    in_time("the round is counted", || service.get("/metrics").contains("retold_watch_findings_total 3"));
    in_time("what was captured is in the archive that is served", || {
        service.get("/api/v1/search?publisher=Echo+Daily").contains("\"matching\":3")
    });
    // One watch at a time.
    run(["watch", "--archive", &archive, "--store", &store, "--once"]).assert_refused("another watch");
    run([arguments.as_slice(), &[feed.as_str()]].concat()).assert_refused("another watch");
    service.end();
    assert_eq!(told(&out).len(), 3);
    // Started again without a feed it goes on with those that it knows, and tells nothing twice.
    listed.store(4, Ordering::SeqCst);
    let service = Serving::start(&arguments);
    in_time("the fourth is found", || told_so_far(&out) >= 4);
    service.end();
    let mut sources: Vec<String> = told(&out).iter().map(|line| line["source"]["id"].to_string()).collect();
    sources.sort();
    assert_eq!(sources, ["\"wire-0\"", "\"wire-1\"", "\"wire-2\"", "\"wire-3\""]);
    let served = ["serve", "--archive", &archive, "--listen", "127.0.0.1:0"];
    run([served.as_slice(), &["--findings-feed", "x"]].concat()).assert_refused("--watch");
    run([served.as_slice(), &["--watch", &feed]].concat()).assert_refused("--store");
    run([served.as_slice(), &["--store", ":memory:", "--watch", &feed]].concat()).assert_refused("can share");
    run([served.as_slice(), &["--store", &path("new.db"), "--watch"]].concat()).assert_refused("nothing is watched");
}
