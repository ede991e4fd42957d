//! Trains the weights of a chain: conditional log-likelihood, by AdaGrad over sequences.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use retold::attribution::anatomy::{ARCS, CLASSES, Graph, Lattice, NEVER, STATES, Weights};

/// One sequence with its right states.
#[derive(Default)]
pub struct Sequence {
    /// Features of all places, one after another.
    pub nodes: Vec<u32>,
    /// Where the features of each place end.
    pub node_ends: Vec<u32>,
    /// Features of all borders, the first place having none.
    pub arcs: Vec<u32>,
    /// Where the features of each border end.
    pub arc_ends: Vec<u32>,
    /// The right states.
    pub states: Vec<u8>,
}

impl Sequence {
    /// Adds a place; a place with no features is outside for certain.
    pub fn push(&mut self, node: &[u32], arc: &[u32], state: u8) {
        self.nodes.extend(node);
        self.node_ends.push(self.nodes.len() as u32);
        self.arcs.extend(arc);
        self.arc_ends.push(self.arcs.len() as u32);
        self.states.push(state);
    }
}

fn part(all: &[u32], ends: &[u32], at: usize) -> std::ops::Range<usize> {
    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
    debug_assert!(ends[at] as usize <= all.len());
    start..ends[at] as usize
}

/// Hashes are their own hash.
#[derive(Default, Clone)]
pub struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u32(&mut self, n: u32) {
        self.0 = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Places of features in a table.
pub type Places = HashMap<u32, u32, BuildHasherDefault<Plain>>;

/// Weights in the making, by feature.
pub struct Trained {
    pub nodes: Places,
    pub arcs: Places,
    pub node_weights: Vec<[f32; CLASSES]>,
    pub arc_weights: Vec<[f32; ARCS]>,
    pub ends: [f32; STATES],
}

impl Weights for Trained {
    fn node(&self, features: &[u32]) -> [f32; CLASSES] {
        sum(&self.nodes, &self.node_weights, features)
    }
    fn arc(&self, features: &[u32]) -> [f32; ARCS] {
        sum(&self.arcs, &self.arc_weights, features)
    }
}

fn sum<const N: usize>(places: &Places, weights: &[[f32; N]], features: &[u32]) -> [f32; N] {
    let mut total = [0.0; N];
    for place in features.iter().filter_map(|f| places.get(f)) {
        add(&mut total, &weights[*place as usize], 1.0);
    }
    total
}

fn add<const N: usize>(to: &mut [f32; N], what: &[f32; N], times: f32) {
    for (t, w) in to.iter_mut().zip(what) {
        *t += w * times;
    }
}

/// How to train.
#[derive(Clone, Copy)]
pub struct Course {
    pub rounds: usize,
    pub rate: f32,
    pub decay: f32,
    pub rarest: u32,
    pub dropout: f32,
}

/// Gives the features seen often enough their places; the others become `u32::MAX`.
fn settle(features: impl Fn(&mut Sequence) -> &mut Vec<u32>, sequences: &mut [Sequence], rarest: u32) -> Places {
    let mut counts: HashMap<u32, u32, BuildHasherDefault<Plain>> = HashMap::default();
    for s in sequences.iter_mut() {
        for f in features(s).iter() {
            *counts.entry(*f).or_default() += 1;
        }
    }
    let mut places = Places::default();
    for s in sequences {
        for f in features(s).iter_mut() {
            let hash = *f;
            *f = u32::MAX;
            if counts[&hash] >= rarest {
                let next = places.len() as u32;
                *f = *places.entry(hash).or_insert(next);
            }
        }
    }
    places
}

/// Trains on sequences; the same sequences in the same order give the same weights.
pub fn train(graph: &Graph, mut sequences: Vec<Sequence>, course: Course) -> Trained {
    let nodes = settle(|s| &mut s.nodes, &mut sequences, course.rarest);
    let arcs = settle(|s| &mut s.arcs, &mut sequences, course.rarest);
    learn_all(graph, &sequences, course, Trained::new(nodes, arcs))
}

/// Trains, keeps the features that a table of so many rows has room for, and trains on those anew.
pub fn train_to_fit(graph: &Graph, mut sequences: Vec<Sequence>, course: Course, rows: [usize; 2]) -> Trained {
    let nodes = settle(|s| &mut s.nodes, &mut sequences, course.rarest);
    let arcs = settle(|s| &mut s.arcs, &mut sequences, course.rarest);
    let first = learn_all(graph, &sequences, course, Trained::new(nodes, arcs));
    let nodes = fitting(&first.nodes, &first.node_weights, rows[0]);
    let arcs = fitting(&first.arcs, &first.arc_weights, rows[1]);
    let renumber = |kept: &Places, old: &Places| {
        let mut new = vec![u32::MAX; old.len()];
        kept.iter().for_each(|(feature, place)| new[old[feature] as usize] = *place);
        new
    };
    let (new_nodes, new_arcs) = (renumber(&nodes, &first.nodes), renumber(&arcs, &first.arcs));
    for s in &mut sequences {
        s.nodes.iter_mut().for_each(|f| *f = new_nodes.get(*f as usize).copied().unwrap_or(u32::MAX));
        s.arcs.iter_mut().for_each(|f| *f = new_arcs.get(*f as usize).copied().unwrap_or(u32::MAX));
    }
    learn_all(graph, &sequences, course, Trained::new(nodes, arcs))
}

/// The features that find room in a table, newly numbered.
fn fitting<const N: usize>(places: &Places, weights: &[[f32; N]], rows: usize) -> Places {
    let kept = super::pack::placed(places, weights, rows);
    kept.into_iter().enumerate().map(|(n, (feature, _))| (feature, n as u32)).collect()
}

impl Trained {
    fn new(nodes: Places, arcs: Places) -> Trained {
        Trained {
            node_weights: vec![[0.0; CLASSES]; nodes.len()],
            arc_weights: vec![[0.0; ARCS]; arcs.len()],
            ends: [0.0; STATES],
            nodes,
            arcs,
        }
    }
}

fn learn_all(graph: &Graph, sequences: &[Sequence], course: Course, trained: Trained) -> Trained {
    let mut state = State {
        graph,
        node_squares: vec![[0.0; CLASSES]; trained.nodes.len()],
        arc_squares: vec![[0.0; ARCS]; trained.arcs.len()],
        end_squares: [0.0; STATES],
        trained,
        course,
    };
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..course.rounds {
        for n in (1..order.len()).rev() {
            order.swap(n, (draw(&mut random) % (n as u64 + 1)) as usize);
        }
        for n in &order {
            state.learn(&thinned(&sequences[*n], course.dropout, &mut random));
        }
    }
    state.trained
}

/// Marsaglia's xorshift.
fn draw(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

/// The sequence without a share of its features, drawn anew each time.
fn thinned(s: &Sequence, share: f32, random: &mut u64) -> Sequence {
    let limit = (share * 65536.0) as u64;
    let mut thin = |list: &[u32]| -> Vec<u32> {
        list.iter().map(|f| if draw(random) & 0xffff < limit { u32::MAX } else { *f }).collect()
    };
    Sequence {
        nodes: thin(&s.nodes),
        node_ends: s.node_ends.clone(),
        arcs: thin(&s.arcs),
        arc_ends: s.arc_ends.clone(),
        states: s.states.clone(),
    }
}

struct State<'g> {
    graph: &'g Graph,
    trained: Trained,
    node_squares: Vec<[f32; CLASSES]>,
    arc_squares: Vec<[f32; ARCS]>,
    end_squares: [f32; STATES],
    course: Course,
}

impl State<'_> {
    fn lattice(&self, s: &Sequence) -> Lattice {
        let mut lattice = Lattice { ends: self.trained.ends, ..Lattice::default() };
        for at in 0..s.states.len() {
            let range = part(&s.nodes, &s.node_ends, at);
            let mut node = if range.is_empty() { [0.0, NEVER, NEVER] } else { [0.0; CLASSES] };
            for f in s.nodes[range].iter().filter(|f| **f != u32::MAX) {
                add(&mut node, &self.trained.node_weights[*f as usize], 1.0);
            }
            let mut arc = [0.0; ARCS];
            for f in s.arcs[part(&s.arcs, &s.arc_ends, at)].iter().filter(|f| **f != u32::MAX) {
                add(&mut arc, &self.trained.arc_weights[*f as usize], 1.0);
            }
            lattice.nodes.push(node);
            lattice.arcs.push(arc);
        }
        lattice
    }

    /// One step.
    fn learn(&mut self, s: &Sequence) {
        let lattice = self.lattice(s);
        let found = self.graph.posteriors(&lattice);
        let n = s.states.len();
        for at in 0..n {
            let right = usize::from(s.states[at]);
            let class = self.graph.classes[right];
            let mut slope = [0.0; CLASSES];
            for (state, c) in self.graph.classes.iter().enumerate() {
                slope[*c] += found.states[at][state];
            }
            slope[class] -= 1.0;
            let range = part(&s.nodes, &s.node_ends, at);
            if slope.iter().any(|v| v.abs() > 1e-3) {
                step(&mut self.trained.node_weights, &mut self.node_squares, &s.nodes[range], &slope, self.course);
            }
            if at > 0 {
                let kind = self.kind(usize::from(s.states[at - 1]), right);
                let mut slope = self.graph.arc_posteriors(at, &found);
                slope[kind] -= 1.0;
                if slope.iter().any(|v| v.abs() > 1e-3) {
                    let range = part(&s.arcs, &s.arc_ends, at);
                    step(&mut self.trained.arc_weights, &mut self.arc_squares, &s.arcs[range], &slope, self.course);
                }
            }
        }
        let last = usize::from(s.states[n - 1]);
        let mut slope = found.states[n - 1];
        slope[last] -= 1.0;
        descend(&mut self.trained.ends, &mut self.end_squares, &slope, self.course);
    }

    fn kind(&self, from: usize, to: usize) -> usize {
        self.graph.arcs.iter().find(|a| a.0 == from && a.1 == to).map_or(0, |a| a.2)
    }
}

fn step<const N: usize>(
    weights: &mut [[f32; N]],
    squares: &mut [[f32; N]],
    features: &[u32],
    slope: &[f32; N],
    course: Course,
) {
    for f in features.iter().filter(|f| **f != u32::MAX) {
        descend(&mut weights[*f as usize], &mut squares[*f as usize], slope, course);
    }
}

fn descend<const N: usize>(weights: &mut [f32; N], squares: &mut [f32; N], slope: &[f32; N], course: Course) {
    for k in 0..N {
        let slope = slope[k] + course.decay * weights[k];
        squares[k] += slope * slope;
        weights[k] -= course.rate * slope / (squares[k].sqrt() + 1.0e-2);
    }
}
