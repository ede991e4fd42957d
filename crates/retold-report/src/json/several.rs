//! The shape of a comparison with several sources. What stands on the side of the sources carries `article`, the place of
//! its source in `sources`; the side of the retelling is as with one source.

use retold::JointComparison;
use retold::align::WordLink;
use serde::Serialize;

use super::wire::{Article, COMPARISON_SCHEMA, Headline, WireChange, WireVerdict, figure};

/// A comparison of a retelling with several sources.
#[derive(Serialize)]
pub(super) struct Comparison<'a> {
    schema: &'static str,
    sources: Vec<Article<'a>>,
    retelling: Article<'a>,
    headlines: Vec<Of<Headline>>,
    follows: &'a [Option<usize>],
    links: Vec<WireLink>,
    dropped: Vec<WireSentence>,
    added: &'a [usize],
    furniture_dropped: Vec<WireFurnitureKind>,
    changes: Vec<Of<WireChange<'a>>>,
    verdicts: Vec<Of<WireVerdict<'a>>>,
    notes: Vec<Of<Note<'a>>>,
}

/// Something with the source it belongs to.
#[derive(Serialize)]
struct Of<T> {
    article: usize,
    #[serde(flatten)]
    of: T,
}

#[derive(Serialize)]
struct Note<'a> {
    text: &'a str,
}

#[derive(Clone, Copy, Serialize)]
struct WireSentence {
    article: usize,
    sentence: usize,
}

#[derive(Serialize)]
struct WireFurnitureKind {
    article: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct WireLink {
    source: Vec<WireSentence>,
    retelling: Vec<usize>,
    relation: &'static str,
    similarity: f64,
    followed: bool,
    words: Vec<(WireRange, [usize; 2])>,
}

#[derive(Serialize)]
struct WireRange {
    article: usize,
    start: usize,
    end: usize,
}

impl<'a> Comparison<'a> {
    /// The wire shape of a joint comparison; `None` when it has no source.
    pub(super) fn of(joint: &'a JointComparison) -> Option<Self> {
        let all = || joint.comparisons.iter().enumerate();
        let retelling = &joint.comparisons.first()?.retelling;
        let change = |changed: &'a retold::SourcedChange| {
            let source = &joint.comparisons.get(changed.article)?.source;
            let mut of = WireChange::of(&changed.change, &source.article.body, &retelling.article.body);
            of.source.iter_mut().for_each(|place| place.article = Some(changed.article));
            Some(Of { article: changed.article, of })
        };
        Some(Self {
            schema: COMPARISON_SCHEMA,
            sources: all().map(|(_, c)| Article::of(&c.source)).collect(),
            retelling: Article::of(retelling),
            headlines: all()
                .filter_map(|(article, c)| Some(Of { article, of: Headline::of(c.alignment.headline.as_ref()?) }))
                .collect(),
            follows: &joint.follows,
            links: links(joint),
            dropped: all().flat_map(|(article, c)| in_article(article, &c.alignment.dropped)).collect(),
            added: &joint.added,
            furniture_dropped: all()
                .flat_map(|(article, c)| c.furniture_dropped.iter().map(move |kind| (article, kind)))
                .map(|(article, kind)| WireFurnitureKind { article, kind: kind.name() })
                .collect(),
            changes: joint.changes.iter().filter_map(change).collect(),
            verdicts: all().map(|(article, c)| Of { article, of: WireVerdict::of(&c.verdict, retelling) }).collect(),
            notes: all()
                .flat_map(|(article, c)| c.notes.iter().map(move |text| Of { article, of: Note { text } }))
                .collect(),
        })
    }
}

fn in_article(article: usize, sentences: &[usize]) -> impl Iterator<Item = WireSentence> {
    sentences.iter().map(move |&sentence| WireSentence { article, sentence })
}

/// The links of all sources, by their first retelling sentence; of one sentence, source by source.
fn links(joint: &JointComparison) -> Vec<WireLink> {
    let mut found: Vec<WireLink> = Vec::new();
    for (article, comparison) in joint.comparisons.iter().enumerate() {
        let words = |word: &WordLink| {
            let range = WireRange { article, start: word.source.start, end: word.source.end };
            (range, [word.retelling.start, word.retelling.end])
        };
        found.extend(comparison.alignment.links.iter().enumerate().map(|(n, link)| WireLink {
            source: in_article(article, &link.source).collect(),
            retelling: link.retelling.clone(),
            relation: link.relation.name(),
            similarity: figure(link.similarity.into()),
            followed: joint.is_followed(article, n),
            words: link.words.iter().map(words).collect(),
        }));
    }
    found.sort_by_key(|link| link.retelling.first().copied());
    found
}
