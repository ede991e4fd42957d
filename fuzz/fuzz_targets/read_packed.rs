//! Any bytes as an input of unknown format, packed or not: it is unpacked, told and read without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_formats::read_stream;

fuzz_target!(|bytes: &[u8]| match read_stream(bytes, "fuzz", None) {
    Ok(article) => assert!(article.body.contains(char::is_alphanumeric)),
    Err(error) => assert!(!error.to_string().contains('\n')),
});
