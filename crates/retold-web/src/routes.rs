//! Which address is answered by what.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use crate::problem::Problem;
use crate::site::{Shared, Site};
use crate::{api, asset, guard, journal, pages};

/// All addresses of a service, for a server of one's own; [`crate::serve`] has one.
pub fn routes(site: Site) -> Router {
    router(Arc::new(site))
}

pub(crate) fn router(site: Shared) -> Router {
    let with = || site.clone();
    // Bodies are collected before anything is done; streams are not.
    let whole = pages().merge(api_of_whole_requests()).layer(from_fn_with_state(with(), guard::collected));
    let streams = Router::new().route("/api/v1/trace/bulk", post(api::bulk));
    Router::new()
        .merge(whole)
        .merge(streams)
        .fallback(async || Problem::missing("there is no such page"))
        .method_not_allowed_fallback(async || Problem::method())
        // The last layer is the first to see a request.
        .layer(from_fn_with_state(with(), guard::admitted))
        .layer(from_fn(guard::same_site))
        .layer(from_fn_with_state(with(), guard::named))
        .layer(from_fn_with_state(with(), pages::as_pages))
        .layer(from_fn(guard::dressed))
        .layer(from_fn_with_state(with(), journal::note))
        .layer(DefaultBodyLimit::disable())
        .with_state(site)
}

fn pages() -> Router<Shared> {
    Router::new()
        .route("/", get(pages::trace_form))
        .route("/trace", get(pages::trace).post(pages::trace_taken))
        .route("/compare", get(pages::compare).post(pages::compare_taken))
        .route("/compare/{output}", get(pages::compare_download))
        .route("/claims", get(pages::claims).post(pages::claims_taken))
        .route("/claims/{output}", get(pages::claims_download))
        .route("/archive", get(pages::search))
        .route("/archive/article", get(pages::article))
        .route("/families", get(pages::families))
        .route("/family", get(pages::family))
        .route("/watch", get(pages::watch))
        .route("/watch/finding", get(pages::finding).post(pages::finding_ruled))
        .route("/watch/pack", get(pages::pack))
        .route("/login", get(pages::login).post(pages::login_taken))
        .route("/logout", post(pages::logout))
        .route("/api", get(pages::api))
        .route("/assets/{name}", get(asset::serve))
}

fn api_of_whole_requests() -> Router<Shared> {
    Router::new()
        .route("/api/v1/compare", post(api::compare))
        .route("/api/v1/trace", post(api::trace))
        .route("/api/v1/claims", post(api::claims))
        .route("/api/v1/articles/{id}", get(api::article))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/families", get(api::families))
        .route("/api/v1/families/{id}", get(api::family))
        .route("/api/v1/findings", get(api::findings))
        .route("/api/v1/findings/events", get(api::events))
        .route("/api/v1/findings/{id}", get(api::finding).post(api::rule))
        .route("/api/v1/openapi.json", get(api::openapi))
        .route("/health", get(api::health))
        .route("/ready", get(api::ready))
        .route("/metrics", get(api::metrics))
}
