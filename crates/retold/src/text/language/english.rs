//! English: the lists stand as data beside this file.

use super::Lists;

/// The word lists of English.
pub const LISTS: Lists = Lists {
    leading_abbreviations: include_str!("english/leading_abbreviations.txt"),
    closing_abbreviations: include_str!("english/closing_abbreviations.txt"),
    firm_starters: include_str!("english/firm_starters.txt"),
    starters: include_str!("english/starters.txt"),
    stop_words: include_str!("english/stop_words.txt"),
    say_verbs: include_str!("english/say_verbs.txt"),
    cue_words: include_str!("english/cue_words.txt"),
    word_classes: include_str!("english/word_classes.txt"),
    hedges: include_str!("english/hedges.txt"),
    conditions: include_str!("english/conditions.txt"),
    unnamed: include_str!("english/unnamed.txt"),
    event_verbs: include_str!("english/event_verbs.txt"),
    number_words: include_str!("english/number_words.txt"),
    reporting: include_str!("english/reporting.txt"),
    loaded: include_str!("english/loaded.txt"),
    plain: include_str!("english/plain.txt"),
    causes: include_str!("english/causes.txt"),
    effects: include_str!("english/effects.txt"),
    sequels: include_str!("english/sequels.txt"),
    reasons: include_str!("english/reasons.txt"),
    irregular: include_str!("english/irregular.txt"),
    certainty: include_str!("english/certainty.txt"),
    negation: include_str!("english/negation.txt"),
    scope: include_str!("english/scope.txt"),
    shifts: include_str!("english/shifts.txt"),
};
