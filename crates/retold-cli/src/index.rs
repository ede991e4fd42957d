//! `retold index`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use retold::Article;
use retold_archive::{Archive, ArchiveWriter};
use retold_formats::{ReadError, input_size};

use crate::arguments::IndexArguments;
use crate::progress::Progress;
use crate::{Outcome, complain, desk};

/// Articles are handed to the archive in lots of so many, or of so many bytes.
const LOT: usize = 2_000;
const LOT_BYTES: usize = 32 << 20;
/// What was added is committed at least this often: a kill costs no more.
const COMMIT_EVERY: Duration = Duration::from_secs(20);
/// So many bad records are named one by one.
const NAMED: usize = 10;

/// Adds the articles of all inputs to an archive.
pub(crate) fn run(arguments: &IndexArguments) -> Result<Outcome> {
    if arguments.inputs.iter().filter(|input| *input == Path::new("-")).count() > 1 {
        bail!("-: standard input can be read once");
    }
    for input in arguments.inputs.iter().filter(|input| *input != Path::new("-")) {
        std::fs::metadata(input).map_err(|cause| anyhow::anyhow!("{}: {}", input.display(), desk::plainly(&cause)))?;
    }
    let archive = Archive::open_or_create(&arguments.archive)?;
    let rejects = arguments.rejects.clone().unwrap_or_else(|| arguments.archive.join("retold-rejects.jsonl"));
    let mut indexing = Indexing::new(archive.writer()?, arguments, rejects);
    let mut broken = None;
    for input in &arguments.inputs {
        if let Err(error) = indexing.input(input) {
            broken = Some(error);
            break;
        }
    }
    indexing.commit()?;
    let Indexing { writer, count, .. } = indexing;
    finish(writer, arguments.compact)?;
    eprintln!("{}", count.told());
    match broken {
        Some(error) => Err(error),
        None => Ok(Outcome::Done),
    }
}

fn finish(writer: ArchiveWriter<'_>, compact: bool) -> Result<()> {
    let finished = if compact { writer.compact() } else { writer.close() };
    Ok(finished?)
}

/// What became of the records.
#[derive(Default)]
struct Count {
    added: usize,
    replaced: usize,
    older: usize,
    bad: usize,
}

impl Count {
    fn told(&self) -> String {
        let mut told = format!("{} added, {} replaced, {} skipped", self.added, self.replaced, self.older + self.bad);
        let why = [(self.bad, "bad"), (self.older, "before --since or without a date")];
        let why: Vec<String> = why.iter().filter(|w| w.0 > 0).map(|(n, why)| format!("{n} {why}")).collect();
        if !why.is_empty() {
            told.push_str(&format!(" ({})", why.join(", ")));
        }
        told
    }
}

struct Indexing<'a> {
    writer: ArchiveWriter<'a>,
    arguments: &'a IndexArguments,
    rejects: PathBuf,
    set_aside: Option<BufWriter<File>>,
    count: Count,
    lot: Vec<Article>,
    lot_bytes: usize,
    committed: Instant,
    uncommitted: usize,
}

impl<'a> Indexing<'a> {
    fn new(writer: ArchiveWriter<'a>, arguments: &'a IndexArguments, rejects: PathBuf) -> Self {
        Self {
            writer,
            arguments,
            rejects,
            set_aside: None,
            count: Count::default(),
            lot: Vec::with_capacity(LOT),
            lot_bytes: 0,
            committed: Instant::now(),
            uncommitted: 0,
        }
    }

    fn input(&mut self, input: &Path) -> Result<()> {
        let progress = Progress::new(input_size(input));
        let mut articles = desk::articles(input);
        let mut good = 0;
        let mut first_bad = None;
        while let Some(read) = articles.next() {
            match read {
                Ok(article) => {
                    good += 1;
                    self.article(article)?;
                    if good % 100 == 0 {
                        progress.at(articles.bytes_read(), good);
                    }
                }
                Err(error) => {
                    self.reject(&error)?;
                    first_bad = first_bad.or(Some(error));
                }
            }
        }
        progress.end();
        self.hand_over()?;
        match first_bad {
            Some(error) if good == 0 => Err(error.into()),
            None if good == 0 => Err(desk::nothing_in(input)),
            _ => Ok(()),
        }
    }

    fn article(&mut self, article: Article) -> Result<()> {
        let since = self.arguments.since.as_deref();
        if since.is_some_and(|since| article.published.as_deref().is_none_or(|published| published < since)) {
            self.count.older += 1;
            return Ok(());
        }
        self.lot_bytes += article.body.len();
        self.lot.push(article);
        let most = self.arguments.commit_every.map_or(LOT, |n| n.clamp(1, LOT));
        if self.lot.len() >= most || self.lot_bytes >= LOT_BYTES {
            self.hand_over()?;
        }
        Ok(())
    }

    fn hand_over(&mut self) -> Result<()> {
        let added = self.writer.add(&self.lot)?;
        self.count.added += added.added;
        self.count.replaced += added.replaced;
        self.uncommitted += self.lot.len();
        self.lot.clear();
        self.lot_bytes = 0;
        let due = match self.arguments.commit_every {
            Some(most) => self.uncommitted >= most,
            None => self.committed.elapsed() >= COMMIT_EVERY,
        };
        if due {
            self.commit()?;
        }
        Ok(())
    }

    /// Commits and then says so: what is said to be committed is in the archive.
    fn commit(&mut self) -> Result<()> {
        if let Some(set_aside) = &mut self.set_aside {
            set_aside.flush().with_context(|| self.rejects.display().to_string())?;
        }
        if self.uncommitted > 0 {
            self.writer.commit()?;
            eprintln!("committed {} articles", self.count.added + self.count.replaced);
        }
        self.uncommitted = 0;
        self.committed = Instant::now();
        Ok(())
    }

    fn reject(&mut self, error: &ReadError) -> Result<()> {
        self.count.bad += 1;
        if self.count.bad <= NAMED {
            complain(&error.to_string());
        } else if self.count.bad == NAMED + 1 {
            complain(&format!("more bad records: see {}", self.rejects.display()));
        }
        let shown = || self.rejects.display().to_string();
        if self.set_aside.is_none() {
            let file = File::options().create(true).append(true).open(&self.rejects).with_context(shown)?;
            self.set_aside = Some(BufWriter::new(file));
        }
        if let Some(set_aside) = &mut self.set_aside {
            let line = serde_json::json!({"place": error.place(), "cause": error.cause(), "record": error.record()});
            writeln!(set_aside, "{line}").with_context(shown)?;
        }
        match self.arguments.max_rejects {
            Some(most) if self.count.bad > most => {
                self.hand_over()?;
                bail!("{}: more than {most} bad records; what was good so far is in the archive", error.place())
            }
            _ => Ok(()),
        }
    }
}
