//! Turns files into [`retold::Article`]s: plain text in any encoding, and web pages.
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

mod bounded;
mod decode;
mod error;
mod format;
mod html;
mod plain;

pub use error::ReadError;
pub use format::{Format, read_path, read_stream};
pub use html::{DEEPEST_PAGE, LARGEST_MARKUP, LARGEST_PAGE};
pub use plain::LARGEST_TEXT;
