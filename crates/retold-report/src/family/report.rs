//! A family made ready to be shown. Knows no output format.

use std::collections::BTreeMap;

use retold::lineage::{Family, Stemma};
use retold::{Article, Comparison};

use crate::claims::one_line;
use crate::redact::blocks;

/// Words of a text that stand for a headline that is not known.
const OPENING: usize = 12;

/// A family with its stemma and what is known of its articles.
#[derive(Clone, Debug, Default)]
pub struct FamilyReport {
    /// The family.
    pub family: Family,
    /// Who took it from whom.
    pub stemma: Stemma,
    /// The articles of its witnesses, by id. Members that are not here are shown by their ids alone.
    pub articles: BTreeMap<String, Article>,
    /// Comparisons that are shown beside it, in any order; what an output has use for tells
    /// [`crate::FamilyWriter::comparisons`].
    pub comparisons: Vec<Comparison>,
}

impl FamilyReport {
    /// A report of a family; articles that are no members of it are left out.
    pub fn new(family: Family, stemma: Stemma, articles: impl IntoIterator<Item = Article>) -> Self {
        let articles = articles.into_iter().filter(|article| family.members.binary_search(&article.id).is_ok());
        let articles = articles.map(|article| (article.id.clone(), article)).collect();
        Self { family, stemma, articles, comparisons: Vec::new() }
    }

    /// What the family goes by: its root, else the first of its members.
    pub fn name(&self) -> &str {
        self.stemma.root.as_deref().or(self.family.members.first().map(String::as_str)).unwrap_or_default()
    }

    /// The comparisons by the ids of source and retelling.
    pub(crate) fn compared(&self) -> BTreeMap<(&str, &str), &Comparison> {
        let all = self.comparisons.iter();
        all.map(|c| ((c.source.article.id.as_str(), c.retelling.article.id.as_str()), c)).collect()
    }

    /// The text of a member; empty when only its id is known.
    pub(crate) fn body(&self, id: &str) -> &str {
        self.articles.get(id).map_or("", |article| &article.body)
    }

    /// The publisher of a member, when it is known.
    pub(crate) fn publisher(&self, id: &str) -> Option<&str> {
        self.articles.get(id)?.publisher.as_deref().filter(|publisher| !publisher.trim().is_empty())
    }

    /// The same with blocks for the words of the texts, as far as a person is shown them.
    pub(crate) fn redacted(&self) -> Self {
        let mut hidden = self.clone();
        hidden.articles.values_mut().for_each(|article| article.body = blocks(&article.body));
        hidden.stemma.claims.iter_mut().for_each(|claim| claim.text = blocks(&claim.text));
        hidden
    }

    /// What a member is told apart by: its headline, else how its text begins.
    pub(crate) fn opening(&self, id: &str) -> Option<String> {
        if let Some(headline) = self.headline(id) {
            return Some(one_line(headline));
        }
        let mut words = self.body(id).split_whitespace();
        let begins = words.by_ref().take(OPENING).collect::<Vec<_>>().join(" ");
        let more = if words.next().is_some() { " …" } else { "" };
        (!begins.is_empty()).then(|| format!("{begins}{more}"))
    }

    /// The headline of a member, when it is known.
    pub(crate) fn headline(&self, id: &str) -> Option<&str> {
        self.articles.get(id)?.headline.as_deref().filter(|headline| !headline.trim().is_empty())
    }
}
