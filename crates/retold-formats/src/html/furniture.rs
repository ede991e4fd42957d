//! Tells paragraphs of the article from lines that stand among them: bylines and times at its head, pointers to other
//! stories and requests to the reader in its midst, credits at its foot.

use super::byline;
use super::facts::{Facts, letters};
use super::lists::{BOX_HEADINGS, CREDIT_PHRASES, CREDITS, LABELS, POINTERS, PhraseList, REQUESTS, TIME_OPENINGS};
use super::paragraph::{Layout, Paragraph};
use crate::published;

/// The paragraphs of the article, and what the other lines told about it.
#[derive(Debug, Default)]
pub(super) struct Cleared {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) byline: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) credits: Vec<String>,
}

/// A longer paragraph is text, whatever it begins with.
const LONGEST_LINE: usize = 400;

/// A heading over a box of other stories is shorter than this.
const LONGEST_BOX_HEADING: usize = 60;

/// A paragraph whose links make up this share of it points to another story.
const LINKED_SHARE: f64 = 0.7;

/// Where more than this share of a page's text stands in such paragraphs, they are the article.
const LINKED_ARTICLE_SHARE: f64 = 0.4;

/// How many paragraphs of the beginning may be head lines.
const HEAD_LINES: usize = 8;

/// Words of the longest line that only states when.
const LONGEST_TIME_LINE: usize = 16;

/// Sorts what was laid out into the article and the rest.
pub(super) fn clear(laid: Vec<Paragraph>, facts: &Facts) -> Cleared {
    let mut cleared = Cleared::default();
    let points_elsewhere = pointing(&laid);
    let mut in_box = false;
    for (at, paragraph) in laid.into_iter().enumerate() {
        let text = paragraph.text.as_str();
        let is_head = at < HEAD_LINES && !cleared.paragraphs.iter().any(is_running);
        if opens_box(&paragraph) {
            in_box = true;
        } else if in_box && (!is_running(&paragraph) || is_mostly_linked(&paragraph)) {
            // Still inside the box.
        } else if is_request(text) || (points_elsewhere && points(&paragraph)) || is_label(text) {
            in_box = false;
        } else if is_credit(text) {
            cleared.credits.extend(names_creditor(text).then(|| text.to_owned()));
        } else if is_head && cleared.takes_head_line(&paragraph, facts)
            || begins(text, &TIME_OPENINGS) && is_time_line(text)
        {
            // Known now.
        } else {
            in_box = false;
            cleared.paragraphs.push(paragraph);
        }
    }
    cleared
}

impl Cleared {
    /// Takes up a line at the head that repeats the headline or states names or a time; says whether it was one.
    fn takes_head_line(&mut self, paragraph: &Paragraph, facts: &Facts) -> bool {
        let text = paragraph.text.as_str();
        let folded = letters(text);
        let repeats = |known: &Option<String>| known.as_deref().is_some_and(|k| letters(k) == folded);
        let names_known = facts.byline.iter().chain(&facts.credits).any(|name| letters(name) == folded);
        let is_dek = repeats(&facts.description) && paragraph.layout != Layout::Text;
        if facts.headings.contains(&folded)
            || is_dek
            || names_known
            || repeats(&facts.headline)
            || repeats(&facts.publisher)
        {
            return true;
        }
        if is_time_line(text) {
            self.published = self.published.take().or_else(|| published::normalise(text));
            return true;
        }
        let is_byline = begins_by(text) && text.len() <= byline::LONGEST_BYLINE;
        let ends_sentence = text.ends_with('.') && text.split_whitespace().count() > 6;
        if is_byline && !ends_sentence {
            let names = byline::split_names(&[text.to_owned()], facts.publisher.as_deref());
            self.byline.extend(names.people);
            self.credits.extend(names.newsrooms);
            return true;
        }
        false
    }
}

fn begins_by(text: &str) -> bool {
    text.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("by ") || head.eq_ignore_ascii_case("by:"))
}

/// Whether paragraphs made of links may be taken out: not where they are the article.
fn pointing(laid: &[Paragraph]) -> bool {
    let all: usize = laid.iter().map(|p| p.text.len()).sum();
    let linked: usize = laid.iter().filter(|p| is_mostly_linked(p)).map(|p| p.text.len()).sum();
    (linked as f64) < LINKED_ARTICLE_SHARE * all as f64
}

fn is_mostly_linked(paragraph: &Paragraph) -> bool {
    paragraph.linked as f64 >= LINKED_SHARE * paragraph.text.len() as f64
}

/// Running text: a paragraph with the length and the end of sentences.
fn is_running(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.as_str();
    let ends = text.ends_with(['.', '!', '?', '"', '”', '’', ':', ')', '。', '…', '」']);
    paragraph.layout == Layout::Text && ((ends && text.len() > 80) || text.len() > 200)
}

/// "Related: ...", or nothing but a link.
fn points(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.as_str();
    !paragraph.quoted && text.len() <= LONGEST_LINE && (is_mostly_linked(paragraph) || begins(text, &POINTERS))
}

fn opens_box(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.lines().next().unwrap_or_default();
    text.len() <= LONGEST_BOX_HEADING && !ends_sentence(text) && begins(text, &BOX_HEADINGS)
}

/// Asks the reader for a click, an address or a subscription, or tells where to write to the writer.
fn is_request(text: &str) -> bool {
    let lower = text.to_lowercase();
    let gives_contact = || {
        let asks = ["email", "e-mail", "follow", "reach", "contact", "twitter"].iter().any(|w| lower.contains(w));
        asks && text
            .split_whitespace()
            .any(|w| w.trim_start_matches(['(', '"']).find('@').is_some_and(|at| at + 2 < w.len()))
    };
    text.len() <= LONGEST_LINE && (begins(text, &REQUESTS) || lower.contains("click here") || gives_contact())
}

fn is_credit(text: &str) -> bool {
    let is_line = text.len() <= LONGEST_LINE;
    is_line
        && (begins(text, &CREDITS)
            || (text.len() <= LONGEST_LINE / 2 && CREDIT_PHRASES.stands_in(&text.to_lowercase())))
}

/// Whether a line of credit says more than a label, and is not the credit of a picture with its caption.
fn names_creditor(text: &str) -> bool {
    let is_caption = text.starts_with('©') && text.len() > LONGEST_BOX_HEADING && !text.contains(char::is_numeric);
    !is_caption && !text.ends_with(':')
}

fn is_label(text: &str) -> bool {
    let folded = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    folded.is_empty()
        || LABELS.contains(&folded)
        || is_numbered_picture(&folded)
        || is_only_labels(&folded)
        || is_count(&folded)
}

/// "facebook twitter email": nothing but labels in one line.
fn is_only_labels(lower: &str) -> bool {
    !lower.is_empty()
        && lower.len() <= LONGEST_BOX_HEADING
        && lower.split_whitespace().all(|word| LABELS.contains(word))
}

/// "Image 3 of 5".
fn is_numbered_picture(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    matches!(words[..], [what, n, "of" | "/", all]
        if matches!(what, "image" | "photo" | "slide" | "picture") && number(n) && number(all))
}

/// "2 min read", "14 comments", "Tempo de leitura: 1 minuto".
fn is_count(lower: &str) -> bool {
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let counted = ["min", "minute", "minutes", "minuto", "minutos", "minuti", "views", "shares", "comments", "comment"];
    words.len() <= 6
        && words.iter().any(|w| w.bytes().all(|b| b.is_ascii_digit()))
        && words.iter().any(|w| counted.contains(w))
        && (words.len() <= 2
            || words.iter().any(|w| matches!(*w, "read" | "reading" | "leitura" | "lectura" | "lettura")))
}

/// A line that states when and no more: few words, a date or a time of day among them.
fn is_time_line(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let tells = || published::normalise(text).is_some() || begins(text, &TIME_OPENINGS) || has_numeric_date(text);
    text.split_whitespace().count() <= LONGEST_TIME_LINE && figures >= 3 && tells() && !ends_sentence(text)
}

fn ends_sentence(text: &str) -> bool {
    let before = text.strip_suffix('.');
    before.is_some_and(|rest| ![".m", ".M", ".."].iter().any(|end| rest.ends_with(end)))
}

/// 20/11/2019, 2019-11-20, 20.11.2019, or a year and a time of day.
fn has_numeric_date(text: &str) -> bool {
    let numbers = |word: &str, marks: &[char]| -> Option<usize> {
        let parts: Vec<&str> = word.split(marks).collect();
        let all = parts.iter().all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()));
        all.then_some(parts.len())
    };
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').collect();
    let has_year = || words.iter().any(|w| w.len() == 4 && numbers(w, &[':']) == Some(1));
    words.iter().any(|w| numbers(w, &['/', '-', '.']) == Some(3))
        || (words.iter().any(|w| matches!(numbers(w, &[':']), Some(2 | 3))) && has_year())
}

/// Whether `text` begins with a phrase of `list`, leaving out marks before its first letter.
fn begins(text: &str, list: &PhraseList) -> bool {
    let head = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"©™(".contains(c));
    let head: String = head.chars().take(48).flat_map(char::to_lowercase).collect();
    let head = head.replace('’', "'");
    list.opening(&head).or_else(|| list.opening(head.trim_start_matches('('))).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Facts, Layout, Paragraph, clear, is_credit, is_label, is_request, is_time_line};

    const TEXT: &str =
        "The council said on Monday that the bridge would open again before the summer, and that it was safe.";

    fn paragraph(text: &str, linked: bool) -> Paragraph {
        let linked = if linked { text.len() } else { 0 };
        Paragraph { layout: Layout::Text, text: text.to_owned(), linked, quoted: false }
    }

    #[track_caller]
    fn kept(lines: &[(&str, bool)]) -> Vec<String> {
        let laid = lines.iter().map(|(text, linked)| paragraph(text, *linked)).collect();
        clear(laid, &Facts::default()).paragraphs.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn a_box_ends_with_the_next_running_text() {
        let lines = [
            (TEXT, false),
            ("You may also like", false),
            ("Heron uses lock", true),
            ("Ferry sold", false),
            (TEXT, false),
        ];
        assert_eq!(kept(&lines), [TEXT, TEXT]);
    }

    #[test]
    fn links_stay_where_they_are_the_article() {
        let lines = [("One thing to read this week", true), ("Another thing to read", true), ("Our list", false)];
        assert_eq!(kept(&lines).len(), 3);
        assert_eq!(kept(&[(TEXT, false), ("One thing to read this week", true)]), [TEXT]);
    }

    #[test]
    fn short_lines_of_the_article_stay() {
        for line in [
            "GIRLS BASKETBALL",
            "UP NEXT",
            "What comes next?",
            "Rockton 14 11 6 15 - 44",
            "He did.",
            "By then it was too late for the ferry and for all aboard.",
        ] {
            assert_eq!(kept(&[(line, false), (TEXT, false)]), [line, TEXT]);
        }
    }

    #[test]
    fn the_head_tells_names_and_time() {
        let lines = ["By Ada Quill and Tom Reed, Reuters", "Published: 7 April 2031, 06:30", TEXT];
        let cleared = clear(lines.map(|line| paragraph(line, false)).to_vec(), &Facts::default());
        assert_eq!(cleared.paragraphs.len(), 1);
        assert_eq!(cleared.byline, ["Ada Quill", "Tom Reed"]);
        assert_eq!(cleared.credits, ["Reuters"]);
        assert_eq!(cleared.published.as_deref(), Some("2031-04-07"));
    }

    #[test]
    fn lines_are_told_by_what_they_say() {
        assert!(
            is_time_line("UPDATED: 11:05, Tue, Nov 19, 2031")
                && is_time_line("20/11/2031")
                && is_time_line("Nov. 20, 2031, 9:28 a.m.")
        );
        assert!(!is_time_line("The first bridge opened in May 1931.") && !is_time_line("Rockton 14 11 6"));
        assert!(
            is_request("Sign up for our letter!") && is_request("Email Ada at ada@tideway.example or follow @ada.")
        );
        assert!(!is_request("He signed up for the army.") && !is_request("Signal fires were lit."));
        assert!(is_credit("(Reporting by Ada Quill; Editing by Tom Reed)") && is_credit("© 2031 Tideway Post"));
        assert!(!is_credit("Reporting byways took years.") && !is_credit(TEXT));
        assert!(is_label("Advertisement") && is_label("Image 2 of 5") && is_label("3 min read") && is_label("* * *"));
        assert!(!is_label("Image of the year") && !is_label("5 comments we heard on the bridge"));
    }
}
