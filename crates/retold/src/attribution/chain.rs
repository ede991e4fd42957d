//! Linear chains: the best labelling of a sequence, and how probable each label is.
//!
//! Lafferty, McCallum, Pereira, "Conditional random fields" (2001), over a graph of states in which several states may
//! share the weights of one class. Knows scores only, neither text nor features.

/// States of a chain and the arcs between them. A state stands for a class of label and for what was seen before it.
pub struct Graph {
    /// The class of each state.
    pub classes: &'static [usize],
    /// Arcs as (from, to, kind of arc).
    pub arcs: &'static [(usize, usize, usize)],
    /// States a sequence may begin in.
    pub starts: &'static [usize],
}

/// Most classes a graph may have.
pub const CLASSES: usize = 3;
/// Most kinds of arc a graph may have.
pub const ARCS: usize = 11;
/// Most states a graph may have.
pub const STATES: usize = 10;

/// The scores of one sequence: of each class at each place, and of each kind of arc that ends there.
#[derive(Default)]
pub struct Lattice {
    /// Scores of the classes.
    pub nodes: Vec<[f32; CLASSES]>,
    /// Scores of the kinds of arc from the place before; of no meaning at the first place.
    pub arcs: Vec<[f32; ARCS]>,
    /// Scores of ending in each state.
    pub ends: [f32; STATES],
}

/// Far below any score, yet finite.
pub const NEVER: f32 = -1.0e9;

impl Graph {
    /// The states of the best path; empty for an empty lattice.
    #[inline]
    pub fn best(&self, lattice: &Lattice) -> Vec<usize> {
        let n = lattice.nodes.len();
        if n == 0 {
            return Vec::new();
        }
        let mut score = [NEVER; STATES];
        for &s in self.starts {
            score[s] = lattice.nodes[0][self.classes[s]];
        }
        let mut back: Vec<[u8; STATES]> = vec![[0; STATES]; n];
        for (at, back) in back.iter_mut().enumerate().skip(1) {
            let mut next = [NEVER * 2.0; STATES];
            for &(from, to, kind) in self.arcs {
                let reached = score[from] + lattice.arcs[at][kind];
                if reached > next[to] {
                    next[to] = reached;
                    back[to] = from as u8;
                }
            }
            for (s, class) in self.classes.iter().enumerate() {
                score[s] = next[s] + lattice.nodes[at][*class];
            }
        }
        let ended = |s: &usize| score[*s] + lattice.ends[*s];
        let mut state =
            (0..self.classes.len()).max_by(|a, b| ended(a).total_cmp(&ended(b)).then(b.cmp(a))).unwrap_or(0);
        let mut path = vec![state; n];
        for at in (1..n).rev() {
            state = usize::from(back[at][state]);
            path[at - 1] = state;
        }
        path
    }

    /// How probable each state is at each place.
    #[inline]
    pub fn posteriors(&self, lattice: &Lattice) -> Posteriors {
        let n = lattice.nodes.len();
        let mut found = Posteriors {
            states: vec![[0.0; STATES]; n],
            forward: vec![[0.0; STATES]; n],
            scale: vec![0.0; n],
            nodes: lattice.nodes.iter().map(exponentials).collect(),
            arcs: lattice.arcs.iter().map(exponentials).collect(),
            log_total: 0.0,
        };
        if n == 0 {
            return found;
        }
        self.pass_forward(lattice, &mut found);
        self.pass_backward(lattice, &mut found);
        found
    }

    #[inline]
    fn pass_forward(&self, lattice: &Lattice, found: &mut Posteriors) {
        for at in 0..lattice.nodes.len() {
            let (nodes, top) = found.nodes[at];
            let mut row = [0.0f32; STATES];
            let mut arc_top = 0.0;
            if at == 0 {
                for &s in self.starts {
                    row[s] = 1.0;
                }
            } else {
                let (arcs, highest) = found.arcs[at];
                arc_top = highest;
                let before = found.forward[at - 1];
                for &(from, to, kind) in self.arcs {
                    row[to] += before[from] * arcs[kind];
                }
            }
            let mut sum = 0.0;
            for (s, class) in self.classes.iter().enumerate() {
                row[s] *= nodes[*class];
                sum += row[s];
            }
            let sum = sum.max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|v| *v /= sum);
            found.forward[at] = row;
            found.scale[at] = sum;
            found.log_total += f64::from(sum.ln() + top + arc_top);
        }
    }

    #[inline]
    fn pass_backward(&self, lattice: &Lattice, found: &mut Posteriors) {
        let n = lattice.nodes.len();
        let (ends, top) = exponentials(&lattice.ends);
        let mut behind = [0.0f32; STATES];
        behind[..self.classes.len()].copy_from_slice(&ends[..self.classes.len()]);
        let last: f32 = (0..self.classes.len()).map(|s| behind[s] * found.forward[n - 1][s]).sum();
        let last = last.max(f32::MIN_POSITIVE);
        behind.iter_mut().for_each(|v| *v /= last);
        found.log_total += f64::from(last.ln() + top);
        for at in (0..n).rev() {
            for (s, share) in behind.iter().enumerate().take(self.classes.len()) {
                found.states[at][s] = found.forward[at][s] * share;
            }
            if at > 0 {
                behind = self.step_back(found, at, &behind);
            }
        }
    }

    /// The backward values at `at - 1` from those at `at`.
    #[inline]
    fn step_back(&self, found: &Posteriors, at: usize, behind: &[f32; STATES]) -> [f32; STATES] {
        let ((nodes, _), (arcs, _)) = (&found.nodes[at], &found.arcs[at]);
        let mut before = [0.0f32; STATES];
        for &(from, to, kind) in self.arcs {
            before[from] += arcs[kind] * nodes[self.classes[to]] * behind[to];
        }
        before.iter_mut().for_each(|v| *v /= found.scale[at]);
        before
    }

    /// How probable each kind of arc into `at` is, added up over the arcs of the kind.
    pub fn arc_posteriors(&self, at: usize, found: &Posteriors) -> [f32; ARCS] {
        let ((nodes, _), (arcs, _)) = (&found.nodes[at], &found.arcs[at]);
        let mut sums = [0.0f32; ARCS];
        for &(from, to, kind) in self.arcs {
            let forward = found.forward[at][to];
            if forward > f32::MIN_POSITIVE {
                let share =
                    found.forward[at - 1][from] * arcs[kind] * nodes[self.classes[to]] / (found.scale[at] * forward);
                sums[kind] += share * found.states[at][to];
            }
        }
        sums
    }
}

/// What [`Graph::posteriors`] finds.
pub struct Posteriors {
    /// Probability of each state at each place.
    pub states: Vec<[f32; STATES]>,
    /// Logarithm of the sum over all paths of the exponential of their score.
    pub log_total: f64,
    forward: Vec<[f32; STATES]>,
    scale: Vec<f32>,
    nodes: Vec<([f32; CLASSES], f32)>,
    arcs: Vec<([f32; ARCS], f32)>,
}

/// Exponentials of scores less the highest one, and that highest one.
fn exponentials<const N: usize>(scores: &[f32; N]) -> ([f32; N], f32) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    (scores.map(|s| exponential(s - top)), top)
}

/// `e` to the power of `x`, for `x` at most 0. The same on every machine, which `f32::exp` does not promise; off by at
/// most three parts in ten million. Cephes' polynomial.
fn exponential(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let power = (x * std::f32::consts::LOG2_E - 0.5) as i32;
    let whole = power as f32;
    let r = x - whole * 0.693_359_4 - whole * -2.121_944_4e-4;
    let series = 1.987_569_1e-4;
    let series = series * r + 1.398_199_9e-3;
    let series = series * r + 8.333_452e-3;
    let series = series * r + 4.166_579_6e-2;
    let series = series * r + 1.666_666_5e-1;
    let series = series * r + 0.5;
    (series * r * r + r + 1.0) * f32::from_bits(((power + 127) as u32) << 23)
}
