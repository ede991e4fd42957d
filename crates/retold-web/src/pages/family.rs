//! *Family*: who took it from whom.

use axum::extract::State;
use axum::response::Response;

use super::frame::{Leaf, Part};
use crate::site::Shared;

/// The family of an article.
pub(crate) async fn family(State(site): State<Shared>) -> Response {
    let mut leaf = Leaf::new(Part::Family, "Family");
    leaf.content.raw("<div class=\"ask\">\n<h1>Family</h1>\n<p class=\"lead\">No families are known yet.</p>\n</div>\n");
    leaf.answer(&site)
}
