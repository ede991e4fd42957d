//! Where cues stand: a chain over the tokens of a line.

use super::chain::{Graph, Lattice};
use super::facts::{Fact, Facts, Line, shape};
use super::features::{Features, Gatherer, join, step};

/// Labels of the cue chain: outside, first token of a cue, further token of it.
pub const OUTSIDE: usize = 0;
/// First token of a cue.
pub const BEGIN: usize = 1;
/// Further token of a cue.
pub const INSIDE: usize = 2;

/// The states are the labels.
pub const GRAPH: Graph = Graph {
    classes: &[OUTSIDE, BEGIN, INSIDE],
    arcs: &[(0, 0, 0), (0, 1, 1), (1, 0, 2), (1, 1, 3), (1, 2, 4), (2, 0, 5), (2, 1, 6), (2, 2, 7)],
    starts: &[OUTSIDE, BEGIN],
};

/// What is known of a whole line.
pub struct LineFacts {
    marks: u32,
    lexical: Vec<usize>,
    last_verbal: Vec<u32>,
    last_name: Vec<u32>,
    that_ahead: Vec<u32>,
}

impl LineFacts {
    /// Looks over a line once.
    pub fn new(facts: &Facts, line: &Line) -> Self {
        let tokens = &facts.tokens[line.start..line.end];
        let quotes = tokens.iter().filter(|t| t.shape == shape::QUOTE).count();
        let begins_quoted = tokens.first().is_some_and(|t| t.quoted);
        let ends_quoted = tokens.last().is_some_and(|t| t.quoted);
        let all_quoted = tokens.iter().all(|t| t.quoted);
        let marks = quotes.min(3) as u32
            + 4 * u32::from(begins_quoted)
            + 8 * u32::from(ends_quoted)
            + 16 * u32::from(all_quoted);
        let mut last_verbal = Vec::with_capacity(tokens.len());
        let mut last_name = Vec::with_capacity(tokens.len());
        let (mut verbal, mut verbal_age, mut name, mut name_age) = (0, 0, 0, 0);
        for t in tokens {
            last_verbal.push(join(verbal, step(verbal_age).min(4)));
            last_name.push(join(name, step(name_age)));
            verbal_age += 1;
            name_age += 1;
            if is_auxiliary(t) {
                (verbal, verbal_age) = (t.word_class, 0);
            }
            if t.shape == shape::CAPITAL || t.shape == shape::CAPITALS {
                (name, name_age) = (1, 0);
            } else if t.word_class == PERSON {
                (name, name_age) = (2, 0);
            } else if t.shape >= shape::COMMA {
                (name, name_age) = (name | 4, name_age);
            }
        }
        let mut that_ahead = vec![9u32; tokens.len()];
        for at in (0..tokens.len().saturating_sub(1)).rev() {
            let next = &tokens[at + 1];
            that_ahead[at] = if next.word_class == THAT { 0 } else { (that_ahead[at + 1] + 1).min(9) };
        }
        let lexical = (line.start..line.end).filter(|at| facts.tokens[*at].cue_class > 0).collect();
        Self { marks, lexical, last_verbal, last_name, that_ahead }
    }
}

/// Number of the class of personal pronouns in the list of word classes.
pub const PERSON: u32 = 4;
/// Number of the class of the word "that".
pub const THAT: u32 = 11;

fn is_auxiliary(t: &Fact) -> bool {
    (6..=10).contains(&t.word_class)
}

/// The features of the token at `at`, a place in `line`.
pub fn node_features(facts: &Facts, line: &Line, known: &LineFacts, at: usize, into: &mut Features) {
    let edge = Fact { lower: 1, stem: 1, tag: 1, company: 255, ..Fact::default() };
    let place = |offset: isize| {
        let there = at.wrapping_add_signed(offset);
        if there >= line.start && there < line.end { facts.tokens[there] } else { edge }
    };
    let (t, l1, l2, l3) = (place(0), place(-1), place(-2), place(-3));
    let (r1, r2, r3) = (place(1), place(2), place(3));
    let inside = at - line.start;
    let quoted = u32::from(t.quoted);
    let mut g = Gatherer::new(into, 1);
    g.one(0);
    word_features(&mut g, &t, quoted, known.marks);
    for n in [&l1, &l2, &l3, &r1, &r2, &r3] {
        g.one(n.lower);
        g.one(n.tag);
    }
    g.two(l1.lower, t.lower);
    g.two(t.lower, r1.lower);
    g.two(l1.tag, t.stem);
    g.two(t.stem, r1.tag);
    g.three(l1.tag, t.stem, r1.tag);
    g.three(t.lower, r1.lower, r2.lower);
    g.two(l1.tag, t.tag);
    g.two(t.tag, r1.tag);
    g.three(l1.tag, t.tag, r1.tag);
    g.three(t.tag, r1.tag, r2.tag);
    g.three(l2.tag, l1.tag, t.tag);
    g.three(t.meaning, l1.tag, 0);
    g.three(t.meaning, r1.tag, 1);
    g.three(t.cue_class, l1.tag, r1.tag);
    g.two(t.cue_class, r1.word_class);
    g.three(t.cue_class, t.ending, l1.word_class);
    g.two(l1.meaning, t.tag);
    g.two(r1.meaning, t.tag);
    g.two(known.last_verbal[inside], t.ending);
    g.two(known.last_verbal[inside], t.stem);
    g.two(known.last_verbal[inside], t.cue_class);
    g.two(known.last_name[inside], t.cue_class);
    g.two(known.last_name[inside], t.tag);
    g.two(known.last_name[inside], t.meaning);
    g.two(known.that_ahead[inside], t.stem);
    g.two(known.that_ahead[inside], t.cue_class);
    g.two(known.that_ahead[inside], t.tag);
    let ahead = known.lexical.iter().filter(|n| **n > at).count().min(3) as u32;
    let behind = known.lexical.iter().filter(|n| **n < at).count().min(3) as u32;
    g.three(ahead, behind, t.cue_class);
    g.three(ahead, behind, t.tag);
    g.three(step(inside), t.cue_class, quoted);
    g.three(step(line.end - 1 - at), t.cue_class, quoted);
    g.two(step(line.end - line.start), t.cue_class);
}

fn word_features(g: &mut Gatherer<'_>, t: &Fact, quoted: u32, marks: u32) {
    g.one(t.lower);
    g.one(t.stem);
    g.one(t.ending);
    g.one(t.tag);
    g.one(t.company);
    g.one(t.meaning);
    g.two(t.meaning, t.ending);
    g.two(t.meaning, t.company);
    g.two(t.cue_class, t.shape);
    g.two(t.cue_class, t.ending);
    g.two(t.cue_class, t.company);
    g.two(t.stem, quoted);
    g.two(t.stem, marks);
    g.two(t.cue_class, marks + 32 * quoted);
    g.two(t.tag, marks + 32 * quoted);
}

/// The features of the border before the token at `at`.
pub fn arc_features(facts: &Facts, at: usize, into: &mut Features) {
    let (l, t) = (&facts.tokens[at - 1], &facts.tokens[at]);
    let mut g = Gatherer::new(into, 2);
    g.one(0);
    g.one(t.lower);
    g.one(l.lower);
    g.one(t.tag);
    g.one(l.tag);
    g.two(l.tag, t.tag);
    g.two(l.cue_class, t.tag);
    g.two(l.stem, t.word_class);
    g.two(l.word_class, t.cue_class);
    g.two(l.meaning, t.word_class);
}

/// The lattice of a line, scored by `node` and `arc` from features.
pub fn lattice(facts: &Facts, line: &Line, weights: &dyn super::weights::Weights) -> Lattice {
    let known = LineFacts::new(facts, line);
    let mut lattice = Lattice::default();
    let mut features = Features::default();
    for at in line.start..line.end {
        node_features(facts, line, &known, at, &mut features);
        lattice.nodes.push(weights.node(features.as_slice()));
        if at > line.start {
            arc_features(facts, at, &mut features);
            lattice.arcs.push(weights.arc(features.as_slice()));
        } else {
            lattice.arcs.push([0.0; super::chain::ARCS]);
        }
    }
    lattice
}
