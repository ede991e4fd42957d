//! Stems: one form for the inflections of a word.

use super::language::Rules;

/// The stem of a lower-case word: irregular forms by table, regular endings of plural, past and participle cut.
///
/// Milder than Porter's: derivations stay apart ("nation", "national"), for a derived word is another word.
pub fn stem(word: &str, rules: &Rules) -> String {
    if let Some(base) = rules.irregular(word) {
        return base.to_owned();
    }
    if !word.is_ascii() || word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    strip_ending(word)
}

fn strip_ending(word: &str) -> String {
    if let Some(base) = word.strip_suffix("ies").filter(|b| b.len() > 2) {
        return format!("{base}y");
    }
    if let Some(base) = word.strip_suffix("ied").filter(|b| b.len() > 2) {
        return format!("{base}y");
    }
    for ending in ["ing", "ed"] {
        if let Some(base) = word.strip_suffix(ending).filter(|b| b.len() > 2 && has_vowel(b)) {
            return mend(base);
        }
    }
    if let Some(base) = word.strip_suffix("es")
        && ["s", "x", "z", "ch", "sh"].iter().any(|e| base.ends_with(e))
    {
        return mend(base);
    }
    match word.strip_suffix('s') {
        Some(base) if !base.ends_with(['s', 'u', 'i']) => mend(base),
        _ => mend(word),
    }
}

/// One form for "plan" from "planning", "make" from "making": a doubled consonant is halved, a final "e" cut.
fn mend(base: &str) -> String {
    let bytes = base.as_bytes();
    let n = bytes.len();
    if n > 3 && bytes[n - 1] == bytes[n - 2] && !b"aeiouls".contains(&bytes[n - 1]) {
        return base[..n - 1].to_owned();
    }
    if n > 3 && bytes[n - 1] == b'e' && bytes[n - 2] != b'e' {
        return base[..n - 1].to_owned();
    }
    base.to_owned()
}

fn has_vowel(base: &str) -> bool {
    base.bytes().any(|b| b"aeiouy".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn inflections_share_a_stem() {
        let rules = Language::English.rules();
        for forms in [
            &["plan", "plans", "planned", "planning"][..],
            &["make", "makes", "made", "making"],
            &["city", "cities"],
            &["say", "says", "said", "saying"],
            &["box", "boxes"],
            &["woman", "women"],
            &["go", "goes", "went", "gone", "going"],
        ] {
            let stems: Vec<String> = forms.iter().map(|f| stem(f, rules)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{forms:?} gave {stems:?}");
        }
    }

    #[test]
    fn other_words_keep_apart() {
        let rules = Language::English.rules();
        for (a, b) in [("national", "nation"), ("business", "busy"), ("news", "new"), ("united", "unit")] {
            assert_ne!(stem(a, rules), stem(b, rules));
        }
    }
}
