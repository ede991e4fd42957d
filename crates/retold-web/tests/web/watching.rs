//! Findings of a watch, families, and pages of the web.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use retold::Article;
use retold::lineage::Finding as Pair;
use retold_store::{Kind, NewCapture, NewFinding, Stage, Store};
use retold_watch::{FetchSettings, Fetcher};
use retold_web::{Role, Settings};
use serde_json::{Value, json};

use crate::support::{HOSTILE, RETOLD, Service, WIRE, assert_described, run, service_of};

/// Puts a finding on record and returns its id.
fn found(store: &mut Store, page: &str, text: &str) -> String {
    let capture = |url: &str, body: &str| NewCapture {
        url: url.to_owned(),
        captured_at: 1_928_000_000,
        article: Article::new(url, body).with_headline(format!("Quay {HOSTILE}")).with_publisher("Carrow Post"),
        ..NewCapture::default()
    };
    let retelling = store.capture(&capture(page, text), Stage::Captured).expect("kept").expect("new");
    let new = NewFinding {
        kind: Kind::Retelling,
        source: Err(Box::new(capture("wire-7", WIRE))),
        copies: Vec::new(),
        retelling: retelling.id.clone(),
        probability: 0.98,
        coverage: 0.7,
        silent: false,
        settings: "{}".to_owned(),
        summary: vec![format!("6 of 7 sentences {HOSTILE}")],
    };
    let fresh = store.record(&retelling.id, &[new], 1_928_000_100, &|_, _| Vec::new()).expect("on record");
    fresh[0].id.clone()
}

fn store_with_finding(folder: &std::path::Path) -> (Store, String) {
    let mut store = retold_store::open(&folder.join("watch.db").display().to_string()).expect("a store");
    let id = found(&mut store, "https://paper.example/quay", RETOLD);
    (store, id)
}

#[test]
fn findings_are_shown_ruled_on_and_packed() {
    run(async {
        let mut finding = String::new();
        let service = service_of(Settings::default(), |site, folder, _| {
            let (store, id) = store_with_finding(folder);
            finding = id;
            site.with_store(store, None)
        });
        let list = service.get("/watch").await.text();
        assert!(
            list.contains("&lt;script&gt;") && !list.contains("<script>alert") && list.contains("0 feeds are watched"),
            "{list}"
        );
        let page = format!("/watch/finding?id={finding}");
        let form = format!("id={finding}&ruling=licensed&note=by+contract+{}", "%3Cb%3E");
        let answer = service.post("/watch/finding", "application/x-www-form-urlencoded", form).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
        let text = service.get(&page).await.text();
        assert!(text.contains("by contract &lt;b&gt;") && text.contains("<b>licensed</b>"), "{text}");
        assert!(service.get("/watch").await.text().contains("No findings here"));
        let told = service.get(&format!("/api/v1/findings/{finding}")).await.json();
        let described = service.get("/api/v1/openapi.json").await.json();
        assert_described(&described, "FindingDiscussed", &told);
        assert_eq!((&told["ruling"], &told["notes"][0]["words"]), (&json!("licensed"), &json!("by contract <b>")));
        let list = service.get("/api/v1/findings?ruling=licensed&kind=retelling").await.json();
        assert_described(&described, "FindingsTold", &list);
        assert_eq!(list["findings"].as_array().map(Vec::len), Some(1), "{list}");
        assert_eq!(service.get("/api/v1/findings?ruling=soon").await.status, StatusCode::BAD_REQUEST);
        let captures = [&told["source"]["capture"], &told["retelling"]["capture"]]
            .map(|id| id.as_str().expect("an id").to_owned());
        let compared =
            service.get(&format!("/compare?source=capture:{}&retelling=capture:{}", captures[0], captures[1])).await;
        assert!(compared.text().contains("<span class=\"words\">Derived</span>"), "{}", compared.text());
        let pack = service.get(&format!("/watch/pack?id={finding}")).await;
        let checked = retold_watch::pack::verify(&pack.bytes, None);
        assert!(checked.is_sound(), "{:?}", checked.faults);
        for path in [
            "/watch/finding?id=none",
            "/watch/pack?id=none",
            "/compare?source=capture:none&retelling=wire-7",
            "/api/v1/findings/none",
        ] {
            assert_eq!(service.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn whoever_may_only_read_rules_on_nothing() {
    run(async {
        let mut known = (String::new(), String::new());
        let settings = Settings { tokens_needed: true, ..Settings::default() };
        let service = service_of(settings, |site, folder, tokens| {
            let (store, id) = store_with_finding(folder);
            known = (id, tokens.add("reader", Role::Read).expect("a token"));
            site.with_store(store, None)
        });
        let (finding, secret) = known;
        let asked = |method: &str, path: String, kind: &str, body: &str| {
            let request =
                Request::builder().method(method).uri(path).header("authorization", format!("Bearer {secret}"));
            request.header("content-type", kind).body(Body::from(body.to_owned())).expect("a request")
        };
        let form = format!("id={finding}&ruling=accepted");
        let refused =
            service.send(asked("POST", "/watch/finding".into(), "application/x-www-form-urlencoded", &form)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let path = format!("/api/v1/findings/{finding}");
        let refused = service.send(asked("POST", path.clone(), "application/json", "{\"ruling\": \"accepted\"}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let told = service.send(asked("GET", path, "text/plain", "")).await.json();
        assert_eq!(told["ruling"], Value::Null);
        let page = service.send(asked("GET", "/watch".into(), "text/plain", "")).await.text();
        assert!(page.contains("Quay") && !page.contains("name=\"ruling\""), "no buttons for readers");
    });
}

#[test]
fn findings_are_heard_as_they_come() {
    run(async {
        let mut place = std::path::PathBuf::new();
        let service = service_of(Settings::default(), |site, folder, _| {
            place = folder.to_owned();
            site.with_store(store_with_finding(folder).0, None)
        });
        let request = Request::get("/api/v1/findings/events?after=0").header("host", "localhost").body(Body::empty());
        let Ok(response) = tower::ServiceExt::oneshot(service.router.clone(), request.expect("a request")).await;
        let mut body = response.into_body().into_data_stream();
        let mut next = async || {
            let chunk = futures_util::StreamExt::next(&mut body);
            let chunk = tokio::time::timeout(std::time::Duration::from_secs(30), chunk).await.expect("in time");
            String::from_utf8(chunk.expect("not the end").expect("whole").to_vec()).expect("text")
        };
        let first = next().await;
        assert!(first.starts_with("event: finding\nid: 1\ndata: {") && first.ends_with("}\n\n"), "{first}");
        let mut other = retold_store::open(&place.join("watch.db").display().to_string()).expect("the same store");
        let id = found(&mut other, "https://other.example/quay", &RETOLD.replace("16 weeks", "20 weeks"));
        let mut heard = next().await;
        while heard.starts_with(':') {
            heard = next().await;
        }
        assert!(heard.contains("id: 2\n") && heard.contains(&id), "{heard}");
    });
}

#[test]
fn without_a_watch_its_parts_say_so() {
    run(async {
        let service = crate::support::service();
        assert!(service.get("/watch").await.text().contains("Watching is off here"));
        for path in [
            "/watch/finding?id=x",
            "/watch/pack?id=x",
            "/api/v1/findings",
            "/api/v1/findings/events",
            "/api/v1/findings/x",
        ] {
            assert_eq!(service.get(path).await.status, StatusCode::NOT_IMPLEMENTED, "{path}");
        }
    });
}

fn pair(a: &str, b: &str) -> Pair {
    Pair { ids: [a.to_owned(), b.to_owned()], probability: 0.95, forward: 0.1, coverage: [0.8, 0.7], resemblance: 0.4 }
}

fn of_families(findings: &[Pair]) -> Service {
    service_of(Settings::default(), |site, _, _| site.with_findings(findings))
}

#[test]
fn families_are_listed_page_by_page() {
    run(async {
        let twos = (0..60).map(|n| pair(&format!("a-{n:02}"), &format!("b-{n:02}")));
        let three = [pair("other-1", "other-11"), pair("other-1", "other-13"), pair("other-11", "other-13")];
        let service = of_families(&twos.chain(three).collect::<Vec<_>>());
        let described = service.get("/api/v1/openapi.json").await.json();
        let first = service.get("/api/v1/families?limit=7").await.json();
        assert_described(&described, "Families", &first);
        assert_eq!((&first["matching"], first["families"].as_array().map(Vec::len)), (&json!(61), Some(7)));
        let largest = &first["families"][0];
        assert_eq!((&largest["id"], &largest["articles"]), (&json!("other-1"), &json!(3)), "{largest}");
        assert_eq!(largest["first"]["publisher"], json!("Sedge Wire"));
        assert_eq!(first["families"][1]["first"], Value::Null, "an article that is no longer there");
        let mut seen = std::collections::BTreeSet::new();
        for skip in (0..70).step_by(20) {
            let page = service.get(&format!("/api/v1/families?skip={skip}")).await.json();
            let ids = page["families"].as_array().expect("a list").iter();
            seen.extend(ids.map(|family| family["id"].as_str().expect("an id").to_owned()));
        }
        assert_eq!(seen.len(), 61, "every family stands on one page");
        for (id, members) in [("other-1", 3), ("other-13", 3), ("wire-7", 2)] {
            let family = service.get(&format!("/api/v1/families/{id}")).await.json();
            assert_described(&described, "Family", &family);
            assert_eq!(family["members"].as_array().map(Vec::len), Some(members), "{id}: {family}");
        }
        assert_eq!(service.get("/api/v1/families/nobody").await.status, StatusCode::NOT_FOUND);
        let unknown = crate::support::service().get("/api/v1/families").await;
        assert_eq!(unknown.status, StatusCode::NOT_IMPLEMENTED);
        let pages =
            [("/families", "Smaller ones", "Larger ones"), ("/families?skip=50", "Larger ones", "Smaller ones")];
        for (page, there, absent) in pages {
            let text = service.get(page).await.text();
            assert!(text.contains(there) && !text.contains(absent), "{page}: {text}");
        }
        let far = service.get("/families?skip=18446744073709551615").await;
        assert_eq!(far.status, StatusCode::OK, "{}", far.text());
    });
}

#[test]
fn families_are_found_for_an_article_or_known_beforehand() {
    run(async {
        let service = crate::support::service();
        let nearest = service.get("/family?article=paper%2F18").await.text();
        assert!(nearest.contains("<svg") && nearest.contains("wire-7"), "{nearest}");
        assert!(nearest.contains("href=\"/compare?source=wire-7&amp;retelling=paper%2F18\""), "{nearest}");
        assert!(service.get("/family?article=no-such").await.status == StatusCode::NOT_FOUND);
        assert!(service.get("/families").await.text().contains("retold families"), "how they become known");
        let known = of_families(&[pair("paper/18", "wire-7"), pair("other-1", "other-11")]);
        assert_eq!(known.get("/family").await.header("location"), "/families");
        let list = known.get("/families").await.text();
        assert!(list.contains("2 families, the largest first") && !list.contains("class=\"pager\""), "{list}");
        assert!(known.get("/family?article=wire-7").await.text().contains("paper/18"));
    });
}

#[test]
fn the_web_is_fetched_but_not_what_lies_behind_it() {
    run(async {
        let service: Service =
            service_of(Settings::default(), |site, _, _| site.with_fetch(Fetcher::new(FetchSettings::default())));
        assert!(service.get("/").await.text().contains("name=\"url\""));
        for address in [
            "http://127.0.0.1:8080/",
            "http://[::1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "file:///etc/passwd",
            "http://localhost/",
            "gopher://x/",
        ] {
            let form = form_urlencoded::Serializer::new(String::new()).append_pair("url", address).finish();
            let answer = service.post("/trace", "application/x-www-form-urlencoded", form).await;
            assert!(
                matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::BAD_GATEWAY),
                "{address}: {}",
                answer.status
            );
        }
    });
}
