//! `retold archive`.

use std::io::{BufWriter, Write};

use anyhow::{Context, Result, bail};
use retold::Article;
use retold::retrieve::Filter;
use retold_archive::{Archive, ArchiveError};
use retold_report::write_article_json;

use crate::arguments::ArchiveCommand;
use crate::{Outcome, desk, destination};

/// Does what is asked with an archive.
pub(crate) fn run(command: &ArchiveCommand) -> Result<Outcome> {
    match command {
        ArchiveCommand::Info { archive } => told(&Archive::open(archive)?),
        ArchiveCommand::List { archive, since, until, publisher } => {
            let filter = Filter {
                since: since.clone(),
                until: until.clone(),
                publishers: publisher.clone(),
                without: Vec::new(),
            };
            list(&Archive::open(archive)?, &filter)
        }
        ArchiveCommand::Get { archive, ids } => get(&Archive::open(archive)?, ids),
        ArchiveCommand::Remove { archive, ids } => remove(&Archive::open(archive)?, ids),
        ArchiveCommand::Verify { archive } => {
            let sound = Archive::open(archive)?.verify()?;
            said(&format!("{}: sound: {sound} articles read\n", archive.display()))
        }
        ArchiveCommand::Compact { archive } => {
            let archive = Archive::open(archive)?;
            archive.writer()?.compact()?;
            told(&archive)
        }
    }
}

fn said(text: &str) -> Result<Outcome> {
    destination::print(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn told(archive: &Archive) -> Result<Outcome> {
    let facts = archive.facts()?;
    said(&format!(
        "articles  {}\nremoved   {}\nsize      {:.1} MB\nsegments  {}\nformat    {}\n",
        facts.articles,
        facts.removed,
        facts.bytes as f64 / 1e6,
        facts.segments,
        facts.format
    ))
}

fn list(archive: &Archive, filter: &Filter) -> Result<Outcome> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let nothing = Article::default();
    archive.each(|article| -> Result<(), Failure> {
        if filter.admits(&article, &nothing) {
            let facts = [&article.published, &article.publisher, &article.headline];
            let facts = facts.map(|fact| harmless(fact.as_deref().unwrap_or("-")));
            writeln!(out, "{}\t{}", harmless(&article.id), facts.join("\t"))?;
        }
        Ok(())
    })?;
    out.flush().context("standard output")?;
    Ok(Outcome::Done)
}

/// Why a list breaks off.
#[derive(Debug)]
enum Failure {
    Archive(ArchiveError),
    Output(std::io::Error),
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Failure> for anyhow::Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Archive(error) => error.into(),
            Failure::Output(error) => anyhow::Error::new(error).context("standard output"),
        }
    }
}

/// One field of a line: ids and headlines of others may hold anything.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn get(archive: &Archive, ids: &[String]) -> Result<Outcome> {
    let mut bytes = Vec::new();
    for id in ids {
        match archive.get(id)? {
            Some(article) => write_article_json(&desk::read(article), &mut bytes)?,
            None => bail!("{id}: no article of this id in the archive"),
        }
    }
    destination::print(&bytes)?;
    Ok(Outcome::Done)
}

fn remove(archive: &Archive, ids: &[String]) -> Result<Outcome> {
    let mut writer = archive.writer()?;
    let removed = writer.remove(ids)?;
    writer.commit()?;
    writer.close()?;
    said(&format!("{removed} of {} removed\n", ids.len()))
}
