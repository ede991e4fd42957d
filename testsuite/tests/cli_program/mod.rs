//! Runs the program as a person would: its own process, its own folder.

// Every journey file uses some of this.
#![allow(dead_code)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use jsonschema::{Resource, Validator};
use serde_json::Value;

/// The wire story that comes with the program.
pub const WIRE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/wire-story.html");
/// Its retelling.
pub const RETELLING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/retelling.txt");

/// The program, built in the profile of the tests: it belongs to another package, so the tests' own build may not
/// have made it.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(given) = std::env::var_os("RETOLD_BINARY") {
            return given.into();
        }
        let own = std::env::current_exe().expect("a test knows its own file");
        let folder = own.ancestors().nth(2).expect("tests lie in a folder of the target folder").to_owned();
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "retold-cli"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().expect("cargo runs").success(), "the program does not build");
        folder.join(format!("retold{}", std::env::consts::EXE_SUFFIX))
    })
}

/// What a run of the program said.
#[derive(Debug)]
pub struct Said {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Said {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().expect("the program ended by itself"),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("errors are UTF-8"),
        }
    }

    /// The output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("no JSON ({fault}): {self:?}"))
    }

    /// Checks that the program refused with one clear line that names `place`, and nothing on standard output.
    pub fn assert_refused(&self, place: &str) {
        assert_eq!(self.status, 2, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.starts_with("retold: ") && self.err.contains(place), "{self:?}");
        assert!(!self.err.contains("fault of Retold"), "{self:?}");
    }
}

/// A command for the program with nothing of the surroundings that changes what it says.
pub fn command(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(program());
    command.args(arguments).stdin(Stdio::null());
    for name in ["NO_COLOR", "COLUMNS", "TERM", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Said {
    Said::of(command(arguments).output().expect("the program starts"))
}

/// Runs the program with `input` on standard input.
pub fn run_with(input: &[u8], arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Said {
    let mut running = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments reads nothing, and that is no failure of the test.
    let _ = running.stdin.take().expect("the input is a pipe").write_all(input);
    Said::of(running.wait_with_output().expect("the program ends"))
}

/// An empty folder of its own for the test `name`.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// Writes a file and gives its path as text.
pub fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, content).expect("a file can be written");
    path.to_str().expect("the path is UTF-8").to_owned()
}

/// An archive of some inputs in a folder of `folder`.
pub fn indexed(folder: &Path, name: &str, inputs: &[&str]) -> String {
    let place = folder.join(name).to_str().expect("UTF-8").to_owned();
    let said = run([&["index", "--archive", &place], inputs].concat());
    assert_eq!(said.status, 0, "{said:?}");
    place
}

/// Lines of JSON.
pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// Members of a family as `families --format jsonl` has them.
pub fn members(family: &Value) -> Vec<&str> {
    family["members"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A validator for the schema `comparison-1.json`.
pub fn comparison_schema() -> Validator {
    let registry = jsonschema::Registry::new()
        .add("urn:retold:schema:article:1", Resource::from_contents(schema("article-1.json")))
        .and_then(|registry| registry.prepare())
        .expect("the article schema is a schema");
    let comparison = schema("comparison-1.json");
    jsonschema::options().with_registry(&registry).build(&comparison).expect("the comparison schema is a schema")
}

/// A schema of the repository.
pub fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    serde_json::from_str(&text).expect("the schema is JSON")
}
