//! Who said what.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use retold_report::ClaimsOutput;
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::{Given, json, parsed};
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// Accounts of one story.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimsAsked {
    /// One article, or several accounts of one story, at most twelve.
    #[schema(min_items = 1, max_items = 12)]
    articles: Vec<Given>,
}

#[utoipa::path(
    post, path = "/api/v1/claims", tag = "articles", operation_id = "claims",
    summary = "Find who said what",
    description = "Claims and events of an article. Of several accounts also what they agree on, where they conflict, and what one alone has.",
    request_body(content = ClaimsAsked, example = json!({
        "articles": [{"text": "The quay is safe, said Ida Marsh."}, {"text": "Ida Marsh denied that the quay was safe."}]
    })),
    responses(
        (status = 200, description = "the claims", body = ref("#/components/schemas/Claims")),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "no such article in the archive", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too much text", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "no article in what was sent", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too many requests at once; come again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn claims(State(site): State<Shared>, body: Bytes) -> Result<Response, Problem> {
    let asked: ClaimsAsked = parsed(&body)?;
    let report = work::in_turn(&site, move |site| {
        let articles = asked.articles.into_iter().map(|given| given.article(site)).collect::<Result<Vec<_>, _>>()?;
        work::who_said_what(articles)
    });
    let report = report.await?;
    let mut bytes = Vec::new();
    ClaimsOutput::Json.write(&report, &mut bytes)?;
    Ok(json(bytes))
}
