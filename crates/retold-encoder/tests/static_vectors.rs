//! The embedded tables: their size, their sums, and what look-ups promise.

use proptest::prelude::*;
use retold::WordVectors;
use retold_encoder::StaticVectors;
use sha2::{Digest, Sha256};

const VECTORS: &[u8] = include_bytes!("../tables/vectors.bin");
const RARITIES: &[u8] = include_bytes!("../tables/rarities.bin");
const SUMS: &str = include_str!("../tables/SHA256SUMS");

fn look_up(word: &str) -> (Vec<f32>, f32) {
    let vectors = StaticVectors::embedded();
    let mut vector = vec![f32::NAN; vectors.dimensions()];
    let rarity = vectors.look_up(word, &mut vector);
    (vector, rarity)
}

fn cosine(a: &str, b: &str) -> f32 {
    look_up(a).0.iter().zip(look_up(b).0).map(|(x, y)| x * y).sum()
}

fn length(word: &str) -> f32 {
    look_up(word).0.iter().map(|x| x * x).sum::<f32>().sqrt()
}

#[test]
fn tables_fit_their_budget() {
    assert!(VECTORS.len() <= 8 * 1024 * 1024, "vectors and vocabulary take {} bytes", VECTORS.len());
    assert!(RARITIES.len() <= 300 * 1024, "rarities take {} bytes", RARITIES.len());
}

#[test]
fn tables_are_the_ones_that_distill_wrote() {
    for (name, bytes) in [("vectors.bin", VECTORS), ("rarities.bin", RARITIES)] {
        let sum: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert!(SUMS.contains(&format!("{sum}  {name}")), "{name} has the sum {sum}");
    }
}

#[test]
fn a_synonym_is_nearer_than_a_stranger() {
    for (word, synonym, stranger) in [
        ("purchase", "buy", "banana"),
        ("said", "told", "river"),
        ("killed", "slain", "invoice"),
        ("firm", "company", "rain"),
        ("declined", "refused", "goal"),
        ("rumoured", "rumored", "window"),
    ] {
        let (near, far) = (cosine(word, synonym), cosine(word, stranger));
        assert!(near > far + 0.2, "{word}: {synonym} at {near}, {stranger} at {far}");
    }
}

#[test]
fn accents_do_not_count() {
    assert!(cosine("café", "cafe") > 0.999);
}

#[test]
fn rarity_runs_from_the_to_the_unseen() {
    let rarity = |word| look_up(word).1;
    assert!((2.0..4.0).contains(&rarity("the")));
    assert!(rarity("the") < rarity("government") && rarity("government") < rarity("meteorite"));
    assert!(rarity("meteorite") < rarity("qwzxkv"));
    assert_eq!(rarity("government's"), rarity("government"));
    assert!(rarity("market-maker") <= rarity("qwzxkv") && rarity("market-maker") > rarity("market"));
    assert_eq!(rarity("qwzxkv"), rarity("83.4417"));
}

#[test]
fn a_word_without_letters_has_no_vector() {
    for word in ["", "-", "…", "东京", "\u{200b}", "%"] {
        assert_eq!(length(word), 0.0, "{word:?}");
    }
}

proptest! {
    #[test]
    fn a_vector_has_unit_length_or_none(word in "\\PC{0,40}|[a-z]{1,30}|[a-zéü'-]{90,140}") {
        let length = length(&word);
        prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-4, "{}", length);
        let rarity = look_up(&word).1;
        prop_assert!((1.0..=16.0).contains(&rarity));
    }

    #[test]
    fn a_look_up_does_not_depend_on_what_was_there(word in "[a-z'é]{1,20}", before in -2.0f32..2.0) {
        let vectors = StaticVectors::embedded();
        let mut vector = vec![before; vectors.dimensions()];
        vectors.look_up(&word, &mut vector);
        prop_assert_eq!(vector, look_up(&word).0);
    }
}
