//! Names say what a thing is.

use super::rules::Rules;
use super::tree::Tree;

/// Names that hold a word which says nothing.
pub(crate) fn forbidden(tree: &Tree, rules: &Rules) -> Vec<String> {
    let mut problems = Vec::new();
    for code in &tree.sources {
        let path = code.path.split(['/', '.', '-']).map(|part| (1, part.to_owned()));
        for (line, name) in path.chain(code.names()) {
            let bad = parts(&name).into_iter().find(|p| rules.forbidden_names.contains(p));
            if let Some(word) = bad
                && !rules.excepts("name", &code.path, &name)
            {
                problems.push(format!("{}:{line}: {name:?} holds the word {word:?}", code.path));
            }
        }
    }
    problems
}

/// Words of a name in snake or camel case, in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if c == '_' || (c.is_uppercase() && small) {
            parts.push(String::new());
        }
        small = c.is_lowercase();
        if c != '_'
            && let Some(last) = parts.last_mut()
        {
            last.extend(c.to_lowercase());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(parts("WordVectors"), ["word", "vectors"]);
        assert_eq!(parts("MAX_ITEM"), ["max", "item"]);
        assert_eq!(parts("information"), ["information"]);
    }
}
