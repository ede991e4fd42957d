//! One sentence with everything that is marked in it.

use retold::change::Gravity;
use retold::{Comparison, Span};

use super::page::Page;
use crate::layout::{Glyph, Index, Mark, Piece, Side, View, code_points, glyph, pieces};

/// A sentence to be written.
pub(super) struct MarkedSentence<'a> {
    /// Which side it stands on.
    pub(super) side: Side,
    /// Its number on that side.
    pub(super) number: usize,
    /// What is marked in it.
    pub(super) marks: &'a [(Span, Mark)],
    /// Whether an earlier row shows it too: then it is quiet and nothing points to it.
    pub(super) again: bool,
}

impl Side {
    fn letter(self) -> &'static str {
        match self {
            Self::Source => "s",
            Self::Retelling => "r",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Retelling => "Retelling",
        }
    }
}

/// Writes a sentence: its number, which shows what it is linked with, and its words.
pub(super) fn write(page: &mut Page, index: &Index<'_>, sentence: &MarkedSentence<'_>) {
    let comparison = index.comparison;
    let reading = if sentence.side == Side::Source { &comparison.source } else { &comparison.retelling };
    let links = index.links(sentence.side, sentence.number);
    page.raw("<span").attribute("class", if sentence.again { "s again" } else { "s" });
    if !sentence.again {
        page.place(&format!("{}{}", sentence.side.letter(), sentence.number + 1));
    }
    page.numbers("data-links", links).raw("><button type=\"button\" class=\"n\" aria-pressed=\"false\"");
    page.attribute("aria-label", &label(index.view, sentence, links)).raw(">").text(&own_number(index.view, sentence));
    page.raw("</button>");
    let body = reading.article.body.as_str();
    words(page, comparison, body, &pieces(body, reading.sentences[sentence.number].span, sentence.marks), sentence);
    page.raw("</span> ");
}

fn own_number(view: &View, sentence: &MarkedSentence<'_>) -> String {
    match sentence.side {
        Side::Source => view.source_number(sentence.number),
        Side::Retelling => (sentence.number + 1).to_string(),
    }
}

/// What a screen reader says of the sentence's number.
fn label(view: &View, sentence: &MarkedSentence<'_>, links: &[usize]) -> String {
    let own = format!("{} sentence {}", sentence.side.name(), own_number(view, sentence));
    let links = links.iter().map(|index| &view.comparison.alignment.links[*index]);
    let plain = |sentence: usize| (sentence + 1).to_string();
    let said: Vec<String> = links
        .map(|link| match sentence.side {
            Side::Source => {
                format!("{} in retelling sentence {}", link.relation.name(), numbers(&link.retelling, plain))
            }
            Side::Retelling => {
                let sources = numbers(&link.source, |sentence| view.source_number(sentence));
                format!("{} from source sentence {sources}", link.relation.name())
            }
        })
        .collect();
    match (said.is_empty(), sentence.side) {
        (false, _) => format!("{own}: {}", said.join("; ")),
        (true, Side::Source) => format!("{own}: dropped"),
        (true, Side::Retelling) => format!("{own}: added"),
    }
}

fn numbers(sentences: &[usize], number: impl Fn(usize) -> String) -> String {
    sentences.iter().map(|sentence| number(*sentence)).collect::<Vec<_>>().join(" and ")
}

/// Writes the pieces; neighbours that belong to the same changes share one mark.
fn words(page: &mut Page, comparison: &Comparison, body: &str, cut: &[Piece], sentence: &MarkedSentence<'_>) {
    let mut at = 0;
    while at < cut.len() {
        let changes: Vec<usize> = cut[at].changes().collect();
        let alike = cut[at..].iter().take_while(|piece| piece.changes().eq(changes.iter().copied())).count();
        let group = &cut[at..at + alike];
        if !changes.is_empty() {
            let before: Vec<usize> = at.checked_sub(1).map(|last| cut[last].changes().collect()).unwrap_or_default();
            open_mark(page, comparison, (&changes, &before), sentence);
        }
        for piece in group {
            write_piece(page, body, piece);
        }
        if !changes.is_empty() {
            page.raw("</mark>");
            let next: Vec<usize> = cut.get(at + alike).map(|piece| piece.changes().collect()).unwrap_or_default();
            references(page, comparison, changes.iter().filter(|change| !next.contains(change)));
        }
        at += alike;
    }
}

/// Opens a mark; where a change begins in the retelling, the mark is what the list jumps to.
fn open_mark(
    page: &mut Page,
    comparison: &Comparison,
    (changes, before): (&[usize], &[usize]),
    of: &MarkedSentence<'_>,
) {
    let gravest = changes.iter().map(|change| comparison.changes[*change].gravity).min().unwrap_or(Gravity::Wording);
    for change in changes.iter().filter(|change| !before.contains(change) && of.side == Side::Retelling) {
        page.raw("<span class=\"place\"").place(&format!("c{}", change + 1)).raw("></span>");
    }
    page.raw("<mark").attribute("class", gravest.name()).numbers("data-change", changes).raw(">");
}

/// The numbers of changes that end here, each a way to its note.
fn references<'a>(page: &mut Page, comparison: &Comparison, changes: impl Iterator<Item = &'a usize>) {
    for change in changes {
        let number = change + 1;
        let of = &comparison.changes[*change];
        page.raw("<a")
            .attribute("class", &format!("ref {}", of.gravity.name()))
            .leads_to(&format!("n{number}"))
            .numbers("data-change", [change]);
        page.attribute("aria-label", &format!("change {number}, {}: {}", of.kind.name(), of.explanation));
        page.raw(">").value(number).raw("</a>");
    }
}

fn write_piece(page: &mut Page, body: &str, piece: &Piece) {
    let text = piece.span.of(body);
    let words: Vec<String> = piece
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Word(link, word) = mark { Some(format!("{link}-{word}")) } else { None })
        .collect();
    let classes: Vec<&str> = [(Mark::Copied, "copied"), (Mark::Tampering, "tampering"), (Mark::Credit, "credit")]
        .into_iter()
        .filter_map(|(mark, class)| piece.has(mark).then_some(class))
        .collect();
    if words.is_empty() && classes.is_empty() {
        page.text(text);
        return;
    }
    page.raw("<span");
    if !classes.is_empty() {
        page.attribute("class", &classes.join(" "));
    }
    if !words.is_empty() {
        page.numbers("data-w", words);
    }
    let hidden =
        piece.has(Mark::Tampering) && text.chars().all(|c| glyph(c) != Glyph::Plain(c) || !c.is_alphanumeric());
    page.raw(">").text(if hidden { "" } else { text });
    if hidden {
        page.raw("<code>").text(&code_points(text)).raw("</code>");
    }
    page.raw("</span>");
}
