//! Takes an article apart.

use super::fold::Folded;
use super::furniture::{byline_names, furniture};
use super::language::{Language, Rules};
use super::paragraphs::paragraphs;
use super::reading::{Furniture, FurnitureKind, Reading, Sentence};
use super::sentences::{has_case, sentences};
use super::tokens::tokens;
use crate::article::Article;

/// Furniture of the top stands within this many paragraphs of the start.
const TOP: usize = 5;

/// Sentences beyond this many are left out, and that is noted: comparing costs the product of two lengths, and no news
/// article is as long (the longest of 23,000 archived ones has about 250 sentences).
const MOST_SENTENCES: usize = 2_000;

impl Reading {
    /// Reads an article with the rules of `language`. Any text gives a reading; an empty one has no sentences.
    pub fn new(article: Article, language: Language) -> Reading {
        let folded = Folded::new(&article.body);
        let cased = has_case(&folded.text);
        let mut reader = Reader { reading: Reading::default(), folded, rules: language.rules(), cased };
        reader.reading.language = recognise(&reader.folded.text).or_else(|| article.language.clone());
        reader.reading.article = article;
        reader.read();
        reader.reading
    }
}

struct Reader {
    reading: Reading,
    folded: Folded,
    rules: &'static Rules,
    /// Whether capitals tell anything in this text.
    cased: bool,
}

impl Reader {
    fn read(&mut self) {
        let paragraphs = paragraphs(&self.folded.text);
        let mut rest = &paragraphs[..];
        let mut after_headline = 0;
        if let Some(&(start, end)) = self.headline(&paragraphs) {
            self.reading.headline = Some(self.folded.original(start, end));
            self.add_tokens(start, end);
            if self.reading.article.headline.is_none() {
                self.reading.article.headline = Some(self.folded.text[start..end].to_owned());
            }
            rest = &paragraphs[1..];
            after_headline = 1;
        }
        for (n, &(start, end)) in rest.iter().enumerate() {
            let start = self.take_furniture(start, end, n < TOP);
            self.add_sentences(start, end, n + after_headline);
        }
        if self.reading.sentences.len() > MOST_SENTENCES {
            let all = self.reading.sentences.len();
            self.reading.sentences.truncate(MOST_SENTENCES);
            self.reading.tokens.truncate(self.reading.sentences[MOST_SENTENCES - 1].end_token);
            self.reading.article.notes.push(format!("only the first {MOST_SENTENCES} of {all} sentences are compared"));
        }
        self.reading.tampering = std::mem::take(&mut self.folded.tampering);
    }

    /// The first paragraph, when it is the headline: the known one, or a short line without a full stop above text.
    fn headline<'p>(&self, paragraphs: &'p [(usize, usize)]) -> Option<&'p (usize, usize)> {
        const LONGEST: usize = 160;
        let first = paragraphs.first().filter(|_| paragraphs.len() > 1)?;
        let line = &self.folded.text[first.0..first.1];
        if let Some(known) = &self.reading.article.headline {
            return (Folded::new(known).text.trim() == line).then_some(first);
        }
        let words = line.split_whitespace().count();
        let open = !line.ends_with(['.', ':', ';', ',', '"']) || line.ends_with("...");
        let above_text = paragraphs[1].1 - paragraphs[1].0 > line.len() / 2;
        let fits = line.len() <= LONGEST && (2..=24).contains(&words) && open && above_text;
        (fits && furniture(line, true).is_none()).then_some(first)
    }

    /// Sets furniture of a paragraph aside and returns where its story begins.
    fn take_furniture(&mut self, start: usize, end: usize, near_top: bool) -> usize {
        let paragraph = &self.folded.text[start..end];
        let Some(found) = furniture(paragraph, near_top) else { return start };
        let line = paragraph[found.range.clone()].to_owned();
        let (from, to) = (start + found.range.start, start + found.range.end);
        self.reading.furniture.push(Furniture { kind: found.kind, span: self.folded.original(from, to) });
        match found.kind {
            FurnitureKind::Byline if self.reading.article.byline.is_empty() => {
                self.reading.article.byline = byline_names(&line);
            }
            FurnitureKind::Credits | FurnitureKind::Copyright => self.reading.article.credits.push(line),
            _ => {}
        }
        to
    }

    fn add_sentences(&mut self, start: usize, end: usize, paragraph: usize) {
        for (s, e) in sentences(&self.folded.text[start..end], self.rules, self.cased) {
            let first_token = self.reading.tokens.len();
            self.add_tokens(start + s, start + e);
            self.reading.sentences.push(Sentence {
                span: self.folded.original(start + s, start + e),
                first_token,
                end_token: self.reading.tokens.len(),
                paragraph,
            });
        }
    }

    fn add_tokens(&mut self, start: usize, end: usize) {
        self.reading.tokens.extend(tokens(&self.folded, start, end, self.rules));
    }
}

/// The language of a text; `None` for fewer letters than tell.
fn recognise(text: &str) -> Option<String> {
    /// Below this many letters the recogniser guesses: on headlines it is wrong about once in ten.
    const FEWEST_LETTERS: usize = 120;
    /// A sample this long is enough and bounds the cost.
    const SAMPLE: usize = 4_000;
    let end = (0..=SAMPLE.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let sample = &text[..end];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
        return None;
    }
    let found = whichlang::detect_language(sample).three_letter_code();
    const TAGS: [(&str, &str); 16] = [
        ("ara", "ar"),
        ("cmn", "zh"),
        ("deu", "de"),
        ("eng", "en"),
        ("fra", "fr"),
        ("hin", "hi"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("nld", "nl"),
        ("por", "pt"),
        ("rus", "ru"),
        ("spa", "es"),
        ("swe", "sv"),
        ("tur", "tr"),
        ("vie", "vi"),
    ];
    Some(TAGS.iter().find(|(long, _)| *long == found).map_or(found, |(_, short)| short).to_owned())
}
