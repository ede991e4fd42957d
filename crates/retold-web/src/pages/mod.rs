//! Pages for people, rendered on the server. They read well without a script; a little script makes them comfortable.
//! Every word of an article goes through [`retold_report::Page`], which escapes it.

mod api;
mod article;
mod claims;
mod compare;
mod family;
mod form;
mod frame;
mod login;
mod refused;
mod search;
mod told;
mod trace;
mod traced;
mod watch;

pub(crate) use api::api;
pub(crate) use article::article;
pub(crate) use claims::{claims, claims_download, claims_taken};
pub(crate) use compare::{compare, compare_download, compare_taken};
pub(crate) use family::{families, family};
pub(crate) use login::{login, login_taken, logout};
pub(crate) use refused::as_pages;
pub(crate) use search::search;
pub(crate) use trace::{trace, trace_form, trace_taken};
pub(crate) use watch::{finding, finding_ruled, pack, saying, watch};
