//! What can be said on the command line. Lists of values derive from the libraries' `ALL` lists.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use retold::change::ChangeKind;
use retold::lineage::FamilySettings;
use retold_report::{ClaimsOutput, FamilyOutput, Output, TraceOutput};

use crate::pack::{KeyArguments, PackArguments, VerifyArguments};
use crate::serve::ServeArguments;
use crate::store::StoreArguments;
use crate::watch::WatchArguments;

/// Finds out how one news article was retold from another.
#[derive(Debug, Parser)]
#[command(name = "retold", version, subcommand_required = true, arg_required_else_help = true)]
#[command(
    after_help = "Exit status: 0 done; 1 done, and what --fail-on asks about was found; 2 unusable input or arguments."
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show how one article was retold from another, or from several
    Compare(CompareArguments),
    /// Show an article as Retold sees it
    Read(ReadArguments),
    /// Show who said what in an article, or in several accounts side by side
    Claims(ClaimsArguments),
    /// Add articles to an archive, made if it is not there
    Index(IndexArguments),
    /// Find what texts were retold from in an archive
    Trace(TraceArguments),
    /// Find the families of an archive: articles that were retold from one another, and who took it from whom
    Families(FamiliesArguments),
    /// Look into an archive, take articles out, check it
    Archive(ArchiveArguments),
    /// Show an archive in a browser, and answer other programs
    Serve(ServeArguments),
    /// Watch feeds for retellings of archived articles and for pages that change
    Watch(WatchArguments),
    /// Pack the evidence of a finding: one zip with report, texts, origins and hashes
    Pack(PackArguments),
    /// Check an evidence pack: its files, their hashes, its signature
    Verify(VerifyArguments),
    /// Make a key that signs evidence packs
    Key(KeyArguments),
    /// Look into a watch's store, back it up, upgrade it, rule on findings
    Store(StoreArguments),
    /// Compare a wire story with its retelling that come with the program, and write an HTML report
    Demo(DemoArguments),
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the man page of the program, or of one of its commands
    Man {
        /// The command
        command: Option<String>,
    },
}

/// Arguments of `retold compare`.
#[derive(Args, Debug)]
pub(crate) struct CompareArguments {
    /// The article that was retold, or several that may have been: files in any format, or - for standard input
    #[arg(required = true, num_args = 1.., value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
    /// The article that may retell them: a file in any format, or - for standard input
    #[arg(required = true)]
    pub(crate) retelling: PathBuf,
    /// How to show it [default: by the ending of --output, else terminal]
    #[arg(long, value_parser = output_parser())]
    pub(crate) format: Option<Output>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace the words of both texts outside the evidence by blocks
    #[arg(long)]
    pub(crate) redact: bool,
    /// Write an evidence pack to this file too: report, texts and hashes in one zip
    #[arg(long, value_name = "FILE")]
    pub(crate) pack: Option<PathBuf>,
    /// Sign the pack with this key, made by: retold key new
    #[arg(long, value_name = "FILE", requires = "pack")]
    pub(crate) sign: Option<PathBuf>,
    /// Columns of the terminal [default: those it has, else 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// When to colour
    #[arg(long, alias = "colour", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    /// End with status 1 when there is such a change: a kind, or a change of substance, or when the retelling is
    /// derived from a source; may be given more than once
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = alarm_parser())]
    pub(crate) fail_on: Vec<Alarm>,
}

/// Arguments of `retold read`.
#[derive(Args, Debug)]
pub(crate) struct ReadArguments {
    /// Files of articles in any format, folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How to show them; several as json are one object a line
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub(crate) format: ReadFormat,
    /// Columns of the terminal [default: those it has, else 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// When to colour
    #[arg(long, alias = "colour", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
}

/// Arguments of `retold claims`.
#[derive(Args, Debug)]
pub(crate) struct ClaimsArguments {
    /// Files in any format, or - for standard input; several are accounts of one story
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How to show them [default: by the ending of --output, else terminal]
    #[arg(long, value_parser = claims_output_parser())]
    pub(crate) format: Option<ClaimsOutput>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Columns of the terminal [default: those it has, else 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// When to colour
    #[arg(long, alias = "colour", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
}

/// Arguments of `retold index`.
#[derive(Args, Debug)]
pub(crate) struct IndexArguments {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: PathBuf,
    /// Files of articles in any format, folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Leave out what was published before this day, or has no date
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Stop, with what was added so far, when more records than this are bad [default: go on]
    #[arg(long, value_name = "N")]
    pub(crate) max_rejects: Option<usize>,
    /// Where bad records are set aside [default: retold-rejects.jsonl in the archive]
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Commit after this many articles [default: after 20 seconds]
    #[arg(long, value_name = "N")]
    pub(crate) commit_every: Option<usize>,
    /// Merge the archive's files into one when done
    #[arg(long)]
    pub(crate) compact: bool,
}

/// Arguments of `retold trace`.
#[derive(Args, Debug)]
pub(crate) struct TraceArguments {
    /// Texts whose sources are looked for: files in any format, folders, or - for standard input
    #[arg(value_name = "QUERY", required_unless_present = "against")]
    pub(crate) queries: Vec<PathBuf>,
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: PathBuf,
    /// How to show sources
    #[arg(long, value_parser = trace_output_parser(), default_value = "terminal")]
    pub(crate) format: TraceOutput,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write one HTML report a source into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) report: Option<PathBuf>,
    /// Say what was looked for, and how near the nearest articles came
    #[arg(long)]
    pub(crate) explain: bool,
    /// Only sources published on this day or later
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Only sources published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Only sources of this publisher; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Vec<String>,
    /// No sources of this publisher; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(crate) without_publisher: Vec<String>,
    /// Name an article as a source from this probability on [default: 0.5]
    #[arg(long, value_name = "P")]
    pub(crate) threshold: Option<f64>,
    /// Compare this many candidates with each text [default: 12]
    #[arg(long, value_name = "N")]
    pub(crate) candidates: Option<usize>,
    /// Settings from a file of lines such as: threshold = 0.8
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Watch list: trace these new articles and rank them by how much was taken; those without a source are left out
    #[arg(long, value_name = "NEW")]
    pub(crate) against: Vec<PathBuf>,
    /// Publishers that may use the archive's articles, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) licensed: Option<PathBuf>,
    /// Columns of the terminal [default: those it has, else 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// When to colour
    #[arg(long, alias = "colour", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
}

/// Arguments of `retold families`.
#[derive(Args, Debug)]
pub(crate) struct FamiliesArguments {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: PathBuf,
    /// Also pair the archive's articles with those of this archive, whose own pairs are left alone
    #[arg(long, value_name = "DIR")]
    pub(crate) against: Option<PathBuf>,
    /// Only pairs with an article published on this day or later
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// How to show families [default: by the ending of --output, else terminal]
    #[arg(long, value_parser = family_output_parser())]
    pub(crate) format: Option<FamilyOutput>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the findings that families are made of to this file: .parquet or .jsonl
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Option<PathBuf>,
    /// Join with the findings of earlier runs; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Vec<PathBuf>,
    /// Keep what is done so far in this folder, and go on with what is there
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
    /// Memory to use, about: 500M, 2G
    #[arg(long, value_name = "SIZE", default_value = "2G", value_parser = memory)]
    pub(crate) memory: usize,
    /// Join articles from this probability on
    #[arg(long, value_name = "P", default_value_t = FamilySettings::default().threshold)]
    pub(crate) threshold: f64,
    /// Columns of the terminal [default: those it has, else 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// When to colour
    #[arg(long, alias = "colour", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
}

/// Bytes of memory: 800000000, 500M, 2G.
fn memory(text: &str) -> Result<usize, String> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let shift = match unit.to_ascii_uppercase().trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return Err("memory is a number of bytes, with K, M or G behind it".to_owned()),
    };
    let bytes = number.parse::<usize>().ok().and_then(|n| n.checked_mul(1 << shift)).filter(|n| *n > 0);
    bytes.ok_or_else(|| "memory is a number of bytes, with K, M or G behind it".to_owned())
}

/// Arguments of `retold archive`.
#[derive(Args, Debug)]
pub(crate) struct ArchiveArguments {
    /// What to do
    #[command(subcommand)]
    pub(crate) command: ArchiveCommand,
}

/// What can be done with an archive.
#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveCommand {
    /// Say how many articles it holds and how large it is
    Info {
        /// The folder of the archive
        archive: PathBuf,
    },
    /// List its articles: id, publication, publisher, headline
    List {
        /// The folder of the archive
        archive: PathBuf,
        /// Only articles published on this day or later
        #[arg(long, value_name = "DATE")]
        since: Option<String>,
        /// Only articles published on this day or earlier
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Only articles of this publisher; may be given more than once
        #[arg(long, value_name = "NAME")]
        publisher: Vec<String>,
    },
    /// Print articles as JSON, one a line
    Get {
        /// The folder of the archive
        archive: PathBuf,
        /// Ids of the articles
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Take articles out
    Remove {
        /// The folder of the archive
        archive: PathBuf,
        /// Ids of the articles
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Read everything and check it
    Verify {
        /// The folder of the archive
        archive: PathBuf,
    },
    /// Merge its files into one and give the room of removed articles back
    Compact {
        /// The folder of the archive
        archive: PathBuf,
    },
}

/// Arguments of `retold demo`.
#[derive(Args, Debug)]
pub(crate) struct DemoArguments {
    /// Where to write the report
    #[arg(long, short, value_name = "FILE", default_value = "retold-demo.html")]
    pub(crate) output: PathBuf,
}

/// How `retold read` shows an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For a person
    Text,
    /// For other programs, by the published schema
    Json,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What `--fail-on` asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alarm {
    /// A change of this kind.
    Kind(ChangeKind),
    /// A change of substance.
    Substance,
    /// One was made from the other.
    Derived,
}

impl Alarm {
    /// All alarms: every kind of change, then the two that are no kind.
    fn all() -> impl Iterator<Item = Alarm> {
        ChangeKind::ALL.iter().copied().map(Self::Kind).chain([Self::Substance, Self::Derived])
    }

    /// The word that stands for it on the command line.
    fn name(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.name(),
            Self::Substance => "substance",
            Self::Derived => "derived",
        }
    }

    /// One line for the help text.
    fn meaning(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.meaning(),
            Self::Substance => "any change that an editor would want to know",
            Self::Derived => "one of the two was made from the other",
        }
    }
}

fn alarm_parser() -> impl TypedValueParser<Value = Alarm> {
    let values = Alarm::all().map(|alarm| PossibleValue::new(alarm.name()).help(alarm.meaning()));
    PossibleValuesParser::new(values).try_map(|name| named(Alarm::all(), &name, Alarm::name))
}

fn output_parser() -> impl TypedValueParser<Value = Output> {
    let values = Output::ALL.map(|output| PossibleValue::new(output.name()).help(output.meaning()));
    PossibleValuesParser::new(values).try_map(|name| named(Output::ALL, &name, Output::name))
}

fn claims_output_parser() -> impl TypedValueParser<Value = ClaimsOutput> {
    let values = ClaimsOutput::ALL.map(|output| PossibleValue::new(output.name()).help(output.meaning()));
    PossibleValuesParser::new(values).try_map(|name| named(ClaimsOutput::ALL, &name, ClaimsOutput::name))
}

fn trace_output_parser() -> impl TypedValueParser<Value = TraceOutput> {
    let values = TraceOutput::ALL.map(|output| PossibleValue::new(output.name()).help(output.meaning()));
    PossibleValuesParser::new(values).try_map(|name| named(TraceOutput::ALL, &name, TraceOutput::name))
}

fn family_output_parser() -> impl TypedValueParser<Value = FamilyOutput> {
    let values = FamilyOutput::ALL.map(|output| PossibleValue::new(output.name()).help(output.meaning()));
    PossibleValuesParser::new(values).try_map(|name| named(FamilyOutput::ALL, &name, FamilyOutput::name))
}

/// The one of `all` that goes by `name`.
pub(crate) fn named<T: Copy>(
    all: impl IntoIterator<Item = T>,
    name: &str,
    name_of: fn(T) -> &'static str,
) -> Result<T, String> {
    all.into_iter().find(|value| name_of(*value) == name).ok_or_else(|| format!("there is no {name:?}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_kind_of_change_is_an_alarm() {
        for kind in ChangeKind::ALL {
            let parsed = Arguments::try_parse_from(["retold", "compare", "a", "b", "--fail-on", kind.name()]);
            let Ok(Arguments { command: Command::Compare(arguments) }) = parsed else { panic!("{parsed:?}") };
            assert_eq!(arguments.fail_on, [Alarm::Kind(*kind)]);
        }
    }
}
