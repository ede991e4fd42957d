//! Pages as a person without a script gets them.

use axum::http::StatusCode;

use crate::support::{HOSTILE, RETOLD, WIRE, run, service};

/// Every page that is reached by an address alone.
const PAGES: [&str; 13] = [
    "/",
    "/compare",
    "/claims",
    "/archive",
    "/archive?words=quay",
    "/archive/article?id=wire-7",
    "/compare?source=wire-7&retelling=paper%2F18",
    "/claims?article=wire-7&article=paper%2F18",
    "/trace?text=paper%2F18",
    "/families",
    "/family?article=wire-7",
    "/watch",
    "/api",
];

#[test]
fn every_page_answers_with_its_policy_and_is_light() {
    run(async {
        let service = service();
        for page in PAGES {
            let answer = service.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text());
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{page}");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
            let text = answer.text();
            for forbidden in [" style=", " onclick=", "<script>", "<style>", "javascript:"] {
                assert!(!text.contains(forbidden), "{page} holds {forbidden}");
            }
            let mut bytes = answer.bytes.len();
            for part in text.split('"').filter(|part| part.starts_with("/assets/")) {
                let file = service.get(part).await;
                assert_eq!(file.status, StatusCode::OK, "{part}");
                assert!(file.header("cache-control").contains("immutable"));
                bytes += file.bytes.len();
            }
            assert!(bytes < 150_000, "{page}: {bytes} bytes with its files");
            let others: Vec<&str> = text.split('"').filter(|part| part.starts_with("http")).collect();
            assert!(page == "/api" || others.is_empty(), "{page} leads away: {others:?}");
        }
    });
}

#[test]
fn a_pasted_text_is_traced_to_its_source() {
    run(async {
        let service = service();
        let answer =
            service.fill("/trace", &[("text", RETOLD), ("since", "2031-02-01"), ("until", "2031-02-16")]).await;
        let text = answer.text();
        assert!(text.contains("One source was found among 43 articles"), "{text}");
        assert!(text.contains("Westerby closes its Long Quay"), "{text}");
        assert!(text.contains("a source (0.") || text.contains("a source (1.000)"), "{text}");
        assert!(text.contains("/compare?source=wire-7&amp;retelling=text%3A"), "{text}");
        assert!(text.contains("class=\"because\""), "{text}");
        let elsewhere = service.fill("/trace", &[("text", RETOLD), ("publisher", "Nobody")]).await.text();
        assert!(elsewhere.contains("No source was found"), "{elsewhere}");
    });
}

#[test]
fn two_pasted_texts_are_compared_and_the_sides_can_be_switched() {
    run(async {
        let service = service();
        let fields = [("source-text", WIRE), ("retelling-text", RETOLD)];
        let text = service.fill("/compare", &fields).await.text();
        assert!(text.contains("<span class=\"words\">Derived</span>"), "{text}");
        assert!(text.contains("<del>six weeks</del>") || text.contains("<del>six</del>"), "{text}");
        assert!(text.contains("Who said what"), "{text}");
        let place = |label: &str| {
            let before = text.split(&format!("\">{label}</a>")).next().expect("a link");
            before.rsplit("href=\"").next().expect("its address").replace("&amp;", "&")
        };
        let switched = service.get(&place("Switch sides")).await;
        assert_eq!(switched.status, StatusCode::OK);
        let expected = ["<h1 dir=\"auto\">Westerby closes its Long Quay</h1>", "<del>16 weeks</del>"];
        expected.iter().for_each(|words| assert!(switched.text().contains(words), "{words}: {}", switched.text()));
        for (label, kind) in
            [("HTML", "text/html; charset=utf-8"), ("JSON", "application/json"), ("CSV", "text/csv; charset=utf-8")]
        {
            let file = service.get(&place(label)).await;
            assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, kind));
            assert!(file.header("content-disposition").starts_with("attachment; filename=\"retold-comparison."));
        }
        let hidden = service.get(&place("Show the evidence only")).await.text();
        assert!(hidden.contains('█') && !hidden.contains("coal pier until"), "{hidden}");
    });
}

#[test]
fn a_file_of_several_texts_is_traced_line_by_line() {
    run(async {
        let service = service();
        let line = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
        let file = format!(
            "{}\n{}\nnot json\n",
            line("q1", RETOLD),
            line("q2", "Nothing of this has ever been told in Norrau before today.")
        );
        let body = format!(
            "--sep\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n\r\n--sep\r\ncontent-disposition: form-data; name=\"file\"; \
             filename=\"..\\../../etc/new.jsonl\"\r\n\r\n{file}\r\n--sep--\r\n"
        );
        let answer = service.post("/trace", "multipart/form-data; boundary=sep", body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let text = service.get(answer.header("location")).await.text();
        assert!(text.contains("<h1>2 texts</h1>") && text.contains("No source found."), "{text}");
        assert!(text.contains("paper/18"), "{text}");
    });
}

#[test]
fn an_article_shows_its_source_and_its_retellings() {
    run(async {
        let service = service();
        let source = service.get("/archive/article?id=wire-7").await.text();
        assert!(source.contains("<h3>Retold by</h3>") && source.contains("paper/18"), "{source}");
        let retelling = service.get("/archive/article?id=paper%2F18").await.text();
        assert!(retelling.contains("<h3>Made from</h3>") && retelling.contains("wire-7"), "{retelling}");
        let alone = service.get("/archive/article?id=other-3").await.text();
        assert!(alone.contains("16 October 2030") || alone.contains("1 April 2030"), "{alone}");
    });
}

#[test]
fn a_search_pages_through_what_it_finds() {
    run(async {
        let service = service();
        let first = service.get("/archive?words=council+survey&publisher=sedge+wire").await.text();
        assert!(first.contains("40 articles, latest first: 1 to 20"), "{first}");
        assert!(first.contains("skip=20") && !first.contains("Later ones"), "{first}");
        let second = service.get("/archive?words=council+survey&publisher=sedge+wire&skip=20").await.text();
        assert!(second.contains("21 to 40") && second.contains("Later ones"), "{second}");
        let dated = service.get("/archive?since=2030-12&until=2030").await.text();
        assert!(dated.contains("3 articles, latest first"), "{dated}");
        let none = service.get("/archive?words=zeppelin").await.text();
        assert!(none.contains("No article was found"), "{none}");
    });
}

#[test]
fn claims_of_two_accounts_stand_side_by_side() {
    run(async {
        let service = service();
        let text = service.fill("/claims", &[("a-text", WIRE), ("b-id", "paper/18")]).await.text();
        assert!(text.contains("2 accounts side by side") && text.contains("Ida Marsh"), "{text}");
        let file = service.get("/claims/jsonld?article=wire-7").await;
        assert_eq!(file.header("content-type"), "application/ld+json");
    });
}

#[test]
fn hostile_words_stay_words_on_every_page() {
    run(async {
        let service = service();
        let id = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect::<String>();
        let pages = [
            format!("/archive/article?id={id}"),
            format!("/archive?words={id}"),
            format!("/archive?publisher={id}"),
            format!("/compare?source={id}&retelling={id}"),
            format!("/compare?source={id}&retelling=wire-7"),
            format!("/claims?article={id}&article=wire-7"),
            format!("/trace?text={id}&threshold=0.1"),
            format!("/trace?text={id}&threshold={id}"),
            format!("/compare?source={id}x&retelling={id}"),
            format!("/login?then={id}"),
            format!("/{id}"),
        ];
        for page in pages {
            let answer = service.get(&page).await;
            let text = answer.text();
            for payload in ["<script>alert", "<img src=x", "<svg/onload", "href=\"javascript:"] {
                assert!(!text.contains(payload), "{page}: {payload}");
            }
        }
        let pasted =
            service.fill("/trace", &[("text", HOSTILE), ("publisher", HOSTILE), ("published", HOSTILE)]).await.text();
        assert!(pasted.contains("&lt;script&gt;") && !pasted.contains("<script>alert"), "{pasted}");
    });
}

#[test]
fn what_cannot_be_answered_is_said_on_a_page() {
    run(async {
        let service = service();
        let cases = [
            ("/nothing", StatusCode::NOT_FOUND, "there is no such page"),
            ("/archive/article?id=nobody", StatusCode::NOT_FOUND, "no article of this id"),
            ("/archive/article", StatusCode::BAD_REQUEST, "the id of an article"),
            ("/trace?text=text:00000000000000000000000000000000", StatusCode::NOT_FOUND, "paste it again"),
            ("/trace?text=wire-7&threshold=2", StatusCode::BAD_REQUEST, "is no probability"),
            ("/compare/pdf?source=wire-7&retelling=wire-7", StatusCode::NOT_FOUND, "no such output"),
            ("/assets/..%2f..%2fCargo.toml", StatusCode::NOT_FOUND, "no such file"),
        ];
        for (page, status, words) in cases {
            let answer = service.get(page).await;
            assert_eq!(answer.status, status, "{page}");
            assert!(answer.text().contains(words) && answer.text().contains("<nav"), "{page}: {}", answer.text());
        }
        let answer = service.post("/trace", "application/x-www-form-urlencoded", "text=+").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let answer =
            service.post("/trace", "application/x-www-form-urlencoded", "url=https%3A%2F%2Fnews.example%2F").await;
        assert_eq!(answer.status, StatusCode::NOT_IMPLEMENTED);
    });
}
