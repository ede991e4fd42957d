//! Families for editors of texts: a corpus by TEI P5 with a list of witnesses and a critical apparatus for each.
//!
//! The apparatus is of parallel segmentation: each sentence of the base with the witnesses that keep it (`lem`), those
//! that say it in other words and those that drop it (`rdg`, its type the relation). A second part follows claims: what
//! was changed, by whom, and who inherited it.

use std::collections::BTreeMap;
use std::io;

use retold::Comparison;
use retold::align::Relation;
use retold::lineage::{FollowedClaim, Version};

use super::report::FamilyReport;
use super::tree::{Node, Tree};
use crate::claims::one_line;
use crate::html::Page;
use crate::report::ReportSettings;

/// Opens the corpus.
pub(super) fn begin(settings: &ReportSettings, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::default();
    page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    page.raw("<teiHeader><fileDesc><titleStmt><title>Families of retold articles</title></titleStmt>");
    page.raw("<publicationStmt><p>Made by ").text(&settings.program);
    if let Some(time) = &settings.written_at {
        page.raw(", ").text(time);
    }
    page.raw("</p></publicationStmt><sourceDesc><p>Published articles; each family lists its own.</p></sourceDesc>");
    page.raw("</fileDesc></teiHeader>\n");
    out.write_all(page.finish().as_bytes())
}

/// Closes it. A corpus has to hold a text, so one of no families holds one that says so.
pub(super) fn end(families: usize, out: &mut dyn io::Write) -> io::Result<()> {
    if families == 0 {
        out.write_all(
            b"<TEI><teiHeader><fileDesc><titleStmt><title>No families</title></titleStmt><publicationStmt><p>Part of a \
              corpus.</p></publicationStmt><sourceDesc><p>No article was retold from another.</p></sourceDesc>\
              </fileDesc></teiHeader><text><body><p>No families.</p></body></text></TEI>\n",
        )?;
    }
    out.write_all(b"</teiCorpus>\n")
}

/// The text that the others are held against: the first of the tree that is not lost.
fn base(tree: &Tree<'_>) -> Option<usize> {
    tree.nodes.iter().position(|node| node.lost.is_none())
}

/// What the apparatus wants compared: the base with every other witness.
pub(super) fn collated(tree: &Tree<'_>) -> Vec<(usize, usize)> {
    let Some(base) = base(tree) else { return Vec::new() };
    let there = |place: &usize| *place != base && tree.nodes[*place].lost.is_none();
    (0..tree.nodes.len()).filter(there).map(|place| (base, place)).collect()
}

/// Writes one family.
pub(super) fn write(report: &FamilyReport, tree: &Tree<'_>, number: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let places = tree.nodes.iter().enumerate().map(|(place, node)| (node.id, place)).collect();
    let apparatus = Apparatus { report, tree, number, places };
    let mut page = Page::default();
    page.raw("<TEI").attribute("xml:id", &format!("f{number}")).raw("><teiHeader><fileDesc><titleStmt><title>");
    page.text(report.name()).raw("</title></titleStmt><publicationStmt><p>Part of a corpus.</p></publicationStmt>");
    page.raw("<sourceDesc>\n<listWit>\n");
    for (place, node) in tree.nodes.iter().enumerate() {
        page.raw("<witness").attribute("xml:id", &apparatus.id(place)).raw(">");
        apparatus.witness(&mut page, node);
        page.raw("</witness>\n");
    }
    page.raw("</listWit>\n</sourceDesc></fileDesc><encodingDesc>");
    page.raw("<variantEncoding method=\"parallel-segmentation\" location=\"internal\"/></encodingDesc></teiHeader>\n");
    page.raw("<text><body>\n");
    apparatus.collation(&mut page);
    apparatus.claims(&mut page);
    page.raw("</body></text>\n</TEI>\n");
    out.write_all(page.finish().as_bytes())
}

/// A family whose witnesses have names that XML can point to.
struct Apparatus<'a> {
    report: &'a FamilyReport,
    tree: &'a Tree<'a>,
    number: usize,
    places: BTreeMap<&'a str, usize>,
}

impl Apparatus<'_> {
    fn id(&self, place: usize) -> String {
        format!("f{}w{place}", self.number)
    }

    fn wit(&self, places: &[usize]) -> String {
        places.iter().map(|place| format!("#{}", self.id(*place))).collect::<Vec<_>>().join(" ")
    }

    fn witness(&self, page: &mut Page, node: &Node<'_>) {
        if let Some(lost) = node.lost {
            page.raw("A lost witness: ").text(&lost.evidence.join("; "));
            return;
        }
        page.raw("<bibl>");
        if let Some(headline) = self.report.headline(node.id) {
            page.raw("<title>").text(headline).raw("</title>");
        }
        if let Some(publisher) = self.report.publisher(node.id) {
            page.raw("<publisher>").text(publisher).raw("</publisher>");
        }
        if let Some(published) = self.report.articles.get(node.id).and_then(|article| article.published.as_deref()) {
            page.raw("<date");
            if let Some(moment) = node.published {
                page.attribute("when", &when(&moment.shown()));
            }
            page.raw(">").text(published).raw("</date>");
        }
        page.raw("<idno>").text(node.id).raw("</idno>");
        for copy in node.copies {
            page.raw("<idno type=\"copy\">").text(copy).raw("</idno>");
        }
        page.raw("</bibl>");
    }

    /// Each sentence of the base with what became of it.
    fn collation(&self, page: &mut Page) {
        let comparisons = self.report.compared();
        let of = |(base, place): (usize, usize)| {
            Some((place, *comparisons.get(&(self.tree.nodes[base].id, self.tree.nodes[place].id))?))
        };
        let compared: Vec<(usize, &Comparison)> = collated(self.tree).into_iter().filter_map(of).collect();
        page.raw("<div type=\"collation\">\n");
        if let Some(((_, first), base)) = compared.first().zip(base(self.tree)) {
            for (number, sentence) in first.source.sentences.iter().enumerate() {
                page.raw("<p><app").attribute("n", &(number + 1).to_string()).raw(">");
                let words = one_line(sentence.span.of(&first.source.article.body));
                self.sentence(page, (base, &words), number, &compared);
                page.raw("</app></p>\n");
            }
        } else {
            page.raw("<p>No texts were collated.</p>\n");
        }
        page.raw("</div>\n");
    }

    fn sentence(
        &self,
        page: &mut Page,
        (base, words): (usize, &str),
        number: usize,
        compared: &[(usize, &Comparison)],
    ) {
        let told: Vec<_> = compared.iter().map(|(place, comparison)| (*place, told(comparison, number))).collect();
        let keeps =
            |told: &Option<(Relation, String)>| told.as_ref().is_some_and(|(how, _)| *how == Relation::Verbatim);
        let mut keep = vec![base];
        keep.extend(told.iter().filter(|(_, told)| keeps(told)).map(|(place, _)| *place));
        page.raw("<lem").attribute("wit", &self.wit(&keep)).raw(">").text(words).raw("</lem>");
        for (place, told) in told.iter().filter(|(_, told)| !keeps(told)) {
            page.raw("<rdg").attribute("wit", &self.wit(&[*place]));
            match told {
                Some((how, words)) => page.attribute("type", how.name()).raw(">").text(words).raw("</rdg>"),
                None => page.raw(" type=\"dropped\"/>"),
            };
        }
    }

    /// Each followed claim with its versions.
    fn claims(&self, page: &mut Page) {
        if self.report.stemma.claims.is_empty() {
            return;
        }
        page.raw("<div type=\"claims\">\n");
        for claim in &self.report.stemma.claims {
            page.raw("<p><app>");
            self.claim(page, claim);
            page.raw("</app></p>\n");
        }
        page.raw("</div>\n");
    }

    fn claim(&self, page: &mut Page, claim: &FollowedClaim) {
        page.raw("<lem");
        if let Some(base) = base(self.tree) {
            page.attribute("wit", &self.wit(&[base]));
        }
        page.raw(">").text(&one_line(&claim.text)).raw("</lem>");
        for version in &claim.versions {
            let Some(&place) = self.places.get(version.id.as_str()) else { continue };
            page.raw("<rdg").attribute("wit", &self.wit(&[place])).attribute("type", version.change.kind.name());
            page.raw(">").text(&one_line(&version.words)).raw("<note>").text(&self.note(version)).raw("</note></rdg>");
        }
    }

    fn note(&self, version: &Version) -> String {
        match &version.inherited_from {
            Some(from) => format!("{} (inherited from {from})", version.change.explanation),
            None => version.change.explanation.clone(),
        }
    }
}

/// What a retelling makes of a source sentence: how it tells it most surely, and in which words.
fn told(comparison: &Comparison, sentence: usize) -> Option<(Relation, String)> {
    let links = comparison.alignment.links.iter().filter(|link| link.source.contains(&sentence));
    let link = links.max_by(|a, b| a.similarity.total_cmp(&b.similarity).then(b.retelling.cmp(&a.retelling)))?;
    let body = &comparison.retelling.article.body;
    let words = link.retelling.iter().filter_map(|n| comparison.retelling.sentences.get(*n));
    let words: Vec<String> = words.map(|sentence| one_line(sentence.span.of(body))).collect();
    Some((link.relation, words.join(" ")))
}

/// A time as TEI wants it: a day, or a day and a time in universal time.
fn when(shown: &str) -> String {
    match shown.split_once(' ') {
        Some((day, time)) => format!("{day}T{time}:00Z"),
        None => shown.to_owned(),
    }
}
