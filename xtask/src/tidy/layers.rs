//! Crates use only lower floors; modules of the pure crate import only from those before them.

use anyhow::{Context, Result};

use super::code::{Code, words};
use super::rules::Rules;
use super::tree::Tree;

/// Dependencies of crates that do not lead downwards.
pub(crate) fn floors(tree: &Tree, rules: &Rules) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for (path, text) in tree.files.iter().filter(|(p, _)| p.starts_with("crates/") && p.ends_with("Cargo.toml")) {
        let manifest: toml::Table = toml::from_str(text).with_context(|| path.clone())?;
        let name = manifest.get("package").and_then(|p| p.get("name")).and_then(toml::Value::as_str).unwrap_or(path);
        let Some(floor) = rules.floors.get(name) else {
            problems.push(format!("{path}: {name} has no floor in layers.toml"));
            continue;
        };
        let used = ["dependencies", "build-dependencies"].into_iter().filter_map(|key| manifest.get(key)?.as_table());
        for other in used.flat_map(|table| table.keys()) {
            if rules.floors.get(other).is_some_and(|below| below >= floor) {
                problems.push(format!("{path}: {name} uses {other}, which is on no lower floor"));
            }
        }
    }
    Ok(problems)
}

/// Imports of the pure crate that do not lead downwards.
pub(crate) fn modules(tree: &Tree, rules: &Rules) -> Vec<String> {
    let place = |module: &str| rules.modules.iter().position(|m| m == module);
    let mut problems = Vec::new();
    for code in &tree.sources {
        let Some(inside) = code.path.strip_prefix("crates/retold/src/") else { continue };
        let own = inside.split(['/', '.']).next().unwrap_or_default();
        if own == "lib" {
            continue;
        }
        let Some(floor) = place(own) else {
            problems.push(format!("{}: module {own} stands in no order in layers.toml", code.path));
            continue;
        };
        let above = imports(code).into_iter().filter(|m| place(m).is_some_and(|n| n > floor));
        problems.extend(above.map(|m| format!("{}: {own} imports {m}, which comes after it", code.path)));
    }
    problems.dedup();
    problems
}

/// Modules named behind `crate::`, also those in braces.
fn imports(code: &Code) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in code.plain.match_indices("crate::") {
        let rest = &code.plain[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = &list[..list.find(';').unwrap_or(list.len())];
            found.extend(words(list).into_iter().map(|(_, word)| word));
        } else {
            found.extend(words(&rest[..rest.len().min(40)]).first().map(|(_, word)| *word));
        }
    }
    found
}
