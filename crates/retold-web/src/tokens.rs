//! Tokens: who may ask. Each is 256 random bits, shown once and kept as their hash.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{WebError, plainly};

/// What a token allows.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// To look, to trace and to compare.
    Read,
    /// Also to rule on findings and to write notes.
    Write,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 2] = [Self::Read, Self::Write];

    /// The word that stands for the role.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// One line for a help text.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Read => "to look, to trace and to compare",
            Self::Write => "also to rule on findings and to write notes",
        }
    }
}

/// One token, without its secret.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Whose it is.
    pub name: String,
    /// What it allows.
    pub role: Role,
    /// When it was made.
    pub made: String,
    /// SHA-256 of the secret. A secret of 256 random bits needs no slow hash: there is no dictionary to try.
    sha256: String,
}

/// What every secret begins with, so that one that leaked is known for what it is.
const MARK: &str = "retold-";

/// The tokens in one file. It is read at every question: a token that was taken away opens nothing, and times of change
/// are too coarse to tell that a file is the same.
#[derive(Debug)]
pub struct Tokens {
    file: PathBuf,
}

#[derive(Default, Deserialize, Serialize)]
struct File {
    tokens: Vec<Token>,
}

impl Tokens {
    /// The tokens of a file, which need not be there.
    ///
    /// # Errors
    ///
    /// [`WebError::Tokens`] where it cannot be read.
    pub fn open(file: impl Into<PathBuf>) -> Result<Self, WebError> {
        let tokens = Self { file: file.into() };
        tokens.all()?;
        Ok(tokens)
    }

    /// All tokens.
    ///
    /// # Errors
    ///
    /// [`WebError::Tokens`] where the file cannot be read.
    pub fn all(&self) -> Result<Vec<Token>, WebError> {
        match fs::read(&self.file) {
            Ok(bytes) => serde_json::from_slice::<File>(&bytes)
                .map(|file| file.tokens)
                .map_err(|error| self.failed(format!("no file of tokens: {error}"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(self.failed(plainly(&error))),
        }
    }

    /// Makes a token and returns its secret, which is kept nowhere. A token of the same name is replaced.
    ///
    /// # Errors
    ///
    /// [`WebError::Tokens`], and [`WebError::System`] where there is no randomness.
    pub fn add(&self, name: &str, role: Role) -> Result<String, WebError> {
        let mut random = [0u8; 32];
        getrandom::fill(&mut random)
            .map_err(|e| WebError::System { what: "randomness", cause: io::Error::other(e.to_string()) })?;
        let secret = format!("{MARK}{}", hex(&random));
        let made = crate::work::now();
        let token = Token { name: name.to_owned(), role, made, sha256: hash(&secret) };
        let mut tokens = self.all()?;
        tokens.retain(|token| token.name != name);
        tokens.push(token);
        self.write(tokens)?;
        Ok(secret)
    }

    /// Takes a token away; says whether there was one of that name.
    ///
    /// # Errors
    ///
    /// [`WebError::Tokens`].
    pub fn remove(&self, name: &str) -> Result<bool, WebError> {
        let mut tokens = self.all()?;
        let before = tokens.len();
        tokens.retain(|token| token.name != name);
        let removed = tokens.len() < before;
        if removed {
            self.write(tokens)?;
        }
        Ok(removed)
    }

    /// Who holds a secret. Hashes are compared, so the time it takes tells nothing of the secret.
    pub(crate) fn holder(&self, secret: &str) -> Option<Token> {
        let hash = hash(secret);
        self.all().ok()?.into_iter().find(|token| token.sha256 == hash)
    }

    fn write(&self, tokens: Vec<Token>) -> Result<(), WebError> {
        let text = serde_json::to_string_pretty(&File { tokens }).map_err(|e| self.failed(e.to_string()))?;
        let beside = self.file.with_extension(format!("{}.new", std::process::id()));
        let written = private(&beside).and_then(|mut file| {
            writeln!(file, "{text}")?;
            file.sync_all()
        });
        written.and_then(|()| fs::rename(&beside, &self.file)).map_err(|error| {
            // What is left of a failed attempt is of no use; that it cannot be removed either changes nothing.
            let _ = fs::remove_file(&beside);
            self.failed(plainly(&error))
        })
    }

    fn failed(&self, cause: String) -> WebError {
        WebError::Tokens { file: self.file.clone(), cause }
    }
}

/// A new file that only its owner may read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
