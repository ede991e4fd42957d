//! A service over a small archive of invented articles, and requests to it.

use std::path::Path;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use retold::Article;
use retold_archive::Archive;
use retold_web::{Settings, Site, Tokens};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A wire story; it and everybody in it are invented.
pub const WIRE: &str = "Westerby closes its Long Quay\n\nThe harbour board of Westerby voted on Monday to close the Long Quay for six weeks. \
    Engineers found 14 cracks in the wall below the old customs house in January. \"We could not wait another winter,\" said Ida Marsh, \
    who chairs the board. Ferries to Carrow will leave from the coal pier until the work is done. The repair may cost 3.2 million crowns, \
    according to the board's treasurer, Otto Lindqvist. Fishing boats can still land their catch at the northern steps.";
/// The same story as another paper might tell it.
pub const RETOLD: &str = "The Long Quay in Westerby will be shut for 16 weeks, its harbour board decided on Monday. Engineers had found 14 cracks \
    in the wall below the old customs house. Ida Marsh, who chairs the board, said they could not wait another winter. Until the work is \
    done, ferries to Carrow leave from the coal pier. The repair will cost 3.2 million crowns.";
/// What hostile texts hold.
pub const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>";

/// A service with its archive; the folder goes when it goes.
pub struct Service {
    pub router: Router,
    pub folder: tempfile::TempDir,
}

fn articles() -> Vec<Article> {
    let told = |id: &str, body: &str| {
        Article::new(id, body).with_publisher("Sedge Wire").with_published("2031-02-16T08:00:00Z")
    };
    let mut all = vec![
        told("wire-7", WIRE),
        told("paper/18", RETOLD).with_publisher("Carrow Post").with_published("2031-02-17"),
        Article::new(HOSTILE, format!("{HOSTILE} said the mayor of Ostwick. The tram depot burns. {HOSTILE}"))
            .with_headline(format!("Depot {HOSTILE}"))
            .with_publisher(HOSTILE)
            .with_published(HOSTILE),
    ];
    all[2].url = Some("javascript:alert(4)".to_owned());
    let matters = ["library roof", "grain store", "night market", "orchard lease", "pumping station"];
    all.extend((0..40).map(|n| {
        let text = format!(
            "The council of Ludmoor moved to survey the {} on day {n}. Tessa Brand put the cost at {} crowns. Work begins in {} weeks.",
            matters[n % 5],
            1000 + 37 * n,
            n + 2
        );
        told(&format!("other-{n}"), &text).with_published(format!("2030-{:02}-01", n % 12 + 1))
    }));
    all
}

/// A service with settings of its own, and with what else `equipped` gives it.
pub fn service_of(settings: Settings, equipped: impl FnOnce(Site, &Path, &Tokens) -> Site) -> Service {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let archive = Archive::open_or_create(folder.path()).expect("a new archive");
    let mut writer = archive.writer().expect("the only writer");
    writer.add(&articles()).expect("added");
    writer.commit().expect("committed");
    writer.close().expect("closed");
    let open = || Tokens::open(folder.path().join("retold-tokens.json")).expect("no tokens yet");
    let site = equipped(Site::new(archive, open(), settings), folder.path(), &open());
    Service { router: retold_web::routes(site), folder }
}

/// A service with settings of its own, whose tokens are prepared.
pub fn service_with(settings: Settings, prepared: impl FnOnce(&Tokens)) -> Service {
    service_of(settings, |site, _, tokens| {
        prepared(tokens);
        site
    })
}

/// A service for this machine alone.
pub fn service() -> Service {
    service_with(Settings::default(), |_| {})
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.to_vec()).expect("text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a plain header"))
    }
}

impl Service {
    /// Sends a request as it is; only the host is added where it has none.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().entry("host").or_insert("localhost:8080".parse().expect("a header"));
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, 32 << 20).await.expect("a whole answer");
        Answer { status: head.status, headers: head.headers, bytes }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        self.send(Request::post(path).header("content-type", kind).body(body.into()).expect("a request")).await
    }

    pub async fn post_json(&self, path: &str, body: serde_json::Value) -> Answer {
        self.post(path, "application/json", body.to_string()).await
    }

    /// Sends a form and follows where it leads.
    pub async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            form.append_pair(name, value);
        }
        let answer = self.post(path, "application/x-www-form-urlencoded", form.finish()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        self.get(answer.header("location")).await
    }
}

/// Checks a value against a schema of the API's own description, which has to say what must be there: a schema that lets
/// anything pass describes nothing.
pub fn assert_described(description: &Value, name: &str, value: &Value) {
    let mut schema = description.clone();
    schema["$ref"] = json!(format!("#/components/schemas/{name}"));
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    assert!(!validator.is_valid(&json!({})), "{name} lets anything pass");
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}

/// Runs what a test does.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads").block_on(test);
}
