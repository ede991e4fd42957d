//! An article as Retold sees it: its headline, furniture, sentences and tokens.

use super::fold::Folded;
use super::furniture::is_copyright;
use crate::article::Article;
use crate::span::Span;

/// An article taken apart. Everything in it refers to `article.body` by byte offsets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The article, with the facts that its own text states (headline, byline, credits) filled in.
    pub article: Article,
    /// BCP 47 tag of the language the text is written in, as recognised; `None` when there is too little text.
    pub language: Option<String>,
    /// Where the headline stands in the body, when it does.
    pub headline: Option<Span>,
    /// Parts of the body that belong to the news trade and tell no story, in order.
    pub furniture: Vec<Furniture>,
    /// Sentences in order. They do not overlap; what lies between them is space or furniture.
    pub sentences: Vec<Sentence>,
    /// Tokens of the headline and of all sentences, in order of the body.
    pub tokens: Vec<Token>,
    /// Characters that hide or disguise text.
    pub tampering: Vec<Tampering>,
}

/// One sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Index of its first token in [`Reading::tokens`].
    pub first_token: usize,
    /// One past the index of its last token.
    pub end_token: usize,
    /// Number of its paragraph, from 0.
    pub paragraph: usize,
}

/// A word, a number, or a single mark of punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The token folded (see [`crate::text::Folded`]), case kept.
    pub shape: String,
    /// The token folded and in lower case.
    pub lower: String,
    /// Stem of a word, for telling inflections of one word; the lower-case form for anything else.
    pub stem: String,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and full stops: "Starmer's", "G7", "U.S.", "year-on-year".
    #[default]
    Word,
    /// Digits with their inner marks and sign of currency or per cent: "3,000", "£2.5m", "6%".
    Number,
    /// A mark of quotation.
    Quote,
    /// Any other single mark.
    Mark,
}

/// A part of an article that belongs to the trade: a byline, a dateline, a credit, a copyright line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FurnitureKind {
    /// "By A, B and C, Agency".
    Byline,
    /// "(CNN) —", "LONDON (Reuters) -", a line with the date of publication.
    Dateline,
    /// "A contributed to this report", "Editing by B", an agency's mark.
    Credits,
    /// "© 2025 Agency. All rights reserved."
    Copyright,
}

impl FurnitureKind {
    /// All kinds, in the order they are listed.
    pub const ALL: [FurnitureKind; 4] = [Self::Byline, Self::Dateline, Self::Credits, Self::Copyright];

    /// The word that stands for the kind in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Credits => "credits",
            Self::Copyright => "copyright",
        }
    }
}

/// A place where characters hide something or pose as others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tampering {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TamperingKind,
}

/// Kinds of tampering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TamperingKind {
    /// Characters that are not shown: zero-width spaces and joiners, variation selectors, tags, soft hyphens inside
    /// words in number.
    Hidden,
    /// Letters of another alphabet inside a Latin word.
    LookAlike,
}

impl Reading {
    /// Tokens of one sentence.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        let s = &self.sentences[sentence];
        &self.tokens[s.first_token..s.end_token]
    }

    /// Text of one sentence as it stands in the body.
    pub fn text_of(&self, sentence: usize) -> &str {
        self.sentences[sentence].span.of(&self.article.body)
    }

    /// A stretch of sentences, `from..to`, as a reading of its own with nothing around it. Spans still refer to the
    /// whole body.
    pub fn passage(&self, from: usize, to: usize) -> Reading {
        let sentences = self.sentences.get(from..to).unwrap_or_default();
        let range = sentences.first().map_or(0, |s| s.first_token)..sentences.last().map_or(0, |s| s.end_token);
        let shifted = |s: &Sentence| Sentence {
            first_token: s.first_token - range.start,
            end_token: s.end_token - range.start,
            ..*s
        };
        Reading {
            article: self.article.clone(),
            language: self.language.clone(),
            sentences: sentences.iter().map(shifted).collect(),
            tokens: self.tokens[range.clone()].to_vec(),
            ..Reading::default()
        }
    }

    /// Kinds of furniture that the article has, each once, in the order of [`FurnitureKind::ALL`].
    pub fn furniture_kinds(&self) -> Vec<FurnitureKind> {
        FurnitureKind::ALL.into_iter().filter(|kind| self.furniture.iter().any(|f| f.kind == *kind)).collect()
    }

    /// Lines of credit and copyright that are known from around the text and do not stand in it.
    pub fn credits_around(&self) -> impl Iterator<Item = (FurnitureKind, &str)> {
        let of_text = |f: &&Furniture| matches!(f.kind, FurnitureKind::Credits | FurnitureKind::Copyright);
        // Lines that the text has were put behind those that were known.
        let known = self.article.credits.len().saturating_sub(self.furniture.iter().filter(of_text).count());
        self.article.credits[..known].iter().map(|line| {
            let copyright = is_copyright(&Folded::new(line).text.to_lowercase());
            (if copyright { FurnitureKind::Copyright } else { FurnitureKind::Credits }, line.as_str())
        })
    }
}
