//! The API as a program sees it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{RETOLD, WIRE, assert_described, run, service};

#[test]
fn answers_are_as_they_are_described() {
    run(async {
        let service = service();
        let described = service.get("/api/v1/openapi.json").await.json();
        assert_eq!(described["openapi"].as_str().map(|v| &v[..3]), Some("3.1"));
        let pair = json!({"source": {"id": "a", "text": WIRE}, "retelling": {"id": "b", "text": RETOLD}});
        let compared = service.post_json("/api/v1/compare", pair).await.json();
        assert_described(&described, "Comparison", &compared);
        assert_eq!(compared["verdict"]["derived"], json!(true));
        let several = json!({"sources": [{"id": "wire-7"}, {"id": "other-1"}], "retelling": {"text": RETOLD}});
        assert_described(&described, "Comparison", &service.post_json("/api/v1/compare", several).await.json());
        let asked = json!({"article": {"text": RETOLD}, "looking": {"evidence": true, "until": "2031-02-16"}});
        let traced = service.post_json("/api/v1/trace", asked).await.json();
        assert_described(&described, "Trace", &traced);
        assert_eq!(traced["sources"][0]["id"], json!("wire-7"));
        assert!(traced["sources"][0]["evidence"][0].is_string());
        let claims = service
            .post_json("/api/v1/claims", json!({"articles": [{"id": "wire-7"}, {"id": "paper/18"}]}))
            .await
            .json();
        assert_described(&described, "Claims", &claims);
        assert_described(&described, "Article", &service.get("/api/v1/articles/paper%2F18").await.json());
        let found = service.get("/api/v1/search?words=quay&limit=1").await.json();
        assert_described(&described, "Searched", &found);
        assert_eq!((&found["matching"], &found["articles"][0]["id"]), (&json!(2), &json!("paper/18")));
        let refused = service.get("/api/v1/articles/nobody").await;
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert_described(&described, "Problem", &refused.json());
    });
}

#[test]
fn every_address_that_is_described_is_there() {
    run(async {
        let service = service();
        let described = service.get("/api/v1/openapi.json").await.json();
        let paths = described["paths"].as_object().expect("paths");
        assert!(paths.len() >= 9, "{paths:?}");
        for (path, operations) in paths {
            for method in operations.as_object().expect("operations").keys() {
                let request =
                    Request::builder().method(method.to_uppercase().as_str()).uri(path.replace("{id}", "wire-7"));
                let answer = service.send(request.body(Body::empty()).expect("a request")).await;
                let known = !matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
                assert!(known, "{method} {path}: {}", answer.status);
            }
        }
        // A reference that leads nowhere would make the description useless.
        let text = described.to_string();
        for target in text.split("\"$ref\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(described.pointer(target.trim_start_matches('#')).is_some(), "{target}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_request_is_said() {
    run(async {
        let service = service();
        let cases = [
            ("/api/v1/trace", json!({}), StatusCode::BAD_REQUEST, "missing field `article`"),
            ("/api/v1/trace", json!({"article": {}}), StatusCode::BAD_REQUEST, "needs a text"),
            ("/api/v1/trace", json!({"article": {"text": " ... "}}), StatusCode::UNPROCESSABLE_ENTITY, "not one word"),
            (
                "/api/v1/trace",
                json!({"article": {"text": "x"}, "looking": {"threshold": 7}}),
                StatusCode::BAD_REQUEST,
                "probability",
            ),
            (
                "/api/v1/trace",
                json!({"article": {"text": "x"}, "looking": {"candidates": 0}}),
                StatusCode::BAD_REQUEST,
                "candidates",
            ),
            (
                "/api/v1/trace",
                json!({"article": {"text": "x"}, "treshold": 1}),
                StatusCode::BAD_REQUEST,
                "unknown field",
            ),
            ("/api/v1/trace", json!({"article": {"id": "nobody"}}), StatusCode::NOT_FOUND, "nobody"),
            ("/api/v1/compare", json!({"retelling": {"text": "x"}}), StatusCode::BAD_REQUEST, "one source"),
            ("/api/v1/claims", json!({"articles": []}), StatusCode::BAD_REQUEST, "one article"),
            (
                "/api/v1/compare",
                json!({"source": {"text": "word ".repeat(300_000)}, "retelling": {"text": "x"}}),
                StatusCode::PAYLOAD_TOO_LARGE,
                "1 MB",
            ),
        ];
        for (path, body, status, words) in cases {
            let answer = service.post_json(path, body).await;
            assert_eq!(answer.status, status, "{}", answer.text());
            let problem = answer.json();
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{problem}");
            assert_eq!(problem["status"], json!(status.as_u16()));
        }
        assert_eq!(service.get("/api/v1/trace").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(service.get("/api/v1/nothing").await.header("content-type"), "application/problem+json");
    });
}

#[test]
fn a_stream_of_texts_is_answered_in_order() {
    run(async {
        let service = service();
        let line = |n: usize| {
            json!({"id": format!("q{n}"), "text": if n.is_multiple_of(2) { RETOLD } else { WIRE }}).to_string()
        };
        let mut lines: Vec<String> = (1..=25).map(line).collect();
        lines[6] = "no json".to_owned();
        lines[7] = String::new();
        let body = lines.join("\n");
        let answer = service.post("/api/v1/trace/bulk?threshold=0.3", "application/x-ndjson", body.clone()).await;
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let out: Vec<Value> = answer.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(out.len(), 24);
        assert_eq!(out[6]["line"], json!(7));
        assert_eq!(out[6]["schema"], json!("retold/failed/1"));
        let ids: Vec<&str> = out.iter().filter_map(|trace| trace["query"].as_str()).collect();
        let expected: Vec<String> = (1..=25).filter(|n| ![7, 8].contains(n)).map(|n| format!("q{n}")).collect();
        assert_eq!(ids, expected);
        let request = Request::post("/api/v1/trace/bulk").header("accept", "text/event-stream").body(Body::from(body));
        let events = service.send(request.expect("a request")).await.text();
        assert_eq!(events.matches("event: trace\n").count(), 23, "{events}");
        assert_eq!(events.matches("event: failed\n").count(), 1);
        assert!(
            events.contains("event: progress\ndata: {\"done\": 20}") && events.ends_with("event: end\ndata: {}\n\n"),
            "{events}"
        );
    });
}

#[test]
fn figures_count_what_was_answered() {
    run(async {
        let service = service();
        assert_eq!(service.get("/health").await.text(), "alive\n");
        assert_eq!(service.get("/ready").await.text(), "ready\n");
        service.post_json("/api/v1/trace", json!({"article": {"text": RETOLD}})).await;
        service.get("/archive/article?id=nobody").await;
        let text = service.get("/metrics").await.text();
        for line in [
            "retold_answers_total{route=\"/archive/article\",status=\"404\"} 1",
            "retold_answers_total{route=\"/api/v1/trace\",status=\"200\"} 1",
            "retold_answer_seconds_count{route=\"/health\"} 1",
            "retold_texts_traced_total 1",
            "retold_archive_articles 43",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    });
}
