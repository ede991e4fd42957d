//! What the service measures of itself, for Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use retold_watch::Round;

/// A route with the status of its answers.
#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Answered {
    route: String,
    status: u32,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Route {
    route: String,
}

/// Figures of one service.
#[derive(Debug)]
pub(crate) struct Figures {
    registry: Registry,
    answers: Family<Answered, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    texts: Counter,
    waiting: Gauge,
    articles: Gauge,
    rounds: Counter,
    findings: Counter,
    faults: Counter,
}

/// From a millisecond to sixteen seconds.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 15))
}

impl Figures {
    /// Figures at nought.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("retold");
        let answers = Family::default();
        let seconds =
            Family::<Route, Histogram, fn() -> Histogram>::new_with_constructor(histogram as fn() -> Histogram);
        let (texts, waiting, articles) = (Counter::default(), Gauge::default(), Gauge::default());
        registry.register("answers", "Requests answered, by route and status", answers.clone());
        registry.register("answer_seconds", "Time to the first byte of an answer, by route", seconds.clone());
        registry.register("texts_traced", "Texts traced to their sources", texts.clone());
        registry.register("waiting", "Requests that wait for their turn", waiting.clone());
        registry.register("archive_articles", "Articles in the archive", articles.clone());
        let [rounds, findings, faults] = [
            ("watch_rounds", "Rounds of the watch"),
            ("watch_findings", "Findings of the watch"),
            (
                "watch_faults",
                "What went wrong with feeds, pages and deliveries of the watch, and with the watch itself",
            ),
        ]
        .map(|(name, meaning)| {
            let counter = Counter::default();
            registry.register(name, meaning, counter.clone());
            counter
        });
        Self { registry, answers, seconds, texts, waiting, articles, rounds, findings, faults }
    }

    /// A request was answered.
    pub(crate) fn answered(&self, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.answers.get_or_create(&Answered { route: route.clone(), status: status.into() }).inc();
        self.seconds.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }

    /// A text was traced.
    pub(crate) fn traced(&self) {
        self.texts.inc();
    }

    /// The watch did a round.
    pub(crate) fn watched(&self, round: &Round) {
        self.rounds.inc();
        self.findings.inc_by(round.findings.len() as u64);
        self.faults.inc_by(round.faults.len() as u64);
    }

    /// The watch could not go on.
    pub(crate) fn watch_failed(&self) {
        self.faults.inc();
    }

    /// All figures in the text form of Prometheus, as things stand now.
    pub(crate) fn text(&self, waiting: usize, articles: usize) -> String {
        self.waiting.set(waiting as i64);
        self.articles.set(articles as i64);
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
