//! The desk's key: Ed25519, in a file of one line.

use std::fmt;
use std::path::Path;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::WatchError;

/// What a file with a secret key begins with.
const SECRET: &str = "retold-secret-key-1 ";
/// What a file with a public key begins with.
const PUBLIC: &str = "retold-public-key-1 ";

/// No file with a key is larger.
const LARGEST: u64 = 1 << 10;

/// A secret key that signs packs. Shows nothing of itself.
#[derive(Clone)]
pub struct DeskKey(SigningKey);

/// A public key that tells whether a pack was signed by its secret one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl DeskKey {
    /// A new key from the system's source of chance.
    ///
    /// # Errors
    ///
    /// [`WatchError::File`] where the system has none.
    pub fn generate() -> Result<Self, WatchError> {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(|error| {
            WatchError::file("the system's source of chance".as_ref(), std::io::Error::other(error.to_string()))
        })?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// Reads a key from its file.
    ///
    /// # Errors
    ///
    /// [`WatchError::File`], [`WatchError::Unusable`].
    pub fn load(path: &Path) -> Result<Self, WatchError> {
        let seed = stated(path, SECRET, "secret")?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// The line that stands for the key in its file.
    pub fn to_line(&self) -> String {
        format!("{SECRET}{}\n", hex(&self.0.to_bytes()))
    }

    /// The public key that belongs to it.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> String {
        hex(&self.0.sign(bytes).to_bytes())
    }
}

impl fmt::Debug for DeskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeskKey({})", self.public().to_hex())
    }
}

impl PublicKey {
    /// Reads a public key from its file.
    ///
    /// # Errors
    ///
    /// [`WatchError::File`], [`WatchError::Unusable`].
    pub fn load(path: &Path) -> Result<Self, WatchError> {
        let bytes = stated(path, PUBLIC, "public")?;
        let key = VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak());
        key.map(Self).ok_or_else(|| WatchError::unusable(&path.display().to_string(), "no sound key"))
    }

    /// The key in hexadecimal, as packs state it.
    pub fn to_hex(&self) -> String {
        hex(self.0.as_bytes())
    }

    /// The line that stands for the key in its file.
    pub fn to_line(&self) -> String {
        format!("{PUBLIC}{}\n", self.to_hex())
    }

    pub(super) fn of_hex(text: &str) -> Option<Self> {
        VerifyingKey::from_bytes(&unhex(text)?).ok().filter(|key| !key.is_weak()).map(Self)
    }

    pub(super) fn has_signed(&self, bytes: &[u8], signature: &str) -> bool {
        let signature: Option<[u8; 64]> = unhex(signature);
        signature.is_some_and(|signature| self.0.verify_strict(bytes, &Signature::from_bytes(&signature)).is_ok())
    }
}

/// The key in a file.
fn stated(path: &Path, begins: &str, kind: &str) -> Result<[u8; 32], WatchError> {
    let size = std::fs::metadata(path).map_err(|cause| WatchError::file(path, cause))?.len();
    let no_key =
        || WatchError::unusable(&path.display().to_string(), format!("is no {kind} key made by: retold key new"));
    if size > LARGEST {
        return Err(no_key());
    }
    let bytes = std::fs::read(path).map_err(|cause| WatchError::file(path, cause))?;
    let text = String::from_utf8(bytes).ok();
    text.and_then(|text| unhex(text.strip_prefix(begins)?.trim())).ok_or_else(no_key)
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Exactly `N` bytes out of hexadecimal in lower case: what can be written in one way only.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let text = text.as_bytes();
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}
