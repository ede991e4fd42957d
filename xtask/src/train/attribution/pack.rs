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

/// The scale and the rows of a table. Weights that tell most are placed first; those that find both rows of their pair
/// taken are left out.
fn table<const N: usize>(places: &Places, weights: &[[f32; N]], rows: usize, row: usize) -> (f32, Vec<u8>) {
    let reach = |w: &[f32; N]| {
        w.iter().copied().fold(f32::NEG_INFINITY, f32::max) - w.iter().copied().fold(f32::INFINITY, f32::min)
    };
    let mut order: Vec<(u32, u32)> = places.iter().map(|(f, p)| (*f, *p)).collect();
    order.sort_by(|a, b| reach(&weights[b.1 as usize]).total_cmp(&reach(&weights[a.1 as usize])).then(a.0.cmp(&b.0)));
    let highest = weights.iter().flatten().fold(0.0f32, |m, w| m.max(w.abs()));
    let scale = (highest / 127.0).max(f32::MIN_POSITIVE);
    let mut bytes = vec![0u8; rows * row];
    let mut taken = vec![false; rows];
    let mut left = 0usize;
    for (feature, place) in order {
        let quantised = weights[place as usize].map(|w| (w / scale).round() as i8);
        let first = row_of(feature, rows);
        if quantised.iter().all(|q| *q == 0) {
            continue;
        }
        let Some(at) = [first, first + 1].into_iter().find(|at| !taken[*at]) else {
            left += 1;
            continue;
        };
        taken[at] = true;
        bytes[at * row] = fingerprint(feature);
        for (to, q) in bytes[at * row + 1..(at + 1) * row].iter_mut().zip(quantised) {
            *to = q as u8;
        }
    }
    println!(
        "  table of {rows}: {} of {} features, {left} found no room, scale {scale}",
        taken.iter().filter(|t| **t).count(),
        places.len()
    );
    (scale, bytes)
}
