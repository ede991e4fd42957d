//! `retold pack`, `retold verify`, `retold key`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, Subcommand};
use retold_watch::pack::{self, Checked, DeskKey, Evidence, PackSettings, PublicKey};

use crate::store::StorePlace;
use crate::{Outcome, desk, destination, page};

/// Arguments of `retold pack`.
#[derive(Args, Debug)]
#[command(after_help = "Of two files: retold compare SOURCE RETELLING --pack FILE")]
pub(crate) struct PackArguments {
    /// Id of the finding
    finding: String,
    #[command(flatten)]
    store: StorePlace,
    /// Write the pack to this file
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Replace the words of both texts outside the evidence by blocks, and leave the fetched pages out
    #[arg(long)]
    redact: bool,
    /// Sign with this key, made by: retold key new
    #[arg(long, value_name = "FILE")]
    sign: Option<PathBuf>,
}

/// Arguments of `retold verify`.
#[derive(Args, Debug)]
#[command(after_help = "Exit status: 0 the pack is sound; 1 it is not; 2 it cannot be read.")]
pub(crate) struct VerifyArguments {
    /// The evidence pack
    pack: PathBuf,
    /// The desk's public key: the pack has to be signed with the secret one
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

/// Arguments of `retold key`.
#[derive(Args, Debug)]
pub(crate) struct KeyArguments {
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Make a key: the secret one in FILE, for you alone; the public one in FILE.pub, for those who check packs
    New {
        /// The file for the secret key
        file: PathBuf,
    },
}

/// Packs the evidence of a finding.
pub(crate) fn run(arguments: &PackArguments) -> Result<Outcome> {
    let settings = settings(arguments.redact, arguments.sign.as_deref())?;
    let mut store = arguments.store.existing()?;
    let bytes = pack::of_finding(&mut store, &arguments.finding, &desk::comparer().at(&page::now()), &settings)?;
    destination::save(&arguments.output, &bytes)?;
    Ok(Outcome::Done)
}

/// Packs the evidence of a comparison.
pub(crate) fn save(path: &Path, evidence: &Evidence, redact: bool, sign: Option<&Path>) -> Result<()> {
    let bytes = pack::write(evidence, &desk::comparer().at(&page::now()), &settings(redact, sign)?)?;
    destination::save(path, &bytes)
}

fn settings(redact: bool, sign: Option<&Path>) -> Result<PackSettings> {
    let key = sign.map(DeskKey::load).transpose()?;
    Ok(PackSettings { made_at: Some(page::now()), redact, key })
}

/// Checks a pack.
pub(crate) fn verify(arguments: &VerifyArguments) -> Result<Outcome> {
    let key = arguments.key.as_deref().map(PublicKey::load).transpose()?;
    let name = arguments.pack.display();
    let bytes = std::fs::read(&arguments.pack).map_err(|cause| anyhow::anyhow!("{name}: {}", desk::plainly(&cause)))?;
    let checked = pack::verify(&bytes, key.as_ref());
    let mut said: String = checked.faults.iter().map(|fault| format!("{name}: {fault}\n")).collect();
    if checked.is_sound() {
        said = format!("{name}: sound: {}\n", described(&checked));
    }
    destination::print(said.as_bytes())?;
    Ok(if checked.is_sound() { Outcome::Done } else { Outcome::Flagged })
}

fn described(checked: &Checked) -> String {
    let mut words = vec![format!("{} files as listed", checked.files)];
    words.push(match &checked.signed_by {
        Some(key) => format!("signed with {key}"),
        None => "not signed".to_owned(),
    });
    words.extend(checked.made_at.as_ref().map(|time| format!("made {time}")));
    words.extend(checked.redacted.then(|| "redacted".to_owned()));
    words.join(", ")
}

/// Makes a key.
pub(crate) fn key(arguments: &KeyArguments) -> Result<Outcome> {
    let KeyCommand::New { file } = &arguments.command;
    let mut beside = file.clone().into_os_string();
    beside.push(".pub");
    let key = DeskKey::generate()?;
    create(file, &key.to_line(), true)?;
    create(Path::new(&beside), &key.public().to_line(), false)?;
    destination::print(format!("{}\n", key.public().to_hex()).as_bytes())?;
    Ok(Outcome::Done)
}

/// Writes a new file; one that is there stays as it is. A secret one can be read by its owner alone.
fn create(path: &Path, text: &str, secret: bool) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(if secret { 0o600 } else { 0o644 });
    }
    #[cfg(not(unix))]
    let _ = secret;
    let failed = |cause: std::io::Error| anyhow::anyhow!("{}: {}", path.display(), desk::plainly(&cause));
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}
