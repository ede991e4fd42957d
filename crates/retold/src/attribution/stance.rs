//! How firmly the content of a claim is put, and whether it is put or denied.

use super::claim::{Certainty, Polarity};
use crate::text::{Reading, Rules, Token};

/// Classes of the cue list whose words hedge by themselves: to suggest, to seem, to expect, to hope, to fear.
const HEDGING: [&str; 4] = ["suggest", "seem", "expect", "hope"];
/// Words that deny: the cue list's class of "deny".
const DENYING: &str = "deny";
/// A negation counts within this many tokens of the beginning of the content: it belongs to its main clause.
const MAIN_CLAUSE: usize = 14;

/// Certainty and polarity of the content (its tokens) that a cue (a range of tokens) attributes.
pub fn of(reading: &Reading, rules: &Rules, parts: ((usize, usize), &[usize])) -> (Certainty, Polarity) {
    let (cue, content) = parts;
    let cue = &reading.tokens[cue.0..cue.1];
    let content: Vec<&Token> = content.iter().map(|t| &reading.tokens[*t]).collect();
    (certainty(rules, cue, &content), polarity(rules, cue, &content))
}

fn certainty(rules: &Rules, cue: &[Token], content: &[&Token]) -> Certainty {
    let classes: Vec<u8> = HEDGING.iter().map(|word| rules.cue_class(word)).collect();
    let hedging = |t: &Token| {
        let class = rules.cue_class(&t.stem);
        rules.is_hedge(&t.lower) || class > 0 && classes.contains(&class)
    };
    if content.iter().any(|t| rules.is_condition(&t.lower)) {
        Certainty::Conditional
    } else if cue.iter().any(hedging) || content.iter().take(2 * MAIN_CLAUSE).any(|t| rules.is_hedge(&t.lower)) {
        Certainty::Hedged
    } else {
        Certainty::Asserted
    }
}

fn polarity(rules: &Rules, cue: &[Token], content: &[&Token]) -> Polarity {
    let denies = cue.iter().filter(|t| rules.cue_class(&t.stem) == rules.cue_class(DENYING)).count();
    let ruled_out = cue.iter().any(|t| t.stem == "rul") && cue.iter().any(|t| t.lower == "out");
    let in_cue = cue.iter().filter(|t| is_negation(&t.lower)).count();
    let clause = content.iter().take(MAIN_CLAUSE).take_while(|t| t.lower != "," && t.lower != ";");
    let in_content = clause.filter(|t| is_negation(&t.lower)).count().min(1);
    let turns = denies.min(1) + usize::from(ruled_out) + usize::from(denies > 0 && in_cue > 0) + in_content;
    if turns % 2 == 1 { Polarity::Negated } else { Polarity::Affirmed }
}

/// Whether a lower-case word negates.
pub fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "never" | "no" | "none" | "neither" | "nobody" | "nothing" | "cannot")
        || word.ends_with("n't")
}
