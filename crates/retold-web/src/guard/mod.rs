//! What stands before every request: names, origins, tokens, sizes. One file a guard; each is a test in `tests/`.

mod body;
mod headers;
mod host;
mod origin;
mod token;

pub(crate) use body::collected;
pub(crate) use headers::dressed;
pub(crate) use host::named;
pub(crate) use origin::same_site;
pub(crate) use token::{COOKIE, Caller, admitted};
