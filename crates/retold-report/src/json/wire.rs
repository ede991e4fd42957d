//! The shapes that go over the wire. Fields may be added; what stands keeps its name and meaning, or the schema's
//! number goes up. Order of the fields is the order in the output.

use retold::Span;
use retold::align::{HeadlineLink, Link, WordLink};
use retold::change::{Change, Place};
use retold::text::{Furniture, Reading, Tampering, TamperingKind};
use retold::verdict::Verdict;
use serde::Serialize;

/// Name of the comparison's schema.
pub(super) const COMPARISON_SCHEMA: &str = "retold/comparison/1";

/// A comparison.
#[derive(Serialize)]
pub(super) struct Comparison<'a> {
    schema: &'static str,
    source: Article<'a>,
    retelling: Article<'a>,
    headline: Option<Headline>,
    links: Vec<WireLink<'a>>,
    dropped: &'a [usize],
    added: &'a [usize],
    furniture_dropped: Vec<&'static str>,
    changes: Vec<WireChange<'a>>,
    verdict: WireVerdict<'a>,
    notes: &'a [String],
}

/// An article as Retold sees it.
#[derive(Serialize)]
pub(crate) struct Article<'a> {
    id: &'a str,
    text: &'a str,
    language: Option<&'a str>,
    headline: Option<&'a str>,
    headline_span: Option<WireSpan<'a>>,
    byline: &'a [String],
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    credits: &'a [String],
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    outbound: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<&'a str>,
    sentences: Vec<WireSentence<'a>>,
    furniture: Vec<WireFurniture<'a>>,
    tampering: Vec<WireTampering<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct WireSpan<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct WireSentence<'a> {
    start: usize,
    end: usize,
    paragraph: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct WireFurniture<'a> {
    kind: &'static str,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

#[derive(Serialize)]
struct WireTampering<'a> {
    kind: &'static str,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

/// Pairs of byte ranges, source first, that render each other.
type WireWords = Vec<[[usize; 2]; 2]>;

#[derive(Serialize)]
pub(super) struct Headline {
    similarity: f64,
    words: WireWords,
}

#[derive(Serialize)]
struct WireLink<'a> {
    source: &'a [usize],
    retelling: &'a [usize],
    relation: &'static str,
    similarity: f64,
    words: WireWords,
}

/// Where a change stands.
#[derive(Serialize)]
pub(crate) struct WirePlace<'a> {
    /// The source, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) article: Option<usize>,
    sentence: usize,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

/// A change with both its places.
#[derive(Serialize)]
pub(crate) struct WireChange<'a> {
    kind: &'static str,
    pub(super) source: Option<WirePlace<'a>>,
    retelling: WirePlace<'a>,
    gravity: &'static str,
    confidence: f64,
    explanation: &'a str,
}

#[derive(Serialize)]
pub(super) struct WireVerdict<'a> {
    derived: bool,
    probability: f64,
    direction: &'static str,
    direction_probability: f64,
    coverage: WireCoverage,
    credit: WireCredit<'a>,
    tampering: Vec<WireTampering<'a>>,
    evidence: &'a [String],
}

#[derive(Serialize)]
struct WireCoverage {
    source: f64,
    retelling: f64,
}

#[derive(Serialize)]
struct WireCredit<'a> {
    given: bool,
    span: Option<WireSpan<'a>>,
}

impl<'a> Comparison<'a> {
    /// The wire shape of a comparison.
    pub(super) fn of(comparison: &'a retold::Comparison) -> Self {
        let (source, retelling) = (&comparison.source, &comparison.retelling);
        let alignment = &comparison.alignment;
        Self {
            schema: COMPARISON_SCHEMA,
            source: Article::of(source),
            retelling: Article::of(retelling),
            headline: alignment.headline.as_ref().map(Headline::of),
            links: alignment.links.iter().map(WireLink::of).collect(),
            dropped: &alignment.dropped,
            added: &alignment.added,
            furniture_dropped: comparison.furniture_dropped.iter().map(|kind| kind.name()).collect(),
            changes: {
                let bodies = (&source.article.body, &retelling.article.body);
                comparison.changes.iter().map(|change| WireChange::of(change, bodies.0, bodies.1)).collect()
            },
            verdict: WireVerdict::of(&comparison.verdict, retelling),
            notes: &comparison.notes,
        }
    }
}

impl<'a> Article<'a> {
    /// The wire shape of an article.
    pub(crate) fn of(reading: &'a Reading) -> Self {
        let article = &reading.article;
        let body = article.body.as_str();
        Self {
            id: &article.id,
            text: body,
            language: reading.language.as_deref().or(article.language.as_deref()),
            headline: article.headline.as_deref().or(reading.headline.map(|span| span.of(body))),
            headline_span: reading.headline.map(|span| WireSpan::of(span, body)),
            byline: &article.byline,
            publisher: article.publisher.as_deref(),
            published: article.published.as_deref(),
            credits: &article.credits,
            url: article.url.as_deref(),
            outbound: &article.outbound,
            series: article.series.as_deref(),
            sentences: reading.sentences.iter().map(|sentence| WireSentence::of(sentence, body)).collect(),
            furniture: reading.furniture.iter().map(|part| WireFurniture::of(part, body)).collect(),
            tampering: reading.tampering.iter().map(|place| WireTampering::of(place, body)).collect(),
            notes: &article.notes,
        }
    }
}

impl<'a> WireSpan<'a> {
    fn of(span: Span, body: &'a str) -> Self {
        Self { start: span.start, end: span.end, text: span.of(body) }
    }
}

impl<'a> WireSentence<'a> {
    fn of(sentence: &retold::text::Sentence, body: &'a str) -> Self {
        let span = sentence.span;
        Self { start: span.start, end: span.end, paragraph: sentence.paragraph, text: span.of(body) }
    }
}

impl<'a> WireFurniture<'a> {
    fn of(part: &Furniture, body: &'a str) -> Self {
        Self { kind: part.kind.name(), span: WireSpan::of(part.span, body) }
    }
}

impl<'a> WireTampering<'a> {
    fn of(place: &Tampering, body: &'a str) -> Self {
        let kind = match place.kind {
            TamperingKind::Hidden => "hidden",
            TamperingKind::LookAlike => "look-alike",
        };
        Self { kind, span: WireSpan::of(place.span, body) }
    }
}

impl Headline {
    pub(super) fn of(link: &HeadlineLink) -> Self {
        Self { similarity: figure(link.similarity.into()), words: words(&link.words) }
    }
}

impl<'a> WireLink<'a> {
    fn of(link: &'a Link) -> Self {
        Self {
            source: &link.source,
            retelling: &link.retelling,
            relation: link.relation.name(),
            similarity: figure(link.similarity.into()),
            words: words(&link.words),
        }
    }
}

impl<'a> WirePlace<'a> {
    fn of(place: Place, body: &'a str) -> Self {
        Self { article: None, sentence: place.sentence, span: WireSpan::of(place.span, body) }
    }
}

impl<'a> WireChange<'a> {
    /// The wire shape of a change between the text of a source and that of a retelling.
    pub(crate) fn of(change: &'a Change, source: &'a str, retelling: &'a str) -> Self {
        Self {
            kind: change.kind.name(),
            source: change.source.map(|place| WirePlace::of(place, source)),
            retelling: WirePlace::of(change.retelling, retelling),
            gravity: change.gravity.name(),
            confidence: figure(change.confidence.into()),
            explanation: &change.explanation,
        }
    }
}

impl<'a> WireVerdict<'a> {
    pub(super) fn of(verdict: &'a Verdict, retelling: &'a Reading) -> Self {
        let body = retelling.article.body.as_str();
        Self {
            derived: verdict.derived,
            probability: figure(verdict.probability),
            direction: verdict.direction.name(),
            direction_probability: figure(verdict.direction_probability),
            coverage: WireCoverage {
                source: figure(verdict.coverage.source),
                retelling: figure(verdict.coverage.retelling),
            },
            credit: WireCredit {
                given: verdict.credit.given,
                span: verdict.credit.span.map(|span| WireSpan::of(span, body)),
            },
            tampering: verdict.tampering.iter().map(|place| WireTampering::of(place, body)).collect(),
            evidence: &verdict.evidence,
        }
    }
}

fn words(links: &[WordLink]) -> WireWords {
    links
        .iter()
        .map(|link| [[link.source.start, link.source.end], [link.retelling.start, link.retelling.end]])
        .collect()
}

/// A share or probability as it is printed: six decimals, so that a 32-bit figure shows no noise and probabilities
/// near 0 and 1 still rank. What is not a number is 0, for JSON has no word for it.
pub(crate) fn figure(x: f64) -> f64 {
    if x.is_finite() { (x * 1e6).round() / 1e6 } else { 0.0 }
}
