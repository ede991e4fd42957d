//! Journeys: a retelling held against several sources.

mod cli_program;

use std::fs;

use cli_program::{RETELLING, WIRE, command, comparison_schema, file, folder, run};
use serde_json::{Value, json};

/// Another account of the talks that the wire story tells of, with one thing that only it has.
const SECOND: &str = "Growers set terms for dam talks\n\nBy Petra Vong, Coast Courier\n\n\
    Growers on the lower river want 12 million crowns a year for their losses, their speaker Olaf Brekke said on Friday.\n\n\
    The growers have hired a lawyer from Selin and will publish a list of their losses next week.\n";

/// The retelling with a sentence out of the second account.
fn told() -> String {
    let own = fs::read_to_string(RETELLING).unwrap();
    format!(
        "{own}\nOlaf Brekke, who speaks for the growers on the lower river, said on Friday that they want 12 million crowns a year for their losses.\n"
    )
}

fn joint(folder: &str) -> Value {
    let folder = folder_of(folder);
    let said = run(["compare", WIRE, &folder.0, &folder.1, "--format", "json"]);
    assert_eq!(said.status, 0, "{said:?}");
    said.json()
}

/// The second account and the retelling as files.
fn folder_of(name: &str) -> (String, String) {
    let folder = folder(name);
    (file(&folder, "second.txt", SECOND), file(&folder, "told.txt", told()))
}

#[test]
fn json_holds_to_the_published_schema() {
    let value = joint("sources-schema");
    let faults: Vec<String> =
        comparison_schema().iter_errors(&value).map(|f| format!("{}: {f}", f.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    for change in value["changes"].as_array().unwrap().iter().filter(|c| !c["source"].is_null()) {
        let place = &change["source"];
        let article = place["article"].as_u64().unwrap() as usize;
        let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
        let text = value["sources"][article]["text"].as_str().unwrap();
        assert_eq!(&text[start..end], place["text"].as_str().unwrap());
    }
}

#[test]
fn every_sentence_follows_the_source_that_tells_it() {
    let value = joint("sources-follow");
    let follows = value["follows"].as_array().unwrap();
    assert_eq!((&follows[0], &follows[follows.len() - 1]), (&json!(0), &json!(1)), "{follows:?}");
    let alone = run(["compare", WIRE, RETELLING, "--format", "json"]).json();
    let kinds = |value: &Value| -> Vec<Value> {
        value["changes"].as_array().unwrap().iter().map(|change| change["kind"].clone()).collect()
    };
    assert_eq!(kinds(&value), kinds(&alone), "the second source changes nothing in what follows the first");
}

#[test]
fn people_see_which_source_is_followed() {
    let (second, told) = folder_of("sources-shown");
    let terminal = run(["compare", WIRE, &second, &told, "--width", "120"]).out;
    for words in ["A Derived", "B ", "SOURCES", "follow it", "B1\u{a0}Growers"] {
        assert!(terminal.contains(words), "{words:?} is missing from\n{terminal}");
    }
    let page = run(["compare", WIRE, &second, &told, "--format", "html"]).out;
    for words in ["Sources</th>", ">B1</button>", "Olaf Brekke", "Who said what", "source B’s text"] {
        assert!(page.contains(words), "the page lacks {words:?}");
    }
    let hidden = run(["compare", WIRE, &second, &told, "--format", "json", "--redact"]).json();
    assert!(comparison_schema().is_valid(&hidden));
    assert!(hidden["sources"][1]["text"].as_str().unwrap().contains('█'));
}

#[test]
fn the_same_source_twice_changes_nothing() {
    let once = run(["compare", WIRE, RETELLING, "--format", "json"]).json();
    let twice = run(["compare", WIRE, WIRE, RETELLING, "--format", "json"]).json();
    assert_eq!(twice["added"], once["added"]);
    let told = |value: &Value| -> Vec<Value> {
        value["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| json!([c["kind"], c["retelling"], c["explanation"]]))
            .collect()
    };
    assert_eq!(told(&twice), told(&once));
    assert!(twice["follows"].as_array().unwrap().iter().all(|article| *article == 0 || article.is_null()));
}

#[test]
fn a_date_in_the_future_is_not_trusted() {
    let evidence = |epoch: &str| {
        let output = command(["compare", WIRE, RETELLING, "--format", "json"])
            .env("SOURCE_DATE_EPOCH", epoch)
            .output()
            .expect("the program starts");
        let value: Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
        value["verdict"]["evidence"].to_string()
    };
    // The wire story is dated 8 June 2025: first a year before it, then a day after.
    assert!(evidence("1717800000").contains("the source is dated in the future"));
    assert!(!evidence("1749500000").contains("future"));
}

#[test]
fn fail_on_asks_all_sources() {
    let (second, told) = folder_of("sources-fail");
    assert_eq!(run(["compare", &second, WIRE, &told, "--fail-on", "derived"]).status, 1);
    assert_eq!(run(["compare", &second, WIRE, &told, "--fail-on", "number"]).status, 1);
}
