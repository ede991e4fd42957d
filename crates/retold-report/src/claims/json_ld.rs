//! Claims as schema.org knows them: each a `Claim` with its author and the article it appears in, which a
//! `ClaimReview` can take up as its `itemReviewed`.

use std::io;

use retold::attribution::Claim;
use serde::Serialize;

use super::{ClaimsOf, ClaimsReport, content};

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<WireClaim<'a>>,
}

#[derive(Serialize)]
struct WireClaim<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author<'a>>,
    appearance: Appearance<'a>,
}

#[derive(Serialize)]
struct Author<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Appearance<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Author<'a>>,
}

/// Writes one document with all claims.
pub(super) fn write(report: &ClaimsReport, out: &mut dyn io::Write) -> io::Result<()> {
    let graph = report.accounts.iter().flat_map(|a| a.claims.iter().map(move |c| wire_claim(a, c))).collect();
    serde_json::to_writer_pretty(&mut *out, &Document { context: "https://schema.org", graph })?;
    out.write_all(b"\n")
}

fn wire_claim<'a>(account: &'a ClaimsOf, claim: &'a Claim) -> WireClaim<'a> {
    let article = &account.reading.article;
    // What kind of author it is the claim does not say, and schema.org's Thing promises nothing.
    let author = claim.who.as_deref().map(|name| Author { kind: "Thing", name });
    WireClaim {
        kind: "Claim",
        text: content(claim, &article.body),
        author,
        appearance: Appearance {
            kind: "NewsArticle",
            identifier: &article.id,
            headline: article.headline.as_deref(),
            url: article.url.as_deref(),
            date_published: article.published.as_deref(),
            publisher: article.publisher.as_deref().map(|name| Author { kind: "Organization", name }),
        },
    }
}
