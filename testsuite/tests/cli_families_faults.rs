//! Journeys of `retold families` on which something goes wrong: kills, a full disk, crowds of copies, articles that cannot be
//! paired, work folders of others.

mod cli_program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cli_program::{RETELLING, Said, WIRE, command, file, folder, indexed, lines, members, program, run};
use serde_json::{Value, json};

/// A name that another number does not have.
fn name(n: usize, salt: usize) -> String {
    const PARTS: [&str; 16] = [
        "bar", "den", "fol", "gri", "hol", "kes", "lun", "mor", "nar", "pel", "ros", "tav", "ulm", "wen", "yor", "zel",
    ];
    let mut left = (n * 8 + salt).wrapping_mul(2_654_435_761) % 65_536;
    let mut made = String::new();
    for _ in 0..4 {
        made.push_str(PARTS[left % 16]);
        left /= 16;
    }
    made[..1].to_uppercase() + &made[1..]
}

/// Stories that nobody wrote, each with a retelling.
fn stories(count: usize) -> String {
    let mut all = String::new();
    for n in 0..count {
        let [town, ferry, buyer, man, village] = [0, 1, 2, 3, 4].map(|salt| name(n, salt));
        let (price, homes, year) = (13 + n % 80, 111 + 7 * n, 1900 + n % 97);
        let wire = format!(
            "The council of {town} voted on Monday to sell the ferry {ferry} to a yard in {buyer} for {price} million \
             crowns.\n\nOskar {man}, who leads the council, said the ferry had lost money every winter since {year}. \
             \"We cannot carry this any longer,\" he said.\n\nSome {homes} households in {village} depend on the line."
        );
        let told = format!(
            "A yard in {buyer} will pay {price} million crowns for the ferry {ferry}, which the council of {town} agreed \
             to sell on Monday.\n\nThe ferry has lost money every winter since {year}, according to Oskar {man}, the \
             leader of the council. \"We cannot carry this any longer,\" he said.\n\nAbout {homes} households in \
             {village} depend on the line."
        );
        for (kind, text, day) in [("wire", wire, 3), ("told", told, 5)] {
            let line = json!({"id": format!("{kind}-{n:03}"), "text": text, "published": format!("2031-03-{day:02}")});
            all.push_str(&format!("{line}\n"));
        }
    }
    all
}

/// A run over an archive in little memory, which cuts the work into many parts.
struct Run {
    archive: String,
    folder: PathBuf,
}

impl Run {
    fn arguments(&self, name: &str) -> [String; 11] {
        let within = |file: &str| self.folder.join(file).to_str().expect("UTF-8").to_owned();
        let findings = within(&format!("{name}.jsonl"));
        let work = within(&format!("{name}-work"));
        let words = ["families", "--archive", &self.archive, "--format", "jsonl", "--memory", "30000", "--findings"];
        let rest = [findings, "--work".to_owned(), work];
        words.map(str::to_owned).into_iter().chain(rest).collect::<Vec<_>>().try_into().expect("eleven words")
    }

    /// Goes through to the end: what it says and the findings.
    fn whole(&self, name: &str) -> (Said, Vec<u8>) {
        let said = run(self.arguments(name));
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{said:?}");
        (said, fs::read(self.folder.join(format!("{name}.jsonl"))).expect("findings"))
    }

    /// How many parts of the work are done.
    fn parts(&self, name: &str) -> usize {
        let Ok(entries) = fs::read_dir(self.folder.join(format!("{name}-work"))) else { return 0 };
        entries.filter_map(Result::ok).filter(|e| e.path().extension().is_some_and(|e| e == "part")).count()
    }
}

/// Kills a run at moments spread over it. `RETOLD_FAMILY_KILLS` sets how often; `just soak` does it 60 times.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes() {
    let kills = std::env::var("RETOLD_FAMILY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5_usize);
    let folder = folder("families-killed");
    let archive = indexed(&folder, "archive", &[&file(&folder, "stories.jsonl", stories(60))]);
    let run = Run { archive, folder };
    let (whole, findings) = run.whole("whole");
    assert!(lines(&whole.out).len() >= 50, "{} families", lines(&whole.out).len());
    let parts = run.parts("whole");
    assert!(parts >= 10, "{parts} parts");
    let mut killed = 0;
    for kill in 0..kills {
        let name = format!("kill-{kill}");
        let wanted = parts * kill / kills;
        let mut child = command(run.arguments(&name)).stdout(Stdio::null()).spawn().expect("the program starts");
        let begun = Instant::now();
        while run.parts(&name) < wanted && child.try_wait().expect("a child").is_none() {
            std::thread::sleep(Duration::from_micros(200));
            assert!(begun.elapsed() < Duration::from_secs(300), "{name}: nothing is done");
        }
        let _ = child.kill();
        let ended = child.wait().expect("it ends");
        killed += usize::from(ended.code().is_none());
        assert!(ended.code().is_some() || !run.folder.join(format!("{name}.jsonl")).exists(), "{name}: half a result");
        let (said, found) = run.whole(&name);
        assert!(found == findings, "{name}: other findings");
        assert_eq!(said.out, whole.out, "{name}");
    }
    println!("{killed} of {kills} kills hit a run of {parts} parts");
    assert!(2 * killed >= kills, "only {killed} of {kills} kills hit the run");
}

/// No file may grow beyond some kilobytes: what a full disk is, without filling one.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_the_run_goes_on_when_there_is_room() {
    let folder = folder("families-full");
    let archive = indexed(&folder, "archive", &[&file(&folder, "stories.jsonl", stories(40))]);
    let run = Run { archive, folder };
    let (whole, findings) = run.whole("whole");
    let limited = |arguments: &[String], blocks: usize| {
        let words: Vec<String> = arguments.iter().map(|a| format!("'{a}'")).collect();
        let shell = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{}' {}", program().display(), words.join(" "));
        let told = Command::new("sh").args(["-c", &shell]).output().expect("a shell");
        (told.status.code(), String::from_utf8_lossy(&told.stderr).into_owned())
    };
    // In the work folder: what was done stays, what was being written does not.
    let arguments = run.arguments("full");
    let (status, told) = limited(&arguments, 4);
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains("full-work") && told.contains("no space left") && told.lines().count() == 1, "{told}");
    assert!(!run.folder.join("full.jsonl").exists());
    let (said, found) = run.whole("full");
    assert!(found == findings && said.out == whole.out);
    // In the findings: all of them or no file.
    fs::remove_file(run.folder.join("full.jsonl")).expect("the findings");
    let (status, told) = limited(&arguments, 4);
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains("full.jsonl") && told.lines().count() == 1, "{told}");
    let left = fs::read_dir(&run.folder).expect("a folder").map(|e| e.expect("an entry").file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("full.jsonl")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(run.whole("full").1 == findings);
}

/// A story in many copies: as it is, with a line of the site's own, with a credit before it. `RETOLD_COPIES` sets how many;
/// `just soak` takes 50,000.
#[test]
fn a_crowd_of_copies_is_one_family() {
    let copies = std::env::var("RETOLD_COPIES").ok().and_then(|n| n.parse().ok()).unwrap_or(300_usize);
    let folder = folder("families-crowd");
    let story = "The council of Westerby voted on Monday to sell the ferry Aurora to a yard in Tarnby for 14 million crowns. \
                 Oskar Lind, who leads the council, said the ferry had lost money every winter since 1987. Some 640 \
                 households in Ludmoor depend on the line, and the guild of fishermen was not asked.";
    let mut articles = stories(5);
    for n in 0..copies {
        let text = match n % 3 {
            0 => story.to_owned(),
            1 => format!("{story} {} reports from {}.", name(n, 1), name(n, 2)),
            _ => format!("{} ({} News) - {story}", name(n, 3), name(n, 4)),
        };
        articles.push_str(&format!("{}\n", json!({"id": format!("copy-{n:06}"), "text": text})));
    }
    let archive = indexed(&folder, "archive", &[&file(&folder, "copies.jsonl", articles)]);
    let begun = Instant::now();
    let said = run(["families", "--archive", &archive, "--format", "jsonl"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let families = lines(&said.out);
    println!("{copies} copies: {:.1} s", begun.elapsed().as_secs_f64());
    assert_eq!(families.len(), 6, "the copies, and five stories with their retellings");
    let crowd = families.iter().max_by_key(|f| members(f).len()).expect("a family");
    assert_eq!(members(crowd).len(), copies);
    let copies_of = |v: &Value| v.as_object().map_or(0, |c| c.values().filter_map(Value::as_array).map(Vec::len).sum());
    let told = crowd["edges"].as_array().map_or(0, Vec::len);
    assert!(told + copies_of(&crowd["copies"]) + 1 >= copies, "each is a copy or is told after another");
}

#[test]
fn an_article_of_ten_megabytes_is_named_and_the_others_are_paired() {
    let folder = folder("families-huge");
    let mut huge = fs::read_to_string(RETELLING).expect("the retelling");
    let mut n = 0;
    while huge.len() < 10 << 20 {
        huge.push_str(&format!("\n\nNothing else was heard in {} that week. ", name(n, 0)).repeat(400));
        n += 1;
    }
    let input = file(&folder, "huge.jsonl", json!({"id": "huge", "text": huge}).to_string());
    let archive = indexed(&folder, "archive", &[&input, WIRE, RETELLING]);
    let findings = folder.join("findings.jsonl");
    let said =
        run(["families", "--archive", &archive, "--format", "jsonl", "--findings", findings.to_str().expect("UTF-8")]);
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(lines(&said.out).iter().map(|f| members(f).len()).collect::<Vec<_>>(), [2]);
    assert_eq!(said.err, "retold: huge: paired with none: text of more than 200 kB\n");
    assert!(folder.join("findings-rejects.jsonl").exists());
}

#[test]
fn articles_without_text_or_id_are_named_and_of_one_id_the_last_counts() {
    let folder = folder("families-bad");
    let rows = [
        json!({"id": "empty", "text": ""}),
        json!({"text": "Nobody knows who I am."}),
        json!({"id": "mute"}),
        json!({"id": "little", "text": "And so it was."}),
        json!({"id": "twice", "text": "The mill of Tarnby burnt down on Sunday."}),
    ];
    let bad = file(&folder, "bad.jsonl", rows.iter().map(|row| format!("{row}\n")).collect::<String>());
    let story = stories(1).replace("told-000", "twice");
    let archive = folder.join("archive").to_str().expect("UTF-8").to_owned();
    let said = run(["index", "--archive", &archive, &bad, &file(&folder, "story.jsonl", story)]);
    assert_eq!(said.status, 0, "{said:?}");
    for told in
        ["bad.jsonl:1: ", "bad.jsonl:2: \"id\" is missing", "bad.jsonl:3: \"text\" is missing", "1 replaced, 3 skipped"]
    {
        assert!(said.err.contains(told), "{told}: {said:?}");
    }
    let said = run(["families", "--archive", &archive, "--format", "jsonl"]);
    assert_eq!(said.status, 0, "{said:?}");
    let found = lines(&said.out);
    assert_eq!(found.iter().map(members).collect::<Vec<_>>(), [["twice", "wire-000"]], "{said:?}");
    assert_eq!(said.err, "retold: little: paired with none: no text\n");
}

#[test]
fn a_work_folder_of_another_release_is_refused_with_the_way_out() {
    let folder = folder("families-release");
    let archive = indexed(&folder, "archive", &[WIRE, RETELLING]);
    let run = Run { archive, folder };
    run.whole("own");
    let mark = run.folder.join("own-work/retold-work.json");
    let text = fs::read_to_string(&mark).expect("the mark");
    let release = env!("CARGO_PKG_VERSION");
    let refused = |mark: &Path, text: &str, words: &str| {
        fs::write(mark, text).expect("the mark");
        let said = cli_program::run(run.arguments("own"));
        said.assert_refused(words);
        assert!(said.err.contains("own-work") && said.err.contains("name a new folder"), "{said:?}");
    };
    refused(&mark, &text.replace(&format!("\"{release}\""), "\"0.0.1\""), "begun by release 0.0.1");
    refused(&mark, "{}", "not what was written");
    fs::write(&mark, &text).expect("the mark");
    let part = run.folder.join("own-work/pairs-00000-00000.part");
    refused(&part, "half a row", "cut short");
    fs::remove_file(part).expect("the part");
    run.whole("own");
}
