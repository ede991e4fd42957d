//! Word by word: how the words of one run are rendered by another.

use crate::text::{Rules, Token, TokenKind};

/// A word of a run, with the number of its token in the reading.
#[derive(Clone, Copy, Debug)]
pub struct Worded<'a> {
    /// Its token.
    pub token: &'a Token,
    /// Index of the token.
    pub at: usize,
    /// Whether it has content.
    pub is_content: bool,
}

/// The words and numbers among tokens; `first` is the index of the first token.
pub fn worded<'a>(tokens: &'a [Token], first: usize, rules: &'static Rules) -> impl Iterator<Item = Worded<'a>> + 'a {
    tokens
        .iter()
        .enumerate()
        .filter(|(_, t)| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .map(move |(n, token)| Worded { token, at: first + n, is_content: !rules.is_stop_word(&token.lower) })
}

/// A pair of positions in the two runs: both, or one where the other run has nothing.
pub type Step = (Option<usize>, Option<usize>);

/// Whether two words count as the same.
pub type Same = fn(&Token, &Token) -> bool;

/// What a shared word of content adds.
const CONTENT: f32 = 2.0;
/// What a shared word without content adds.
const LITTLE: f32 = 0.8;
/// What a word against another costs.
const OTHER: f32 = -0.7;
/// What a word without counterpart costs.
const GAP: f32 = -0.4;

/// The best local alignment of two runs (Smith and Waterman 1981): steps from its first to its last shared word.
///
/// Costs the product of the two lengths; runs longer than `LONGEST` words are cut.
pub fn local_alignment(a: &[Worded<'_>], b: &[Worded<'_>], same: Same) -> Vec<Step> {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let width = b.len() + 1;
    let mut score = vec![0.0f32; (a.len() + 1) * width];
    let mut best = (0.0, 0, 0);
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let both = score[(i - 1) * width + j - 1] + pair_score(&a[i - 1], &b[j - 1], same);
            let gap = score[(i - 1) * width + j].max(score[i * width + j - 1]) + GAP;
            let here = both.max(gap).max(0.0);
            score[i * width + j] = here;
            if here > best.0 {
                best = (here, i, j);
            }
        }
    }
    trace(&score, width, &Runs { a, b, same }, (best.1, best.2))
}

/// Longest run that is aligned, in words: longer quotations are documents, and few.
const LONGEST: usize = 500;

struct Runs<'r> {
    a: &'r [Worded<'r>],
    b: &'r [Worded<'r>],
    same: Same,
}

fn trace(score: &[f32], width: usize, runs: &Runs<'_>, from: (usize, usize)) -> Vec<Step> {
    let (mut i, mut j) = from;
    let mut steps = Vec::new();
    while i > 0 && j > 0 && score[i * width + j] > 0.0 {
        let here = score[i * width + j];
        let both = score[(i - 1) * width + j - 1] + pair_score(&runs.a[i - 1], &runs.b[j - 1], runs.same);
        if here == both {
            steps.push((Some(i - 1), Some(j - 1)));
            (i, j) = (i - 1, j - 1);
        } else if here == score[(i - 1) * width + j] + GAP {
            steps.push((Some(i - 1), None));
            i -= 1;
        } else {
            steps.push((None, Some(j - 1)));
            j -= 1;
        }
    }
    steps.reverse();
    steps
}

fn pair_score(a: &Worded<'_>, b: &Worded<'_>, same: Same) -> f32 {
    match (same(a.token, b.token), a.is_content) {
        (true, true) => CONTENT,
        (true, false) => LITTLE,
        // Words of one kind are more likely each other's counterpart.
        (false, _) if a.is_content == b.is_content => OTHER,
        (false, _) => OTHER - 0.3,
    }
}

/// The same word in one spelling or another: "programme" and "program", "realise" and "realize".
pub fn same_word(a: &Token, b: &Token) -> bool {
    a.lower == b.lower
        || a.lower.len() > 4
            && b.lower.len() > 3
            && a.lower.as_bytes()[0] == b.lower.as_bytes()[0]
            && spelling(&a.lower) == spelling(&b.lower)
}

/// One spelling for the British and the American one.
fn spelling(word: &str) -> String {
    let mut plain =
        word.replace("our", "or").replace("ise", "ize").replace("isation", "ization").replace("ising", "izing");
    plain =
        plain.replace("ll", "l").replace("ogue", "og").replace("amme", "am").replace("ence", "ense").replace("ae", "e");
    if let Some(base) = plain.strip_suffix("re") {
        plain = format!("{base}er");
    }
    plain
}

/// The same word, or the same but for who speaks and when: "my" and "her", "is" and "was".
pub fn same_reported(a: &Token, b: &Token) -> bool {
    same_word(a, b) || a.stem == b.stem || person(&a.lower).is_some_and(|p| person(&b.lower) == Some(p))
}

/// What case of a personal pronoun the word is.
fn person(word: &str) -> Option<u8> {
    Some(match word {
        "i" | "he" | "she" | "we" | "they" | "you" | "it" => 0,
        "me" | "him" | "us" | "them" => 1,
        "my" | "his" | "her" | "our" | "their" | "your" | "its" => 2,
        _ => return None,
    })
}
