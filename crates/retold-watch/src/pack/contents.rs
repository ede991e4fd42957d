//! What goes into a pack.

use std::io;

use retold::attribution::{Claim, claims};
use retold::mention::Mentions;
use retold::text::Language;
use retold::{Article, Comparer, JointComparison};
use retold_report::{Output, Report, ReportSettings};
use retold_store::fingerprint;
use serde_json::{Value, json};

use super::key::DeskKey;
use super::seal::seal;
use crate::WatchError;

/// A text as it was captured, and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exhibit {
    /// The address it was fetched from; none of a file.
    pub address: Option<String>,
    /// When it was fetched, RFC 3339.
    pub captured_at: Option<String>,
    /// Which version of the address it is.
    pub version: Option<i64>,
    /// What the server sent along.
    pub headers: Vec<(String, String)>,
    /// SHA-256 of the bytes that were fetched, in hexadecimal.
    pub page_sha256: Option<String>,
    /// The article.
    pub article: Article,
    /// The bytes it was read from, where they were kept.
    pub page: Option<Vec<u8>>,
}

impl Exhibit {
    /// An article of which no more is known than itself.
    pub fn of(article: Article) -> Self {
        Self { address: article.url.clone(), article, ..Self::default() }
    }
}

/// What a pack is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The articles that were retold, or the older version of one.
    pub sources: Vec<Exhibit>,
    /// The retelling, or the newer version.
    pub retelling: Exhibit,
    /// Id of the finding, where there is one.
    pub finding: Option<String>,
    /// Settings that it was found with.
    pub found_with: Value,
}

/// How a pack is made.
#[derive(Clone, Debug, Default)]
pub struct PackSettings {
    /// When it is made, RFC 3339; none leaves it out, for packs that are the same every time.
    pub made_at: Option<String>,
    /// Replace the words of both texts outside the evidence by blocks. Pages as they were fetched are then left out.
    pub redact: bool,
    /// The key to sign with.
    pub key: Option<DeskKey>,
}

/// A file of a pack.
pub(super) struct Part {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// The whole pack of some evidence.
///
/// # Errors
///
/// [`WatchError::File`] when memory cannot hold it.
pub fn write(evidence: &Evidence, comparer: &Comparer<'_>, settings: &PackSettings) -> Result<Vec<u8>, WatchError> {
    let sources: Vec<Article> = evidence.sources.iter().map(|exhibit| exhibit.article.clone()).collect();
    let joint = comparer.compare_all(&sources, &evidence.retelling.article);
    let claims = all_claims(&joint);
    let shown =
        ReportSettings { redact: settings.redact, written_at: settings.made_at.clone(), ..ReportSettings::default() };
    let report = Report::new(joint, shown).with_claims(claims);
    let broken = |cause: io::Error| WatchError::file("evidence pack".as_ref(), cause);
    let mut parts = vec![
        Part { path: "report.html".to_owned(), bytes: written(&report, Output::Html).map_err(broken)? },
        Part { path: "comparison.json".to_owned(), bytes: written(&report, Output::Json).map_err(broken)? },
        Part { path: "settings.json".to_owned(), bytes: pretty(&program(evidence, settings)) },
        Part { path: "README.txt".to_owned(), bytes: README.as_bytes().to_vec() },
    ];
    for (n, exhibit) in evidence.sources.iter().enumerate() {
        let shown = report.joint.comparisons.get(n).map(|comparison| &comparison.source.article);
        parts.extend(exhibited(&format!("source-{}", n + 1), exhibit, shown, settings.redact));
    }
    let shown = report.joint.comparisons.first().map(|comparison| &comparison.retelling.article);
    parts.extend(exhibited("retelling", &evidence.retelling, shown, settings.redact));
    seal(parts, evidence.finding.as_deref(), settings).map_err(broken)
}

/// Who said what in each source and, last, in the retelling.
fn all_claims(joint: &JointComparison) -> Vec<Vec<Claim>> {
    let sources = joint.comparisons.iter().map(|comparison| &comparison.source);
    let retelling = joint.comparisons.first().map(|comparison| &comparison.retelling);
    let rules = Language::English.rules();
    sources.chain(retelling).map(|reading| claims(reading, &Mentions::of(reading, rules).names)).collect()
}

fn written(report: &Report, output: Output) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    output.writer().write(report, &mut bytes)?;
    Ok(bytes)
}

fn program(evidence: &Evidence, settings: &PackSettings) -> Value {
    json!({
        "schema": "retold/settings/1",
        "program": concat!("retold ", env!("CARGO_PKG_VERSION")),
        "language": Language::English.tag(),
        "made_at": settings.made_at,
        "redacted": settings.redact,
        "found_with": evidence.found_with,
    })
}

/// The files of one text: as it is shown, what is known of it, and the page as it was fetched.
fn exhibited(name: &str, exhibit: &Exhibit, shown: Option<&Article>, redact: bool) -> Vec<Part> {
    let article = &exhibit.article;
    let shown = shown.unwrap_or(article);
    let headers: serde_json::Map<String, Value> =
        exhibit.headers.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    let page_kept = exhibit.page.is_some() && !redact;
    let record = json!({
        "schema": "retold/exhibit/1",
        "id": article.id,
        "address": exhibit.address,
        "states_address": article.url,
        "captured_at": exhibit.captured_at,
        "version": exhibit.version,
        "headline": shown.headline,
        "publisher": article.publisher,
        "published": article.published,
        "byline": article.byline,
        "text_sha256": fingerprint(article.body.as_bytes()),
        "page_sha256": exhibit.page_sha256,
        "page_kept": page_kept,
        "headers": headers,
    });
    let mut parts = vec![
        Part { path: format!("{name}.txt"), bytes: shown.body.as_bytes().to_vec() },
        Part { path: format!("{name}.json"), bytes: pretty(&record) },
    ];
    if let Some(page) = exhibit.page.as_ref().filter(|_| page_kept) {
        // No browser opens it by its name: it is a stranger's page.
        parts.push(Part { path: format!("{name}.page.bin"), bytes: page.clone() });
    }
    parts
}

/// JSON for programs that a person may read too.
pub(super) fn pretty(value: &Value) -> Vec<u8> {
    // Objects with names as keys have no value that JSON lacks.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

const README: &str = "\
This is evidence that one text was retold from another, packed by Retold.

report.html         what was found, for a person: open it in a browser; it loads nothing from elsewhere
comparison.json     the same for programs
source-1.txt ...    the texts as they were captured (with blocks for words where the pack is redacted)
source-1.json ...   where each came from: address, time, HTTP headers, SHA-256 of the text and of the page
*.page.bin          pages as they were fetched, byte for byte
settings.json       program, versions and settings
manifest.json       SHA-256 of every file
manifest.sig        signature of manifest.json by the desk's Ed25519 key, where the pack is signed

    retold verify PACK.zip --key DESK.pub

checks all of it. By hand: sha256sum of each file against manifest.json.
";
