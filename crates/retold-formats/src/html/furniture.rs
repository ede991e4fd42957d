//! Tells paragraphs of the article from lines that stand among them: bylines and times at its head, pointers to other
//! stories and requests to the reader in its midst, credits at its foot.

use super::facts::{Facts, letters};
use super::paragraph::{Layout, Paragraph};
use super::{byline, published};

/// The paragraphs of the article, and what the other lines told about it.
#[derive(Debug, Default)]
pub(super) struct Cleared {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) byline: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) credits: Vec<String>,
}

/// A longer paragraph is text, whatever it begins with.
const LONGEST_LINE: usize = 320;

/// A heading over a box of other stories is shorter than this.
const LONGEST_BOX_HEADING: usize = 60;

/// A paragraph whose links make up this share of it points to another story.
const LINKED_SHARE: f64 = 0.85;

/// Where more than this share of a page's text stands in such paragraphs, they are the article.
const LINKED_ARTICLE_SHARE: f64 = 0.4;

/// How many paragraphs of the beginning may be head lines.
const HEAD_LINES: usize = 6;

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
            cleared.credits.push(text.to_owned());
        } else if is_head && cleared.takes_head_line(&paragraph, facts) {
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
        if repeats(&facts.headline) || (repeats(&facts.description) && paragraph.layout == Layout::Heading) {
            return true;
        }
        if is_time_line(text) {
            self.published = self.published.take().or_else(|| published::normalise(text));
            return true;
        }
        let is_byline =
            text.len() <= byline::LONGEST_BYLINE && text.get(..3).is_some_and(|h| h.eq_ignore_ascii_case("by "));
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
    if paragraph.quoted || text.len() > LONGEST_LINE {
        return false;
    }
    is_mostly_linked(paragraph) || begins(text, POINTERS)
}

fn opens_box(paragraph: &Paragraph) -> bool {
    paragraph.text.len() <= LONGEST_BOX_HEADING
        && !paragraph.text.ends_with('.')
        && begins(&paragraph.text, BOX_HEADINGS)
}

fn is_request(text: &str) -> bool {
    text.len() <= LONGEST_LINE && begins(text, REQUESTS)
}

fn is_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() <= LONGEST_LINE
        && (begins(text, CREDITS)
            || (text.len() <= LONGEST_LINE / 2 && CREDIT_PHRASES.iter().any(|p| lower.contains(p))))
}

fn is_label(text: &str) -> bool {
    let folded = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LABELS.contains(&folded.as_str()) || is_numbered_picture(&folded)
}

/// "Image 3 of 5".
fn is_numbered_picture(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    matches!(words[..], [what, n, "of" | "/", all] if matches!(what, "image" | "photo" | "slide" | "picture") && number(n) && number(all))
}

/// A line that states when and no more: few words, a date or a time of day among them.
fn is_time_line(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let has_date = published::normalise(text).is_some() || begins(text, TIME_OPENINGS) || has_numeric_date(text);
    words <= 16 && figures >= 3 && has_date && !text.ends_with('.')
}

/// 20/11/2019, 2019-11-20, 20.11.2019.
fn has_numeric_date(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == ',').any(|word| {
        let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
        parts.len() == 3 && parts.iter().all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether `text` begins with one of `openings`, which are in lower case, and the word ends there.
fn begins(text: &str, openings: &[&str]) -> bool {
    let head: String = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©').chars().take(48).collect();
    let head = head.to_lowercase().replace('’', "'");
    openings.iter().any(|opening| {
        head.strip_prefix(opening)
            .is_some_and(|rest| opening.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
    })
}

const POINTERS: &[&str] = &[
    "related:",
    "related article:",
    "related articles:",
    "related story:",
    "related stories:",
    "related post:",
    "related posts:",
    "related news:",
    "related link:",
    "related links:",
    "related video:",
    "related coverage:",
    "read more:",
    "read also:",
    "also read:",
    "read next:",
    "read:",
    "see more:",
    "see also:",
    "see related:",
    "more:",
    "more on this:",
    "watch:",
    "listen:",
    "watch more:",
    "must read:",
    "don't miss:",
    "recommended:",
    "you may like:",
    "you might like:",
    "you may also like:",
    "more from",
    "leia também",
    "leia mais",
    "veja também",
    "saiba mais:",
    "lesen sie auch",
    "mehr zum thema",
    "leggi anche",
    "lee también",
    "lire aussi",
    "à lire aussi",
    "читайте также",
    "смотрите также",
    "関連記事",
];

const BOX_HEADINGS: &[&str] = &[
    "related",
    "you may also like",
    "you may also be interested",
    "you might also like",
    "you may be interested",
    "you may like",
    "more news",
    "more from",
    "more great",
    "more stories",
    "more on this",
    "more in",
    "most popular",
    "most read",
    "most viewed",
    "don't miss",
    "read next",
    "read more",
    "see also",
    "recommended",
    "trending",
    "popular",
    "top stories",
    "latest news",
    "latest stories",
    "latest",
    "also read",
    "up next",
    "editor's picks",
    "editors' picks",
    "want more stories",
    "what to read next",
    "from around the web",
    "sponsored",
    "promoted",
    "leia também",
    "veja também",
    "posts relacionados",
    "notícias relacionadas",
    "関連記事",
    "читайте также",
    "ähnliche artikel",
    "articoli correlati",
    "join the conversation",
    "share this",
    "tags",
    "filed under",
    "topics",
];

const REQUESTS: &[&str] = &[
    "sign up",
    "subscribe",
    "follow us",
    "follow me",
    "click here",
    "get the latest",
    "have a tip",
    "got a tip",
    "join our",
    "download our",
    "download the",
    "get our",
    "enter your email",
    "thank you for",
    "thanks for subscribing",
    "support our",
    "support independent",
    "donate",
    "become a member",
    "already a subscriber",
    "log in",
    "register",
    "please enable",
    "tell us what you think",
    "join the conversation",
    "join the discussion",
    "like us on",
    "find us on",
    "watch our",
    "share this",
    "share on",
    "do you have a story",
    "reach the reporter",
    "reach the reporters",
    "contact the author",
    "contact the reporter",
    "contact the writer",
    "email the author",
    "this story has been shared",
    "to continue reading",
    "get access to",
    "every day we send",
    "start your day",
    "there's plenty more where",
    "note: we are",
    "we use cookies",
    "by signing up",
    "by subscribing",
    "want more",
    "stay up to date",
    "stay on top",
    "keep up with",
    "don't miss out",
    "for more news",
    "for the latest",
    "for all the latest",
    "for more stories",
    "follow ap",
    "follow her",
    "follow him",
    "follow them",
    "more ap",
    "make msn my",
    "loading content",
    "story continues",
    "article continues",
    "continue reading",
    "scroll down",
    "advertisement",
    "atenção: comentários",
    "whatsapp facebook",
];

const CREDITS: &[&str] = &[
    "reporting by",
    "additional reporting by",
    "additional reporting",
    "writing by",
    "editing by",
    "compiled by",
    "copyright",
    "©",
    "(c) 20",
    "all rights reserved",
    "material from the associated press",
    "this article was originally published",
    "this story was originally published",
    "originally published on",
    "this article originally appeared",
    "this article first appeared",
    "via syndigate",
    "photo by",
    "photos by",
    "photo:",
    "photo credit",
    "image credit",
    "image:",
    "images:",
    "picture:",
    "pictures:",
    "credit:",
    "source:",
    "getty images",
    "affiliate disclosure",
    "this post contains affiliate",
    "this article contains affiliate",
    "foto:",
    "fotos:",
    "фото:",
    "bild:",
    "citation:",
    "this document is subject to copyright",
    "provided by",
];

const CREDIT_PHRASES: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "all rights reserved",
    "may earn an affiliate",
    "may earn a commission",
    "무단전재",
];

const TIME_OPENINGS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "last updated",
    "first published",
    "originally published",
    "last modified",
    "publicado",
    "atualizado",
];

/// Lines that are nothing but a label.
const LABELS: &[&str] = &[
    "ad",
    "advert",
    "advertisement",
    "advertising",
    "comments",
    "comment",
    "share",
    "tweet",
    "print",
    "email",
    "home",
    "highlights",
    "subscribe",
    "newsletter",
    "loading",
    "facebook",
    "twitter",
    "whatsapp",
    "pinterest",
    "linkedin",
    "reddit",
    "instagram",
    "youtube",
    "save",
    "menu",
    "search",
    "close",
    "next",
    "previous",
    "back to top",
    "top",
    "click to tweet",
    "view comments",
    "leave a comment",
    "show comments",
    "hide caption",
    "toggle caption",
    "sponsored links",
    "publicidade",
    "werbung",
    "anzeige",
    "реклама",
    "pubblicità",
    "publicidad",
    "publicité",
];
