//! What stands before every request, tried one by one.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use retold_web::{Role, Settings, Tokens, WebError};
use serde_json::json;

use crate::support::{RETOLD, Service, run, service, service_with};

fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).expect("a request")
}

async fn status(service: &Service, method: &str, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    service.send(request(method, path, headers)).await.status
}

#[test]
fn a_name_that_was_rebound_to_this_machine_is_refused() {
    run(async {
        let service = service();
        for host in ["evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1:8080"] {
            let answer = service.send(request("GET", "/archive", &[("host", host)])).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
            assert!(!answer.text().contains("Westerby"), "{host}");
        }
        assert_eq!(status(&service, "GET", "/", &[("host", "127.0.0.1:8080")]).await, StatusCode::OK);
        assert_eq!(status(&service, "GET", "/", &[("host", "[::1]:8080")]).await, StatusCode::OK);
    });
}

#[test]
fn pages_of_other_sites_can_send_and_embed_nothing() {
    run(async {
        let service = service();
        let cross = [("sec-fetch-site", "cross-site")];
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let refused = [
            ("POST", "/trace", vec![cross[0], form[0], ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]),
            ("POST", "/api/v1/trace", vec![("sec-fetch-site", "same-site"), ("content-type", "text/plain")]),
            ("POST", "/trace", vec![("origin", "https://evil.example"), form[0]]),
            ("POST", "/trace", vec![("origin", "null"), form[0]]),
            ("POST", "/logout", vec![("origin", "http://localhost:9090")]),
            ("GET", "/archive", vec![cross[0], ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")]),
            ("GET", "/archive", vec![cross[0], ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")]),
            ("GET", "/api/v1/search", vec![cross[0], ("sec-fetch-mode", "cors")]),
        ];
        for (method, path, headers) in refused {
            assert_eq!(
                status(&service, method, path, &headers).await,
                StatusCode::FORBIDDEN,
                "{method} {path} {headers:?}"
            );
        }
        let link = [cross[0], ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert_eq!(status(&service, "GET", "/archive", &link).await, StatusCode::OK, "a link from elsewhere");
        let own = [("sec-fetch-site", "same-origin")];
        assert_eq!(status(&service, "POST", "/logout", &own).await, StatusCode::SEE_OTHER);
        let own = [("origin", "http://localhost:8080")];
        assert_eq!(status(&service, "POST", "/logout", &own).await, StatusCode::SEE_OTHER, "an older browser");
        assert_eq!(status(&service, "POST", "/logout", &[]).await, StatusCode::SEE_OTHER, "no browser");
        let answer = service.get("/").await;
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert!(answer.headers.get("access-control-allow-origin").is_none());
    });
}

#[test]
fn beyond_this_machine_only_tokens_open() {
    run(async {
        let mut secrets = Vec::new();
        let settings = Settings { hosts: vec!["retold.desk.example".to_owned()], ..Settings::default() };
        let service = service_with(settings, |tokens| {
            secrets.push(tokens.add("desk", Role::Read).expect("a token"));
        });
        let secret = &secrets[0];
        assert!(secret.len() >= 64 + 7, "256 bits and a mark: {secret}");
        let host = ("host", "retold.desk.example");
        for page in ["/", "/archive", "/compare?source=wire-7&retelling=wire-7"] {
            let answer = service.send(request("GET", page, &[host])).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
            assert!(answer.header("location").starts_with("/login?then=%2F"), "{page}");
        }
        for path in ["/api/v1/search", "/metrics", "/api/v1/openapi.json"] {
            assert_eq!(status(&service, "GET", path, &[host]).await, StatusCode::UNAUTHORIZED, "{path}");
        }
        assert_eq!(status(&service, "GET", "/health", &[host]).await, StatusCode::OK);
        let bearer = format!("Bearer {secret}");
        assert_eq!(
            status(&service, "GET", "/api/v1/search", &[host, ("authorization", &bearer)]).await,
            StatusCode::OK
        );
        for wrong in ["Bearer", "Bearer x", "Basic abc", &format!("Bearer {secret}0"), &bearer.to_uppercase()] {
            let answer = status(&service, "GET", "/api/v1/search", &[host, ("authorization", wrong)]).await;
            assert_eq!(answer, StatusCode::UNAUTHORIZED, "{wrong}");
        }
        let cookie = signed_in(&service, secret).await;
        assert_eq!(status(&service, "GET", "/archive", &[host, ("cookie", &cookie)]).await, StatusCode::OK);
        let tokens = Tokens::open(service.folder.path().join("retold-tokens.json")).expect("the file");
        std::thread::sleep(Duration::from_millis(20));
        assert!(tokens.remove("desk").expect("removed"));
        assert_eq!(
            status(&service, "GET", "/archive", &[host, ("cookie", &cookie)]).await,
            StatusCode::SEE_OTHER,
            "it was taken away"
        );
    });
}

/// The cookie that a browser has after signing in.
async fn signed_in(service: &Service, secret: &str) -> String {
    for (then, expected) in [
        ("/archive?words=quay", "/archive?words=quay"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil", "/"),
    ] {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", secret)
            .append_pair("then", then)
            .finish();
        let answer = service.post("/login", "application/x-www-form-urlencoded", form).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, expected));
    }
    let refused = service.post("/login", "application/x-www-form-urlencoded", "token=guess").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let form = format!("token={secret}");
    let answer = service.post("/login", "application/x-www-form-urlencoded", form).await;
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    cookie.split(';').next().expect("a pair").to_owned()
}

#[test]
fn secrets_are_not_kept_and_their_file_is_private() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("retold-tokens.json");
    let tokens = Tokens::open(&file).expect("none yet");
    let secret = tokens.add("desk", Role::Write).expect("a token");
    assert_ne!(secret, tokens.add("other", Role::Read).expect("another"));
    let text = std::fs::read_to_string(&file).expect("the file");
    assert!(!text.contains(&secret) && !text.contains(&secret[7..]), "{text}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).expect("facts").permissions());
    assert_eq!(mode & 0o077, 0, "nobody else may read it");
    assert_eq!(tokens.all().expect("two").iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["desk", "other"]);
    std::fs::write(&file, "{").expect("written");
    let error = Tokens::open(&file).expect_err("no tokens").to_string();
    assert!(error.contains("retold-tokens.json: no file of tokens"), "{error}");
}

#[test]
fn a_service_that_others_can_reach_does_not_start_without_tokens() {
    let folder = tempfile::tempdir().expect("a folder");
    for (listen, hosts) in
        [("0.0.0.0:0", vec![]), ("127.0.0.1:0", vec!["retold.desk.example".to_owned()]), ("[::]:0", vec![])]
    {
        let archive = retold_archive::Archive::open_or_create(folder.path()).expect("an archive");
        let tokens = Tokens::open(folder.path().join("retold-tokens.json")).expect("none");
        let settings = Settings { listen: listen.parse().expect("an address"), hosts, ..Settings::default() };
        let site = retold_web::Site::new(archive, tokens, settings);
        let refused = retold_web::serve(site, |_| panic!("it must not listen"));
        assert!(matches!(refused, Err(WebError::Unguarded { .. })), "{listen}: {refused:?}");
    }
}

#[test]
fn uploads_and_what_they_unpack_to_are_bounded() {
    run(async {
        let service = service_with(Settings { largest_upload: 1 << 20, ..Settings::default() }, |_| {});
        let large = vec![b'x'; (1 << 20) + 1];
        for path in ["/trace", "/compare", "/api/v1/trace", "/api/v1/compare"] {
            let answer = service.post(path, "application/x-www-form-urlencoded", large.clone()).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
        // Without a length the bytes are counted as they come.
        let chunks = futures_util::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 64 << 10])));
        let answer = service.post("/api/v1/trace", "application/json", Body::from_stream(chunks)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        // Eighty million zeros in a few kilobytes: the reader stops at the first that no honest archive would hold.
        let mut body = b"--s\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt.gz\"\r\n\r\n".to_vec();
        body.extend(bomb());
        body.extend(b"\r\n--s--\r\n");
        let begun = Instant::now();
        let answer = service.post("/trace", "multipart/form-data; boundary=s", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
        assert!(begun.elapsed() < Duration::from_secs(10));
        // A line of a stream that never ends.
        let chunks = futures_util::stream::iter((0..80).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 64 << 10])));
        let answer = service.post("/api/v1/trace/bulk", "application/x-ndjson", Body::from_stream(chunks)).await;
        assert!(answer.text().contains("too large"), "{}", answer.text());
        let parts = "--s\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\nx\r\n".repeat(200);
        let answer = service.post("/trace", "multipart/form-data; boundary=s", format!("{parts}--s--\r\n")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    });
}

/// gzip of very many zeros.
fn bomb() -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0u8; 1 << 20];
    (0..80).for_each(|_| packed.write_all(&zeros).expect("memory"));
    packed.finish().expect("memory")
}

#[test]
fn paths_lead_to_nothing_but_pages() {
    run(async {
        let service = service();
        for path in [
            "/assets/../retold-tokens.json",
            "/assets/..%2f..%2fetc%2fpasswd",
            "/assets/%2e%2e/x",
            "/api/v1/articles/..%2f..%2fetc%2fpasswd",
            "/..%2f",
        ] {
            assert_eq!(status(&service, "GET", path, &[]).await, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn more_than_the_machine_bears_is_told_to_come_again() {
    run(async {
        let service = service_with(Settings { at_once: 1, waiting: 2, ..Settings::default() }, |_| {});
        let body = json!({"articles": [{"text": RETOLD.repeat(40)}]});
        let asked = (0..12).map(|_| service.post_json("/api/v1/claims", body.clone()));
        let answers = futures_util::future::join_all(asked).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        let (done, later) = (count(StatusCode::OK), count(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(done + later, 12);
        assert!(done >= 1 && later >= 1, "{done} done, {later} told to come again");
        let refused = answers.iter().find(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).expect("one");
        assert_eq!(refused.header("retry-after"), "1");
    });
}

/// A listening service; it ends with the process.
fn listening(settings: Settings) -> std::net::SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = retold_archive::Archive::open_or_create(folder.path()).expect("an archive");
        let tokens = Tokens::open(folder.path().join("retold-tokens.json")).expect("none");
        let settings = Settings { listen: "127.0.0.1:0".parse().expect("an address"), ..settings };
        retold_web::serve(retold_web::Site::new(archive, tokens, settings), |address| {
            tell.send(address).expect("heard")
        })
        .expect("served");
    });
    told.recv_timeout(Duration::from_secs(20)).expect("an address")
}

/// Sends bytes, waits, and returns what came back until the connection was closed.
fn spoken(address: std::net::SocketAddr, bytes: &[u8]) -> (String, Duration) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    // The service may have hung up before everything was sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    (String::from_utf8_lossy(&answer).into_owned(), begun.elapsed())
}

#[test]
fn slow_clients_and_endless_heads_are_cut_off() {
    let wait = Duration::from_millis(400);
    let address = listening(Settings { head_wait: wait, body_wait: wait, ..Settings::default() });
    let (_, took) = spoken(address, b"GET / HTTP/1.1\r\nHost: localhost\r\n");
    assert!(took >= wait && took < Duration::from_secs(8), "half a head: {took:?}");
    let (_, took) = spoken(address, b"");
    assert!(took < Duration::from_secs(8), "nothing at all: {took:?}");
    let (answer, took) =
        spoken(address, b"POST /api/v1/trace HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{");
    assert!(answer.starts_with("HTTP/1.1 408") && took < Duration::from_secs(8), "half a body: {answer} {took:?}");
    let (answer, _) =
        spoken(address, format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(200_000)).as_bytes());
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "a large head: {answer}");
    let many: String = (0..200).map(|n| format!("X{n}: x\r\n")).collect();
    let (answer, _) = spoken(address, format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 431"), "many headers: {answer}");
    let (answer, _) = spoken(address, b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("alive\n"), "still there: {answer}");
}
