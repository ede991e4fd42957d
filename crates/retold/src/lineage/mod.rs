//! Families of articles that were retold from one another, and the family tree of each.
//!
//! A **finding** says of two articles how likely one was made from the other. Findings join articles to a **family**;
//! its **stemma** says who took it from whom. The method is that of textual criticism: what two witnesses share and a
//! third lacks shows that one of the two follows the other, or that both follow a witness that is lost.

pub mod pairs;

mod arborescence;
mod family;
mod finding;
mod follow;
mod groups;
mod hung;
mod kinship;
mod lost;
mod reasons;
mod second;
mod stemma;

#[doc(hidden)]
pub use arborescence::arborescence;
pub use family::{Family, FamilySettings, families};
pub use finding::{CROWD, Finding, NEARLY};
pub use follow::{FollowedClaim, Version};
#[doc(hidden)]
pub use kinship::{DESCENT, Kin, Kinship};
pub use lost::LostWitness;
pub use stemma::{Descent, Stemma, stemma};
