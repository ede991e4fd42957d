//! Families: those of the whole archive, from findings that were made beforehand, or the nearest of one article, found
//! when it is asked for.

use std::collections::{BTreeMap, BTreeSet};

use retold::lineage::{Family, FamilySettings, Finding, families, stemma};
use retold::retrieve::{Filter, Retriever, Wanted};
use retold::{Article, Comparer, PreparedArticle};
use retold_report::FamilyReport;

use crate::problem::Problem;
use crate::site::Site;
use crate::work;

/// Candidates of one article that are compared with it.
const CANDIDATES: usize = 12;
/// Most articles that are compared with each other when a family is asked for; larger families need findings.
const NEAREST: usize = 10;
/// Most witnesses of a known family whose tree is drawn while somebody waits.
const DRAWN: usize = 40;

/// The families of an archive, largest first.
#[derive(Debug, Default)]
pub(crate) struct Families {
    /// All of them.
    pub(crate) all: Vec<Family>,
    /// Which family an article belongs to.
    of: BTreeMap<String, usize>,
}

impl Families {
    /// The families that findings join.
    pub(crate) fn new(findings: &[Finding]) -> Self {
        let mut all = families(findings, &FamilySettings::default());
        all.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then_with(|| a.members.cmp(&b.members)));
        let members =
            all.iter().enumerate().flat_map(|(n, family)| family.members.iter().map(move |id| (id.clone(), n)));
        Self { of: members.collect(), all }
    }

    /// The family of an article, when it is known.
    fn of(&self, id: &str) -> Option<&Family> {
        self.of.get(id).and_then(|n| self.all.get(*n))
    }
}

/// The family of an article with its tree. An article without kin is alone in its family.
pub(crate) fn report(site: &Site, reference: &str) -> Result<FamilyReport, Problem> {
    let article = site.article(reference)?;
    let comparer = work::comparer();
    let known = site.families().ok().and_then(|families| families.of(&article.id));
    let (family, articles) = match known {
        Some(family) => {
            let witnesses = family.witnesses().into_iter().take(DRAWN);
            let articles =
                witnesses.filter_map(|id| site.archive.get(id).transpose()).collect::<Result<Vec<_>, _>>()?;
            (family.clone(), articles)
        }
        None => nearest(site, article, &comparer)?,
    };
    let stemma = stemma(&family, &articles, &comparer);
    Ok(FamilyReport::new(family, stemma, articles))
}

/// The family of an article among those that resemble it.
fn nearest(site: &Site, article: Article, comparer: &Comparer<'_>) -> Result<(Family, Vec<Article>), Problem> {
    work::bounded([&article])?;
    let threshold = FamilySettings::default().threshold;
    let prepared = |article: Article| comparer.prepare(comparer.read(article));
    let own = prepared(article);
    let (mut kin, mut findings): (Vec<PreparedArticle>, Vec<Finding>) = (Vec::new(), Vec::new());
    for candidate in candidates(site, &own.reading().article)? {
        let candidate = prepared(candidate);
        let finding = Finding::of(comparer, &own, &candidate);
        if finding.probability >= threshold && kin.len() + 1 < NEAREST {
            findings.push(finding);
            kin.push(candidate);
        }
    }
    for (n, a) in kin.iter().enumerate() {
        findings.extend(kin[n + 1..].iter().map(|b| Finding::of(comparer, a, b)));
    }
    let id = own.reading().article.id.clone();
    let joined = families(&findings, &FamilySettings::default());
    let family = joined.into_iter().find(|family| family.members.contains(&id));
    let family = family.unwrap_or_else(|| Family { members: vec![id.clone()], ..Family::default() });
    let witnesses: BTreeSet<&str> = family.witnesses().into_iter().collect();
    let all = kin.into_iter().chain([own]).map(|prepared| prepared.into_reading().article);
    let articles = all.filter(|article| witnesses.contains(article.id.as_str())).collect();
    Ok((family, articles))
}

fn candidates(site: &Site, article: &Article) -> Result<Vec<Article>, Problem> {
    let wanted = Wanted { article, limit: CANDIDATES, filter: &Filter::default() };
    let found = site.archive.candidates(&wanted)?;
    Ok(found.into_iter().map(|candidate| candidate.article).collect())
}
