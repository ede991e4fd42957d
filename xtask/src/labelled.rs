//! The labelled texts, laid out as files would hold them, with their labels on the sentences that Retold finds.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use retold::align::is_longer;
use retold::text::{Language, Reading};
use retold::{Article, Span};
use serde_json::Value;

use crate::rows;

/// A source and one of its retellings with the true links.
pub struct Labelled {
    /// Name of the set and kind of retelling: "bbc spun".
    pub kind: String,
    /// Number of the source; pairs of one source are not torn apart in cross-validation.
    pub group: usize,
    /// The source.
    pub source: Reading,
    /// The retelling.
    pub retelling: Reading,
    /// Gold sentence of each sentence read, per side.
    pub onto: (Vec<Vec<usize>>, Vec<Vec<usize>>),
    /// True links between gold sentences.
    pub links: BTreeSet<(usize, usize)>,
    /// Relation of each gold sentence of the retelling, where labelled.
    pub relations: Vec<String>,
}

/// Number of the group that a name stands for (FNV-1a); what shares a source, a triplet or an id shares its group.
pub fn group(name: &Value) -> usize {
    let bytes = name.as_str().unwrap_or("").bytes();
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (hash >> 16) as usize
}

/// Text of an article and the span of each of its sentences: headline, blank line, three sentences a paragraph.
pub fn compose(headline: &str, sentences: &[&str]) -> (String, Vec<Span>) {
    let mut text = if headline.is_empty() { String::new() } else { format!("{headline}\n\n") };
    let mut spans = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        spans.push(Span::new(text.len(), text.len() + sentence.len()));
        text.push_str(sentence);
        text.push_str(if n % 3 == 2 { "\n\n" } else { " " });
    }
    (text, spans)
}

/// Reads a text.
pub fn read(text: String) -> Reading {
    Reading::new(Article::new("", text), Language::English)
}

/// For each sentence read the gold sentences that it overlaps by half of the shorter of the two.
pub fn onto_gold(reading: &Reading, gold: &[Span]) -> Vec<Vec<usize>> {
    let fits = |a: Span, b: Span| {
        let over = a.end.min(b.end).saturating_sub(a.start.max(b.start));
        over > 0 && 2 * over >= a.len().min(b.len())
    };
    reading.sentences.iter().map(|s| (0..gold.len()).filter(|g| fits(s.span, gold[*g])).collect()).collect()
}

/// The strings of a JSON array, or of one field of its objects.
pub fn strings<'v>(value: &'v Value, field: &str) -> Vec<&'v str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|v| if field.is_empty() { v.as_str() } else { v[field].as_str() }).collect()
}

/// Retellings with labelled links; `set` names them.
pub fn retellings(path: &Path, set: &str) -> Result<Vec<Labelled>> {
    let mut found = Vec::new();
    for row in &rows::read(path)? {
        let sentences = strings(&row["sentences"], "");
        let (text, gold) = compose(row["headline"].as_str().unwrap_or(""), &sentences);
        let source = read(text);
        for retelling in row["retellings"].as_array().into_iter().flatten().filter(|r| r["kind"] != "independent") {
            let list = strings(&retelling["sentences"], "text");
            let (text, spans) = compose(retelling["headline"].as_str().unwrap_or(""), &list);
            let reading = read(text);
            let labelled = retelling["sentences"].as_array().into_iter().flatten();
            let links = labelled.clone().enumerate().flat_map(|(j, s)| {
                s["from"].as_array().into_iter().flatten().filter_map(move |i| Some((i.as_u64()? as usize, j)))
            });
            found.push(Labelled {
                kind: format!("{set} {}", retelling["kind"].as_str().unwrap_or("")),
                group: group(&row[if row["triplet"].is_string() { "triplet" } else { "id" }]),
                onto: (onto_gold(&source, &gold), onto_gold(&reading, &spans)),
                links: links.collect(),
                relations: labelled.map(|s| s["relation"].as_str().unwrap_or("").to_owned()).collect(),
                source: source.clone(),
                retelling: reading,
            });
        }
    }
    Ok(found)
}

/// Documents with labelled sentence links and nothing else.
pub fn linked(path: &Path, set: &str) -> Result<Vec<Labelled>> {
    let mut found = Vec::new();
    for row in &rows::read(path)? {
        let (a, a_spans) = compose("", &strings(&row["a_sentences"], ""));
        let (b, b_spans) = compose("", &strings(&row["b_sentences"], ""));
        let (source, retelling) = (read(a), read(b));
        let pairs = row["links"].as_array().into_iter().flatten();
        found.push(Labelled {
            kind: set.to_owned(),
            group: group(&row["id"]),
            onto: (onto_gold(&source, &a_spans), onto_gold(&retelling, &b_spans)),
            links: pairs.filter_map(|l| Some((l[0].as_u64()? as usize, l[1].as_u64()? as usize))).collect(),
            relations: Vec::new(),
            source,
            retelling,
        });
    }
    Ok(found)
}

impl Labelled {
    /// The same with the longer article as the source, as pairs are judged.
    pub fn longer_first(self) -> Labelled {
        if !is_longer(&self.retelling, &self.source) {
            return self;
        }
        let onto = (self.onto.1, self.onto.0);
        let links = self.links.into_iter().map(|(i, j)| (j, i)).collect();
        Labelled { source: self.retelling, retelling: self.source, onto, links, relations: Vec::new(), ..self }
    }

    /// Whether the sentences read `i` and `j` hold gold sentences that are linked.
    pub fn is_linked(&self, i: usize, j: usize) -> bool {
        self.onto.0[i].iter().any(|g| self.onto.1[j].iter().any(|h| self.links.contains(&(*g, *h))))
    }

    /// The gold links that pairs of sentences read stand for.
    pub fn gold_pairs(&self, pairs: impl Iterator<Item = (usize, usize)>) -> BTreeSet<(usize, usize)> {
        pairs
            .flat_map(|(i, j)| self.onto.0[i].iter().flat_map(move |g| self.onto.1[j].iter().map(move |h| (*g, *h))))
            .collect()
    }
}
