//! Any bytes as plain text: valid UTF-8 without a byte order mark stays as it is, everything else reads or fails.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_formats::{Format, read_stream};

fuzz_target!(|bytes: &[u8]| {
    let read = read_stream(bytes, "fuzz", Some(Format::Plain));
    if let (Ok(article), Ok(text)) = (&read, std::str::from_utf8(bytes)) {
        assert!(article.body == text || !article.notes.is_empty() || bytes.starts_with(b"\xef\xbb\xbf"));
    }
    if let Err(error) = read {
        assert!(!error.to_string().contains('\n'));
    }
});
