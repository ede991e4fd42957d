//! Trained weights as the committed table holds them.

use retold::attribution::anatomy::{ARC_ROW, NODE_ROW, ROWS, fingerprint, row_of};

use super::crf::{Places, Trained};

/// The file of weights.
pub fn weights(cue: &Trained, scene: &Trained) -> Vec<u8> {
    let parts = [
        table(&cue.nodes, &cue.node_weights, ROWS[0], NODE_ROW),
        table(&cue.arcs, &cue.arc_weights, ROWS[1], ARC_ROW),
        table(&scene.nodes, &scene.node_weights, ROWS[2], NODE_ROW),
        table(&scene.arcs, &scene.arc_weights, ROWS[3], ARC_ROW),
    ];
    let mut bytes: Vec<u8> = parts.iter().flat_map(|p| p.0.to_le_bytes()).collect();
    bytes.extend(scene.ends.iter().flat_map(|e| e.to_le_bytes()));
    bytes.extend(parts.iter().flat_map(|p| &p.1));
    bytes
}

/// The features that find room in a table, each with its row: those whose weights tell most come first, and those that
/// find both rows of their pair taken are left out.
pub fn placed<const N: usize>(places: &Places, weights: &[[f32; N]], rows: usize) -> Vec<(u32, usize)> {
    let reach = |w: &[f32; N]| {
        w.iter().copied().fold(f32::NEG_INFINITY, f32::max) - w.iter().copied().fold(f32::INFINITY, f32::min)
    };
    let mut order: Vec<(u32, f32)> = places.iter().map(|(f, p)| (*f, reach(&weights[*p as usize]))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut taken = vec![false; rows];
    let mut found = Vec::new();
    for (feature, _) in order {
        let first = row_of(feature, rows);
        if let Some(row) = [first, first + 1].into_iter().find(|row| !taken[*row]) {
            taken[row] = true;
            found.push((feature, row));
        }
    }
    found
}

/// The scale and the rows of a table.
fn table<const N: usize>(places: &Places, weights: &[[f32; N]], rows: usize, row: usize) -> (f32, Vec<u8>) {
    let highest = weights.iter().flatten().fold(0.0f32, |m, w| m.max(w.abs()));
    let scale = (highest / 127.0).max(f32::MIN_POSITIVE);
    let mut bytes = vec![0u8; rows * row];
    for (feature, at) in placed(places, weights, rows) {
        bytes[at * row] = fingerprint(feature);
        let weights = weights[places[&feature] as usize];
        for (to, weight) in bytes[at * row + 1..(at + 1) * row].iter_mut().zip(weights) {
            *to = (weight / scale).round() as i8 as u8;
        }
    }
    (scale, bytes)
}
