//! The work itself, off the threads that listen: tracing, comparing, claims.

use retold::attribution::{claims, events};
use retold::mention::Mentions;
use retold::text::{Language, Reading};
use retold::trace::{Trace, TraceSettings, Tracer};
use retold::{Article, Comparer, JointComparison};
use retold_encoder::StaticVectors;
use retold_report::{ClaimsOf, ClaimsReport, Report, ReportSettings, TraceReport};

use crate::problem::Problem;
use crate::site::{Shared, Site};

/// The language whose rules articles are read by.
const LANGUAGE: Language = Language::English;
/// Most articles that are compared with one, or whose claims are put side by side.
pub(crate) const MOST_TOGETHER: usize = 12;
/// Most bytes of texts that are compared in one request: a book of 80,000 words against another.
const MOST_TEXT: usize = 1 << 20;

/// Does heavy work when its turn comes, on a thread of its own. A panic in it is a fault of the service, and no more.
pub(crate) async fn in_turn<T, W>(site: &Shared, work: W) -> Result<T, Problem>
where
    T: Send + 'static,
    W: FnOnce(&Site) -> Result<T, Problem> + Send + 'static,
{
    let turn = site.gate.turn().await?;
    apart(site, move |site| {
        let _turn = turn;
        work(site)
    })
    .await
}

/// Does work that may block, without waiting for a turn: it is light.
pub(crate) async fn apart<T, W>(site: &Shared, work: W) -> Result<T, Problem>
where
    T: Send + 'static,
    W: FnOnce(&Site) -> Result<T, Problem> + Send + 'static,
{
    let shared = site.clone();
    let done = tokio::task::spawn_blocking(move || work(&shared)).await;
    done.unwrap_or_else(|_| Err(Problem::fault("this is a fault of Retold, please report it")))
}

/// A comparer that knows the present time.
pub(crate) fn comparer() -> Comparer<'static> {
    comparer_of_any_time().at(&now())
}

/// A comparer that knows no time, for what goes on for days.
pub(crate) fn comparer_of_any_time() -> Comparer<'static> {
    Comparer::new(LANGUAGE, StaticVectors::embedded())
}

/// The present time, to the second.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

/// Settings of a report written now.
pub(crate) fn report_settings(redact: bool) -> ReportSettings {
    ReportSettings { written_at: Some(now()), redact, ..ReportSettings::default() }
}

/// Refuses texts that would take minutes.
pub(crate) fn bounded<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Result<(), Problem> {
    let bytes: usize = articles.into_iter().map(|article| article.body.len()).sum();
    if bytes > MOST_TEXT {
        return Err(Problem::large(MOST_TEXT));
    }
    Ok(())
}

/// Traces a text, with the evidence for each source where it is asked for.
pub(crate) fn trace(
    site: &Site,
    text: &Article,
    settings: TraceSettings,
    evidence: bool,
) -> Result<TraceReport, Problem> {
    bounded([text])?;
    let comparer = comparer();
    let trace = Tracer::new(&comparer, settings.clone()).trace(text, &site.archive)?;
    let evidence = if evidence { evidence_of(&comparer, text, &trace) } else { Vec::new() };
    Ok(TraceReport {
        trace,
        publisher: text.publisher.clone(),
        published: text.published.clone(),
        url: text.url.clone(),
        words: text.body.split_whitespace().count(),
        licensed: None,
        evidence,
        explain: true,
        looked_with: settings,
        settings: ReportSettings::default(),
    })
}

fn evidence_of(comparer: &Comparer<'_>, text: &Article, trace: &Trace) -> Vec<Vec<String>> {
    let text = comparer.prepare(comparer.read(text.clone()));
    let of = |source: &retold::trace::TracedSource| {
        let source = comparer.prepare(comparer.read(source.article.clone()));
        comparer.compare_prepared(&source, &text).verdict.evidence
    };
    trace.sources.iter().map(of).collect()
}

/// Compares a retelling with its sources.
pub(crate) fn compare(sources: &[Article], retelling: &Article) -> Result<JointComparison, Problem> {
    if sources.is_empty() || sources.len() > MOST_TOGETHER {
        return Err(Problem::wrong(format!("one source is compared, or up to {MOST_TOGETHER}")));
    }
    bounded(sources.iter().chain([retelling]))?;
    Ok(comparer().compare_all(sources, retelling))
}

/// A report of a comparison, with who said what in each text.
pub(crate) fn report(joint: JointComparison, redact: bool) -> Report {
    let claims = if redact { Vec::new() } else { all_claims(&joint) };
    Report::new(joint, report_settings(redact)).with_claims(claims)
}

fn all_claims(joint: &JointComparison) -> Vec<Vec<retold::attribution::Claim>> {
    let sources = joint.comparisons.iter().map(|comparison| &comparison.source);
    let retelling = joint.comparisons.first().map(|comparison| &comparison.retelling);
    let names = |reading: &Reading| Mentions::of(reading, LANGUAGE.rules()).names;
    sources.chain(retelling).map(|reading| claims(reading, &names(reading))).collect()
}

/// An article taken apart.
pub(crate) fn read(article: Article) -> Reading {
    Reading::new(article, LANGUAGE)
}

/// Who said what in accounts of one story.
pub(crate) fn who_said_what(articles: Vec<Article>) -> Result<ClaimsReport, Problem> {
    if articles.is_empty() || articles.len() > MOST_TOGETHER {
        return Err(Problem::wrong(format!("claims are found in one article, or in up to {MOST_TOGETHER}")));
    }
    bounded(&articles)?;
    let account = |article| {
        let reading = read(article);
        let mentions = Mentions::of(&reading, LANGUAGE.rules());
        let (claims, events) = (claims(&reading, &mentions.names), events(&reading, &mentions));
        ClaimsOf { reading, claims, events }
    };
    Ok(ClaimsReport::new(articles.into_iter().map(account).collect(), report_settings(false)))
}
