//! Writes families one after another.

use std::io;

use super::output::FamilyOutput;
use super::report::FamilyReport;
use super::svg::Pictures;
use super::tally::Tally;
use super::tree::Tree;
use super::{annotation, csv, dot, graphml, jsonl, newick, tei};
use crate::html::FamilyPages;
use crate::report::ReportSettings;
use crate::terminal::{write_families_tally, write_family};

/// Witnesses of one family that a critical apparatus collates with the root; the others are listed.
const COLLATED: usize = 100;

/// Writes families in one output format: first each family, then [`FamilyWriter::finish`].
///
/// [`ReportSettings::redact`] hides the texts from a person, in the terminal, a picture and a page. The outputs for
/// programs have of them what was changed; a critical apparatus is made of them.
#[derive(Debug)]
pub struct FamilyWriter {
    output: FamilyOutput,
    settings: ReportSettings,
    begun: bool,
    tally: Tally,
    pictures: Pictures,
    pages: FamilyPages,
}

impl FamilyWriter {
    /// A writer that has written nothing yet.
    pub fn new(output: FamilyOutput, settings: ReportSettings) -> Self {
        Self {
            output,
            settings,
            begun: false,
            tally: Tally::default(),
            pictures: Pictures::default(),
            pages: FamilyPages::default(),
        }
    }

    /// The comparisons that the output would show beside a family: ids of source and retelling, each of which has a
    /// text in `report.articles`. What is not in `report.comparisons` when the family is written is left out.
    pub fn comparisons(&self, report: &FamilyReport) -> Vec<[String; 2]> {
        let tree = Tree::new(report);
        let pairs = match self.output {
            FamilyOutput::Html => self.pages.wanted(report, &tree),
            FamilyOutput::Annotation => tree.tellings(),
            FamilyOutput::Tei => tei::collated(&tree).into_iter().take(COLLATED).collect(),
            _ => Vec::new(),
        };
        let told = |place: usize| !report.body(tree.nodes[place].id).is_empty();
        let pairs = pairs.into_iter().filter(|(source, retelling)| told(*source) && told(*retelling));
        pairs.map(|(source, retelling)| [source, retelling].map(|place| tree.nodes[place].id.to_owned())).collect()
    }

    /// Writes one family. Fails only when `out` does.
    pub fn write(&mut self, report: &FamilyReport, out: &mut dyn io::Write) -> io::Result<()> {
        let for_a_person = matches!(self.output, FamilyOutput::Terminal | FamilyOutput::Svg | FamilyOutput::Html);
        let hidden = (self.settings.redact && for_a_person).then(|| report.redacted());
        let report = hidden.as_ref().unwrap_or(report);
        let tree = Tree::new(report);
        self.begin(out)?;
        self.tally.add(report, &tree);
        match self.output {
            FamilyOutput::Terminal => write_family(report, &tree, (&self.settings, self.tally.families()), out),
            FamilyOutput::JsonLines => jsonl::write(report, out),
            FamilyOutput::Dot => dot::write(report, &tree, self.tally.families(), out),
            FamilyOutput::GraphMl => graphml::write(report, &tree, self.tally.families(), out),
            FamilyOutput::Newick => newick::write(&tree, out),
            FamilyOutput::Tei => tei::write(report, &tree, self.tally.families(), out),
            FamilyOutput::Annotation => annotation::write(report, &tree, &self.settings, out),
            FamilyOutput::Csv => csv::write(report, &tree, out),
            FamilyOutput::Svg => {
                self.pictures.add(report, &tree);
                Ok(())
            }
            FamilyOutput::Html => {
                self.pages.add(report, &tree, &self.settings);
                Ok(())
            }
        }
    }

    /// Writes what stands behind the last family. Without it, most outputs are no documents.
    pub fn finish(mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.begin(out)?;
        match self.output {
            FamilyOutput::Terminal => write_families_tally(&self.tally, &self.settings, out),
            FamilyOutput::Dot => dot::end(out),
            FamilyOutput::GraphMl => graphml::end(out),
            FamilyOutput::Tei => tei::end(self.tally.families(), out),
            FamilyOutput::Svg => self.pictures.write(out),
            FamilyOutput::Html => self.pages.write(&self.tally, &self.settings, out),
            FamilyOutput::JsonLines | FamilyOutput::Newick | FamilyOutput::Annotation | FamilyOutput::Csv => Ok(()),
        }
    }

    /// Writes what stands before the first family, once.
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        match self.output {
            FamilyOutput::Dot => dot::begin(out),
            FamilyOutput::GraphMl => graphml::begin(out),
            FamilyOutput::Tei => tei::begin(&self.settings, out),
            FamilyOutput::Csv => csv::begin(out),
            _ => Ok(()),
        }
    }
}
