//! Any text as an article: who said what lies in the text, and no piece of it is empty.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold::Article;
use retold::attribution::{claims, events};
use retold::mention::Mentions;
use retold::text::{Language, Reading};

fuzz_target!(|body: String| {
    let reading = Reading::new(Article::new("fuzz", body.as_str()), Language::English);
    let mentions = Mentions::of(&reading, Language::English.rules());
    for claim in claims(&reading, &mentions.names) {
        for span in claim.content.iter().chain(&claim.speaker).chain(&claim.cue) {
            assert!(body.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
        }
    }
    let _ = events(&reading, &mentions);
});
