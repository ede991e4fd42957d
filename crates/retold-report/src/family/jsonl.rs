//! Families for other programs: one object a line, by `schema/family-1.json`.

use std::collections::BTreeMap;
use std::io;

use retold::lineage::{Descent, FollowedClaim, LostWitness, Version};
use serde::Serialize;

use super::part;
use super::report::FamilyReport;
use crate::json::{WireChange, figure};

/// Name of the schema.
const SCHEMA: &str = "retold/family/1";

#[derive(Serialize)]
struct WireFamily<'a> {
    schema: &'static str,
    members: &'a [String],
    root: Option<&'a str>,
    cohesion: f64,
    edges: Vec<WireDescent<'a>>,
    lost: Vec<WireLost<'a>>,
    copies: &'a BTreeMap<String, Vec<String>>,
    claims: Vec<WireClaim<'a>>,
    articles: BTreeMap<&'a str, WireWitness<'a>>,
}

#[derive(Serialize)]
struct WireDescent<'a> {
    from: &'a str,
    to: &'a str,
    probability: f64,
    share: f64,
    ordered: bool,
    main: bool,
    evidence: &'a [String],
}

#[derive(Serialize)]
struct WireLost<'a> {
    id: &'a str,
    from: &'a str,
    to: &'a [String],
    evidence: &'a [String],
}

#[derive(Serialize)]
struct WireClaim<'a> {
    text: &'a str,
    versions: Vec<WireVersion<'a>>,
}

#[derive(Serialize)]
struct WireVersion<'a> {
    id: &'a str,
    against: &'a str,
    words: &'a str,
    change: WireChange<'a>,
    inherited_from: Option<&'a str>,
}

/// What is known of an article beside its text.
#[derive(Serialize)]
struct WireWitness<'a> {
    headline: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
}

/// Writes one line.
pub(super) fn write(report: &FamilyReport, out: &mut dyn io::Write) -> io::Result<()> {
    let stemma = &report.stemma;
    let wire = WireFamily {
        schema: SCHEMA,
        members: &report.family.members,
        root: stemma.root.as_deref(),
        cohesion: figure(part(report.family.cohesion)),
        edges: stemma.descents.iter().map(descent).collect(),
        lost: stemma.lost.iter().map(lost).collect(),
        copies: &report.family.copies,
        claims: stemma.claims.iter().map(|claim| followed(report, claim)).collect(),
        articles: report.articles.keys().map(|id| (id.as_str(), witness(report, id))).collect(),
    };
    serde_json::to_writer(&mut *out, &wire)?;
    out.write_all(b"\n")
}

fn descent(descent: &Descent) -> WireDescent<'_> {
    WireDescent {
        from: &descent.from,
        to: &descent.to,
        probability: figure(part(descent.probability)),
        share: figure(part(descent.share)),
        ordered: descent.ordered,
        main: descent.main,
        evidence: &descent.evidence,
    }
}

fn lost(lost: &LostWitness) -> WireLost<'_> {
    WireLost { id: &lost.id, from: &lost.from, to: &lost.to, evidence: &lost.evidence }
}

fn followed<'a>(report: &'a FamilyReport, claim: &'a FollowedClaim) -> WireClaim<'a> {
    let version = |version: &'a Version| WireVersion {
        id: &version.id,
        against: &version.against,
        words: &version.words,
        change: WireChange::of(&version.change, report.body(&version.against), report.body(&version.id)),
        inherited_from: version.inherited_from.as_deref(),
    };
    WireClaim { text: &claim.text, versions: claim.versions.iter().map(version).collect() }
}

fn witness<'a>(report: &'a FamilyReport, id: &str) -> WireWitness<'a> {
    let article = report.articles.get(id);
    let of = |field: fn(&retold::Article) -> &Option<String>| article.and_then(|article| field(article).as_deref());
    WireWitness {
        headline: of(|a| &a.headline),
        publisher: of(|a| &a.publisher),
        published: of(|a| &a.published),
        url: of(|a| &a.url),
    }
}
