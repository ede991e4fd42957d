//! The JSON output holds to the published schema and to what the contract says of offsets.

mod support;

use jsonschema::{Resource, Validator};
use retold::JointComparison;
use retold_report::{Output, Report, ReportSettings, write_article_json};
use serde_json::{Value, json};

fn schema(text: &str) -> Value {
    serde_json::from_str(text).expect("the schema is JSON")
}

fn comparison_schema() -> Validator {
    let article = schema(include_str!("../../../schema/article-1.json"));
    let comparison = schema(include_str!("../../../schema/comparison-1.json"));
    let registry = jsonschema::Registry::new()
        .add("urn:retold:schema:article:1", Resource::from_contents(article))
        .and_then(|registry| registry.prepare())
        .expect("the article schema is a schema");
    jsonschema::options().with_registry(&registry).build(&comparison).expect("the comparison schema is a schema")
}

fn written() -> Value {
    let report = Report::new(support::comparison(), ReportSettings::default());
    let mut out = Vec::new();
    Output::Json.writer().write(&report, &mut out).expect("a vector takes everything");
    assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 1, "one object a line");
    serde_json::from_slice(&out).expect("the output is JSON")
}

#[test]
fn a_comparison_holds_to_its_schema() {
    let value = written();
    let validator = comparison_schema();
    let faults: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
}

/// Two sources, of which the second knows less.
fn written_of_two() -> Value {
    let mut second = support::comparison();
    second.alignment.links.truncate(1);
    second.alignment.dropped = vec![1, 2];
    second.changes.clear();
    let joint = JointComparison::new(vec![support::comparison(), second]);
    let mut out = Vec::new();
    let report = Report::new(joint, ReportSettings::default());
    Output::Json.writer().write(&report, &mut out).expect("a vector takes everything");
    serde_json::from_slice(&out).expect("the output is JSON")
}

#[test]
fn several_sources_hold_to_the_same_schema() {
    let value = written_of_two();
    let validator = comparison_schema();
    let faults: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert!(value.get("source").is_none() && value.get("verdict").is_none());
    assert_eq!(value["follows"], json!([0, 0, null]));
    assert_eq!(
        value["dropped"],
        json!([{"article": 0, "sentence": 2}, {"article": 1, "sentence": 1}, {"article": 1, "sentence": 2}])
    );
    assert_eq!(value["links"][1]["source"], json!([{"article": 1, "sentence": 0}]));
    assert_eq!(value["links"][1]["followed"], false);
    assert_eq!(value["changes"][0]["source"]["article"], 0);
    assert_eq!(value["verdicts"][1]["article"], 1);
}

#[test]
fn the_schema_keeps_one_source_and_several_apart() {
    let validator = comparison_schema();
    let refused = |place: &str, wrong: Value| {
        let mut value = written_of_two();
        *value.pointer_mut(place).expect("the place is there") = wrong;
        assert!(!validator.is_valid(&value), "{place} should have been refused");
    };
    refused("/links/0/source", json!([0]));
    refused("/links/0/words/0/0", json!([1, 2]));
    refused("/dropped", json!([2]));
    refused("/changes/0/article", json!(null));
    refused("/changes/0/source/article", json!("A"));
    refused("/verdicts/0/article", json!(-1));
    refused("/furniture_dropped", json!(["byline"]));
    let mut mixed = written_of_two();
    mixed["verdict"] = mixed["verdicts"][0].clone();
    assert!(!validator.is_valid(&mixed));
    let mut alone = written();
    alone["links"][0]["source"] = json!([{"article": 0, "sentence": 0}]);
    assert!(!validator.is_valid(&alone));
}

#[test]
fn the_schema_refuses_what_the_contract_refuses() {
    let validator = comparison_schema();
    let damage: [(&str, Value); 5] = [
        ("/schema", json!("retold/comparison/2")),
        ("/links/0/relation", json!("copied")),
        ("/changes/0/kind", json!("typo")),
        ("/verdict/probability", json!(1.5)),
        ("/source/text", json!(null)),
    ];
    for (place, wrong) in damage {
        let mut value = written();
        *value.pointer_mut(place).expect("the place is there") = wrong;
        assert!(!validator.is_valid(&value), "{place} should have been refused");
    }
}

#[test]
fn an_article_holds_to_its_schema() {
    let mut out = Vec::new();
    write_article_json(&support::comparison().source, &mut out).expect("a vector takes everything");
    let value: Value = serde_json::from_slice(&out).expect("the output is JSON");
    let validator =
        jsonschema::validator_for(&schema(include_str!("../../../schema/article-1.json"))).expect("a schema");
    assert!(validator.is_valid(&value), "{value}");
    assert_eq!(value["byline"], json!(["Ada Quill"]));
    assert_eq!(value["headline"], "Harbour bridge shut after crack found");
}

#[test]
fn every_span_says_the_words_it_holds() {
    fn walk(value: &Value, text: &str, seen: &mut usize) {
        if let (Some(start), Some(end), Some(words)) =
            (value["start"].as_u64(), value["end"].as_u64(), value["text"].as_str())
        {
            assert_eq!(&text[start as usize..end as usize], words);
            *seen += 1;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(item, text, seen)),
            Value::Object(fields) => fields.values().for_each(|field| walk(field, text, seen)),
            _ => {}
        }
    }
    let value = written();
    let (source, retelling) = (value["source"]["text"].as_str().unwrap(), value["retelling"]["text"].as_str().unwrap());
    let mut seen = 0;
    walk(&value["source"], source, &mut seen);
    walk(&value["retelling"], retelling, &mut seen);
    walk(&value["verdict"], retelling, &mut seen);
    for change in value["changes"].as_array().unwrap() {
        walk(&change["source"], source, &mut seen);
        walk(&change["retelling"], retelling, &mut seen);
    }
    assert!(seen >= 15, "only {seen} spans");
}

#[test]
fn names_in_the_schema_are_those_of_the_library() {
    let text = include_str!("../../../schema/comparison-1.json");
    let all = schema(text);
    let names = |pointer: &str| all.pointer(pointer).cloned().expect("the schema lists the names");
    let kinds: Vec<&str> = retold::change::ChangeKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names("/properties/changes/items/properties/kind/enum"), json!(kinds));
    let relations: Vec<&str> = retold::align::Relation::ALL.iter().map(|relation| relation.name()).collect();
    assert_eq!(names("/properties/links/items/properties/relation/enum"), json!(relations));
}
