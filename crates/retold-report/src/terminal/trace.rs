//! A trace for a person: the sources with reasons, and when there is none, how near the nearest came.

use std::io;

use retold::trace::{Basis, Near, Reason, TracedSource};

use super::wrap::Run;
use super::{NARROWEST, QUIET, SHARED, Screen, TITLE, WARNING, WIDEST};
use crate::trace::TraceReport;

/// Columns that details are set in by.
const INDENT: usize = 11;
/// So many near ones are told.
const NEAREST: usize = 5;

/// Writes one trace.
pub(crate) fn write_trace(report: &TraceReport, out: &mut dyn io::Write) -> io::Result<()> {
    let settings = &report.settings;
    let width = settings.width.clamp(NARROWEST, WIDEST);
    let mut screen = Screen { width, colour: settings.colour, out };
    screen.paragraph(&[Run::new(&report.trace.id, TITLE)], 0)?;
    if let Some(licensed) = report.licensed {
        let (name, word) =
            (report.publisher.as_deref().unwrap_or("?"), if licensed { "licensed" } else { "not licensed" });
        screen.labelled("Publisher", &[Run::plain(&format!("{name}, {word}"))], INDENT)?;
    }
    for (n, source) in report.trace.sources.iter().enumerate() {
        source_lines(&mut screen, source, report.evidence.get(n).map_or(&[], Vec::as_slice))?;
    }
    if report.trace.sources.is_empty() {
        nothing(&mut screen, report)?;
    }
    if report.explain {
        explain(&mut screen, report)?;
    }
    screen.gap()
}

fn source_lines(screen: &mut Screen<'_>, source: &TracedSource, evidence: &[String]) -> io::Result<()> {
    let part = match source.basis {
        Basis::Whole => "of the text",
        Basis::Passage => "of the text, as a passage",
    };
    let figures = format!("  {} · {:.0} % {part}", surety(source.probability), 100.0 * source.coverage);
    screen.paragraph(&[Run::new(&source.article.id, SHARED), Run::plain(&figures)], 2)?;
    let facts = [&source.article.headline, &source.article.publisher, &source.article.published];
    let known: Vec<&str> = facts.into_iter().flatten().map(String::as_str).collect();
    let told = |label: &str, text: &str, screen: &mut Screen<'_>| match text.is_empty() {
        true => Ok(()),
        false => screen.labelled(label, &[Run::plain(text)], INDENT),
    };
    told("  article", &known.join(" · "), screen)?;
    told("  sentences", &numbers(&source.sentences), screen)?;
    told("  copies", &source.copies.join(", "), screen)?;
    if source.younger {
        let text = "published after the text: the archived article may be the retelling";
        screen.labelled("  note", &[Run::new(text, WARNING)], INDENT)?;
    }
    evidence.iter().try_for_each(|line| told("  because", line, screen))
}

fn nothing(screen: &mut Screen<'_>, report: &TraceReport) -> io::Result<()> {
    let looked = report.trace.looked;
    let nearest = report.trace.near.first().map_or(String::new(), |near| {
        format!(
            "; the nearest is {} with {:.2} ({:.2} is needed)",
            near.article.id, near.probability, report.looked_with.threshold
        )
    });
    let text = format!("no source found among {} articles{nearest}", looked.articles);
    screen.paragraph(&[Run::plain(&text)], 2)
}

fn explain(screen: &mut Screen<'_>, report: &TraceReport) -> io::Result<()> {
    let looked = report.trace.looked;
    let with = &report.looked_with;
    let settings = format!("threshold {}, {} candidates", with.threshold, with.candidates);
    let shared = "rare words, pairs of names or runs of words with the text";
    let text = match looked.candidates {
        0 => format!("no article of the archive shares {shared} ({settings})"),
        1 => format!("one article shares {shared} and was compared with it ({settings})"),
        n => format!("{n} articles share {shared} and were compared with it ({settings})"),
    };
    screen.labelled("  looked", &[Run::new(&text, QUIET)], INDENT)?;
    for near in report.trace.near.iter().take(NEAREST) {
        screen.labelled("  near", &[Run::new(&near.article.id, SHARED), Run::new(&why(near), QUIET)], INDENT)?;
    }
    Ok(())
}

fn why(near: &Near) -> String {
    let linked = match near.sentences.len() {
        0 => "no sentence of the text has a counterpart in it".to_owned(),
        1 => format!("only sentence {} has a counterpart in it", near.sentences[0] + 1),
        n => format!("{n} sentences have a counterpart in it"),
    };
    match &near.reason {
        Reason::Unlike => format!("  {:.2}: {linked}, and the telling is another", near.probability),
        Reason::Explained(by) => {
            format!("  {:.2} by itself: {linked}, but {by} explains them better; both may come from it", near.alone)
        }
    }
}

/// How surely an article is a source, in words and figures: "almost certainly a source (0.998)".
pub fn surety(probability: f64) -> String {
    let word = match probability {
        p if p >= 0.99 => "almost certainly",
        p if p >= 0.9 => "very likely",
        p if p >= 0.7 => "likely",
        _ => "rather likely than not",
    };
    format!("{word} a source ({probability:.3})")
}

/// Sentence numbers, given from 0, for a person, from 1, runs drawn together: "1-4, 7".
pub fn numbers(sentences: &[usize]) -> String {
    let runs = sentences.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{}-{}", first + 1, last + 1),
        _ => run.iter().map(|n| (n + 1).to_string()).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}
