//! The service as a client sees it: one file an area.

mod api;
mod guards;
mod pages;
mod support;
mod watching;
