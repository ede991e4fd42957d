//! `cargo xtask tidy`: holds the workspace to its house rules. The numbers and lists stand in layers.toml.

mod code;
mod layers;
mod names;
mod rules;
mod sizes;
mod texts;
mod tree;

use std::path::Path;

use anyhow::{Result, bail};

use rules::Rules;
use tree::Tree;

/// Checks the workspace and prints one line a problem.
pub(crate) fn run() -> Result<()> {
    let problems = problems(&root())?;
    for problem in &problems {
        println!("{problem}");
    }
    if !problems.is_empty() {
        bail!("{} house rules are broken (see layers.toml)", problems.len());
    }
    println!("tidy: layers, sizes, names and paths are in order");
    Ok(())
}

/// Everything that is out of order, by place.
fn problems(root: &Path) -> Result<Vec<String>> {
    let rules = Rules::read(root)?;
    let tree = Tree::read(root)?;
    let mut problems = layers::floors(&tree, &rules)?;
    problems.extend(layers::modules(&tree, &rules));
    problems.extend(sizes::files(&tree, &rules));
    problems.extend(sizes::functions(&tree, &rules));
    problems.extend(sizes::unwraps(&tree, &rules));
    problems.extend(names::forbidden(&tree, &rules));
    problems.extend(texts::architecture(&tree));
    problems.extend(texts::machine_paths(&tree, &rules));
    problems.extend(rules.stale(&tree));
    problems.sort();
    Ok(problems)
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let problems = problems(&root()).expect("layers.toml and the sources can be read");
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
