//! An archive in memory: for a handful of articles, and to hold other archives against.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::{Candidate, Postings, Retriever, Wanted, rank};
use crate::article::Article;
use crate::key::{Key, KeyScheme, Keys};
use crate::text::Language;

/// Articles in memory with their keys.
#[derive(Clone, Debug)]
pub struct MemoryArchive {
    language: Language,
    schemes: Vec<KeyScheme>,
    articles: Vec<Article>,
    lengths: Vec<u32>,
    lists: BTreeMap<Key, Vec<u32>>,
    by_id: BTreeMap<String, u32>,
}

impl MemoryArchive {
    /// An empty archive of articles in a language.
    pub fn new(language: Language) -> Self {
        Self::by(KeyScheme::ALL, language)
    }

    /// An empty archive that finds articles by some key schemes only.
    pub fn by(schemes: &[KeyScheme], language: Language) -> Self {
        Self {
            language,
            schemes: schemes.to_vec(),
            articles: Vec::new(),
            lengths: Vec::new(),
            lists: BTreeMap::new(),
            by_id: BTreeMap::new(),
        }
    }

    /// Adds an article; one of the same id is replaced.
    pub fn add(&mut self, article: Article) {
        let number = match self.by_id.get(&article.id) {
            Some(number) => {
                self.lists.values_mut().for_each(|list| list.retain(|d| d != number));
                *number
            }
            None => self.articles.len() as u32,
        };
        let keys = Keys::by(&self.schemes, &article, self.language).all();
        for key in &keys {
            let list = self.lists.entry(*key).or_default();
            let at = list.partition_point(|d| *d < number);
            list.insert(at, number);
        }
        self.by_id.insert(article.id.clone(), number);
        if number as usize == self.articles.len() {
            self.lengths.push(keys.len() as u32);
            self.articles.push(article);
        } else {
            self.lengths[number as usize] = keys.len() as u32;
            self.articles[number as usize] = article;
        }
    }
}

impl Postings for MemoryArchive {
    type Error = Infallible;

    fn documents(&self) -> u32 {
        self.articles.len() as u32
    }

    type List = Key;

    fn look_up(&self, key: Key) -> Result<(u32, Key), Infallible> {
        Ok((self.lists.get(&key).map_or(0, |list| list.len() as u32), key))
    }

    fn walk(&self, list: &Key, each: &mut dyn FnMut(u32)) -> Result<(), Infallible> {
        self.lists.get(list).into_iter().flatten().for_each(|document| each(*document));
        Ok(())
    }

    fn length(&self, document: u32) -> u32 {
        self.lengths.get(document as usize).copied().unwrap_or(0)
    }
}

impl Retriever for MemoryArchive {
    type Error = Infallible;

    fn candidates(&self, wanted: &Wanted<'_>) -> Result<Vec<Candidate>, Infallible> {
        let keys = Keys::by(&self.schemes, wanted.article, self.language);
        let admitted = |ranked: &super::Ranked| {
            let article = self.articles.get(ranked.document as usize)?;
            wanted.filter.admits(article, wanted.article).then(|| (article.clone(), ranked.score))
        };
        let ranked = rank(self, &keys, wanted.breadth())?;
        let mut found: Vec<Candidate> =
            ranked.iter().filter_map(admitted).map(|(article, score)| Candidate { article, score }).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.article.id.cmp(&b.article.id)));
        Ok(found)
    }

    fn size(&self) -> usize {
        self.articles.len()
    }
}
