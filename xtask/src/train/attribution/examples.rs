//! Annotated articles as sequences to learn from.

use retold::attribution::anatomy::{Features, cue, scene};

use super::crf::Sequence;
use super::gold::Annotated;

/// The cues of an article as (line, range of tokens), each within one line.
pub fn gold_cues(article: &Annotated) -> Vec<(usize, (usize, usize))> {
    article.gold.iter().filter_map(|g| gold_cue(article, &g.cue)).collect()
}

fn gold_cue(article: &Annotated, spans: &[retold::Span]) -> Option<(usize, (usize, usize))> {
    let tokens = article.tokens_in(spans);
    let (first, last) = (*tokens.first()?, *tokens.last()?);
    let n = article.facts.lines.iter().position(|l| first >= l.start && first < l.end)?;
    Some((n, (first, (last + 1).min(article.facts.lines[n].end))))
}

/// Lines with their cues.
pub fn cues(articles: &[&Annotated]) -> Vec<Sequence> {
    let mut sequences = Vec::new();
    let (mut node, mut arc) = (Features::default(), Features::default());
    for a in articles {
        let mut labels = vec![cue::OUTSIDE as u8; a.facts.tokens.len()];
        for (_, (start, end)) in gold_cues(a) {
            labels[start..end].fill(cue::INSIDE as u8);
        }
        for (_, (start, _)) in gold_cues(a) {
            labels[start] = cue::BEGIN as u8;
        }
        for line in &a.facts.lines {
            let known = cue::LineFacts::new(&a.facts, line);
            let mut sequence = Sequence::default();
            for at in line.start..line.end {
                cue::node_features(&a.facts, line, &known, at, &mut node);
                arc.clear();
                if at > line.start {
                    cue::arc_features(&a.facts, at, &mut arc);
                }
                sequence.push(node.as_slice(), arc.as_slice(), labels[at]);
            }
            sequences.push(sequence);
        }
    }
    sequences
}

/// Surroundings of cues with their speakers and contents.
pub fn scenes(articles: &[&Annotated]) -> Vec<Sequence> {
    let mut sequences = Vec::new();
    let (mut node, mut arc) = (Features::default(), Features::default());
    for a in articles {
        for gold in &a.gold {
            let Some((n, tokens)) = gold_cue(a, &gold.cue) else { continue };
            let scene = scene::Scene::new(&a.facts, n, tokens);
            let labels = labels(a, gold, &scene);
            let known = scene::Known::new(&a.facts, &scene);
            let mut sequence = Sequence::default();
            for (at, state) in states(&labels).into_iter().enumerate() {
                node.clear();
                arc.clear();
                if !scene.is_cue(at) {
                    known.node_features(at, &mut node);
                }
                if at > 0 {
                    known.arc_features(at, &mut arc);
                }
                sequence.push(node.as_slice(), arc.as_slice(), state);
            }
            sequences.push(sequence);
        }
    }
    sequences
}

/// The label of each place of a scene.
fn labels(article: &Annotated, gold: &super::gold::Gold, scene: &scene::Scene) -> Vec<usize> {
    let speaker = article.tokens_in(&gold.speaker);
    let content = article.tokens_in(&gold.content);
    let mut labels: Vec<usize> = scene
        .places
        .iter()
        .enumerate()
        .map(|(n, p)| {
            let inside = |list: &[usize]| list.iter().filter(|t| **t >= p.start && **t < p.end).count();
            if scene.is_cue(n) {
                scene::OUTSIDE
            } else if p.lines == 0 && inside(&speaker) > 0 {
                scene::SPEAKER
            } else if 2 * inside(&content) > p.end - p.start {
                scene::CONTENT
            } else {
                scene::OUTSIDE
            }
        })
        .collect();
    // One run of the speaker: the one nearest to the cue.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (n, label) in labels.iter().enumerate() {
        if *label == scene::SPEAKER {
            match runs.last_mut() {
                Some(run) if run.1 == n => run.1 = n + 1,
                _ => runs.push((n, n + 1)),
            }
        }
    }
    let cue = (0..scene.places.len()).find(|n| scene.is_cue(*n)).unwrap_or(0);
    runs.sort_by_key(|r| r.0.abs_diff(cue));
    for run in runs.iter().skip(1) {
        labels[run.0..run.1].fill(scene::OUTSIDE);
    }
    labels
}

/// The path of states that reads these labels.
fn states(labels: &[usize]) -> Vec<u8> {
    let (mut spoken, mut told) = (false, false);
    let mut before = scene::OUTSIDE;
    let mut path = Vec::with_capacity(labels.len());
    for label in labels {
        if before == scene::CONTENT && *label != scene::CONTENT {
            told = true;
        }
        if *label == scene::SPEAKER {
            spoken = true;
        }
        path.push(match (*label, spoken, told) {
            (scene::OUTSIDE, false, false) => 0,
            (scene::OUTSIDE, false, true) => 1,
            (scene::OUTSIDE, true, false) => 2,
            (scene::OUTSIDE, true, true) => 3,
            (scene::SPEAKER, _, false) => 4,
            (scene::SPEAKER, _, true) => 5,
            (_, false, false) => 6,
            (_, true, false) => 7,
            (_, false, true) => 8,
            (_, true, true) => 9,
        });
        before = *label;
    }
    path
}
