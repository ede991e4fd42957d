//! The likeliest family tree of given weights, and how sure each of its edges is.

/// A tree over places: the root, and for every other place its parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arborescence {
    /// Places without a parent, ascending: one, unless some could not be reached.
    pub roots: Vec<usize>,
    /// The parent of each place.
    pub parents: Vec<Option<usize>>,
}

/// An edge between nodes of a graph in which cycles are drawn together.
#[derive(Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    weight: f64,
    /// Its number among the edges given.
    origin: usize,
}

/// What making a place a root costs: more than any sum of weights, so that there is one root where one can be.
const ROOT: f64 = -1e6;

/// The tree of greatest weight over so many places (Chu and Liu 1965, Edmonds 1967). Edges are given as from, to, weight;
/// of equal weights the earlier one wins.
pub fn arborescence(count: usize, edges: impl IntoIterator<Item = (usize, usize, f64)>) -> Arborescence {
    // An artificial root above all others makes the choice of the root a choice of edges.
    let artificial = count;
    let ends: Vec<(usize, usize, f64)> = edges.into_iter().chain((0..count).map(|to| (artificial, to, ROOT))).collect();
    let numbered = ends.iter().enumerate();
    let edges = numbered.map(|(origin, (from, to, weight))| Edge { from: *from, to: *to, weight: *weight, origin });
    let mut parents = vec![None; count];
    for origin in best_edges(count + 1, artificial, edges.collect(), ends.len()) {
        let (from, to, _) = ends[origin];
        parents[to] = (from != artificial).then_some(from);
    }
    Arborescence { roots: (0..count).filter(|n| parents[*n].is_none()).collect(), parents }
}

/// Numbers of the edges of the best tree below a root. All cycles of best edges are drawn together, and the rest is a
/// smaller tree.
fn best_edges(nodes: usize, root: usize, edges: Vec<Edge>, origins: usize) -> Vec<usize> {
    let mut best: Vec<Option<Edge>> = vec![None; nodes];
    for edge in edges.iter().filter(|e| e.to != root && e.from != e.to) {
        let held = &mut best[edge.to];
        if held.is_none_or(|h| edge.weight > h.weight) {
            *held = Some(*edge);
        }
    }
    let cycles = cycles(&best);
    if cycles.is_empty() {
        return best.iter().flatten().map(|e| e.origin).collect();
    }
    // What was a cycle gets the number of its first node.
    let mut drawn: Vec<usize> = (0..nodes).collect();
    cycles.iter().for_each(|cycle| cycle.iter().for_each(|n| drawn[*n] = cycle[0]));
    let mut inside = vec![false; nodes];
    cycles.iter().flatten().for_each(|n| inside[*n] = true);
    let mut entered = vec![usize::MAX; origins];
    let mut smaller = Vec::with_capacity(edges.len());
    for edge in edges.into_iter().filter(|e| drawn[e.from] != drawn[e.to]) {
        let lost = best[edge.to].filter(|_| inside[edge.to]).map_or(0.0, |b| b.weight);
        entered[edge.origin] = edge.to;
        smaller.push(Edge { from: drawn[edge.from], to: drawn[edge.to], weight: edge.weight - lost, ..edge });
    }
    let mut chosen = best_edges(nodes, root, smaller, origins);
    let mut entry = vec![false; nodes];
    chosen.iter().for_each(|origin| entry[entered[*origin]] = true);
    let kept = cycles.iter().flatten().filter(|n| !entry[**n]).filter_map(|n| best[*n]);
    chosen.extend(kept.map(|e| e.origin).collect::<Vec<_>>());
    chosen
}

/// All cycles of best edges.
fn cycles(best: &[Option<Edge>]) -> Vec<Vec<usize>> {
    let mut seen = vec![usize::MAX; best.len()];
    let mut found = Vec::new();
    for start in 0..best.len() {
        let mut at = start;
        while seen[at] == usize::MAX {
            seen[at] = start;
            match best[at] {
                Some(edge) => at = edge.from,
                None => break,
            }
        }
        if seen[at] == start && best[at].is_some() {
            let around = std::iter::successors(best[at].map(|e| e.from), |n| best[*n].map(|e| e.from));
            let cycle: Vec<usize> = std::iter::once(at).chain(around.take_while(|n| *n != at)).collect();
            found.push(cycle);
        }
    }
    found
}

/// How likely each edge is, when a tree is as likely as the exponential of its weight: `[from * count + to]`, by the
/// matrix-tree theorem (Koo et al. 2007, "Structured prediction models via the matrix-tree theorem"). Any place may be the
/// root. `None` when the weights do not span the places.
pub fn marginals(count: usize, weight: impl Fn(usize, usize) -> Option<f64>) -> Option<Vec<f64>> {
    let mut strength = vec![0.0; count * count];
    for to in 0..count {
        let own = |from: usize| if from == to { None } else { weight(from, to) };
        for from in 0..count {
            strength[from * count + to] = own(from).map_or(0.0, f64::exp);
        }
    }
    let mut laplacian = vec![0.0; count * count];
    for to in 0..count {
        for from in (0..count).filter(|from| *from != to) {
            laplacian[to * count + to] += strength[from * count + to];
            laplacian[from * count + to] = -strength[from * count + to];
        }
    }
    (0..count).for_each(|to| laplacian[to] = 1.0);
    let inverse = inverse(count, laplacian)?;
    let mut found = vec![0.0; count * count];
    for from in 0..count {
        for to in (0..count).filter(|to| *to != from) {
            let taken = if to == 0 { 0.0 } else { inverse[to * count + to] };
            let given = if from == 0 { 0.0 } else { inverse[to * count + from] };
            found[from * count + to] = (strength[from * count + to] * (taken - given)).clamp(0.0, 1.0);
        }
    }
    Some(found)
}

/// Inverse of a square matrix by Gauss and Jordan with pivots; `None` when it has none.
fn inverse(count: usize, mut matrix: Vec<f64>) -> Option<Vec<f64>> {
    let mut inverse = vec![0.0; count * count];
    (0..count).for_each(|n| inverse[n * count + n] = 1.0);
    for column in 0..count {
        let pivot = (column..count).max_by(|a, b| {
            matrix[a * count + column].abs().total_cmp(&matrix[b * count + column].abs()).then(b.cmp(a))
        })?;
        let value = matrix[pivot * count + column];
        if value.abs() < 1e-300 || !value.is_finite() {
            return None;
        }
        for n in 0..count {
            matrix.swap(pivot * count + n, column * count + n);
            inverse.swap(pivot * count + n, column * count + n);
            matrix[column * count + n] /= value;
            inverse[column * count + n] /= value;
        }
        for row in (0..count).filter(|row| *row != column) {
            let times = matrix[row * count + column];
            if times != 0.0 {
                for n in 0..count {
                    matrix[row * count + n] -= times * matrix[column * count + n];
                    inverse[row * count + n] -= times * inverse[column * count + n];
                }
            }
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(count: usize, weights: &[f64]) -> impl Fn(usize, usize) -> Option<f64> {
        move |from, to| Some(weights[from * count + to])
    }

    /// All trees over few places, by their parents.
    fn trees(count: usize) -> Vec<Vec<Option<usize>>> {
        let mut found = Vec::new();
        for code in 0..(count + 1).pow(count as u32) {
            let parent = |n: usize| code / (count + 1).pow(n as u32) % (count + 1);
            let parents: Vec<Option<usize>> = (0..count).map(|n| Some(parent(n)).filter(|p| *p < count)).collect();
            let climbs = |mut n: usize| {
                (0..=count).any(|_| match parents[n] {
                    Some(p) => {
                        n = p;
                        false
                    }
                    None => true,
                })
            };
            if parents.iter().filter(|p| p.is_none()).count() == 1 && (0..count).all(climbs) {
                found.push(parents);
            }
        }
        found
    }

    fn total(count: usize, weights: &[f64], parents: &[Option<usize>]) -> f64 {
        parents.iter().enumerate().filter_map(|(to, p)| Some(weights[(*p)? * count + to])).sum()
    }

    /// Numbers from -3 to 3 that look random (Marsaglia's xorshift).
    fn numbers(mut seed: u64) -> Vec<f64> {
        let mut next = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % 6_001) as f64 / 1_000.0 - 3.0
        };
        (0..16).map(|_| next()).collect()
    }

    #[test]
    fn the_tree_is_the_best_of_all_and_edges_are_as_likely_as_counted() {
        let all = trees(4);
        assert_eq!(all.len(), 64);
        for weights in (1..200).map(numbers) {
            let best = all.iter().map(|t| total(4, &weights, t)).fold(f64::MIN, f64::max);
            let edges = (0..16).filter(|n| n / 4 != n % 4).map(|n| (n / 4, n % 4, weights[n]));
            let found = arborescence(4, edges);
            assert!((total(4, &weights, &found.parents) - best).abs() < 1e-9);
            let sum: f64 = all.iter().map(|t| total(4, &weights, t).exp()).sum();
            let marginals = marginals(4, table(4, &weights)).unwrap_or_default();
            for (from, to) in (0..16).map(|n| (n / 4, n % 4)).filter(|(from, to)| from != to) {
                let with = all.iter().filter(|t| t[to] == Some(from));
                let counted: f64 = with.map(|t| total(4, &weights, t).exp()).sum();
                assert!((marginals[from * 4 + to] - counted / sum).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn what_cannot_be_reached_is_a_root_of_its_own() {
        let found = arborescence(3, [(0, 1, 1.0)]);
        assert_eq!(found, Arborescence { roots: vec![0, 2], parents: vec![None, Some(0), None] });
    }

    #[test]
    fn a_large_family_of_cycles_is_no_deep_recursion() {
        let count = 60_000;
        let edges = (0..count).flat_map(|n| [(n, n ^ 1, 2.0), (n, (n + 1) % count, 1.0)]);
        let found = arborescence(count, edges);
        assert_eq!(found.roots.len(), 1);
    }
}
