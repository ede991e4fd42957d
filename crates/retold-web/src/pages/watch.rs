//! *Watch*: watched publishers, and findings as they come.

use axum::extract::State;
use axum::response::Response;

use super::frame::{Leaf, Part};
use crate::site::Shared;

/// Findings of the watch.
pub(crate) async fn watch(State(site): State<Shared>) -> Response {
    let mut leaf = Leaf::new(Part::Watch, "Watch");
    leaf.content.raw("<div class=\"ask\">\n<h1>Watch</h1>\n<p class=\"lead\">Watching is off in this installation.</p>\n</div>\n");
    leaf.answer(&site)
}
