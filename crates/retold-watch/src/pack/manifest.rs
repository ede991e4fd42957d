//! The list of a pack's files with their hashes, and the signature of that list.

use serde::{Deserialize, Serialize};

/// The name of the list in a pack.
pub(super) const MANIFEST: &str = "manifest.json";

/// The name of its signature.
pub(super) const SIGNATURE: &str = "manifest.sig";

/// What the list calls itself.
pub(super) const SCHEMA: &str = "retold/pack/1";

/// The list of a pack's files.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Manifest {
    pub(super) schema: String,
    pub(super) program: String,
    pub(super) made_at: Option<String>,
    pub(super) finding: Option<String>,
    pub(super) redacted: bool,
    pub(super) files: Vec<Listed>,
}

/// One file: its name, size and SHA-256.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// The signature of the list, byte for byte as it stands in the pack.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    pub(super) algorithm: String,
    pub(super) public_key: String,
    pub(super) signature: String,
}
