//! Lists, signs and packs files: the same files give the same bytes.

use std::io::{self, Cursor, Write};

use retold_store::fingerprint;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::PackSettings;
use super::contents::{Part, pretty};
use super::manifest::{Listed, MANIFEST, Manifest, SCHEMA, SIGNATURE, Signed};

/// The zip of all parts, with their list and its signature.
pub(super) fn seal(mut parts: Vec<Part>, finding: Option<&str>, settings: &PackSettings) -> io::Result<Vec<u8>> {
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    let listed = |part: &Part| Listed {
        path: part.path.clone(),
        bytes: part.bytes.len() as u64,
        sha256: fingerprint(&part.bytes),
    };
    let manifest = Manifest {
        schema: SCHEMA.to_owned(),
        program: concat!("retold ", env!("CARGO_PKG_VERSION")).to_owned(),
        made_at: settings.made_at.clone(),
        finding: finding.map(str::to_owned),
        redacted: settings.redact,
        files: parts.iter().map(listed).collect(),
    };
    let manifest = pretty(&serde_json::to_value(&manifest)?);
    let signed = settings.key.as_ref().map(|key| Signed {
        algorithm: "ed25519".to_owned(),
        public_key: key.public().to_hex(),
        signature: key.sign(&manifest),
    });
    parts.push(Part { path: MANIFEST.to_owned(), bytes: manifest });
    if let Some(signed) = signed {
        parts.push(Part { path: SIGNATURE.to_owned(), bytes: pretty(&serde_json::to_value(&signed)?) });
    }
    zipped(&parts)
}

/// A zip of files in their order, all of the first day that a zip can name.
pub(super) fn zipped(parts: &[Part]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(part.path.as_str(), options).map_err(io::Error::other)?;
        zip.write_all(&part.bytes)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}
