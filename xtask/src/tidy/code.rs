//! A Rust source as lines, names and functions. Roughly: enough for house rules, not a parser.

/// One Rust source without its tests.
pub(crate) struct Code {
    /// Path from the root.
    pub(crate) path: String,
    /// The source up to its tests, with comments and the insides of literals blanked.
    pub(crate) plain: String,
}

/// A function with its size.
pub(crate) struct Function {
    pub(crate) name: String,
    /// Line of its first word, from 1.
    pub(crate) line: usize,
    /// Lines from its first word to its last brace.
    pub(crate) lines: usize,
    /// Parameters without `self`.
    pub(crate) parameters: usize,
}

impl Code {
    /// Blanks a source.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let plain = blanked(text);
        let end = plain.find("#[cfg(test)]\nmod ").unwrap_or(plain.len());
        Self { path: path.to_owned(), plain: plain[..end].to_owned() }
    }

    /// Lines without the tests.
    pub(crate) fn lines(&self) -> usize {
        self.plain.lines().count()
    }

    /// All functions that have a body.
    pub(crate) fn functions(&self) -> Vec<Function> {
        let words = words(&self.plain);
        let starts = words.windows(2).filter(|w| w[0].1 == "fn").map(|w| (w[0].0, w[1].1));
        starts.filter_map(|(at, name)| self.function(at, name)).collect()
    }

    fn function(&self, at: usize, name: &str) -> Option<Function> {
        let rest = &self.plain[at..];
        let open = rest.find('(')?;
        let close = open + closing(&rest[open..], '(', ')')?;
        let body = close + rest[close..].find(['{', ';'])?;
        if rest[body..].starts_with(';') {
            return None;
        }
        let end = body + closing(&rest[body..], '{', '}')?;
        Some(Function {
            name: name.to_owned(),
            line: self.plain[..at].matches('\n').count() + 1,
            lines: rest[..end].matches('\n').count() + 1,
            parameters: parameters(&rest[open + 1..close]),
        })
    }

    /// Names that the source gives: of functions, types, modules, constants and bindings.
    pub(crate) fn names(&self) -> Vec<(usize, String)> {
        const GIVES: [&str; 10] = ["fn", "struct", "enum", "trait", "mod", "const", "static", "let", "mut", "type"];
        let words = words(&self.plain);
        let given = words.windows(2).filter(|w| GIVES.contains(&w[0].1) && !GIVES.contains(&w[1].1));
        // The associated type of an iterator bears the name that the standard library gave it.
        let named = given.filter(|w| (w[0].1, w[1].1) != ("type", "Item"));
        named.map(|w| (self.plain[..w[1].0].matches('\n').count() + 1, w[1].1.to_owned())).collect()
    }
}

/// Words of code with their places.
pub(crate) fn words(plain: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in plain.char_indices().chain([(plain.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '_', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &plain[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Parameters in a list, without `self`.
fn parameters(list: &str) -> usize {
    let (mut depth, mut parts, mut part) = (0i32, Vec::new(), String::new());
    let list = list.replace("->", "  ");
    for c in list.chars() {
        depth += i32::from(matches!(c, '(' | '[' | '<' | '{')) - i32::from(matches!(c, ')' | ']' | '>' | '}'));
        if c == ',' && depth == 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    parts
        .iter()
        .map(|p| p.trim())
        .filter(|p| !p.is_empty() && p.split([':', ' ']).all(|w| w != "self" && w != "&self"))
        .count()
}

/// A source with comments and the insides of literals replaced by spaces; line ends stay.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal(rest, out.chars().next_back()).unwrap_or(0);
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    out
}

/// Length of the comment or literal that a text begins with.
fn literal(text: &str, before: Option<char>) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(text.find("*/").map_or(text.len(), |n| n + 2));
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let raw = text.strip_prefix("br").or_else(|| text.strip_prefix('r')).filter(|_| !in_word);
    if let Some(marks) = raw.map(|r| r.chars().take_while(|c| *c == '#').count())
        && raw.is_some_and(|r| r[marks..].starts_with('"'))
    {
        let end = format!("\"{}", "#".repeat(marks));
        let open = text.find('"')? + 1;
        return Some(text[open..].find(&end).map_or(text.len(), |n| open + n + end.len()));
    }
    match text.chars().next()? {
        '"' => Some(quoted(text, '"')),
        // A lifetime has no closing mark behind one character.
        '\'' if text[1..].starts_with('\\') => Some(quoted(text, '\'')),
        '\'' => text[1..].chars().next().map(char::len_utf8).filter(|n| text[1 + n..].starts_with('\'')).map(|n| n + 2),
        _ => None,
    }
}

/// Length of a literal between two marks, with escapes.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "/// fn no()\nfn first<'a>(&self, a: &'a str, b: (u8, u8)) -> char {\n    let c = '{';\n    \"}\";\n    '\\''\n}\n\nfn second() {}\n#[cfg(test)]\nmod tests {\n    fn third() {}\n}\n";

    #[test]
    fn functions_are_counted_through_literals_and_without_tests() {
        let code = Code::new("a.rs", SOURCE);
        let found: Vec<_> = code.functions().into_iter().map(|f| (f.name, f.line, f.lines, f.parameters)).collect();
        assert_eq!(found, [("first".to_owned(), 2, 5, 2), ("second".to_owned(), 8, 1, 0)]);
    }

    #[test]
    fn names_are_those_given() {
        let names: Vec<String> = Code::new("a.rs", SOURCE).names().into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["first", "c", "second"]);
    }

    #[test]
    fn raw_strings_are_blanked() {
        assert_eq!(blanked("r#\"fn \"x\" \"# + y"), "             + y");
    }
}
