//! Retold in a browser and for other programs: pages rendered on the server, a JSON API, events, metrics.
//!
//! The only crate that answers over HTTP. What it shows is found out elsewhere. What is not in every installation (pages of
//! the web, the store of a watch, findings of a whole archive) is given to a [`Site`] by its `with_` functions.

mod api;
mod asset;
mod desk;
mod drafts;
mod error;
mod families;
mod fields;
mod figures;
mod gate;
mod guard;
mod intake;
mod journal;
mod listen;
mod outside;
mod pages;
mod problem;
mod routes;
mod settings;
mod site;
mod tokens;
mod watching;
mod work;

pub use error::WebError;
pub use listen::serve;
pub use outside::{Fetch, FetchError};
pub use routes::routes;
pub use settings::Settings;
pub use site::Site;
pub use tokens::{Role, Token, Tokens};
pub use watching::Watching;
