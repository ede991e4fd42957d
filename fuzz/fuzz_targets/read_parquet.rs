//! Any bytes as Parquet: every article has words and a name, every error has one line, and the reading ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_formats::Format;

// Panics of the Parquet crate are caught by the reader; only others are a finding.
fn spare_guarded_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fault| {
        if !retold_formats::is_guarding() {
            before(fault);
        }
    }));
}

fuzz_target!(init: spare_guarded_panics(), |bytes: &[u8]| {
    for read in Format::Parquet.read(bytes, "fuzz") {
        match read {
            Ok(article) => assert!(article.body.contains(char::is_alphanumeric) && !article.id.is_empty()),
            Err(error) => assert!(!error.to_string().contains('\n')),
        }
    }
});
