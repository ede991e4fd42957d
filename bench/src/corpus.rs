//! News that nobody wrote: as many articles as a measurement needs.
//!
//! A chain of words over real articles: each word follows the two before it as it does somewhere in them. Names,
//! numbers and phrases so recur as they do in real news, and stock phrases stay stock phrases.

use std::collections::HashMap;
use std::io::Write;

use anyhow::Result;
use retold::Article;

/// Words of an article.
const WORDS: usize = 300;

/// What follows any two words.
pub(crate) struct Chain {
    words: Vec<String>,
    follows: HashMap<(u32, u32), Vec<u32>>,
    starts: Vec<(u32, u32)>,
}

impl Chain {
    /// The chain over some articles.
    pub(crate) fn new<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        let mut chain = Self { words: Vec::new(), follows: HashMap::new(), starts: Vec::new() };
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for article in articles {
            let mut of = |word: &str| match numbers.get(word) {
                Some(number) => *number,
                None => {
                    let number = chain.words.len() as u32;
                    chain.words.push(word.to_owned());
                    numbers.insert(word.to_owned(), number);
                    number
                }
            };
            let words: Vec<u32> = article.body.split_whitespace().map(&mut of).collect();
            for three in words.windows(3) {
                chain.follows.entry((three[0], three[1])).or_default().push(three[2]);
            }
            chain.starts.extend(words.first().copied().zip(words.get(1).copied()));
        }
        chain
    }

    /// Plain words of the articles, the most used first.
    pub(crate) fn plain_words(&self, count: usize) -> Vec<&str> {
        let mut used: HashMap<u32, usize> = HashMap::new();
        self.follows.values().flatten().for_each(|word| *used.entry(*word).or_default() += 1);
        let is_plain = |word: &str| word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase());
        let mut words: Vec<(usize, &str)> =
            used.iter().map(|(word, n)| (*n, self.words[*word as usize].as_str())).collect();
        words.retain(|(_, word)| is_plain(word));
        words.sort_by(|a, b| b.cmp(a));
        words.into_iter().take(count).map(|(_, word)| word).collect()
    }

    /// Writes articles as JSON Lines, the same for the same seed.
    pub(crate) fn write(&self, count: usize, seed: u64, out: &mut dyn Write) -> Result<()> {
        let mut dice = Dice(seed);
        let mut body = String::new();
        for n in 0..count {
            body.clear();
            self.article(&mut dice, &mut body);
            let line = serde_json::json!({"id": format!("made-{seed}-{n}"), "text": body});
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// Adds the text of an article to `body`.
    pub(crate) fn article(&self, dice: &mut Dice, body: &mut String) {
        if self.starts.is_empty() {
            return;
        }
        let mut last = self.starts[dice.below(self.starts.len())];
        for n in 0..WORDS {
            let word = &self.words[last.0 as usize];
            body.push_str(word);
            // A paragraph every few sentences.
            let ends = word.ends_with('.') && dice.below(3) == 0;
            body.push_str(if n + 1 == WORDS {
                ""
            } else if ends {
                "\n\n"
            } else {
                " "
            });
            last = match self.follows.get(&last) {
                Some(next) => (last.1, next[dice.below(next.len())]),
                None => self.starts[dice.below(self.starts.len())],
            };
        }
    }
}

/// SplitMix64.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}
