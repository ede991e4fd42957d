//! The claims of one article or of several accounts, and the outputs that show them. One file an output.

mod csv;
mod json;
mod json_ld;

pub(crate) use csv::quoted;

use std::io;

use retold::attribution::{Account, Certainty, Claim, ClaimAt, Event, Form, Ledger, Polarity};
use retold::text::Reading;

use crate::html::write_claims_html;
use crate::report::ReportSettings;
use crate::terminal::write_claims;

/// One article with its claims and events.
#[derive(Clone, Debug, Default)]
pub struct ClaimsOf {
    /// The article.
    pub reading: Reading,
    /// Who said what in it.
    pub claims: Vec<Claim>,
    /// What happens in it.
    pub events: Vec<Event>,
}

/// The claims of one article, or of several put side by side.
#[derive(Clone, Debug)]
pub struct ClaimsReport {
    /// The articles, in the order they were given.
    pub accounts: Vec<ClaimsOf>,
    /// What they share and where they part; empty for one article.
    pub ledger: Ledger,
    /// How to write.
    pub settings: ReportSettings,
}

impl ClaimsReport {
    /// Puts the claims of articles side by side.
    pub fn new(accounts: Vec<ClaimsOf>, settings: ReportSettings) -> Self {
        let ledger = match accounts.len() {
            0 | 1 => Ledger::default(),
            _ => {
                let sides: Vec<Account<'_>> =
                    accounts.iter().map(|a| Account { reading: &a.reading, claims: &a.claims }).collect();
                Ledger::new(&sides)
            }
        };
        Self { accounts, ledger, settings }
    }

    /// The number of a claim among those of all accounts, one account after another.
    pub(crate) fn number(&self, at: ClaimAt) -> usize {
        self.accounts.iter().take(at.article).map(|a| a.claims.len()).sum::<usize>() + at.claim
    }
}

/// Output formats of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimsOutput {
    /// For a person at a terminal.
    Terminal,
    /// For other programs, by the published schema.
    Json,
    /// One self-contained file for a browser, for mailing and for print.
    Html,
    /// For a spreadsheet: one claim a row.
    Csv,
    /// For search engines and fact checkers: schema.org claims.
    JsonLd,
}

impl ClaimsOutput {
    /// All outputs, in the order they are listed.
    pub const ALL: [ClaimsOutput; 5] = [Self::Terminal, Self::Json, Self::Html, Self::Csv, Self::JsonLd];

    /// The word that stands for the output on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::JsonLd => "jsonld",
        }
    }

    /// One line for a help text.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Terminal => "for a person at a terminal: who said what",
            Self::Json => "for other programs, by the published schema",
            Self::Html => "one self-contained file for a browser, for mailing and for print",
            Self::Csv => "for a spreadsheet: one claim a row",
            Self::JsonLd => "schema.org claims, ready to be reviewed",
        }
    }

    /// Writes claims to `out`. Fails only when `out` does.
    pub fn write(self, report: &ClaimsReport, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Terminal => write_claims(report, out),
            Self::Json => json::write(report, out),
            Self::Html => write_claims_html(report, out),
            Self::Csv => csv::write(report, out),
            Self::JsonLd => json_ld::write(report, out),
        }
    }
}

/// The content of a claim on one line, its pieces parted by an ellipsis.
pub(crate) fn content(claim: &Claim, body: &str) -> String {
    let pieces: Vec<String> = claim.content.iter().map(|span| one_line(span.of(body))).collect();
    pieces.join(" … ")
}

/// What is to be known of a claim beside its words: "direct", "hedged", "unnamed".
pub(crate) fn claim_notes(claim: &Claim) -> Vec<&'static str> {
    let notes = [
        (claim.form != Form::Indirect).then(|| claim.form.name()),
        (claim.certainty != Certainty::Asserted).then(|| claim.certainty.name()),
        (claim.polarity != Polarity::Affirmed).then(|| claim.polarity.name()),
        claim.unnamed.then_some("unnamed"),
    ];
    notes.into_iter().flatten().collect()
}

/// A text without line ends and doubled spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
