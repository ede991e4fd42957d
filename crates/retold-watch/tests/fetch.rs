//! What is fetched, and above all what is not.

mod support;

use std::time::{Duration, Instant};

use retold_watch::{FetchSettings, Fetched, Fetcher, Known, Sought, WatchError};
use support::{Answer, Asked, Site};

fn settings(site: &Site) -> FetchSettings {
    FetchSettings {
        pace: Duration::ZERO,
        longest: Duration::from_secs(2),
        allowed: vec![site.place.to_string().parse().expect("an allowance")],
        ..FetchSettings::default()
    }
}

fn fetch(fetcher: &Fetcher, url: &str) -> Result<Fetched, WatchError> {
    fetcher.fetch(url, Sought::Page, &Known::default())
}

fn text(fetched: Result<Fetched, WatchError>) -> String {
    match fetched.expect("a document") {
        Fetched::Document(document) => String::from_utf8(document.bytes).expect("UTF-8"),
        Fetched::Unchanged => panic!("nothing came"),
    }
}

#[track_caller]
fn assert_forbidden(fetched: Result<Fetched, WatchError>) {
    assert!(matches!(fetched, Err(WatchError::Forbidden { .. })), "{fetched:?}");
}

#[test]
fn closed_networks_are_not_reached_in_whatever_way_they_are_written() {
    let site = Site::start(|_| Some(Answer::html("secret")));
    // The port is allowed, for another address: only the address is to blame.
    let allowed = vec![format!("10.9.9.9:{}", site.place.port()).parse().expect("an allowance")];
    let fetcher = Fetcher::new(FetchSettings { allowed, ..settings(&site) });
    let port = site.place.port();
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "[::]",
        "0",
        "%31%32%37.0.0.1",
        "\u{ff11}27.0.0.1",
        "169.254.169.254",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "192.168.0.1",
        "[fd00::1]",
        "[fe80::1]",
    ] {
        assert_forbidden(fetch(&fetcher, &format!("http://{host}:{port}/")));
    }
    assert_eq!(site.asked.lock().expect("the list").len(), 0, "nothing was asked");
}

#[test]
fn a_redirect_leads_no_further_than_an_address_would() {
    let inside = Site::start(|_| Some(Answer::html("secret")));
    let secret = inside.url("/");
    let site = Site::start(move |asked| {
        Some(Answer::redirect(match asked.path.as_str() {
            "/inside" => &secret,
            "/metadata" => "http://169.254.169.254/latest/meta-data/",
            "/file" => "file:///etc/passwd",
            "/port" => "http://127.0.0.1:22/",
            "/round" => "/round",
            _ => return None,
        }))
    });
    let fetcher = Fetcher::new(settings(&site));
    for path in ["/inside", "/metadata", "/file", "/port"] {
        assert_forbidden(fetch(&fetcher, &site.url(path)));
    }
    assert_eq!(inside.asked.lock().expect("the list").len(), 0, "nothing was asked inside");
    let round = fetch(&fetcher, &site.url("/round"));
    assert!(matches!(round, Err(WatchError::Unusable { .. })), "{round:?}");
    assert_eq!(site.requests("/round").len(), 6);
}

#[test]
fn schemes_ports_and_passwords_of_other_things_are_refused() {
    let site = Site::start(|_| Some(Answer::html("page")));
    let fetcher = Fetcher::new(settings(&site));
    for url in [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:70/",
        "http://news.example:22/",
        "http://news.example:6379/",
        "http://ada:secret@news.example/",
        "data:text/html,x",
    ] {
        assert_forbidden(fetch(&fetcher, url));
    }
    assert!(fetch(&fetcher, "news").is_err() && fetch(&fetcher, "http://").is_err());
    assert_forbidden(fetch(&fetcher, &format!("http://news.example/{}", "a".repeat(9_000))));
}

#[test]
fn size_type_and_time_are_bounded() {
    // 4 MiB of spaces, packed to some KiB.
    let bomb = {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        (0..4).for_each(|_| packed.write_all(&[b' '; 1 << 20]).expect("packed"));
        packed.finish().expect("packed")
    };
    let site = Site::start(move |asked| {
        Some(match asked.path.as_str() {
            "/large" => Answer::html("a".repeat(200_000)),
            "/bomb" => Answer::html(bomb.clone()).with("content-encoding", "gzip"),
            "/picture" => Answer::of("image/png", "png"),
            "/drip" => Answer { drip: Some(Duration::from_millis(100)), ..Answer::html("a".repeat(1_000)) },
            "/headers" => Answer::html("x").with("x-long", &"a".repeat(100_000)),
            "/just" => Answer::html("a".repeat(100_000)),
            _ => return None,
        })
    });
    let fetcher = Fetcher::new(FetchSettings { most_bytes: 100_000, ..settings(&site) });
    for path in ["/large", "/bomb", "/picture", "/headers"] {
        let fetched = fetch(&fetcher, &site.url(path));
        assert!(matches!(fetched, Err(WatchError::Unusable { .. })), "{path}: {fetched:?}");
    }
    assert_eq!(text(fetch(&fetcher, &site.url("/just"))).len(), 100_000);
    let began = Instant::now();
    let slow = fetch(&fetcher, &site.url("/drip"));
    assert!(matches!(slow, Err(WatchError::Failed { .. })), "{slow:?}");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn robots_txt_is_kept_to_and_asked_for_once() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Some(Answer::of("text/plain", "User-agent: retold\nDisallow: /private\n")),
        path => Some(Answer::html(path.to_owned())),
    });
    let fetcher = Fetcher::new(settings(&site));
    assert_eq!(text(fetch(&fetcher, &site.url("/open"))), "/open");
    assert_forbidden(fetch(&fetcher, &site.url("/private/page")));
    assert_eq!(site.requests("/robots.txt").len(), 1);
    let rude = Fetcher::new(FetchSettings { robots: false, ..settings(&site) });
    assert_eq!(text(fetch(&rude, &site.url("/private/page"))), "/private/page");
}

#[test]
fn a_site_without_robots_txt_is_open_and_an_ill_one_closed_for_now() {
    let open = Site::start(|asked| (asked.path == "/page").then(|| Answer::html("page")));
    assert_eq!(text(fetch(&Fetcher::new(settings(&open)), &open.url("/page"))), "page");
    let ill = Site::start(|_| Some(Answer::status(500)));
    let fetcher = Fetcher::new(FetchSettings { pace: Duration::from_millis(50), ..settings(&ill) });
    for _ in 0..2 {
        let fetched = fetch(&fetcher, &ill.url("/page"));
        assert!(matches!(fetched, Err(WatchError::Failed { .. })), "it may be tried again: {fetched:?}");
    }
    assert_eq!(ill.requests("/page").len(), 0);
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let site = Site::start(|asked: &Asked| {
        let same = asked.headers.get("if-none-match").is_some_and(|tag| tag == "\"one\"")
            && asked.headers.get("if-modified-since").is_some_and(|time| time.starts_with("Tue"));
        Some(match same {
            true => Answer::status(304),
            false => {
                Answer::html("page").with("etag", "\"one\"").with("last-modified", "Tue, 01 Jan 2030 00:00:00 GMT")
            }
        })
    });
    let fetcher = Fetcher::new(settings(&site));
    let Fetched::Document(document) = fetch(&fetcher, &site.url("/page")).expect("a page") else { panic!("no page") };
    assert!(document.headers.contains(&("etag".to_owned(), "\"one\"".to_owned())));
    let again = fetcher.fetch(&site.url("/page"), Sought::Page, &document.known);
    assert_eq!(again.expect("an answer"), Fetched::Unchanged);
}

#[test]
fn a_host_that_asks_for_a_pause_gets_it() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/robots.txt" => None,
        _ => Some(Answer::status(429).with("retry-after", "3600")),
    });
    let fetcher = Fetcher::new(settings(&site));
    let first = fetch(&fetcher, &site.url("/a"));
    let wait = Some(Duration::from_secs(3_600));
    assert!(matches!(&first, Err(WatchError::Failed { wait: asked, .. }) if *asked == wait), "{first:?}");
    let second = fetch(&fetcher, &site.url("/b"));
    assert!(matches!(second, Err(WatchError::Failed { wait: Some(_), .. })), "{second:?}");
    assert_eq!(site.paths(), ["/a"], "the second was not even asked for");
}

#[test]
fn requests_to_one_host_keep_their_distance() {
    let site = Site::start(|asked| (asked.path != "/robots.txt").then(|| Answer::html("page")));
    let fetcher = Fetcher::new(FetchSettings { pace: Duration::from_millis(150), robots: false, ..settings(&site) });
    let began = Instant::now();
    std::thread::scope(|scope| {
        (0..4).for_each(|_| drop(scope.spawn(|| fetch(&fetcher, &site.url("/page")).expect("a page"))));
    });
    assert!(began.elapsed() >= Duration::from_millis(450), "{:?}", began.elapsed());
}
