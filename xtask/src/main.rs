//! Tasks of the workspace: `cargo xtask train`, `cargo xtask tidy`.

mod labelled;
mod rows;
mod tidy;
mod train;
mod versions;

use anyhow::{Result, bail};

const USAGE: &str =
    "usage: cargo xtask train DATA_FOLDER [MODEL ...]    remakes the trained tables; MODEL: all when none is named
       cargo xtask tidy                              checks the house rules of layers.toml";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tidy"] => tidy::run(),
        ["train", folder, ref models @ ..] => train::run(folder.as_ref(), models),
        _ => bail!(USAGE),
    }
}
