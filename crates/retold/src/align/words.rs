//! Which words of linked sentences render each other.
//!
//! After Sultan, Bethard and Sumner (2014): the likest words first, each once, and among equals those whose neighbours
//! render each other too; words without content follow their neighbours.

use super::link::WordLink;
use super::pair::Prepared;
use crate::text::{Reading, Token, TokenKind};

/// Words less alike than this are not linked: of word pairs in hand-checked links about nine in ten above it render
/// each other.
const ALIKE: f32 = 0.55;
/// What each pair of like neighbours adds.
const NEIGHBOUR: f32 = 0.08;
/// How many content words count as neighbours on either side.
const REACH: usize = 3;
/// Sentences beyond this many tokens are linked by their first ones only, so that cost stays bounded.
const LONGEST: usize = 600;

/// A token of a link, with its word.
struct Place<'r> {
    token: &'r Token,
    word: u32,
}

/// The word links between some source sentences and some retelling sentences.
pub fn word_links(
    prepared: &Prepared,
    (source, retelling): (&Reading, &Reading),
    sides: (&[usize], &[usize]),
) -> Vec<WordLink> {
    let a = places(source, sides.0, &prepared.source_words.of_token);
    let b = places(retelling, sides.1, &prepared.retelling_words.of_token);
    let mut partner: Vec<Option<usize>> = vec![None; b.len()];
    let mut taken = vec![false; a.len()];
    link_content(prepared, (&a, &b), &mut partner, &mut taken);
    link_function_words((&a, &b), &mut partner, &mut taken);
    join(&a, &b, &partner)
}

fn places<'r>(reading: &'r Reading, sentences: &[usize], words: &[Option<u32>]) -> Vec<Place<'r>> {
    let tokens = sentences.iter().flat_map(|s| reading.sentences[*s].first_token..reading.sentences[*s].end_token);
    tokens.filter_map(|t| words[t].map(|word| Place { token: &reading.tokens[t], word })).take(LONGEST).collect()
}

/// Links content words, likest first.
fn link_content(
    prepared: &Prepared,
    (a, b): (&[Place<'_>], &[Place<'_>]),
    partner: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let content = |places: &[Place<'_>]| -> Vec<usize> {
        (0..places.len()).filter(|n| prepared.vocabulary.weights[places[*n].word as usize] > 0.0).collect()
    };
    let (rows, columns) = (content(a), content(b));
    let others: Vec<u32> = columns.iter().map(|j| b[*j].word).collect();
    let mut like = Vec::with_capacity(rows.len() * columns.len());
    let mut row = Vec::new();
    for i in &rows {
        prepared.vocabulary.similarities(a[*i].word, &others, &mut row);
        like.extend_from_slice(&row);
    }
    let at = |x: usize, y: usize| like[x * columns.len() + y];
    let mut scored: Vec<(f32, usize, usize)> = Vec::new();
    for x in 0..rows.len() {
        for y in 0..columns.len() {
            if at(x, y) >= ALIKE {
                scored.push((at(x, y) + NEIGHBOUR * neighbours(&at, (x, y), (rows.len(), columns.len())), x, y));
            }
        }
    }
    scored.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)).then(p.2.cmp(&q.2)));
    for (_, x, y) in scored {
        if !taken[rows[x]] && partner[columns[y]].is_none() {
            taken[rows[x]] = true;
            partner[columns[y]] = Some(rows[x]);
        }
    }
}

/// How many of the neighbours on either side are rendered near the other word.
fn neighbours(at: &dyn Fn(usize, usize) -> f32, (x, y): (usize, usize), (rows, columns): (usize, usize)) -> f32 {
    let mut count = 0.0;
    for i in x.saturating_sub(REACH)..(x + REACH + 1).min(rows) {
        let near =
            (y.saturating_sub(REACH)..(y + REACH + 1).min(columns)).any(|j| i != x && j != y && at(i, j) >= ALIKE);
        count += f32::from(u8::from(near));
    }
    count
}

/// Links equal words without content where a neighbour on the same side is linked to the neighbour there.
fn link_function_words((a, b): (&[Place<'_>], &[Place<'_>]), partner: &mut [Option<usize>], taken: &mut [bool]) {
    for backwards in [false, true] {
        for n in 0..b.len() {
            let j = if backwards { b.len() - 1 - n } else { n };
            if partner[j].is_some() {
                continue;
            }
            let before = j.checked_sub(1).and_then(|j| partner[j]).map(|i| i + 1);
            let after = partner.get(j + 1).copied().flatten().and_then(|i| i.checked_sub(1));
            let found =
                [before, after].into_iter().flatten().find(|i| *i < a.len() && !taken[*i] && a[*i].word == b[j].word);
            if let Some(i) = found {
                taken[i] = true;
                partner[j] = Some(i);
            }
        }
    }
}

/// Joins neighbouring links into runs.
fn join(a: &[Place<'_>], b: &[Place<'_>], partner: &[Option<usize>]) -> Vec<WordLink> {
    let mut links: Vec<WordLink> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (j, i) in partner.iter().enumerate().filter_map(|(j, i)| i.map(|i| (j, i))) {
        let (source, retelling) = (a[i].token.span, b[j].token.span);
        // Only equal words join: a run of reworded words is clearer word by word.
        let runs_on = last == Some((i.wrapping_sub(1), j.wrapping_sub(1)))
            && a[i].word == b[j].word
            && a[i - 1].word == b[j - 1].word
            && [a[i].token.kind, b[j].token.kind].iter().all(|k| matches!(k, TokenKind::Word | TokenKind::Number));
        match links.last_mut() {
            Some(run) if runs_on && run.source.end <= source.start && run.retelling.end <= retelling.start => {
                run.source = run.source.cover(source);
                run.retelling = run.retelling.cover(retelling);
            }
            _ => links.push(WordLink { source, retelling }),
        }
        last = Some((i, j));
    }
    links
}
