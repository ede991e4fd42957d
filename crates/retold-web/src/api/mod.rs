//! The API for other programs, under `/api/v1`. One file a group; its description is made from this code.

mod archive;
mod asked;
mod bulk;
mod claims;
mod compare;
mod described;
mod families;
mod findings;
mod state;
mod trace;

pub(crate) use archive::{article, query, search};
pub(crate) use bulk::bulk;
pub(crate) use claims::claims;
pub(crate) use compare::compare;
pub(crate) use described::{description, openapi};
pub(crate) use families::{families, family};
pub(crate) use findings::{events, finding, findings, rule, search as findings_search};
pub(crate) use state::{health, metrics, ready};
pub(crate) use trace::trace;
