//! Texts that somebody pasted, uploaded or had fetched: kept in memory for a while, so that a result has an address of
//! its own. They are never written down.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use retold::Article;
use sha2::{Digest, Sha256};

/// Most bytes of texts that are kept; the longest unused go first.
const MOST_BYTES: usize = 64 << 20;
/// What a reference to a kept text begins with.
const MARK: &str = "text:";
/// Digits of a reference: 128 bits, which nobody guesses.
const DIGITS: usize = 32;

/// The texts of one service.
#[derive(Debug, Default)]
pub(crate) struct Drafts(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    texts: BTreeMap<String, (u64, Arc<Article>)>,
    bytes: usize,
    clock: u64,
}

impl Drafts {
    /// Keeps a text and returns its reference: the same for the same text and facts.
    pub(crate) fn keep(&self, article: Article) -> String {
        let reference = reference(&article);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clock += 1;
        let now = held.clock;
        if let Some(known) = held.texts.get_mut(&reference) {
            known.0 = now;
            return reference;
        }
        held.bytes += size(&article);
        held.texts.insert(reference.clone(), (now, Arc::new(article)));
        while held.bytes > MOST_BYTES && held.texts.len() > 1 {
            let oldest = held.texts.iter().min_by_key(|(_, (used, _))| *used).map(|(reference, _)| reference.clone());
            let Some((_, gone)) = oldest.and_then(|oldest| held.texts.remove(&oldest)) else { break };
            held.bytes = held.bytes.saturating_sub(size(&gone));
        }
        reference
    }

    /// The text of a reference, while it is kept.
    pub(crate) fn get(&self, reference: &str) -> Option<Article> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clock += 1;
        let now = held.clock;
        let (used, article) = held.texts.get_mut(reference)?;
        *used = now;
        Some(Article::clone(article))
    }
}

/// Whether a reference is to a kept text and not to an article of the archive.
pub(crate) fn is_draft(reference: &str) -> bool {
    reference.strip_prefix(MARK).is_some_and(|d| d.len() == DIGITS && d.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn reference(article: &Article) -> String {
    let mut digest = Sha256::new();
    let facts = [&article.headline, &article.publisher, &article.published, &article.url];
    let facts = facts.into_iter().map(|fact| fact.as_deref().unwrap_or_default());
    for part in [article.id.as_str(), article.body.as_str()].into_iter().chain(facts) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let digits: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{MARK}{}", &digits[..DIGITS])
}

/// About how much memory an article takes.
fn size(article: &Article) -> usize {
    const FACTS: usize = 1 << 10;
    FACTS + article.body.len() + article.other.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_reference_and_is_forgotten_when_it_is_the_oldest() {
        let drafts = Drafts::default();
        let first = drafts.keep(Article::new("a", "The quay is closed."));
        assert!(is_draft(&first));
        assert_eq!(first, drafts.keep(Article::new("a", "The quay is closed.")));
        assert_ne!(first, drafts.keep(Article::new("a", "The quay is open.")));
        assert_ne!(first, drafts.keep(Article::new("a", "The quay is closed.").with_publisher("Sedge Wire")));
        for n in 0..5 {
            drafts.keep(Article::new(format!("b{n}"), "x".repeat(MOST_BYTES / 4)));
        }
        assert_eq!(drafts.get(&first), None);
        assert!(!is_draft("text:soon") && !is_draft("business-364"));
    }
}
