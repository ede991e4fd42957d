//! How much two orders agree.

/// Kendall's tau of places against their own order, from -1 to 1; 0 for fewer than two.
pub fn kendall(places: &[f32]) -> f32 {
    let (mut agree, mut all) = (0.0, 0.0f32);
    for (n, a) in places.iter().enumerate() {
        for b in &places[n + 1..] {
            if a != b {
                agree += if b > a { 1.0 } else { -1.0 };
                all += 1.0;
            }
        }
    }
    // Two places more, one of each kind: few places say little.
    agree / (all + 2.0)
}

/// Share of neighbours of which the second stands at or a little after the first.
pub fn in_order(places: &[f32]) -> f32 {
    let near = places.windows(2).filter(|w| w[1] >= w[0] && w[1] <= w[0] + 2.0).count() as f32;
    (near + 0.5) / (places.len().saturating_sub(1) as f32 + 1.0)
}
