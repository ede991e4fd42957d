//! Texts of any length, the same every time: a chain of words learned from the invented articles of the repository,
//! with other words put in for the sake of a vocabulary as wide as that of real texts.

use std::collections::BTreeMap;

const TAUGHT_BY: [&str; 4] = [
    include_str!("../../examples/retelling.txt"),
    include_str!("../../testsuite/texts/ferry.txt"),
    include_str!("../../testsuite/texts/museum.txt"),
    include_str!("../../testsuite/texts/harvest.txt"),
];

/// Common words, in no order; they are used by Zipf's law.
const OTHERS: &str = include_str!("../words.txt");

/// A word as long as this has content.
const CONTENT: usize = 5;

/// Words of a sentence of news, on average.
pub(crate) const WORDS_IN_SENTENCE: usize = 22;

/// A writer of sentences that read like news from afar.
pub(crate) struct Writer {
    followers: BTreeMap<&'static str, Vec<&'static str>>,
    words: Vec<&'static str>,
    others: Vec<&'static str>,
    state: u64,
}

impl Writer {
    /// A writer; another seed writes other texts.
    pub(crate) fn new(seed: u64) -> Self {
        let words: Vec<&str> = TAUGHT_BY.iter().flat_map(|text| text.split_whitespace()).collect();
        let mut followers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for pair in words.windows(2) {
            followers.entry(pair[0]).or_default().push(pair[1]);
        }
        let others = OTHERS.split_whitespace().collect();
        Self { followers, words, others, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// A number below `end`, by xorshift.
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % end.max(1) as u64) as usize
    }

    /// One of the other words: the nth most used one in n times the words that the most used one comes in.
    fn other(&mut self) -> &'static str {
        let share = self.below(1_000_000) as f64 / 1e6;
        let rank = (self.others.len() as f64).powf(share) as usize;
        self.others[rank.min(self.others.len()) - 1]
    }

    fn sentence(&mut self) -> Vec<String> {
        let length = WORDS_IN_SENTENCE - 7 + self.below(15);
        let start = self.below(self.words.len());
        let mut word = self.words[start];
        let mut sentence = Vec::new();
        for _ in 0..length {
            let other = self.other();
            let plain = word.len() >= CONTENT && word.chars().all(|c| c.is_ascii_lowercase());
            let said = if plain && self.below(3) > 0 { other } else { word };
            sentence.push(said.trim_end_matches(['.', '?', '!']).to_owned());
            let next = self.followers.get(word).map_or(0, Vec::len);
            let at = self.below(if next == 0 { self.words.len() } else { next });
            word = self.followers.get(word).map_or(self.words[at], |n| n[at]);
        }
        sentence
    }

    /// A source of so many sentences, and a retelling that leaves some out and words the others differently.
    pub(crate) fn pair(&mut self, sentences: usize) -> (String, String) {
        let source: Vec<Vec<String>> = (0..sentences).map(|_| self.sentence()).collect();
        let mut retelling = Vec::new();
        for sentence in &source {
            let told = match self.below(5) {
                0 => self.sentence(),
                _ => self.reworded(sentence),
            };
            retelling.push(told);
        }
        (text(&source), text(&retelling))
    }

    fn reworded(&mut self, sentence: &[String]) -> Vec<String> {
        let mut told = Vec::new();
        for word in sentence {
            match self.below(8) {
                0 => {}
                1 => {
                    told.push(self.other().to_owned());
                }
                _ => told.push(word.clone()),
            }
        }
        told
    }
}

fn text(sentences: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let joined = sentence.join(" ");
        let mut letters = joined.chars();
        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        text.push_str(letters.as_str());
        text.push_str(if n % 3 == 2 { ".\n\n" } else { ". " });
    }
    text
}
