//! One article as Retold sees it, for a person.

use std::io;

use retold::text::Reading;

use super::wrap::Run;
use super::{NARROWEST, QUIET, Screen, TITLE, WARNING, WIDEST};
use crate::layout::{headline, tampering_words};
use crate::report::ReportSettings;

/// Columns of the labels.
const LABEL: usize = 11;
/// Columns of the sentences' numbers.
const NUMBER: usize = 5;

/// Writes an article as Retold sees it: what is known about it, its furniture, its sentences paragraph by paragraph.
pub fn write_article_text(reading: &Reading, settings: &ReportSettings, out: &mut dyn io::Write) -> io::Result<()> {
    let width = settings.width.clamp(NARROWEST, WIDEST);
    let mut screen = Screen { width, colour: settings.colour, out };
    facts(&mut screen, reading)?;
    let mut paragraph = None;
    for (index, sentence) in reading.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            screen.gap()?;
            paragraph = Some(sentence.paragraph);
        }
        let text = sentence.span.of(&reading.article.body);
        screen.labelled(&(index + 1).to_string(), &[Run::plain(text)], NUMBER)?;
    }
    Ok(())
}

fn facts(screen: &mut Screen<'_>, reading: &Reading) -> io::Result<()> {
    let article = &reading.article;
    screen.paragraph(&[Run::new(headline(reading).unwrap_or(&article.id), TITLE)], 0)?;
    let (byline, credits) = (article.byline.join(", "), article.credits.join(" · "));
    let known = [
        ("Article", Some(article.id.as_str())),
        ("Byline", Some(byline.as_str())),
        ("Publisher", article.publisher.as_deref()),
        ("Published", article.published.as_deref()),
        ("Language", reading.language.as_deref().or(article.language.as_deref())),
        ("Address", article.url.as_deref()),
        ("Credits", Some(credits.as_str())),
    ];
    for (label, text) in known {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            screen.labelled(label, &[Run::plain(text)], LABEL)?;
        }
    }
    for part in &reading.furniture {
        screen.labelled("Furniture", &furniture(part.kind.name(), part.span.of(&article.body)), LABEL)?;
    }
    for place in &reading.tampering {
        screen.labelled("Tampering", &[Run::new(&tampering_words(place, &article.body), WARNING)], LABEL)?;
    }
    for note in &article.notes {
        screen.labelled("Note", &[Run::plain(note)], LABEL)?;
    }
    Ok(())
}

fn furniture(kind: &str, text: &str) -> [Run; 2] {
    [Run::new(&format!("{kind}: "), QUIET), Run::plain(text)]
}
