//! Every sample in `samples/` reads as the file beside it says. `BLESS=1 cargo test` writes those files anew.

use retold::Article;
use retold_formats::read_path;
use serde_json::{Value, json};
use std::path::Path;

fn shown(article: &Article) -> Value {
    json!({
        "headline": article.headline, "byline": article.byline, "publisher": article.publisher,
        "published": article.published, "language": article.language, "credits": article.credits,
        "url": article.url, "outbound": article.outbound, "notes": article.notes,
        "body": article.body.split("\n\n").collect::<Vec<_>>(),
    })
}

#[test]
fn samples_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the samples are part of the crate").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "json") {
            continue;
        }
        seen += 1;
        let found = shown(&read_path(&path).expect("every sample holds an article"));
        let expected_in = path.with_extension("expected.json");
        if std::env::var_os("BLESS").is_some() {
            let pretty = serde_json::to_string_pretty(&found).expect("JSON prints");
            std::fs::write(&expected_in, pretty + "\n").expect("the samples can be written");
        }
        let expected = std::fs::read_to_string(&expected_in).unwrap_or_default();
        assert_eq!(found, serde_json::from_str::<Value>(&expected).unwrap_or_default(), "{}", path.display());
    }
    assert!(seen >= 4, "only {seen} samples");
}
