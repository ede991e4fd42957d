//! Any bytes as a web page: an article has words, an error has one line, and both come in bounded time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_formats::{Format, read_stream};

fuzz_target!(|bytes: &[u8]| match read_stream(bytes, "fuzz", Some(Format::Html)) {
    Ok(article) => assert!(article.body.contains(char::is_alphanumeric)),
    Err(error) => assert!(!error.to_string().contains('\n')),
});
