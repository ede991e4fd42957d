//! Any text has claims with sound spans, and none makes the tagger stumble.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold::Article;
use retold::attribution::{Account, Ledger, claims, events};
use retold::mention::Mentions;
use retold::text::{Language, Reading};

fuzz_target!(|body: String| {
    let reading = Reading::new(Article::new("fuzz", body.as_str()), Language::English);
    let mentions = Mentions::of(&reading, Language::English.rules());
    let found = claims(&reading, &mentions.names);
    for claim in &found {
        let spans = claim.content.iter().chain(&claim.speaker).chain(&claim.cue);
        spans.for_each(|s| assert!(body.get(s.start..s.end).is_some()));
    }
    for event in events(&reading, &mentions) {
        assert!(body.get(event.what.start..event.what.end).is_some());
    }
    let account = Account { reading: &reading, claims: &found };
    assert!(Ledger::new(&[account, account]).conflicts.len() <= found.len() * found.len());
});
