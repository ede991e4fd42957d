//! Families: articles of the archive that were retold from one another.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use retold::lineage::Family;
use retold_report::{FamilyOutput, FamilyWriter};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::archive::Listed;
use super::asked::json;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::site::{Shared, Site};
use crate::{families, work};

/// Families on one page, unless told, and at most.
const USUAL: usize = 20;
const MOST: usize = 200;

/// Which page of the families is wanted.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the query; its fields are read by name")]
pub(crate) struct FamiliesAsked {
    /// So many families are passed over.
    #[param(default = 0, minimum = 0)]
    skip: Option<usize>,
    /// At most so many are returned.
    #[param(default = 20, minimum = 1, maximum = 200)]
    limit: Option<usize>,
}

/// A page of the archive's families.
#[derive(Serialize, ToSchema)]
pub(crate) struct Families {
    /// Name of the schema.
    #[schema(example = "retold/families/1")]
    schema: &'static str,
    /// Families of the whole archive.
    matching: usize,
    /// Those asked for, the largest first.
    families: Vec<FamilyListed>,
}

/// A family in a list.
#[derive(Serialize, ToSchema)]
struct FamilyListed {
    /// What it goes by: the id of the first of its articles, in the order of ids.
    #[schema(example = "wire-7")]
    id: String,
    /// How many articles it has, copies included.
    articles: usize,
    /// How many of them are witnesses: near-identical twins count once.
    witnesses: usize,
    /// Share of the pairs of witnesses that a finding joins.
    #[schema(minimum = 0.0, maximum = 1.0)]
    cohesion: f64,
    /// The article that it goes by; null when that is no longer in the archive.
    first: Option<Listed>,
}

impl FamilyListed {
    fn of(family: &Family, site: &Site) -> Result<Self, Problem> {
        let id = family.members.first().cloned().unwrap_or_default();
        Ok(Self {
            articles: family.members.len(),
            witnesses: family.witnesses().len(),
            // Three digits are all that it is good for.
            cohesion: (family.cohesion * 1000.0).round() / 1000.0,
            first: site.archive.get(&id)?.map(Listed::of),
            id,
        })
    }
}

#[utoipa::path(
    get, path = "/api/v1/families", tag = "archive", operation_id = "families",
    summary = "List the families of the archive",
    description = "Articles that were retold from one another, the largest family first. They are known where the service was started with the \
        findings of `retold families`.",
    params(FamiliesAsked),
    responses(
        (status = 200, description = "the families", body = Families),
        (status = 429, description = "too many requests at once; come again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "the families of the whole archive are not known here", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn families(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (skip, limit) = (fields.skip(), fields.parsed("limit").unwrap_or(USUAL).clamp(1, MOST));
    let listed = work::in_turn(&site, move |site| {
        let all = &site.families()?.all;
        let families = all.iter().skip(skip).take(limit).map(|family| FamilyListed::of(family, site));
        let families = families.collect::<Result<_, _>>()?;
        Ok(Families { schema: "retold/families/1", matching: all.len(), families })
    });
    Ok(json(serde_json::to_vec(&listed.await?).map_err(std::io::Error::from)?))
}

#[utoipa::path(
    get, path = "/api/v1/families/{id}", tag = "archive", operation_id = "family",
    summary = "The family of an article, and who took it from whom",
    description = "The family tree with what was changed on the way. Where the families of the whole archive are not known, the nearest kin of \
        the article are looked for. An article without kin is alone in its family.",
    params(("id" = String, Path, description = "id of any of its articles, percent-encoded (a slash as %2F)", example = "wire-7")),
    responses(
        (status = 200, description = "the family", body = ref("#/components/schemas/Family")),
        (status = 404, description = "no such article in the archive", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too much text", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too many requests at once; come again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn family(State(site): State<Shared>, Path(id): Path<String>) -> Result<Response, Problem> {
    let report = work::in_turn(&site, move |site| families::report(site, &id)).await?;
    let mut bytes = Vec::new();
    let mut writer = FamilyWriter::new(FamilyOutput::JsonLines, work::report_settings(false));
    writer.write(&report, &mut bytes)?;
    writer.finish(&mut bytes)?;
    Ok(json(bytes))
}
