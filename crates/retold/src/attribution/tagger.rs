//! Finds attributions as ranges of tokens: first the cues, then around each cue its speaker and its content.

use super::chain::STATES;
use super::cue::{self, cues_of};
use super::facts::{Facts, Line};
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
    /// What is taken from the score of "no cue here": more finds more cues, and more wrong ones.
    pub eagerness: f32,
    /// What is taken from the score of "neither speaker nor content".
    pub reach: f32,
}

/// An attribution as half-open ranges of tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The cue.
    pub cue: (usize, usize),
    /// The speaker.
    pub speaker: Option<(usize, usize)>,
    /// The content, in order.
    pub content: Vec<(usize, usize)>,
}

impl Tagger<'_> {
    /// The attributions of an article, in order of their cues.
    pub fn find(&self, facts: &Facts) -> Vec<Found> {
        let mut found = Vec::new();
        for (n, line) in facts.lines.iter().enumerate() {
            for cue in self.cues(facts, line) {
                let one = self.parts(facts, n, cue);
                if !one.content.is_empty() {
                    found.push(one);
                }
            }
        }
        found
    }

    /// The cues of a line.
    pub fn cues(&self, facts: &Facts, line: &Line) -> Vec<(usize, usize)> {
        let mut lattice = cue::lattice(facts, line, self.cue);
        for node in &mut lattice.nodes {
            node[cue::OUTSIDE] -= self.eagerness;
        }
        cues_of(&cue::GRAPH.best(&lattice), line)
    }

    /// The speaker and the content of a cue.
    pub fn parts(&self, facts: &Facts, line: usize, cue: (usize, usize)) -> Found {
        let scene = Scene::new(facts, line, cue);
        let mut lattice = scene.lattice(facts, self.scene);
        lattice.ends = self.ends;
        for node in &mut lattice.nodes {
            node[scene::OUTSIDE] -= self.reach;
        }
        let path = scene::GRAPH.best(&lattice);
        let mut found = Found { cue, ..Found::default() };
        for (place, state) in scene.places.iter().zip(path) {
            match scene::GRAPH.classes[state] {
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
}
