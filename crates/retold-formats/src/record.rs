//! A record with named fields as an article: what JSON Lines, CSV and Parquet have in common.
//!
//! Names are ours first, then those that others use for the same: passim (`series`, `date`), news-please (`maintext`,
//! `date_publish`), schema.org (`articleBody`, `datePublished`). Letter case does not matter. A field that nothing here
//! reads goes to [`Article::other`].

use crate::html::split_names;
use crate::published;
use retold::Article;
use serde_json::value::RawValue;
use std::borrow::Cow;

const ID: &[&str] = &["id"];
const TEXT: &[&str] = &["text", "body", "maintext", "articleBody"];
const HEADLINE: &[&str] = &["headline", "title"];
const PUBLISHER: &[&str] = &["publisher", "provider"];
const PUBLISHED: &[&str] = &["published", "date", "date_publish", "datePublished", "published_at"];
const BYLINE: &[&str] = &["byline", "author", "authors"];
const LANGUAGE: &[&str] = &["language", "lang"];
const URL: &[&str] = &["url", "link"];

/// What `retold read` writes beside the facts of an article: it is found again in the text, not carried along.
const FOUND_AGAIN: &[&str] = &["sentences", "furniture", "tampering", "headline_span"];

/// A longer name of an article is a mistake or an attack; addresses of pages stay below 8,000 bytes.
const LONGEST_ID: usize = 8 << 10;

/// More fields than this in one record, and it is none. News records have at most some dozens.
pub(crate) const MOST_FIELDS: usize = 1_000;

/// Objects and lists in one value of a field stand at most this deep inside one another.
const DEEPEST_VALUE: usize = 64;

/// How much of a wrong value is shown, in characters.
const SHOWN: usize = 60;

/// Numbers of seconds since 1970 stand below it, numbers of milliseconds above: it is the year 5138, or 1973.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

/// The value of a field as its format holds it.
#[derive(Clone, Debug)]
pub(crate) enum Stated<'r> {
    /// JSON of any kind.
    Json(Cow<'r, str>),
    /// Text by itself, as in a cell of a table.
    Text(String),
}

/// The fields of one record in their order.
pub(crate) struct Record<'r>(pub(crate) Vec<(String, Stated<'r>)>);

/// The article of a record, or what is wrong with it.
pub(crate) fn article(mut record: Record<'_>) -> Result<Article, String> {
    record.check()?;
    let url = record.take_text(URL);
    let id = match record.take(ID) {
        Some((name, id)) => id.text().ok_or_else(|| format!("{name:?} is not text: {}", id.shown()))?,
        None => url.clone().ok_or("\"id\" is missing")?,
    };
    check_id(&id)?;
    let (name, text) = record.take(TEXT).ok_or("\"text\" is missing")?;
    let text = text.into_text().map_err(|wrong| format!("{name:?} is not text: {}", wrong.shown()))?;
    if !text.contains(char::is_alphanumeric) {
        return Err(format!("{name:?} has not one word in it"));
    }
    let mut article = Article::new(id, text);
    article.url = url;
    article.headline = record.take_text(HEADLINE);
    article.publisher = record.take_text(PUBLISHER);
    article.language = record.take_text(LANGUAGE);
    article.series = record.take_text(&["series"]);
    article.credits = record.take_list("credits");
    article.outbound = record.take_list("outbound");
    article.notes = record.take_list("notes");
    record.publication(&mut article)?;
    record.authors(&mut article);
    let kept = |(name, value): &(String, Stated<'_>)| !value.is_empty() && !FOUND_AGAIN.contains(&name.as_str());
    article.other = record.0.into_iter().filter(kept).map(|(n, v)| (n, v.json())).collect();
    Ok(article)
}

/// Whether columns of these names hold what an article needs: a text, and an id or an address.
pub(crate) fn names_articles<'n>(names: impl Iterator<Item = &'n str> + Clone) -> bool {
    let has = |wanted: &[&str]| names.clone().any(|name| wanted.iter().any(|w| w.eq_ignore_ascii_case(name)));
    has(TEXT) && (has(ID) || has(URL))
}

/// The fields as one JSON object, for a rejects file.
pub(crate) fn as_json(fields: Vec<(String, Stated<'_>)>) -> Vec<u8> {
    let named = |(name, value): (String, Stated<'_>)| format!("{}:{}", serde_json::Value::String(name), value.json());
    format!("{{{}}}", fields.into_iter().map(named).collect::<Vec<_>>().join(",")).into_bytes()
}

/// Says what is wrong with the name of an article, if anything is.
pub(crate) fn check_id(id: &str) -> Result<(), String> {
    match id.len() {
        0 => Err("\"id\" is empty".to_owned()),
        1..=LONGEST_ID => Ok(()),
        more => Err(format!("\"id\" has {more} bytes, more than {LONGEST_ID}")),
    }
}

impl<'r> Record<'r> {
    fn check(&self) -> Result<(), String> {
        if self.0.len() > MOST_FIELDS {
            return Err(format!("more than {MOST_FIELDS} fields"));
        }
        let deep = self.0.iter().find(|(_, value)| value.depth() > DEEPEST_VALUE);
        deep.map_or(Ok(()), |(name, _)| Err(format!("{:?} is nested more than {DEEPEST_VALUE} deep", cut(name))))
    }

    /// Takes out the field with the first of `names` that has a value.
    fn take(&mut self, names: &[&str]) -> Option<(String, Stated<'r>)> {
        let filled = |name: &&str| self.0.iter().rposition(|(n, v)| n.eq_ignore_ascii_case(name) && !v.is_empty());
        let at = names.iter().find_map(filled)?;
        Some(self.0.remove(at))
    }

    /// Takes out a field if it is text; anything else stays, to be carried along.
    fn take_text(&mut self, names: &[&str]) -> Option<String> {
        let (name, value) = self.take(names)?;
        match value.text() {
            Some(text) => Some(text.trim().to_owned()),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// Takes out a field if it is a text or a list of texts.
    fn take_list(&mut self, name: &str) -> Vec<String> {
        let Some((name, value)) = self.take(&[name]) else { return Vec::new() };
        value.list().unwrap_or_else(|| {
            self.0.push((name, value));
            Vec::new()
        })
    }

    /// Takes over the time of publication. A year or a month alone names no day: it is carried along.
    fn publication(&mut self, article: &mut Article) -> Result<(), String> {
        let Some((name, value)) = self.take(PUBLISHED) else { return Ok(()) };
        let stated = value.text().unwrap_or_default();
        article.published = date(stated.trim());
        if article.published.is_none() && is_coarse(stated.trim()) {
            article.notes.push(format!("{name:?} names no day: {stated}"));
            self.0.push((name, value));
        } else if article.published.is_none() {
            return Err(format!("{name:?} is not a date: {}", value.shown()));
        }
        Ok(())
    }

    /// Takes over the authors: a list as it is, a text split into its names.
    fn authors(&mut self, article: &mut Article) {
        let Some((name, value)) = self.take(BYLINE) else { return };
        let Some(stated) = value.list() else { return self.0.push((name, value)) };
        if matches!(&value, Stated::Json(json) if json.starts_with('[')) {
            article.byline = stated;
            return;
        }
        let (people, newsrooms) = split_names(&stated, article.publisher.as_deref());
        article.byline = if people.is_empty() && newsrooms.is_empty() { stated } else { people };
        article.credits.extend(newsrooms);
    }
}

/// A date or time of any usual spelling, or a number of seconds or milliseconds since 1970.
pub(crate) fn date(stated: &str) -> Option<String> {
    if let Some(date) = published::normalise(stated) {
        return Some(date);
    }
    let digits = stated.strip_prefix('-').unwrap_or(stated);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if digits.len() == 8 {
        return published::normalise(&format!("{}-{}-{}", &stated[..4], stated.get(4..6)?, stated.get(6..8)?));
    }
    let number: i64 = stated.parse().ok().filter(|_| digits.len() > 8)?;
    match number.abs() < FIRST_MILLISECONDS {
        true => published::from_milliseconds(number.checked_mul(1_000)?),
        false => published::from_milliseconds(number),
    }
}

/// "1871" or "1871-06".
fn is_coarse(stated: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match stated.split_once('-') {
        Some((year, month)) => digits(year, 4) && digits(month, 2),
        None => digits(stated, 4),
    }
}

impl Stated<'_> {
    /// The value of a JSON field.
    pub(crate) fn raw(value: &RawValue) -> Stated<'_> {
        Stated::Json(Cow::Borrowed(value.get()))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Json(json) => matches!(json.as_ref(), "null" | "\"\"" | "[]" | "{}"),
            Self::Text(text) => text.is_empty(),
        }
    }

    /// The text of a text or number.
    pub(crate) fn text(&self) -> Option<String> {
        self.clone().into_text().ok()
    }

    fn into_text(self) -> Result<String, Self> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Json(json) if json.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) => {
                Ok(json.into_owned())
            }
            Self::Json(json) => serde_json::from_str(&json).map_err(|_| Self::Json(json)),
        }
    }

    /// Texts of a text, of a list of texts, or of a list of objects with names.
    fn list(&self) -> Option<Vec<String>> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Member {
            Text(String),
            Named { name: String },
        }
        if let Some(text) = self.text() {
            return Some(vec![text]);
        }
        let Self::Json(json) = self else { return None };
        let members: Vec<Member> = serde_json::from_str(json).ok()?;
        let text = |member| match member {
            Member::Text(text) | Member::Named { name: text } => text,
        };
        Some(members.into_iter().map(text).filter(|text: &String| !text.trim().is_empty()).collect())
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Json(json) => json.len(),
            Self::Text(text) => text.len(),
        }
    }

    /// JSON that says the same.
    pub(crate) fn json(self) -> String {
        match self {
            Self::Json(json) => json.into_owned(),
            Self::Text(text) => serde_json::Value::String(text).to_string(),
        }
    }

    /// The value for a message: one line, and not too long.
    fn shown(&self) -> String {
        match self {
            Self::Json(json) => cut(json),
            Self::Text(text) => format!("{:?}", cut(text)),
        }
    }

    /// How deep objects and lists stand inside one another.
    fn depth(&self) -> usize {
        let Self::Json(json) = self else { return 0 };
        if !json.starts_with(['[', '{']) {
            return 0;
        }
        let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
        for byte in json.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = !quoted,
                b'[' | b'{' if !quoted => {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        deepest
    }
}

/// The beginning of a text, with a mark when it goes on.
fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
