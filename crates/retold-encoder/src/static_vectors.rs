//! The word vectors that are part of the program.

use retold::{WordVectors, normalise};

use crate::bytes::Hash;
use crate::pieces::{each_piece, strip_accents};
use crate::rarity::Rarities;
use crate::table::Table;

static EMBEDDED: StaticVectors = StaticVectors {
    table: Table::parse(include_bytes!("../tables/vectors.bin")),
    rarities: Rarities::parse(include_bytes!("../tables/rarities.bin")),
};

/// Word vectors and rarities out of tables in the program's own file.
///
/// A word of the table has its own vector; another is split into word pieces, and its vector is their weighted sum. Two
/// words that share no piece and no sense stand at about a right angle.
pub struct StaticVectors {
    table: Table,
    rarities: Rarities,
}

impl StaticVectors {
    /// The tables that ship with Retold. Costs nothing: they are read where they lie.
    pub fn embedded() -> &'static StaticVectors {
        &EMBEDDED
    }

    /// Rarity of a word: its own, else that of its parts taken together, and never above that of an unseen word.
    fn rarity(&self, word: &str) -> f32 {
        let unseen = self.rarities.unseen();
        let word = word.strip_suffix("'s").filter(|stem| !stem.is_empty()).unwrap_or(word);
        if let Some(rarity) = self.rarities.of(word.as_bytes()) {
            return rarity.min(unseen);
        }
        let parts = word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let (count, sum) = parts.fold((0, 0.0), |(count, sum), part| {
            (count + 1, sum + self.rarities.of(part.as_bytes()).unwrap_or(unseen))
        });
        if count > 1 { f32::min(sum, unseen) } else { unseen }
    }
}

impl WordVectors for StaticVectors {
    fn dimensions(&self) -> usize {
        self.table.dimensions()
    }

    fn look_up(&self, word: &str, vector: &mut [f32]) -> f32 {
        vector.fill(0.0);
        let plain = strip_accents(word);
        match self.table.find(Hash::START.with(plain.as_bytes()), b"", plain.as_bytes()) {
            Some(row) => self.table.add(row, 1.0, vector),
            None => {
                each_piece(&self.table, &plain, |row| self.table.add(row, self.table.weight(row), vector));
                normalise(vector);
            }
        }
        self.rarity(word)
    }
}
