//! Style, script and icon. Each goes by an address with the hash of its content, so that a browser may keep it for good.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// A file that goes with the pages.
pub(crate) struct Asset {
    /// Its name, with the hash of its content.
    pub(crate) name: String,
    kind: &'static str,
    content: String,
}

/// All of them.
pub(crate) struct Assets {
    /// The style of every page.
    pub(crate) style: Asset,
    /// The style of family trees.
    pub(crate) family_style: Asset,
    /// The script of a comparison.
    pub(crate) report_script: Asset,
    /// The script of every page.
    pub(crate) script: Asset,
    /// The icon.
    pub(crate) icon: Asset,
}

/// The files that go with the pages.
pub(crate) fn assets() -> &'static Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(|| Assets {
        style: Asset::new("style", "css", format!("{}\n{}", retold_report::STYLE, include_str!("assets/style.css"))),
        family_style: Asset::new("family", "css", retold_report::FAMILY_STYLES.join("\n")),
        report_script: Asset::new("report", "js", retold_report::SCRIPT.to_owned()),
        script: Asset::new("pages", "js", include_str!("assets/script.js").to_owned()),
        icon: Asset::new("icon", "svg", include_str!("assets/icon.svg").to_owned()),
    })
}

impl Asset {
    fn new(stem: &str, ending: &str, content: String) -> Self {
        let hash: String = Sha256::digest(&content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let kind = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        Self { name: format!("{stem}-{hash}.{ending}"), kind, content }
    }

    /// Its address.
    pub(crate) fn address(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// Answers with a file; only exact names are known, so no path leads anywhere else.
pub(crate) async fn serve(Path(name): Path<String>) -> Result<Response, Problem> {
    let Assets { style, family_style, report_script, script, icon } = assets();
    let found = [style, family_style, report_script, script, icon].into_iter().find(|asset| asset.name == name);
    let asset = found.ok_or_else(|| Problem::missing("there is no such file"))?;
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.content.as_str()).into_response())
}
