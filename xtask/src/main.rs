//! Tasks of the workspace: `cargo xtask train`, `cargo xtask tidy`.

mod labelled;
mod rows;
mod train;

use anyhow::{Result, bail};

const USAGE: &str =
    "usage: cargo xtask train DATA_FOLDER [MODEL ...]    remakes the trained tables; MODEL: all when none is named";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["train", folder, ref models @ ..] => train::run(folder.as_ref(), models),
        _ => bail!(USAGE),
    }
}
