//! Which candidates to believe: a forest over what the chains and the company of other candidates tell.

use super::facts::{Facts, shape};
use super::tagger::Found;
use crate::model::Forest;
use std::sync::LazyLock;

/// Adds to each candidate's signs what its shape and the other candidates tell of it.
pub fn compare(facts: &Facts, found: &mut [Found]) {
    let tokens = facts.tokens.len().max(1) as f32;
    let density = found.iter().map(|f| f.signs[0]).sum::<f32>() / tokens * 100.0;
    let more: Vec<Vec<f32>> = (0..found.len()).map(|n| signs(facts, found, n, density)).collect();
    for (one, more) in found.iter_mut().zip(more) {
        one.signs.extend(more);
    }
}

fn signs(facts: &Facts, found: &[Found], n: usize, density: f32) -> Vec<f32> {
    let one = &found[n];
    let line = &facts.lines[one.line];
    let cue = &facts.tokens[one.cue.0..one.cue.1];
    let head = cue.iter().find(|t| t.cue_class > 0).unwrap_or(&cue[0]);
    let content: Vec<usize> = one.content.iter().flat_map(|c| c.0..c.1).collect();
    let size = content.len().max(1) as f32;
    let share = |test: &dyn Fn(usize) -> bool| content.iter().filter(|t| test(**t)).count() as f32 / size;
    let first = content.first().copied().unwrap_or(0);
    let gap = first as f32 - one.cue.1 as f32;
    let speaker = one.speaker.map_or(99.0, |s| {
        if s.0 < one.cue.0 { one.cue.0 as f32 - s.1 as f32 } else { 50.0 + s.0 as f32 - one.cue.1 as f32 }
    });
    let mut signs = vec![
        one.content.len() as f32,
        size,
        share(&|t| facts.tokens[t].quoted),
        share(&|t| t >= line.start && t < line.end),
        gap.clamp(-40.0, 40.0),
        speaker,
        one.speaker.map_or(0.0, |s| (s.1 - s.0) as f32),
        one.speaker.map_or(0.0, |s| facts.tokens[s.0].shape as f32),
        cue.len() as f32,
        head.cue_class as f32,
        f32::from(u8::from(head.quoted)),
        head.shape as f32,
        (line.end - line.start) as f32,
        (one.cue.0 - line.start) as f32,
        f32::from(u8::from(line.paragraph >= usize::MAX - 1 || one.line == 0)),
        f32::from(u8::from(facts.tokens[line.start..line.end].iter().any(|t| t.shape == shape::QUOTE))),
        density,
        tail_shape(facts, &content),
    ];
    signs.extend(rivals(found, n, &content));
    signs
}

fn tail_shape(facts: &Facts, content: &[usize]) -> f32 {
    content.last().and_then(|t| facts.tokens.get(t + 1)).map_or(20.0, |t| t.shape as f32)
}

/// What the candidates near by tell: how alike their contents are, and how far they are trusted.
fn rivals(found: &[Found], n: usize, content: &[usize]) -> [f32; 6] {
    /// Candidates this far away in the list are near by.
    const NEAR: usize = 8;
    let one = &found[n];
    let (mut alike, mut alike_trust, mut inside, mut holds) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut here, mut stronger) = (0.0f32, 0.0f32);
    for m in n.saturating_sub(NEAR)..found.len().min(n + NEAR + 1) {
        let other = &found[m];
        if m == n {
            continue;
        }
        if other.line == one.line {
            here += 1.0;
            stronger += f32::from(u8::from(other.signs[0] > one.signs[0]));
        }
        let theirs: usize = other.content.iter().map(|c| c.1 - c.0).sum();
        let both = content.iter().filter(|t| other.content.iter().any(|c| c.0 <= **t && **t < c.1)).count();
        let jaccard = both as f32 / (theirs + content.len() - both).max(1) as f32;
        if jaccard > alike {
            (alike, alike_trust) = (jaccard, other.signs[0]);
        }
        inside = inside.max(both as f32 / content.len().max(1) as f32 * other.signs[0]);
        holds = holds.max(both as f32 / theirs.max(1) as f32 * other.signs[0]);
    }
    [alike, alike_trust, inside, holds, here, stronger]
}

/// A candidate is believed from this probability up: best of 0.3, 0.35, 0.4, 0.45, 0.5 on articles that neither chains
/// nor judge had seen.
const BELIEVED: f32 = 0.35;

/// The candidates to believe, in the order they came.
pub fn believed(found: Vec<Found>) -> Vec<Found> {
    static JUDGE: LazyLock<Forest> = LazyLock::new(|| Forest::from_bytes(include_bytes!("judge.forest")));
    let least = (BELIEVED / (1.0 - BELIEVED)).ln();
    found.into_iter().filter(|f| JUDGE.score(&f.signs) >= least).collect()
}
