//! The family tree of a family.

use super::Family;
use crate::article::Article;
use crate::change::Change;
use crate::compare::Comparer;

/// Who took it from whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stemma {
    /// The witness that all others descend from; `None` when there are several or the order is unknown.
    pub root: Option<String>,
    /// Descents, by the witness that descends and the strongest first.
    pub descents: Vec<Descent>,
    /// Witnesses that are not in the family and must have been.
    pub lost: Vec<LostWitness>,
    /// Claims that were changed on the way, and who inherited the change.
    pub claims: Vec<FollowedClaim>,
}

/// One witness made from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// The source.
    pub from: String,
    /// The witness made from it.
    pub to: String,
    /// Probability that `to` was made from `from` and from no other witness of the family.
    pub probability: f64,
    /// Whether texts or dates tell which of the two came first; if not, the descent may run the other way.
    pub ordered: bool,
    /// Share of the words of `to` that `from` explains, 0 to 1.
    pub share: f64,
    /// False for a second source of `to` (contamination).
    pub main: bool,
    /// Sentences for a person, strongest first.
    pub evidence: Vec<String>,
}

/// A witness that nobody has, inferred from changes that several witnesses share.
#[derive(Clone, Debug, PartialEq)]
pub struct LostWitness {
    /// Its name: "lost-1".
    pub id: String,
    /// The witness it was made from.
    pub from: String,
    /// The witnesses made from it, in byte order.
    pub to: Vec<String>,
    /// What they share and `from` lacks, in sentences for a person.
    pub evidence: Vec<String>,
}

/// A place of the root that was changed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowedClaim {
    /// The sentence of the root.
    pub text: String,
    /// The witnesses that say something else, in order of descent.
    pub versions: Vec<Version>,
}

/// What one witness made of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The witness.
    pub id: String,
    /// The witness it was held against; places of the change are in these two.
    pub against: String,
    /// The change.
    pub change: Change,
    /// The words of the witness that show it.
    pub words: String,
    /// The witness that had the same change before; `None` where the change was made here.
    pub inherited_from: Option<String>,
}

/// Draws the family tree of a family. `articles` are its witnesses' texts, in any order; a witness without a text is left
/// out.
pub fn stemma(family: &Family, articles: &[Article], comparer: &Comparer<'_>) -> Stemma {
    let _ = (family, articles, comparer);
    Stemma::default()
}
