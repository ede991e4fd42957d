//! What is asked of the API: shapes of requests.

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use retold::Article;
use retold::retrieve::Filter;
use retold::trace::TraceSettings;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::site::Site;

/// An article that is sent, or an article of the archive by its id alone.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "ArticleGiven")]
pub(crate) struct Given {
    /// Its name. Without `text` it names an article of the archive, which is never named as its own source.
    #[schema(example = "site-18")]
    id: Option<String>,
    /// The text. Offsets in answers are bytes of it in UTF-8.
    #[schema(example = "A ferry ran aground off Westerby on Monday, the harbour office said.")]
    text: Option<String>,
    /// Headline, where it does not stand in the text.
    headline: Option<String>,
    /// Names of the authors.
    #[serde(default)]
    byline: Vec<String>,
    /// Who issued it.
    publisher: Option<String>,
    /// RFC 3339 time or date of publication.
    #[schema(example = "2031-02-16T09:30:00Z")]
    published: Option<String>,
    /// BCP 47 tag of its language.
    language: Option<String>,
    /// Lines of credit.
    #[serde(default)]
    credits: Vec<String>,
    /// Its address. Nothing is fetched from there.
    url: Option<String>,
    /// The series it belongs to: texts of one series repeat themselves and are no sources of each other.
    series: Option<String>,
}

impl Given {
    /// The article.
    pub(crate) fn article(self, site: &Site) -> Result<Article, Problem> {
        let Some(text) = self.text else {
            let id = self.id.ok_or_else(|| Problem::wrong("an article needs a text, or the id of an archived one"))?;
            return site.article(&id);
        };
        if !text.contains(char::is_alphanumeric) {
            return Err(Problem::unreadable("not one word in the text"));
        }
        Ok(Article {
            id: self.id.unwrap_or_else(|| "text".to_owned()),
            body: text,
            headline: self.headline,
            byline: self.byline,
            publisher: self.publisher,
            published: self.published,
            language: self.language,
            credits: self.credits,
            url: self.url,
            series: self.series,
            ..Article::default()
        })
    }
}

/// How sources are looked for.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Looking {
    /// Name an article as a source from this probability on.
    #[schema(default = 0.5, minimum = 0.0, maximum = 1.0)]
    threshold: Option<f64>,
    /// Compare this many candidates with the text.
    #[schema(default = 12, minimum = 1, maximum = 200)]
    candidates: Option<usize>,
    /// Only sources published on this day or later.
    #[schema(example = "2031-01-01")]
    since: Option<String>,
    /// Only sources published on this day or earlier.
    until: Option<String>,
    /// Only sources of these publishers.
    publishers: Vec<String>,
    /// No sources of these publishers.
    without: Vec<String>,
    /// Say for each source what speaks for it; costs a comparison each.
    evidence: bool,
}

/// Most candidates that one request may have compared.
const MOST_CANDIDATES: usize = 200;

impl Looking {
    /// Settings of a tracer, and whether evidence is asked for.
    pub(crate) fn settings(self) -> Result<(TraceSettings, bool), Problem> {
        let mut settings = TraceSettings::default();
        settings.threshold = self.threshold.unwrap_or(settings.threshold);
        settings.candidates = self.candidates.unwrap_or(settings.candidates);
        settings.filter =
            Filter { since: self.since, until: self.until, publishers: self.publishers, without: self.without };
        if !(0.0..=1.0).contains(&settings.threshold) {
            return Err(Problem::wrong(format!("threshold: {} is no probability", settings.threshold)));
        }
        if !(1..=MOST_CANDIDATES).contains(&settings.candidates) {
            let given = settings.candidates;
            return Err(Problem::wrong(format!("candidates: {given} is not between 1 and {MOST_CANDIDATES}")));
        }
        Ok((settings, self.evidence))
    }
}

/// What a request's JSON says; what is wrong with it is said with its place.
pub(crate) fn parsed<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::wrong(format!("not the JSON that is asked for: {error}")))
}

/// JSON that was written already.
pub(crate) fn json(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

impl Looking {
    /// How to look, as the fields of a query say.
    pub(crate) fn of(fields: &crate::fields::Fields) -> Result<Self, Problem> {
        let number = |name: &str| match fields.get(name) {
            None => Ok(None),
            Some(value) => {
                value.parse::<f64>().map(Some).map_err(|_| Problem::wrong(format!("{name}: {value:?} is no number")))
            }
        };
        Ok(Self {
            threshold: number("threshold")?,
            candidates: number("candidates")?.map(|n| n as usize),
            since: fields.owned("since"),
            until: fields.owned("until"),
            publishers: fields.all("publisher").map(str::to_owned).collect(),
            without: fields.all("without").map(str::to_owned).collect(),
            evidence: fields.get("evidence").is_some_and(|value| value != "false"),
        })
    }
}
