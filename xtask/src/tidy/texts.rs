//! What the prose says is there, and it names no path of anyone's machine.

use super::rules::Rules;
use super::tree::Tree;

/// Paths of ARCHITECTURE.md that lead nowhere.
pub(crate) fn architecture(tree: &Tree) -> Vec<String> {
    const PAGE: &str = "ARCHITECTURE.md";
    let Some(text) = tree.text(PAGE) else { return vec![format!("{PAGE} is missing")] };
    let named = text.split('`').skip(1).step_by(2).filter(|code| is_path(code));
    named.filter(|path| !tree.has(path)).map(|path| format!("{PAGE}: there is no {path}")).collect()
}

fn is_path(code: &str) -> bool {
    let sound = code.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    let ending = [".rs", ".toml", ".md", ".py", ".json", ".jsonl"].iter().any(|e| code.ends_with(e));
    sound && (ending || code.contains('/'))
}

/// Files that mention a folder of the machine that they were written on.
pub(crate) fn machine_paths(tree: &Tree, rules: &Rules) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in &tree.files {
        for (line, words) in text.lines().enumerate() {
            if rules.machine_folders.iter().any(|folder| mentions(words, folder)) {
                problems.push(format!("{path}:{}: mentions a folder of one machine", line + 1));
            }
        }
    }
    problems
}

/// Whether a line holds `/folder/` as the beginning of a path.
fn mentions(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    let starts = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/$}".contains(c));
    line.match_indices(&path).any(|(at, _)| starts(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_paths_are_of_a_machine() {
        let folder = "attic";
        assert!(mentions(&format!("cd /{folder}/x"), folder) && mentions(&format!("\"/{folder}/x\""), folder));
        assert!(!mentions(&format!("https://example.org/{folder}/x"), folder));
        assert!(!mentions(&format!("../{folder}/x"), folder));
    }
}
