//! Which names of the two articles name the same, found once for all detectors.

use std::collections::{HashMap, HashSet};

use crate::mention::{Names, name_keys, same_name};

/// The forms of names of two articles, and which of them name the same.
#[derive(Default)]
pub struct Namesakes<'a> {
    source: HashMap<&'a [String], u32>,
    retelling: HashMap<&'a [String], u32>,
    /// Pairs of a retelling's and a source's form.
    same: HashSet<(u32, u32)>,
    /// The forms of the source that name the same, for every form of the retelling.
    known: Vec<Vec<u32>>,
    /// The source's mentions of every form, in order.
    mentions: Vec<Vec<usize>>,
}

impl<'a> Namesakes<'a> {
    /// Compares the names of two articles. Costs as many comparisons as there are pairs that share a key.
    pub fn new(names: &'a Names, retelling: &'a Names) -> Self {
        let (source, source_forms) = forms(names);
        let (retelling, retelling_forms) = forms(retelling);
        let mut by_key: HashMap<String, Vec<u32>> = HashMap::new();
        for (n, form) in source_forms.iter().enumerate() {
            for key in name_keys(form) {
                by_key.entry(key).or_default().push(n as u32);
            }
        }
        let mut same = HashSet::new();
        let mut known = vec![Vec::new(); retelling_forms.len()];
        for (r, form) in retelling_forms.iter().enumerate() {
            let mut candidates: Vec<u32> =
                name_keys(form).iter().filter_map(|k| by_key.get(k)).flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            for s in candidates.into_iter().filter(|s| same_name(form, source_forms[*s as usize])) {
                same.insert((r as u32, s));
                known[r].push(s);
            }
        }
        let mut mentions = vec![Vec::new(); source_forms.len()];
        for (n, mention) in names.mentions.iter().enumerate() {
            if let Some(form) = source.get(mention.words.as_slice()) {
                mentions[*form as usize].push(n);
            }
        }
        Self { source, retelling, same, known, mentions }
    }

    /// Whether a name of the retelling and one of the source name the same.
    pub fn are_same(&self, retelling: &[String], source: &[String]) -> bool {
        match (self.retelling.get(retelling), self.source.get(source)) {
            (Some(r), Some(s)) => self.same.contains(&(*r, *s)),
            _ => same_name(retelling, source),
        }
    }

    /// Whether the source names what this name of the retelling names.
    pub fn is_known(&self, retelling: &[String]) -> bool {
        self.retelling.get(retelling).is_some_and(|r| !self.known[*r as usize].is_empty())
    }

    /// The numbers of the source's mentions of what this name of the retelling names.
    pub fn mentions(&self, retelling: &[String]) -> impl Iterator<Item = usize> + '_ {
        let forms = self.retelling.get(retelling).map_or(&[][..], |r| &self.known[*r as usize]);
        forms.iter().flat_map(|s| &self.mentions[*s as usize]).copied()
    }
}

/// All forms of the names of an article, each once, with their numbers.
fn forms(names: &Names) -> (HashMap<&[String], u32>, Vec<&[String]>) {
    let mut numbers = HashMap::new();
    let mut forms = Vec::new();
    let entities = names.entities.iter().map(|e| e.words.as_slice());
    for form in entities.chain(names.mentions.iter().map(|m| m.words.as_slice())) {
        numbers.entry(form).or_insert_with(|| {
            forms.push(form);
            forms.len() as u32 - 1
        });
    }
    (numbers, forms)
}
