//! What a form sends: texts that were pasted, files, addresses of pages, ids of the archive.

use std::io::Cursor;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use retold::Article;
use retold_formats::{Format, ReadError};

use crate::fields::Fields;
use crate::problem::Problem;
use crate::site::Site;

/// Fields and files of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Intake {
    pub(crate) fields: Fields,
    files: Vec<Upload>,
}

#[derive(Clone, Debug)]
struct Upload {
    field: String,
    name: String,
    bytes: Bytes,
}

/// Most characters of a file's name that are kept.
const LONGEST_NAME: usize = 120;
/// Most parts of a form.
const MOST_PARTS: usize = 64;

impl<S: Send + Sync> FromRequest<S> for Intake {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let torn = |e: axum::extract::multipart::MultipartRejection| Problem::wrong(e.to_string());
            return Self::of_parts(Multipart::from_request(request, state).await.map_err(torn)?).await;
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|e| Problem::wrong(e.to_string()))?;
        Ok(Self { fields: Fields::parse(&bytes), files: Vec::new() })
    }
}

impl Intake {
    async fn of_parts(mut parts: Multipart) -> Result<Self, Problem> {
        let torn = |e: axum::extract::multipart::MultipartError| Problem::wrong(format!("the form is torn: {e}"));
        let mut intake = Self::default();
        for _ in 0..MOST_PARTS {
            let Some(part) = parts.next_field().await.map_err(torn)? else { return Ok(intake) };
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(named) {
                Some(name) => {
                    let bytes = part.bytes().await.map_err(torn)?;
                    // A browser sends an empty part where no file was chosen.
                    if !(name.is_empty() && bytes.is_empty()) {
                        intake.files.push(Upload { field, name, bytes });
                    }
                }
                None => intake.fields.push(field, part.text().await.map_err(torn)?),
            }
        }
        Err(Problem::wrong(format!("a form of more than {MOST_PARTS} parts")))
    }

    /// References of the articles that a form names by fields that begin with `side`: `text` (pasted), `file`, `url`, `id`.
    /// What is not of the archive is kept for a while.
    pub(crate) fn references(&self, site: &Site, side: &str, most: usize) -> Result<Vec<String>, Problem> {
        let field = |name: &str| format!("{side}{name}");
        let mut found = Vec::new();
        for text in self.fields.all(&field("text")) {
            found.push(site.drafts.keep(self.with_facts(pasted(text)?, side)));
        }
        for upload in self.files.iter().filter(|upload| upload.field == field("file")) {
            found.extend(uploaded(upload, most)?.into_iter().map(|article| site.drafts.keep(article)));
        }
        for address in self.fields.all(&field("url")) {
            found.push(site.drafts.keep(site.fetched(address)?));
        }
        for id in self.fields.all(&field("id")) {
            site.article(id)?;
            found.push(id.to_owned());
        }
        found.truncate(most);
        Ok(found)
    }

    /// A pasted text with what the form says of it.
    fn with_facts(&self, mut article: Article, side: &str) -> Article {
        article.publisher = self.fields.owned(&format!("{side}publisher"));
        article.published = self.fields.owned(&format!("{side}published"));
        article
    }
}

/// A text as it was pasted.
fn pasted(text: &str) -> Result<Article, Problem> {
    // Forms send line ends as CR LF.
    let text = text.replace("\r\n", "\n");
    let read = Format::Plain.read(text.as_bytes(), "pasted text").next();
    Ok(read.ok_or_else(|| Problem::unreadable("the text is empty"))??)
}

/// The articles of a file; those that cannot be read are passed over when there are others.
fn uploaded(upload: &Upload, most: usize) -> Result<Vec<Article>, Problem> {
    let format = Format::from_path(&upload.name).filter(|format| *format != Format::Parquet);
    let (mut articles, mut bad): (Vec<Article>, Option<ReadError>) = (Vec::new(), None);
    for read in retold_formats::read_every(Cursor::new(upload.bytes.clone()), &upload.name, format) {
        match read {
            Ok(article) => articles.push(article),
            Err(error) if error.breaks_off() => return Err(error.into()),
            Err(error) => bad = bad.or(Some(error)),
        }
        if articles.len() == most {
            break;
        }
    }
    match bad {
        Some(error) if articles.is_empty() => Err(error.into()),
        None if articles.is_empty() => Err(Problem::unreadable(format!("{}: no article in it", upload.name))),
        _ => Ok(articles),
    }
}

/// The last part of a file's name, as far as a name needs it: nothing is ever written by that name.
fn named(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}
