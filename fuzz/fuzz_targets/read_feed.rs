//! Any bytes as a feed: every article has words and a name, every error has one line, and the reading ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_formats::Format;

fuzz_target!(|bytes: &[u8]| {
    for read in Format::Feed.read(bytes, "fuzz") {
        match read {
            Ok(article) => assert!(article.body.contains(char::is_alphanumeric) && !article.id.is_empty()),
            Err(error) => assert!(!error.to_string().contains('\n')),
        }
    }
});
