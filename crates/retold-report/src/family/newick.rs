//! Trees by Newick: one a line. What a tree cannot hold stands in comments: probability, unknown order, lost witnesses,
//! further sources and copies.

use std::io;

use super::part;
use super::tree::{Node, Tree};
use crate::claims::one_line;
use crate::layout::{Glyph, glyph};

/// Writes the tree of one family. Branches are as long as the share of words that the witness does not have from its
/// source. `[&R]` says that the root is known, `[&U]` that the tree may hang from another.
pub(super) fn write(tree: &Tree<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let ordered = tree.nodes.iter().all(|node| node.descent.is_none_or(|descent| descent.ordered));
    let several = tree.tops() != 1;
    write!(out, "{}{}", if ordered && !several { "[&R] " } else { "[&U] " }, if several { "(" } else { "" })?;
    // What stands below a witness is written before it, so a witness waits until all below it is.
    let mut open: Vec<usize> = Vec::new();
    for (place, node) in tree.nodes.iter().enumerate() {
        while let Some(last) = open.pop_if(|last| node.parent != Some(*last)) {
            close(tree, last, out)?;
        }
        let first = place == node.parent.map_or(0, |parent| parent + 1);
        write!(out, "{}{}", if first { "" } else { "," }, if node.size > 1 { "(" } else { "" })?;
        open.push(place);
    }
    while let Some(last) = open.pop() {
        close(tree, last, out)?;
    }
    writeln!(out, "{};", if several { ")" } else { "" })
}

/// Writes a witness behind all that stands below it.
fn close(tree: &Tree<'_>, place: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let node = &tree.nodes[place];
    let name = one_line(&shown(node.id)).replace('\'', "''");
    write!(out, "{}'{name}'", if node.size > 1 { ")" } else { "" })?;
    let notes = notes(tree, node);
    if !notes.is_empty() {
        write!(out, "[&{}]", notes.join(","))?;
    }
    match node.descent {
        Some(descent) => write!(out, ":{:.3}", 1.0 - part(descent.share)),
        None => Ok(()),
    }
}

/// What a reader of trees passes over.
fn notes(tree: &Tree<'_>, node: &Node<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(descent) = node.descent {
        notes.push(format!("probability={:.3}", part(descent.probability)));
        if !descent.ordered {
            notes.push("order=unknown".into());
        }
    }
    if node.lost.is_some() {
        notes.push("lost=true".into());
    }
    for (from, descent) in &node.also {
        // Marks that would end the comment or a value of it.
        let name = one_line(&shown(tree.nodes[*from].id)).replace(['[', ']', '"', '{', '}', ','], "_");
        notes.push(format!("also=\"{name}\",also_probability={:.3}", part(descent.probability)));
    }
    if !node.copies.is_empty() {
        notes.push(format!("copies={}", node.copies.len()));
    }
    notes
}

/// An id without what controls or turns round.
fn shown(id: &str) -> String {
    let plain = |c| match glyph(c) {
        Glyph::Plain(c) | Glyph::Sign(c) => Some(c),
        Glyph::Space => Some(' '),
        Glyph::Nothing => None,
    };
    id.chars().filter_map(plain).collect()
}
