//! Which candidates to believe: a forest over what the chains and the company of other candidates tell.

use super::facts::{Facts, Line, shape};
use super::tagger::Found;
use crate::model::Forest;
use std::sync::LazyLock;

/// Adds to each candidate's signs what its shape and the other candidates tell of it.
pub fn compare(facts: &Facts, found: &mut [Found]) {
    let tokens = facts.tokens.len().max(1) as f32;
    let density = found.iter().filter(|f| f.variant == 0).map(|f| f.signs[0]).sum::<f32>() / tokens * 100.0;
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
        one.variant as f32,
        content.iter().filter(|t| facts.tokens[**t].shape == shape::COMMA).count() as f32,
        content.first().map_or(0.0, |t| facts.tokens[*t].word_class as f32),
        content.last().map_or(0.0, |t| facts.tokens[*t].shape as f32),
    ];
    signs.extend(around(facts, line, one));
    signs.extend(rivals(found, n, &content));
    signs
}

/// What stands right after the longest run of the content, and right before it.
fn around(facts: &Facts, line: &Line, one: &Found) -> [f32; 5] {
    let run = one.content.iter().max_by_key(|c| c.1 - c.0).copied().unwrap_or_default();
    let kind = |at: Option<usize>| match at.and_then(|at| facts.tokens.get(at)) {
        Some(t) => (t.shape as f32, t.word_class as f32),
        None => (20.0, 0.0),
    };
    let (after, before) = (kind(Some(run.1)), kind(run.0.checked_sub(1)));
    [after.0, after.1, before.0, before.1, f32::from(u8::from(run.1 + 1 >= line.end))]
}

/// What the candidates near by tell: how alike their contents are, and how far they are trusted.
fn rivals(found: &[Found], n: usize, content: &[usize]) -> [f32; 6] {
    /// Candidates this far away in the list are near by.
    const NEAR: usize = 14;
    let one = &found[n];
    let (mut alike, mut alike_trust, mut inside, mut holds) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut here, mut stronger) = (0.0f32, 0.0f32);
    for other in &found[n.saturating_sub(NEAR)..found.len().min(n + NEAR + 1)] {
        if other.variant > 0 || other.cue == one.cue {
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

/// A candidate is believed from this probability up: of 0.3, 0.35, 0.4, 0.45 and 0.5 the two next to it were best, on
/// articles that neither chains nor judge had seen.
const BELIEVED: f32 = 0.38;

/// The candidates to believe, in the order they came.
pub fn believed(found: &[Found]) -> Vec<Found> {
    static JUDGE: LazyLock<Forest> = LazyLock::new(|| Forest::from_bytes(include_bytes!("judge.forest")));
    chosen(found, &JUDGE, BELIEVED)
}

/// Of each cue the candidate that the judge believes most, when it believes it this much.
pub fn chosen(found: &[Found], judge: &Forest, least: f32) -> Vec<Found> {
    let least = if least <= 0.0 { f32::NEG_INFINITY } else { (least / (1.0 - least)).ln() };
    found
        .chunk_by(|a, b| a.cue == b.cue)
        .filter_map(|variants| {
            let scored = variants.iter().map(|f| (judge.score(&f.signs), f));
            scored.reduce(|best, other| if other.0 > best.0 { other } else { best })
        })
        .filter(|(score, _)| *score >= least)
        .map(|(_, f)| f.clone())
        .collect()
}
