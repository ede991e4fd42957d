//! Rounds of watching against a site on loopback: what is found, what is told, and what is not.

mod support;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use retold::text::Language;
use retold::{Article, Comparer};
use retold_archive::Archive;
use retold_encoder::StaticVectors;
use retold_store::{Kind, Search, Store};
use retold_watch::{
    Channel, FetchSettings, Fetcher, MailRoute, Round, Stop, WatchSettings, Watcher, WebhookSecret, signature,
};
use support::{Answer, Site, mail_server, page, rss, story};

const NOW: i64 = 1_900_000_000;
const MINUTE: i64 = 60;

/// An archive of stories, an empty store, and all that a round needs.
struct Desk {
    folder: tempfile::TempDir,
    store: Store,
    archive: Archive,
    settings: WatchSettings,
    fetcher: Fetcher,
    stop: Arc<Stop>,
}

impl Desk {
    fn new(stories: usize, site: &Site) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::open_or_create(folder.path().join("archive")).expect("an archive");
        let articles: Vec<Article> = (0..stories)
            .map(|n| {
                let (headline, text) = story(n);
                Article::new(format!("wire-{n}"), text).with_headline(headline).with_publisher("Sedge Wire")
            })
            .collect();
        let mut writer = archive.writer().expect("a writer");
        writer.add(&articles).expect("added");
        writer.commit().expect("committed");
        writer.close().expect("closed");
        let store = retold_store::open(":memory:").expect("a store");
        let settings =
            WatchSettings { every: Duration::ZERO, recheck: Some(Duration::ZERO), ..WatchSettings::default() };
        let fetcher = Fetcher::new(FetchSettings {
            pace: Duration::ZERO,
            longest: Duration::from_secs(5),
            allowed: vec![site.place.to_string().parse().expect("an allowance")],
            ..FetchSettings::default()
        });
        Self { folder, store, archive, settings, fetcher, stop: Arc::default() }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn round(&mut self, now: i64) -> Round {
        let comparer = Comparer::new(Language::English, StaticVectors::embedded());
        let mut watcher = Watcher {
            store: &mut self.store,
            archive: &self.archive,
            fetcher: &self.fetcher,
            comparer: &comparer,
            settings: &self.settings,
            stop: &self.stop,
        };
        watcher.round(now).expect("a round")
    }
}

fn secret() -> WebhookSecret {
    WebhookSecret::new(b"sixteen bytes or more", "test").expect("a secret")
}

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn forty_sites_that_retell_one_story_are_one_alert_and_forty_findings() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss((0..40).map(|n| format!("/page/{n}"))))),
        "/hook" => Some(Answer::status(204)),
        path => {
            let n: usize = path.strip_prefix("/page/")?.parse().ok()?;
            let (headline, text) = story(3);
            Some(Answer::html(page(&headline, &text, &format!("Echo {n}"))))
        }
    });
    let mut desk = Desk::new(6, &site);
    let out = desk.path("findings.jsonl");
    let atom = desk.path("findings.atom");
    desk.settings.channels = vec![
        Channel::Lines(out.clone()),
        Channel::Webhook { address: site.url("/hook"), secret: secret() },
        Channel::Feed(atom.clone()),
    ];
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    let round = desk.round(NOW);
    assert_eq!((round.feeds, round.pages, round.captures), (1, 40, 40), "{:?}", round.faults);
    // One line for the file each, and one webhook for the story.
    assert_eq!((round.findings.len(), round.delivered), (40, 41), "{:?}", round.faults);
    let stories: std::collections::BTreeSet<_> = round.findings.iter().map(|finding| finding.story.clone()).collect();
    assert_eq!(stories.len(), 1);
    let told = lines(&out);
    assert_eq!(told.len(), 40);
    assert_eq!(told.iter().filter(|line| line["first_of_story"] == true).count(), 1);
    assert_eq!(told[0]["source"]["id"], "wire-3");
    let hooks = site.requests("/hook");
    assert_eq!(hooks.len(), 1);
    let hook = &hooks[0];
    assert_eq!(hook.headers["retold-signature"], signature(&secret(), &hook.headers["retold-timestamp"], &hook.body));
    assert!(hook.body.contains("retold/alert/1") && hook.headers.contains_key("retold-delivery"));
    let feed = retold_formats::read_listing(&std::fs::read(&atom).expect("a feed"), "feed").expect("an Atom feed");
    assert_eq!(feed.pages.len(), 1, "one entry a story");
    // All were archived, and nothing is found or told again.
    assert_eq!(desk.archive.facts().expect("facts").articles, 6 + 40);
    let again = desk.round(NOW + MINUTE);
    assert_eq!((again.findings.len(), again.delivered, again.captures), (0, 0, 0), "{again:?}");
}

#[test]
fn a_watch_that_is_told_to_stop_ends_early_and_goes_on_where_it_was() {
    let stop = Arc::new(Stop::default());
    let said = stop.clone();
    let site = Site::start(move |asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss((0..9).map(|n| format!("/page/{n}"))))),
        path => {
            let n: usize = path.strip_prefix("/page/")?.parse().ok()?;
            if n == 5 {
                said.say();
            }
            Some(Answer::html(page(&story(n).0, &story(n).1, "Echo Daily")))
        }
    });
    let mut desk = Desk::new(9, &site);
    let out = desk.path("findings.jsonl");
    desk.settings.channels = vec![Channel::Lines(out.clone())];
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    desk.stop = stop;
    let round = desk.round(NOW);
    assert_eq!((round.pages, round.findings.len()), (6, 0), "{round:?}");
    // Told to stop, it does nothing more, and it says nothing of what it did not do.
    assert_eq!((desk.round(NOW + 1).pages, lines(&out).len()), (0, 0));
    desk.stop = Arc::default();
    let round = desk.round(NOW + 2);
    assert_eq!((round.pages, round.findings.len()), (6 + 3, 9), "{round:?}");
    assert_eq!(lines(&out).len(), 9);
}

#[test]
fn what_nobody_retold_is_no_finding() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss(["/own".to_owned(), "/theirs".to_owned()]))),
        "/own" => Some(Answer::html(page(&story(500).0, &story(500).1, "Echo Daily"))),
        // The wire's own page of its own story.
        "/theirs" => Some(Answer::html(page(&story(3).0, &story(3).1, "Sedge Wire"))),
        _ => None,
    });
    let mut desk = Desk::new(6, &site);
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    let round = desk.round(NOW);
    assert_eq!((round.captures, round.findings.len()), (2, 0), "{round:?}");
}

#[test]
fn a_silent_change_is_a_finding_and_every_version_is_kept() {
    let version = Arc::new(AtomicUsize::new(0));
    let seen = version.clone();
    let site = Site::start(move |asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss(["/page".to_owned()]))),
        "/page" => {
            let (headline, text) = story(700);
            let changed = match seen.load(Ordering::SeqCst) {
                0 => text,
                // The same but for a menu: nothing is changed.
                1 => {
                    return Some(Answer::html(
                        page(&headline, &text, "Echo").replace("<article>", "<nav>More</nav><article>"),
                    ));
                }
                2 => text.replace("Tuesday", "Thursday"),
                _ => {
                    text.replace("Tuesday", "Friday")
                        + "\n\nCorrection: an earlier version of this article named the wrong day, which was noticed by readers."
                }
            };
            Some(Answer::html(page(&headline, &changed, "Echo")))
        }
        _ => None,
    });
    let mut desk = Desk::new(3, &site);
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    assert_eq!(desk.round(NOW).findings.len(), 0);
    version.store(1, Ordering::SeqCst);
    let menu = desk.round(NOW + MINUTE);
    assert_eq!((menu.pages, menu.captures, menu.findings.len()), (1, 0, 0), "{menu:?}");
    version.store(2, Ordering::SeqCst);
    let silent = desk.round(NOW + 2 * MINUTE).findings;
    assert_eq!(silent.len(), 1);
    assert!(silent[0].kind == Kind::Revision && silent[0].silent, "{silent:?}");
    assert!(silent[0].summary.iter().any(|line| line.contains("Thursday")), "{silent:?}");
    version.store(3, Ordering::SeqCst);
    let open = desk.round(NOW + 3 * MINUTE).findings;
    assert!(open.len() == 1 && !open[0].silent, "{open:?}");
    assert_eq!(open[0].story, silent[0].story, "one story of the page");
    let versions = desk.store.versions(&site.url("/page")).expect("versions");
    assert_eq!(versions.iter().map(|capture| capture.version).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(versions[0].article.body.contains("Tuesday") && versions[1].article.body.contains("Thursday"));
}

#[test]
fn deliveries_are_tried_until_they_are_made() {
    let answers = Arc::new(AtomicUsize::new(0));
    let count = answers.clone();
    let site = Site::start(move |asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss(["/1".to_owned(), "/2".to_owned()]))),
        "/hook" => Some(Answer::status(if count.fetch_add(1, Ordering::SeqCst) < 2 { 503 } else { 200 })),
        path => {
            let (headline, text) = story(path.strip_prefix('/')?.parse().ok()?);
            Some(Answer::html(page(&headline, &text, "Echo Daily")))
        }
    });
    let (mail, mailbox) = mail_server(1);
    let mut desk = Desk::new(5, &site);
    desk.settings.channels = vec![
        Channel::Webhook { address: site.url("/hook"), secret: secret() },
        Channel::Mail(
            MailRoute::new("Desk <desk@sedge.example>", "retold@sedge.example", &format!("smtp://{mail}"))
                .expect("a route"),
        ),
    ];
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    let first = desk.round(NOW);
    assert_eq!((first.findings.len(), first.delivered, first.faults.len()), (2, 0, 2), "{:?}", first.faults);
    desk.settings.every = Duration::from_secs(86_400);
    for minute in 1..8 {
        desk.round(NOW + minute * MINUTE);
    }
    assert_eq!(desk.store.facts().expect("facts").pending, 0);
    let hooks = site.requests("/hook");
    let ids: Vec<_> = hooks.iter().map(|hook| hook.headers["retold-delivery"].clone()).collect();
    assert_eq!(ids.len(), 4, "two that failed, two that were made");
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "{ids:?}");
    let mail = mailbox.lock().expect("the mailbox");
    assert_eq!(mail.len(), 2);
    assert!(mail[0].contains("To: Desk <desk@sedge.example>") && mail[0].contains("Message-ID: <"), "{}", mail[0]);
    assert!(mail[0].contains("Sedge Wire") && mail[0].contains("Echo Daily"), "{}", mail[0]);
}

#[test]
fn hostile_words_stay_words_in_mail_feed_and_lines() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss(["/page".to_owned()]))),
        "/page" => {
            let evil = "Echo\r\nBcc: all@echo.example &lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; \u{1b}[2J";
            Some(Answer::html(page(&story(1).0, &story(1).1, evil)))
        }
        _ => None,
    });
    let (mail, mailbox) = mail_server(0);
    let mut desk = Desk::new(3, &site);
    let (out, atom) = (desk.path("out.jsonl"), desk.path("feed.atom"));
    desk.settings.channels = vec![
        Channel::Lines(out.clone()),
        Channel::Feed(atom.clone()),
        Channel::Mail(
            MailRoute::new("desk@sedge.example", "retold@sedge.example", &format!("smtp://{mail}")).expect("a route"),
        ),
    ];
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    let round = desk.round(NOW);
    assert_eq!((round.findings.len(), round.delivered), (1, 2), "{round:?}");
    assert_eq!(lines(&out).len(), 1);
    let feed = std::fs::read_to_string(&atom).expect("a feed");
    assert!(!feed.contains("<script") && !feed.contains('\u{1b}') && !feed.contains("]]>"), "{feed}");
    retold_formats::read_listing(feed.as_bytes(), "feed").expect("sound XML");
    let mail = mailbox.lock().expect("the mailbox");
    assert!(!mail[0].lines().any(|line| line.starts_with("Bcc")), "{}", mail[0]);
}

#[test]
fn half_a_line_that_a_kill_left_is_cut_and_no_line_comes_twice() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/feed" => Some(Answer::of("application/rss+xml", rss(["/1".to_owned()]))),
        "/1" => Some(Answer::html(page(&story(1).0, &story(1).1, "Echo"))),
        _ => None,
    });
    let mut desk = Desk::new(3, &site);
    let out = desk.path("out.jsonl");
    desk.settings.channels = vec![Channel::Lines(out.clone())];
    desk.store.watch(&site.url("/feed"), NOW).expect("watched");
    std::fs::write(&out, "{\"id\":\"older\"}\n{\"id\":\"ha").expect("written");
    desk.round(NOW);
    let told = lines(&out);
    assert_eq!((told.len(), &told[0]["id"]), (2, &serde_json::json!("older")));
    // As if the program had died between writing the line and noting that.
    let finding = desk.store.findings(&Search::default(), 1).expect("findings").remove(0);
    let body = std::fs::read_to_string(&out).expect("lines").lines().nth(1).expect("a line").to_owned();
    let capture = finding.retelling.capture.clone();
    let mut copy = retold_store::open(":memory:").expect("a store");
    let new = retold_store::NewCapture {
        url: "x".to_owned(),
        article: Article::new("x", "One bell."),
        ..retold_store::NewCapture::default()
    };
    let other = copy.capture(&new, retold_store::Stage::Captured).expect("kept").expect("new").id;
    let found = retold_store::NewFinding {
        kind: Kind::Retelling,
        source: Ok(other.clone()),
        copies: Vec::new(),
        retelling: other.clone(),
        probability: 1.0,
        coverage: 1.0,
        silent: false,
        settings: String::new(),
        summary: vec![capture],
    };
    let channel = format!("lines {}", out.display());
    let tell =
        |_: &retold_store::Finding, _| vec![retold_store::NewDelivery { channel: channel.clone(), body: body.clone() }];
    copy.record(&other, &[found], NOW, &tell).expect("on record");
    desk.store = copy;
    assert_eq!(desk.round(NOW + 1).delivered, 1);
    assert_eq!(lines(&out).len(), 2, "the line stands there once");
}

#[test]
fn folders_sitemaps_and_broken_feeds() {
    let asked_for = Arc::new(Mutex::new(0));
    let times = asked_for.clone();
    let site = Site::start(move |asked| match asked.path.as_str() {
        "/index.xml" => {
            Some(Answer::of("application/xml", "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"))
        }
        "/news.xml" => Some(Answer::of("application/xml", "<urlset><url><loc>/1</loc></url></urlset>")),
        "/1" => Some(Answer::html(page(&story(1).0, &story(1).1, "Echo"))),
        "/broken" => {
            *times.lock().expect("a number") += 1;
            Some(Answer::of("application/rss+xml", "<rss><channel>"))
        }
        _ => None,
    });
    let mut desk = Desk::new(5, &site);
    let folder = desk.path("crawl");
    std::fs::create_dir(&folder).expect("a folder");
    let body = page(&story(2).0, &story(2).1, "Mirror");
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://mirror.example/2\r\nWARC-Date: 2030-01-01T00:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    );
    std::fs::write(folder.join("one.warc"), record).expect("written");
    for feed in [site.url("/index.xml"), site.url("/broken"), folder.to_str().expect("UTF-8").to_owned()] {
        desk.store.watch(&feed, NOW).expect("watched");
    }
    let round = desk.round(NOW);
    let mut sources: Vec<_> = round.findings.iter().map(|finding| finding.source.article.as_str()).collect();
    sources.sort_unstable();
    assert_eq!(sources, ["wire-1", "wire-2"], "{:?}", round.faults);
    assert_eq!(round.faults.len(), 1, "{:?}", round.faults);
    let broken = desk.store.feeds().expect("feeds").into_iter().find(|feed| feed.address.ends_with("/broken"));
    assert!(broken.is_some_and(|feed| feed.failures == 1 && feed.fault.is_some()));
    let again = desk.round(NOW + 1);
    assert_eq!((again.captures, again.findings.len()), (0, 0), "a file is read once: {again:?}");
    assert_eq!(*asked_for.lock().expect("a number"), 1, "a broken feed is left in peace for a while");
}
