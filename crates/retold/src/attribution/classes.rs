//! Classes of words, learned without labels: by the company a word keeps, and by its meaning.

/// Sorted hashes of words, four bytes each, then two bytes a word in the same order: its classes.
static TABLE: &[u8] = include_bytes!("classes.bin");

/// Bytes a word takes in the table.
const ROW: usize = 6;

/// The two classes of a lower-case word; zeros for an unknown one.
pub fn look_up(lower: &str) -> (u32, u32) {
    let wanted = super::facts::hash(lower);
    let words = TABLE.len() / ROW;
    let key = |n: usize| TABLE.get(4 * n..4 * n + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let (mut low, mut high) = around(wanted, words, &key);
    while low < high {
        let middle = (low + high) / 2;
        if key(middle) < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if low < words && key(low) == wanted {
        let at = 4 * words + 2 * low;
        return (u32::from(TABLE[at]), u32::from(TABLE[at + 1]));
    }
    (0, 0)
}

/// The places among which a hash stands if it does. Hashes are even over their range, so that a guess by proportion lands
/// near.
fn around(wanted: u32, words: usize, key: &impl Fn(usize) -> u32) -> (usize, usize) {
    let guess = ((u64::from(wanted) * words as u64) >> 32) as usize;
    let mut reach = 64;
    loop {
        let (low, high) = (guess.saturating_sub(reach), (guess + reach).min(words));
        if (low == 0 || key(low - 1) < wanted) && (high == words || key(high) >= wanted) {
            return (low, high);
        }
        reach *= 4;
    }
}
