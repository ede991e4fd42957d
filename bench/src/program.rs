//! Scenarios of the program as a user starts it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{Figure, Target};

/// Times that each command is run.
const RUNS: usize = 15;

pub(crate) fn figures(folder: &Path) -> Result<Vec<Figure>> {
    let program = program()?;
    let examples = folder.join("../examples");
    let compare = || {
        let mut command = Command::new(&program);
        command.arg("compare").arg(examples.join("wire-story.html")).arg(examples.join("retelling.txt"));
        command.args(["--format", "json"]);
        command
    };
    let version = || {
        let mut command = Command::new(&program);
        command.arg("--version");
        command
    };
    Ok(vec![
        Figure { name: "ms of `retold compare`", value: milliseconds(compare)?, target: Target::AtMost(60.0) },
        Figure { name: "ms of `retold --version`", value: milliseconds(version)?, target: Target::AtMost(10.0) },
        Figure { name: "MB of `retold compare` at its peak", value: peak(compare)?, target: Target::AtMost(80.0) },
    ])
}

/// The release binary beside this one.
pub(crate) fn program() -> Result<PathBuf> {
    let own = std::env::current_exe().context("where this program lies")?;
    let program = own.with_file_name(format!("retold{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        bail!("{}: not built; cargo build --release", program.display());
    }
    Ok(program)
}

fn start(mut command: Command) -> Result<Child> {
    command.stdout(Stdio::null()).spawn().with_context(|| format!("{command:?}"))
}

/// The median run.
fn milliseconds(command: impl Fn() -> Command) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        if !start(command())?.wait()?.success() {
            bail!("{:?} failed", command());
        }
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[RUNS / 2])
}

/// The most memory seen in any run, as the kernel keeps it (Linux; 0 elsewhere).
pub(crate) fn peak(command: impl Fn() -> Command) -> Result<f64> {
    let mut most = 0.0f64;
    for _ in 0..RUNS {
        let mut child = start(command())?;
        while child.try_wait()?.is_none() {
            most = most.max(resident(child.id()));
        }
    }
    Ok(most)
}

/// The most memory that a process had so far, in MB, as the kernel keeps it (Linux; 0 elsewhere).
pub(crate) fn resident(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let high = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = high.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1000.0
}
