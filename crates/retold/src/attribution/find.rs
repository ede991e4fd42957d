//! From an article to its claims.

use super::claim::{Claim, Form};
use super::facts::Facts;
use super::judge;
use super::speaker::Speakers;
use super::stance;
use super::tagger::{Found, Tagger};
use super::weights;
use crate::mention::Names;
use crate::span::Span;
use crate::text::{Language, Reading, TokenKind};

/// Every attribution of an article, in order of their cues; `names` are those of the same article.
///
/// Claims may lie in one another: "Low said that the ministry had denied it" gives two.
pub fn claims(reading: &Reading, names: &Names) -> Vec<Claim> {
    let facts = Facts::new(reading);
    let (cue, scene, ends) = weights::committed();
    let found = judge::believed(Tagger { cue: &cue, scene: &scene, ends }.candidates(&facts));
    let mut claims: Vec<Claim> = found.iter().map(|f| claim(reading, &facts, f)).collect();
    nest(&mut claims);
    Speakers::new(reading, names).resolve(&mut claims);
    claims
}

fn claim(reading: &Reading, facts: &Facts, found: &Found) -> Claim {
    let rules = Language::English.rules();
    let span = |range: (usize, usize)| -> Span { reading.tokens[range.0].span.cover(reading.tokens[range.1 - 1].span) };
    let content: Vec<usize> = found.content.iter().flat_map(|c| c.0..c.1).collect();
    let (certainty, polarity) = stance::of(reading, rules, (found.cue, &content));
    let words = || {
        content
            .iter()
            .filter(|t| reading.tokens[**t].kind != TokenKind::Mark && reading.tokens[**t].kind != TokenKind::Quote)
    };
    let quoted = words().filter(|t| facts.tokens[**t].quoted).count();
    Claim {
        speaker: found.speaker.map(span),
        cue: Some(span(found.cue)),
        content: found.content.iter().map(|c| span(*c)).collect(),
        form: match quoted {
            0 => Form::Indirect,
            n if n == words().count() => Form::Direct,
            _ => Form::Mixed,
        },
        who: None,
        certainty,
        polarity,
        unnamed: false,
        within: None,
    }
}

/// Says of each claim in which other one it stands: the shortest one whose content holds its cue.
fn nest(claims: &mut [Claim]) {
    let length = |c: &Claim| c.content.iter().map(|s| s.len()).sum::<usize>();
    for n in 0..claims.len() {
        let Some(cue) = claims[n].cue else { continue };
        let holders = (0..claims.len()).filter(|m| *m != n && claims[*m].content.iter().any(|s| s.contains(cue)));
        let holder = holders.min_by_key(|m| (length(&claims[*m]), *m));
        // Two that stand in each other would go round in a ring.
        claims[n].within = holder.filter(|m| claims[*m].within != Some(n));
    }
}
