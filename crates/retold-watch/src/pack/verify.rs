//! Checks a pack that may come from anyone. Nothing is written to disk, and no more is unpacked than a pack may hold.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use retold_store::fingerprint;
use zip::ZipArchive;

use super::key::PublicKey;
use super::manifest::{MANIFEST, Manifest, SCHEMA, SIGNATURE, Signed};

/// The most bytes of a pack, packed.
const LARGEST_PACK: usize = 64 << 20;

/// The most bytes of all its files together, unpacked: two pages of 8 MiB, their texts and the report stay below.
const LARGEST_CONTENT: u64 = 128 << 20;

/// The most files of a pack; one with a hundred sources has some three hundred.
const MOST_FILES: usize = 1_000;

/// The size of the record that ends a zip without a comment.
const END: usize = 22;

/// What checking a pack found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Everything that is wrong, in words for a person; empty when the pack is sound.
    pub faults: Vec<String>,
    /// How many files its list names.
    pub files: usize,
    /// The key it is signed with, in hexadecimal; none when it is not signed, or wrongly.
    pub signed_by: Option<String>,
    /// When it was made, as it says.
    pub made_at: Option<String>,
    /// Id of the finding, as it says.
    pub finding: Option<String>,
    /// Whether it says that words were replaced.
    pub redacted: bool,
}

/// Checks a pack: that it holds the files of its list and nothing else, that each has its hash, and that the list is
/// signed, by `key` when one is given.
pub fn verify(pack: &[u8], key: Option<&PublicKey>) -> Checked {
    let mut checked = Checked::default();
    let files = match unpacked(pack) {
        Ok(files) => files,
        Err(fault) => {
            checked.faults.push(fault);
            return checked;
        }
    };
    let Some(manifest) = files.get(MANIFEST) else {
        checked.faults.push(format!("{MANIFEST} is missing: this is no evidence pack"));
        return checked;
    };
    checked.signature(manifest, files.get(SIGNATURE), key);
    match serde_json::from_slice::<Manifest>(manifest) {
        Ok(list) if list.schema == SCHEMA => checked.contents(list, &files),
        Ok(list) => checked.faults.push(format!("{MANIFEST}: {:?} is not known here", list.schema)),
        Err(error) => checked.faults.push(format!("{MANIFEST} is broken: {error}")),
    }
    checked
}

impl Checked {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn signature(&mut self, manifest: &[u8], signature: Option<&Vec<u8>>, key: Option<&PublicKey>) {
        let Some(signature) = signature else {
            if key.is_some() {
                self.faults.push("the pack is not signed".to_owned());
            }
            return;
        };
        let signed = serde_json::from_slice::<Signed>(signature).ok().filter(|signed| signed.algorithm == "ed25519");
        let Some((signed, signer)) = signed.and_then(|s| PublicKey::of_hex(&s.public_key).map(|signer| (s, signer)))
        else {
            self.faults.push(format!("{SIGNATURE} is broken"));
            return;
        };
        if !signer.has_signed(manifest, &signed.signature) {
            self.faults.push(format!("the signature is not one of {MANIFEST}: one of the two was changed"));
        } else if key.is_some_and(|key| *key != signer) {
            self.faults.push(format!("signed with another key: {}", signer.to_hex()));
        } else {
            self.signed_by = Some(signer.to_hex());
        }
    }

    fn contents(&mut self, list: Manifest, files: &BTreeMap<String, Vec<u8>>) {
        let mut named: BTreeSet<&str> = [MANIFEST, SIGNATURE].into();
        for listed in &list.files {
            if !named.insert(&listed.path) {
                self.faults.push(format!("{:?} is listed twice", listed.path));
            }
            match files.get(&listed.path) {
                None => self.faults.push(format!("{:?} is missing", listed.path)),
                Some(bytes) if bytes.len() as u64 != listed.bytes || fingerprint(bytes) != listed.sha256 => {
                    self.faults.push(format!("{:?} was changed", listed.path));
                }
                Some(_) => {}
            }
        }
        let strange = files.keys().filter(|path| !named.contains(path.as_str()));
        self.faults.extend(strange.map(|path| format!("{path:?} is not in the list")));
        self.files = list.files.len();
        self.made_at = list.made_at;
        self.finding = list.finding;
        self.redacted = list.redacted;
    }
}

/// The files of a pack. A zip can say one thing to one program and another to the next; such a one is refused.
fn unpacked(pack: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    if pack.len() > LARGEST_PACK {
        return Err(format!("larger than {} MiB", LARGEST_PACK >> 20));
    }
    let mut zip = ZipArchive::new(Cursor::new(pack)).map_err(|error| format!("is no sound zip: {error}"))?;
    if zip.len() > MOST_FILES {
        return Err(format!("more than {MOST_FILES} files"));
    }
    let mut places = Vec::new();
    let mut files = BTreeMap::new();
    let mut left = LARGEST_CONTENT;
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).map_err(|error| format!("is no sound zip: {error}"))?;
        let name = file.name().map_err(|error| format!("is no sound zip: {error}"))?.into_owned();
        if !is_plain(&name) || !file.is_file() {
            return Err(format!("{name:?} is no name of a file in a pack"));
        }
        let begin = file.data_start().ok_or("is no sound zip: a file without a place")?;
        places.push((file.header_start(), begin + file.compressed_size()));
        let mut bytes = Vec::new();
        let read = file.by_ref().take(left + 1).read_to_end(&mut bytes);
        left = left
            .checked_sub(bytes.len() as u64)
            .ok_or(format!("unpacks to more than {} MiB", LARGEST_CONTENT >> 20))?;
        read.map_err(|error| format!("{name:?} cannot be unpacked: {error}"))?;
        if files.insert(name.clone(), bytes).is_some() {
            return Err(format!("{name:?} stands in it twice"));
        }
    }
    is_seamless(pack, &zip, places)?;
    Ok(files)
}

/// Checks that files, directory and end follow upon each other: no bytes before, between or behind that another program
/// might take for something.
fn is_seamless(pack: &[u8], zip: &ZipArchive<Cursor<&[u8]>>, mut places: Vec<(u64, u64)>) -> Result<(), String> {
    const HIDDEN: &str = "holds bytes that belong to none of its files";
    places.sort_unstable();
    let mut at = 0;
    for (begin, end) in places {
        if begin != at {
            return Err(HIDDEN.to_owned());
        }
        at = end;
    }
    let directory = zip.central_directory_start();
    let end = pack.len().checked_sub(END).and_then(|start| pack.get(start..)).unwrap_or_default();
    let number = |from: usize| end.get(from..from + 2).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let ends_well =
        end.starts_with(b"PK\x05\x06") && number(8) == zip.len() && number(10) == zip.len() && number(20) == 0;
    match zip.offset() == 0 && directory == at && ends_well {
        true => Ok(()),
        false => Err(HIDDEN.to_owned()),
    }
}

/// The names of a pack's files: no folders, nothing that leads out of one.
fn is_plain(name: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && !name.contains("..") && name.bytes().all(sound)
}
