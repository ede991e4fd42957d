//! Findings as an Atom feed: an entry for each of the newest stories.

use std::collections::BTreeSet;
use std::path::Path;

use quick_xml::escape::escape;
use retold_store::{Finding, Kind, Search, Store};

use crate::WatchError;

/// So many stories stand in the feed.
const STORIES: usize = 100;

/// So many findings are looked through for them.
const FINDINGS: usize = 1_000;

/// Writes the feed, whole or not at all, and only when it differs from what stands there.
pub(super) fn write(store: &mut Store, path: &Path, now: i64) -> Result<(), WatchError> {
    let findings = store.findings(&Search::default(), FINDINGS)?;
    let feed = atom(&findings, now);
    let failed = |cause| WatchError::file(path, cause);
    if std::fs::read_to_string(path).is_ok_and(|there| there == feed) {
        return Ok(());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(name);
    std::fs::write(&beside, feed).and_then(|()| std::fs::rename(&beside, path)).map_err(failed)
}

/// The feed of findings, the newest first.
fn atom(findings: &[Finding], now: i64) -> String {
    let newest = findings.first().map_or(now, |finding| finding.found_at);
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>urn:retold:findings</id>\n<title>Retold: findings</title>\n<updated>{}</updated>\n\
         <author><name>Retold</name></author>\n",
        time(newest)
    );
    let mut stories = BTreeSet::new();
    for finding in findings {
        if stories.len() < STORIES && stories.insert(&finding.story) {
            let others = findings.iter().filter(|other| other.story == finding.story).count() - 1;
            feed.push_str(&entry(finding, others));
        }
    }
    feed.push_str("</feed>\n");
    feed
}

fn entry(finding: &Finding, others: usize) -> String {
    let by =
        finding.retelling.publisher.as_ref().or(finding.retelling.url.as_ref()).unwrap_or(&finding.retelling.article);
    let of = finding.source.headline.as_ref().unwrap_or(&finding.source.article);
    let mut title = match finding.kind {
        Kind::Retelling => format!("Retold by {by}: {of}"),
        Kind::Revision => format!("Changed: {of} ({by})"),
    };
    if others > 0 {
        title.push_str(&format!(", and {others} more"));
    }
    let link = finding.retelling.url.as_ref().filter(|url| url.starts_with("http"));
    let link = link.map(|url| format!("<link href=\"{}\"/>\n", text(url))).unwrap_or_default();
    format!(
        "<entry>\n<id>urn:retold:story:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n{link}\
         <summary>{}</summary>\n</entry>\n",
        text(&finding.story),
        text(&title),
        time(finding.found_at),
        text(&finding.summary.join("; ")),
    )
}

fn time(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default()
}

/// Text that stands in XML: escaped, and without what XML cannot hold.
fn text(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(*c, '\u{fffe}' | '\u{ffff}');
    let plain: String = text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).filter(allowed).collect();
    escape(plain.as_str()).into_owned()
}
