//! Families made by hand, for writers to write. Every text, name and number is invented.

// Every test file uses some of this.
#![allow(dead_code)]

use std::collections::BTreeMap;

use retold::align::{Link, Relation};
use retold::change::{Change, ChangeKind, Gravity, Place};
use retold::lineage::{Descent, Family, FollowedClaim, LostWitness, Stemma, Version};
use retold::text::{Reading, Sentence};
use retold::{Article, Comparison, Span};
use retold_report::{FamilyOutput, FamilyReport, FamilyWriter, ReportSettings};

use super::support;

/// The story as it was first told.
const STORY: [&str; 8] = [
    "The city closed the harbour bridge on Monday after engineers found a crack 4 metres long.",
    "“It may need months of work,” said Mayor Odile Brandt.",
    "Some 12,000 people cross the bridge every day.",
    "The ferry will run every 6 minutes until the bridge is open again.",
    "Divers looked at 3 of the 9 pillars before the storm.",
    "The bridge was built in 1931 and last repaired in 2004.",
    "Shops on the north bank fear for their trade.",
    "The council will meet on Thursday.",
];
/// The same in other words.
const REWORDED: [&str; 8] = [
    "Engineers found a crack 4 metres long, and on Monday the harbour bridge was shut.",
    "Mayor Odile Brandt said that it may need months of work.",
    "Every day 12,000 people use the crossing.",
    "Until it opens again, a ferry is to leave every 6 minutes.",
    "Before the storm divers had seen 3 of its 9 pillars.",
    "Built in 1931, it was last repaired in 2004.",
    "On the north bank shopkeepers are afraid of losing trade.",
    "On Thursday the council meets.",
];
/// What is altered on the way: the words of the root, what becomes of them, what kind of change that is.
const ALTERED: [(&str, &str, ChangeKind); 3] = [
    ("every 6 minutes", "every 16 minutes", ChangeKind::Number),
    ("may need", "needs", ChangeKind::CertaintyRaised),
    ("12,000", "20,000", ChangeKind::Number),
];
const PUBLISHERS: [&str; 14] = [
    "North Wire",
    "Harbour Post",
    "The Evening Anchor",
    "Quayside Courier",
    "Bay Radio",
    "The Lantern",
    "Inland Gazette",
    "Daily Compass of the Northern and Eastern Provinces",
    "Kanal 9",
    "Tideline",
    "Morning Buoy",
    "Saltmarsh Weekly",
    "Ferry News",
    "港新聞",
];

/// The sentences of a witness; `None` for one that it drops.
type Told = [Option<String>; 8];

/// An invented family of so many witnesses with everything that a stemma can say.
pub struct Invented {
    told: Vec<Told>,
    parents: Vec<Option<usize>>,
}

/// A family of so many witnesses, with what a family of that size has of lost witnesses, further sources, copies and
/// unknown order, and with all comparisons that any output may want.
pub fn family(size: usize) -> FamilyReport {
    let invented = Invented::new(size);
    let mut report = FamilyReport::new(invented.family(), invented.stemma(), (0..size).map(|n| invented.article(n)));
    for n in 1..size {
        let mut sources = vec![0, invented.parents[n].unwrap_or(0)];
        sources.extend(second(n));
        sources.sort_unstable();
        sources.dedup();
        report.comparisons.extend(sources.into_iter().map(|source| invented.comparison(source, n)));
    }
    report
}

/// A family of which nobody knows what came first: no dates, no publishers, no root, two trees.
pub fn undated(size: usize) -> FamilyReport {
    let mut report = family(size);
    report.stemma.root = None;
    report.stemma.claims.clear();
    report.stemma.descents.retain(|descent| descent.to != id(2));
    for descent in &mut report.stemma.descents {
        descent.ordered = false;
    }
    for article in report.articles.values_mut() {
        (article.published, article.publisher) = (None, None);
    }
    report
}

/// What an output makes of families.
pub fn written(output: FamilyOutput, reports: &[FamilyReport], settings: &ReportSettings) -> String {
    let mut writer = FamilyWriter::new(output, settings.clone());
    let mut out = Vec::new();
    for report in reports {
        let wanted = writer.comparisons(report);
        let kept = |c: &&Comparison| wanted.contains(&[c.source.article.id.clone(), c.retelling.article.id.clone()]);
        let comparisons = report.comparisons.iter().filter(kept).cloned().collect();
        writer.write(&FamilyReport { comparisons, ..report.clone() }, &mut out).expect("a vector takes everything");
    }
    writer.finish(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("outputs are UTF-8")
}

fn id(n: usize) -> String {
    format!("bridge-{n:02}")
}

/// A further source of a witness.
fn second(n: usize) -> Option<usize> {
    (n > 3 && n % 6 == 5).then(|| n - 2).or((n == 4).then_some(1))
}

impl Invented {
    fn new(size: usize) -> Self {
        let mut told: Vec<Told> = Vec::new();
        let mut parents = Vec::new();
        for n in 0..size {
            let parent = match n {
                0 => None,
                n if n % 3 == 0 => Some(0),
                n => Some(n / 2),
            };
            let own = match parent {
                None => STORY.map(|sentence| Some(sentence.to_owned())),
                Some(parent) => altered(told[parent].clone(), n),
            };
            told.push(own);
            parents.push(parent);
        }
        Self { told, parents }
    }

    fn article(&self, n: usize) -> Article {
        let minutes = self.minutes(n);
        let (day, hour) = (9 + minutes / 1440, minutes / 60 % 24);
        let (month, day) = if day > 30 { (7, day - 30) } else { (6, day) };
        let mut article = Article::new(id(n), self.body(n))
            .with_publisher(PUBLISHERS[n % PUBLISHERS.len()])
            .with_published(format!("2025-{month:02}-{day:02}T{hour:02}:{:02}:00Z", minutes % 60));
        if n % 4 != 3 {
            article.headline = Some(match n % 3 {
                0 => "Harbour bridge shut after engineers find a crack in one of its pillars".into(),
                1 => "Bridge closed".into(),
                _ => "Ferry takes over: “months of work” on the bridge, says the mayor".to_owned(),
            });
        }
        article
    }

    /// Minutes after the first publication.
    fn minutes(&self, n: usize) -> usize {
        let own = 480 * usize::from(n == 0) + (n * n * 37 % 400 + 14) + if n % 7 == 6 { 2880 } else { 0 };
        self.parents[n].map_or(0, |parent| self.minutes(parent)) + own
    }

    fn body(&self, n: usize) -> String {
        self.told[n].iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    }

    fn reading(&self, n: usize) -> Reading {
        let article = self.article(n);
        let mut at = 0;
        let mut sentence = |text: &String| {
            let span = Span::new(at, at + text.len());
            at = span.end + 1;
            Sentence { span, ..Sentence::default() }
        };
        let sentences = self.told[n].iter().flatten().map(&mut sentence).collect();
        Reading { article, sentences, language: Some("en".into()), ..Reading::default() }
    }

    /// Place of a sentence of the story in a witness.
    fn place(&self, n: usize, sentence: usize) -> Option<usize> {
        self.told[n][sentence].as_ref()?;
        Some(self.told[n][..sentence].iter().flatten().count())
    }

    fn comparison(&self, from: usize, to: usize) -> Comparison {
        let mut comparison = support::comparison();
        (comparison.source, comparison.retelling) = (self.reading(from), self.reading(to));
        comparison.furniture_dropped.clear();
        comparison.notes.clear();
        comparison.verdict.tampering.clear();
        let link = |sentence| {
            let (source, retelling) = (self.place(from, sentence)?, self.place(to, sentence)?);
            let same = self.told[from][sentence] == self.told[to][sentence];
            let relation = if same { Relation::Verbatim } else { Relation::Reworded };
            Some(Link {
                source: vec![source],
                retelling: vec![retelling],
                relation,
                similarity: if same { 1.0 } else { 0.86 },
                words: Vec::new(),
            })
        };
        let alignment = &mut comparison.alignment;
        alignment.links = (0..STORY.len()).filter_map(link).collect();
        alignment.headline = None;
        let dropped = (0..STORY.len()).filter(|s| self.place(to, *s).is_none());
        alignment.dropped = dropped.filter_map(|s| self.place(from, s)).collect();
        alignment.added = Vec::new();
        comparison.changes = ALTERED.iter().filter_map(|altered| self.change(from, to, altered)).collect();
        comparison
    }

    /// The change between two witnesses that this alteration makes.
    fn change(&self, from: usize, to: usize, (words, other, kind): &(&str, &str, ChangeKind)) -> Option<Change> {
        let (source, retelling) = (self.body(from), self.body(to));
        let span = |body: &str, words: &str| body.find(words).map(|at| Span::new(at, at + words.len()));
        let (from_span, to_span) = (span(&source, words)?, span(&retelling, other)?);
        let sentence = |n: usize, span: Span| self.reading(n).sentences.iter().position(|s| s.span.contains(span));
        Some(Change {
            kind: *kind,
            source: Some(Place { sentence: sentence(from, from_span)?, span: from_span }),
            retelling: Place { sentence: sentence(to, to_span)?, span: to_span },
            gravity: Gravity::Substance,
            confidence: 0.93,
            explanation: format!("“{words}” became “{other}”"),
        })
    }

    fn family(&self) -> Family {
        let mut members: Vec<String> = (0..self.told.len()).map(id).collect();
        let mut copies = BTreeMap::new();
        if members.len() > 4 {
            copies.insert(id(1), vec!["bridge-01-evening".into(), "bridge-01-late".into()]);
            members.extend(copies[&id(1)].clone());
            members.sort();
        }
        let cohesion = if members.len() == 2 { 1.0 } else { 0.62 };
        Family { members, copies, findings: Vec::new(), cohesion }
    }

    fn stemma(&self) -> Stemma {
        let mut descents = Vec::new();
        for n in 1..self.told.len() {
            let kept = (0..STORY.len()).filter(|s| self.place(n, *s).is_some()).count();
            let main = Descent {
                from: id(self.parents[n].unwrap_or(0)),
                to: id(n),
                probability: [0.998, 0.97, 0.9996, 0.84][n % 4],
                ordered: n % 5 != 3,
                share: [0.95, 0.7, 0.4][n % 3],
                main: true,
                evidence: vec![format!("{kept} of 8 sentences stand in the same order"), "one loss is shared".into()],
            };
            let further = second(n).map(|source| Descent {
                from: id(source),
                probability: 0.55,
                share: 0.2,
                main: false,
                evidence: vec!["a sentence that the main source lacks".into()],
                ..main.clone()
            });
            descents.push(main);
            descents.extend(further);
        }
        let lost = LostWitness {
            id: "lost-1".into(),
            from: id(0),
            to: vec![id(3), id(6)],
            evidence: vec!["both drop the same two sentences, which the source has".into()],
        };
        let lost = if self.told.len() > 6 { vec![lost] } else { Vec::new() };
        Stemma { root: Some(id(0)), descents, lost, claims: self.claims() }
    }

    fn claims(&self) -> Vec<FollowedClaim> {
        let claims = ALTERED.iter().map(|altered| {
            let has = |n: usize| self.body(n).contains(altered.1);
            let version = |n: usize| {
                let change = self.change(0, n, altered)?;
                let above = self.parents[n].filter(|parent| has(*parent));
                Some(Version {
                    id: id(n),
                    against: id(0),
                    change,
                    words: altered.1.into(),
                    inherited_from: above.map(id),
                })
            };
            let sentence = STORY.iter().position(|text| text.contains(altered.0)).expect("the story has it");
            FollowedClaim { text: STORY[sentence].into(), versions: (1..self.told.len()).filter_map(version).collect() }
        });
        claims.filter(|claim| !claim.versions.is_empty()).collect()
    }
}

/// What a witness makes of what it was made from.
fn altered(mut told: Told, n: usize) -> Told {
    let reworded = n * 5 % 8;
    if told[reworded].as_deref() == Some(STORY[reworded]) {
        told[reworded] = Some(REWORDED[reworded].into());
    }
    for (step, (words, other, _)) in ALTERED.iter().enumerate() {
        if n % (4 + step) == 1 + step % 2 {
            told.iter_mut().flatten().for_each(|sentence| *sentence = sentence.replace(words, other));
        }
    }
    // The first sentence stays with all.
    if n.is_multiple_of(2) {
        told[4 + n * 3 % 4] = None;
    }
    told
}
