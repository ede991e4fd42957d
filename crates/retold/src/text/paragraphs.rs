//! Paragraphs: what line ends mean in a text.

/// Folded byte ranges of the paragraphs of a text, trimmed, none empty.
///
/// A blank line parts paragraphs always; a single line end does too, unless the text is wrapped at a fixed width.
pub fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for &(start, end) in &lines {
        if start == end {
            open = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if open && wrapped => last.1 = end,
            _ => found.push((start, end)),
        }
        open = true;
    }
    found
}

/// Trimmed lines as byte ranges; an empty range for a blank line.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        let indent = body.len() - body.trim_start().len();
        found.push((at + indent, at + body.len()));
        at += line.len();
    }
    found
}

/// Whether lines are broken at a width: of the lines followed directly by another, half or more stop inside a
/// sentence, and none is much longer than a screen is wide.
fn is_wrapped(text: &str, lines: &[(usize, usize)]) -> bool {
    const WIDEST: usize = 120;
    let mut inside = 0usize;
    let mut pairs = 0usize;
    for pair in lines.windows(2) {
        let ((start, end), (next, next_end)) = (pair[0], pair[1]);
        if start == end || next == next_end {
            continue;
        }
        if end - start > WIDEST {
            return false;
        }
        pairs += 1;
        inside += usize::from(!text[..end].ends_with(['.', '!', '?', '"', '\'', ':', ')']));
    }
    pairs >= 2 && 2 * inside >= pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|(s, e)| &text[s..e]).collect()
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        assert_eq!(texts("One sentence.\nTwo sentences.\n\nThree."), ["One sentence.", "Two sentences.", "Three."]);
        let wrapped = "The council met on\nthe first of May to\ntalk about the\nbridge.\n\nIt closed.";
        assert_eq!(texts(wrapped).len(), 2);
    }
}
