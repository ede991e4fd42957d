//! IPTC ninjs, news in JSON, of the generations 1 to 3.

use crate::json_lines::Object;
use retold::Article;

/// Whether an object is a ninjs item and no record of ours.
pub(crate) fn is_ninjs(_object: &Object<'_>) -> bool {
    false
}

/// The article of a ninjs item, or what is wrong with it.
pub(crate) fn article(_object: Object<'_>) -> Result<Article, String> {
    Err(String::new())
}
