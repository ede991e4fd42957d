//! Changes as W3C Web Annotations, one a line: the words of the retelling as the target, what was changed and the words
//! of the source as the bodies. Positions count characters, as the standard wants, not bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use retold::Span;
use retold::change::{Change, ChangeKind};
use retold::lineage::Version;
use serde::Serialize;

use super::report::FamilyReport;
use super::tree::Tree;
use crate::report::{ReportSettings, fingerprint};

/// Characters before and after a quotation that help to find it again.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Annotation<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    creator: Creator<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<&'a str>,
    body: Vec<Body<'a>>,
    target: Place<'a>,
}

#[derive(Serialize)]
struct Creator<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Words {
        #[serde(rename = "type")]
        kind: &'static str,
        purpose: &'static str,
        format: &'static str,
        value: String,
    },
    Linked {
        purpose: &'static str,
        #[serde(flatten)]
        place: Place<'a>,
    },
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    source: Text<'a>,
    selector: [Selector<'a>; 2],
}

/// The text that positions count in. Where it was published, they may not fit.
#[derive(Serialize)]
struct Text<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    TextPositionSelector { start: usize, end: usize },
    TextQuoteSelector { exact: &'a str, prefix: &'a str, suffix: &'a str },
}

/// Writes the changes of a family: those of the comparisons that are there, then the followed ones that are not among
/// them.
pub(super) fn write(
    report: &FamilyReport,
    tree: &Tree<'_>,
    settings: &ReportSettings,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let comparisons = report.compared();
    let ids = |(source, retelling): (usize, usize)| (tree.nodes[source].id, tree.nodes[retelling].id);
    let tellings = tree.tellings().into_iter().map(ids);
    let compared =
        tellings.filter_map(|(source, retelling)| Some((source, retelling, *comparisons.get(&(source, retelling))?)));
    let compared = compared.flat_map(|(s, r, comparison)| comparison.changes.iter().map(move |change| (s, r, change)));
    let versions = || report.stemma.claims.iter().flat_map(|claim| &claim.versions);
    let inherited: Inherited<'_> = versions().filter_map(inherited).collect();
    let followed = versions().map(|version| (version.against.as_str(), version.id.as_str(), &version.change));
    let mut written = BTreeSet::new();
    for (source, retelling, change) in compared.chain(followed) {
        let key = (retelling, change.retelling.span, change.kind);
        if !written.insert(key) {
            continue;
        }
        if let Some(annotation) =
            annotation(report, (source, retelling), (change, inherited.get(&key).copied()), settings)
        {
            serde_json::to_writer(&mut *out, &annotation)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// What a version says of its change: whose it is, and whom it is from.
fn inherited(version: &Version) -> Option<((&str, Span, ChangeKind), &str)> {
    let key = (version.id.as_str(), version.change.retelling.span, version.change.kind);
    Some((key, version.inherited_from.as_deref()?))
}

/// Whom a witness has a change from.
type Inherited<'a> = BTreeMap<(&'a str, Span, ChangeKind), &'a str>;

/// The annotation of a change; `None` when the retelling's text is not there.
fn annotation<'a>(
    report: &'a FamilyReport,
    (source, retelling): (&'a str, &'a str),
    (change, inherited): (&'a Change, Option<&str>),
    settings: &'a ReportSettings,
) -> Option<Annotation<'a>> {
    let target = place(report, retelling, change.retelling.span)?;
    let words = |purpose, value: &str| Body::Words {
        kind: "TextualBody",
        purpose,
        format: "text/plain",
        value: value.to_owned(),
    };
    let mut body = vec![
        words("describing", &change.explanation),
        words("classifying", change.kind.name()),
        words("tagging", change.gravity.name()),
    ];
    if let Some(from) = inherited {
        body.push(words("commenting", &format!("inherited from {from}")));
    }
    let of_source = change.source.and_then(|at| place(report, source, at.span));
    body.extend(of_source.map(|place| Body::Linked { purpose: "linking", place }));
    let span = change.retelling.span;
    let name = format!("{source}\n{retelling}\n{}\n{}\n{}", change.kind.name(), span.start, span.end);
    Some(Annotation {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("urn:retold:change:{}", &fingerprint(&name)[..32]),
        kind: "Annotation",
        motivation: "describing",
        creator: Creator { kind: "Software", name: &settings.program },
        created: settings.written_at.as_deref(),
        body,
        target,
    })
}

fn place<'a>(report: &'a FamilyReport, id: &str, span: Span) -> Option<Place<'a>> {
    let article = report.articles.get(id)?;
    let body = article.body.as_str();
    let (before, after) = (body.get(..span.start)?, body.get(span.end..)?);
    let exact = body.get(span.start..span.end)?;
    let start = before.chars().count();
    let prefix = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let suffix = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    Some(Place {
        kind: "SpecificResource",
        source: Text {
            id: format!("urn:retold:article:{}", encoded(id)),
            kind: "Text",
            format: "text/plain",
            via: article.url.as_deref().filter(|url| is_address(url)),
        },
        selector: [
            Selector::TextPositionSelector { start, end: start + exact.chars().count() },
            Selector::TextQuoteSelector { exact, prefix: &before[prefix..], suffix: &after[..suffix] },
        ],
    })
}

/// Whether a text can stand where an address has to.
fn is_address(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(odd)
}

/// An id as part of a name, by RFC 3986.
fn encoded(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
