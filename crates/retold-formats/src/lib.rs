//! Turns files into [`retold::Article`]s: JSON Lines, plain text, web pages, WARC, Parquet, CSV, feeds, ninjs, NewsML-G2,
//! and folders of these, packed by gzip or zstd or not.
//!
//! ```
//! use retold_formats::{Format, read_stream};
//!
//! let input = "By Ada Quill\n\nThe bridge opened on Monday.";
//! let article = read_stream(input.as_bytes(), "bridge.txt", Some(Format::Plain))?;
//! assert_eq!(article.body, input);
//! # Ok::<(), retold_formats::ReadError>(())
//! ```
//!
//! The crate knows files and formats. It does not know sentences, comparisons, or how results are shown.

mod articles;
mod bounded;
mod csv;
mod decode;
mod error;
mod feed;
mod fetched;
mod findings;
mod folder;
mod format;
mod html;
mod json_lines;
mod json_values;
mod lines;
mod newsml;
mod ninjs;
mod parquet;
mod plain;
mod published;
mod record;
mod sitemap;
mod unpack;
mod warc;
mod xml;

pub use articles::{Articles, input_size, read_all, read_every, read_path, read_stream};
pub use error::{LARGEST_REJECT, ReadError};
pub use fetched::{Listing, read_fetched, read_listing};
pub use findings::{read_findings, write_findings_lines, write_findings_parquet};
pub use format::Format;
pub use html::{DEEPEST_PAGE, LARGEST_MARKUP, LARGEST_PAGE};
pub use json_lines::LARGEST_RECORD;
pub use parquet::{LARGEST_STREAM, is_guarding};
pub use plain::LARGEST_TEXT;
