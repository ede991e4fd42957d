//! Finds attributions as ranges of tokens: first cues, then around each cue its speaker and its content, then which of
//! these to believe.

use super::chain::{Posteriors, STATES};
use super::cue;
use super::facts::Facts;
use super::judge;
use super::scene::{self, Scene};
use super::weights::Weights;

/// The weights of both chains.
pub struct Tagger<'a> {
    /// Weights of the chain that finds cues.
    pub cue: &'a dyn Weights,
    /// Weights of the chain that finds speaker and content.
    pub scene: &'a dyn Weights,
    /// Scores of the states that a scene may end in.
    pub ends: [f32; STATES],
}

/// An attribution as half-open ranges of tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Number of the line of the cue.
    pub line: usize,
    /// The cue.
    pub cue: (usize, usize),
    /// The speaker.
    pub speaker: Option<(usize, usize)>,
    /// The content, in order.
    pub content: Vec<(usize, usize)>,
    /// Which reading of the cue's surroundings this is, the most probable being 0.
    pub variant: usize,
    /// What tells whether to believe it: see [`judge`].
    pub signs: Vec<f32>,
}

/// A token that is part of a cue with this probability makes a candidate.
const DOUBTFUL: f32 = 0.06;

/// The ends of a cue are cut off where they are less probable than this share of its most probable token.
const SHARE: f32 = 0.4;

/// Taken from the score of "neither speaker nor content", one value a variant: contents from usual to long.
const REACHES: [f32; 4] = [0.4, -0.8, 1.4, 2.6];

impl Tagger<'_> {
    /// What may be attributions of an article, in order of their cues.
    pub fn candidates(&self, facts: &Facts) -> Vec<Found> {
        let mut found = Vec::new();
        // All cues before all scenes: the weights of one chain fill the processor's cache.
        let cues: Vec<_> = (0..facts.lines.len()).map(|n| self.cues(facts, n)).collect();
        for (n, (cue, signs)) in
            cues.into_iter().enumerate().flat_map(|(n, cues)| cues.into_iter().map(move |c| (n, c)))
        {
            for mut one in self.parts(facts, n, cue) {
                one.signs.splice(0..0, signs.iter().copied());
                found.push(one);
            }
        }
        judge::compare(facts, &mut found);
        found
    }

    /// The cues of a line, each with the chain's trust in it.
    fn cues(&self, facts: &Facts, line: usize) -> Vec<((usize, usize), Vec<f32>)> {
        let line = &facts.lines[line];
        let trust = cue::GRAPH.posteriors(&cue::lattice(facts, line, self.cue)).states;
        let within = |at: usize| 1.0 - trust[at][cue::OUTSIDE];
        let mut found = Vec::new();
        let mut at = 0;
        while at < trust.len() {
            if within(at) < DOUBTFUL {
                at += 1;
                continue;
            }
            let goes_on =
                |next: &usize| within(*next) >= DOUBTFUL && trust[*next][cue::INSIDE] > trust[*next][cue::BEGIN];
            let next = (at + 1..trust.len()).find(|n| !goes_on(n)).unwrap_or(trust.len());
            let most = (at..next).map(within).fold(0.0, f32::max);
            let belongs = |n: &usize| within(*n) >= SHARE * most;
            let start = (at..next).find(belongs).unwrap_or(at);
            let end = (start..next).rev().find(belongs).map_or(next, |n| n + 1);
            let mean = (start..end).map(within).sum::<f32>() / (end - start) as f32;
            let begins = (start..end).map(|n| trust[n][cue::BEGIN]).fold(0.0, f32::max);
            found.push(((line.start + start, line.start + end), vec![begins, most, mean]));
            at = next;
        }
        found
    }

    /// The speaker and the content of a cue, in all variants that differ and have a content.
    pub fn parts(&self, facts: &Facts, line: usize, cue: (usize, usize)) -> Vec<Found> {
        let scene = Scene::new(facts, line, cue);
        let mut lattice = scene.lattice(facts, self.scene);
        lattice.ends = self.ends;
        let trust = scene::GRAPH.posteriors(&lattice);
        let mut found: Vec<Found> = Vec::new();
        let mut taken = 0.0;
        for (variant, reach) in REACHES.into_iter().enumerate() {
            for node in &mut lattice.nodes {
                node[scene::OUTSIDE] -= reach - taken;
            }
            taken = reach;
            let path = scene::GRAPH.best(&lattice);
            let mut one = read_off(&scene, &path);
            if one.content.is_empty() || found.iter().any(|f| f.content == one.content) {
                continue;
            }
            (one.line, one.variant, one.signs) = (line, variant, trust_in(&scene, &path, &trust));
            found.push(one);
        }
        found
    }
}

/// Speaker and content of a path through a scene.
fn read_off(scene: &Scene, path: &[usize]) -> Found {
    let mut found = Found { cue: scene.cue, ..Found::default() };
    for (place, state) in scene.places.iter().zip(path) {
        match scene::GRAPH.classes[*state] {
            scene::SPEAKER => match &mut found.speaker {
                Some(speaker) => speaker.1 = place.end,
                None => found.speaker = Some((place.start, place.end)),
            },
            scene::CONTENT => match found.content.last_mut() {
                Some(run) if run.1 == place.start => run.1 = place.end,
                _ => found.content.push((place.start, place.end)),
            },
            _ => {}
        }
    }
    found
}

/// How far the chain trusts its labels of a scene.
fn trust_in(scene: &Scene, path: &[usize], trust: &Posteriors) -> Vec<f32> {
    let class = |state: usize| scene::GRAPH.classes[state];
    let share = |at: usize, wanted: usize| -> f32 {
        (0..scene::GRAPH.classes.len()).filter(|s| class(*s) == wanted).map(|s| trust.states[at][s]).sum()
    };
    let (mut content, mut tokens, mut expected, mut weakest) = (0.0, 0.0f32, 0.0, 1.0f32);
    let (mut speaker, mut speaker_tokens, mut best_speaker) = (0.0, 0.0f32, 0.0f32);
    for (at, place) in scene.places.iter().enumerate() {
        let size = (place.end - place.start) as f32;
        let told = share(at, scene::CONTENT);
        expected += told * size;
        best_speaker = best_speaker.max(share(at, scene::SPEAKER));
        match class(path[at]) {
            scene::CONTENT => {
                content += told * size;
                tokens += size;
                weakest = weakest.min(told);
            }
            scene::SPEAKER => {
                speaker += share(at, scene::SPEAKER);
                speaker_tokens += 1.0;
            }
            _ => {}
        }
    }
    // How near the best path comes to being the only one: its two sums of probability, shared and in all.
    let overlap = content / (expected + tokens - content).max(1.0);
    vec![content / tokens.max(1.0), weakest, expected, overlap, speaker / speaker_tokens.max(1.0), best_speaker]
}
