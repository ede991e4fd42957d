//! Every sample in `samples/` reads as the file beside it says. `BLESS=1 cargo test` writes those files anew.

use retold::Article;
use retold_formats::{ReadError, read_all};
use serde_json::{Map, Value, json};
use std::path::Path;

/// One article without what it does not say; several as a list, with what was wrong with the others.
fn shown(read: Vec<Result<Article, ReadError>>, folder: &Path) -> Value {
    let is_one = read.len() == 1;
    let show = |read: Result<Article, ReadError>| match read {
        Ok(article) if is_one => fields(&article),
        Ok(article) => {
            let mut value = json!({ "id": article.id });
            if let (Some(all), Value::Object(more)) = (value.as_object_mut(), fields(&article)) {
                all.extend(more.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([])));
            }
            value
        }
        Err(error) => json!({ "error": error.to_string().replace(&format!("{}/", folder.display()), "") }),
    };
    let mut values: Vec<Value> = read.into_iter().map(show).collect();
    if is_one { values.remove(0) } else { Value::Array(values) }
}

fn fields(article: &Article) -> Value {
    let mut value = json!({
        "headline": article.headline, "byline": article.byline, "publisher": article.publisher,
        "published": article.published, "language": article.language, "credits": article.credits,
        "url": article.url, "outbound": article.outbound, "notes": article.notes,
        "body": article.body.split("\n\n").collect::<Vec<_>>(),
    });
    if let Some(series) = &article.series {
        value["series"] = json!(series);
    }
    if !article.other.is_empty() {
        let parse = |json: &str| serde_json::from_str(json).expect("other fields are JSON");
        let other: Map<String, Value> = article.other.iter().map(|(name, json)| (name.clone(), parse(json))).collect();
        value["other"] = Value::Object(other);
    }
    value
}

#[test]
fn samples_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).expect("the samples are part of the crate").flatten() {
        let path = entry.path();
        if path.to_string_lossy().ends_with(".expected.json") {
            continue;
        }
        seen += 1;
        let found = shown(read_all(&path).collect(), &folder);
        let expected_in = path.with_extension("expected.json");
        if std::env::var_os("BLESS").is_some() {
            let pretty = serde_json::to_string_pretty(&found).expect("JSON prints");
            std::fs::write(&expected_in, pretty + "\n").expect("the samples can be written");
        }
        let expected = std::fs::read_to_string(&expected_in).unwrap_or_default();
        assert_eq!(found, serde_json::from_str::<Value>(&expected).unwrap_or_default(), "{}", path.display());
    }
    assert!(seen >= 13, "only {seen} samples");
}
