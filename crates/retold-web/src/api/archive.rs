//! Articles of the archive.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use retold::Article;
use retold_archive::Query;
use retold_report::write_article_json;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::asked::json;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// Articles on one page of a search, unless told.
const USUAL: usize = 20;
/// Most articles on one page.
const MOST: usize = 200;

#[utoipa::path(
    get, path = "/api/v1/articles/{id}", tag = "archive", operation_id = "article",
    summary = "An article of the archive",
    description = "The article as Retold sees it: its text, its sentences with their places, and what is known of it.",
    params(("id" = String, Path, description = "its id, percent-encoded (a slash as %2F)", example = "wire-7")),
    responses(
        (status = 200, description = "the article", body = ref("#/components/schemas/Article")),
        (status = 404, description = "no such article in the archive", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn article(State(site): State<Shared>, Path(id): Path<String>) -> Result<Response, Problem> {
    let reading = work::apart(&site, move |site| Ok(work::read(site.article(&id)?))).await?;
    let mut bytes = Vec::new();
    write_article_json(&reading, &mut bytes)?;
    Ok(json(bytes))
}

/// What articles are looked for by.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the query; its fields are read by name")]
pub(crate) struct SearchAsked {
    /// Words that must all stand in the article, in any order and inflection.
    #[param(example = "harbour quay")]
    words: Option<String>,
    /// Published on this day or later: a day, a month or a year.
    #[param(example = "2031-02")]
    since: Option<String>,
    /// Published on this day or earlier.
    until: Option<String>,
    /// The publisher, whatever the case of its letters.
    publisher: Option<String>,
    /// So many of the articles found are passed over.
    #[param(default = 0, minimum = 0)]
    skip: Option<usize>,
    /// At most so many are returned.
    #[param(default = 20, minimum = 1, maximum = 200)]
    limit: Option<usize>,
}

/// What a search found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Searched {
    /// Name of the schema.
    #[schema(example = "retold/search/1")]
    schema: &'static str,
    /// Articles that match.
    matching: usize,
    /// Those asked for, latest first.
    articles: Vec<Listed>,
}

/// An article in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct Listed {
    /// Its id.
    id: String,
    /// Its headline.
    headline: Option<String>,
    /// Who issued it.
    publisher: Option<String>,
    /// When it was published.
    published: Option<String>,
    /// Its address.
    url: Option<String>,
    /// How many words it has.
    words: usize,
}

impl Listed {
    pub(super) fn of(article: Article) -> Self {
        let words = article.body.split_whitespace().count();
        let Article { id, headline, publisher, published, url, .. } = article;
        Self { id, headline, publisher, published, url, words }
    }
}

/// The query that fields ask for.
pub(crate) fn query(fields: &Fields, usual: usize) -> Query {
    Query {
        words: fields.owned("words").unwrap_or_default(),
        since: fields.owned("since"),
        until: fields.owned("until"),
        publisher: fields.owned("publisher"),
        skip: fields.skip(),
        limit: fields.parsed("limit").unwrap_or(usual).clamp(1, MOST),
    }
}

#[utoipa::path(
    get, path = "/api/v1/search", tag = "archive", operation_id = "search",
    summary = "Search the archive",
    description = "Articles by words, date and publisher, latest first.",
    params(SearchAsked),
    responses(
        (status = 200, description = "the articles found", body = Searched),
        (status = 429, description = "too many requests at once; come again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn search(State(site): State<Shared>, RawQuery(asked): RawQuery) -> Result<Response, Problem> {
    let query = query(&Fields::parse(asked.unwrap_or_default().as_bytes()), USUAL);
    let found = work::in_turn(&site, move |site| Ok(site.archive.search(&query)?)).await?;
    let articles = found.articles.into_iter().map(Listed::of).collect();
    let searched = Searched { schema: "retold/search/1", matching: found.matching, articles };
    Ok(json(serde_json::to_vec(&searched).map_err(std::io::Error::from)?))
}
