//! The surroundings of one cue: the places where its speaker and its content may stand.
//!
//! In the line of the cue every token is a place. Around that line a place is a stretch: a piece of a line inside or
//! outside marks of quotation, taken up whole or not at all.

use super::chain::Graph;
use super::chain::{ARCS, CLASSES, Lattice, NEVER};
use super::facts::{Fact, Facts, shape};
use super::features::{Features, Gatherer, join, step};
use super::weights::Weights;

/// Label of a place that belongs to neither speaker nor content.
pub const OUTSIDE: usize = 0;
/// Label of the speaker.
pub const SPEAKER: usize = 1;
/// Label of the content.
pub const CONTENT: usize = 2;

/// States by class, and by what was seen before: a speaker (one run at most), a run of content.
pub const GRAPH: Graph = Graph {
    classes: &[OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE, SPEAKER, SPEAKER, CONTENT, CONTENT, CONTENT, CONTENT],
    arcs: &[
        (0, 0, 0),
        (1, 1, 0),
        (2, 2, 0),
        (3, 3, 0),
        (0, 4, 1),
        (1, 5, 1),
        (4, 4, 2),
        (5, 5, 2),
        (4, 2, 3),
        (5, 3, 3),
        (4, 7, 4),
        (5, 9, 5),
        (0, 6, 6),
        (2, 7, 6),
        (1, 8, 7),
        (3, 9, 7),
        (6, 6, 8),
        (7, 7, 8),
        (8, 8, 8),
        (9, 9, 8),
        (6, 1, 9),
        (7, 3, 9),
        (8, 1, 9),
        (9, 3, 9),
        (6, 5, 10),
        (8, 5, 10),
    ],
    starts: &[0, 4, 6],
};

/// Lines looked at before the line of the cue.
const LINES_BEFORE: usize = 4;
/// Lines looked at after the line of the cue.
const LINES_AFTER: usize = 8;
/// Tokens looked at on either side of the cue in its line; longer lines are lists or mistakes.
const REACH: usize = 110;

/// A range of tokens that is labelled as one.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Lines away from the line of the cue, negative before it.
    pub lines: isize,
}

/// A cue with its places.
pub struct Scene {
    /// First token of the cue and one past its last.
    pub cue: (usize, usize),
    /// Number of the line of the cue.
    pub line: usize,
    /// The places, in order.
    pub places: Vec<Place>,
}

impl Scene {
    /// The scene of the cue in the given line.
    pub fn new(facts: &Facts, line: usize, cue: (usize, usize)) -> Scene {
        let mut places = Vec::with_capacity(96);
        let here = facts.lines[line];
        for n in line.saturating_sub(LINES_BEFORE)..line {
            let there = facts.lines[n];
            if there.paragraph == here.paragraph || there.paragraph + 1 == here.paragraph {
                stretches(facts, n, n as isize - line as isize, &mut places);
            }
        }
        let first = here.start.max(cue.0.saturating_sub(REACH));
        for at in first..here.end.min(cue.1 + REACH) {
            places.push(Place { start: at, end: at + 1, lines: 0 });
        }
        let mut paragraph = here.paragraph;
        for n in line + 1..facts.lines.len().min(line + 1 + LINES_AFTER) {
            let there = facts.lines[n];
            if there.paragraph != paragraph {
                let opens = facts.tokens[there.start].quoted;
                let announced = facts.tokens[here.end - 1].shape == shape::COLON && n == line + 1;
                if there.paragraph != paragraph.wrapping_add(1) || !(opens || announced) {
                    break;
                }
                paragraph = there.paragraph;
            }
            stretches(facts, n, n as isize - line as isize, &mut places);
        }
        Scene { cue, line, places }
    }

    /// The lattice of the scene.
    pub fn lattice(&self, facts: &Facts, weights: &dyn Weights) -> Lattice {
        let known = Known::new(facts, self);
        let mut lattice = Lattice::default();
        let mut features = Features::default();
        for n in 0..self.places.len() {
            if self.is_cue(n) {
                lattice.nodes.push([0.0, NEVER, NEVER]);
            } else {
                known.node_features(n, &mut features);
                lattice.nodes.push(weights.node(features.as_slice()));
            }
            if n == 0 {
                lattice.arcs.push([0.0; ARCS]);
            } else {
                known.arc_features(n, &mut features);
                lattice.arcs.push(weights.arc(features.as_slice()));
            }
        }
        debug_assert!(lattice.nodes.iter().all(|n| n.len() == CLASSES));
        lattice
    }

    /// Whether the place is a token of the cue.
    pub fn is_cue(&self, n: usize) -> bool {
        let p = &self.places[n];
        p.lines == 0 && p.start >= self.cue.0 && p.start < self.cue.1
    }
}

/// Adds the stretches of a line.
fn stretches(facts: &Facts, line: usize, lines: isize, into: &mut Vec<Place>) {
    let here = facts.lines[line];
    let mut start = here.start;
    for at in here.start..here.end {
        let last = at + 1 == here.end;
        if last || facts.tokens[at].quoted != facts.tokens[at + 1].quoted {
            into.push(Place { start, end: at + 1, lines });
            start = at + 1;
        }
    }
}

/// What the features of a scene draw on.
pub struct Known<'a> {
    facts: &'a Facts,
    scene: &'a Scene,
    cue: CueFacts,
    path: Vec<Path>,
}

/// What is known of the cue itself.
struct CueFacts {
    first: Fact,
    last: Fact,
    head: Fact,
    class: u32,
    length: u32,
    quoted: u32,
    before: Fact,
    after: Fact,
    line_marks: u32,
}

/// What lies between a token and the cue.
#[derive(Clone, Copy, Default)]
struct Path {
    right: u32,
    distance: usize,
    commas: u32,
    quotes: u32,
    that: u32,
    verbs: u32,
    joints: u32,
    cues: u32,
    names: u32,
    since_mark: usize,
    last_joint: u32,
}

impl Path {
    /// The path with the token crossed.
    fn over(mut self, t: &Fact) -> Path {
        self.distance += 1;
        self.since_mark += 1;
        match t.shape {
            shape::COMMA | shape::COLON | shape::DASH => {
                self.commas = (self.commas + 1).min(3);
                self.since_mark = 0;
                self.last_joint = t.lower;
            }
            shape::QUOTE => self.quotes = (self.quotes + 1).min(3),
            shape::CAPITAL | shape::CAPITALS => self.names = 1,
            _ => {}
        }
        match t.word_class {
            11 => self.that = 1,
            6..=9 => self.verbs = (self.verbs + 1).min(2),
            21..=24 | 26 | 5 => {
                self.joints = (self.joints + 1).min(2);
                self.last_joint = t.lower;
            }
            _ => {}
        }
        if t.cue_class > 0 {
            self.cues = (self.cues + 1).min(2);
        }
        self
    }

    fn sign(&self) -> u32 {
        self.right + 2 * (self.commas + 4 * (self.quotes + 4 * (self.that + 2 * self.joints)))
    }

    fn short_sign(&self) -> u32 {
        self.right + 2 * (self.commas.min(1) + 2 * (self.quotes.min(2) + 3 * self.that))
    }
}

impl<'a> Known<'a> {
    /// Looks over a scene once.
    pub fn new(facts: &'a Facts, scene: &'a Scene) -> Self {
        let mut path = vec![Path::default(); scene.places.len()];
        let first = (0..scene.places.len()).find(|n| scene.is_cue(*n)).unwrap_or(0);
        let end = (first..scene.places.len()).find(|n| !scene.is_cue(*n)).unwrap_or(scene.places.len());
        let mut walked = Path::default();
        for n in (0..first).rev() {
            path[n] = walked;
            walked = walked.over(&facts.tokens[scene.places[n].start]);
        }
        let mut walked = Path { right: 1, ..Path::default() };
        for (path, place) in path.iter_mut().zip(&scene.places).skip(end) {
            *path = walked;
            walked = walked.over(&facts.tokens[place.start]);
        }
        Self { facts, scene, cue: CueFacts::new(facts, scene), path }
    }

    /// The features of a place.
    pub fn node_features(&self, n: usize, into: &mut Features) {
        if self.scene.places[n].lines == 0 { self.token_features(n, into) } else { self.stretch_features(n, into) }
    }

    fn token(&self, n: usize, offset: isize) -> Fact {
        let edge = Fact { lower: 1, stem: 1, tag: 1, company: 255, ..Fact::default() };
        let there = n.wrapping_add_signed(offset);
        match self.scene.places.get(there) {
            Some(p) if p.lines == 0 => self.facts.tokens[p.start],
            _ => edge,
        }
    }

    fn token_features(&self, n: usize, into: &mut Features) {
        let (t, l1, l2, r1, r2) =
            (self.token(n, 0), self.token(n, -1), self.token(n, -2), self.token(n, 1), self.token(n, 2));
        let (p, cue) = (&self.path[n], &self.cue);
        let here = self.facts.lines[self.scene.line];
        let at = self.scene.places[n].start;
        let side = p.right;
        let far = side + 2 * step(p.distance);
        let quoted = u32::from(t.quoted);
        let spot = side + 2 * quoted + 4 * cue.line_marks;
        let sign = p.sign();
        let mut g = Gatherer::new(into, 3);
        g.one(side);
        for x in [&l2, &l1, &t, &r1, &r2] {
            g.two(x.lower, side);
            g.two(x.tag, side);
        }
        g.two(t.company, far);
        g.two(t.tag, far);
        g.two(t.meaning, side);
        g.two(t.stem, far.min(8));
        g.three(l1.tag, t.tag, side);
        g.three(t.tag, r1.tag, side);
        g.three(l1.tag, t.tag, join(r1.tag, side));
        g.two(far, quoted);
        g.two(spot, cue.class);
        g.two(spot, cue.head.stem);
        g.three(spot, sign, 0);
        g.three(sign, cue.class, quoted);
        g.three(sign, cue.head.stem, quoted);
        g.two(sign, t.tag);
        g.three(p.short_sign(), t.shape, cue.class);
        g.three(far, cue.head.stem, 0);
        g.three(far, cue.class, t.shape);
        g.three(far, cue.last.lower, 1);
        g.three(far, cue.after.tag, 2);
        g.three(far, cue.before.tag, 3);
        g.four(side, cue.before.tag, cue.after.tag, cue.class);
        g.three(side, cue.first.lower, cue.last.lower);
        g.three(side, cue.last.word_class, cue.length);
        g.three(side, cue.quoted, quoted);
        g.three(side, cue.head.ending, cue.class);
        g.three(side, cue.head.meaning, quoted);
        g.three(t.word_class, side, cue.head.stem);
        g.three(t.tag, side, cue.class);
        g.three(p.last_joint, side, t.tag);
        g.three(p.last_joint, side, cue.class);
        g.three(side, step(p.since_mark), p.commas);
        g.three(side, p.verbs, p.names + 2 * p.cues);
        g.four(side, p.verbs, p.cues, t.tag);
        g.three(side, step(at - here.start), quoted);
        g.three(side, step(here.end - 1 - at), t.shape);
        g.four(side, t.shape, p.names, step(p.distance));
    }

    fn stretch_features(&self, n: usize, into: &mut Features) {
        let place = self.scene.places[n];
        let tokens = &self.facts.tokens;
        let (first, last) = (tokens[place.start], tokens[place.end - 1]);
        let cue = &self.cue;
        let here = self.facts.lines[self.scene.line];
        let whole = u32::from(tokens[place.start].quoted);
        let same = u32::from(self.same_paragraph(n));
        let lines = (place.lines + 10).clamp(0, 20) as u32;
        let side = u32::from(place.lines > 0);
        let kind = whole + 2 * same + 4 * side;
        let spoken = u32::from(tokens[place.start..place.end].iter().any(|t| t.cue_class > 0));
        let opens = u32::from(tokens[place.start].shape == shape::QUOTE);
        let closed = u32::from(last.shape == shape::QUOTE);
        let (head, tail) = (tokens[here.start], tokens[here.end - 1]);
        let ends = u32::from(head.quoted) + 2 * u32::from(tail.quoted) + 4 * tail.shape;
        let quiet = self.all_quoted_between(n);
        let mut g = Gatherer::new(into, 4);
        g.one(kind);
        g.two(kind, lines);
        g.two(kind, ends);
        g.three(kind, ends, cue.class);
        g.three(kind, lines, cue.class);
        g.three(kind, cue.head.stem, 0);
        g.three(kind, lines, cue.head.stem);
        g.three(kind, spoken, lines);
        g.three(kind, step(place.end - place.start), spoken);
        g.four(kind, opens, closed, quiet);
        g.four(kind, lines, quiet, ends);
        g.three(kind, quiet, cue.class);
        g.three(kind, cue.line_marks, quiet);
        g.three(kind, first.lower, 0);
        g.three(kind, first.tag, ends);
        g.three(kind, cue.quoted, quiet);
        g.three(kind, cue.after.tag, ends);
    }

    fn same_paragraph(&self, n: usize) -> bool {
        let there = self.scene.line.saturating_add_signed(self.scene.places[n].lines);
        self.facts.lines[there].paragraph == self.facts.lines[self.scene.line].paragraph
    }

    /// Whether between the place and the line of the cue all is quoted.
    fn all_quoted_between(&self, n: usize) -> u32 {
        let lines = self.scene.places[n].lines;
        let between = |p: &Place| p.lines != 0 && (p.lines > 0) == (lines > 0) && p.lines.abs() <= lines.abs();
        let range = if lines > 0 { 0..n } else { n + 1..self.scene.places.len() };
        let all = self.scene.places[range].iter().filter(|p| between(p)).all(|p| self.facts.tokens[p.start].quoted);
        u32::from(all)
    }

    /// The features of the border before a place.
    pub fn arc_features(&self, n: usize, into: &mut Features) {
        let (before, place) = (self.scene.places[n - 1], self.scene.places[n]);
        if before.lines != 0 || place.lines != 0 {
            return self.stretch_border_features(n, into);
        }
        let (t, l1, r1, l2) = (self.token(n, 0), self.token(n, -1), self.token(n, 1), self.token(n, -2));
        let (p, cue) = (&self.path[n], &self.cue);
        let at = u32::from(self.scene.is_cue(n)) + 2 * u32::from(self.scene.is_cue(n - 1));
        let side = p.right + 2 * at;
        let far = side + 8 * step(p.distance);
        let marks = u32::from(t.quoted) + 2 * u32::from(l1.quoted);
        let mut g = Gatherer::new(into, 5);
        g.one(side);
        g.two(side, t.lower);
        g.two(side, l1.lower);
        g.two(side, t.tag);
        g.two(side, l1.tag);
        g.three(side, l1.tag, t.tag);
        g.three(side, t.tag, r1.tag);
        g.three(side, l2.tag, l1.tag);
        g.three(side, t.shape, l1.shape);
        g.three(side, marks, cue.line_marks);
        g.three(side, cue.head.stem, marks);
        g.three(side, cue.class, t.tag);
        g.three(side, cue.class, l1.tag);
        g.three(far, cue.class, marks);
        g.three(p.sign(), t.tag, at);
        g.three(p.sign(), l1.tag, at);
        g.three(p.short_sign(), l1.lower, t.tag);
        g.three(side, l1.company, t.company);
    }

    fn stretch_border_features(&self, n: usize, into: &mut Features) {
        let (before, place) = (self.scene.places[n - 1], self.scene.places[n]);
        let tokens = &self.facts.tokens;
        let (l, t) = (tokens[before.end - 1], tokens[place.start]);
        let same = u32::from(before.lines == place.lines)
            + 2 * u32::from(self.same_paragraph(n) && self.same_paragraph(n - 1));
        let side = u32::from(before.lines >= 0) + 2 * u32::from(place.lines <= 0);
        let marks = u32::from(t.quoted) + 2 * u32::from(l.quoted) + 4 * same + 16 * side;
        let mut g = Gatherer::new(into, 6);
        g.one(marks);
        g.two(marks, self.cue.class);
        g.two(marks, l.shape);
        g.three(marks, l.shape, t.shape);
        g.three(marks, self.cue.line_marks, 0);
        g.two(marks, self.cue.head.stem);
    }
}

impl CueFacts {
    fn new(facts: &Facts, scene: &Scene) -> Self {
        let here = facts.lines[scene.line];
        let tokens = &facts.tokens[scene.cue.0..scene.cue.1];
        let edge = Fact { lower: 1, stem: 1, tag: 1, company: 255, ..Fact::default() };
        let head = tokens.iter().find(|t| t.cue_class > 0).or_else(|| tokens.iter().find(|t| t.word_class == 0));
        let head = *head.unwrap_or(&tokens[0]);
        let line = &facts.tokens[here.start..here.end];
        let any = line.iter().any(|t| t.quoted);
        let line_marks = u32::from(any) + 2 * u32::from(line[0].quoted) + 4 * u32::from(line[line.len() - 1].quoted);
        Self {
            first: tokens[0],
            last: tokens[tokens.len() - 1],
            head,
            class: head.cue_class,
            length: tokens.len().min(4) as u32,
            quoted: u32::from(tokens[0].quoted),
            before: if scene.cue.0 > here.start { facts.tokens[scene.cue.0 - 1] } else { edge },
            after: if scene.cue.1 < here.end { facts.tokens[scene.cue.1] } else { edge },
            line_marks,
        }
    }
}
