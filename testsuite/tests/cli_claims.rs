//! Journeys: who said what, in one article and in several accounts.

mod cli_program;

use std::fs;

use cli_program::{WIRE, file, folder, run, schema};
use jsonschema::{Resource, Validator};
use serde_json::Value;

fn claims_schema() -> Validator {
    let registry = jsonschema::Registry::new()
        .add("urn:retold:schema:article:1", Resource::from_contents(schema("article-1.json")))
        .and_then(|registry| registry.prepare())
        .expect("the article schema is a schema");
    jsonschema::options().with_registry(&registry).build(&schema("claims-1.json")).expect("the claims schema is one")
}

const FIRST: &str = "Ferry company drops night service\n\nThe ferry company will not attend the harbour talks in Brenholm on \
    Tuesday, its chairman Otto Lindqvist said.\n\n\"We were never invited to the harbour talks,\" Lindqvist told reporters.\n";
const SECOND: &str = "Harbour talks to go ahead\n\nMayor Ruta Salme said the ferry company will attend the harbour talks in \
    Brenholm on Tuesday.\n\nShe added that the bridge needs new paint.\n";

#[test]
fn one_article_holds_to_the_schema() {
    let said = run(["claims", WIRE, "--format", "json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let value = said.json();
    let faults: Vec<String> =
        claims_schema().iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert!(value["claims"].as_array().unwrap().len() > 3, "{value}");
    let text = value["article"]["text"].as_str().unwrap();
    for claim in value["claims"].as_array().unwrap() {
        for span in claim["content"].as_array().unwrap().iter().chain([&claim["cue"]]) {
            let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
            assert_eq!(&text[start..end], span["text"].as_str().unwrap());
        }
    }
}

#[test]
fn accounts_that_contradict_each_other_are_told() {
    let folder = folder("claims-accounts");
    let (a, b) = (file(&folder, "a.txt", FIRST), file(&folder, "b.txt", SECOND));
    let value = run(["claims", &a, &b, "--format", "json"]).json();
    assert!(claims_schema().is_valid(&value), "{value}");
    let claims = value["claims"].as_array().unwrap();
    let who = |n: &Value| claims[n.as_u64().unwrap() as usize]["who"].as_str().unwrap_or("").to_owned();
    let pairs: Vec<(String, String)> =
        value["conflicts"].as_array().unwrap().iter().map(|c| (who(&c["claims"][0]), who(&c["claims"][1]))).collect();
    assert!(pairs.contains(&("Otto Lindqvist".to_owned(), "Ruta Salme".to_owned())), "{pairs:?} of {claims:?}");
    assert!(!value["alone"].as_array().unwrap().is_empty());
}

#[test]
fn rows_and_linked_data_hold_every_claim() {
    let folder = folder("claims-exports");
    let a = file(&folder, "a.txt", FIRST);
    let count = run(["claims", &a, "--format", "json"]).json()["claims"].as_array().unwrap().len();
    let rows = run(["claims", &a, "--format", "csv"]).out;
    assert_eq!(rows.lines().count(), count + 1, "{rows}");
    let linked = run(["claims", &a, "--format", "jsonld"]).json();
    assert_eq!(linked["@context"], "https://schema.org");
    assert_eq!(linked["@graph"].as_array().unwrap().len(), count);
    assert!(linked["@graph"].as_array().unwrap().iter().all(|c| c["@type"] == "Claim"));
}

#[test]
fn the_ending_of_the_file_names_the_format() {
    let folder = folder("claims-output");
    let (a, b) = (file(&folder, "a.txt", FIRST), file(&folder, "b.txt", SECOND));
    let page = folder.join("claims.html");
    let said = run(["claims", &a, &b, "--output", page.to_str().unwrap()]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{said:?}");
    let page = fs::read_to_string(page).unwrap();
    for words in ["<!DOCTYPE html>", "Conflicts", "Otto Lindqvist", "Ruta Salme", "SHA-256"] {
        assert!(page.contains(words), "the page lacks {words:?}");
    }
    assert!(run(["claims", &a, "--format", "html"]).out.starts_with("<!DOCTYPE html>"));
    run(["claims", &a, "--output", &a]).assert_refused("a.txt");
}

#[test]
fn hostile_names_stay_text() {
    let folder = folder("claims-hostile");
    let hostile =
        "The mayor Ann <script>alert(1)</script> Low said the \"bridge\"><img src=x onerror=alert(1)> was shut.\n";
    let page = run(["claims", &file(&folder, "a.txt", hostile), "--format", "html"]);
    assert_eq!(page.status, 0, "{}", page.err);
    assert!(!page.out.contains("<script>alert") && !page.out.contains("<img"), "{}", page.out);
}

#[test]
fn a_person_reads_who_said_it() {
    let folder = folder("claims-terminal");
    let said = run(["claims", &file(&folder, "a.txt", FIRST)]);
    assert!(said.out.contains("Otto Lindqvist"), "{}", said.out);
    run(["claims", "missing.txt"]).assert_refused("missing.txt");
}
