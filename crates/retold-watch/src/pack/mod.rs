//! Evidence packs: one zip with a comparison, both texts as they were captured, where they came from, and hashes of it
//! all, signed with the desk's key when there is one.
//!
//! The same evidence and settings give the same bytes. A pack is checked by [`verify`], which takes nothing on trust: a
//! pack may come from anyone.

mod contents;
mod key;
mod manifest;
mod seal;
mod verify;

pub use contents::{Evidence, Exhibit, PackSettings, write};
pub(crate) use key::hex;
pub use key::{DeskKey, PublicKey};
pub use verify::{Checked, verify};

use retold::Comparer;
use retold_store::{ARCHIVED, Capture, Store};

use crate::WatchError;

/// The pack of a finding, from what the store kept of it.
///
/// # Errors
///
/// [`WatchError::Unusable`] where there is no such finding, [`WatchError::Store`].
pub fn of_finding(
    store: &mut Store,
    finding: &str,
    comparer: &Comparer<'_>,
    settings: &PackSettings,
) -> Result<Vec<u8>, WatchError> {
    let missing = || WatchError::unusable(finding, "there is no such finding");
    let found = store.finding(finding)?.ok_or_else(missing)?;
    let source = store.capture_of(&found.source.capture)?.ok_or_else(missing)?;
    let retelling = store.capture_of(&found.retelling.capture)?.ok_or_else(missing)?;
    let evidence = Evidence {
        sources: vec![exhibit(source)],
        retelling: exhibit(retelling),
        finding: Some(found.id),
        found_with: serde_json::from_str(&found.settings).unwrap_or_default(),
    };
    write(&evidence, comparer, settings)
}

fn exhibit(capture: Capture) -> Exhibit {
    Exhibit {
        // What was found in the archive was not fetched by the watch.
        address: Some(capture.url).filter(|url| !url.starts_with(ARCHIVED)).or_else(|| capture.article.url.clone()),
        captured_at: jiff::Timestamp::from_second(capture.captured_at).ok().map(|time| time.to_string()),
        version: Some(capture.version),
        headers: capture.headers,
        page_sha256: capture.page_sha256,
        article: capture.article,
        page: capture.page,
    }
}
