//! What holds of a store, whichever database it is in.

mod support;

use retold_store::{Delivery, NewDelivery, Page, Ruling, Search, Stage, Store, StoreError, backup, open, upgrade};
use support::{both, page, retells};

const NOW: i64 = 1_900_000_000;

fn told(finding: &retold_store::Finding, first: bool) -> Vec<NewDelivery> {
    let line = NewDelivery { channel: "lines".to_owned(), body: finding.id.clone() };
    let alert = NewDelivery { channel: "webhook".to_owned(), body: finding.story.clone() };
    if first { vec![line, alert] } else { vec![line] }
}

fn due(store: &mut Store, now: i64) -> Vec<Delivery> {
    let mut due = Vec::new();
    for channel in ["lines", "webhook"] {
        due.extend(store.due_deliveries(channel, now, 100).expect("deliveries"));
    }
    due
}

fn captured(store: &mut Store, url: &str, text: &str) -> String {
    store.capture(&page(url, text), Stage::Captured).expect("a store").expect("a new text").id
}

#[test]
fn feeds_are_watched_once_and_remember_what_came_of_it() {
    both(|place| {
        let mut store = open(place).expect("a store");
        store.watch("https://b.example/feed", NOW).expect("watched");
        store.watch("https://a.example/feed", NOW).expect("watched");
        store.watch("https://a.example/feed", NOW + 5).expect("watched already");
        let mut feed = store.feeds().expect("feeds").remove(0);
        assert_eq!((feed.address.as_str(), feed.added_at, feed.failures), ("https://a.example/feed", NOW, 0));
        feed.checked_at = Some(NOW + 9);
        feed.due_at = NOW + 60;
        feed.etag = Some("\"x\"".to_owned());
        feed.fault = Some("no answer".to_owned());
        store.feed_checked(&feed).expect("noted");
        drop(store);
        let mut store = open(place).expect("the same store");
        assert_eq!(store.feeds().expect("feeds")[0], feed);
        assert!(store.unwatch("https://a.example/feed").expect("unwatched"));
        assert!(!store.unwatch("https://a.example/feed").expect("unwatched"));
        assert_eq!(store.facts().expect("facts").feeds, 1);
    });
}

#[test]
fn pages_are_due_in_their_order_and_known_once() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let urls = ["https://a.example/1".to_owned(), "https://a.example/2".to_owned()];
        assert_eq!(store.pages_named("feed", &urls, NOW).expect("named"), 2);
        assert_eq!(store.pages_named("other", &urls[..1], NOW + 9).expect("named"), 0);
        let due = store.due_pages(NOW, 10).expect("pages");
        assert_eq!(due.iter().map(|page| page.url.as_str()).collect::<Vec<_>>(), urls);
        assert_eq!(due[0].feed, "feed");
        let let_be = Page { due_at: None, checked_at: Some(NOW), ..due[0].clone() };
        let later = Page { due_at: Some(NOW + 60), ..due[1].clone() };
        store.page_checked(&let_be).expect("noted");
        store.page_checked(&later).expect("noted");
        assert_eq!(store.due_pages(NOW + 59, 10).expect("pages"), []);
        assert_eq!(store.due_pages(NOW + 60, 10).expect("pages"), [later]);
        assert_eq!(store.next_page_due().expect("a time"), Some(NOW + 60));
        assert_eq!(store.page(&urls[0]).expect("a page"), Some(let_be));
    });
}

#[test]
fn every_version_of_a_page_is_kept_and_no_text_twice_in_a_row() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let url = "https://a.example/bell";
        let first = store.capture(&page(url, "One bell."), Stage::Captured).expect("a store").expect("new");
        assert_eq!((first.version, first.stage), (1, Stage::Captured));
        assert_eq!(store.capture(&page(url, "One bell."), Stage::Captured).expect("a store"), None);
        let second = store.capture(&page(url, "Two bells."), Stage::Captured).expect("a store").expect("new");
        let third = store.capture(&page(url, "One bell."), Stage::Captured).expect("a store").expect("changed back");
        assert_eq!(store.versions(url).expect("versions"), [first.clone(), second.clone(), third.clone()]);
        assert_eq!(store.newest_capture(url).expect("a version"), Some(third.clone()));
        assert_eq!(store.capture_of(&second.id).expect("a version"), Some(second.clone()));
        assert_eq!(first.article, page(url, "One bell.").article);
        store.archived(&[first.id]).expect("noted");
        let left: Vec<_> =
            store.captures_at(Stage::Captured, 10).expect("captures").iter().map(|c| c.version).collect();
        assert_eq!(left, [2, 3]);
    });
}

#[test]
fn a_finding_is_on_record_once_with_what_is_told_of_it() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let capture = captured(&mut store, "https://a.example/bell", "One bell.");
        let new = retells(&capture, "wire-1");
        let found = store.record(&capture, std::slice::from_ref(&new), NOW, &told).expect("on record");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].number, &found[0].story, found[0].source.article.as_str()), (1, &found[0].id, "wire-1"));
        // The same again, as after a kill before the note that it was done.
        assert_eq!(store.record(&capture, &[new], NOW, &told).expect("on record"), []);
        let told = due(&mut store, NOW);
        let mut channels: Vec<_> = told.iter().map(|delivery| delivery.channel.as_str()).collect();
        channels.sort_unstable();
        assert_eq!(channels, ["lines", "webhook"]);
        assert!(store.captures_at(Stage::Captured, 10).expect("captures").is_empty());
        let kept = store.capture_of(&capture).expect("a capture").expect("it is there");
        assert!(kept.page.is_some(), "the page is evidence");
    });
}

#[test]
fn one_alert_a_story_however_many_retell_it() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let mut stories = Vec::new();
        for n in 0..40 {
            let capture = captured(&mut store, &format!("https://{n}.example/bell"), &format!("Bell {n}."));
            // Some are traced to the source, some to its twin, some to another retelling.
            let mut new = retells(&capture, ["wire-1", "wire-2", "https://0.example/bell"][n % 3]);
            new.copies = if n % 3 == 0 { vec!["wire-2".to_owned()] } else { Vec::new() };
            let found = store.record(&capture, &[new], NOW, &told).expect("on record");
            stories.extend(found.into_iter().map(|finding| finding.story));
        }
        stories.dedup();
        assert_eq!(stories.len(), 1);
        let told = due(&mut store, NOW);
        assert_eq!(told.iter().filter(|delivery| delivery.channel == "webhook").count(), 1);
        assert_eq!(told.iter().filter(|delivery| delivery.channel == "lines").count(), 40);
        let of_story = Search { story: stories.pop(), ..Search::default() };
        assert_eq!(store.findings(&of_story, 100).expect("findings").len(), 40);
    });
}

#[test]
fn a_capture_without_a_finding_gives_its_page_back() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let capture = captured(&mut store, "https://a.example/bell", "One bell.");
        store.record(&capture, &[], NOW, &told).expect("on record");
        let kept = store.capture_of(&capture).expect("a capture").expect("it is there");
        assert_eq!((kept.page, kept.stage), (None, Stage::Judged));
        assert!(kept.page_sha256.is_some());
    });
}

#[test]
fn the_desk_rules_and_writes_notes() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let capture = captured(&mut store, "https://a.example/bell", "One bell.");
        let found = [retells(&capture, "wire-1"), retells(&capture, "wire-2")];
        let ids: Vec<_> =
            store.record(&capture, &found, NOW, &told).expect("on record").into_iter().map(|f| f.id).collect();
        assert!(store.rule(&ids[0], Ruling::Accepted, "Ada", NOW).expect("ruled"));
        assert!(store.rule(&ids[0], Ruling::Licensed, "Tom", NOW).expect("ruled"));
        assert!(!store.rule("nothing", Ruling::Licensed, "Tom", NOW).expect("a store"));
        assert!(store.note(&ids[0], "they pay; ' OR 1=1 --\u{0} <b>", "Tom", NOW).expect("noted"));
        let finding = store.finding(&ids[0]).expect("a finding").expect("it is there");
        assert_eq!(finding.ruling, Some(Ruling::Licensed));
        let rulings = store.rulings(&ids[0]).expect("rulings");
        assert_eq!(rulings.iter().map(|r| r.0).collect::<Vec<_>>(), [Ruling::Accepted, Ruling::Licensed]);
        assert_eq!(store.notes(&ids[0]).expect("notes")[0].words, "they pay; ' OR 1=1 --\u{fffd} <b>");
        let with = |ruling| Search { ruling: Some(ruling), ..Search::default() };
        let mut ids_of = |search: &Search| -> Vec<String> {
            store.findings(search, 10).expect("findings").into_iter().map(|finding| finding.id).collect()
        };
        assert_eq!(ids_of(&with(Some(Ruling::Licensed))), [ids[0].clone()]);
        assert_eq!(ids_of(&with(Some(Ruling::Accepted))), [] as [String; 0]);
        assert_eq!(ids_of(&with(None)), [ids[1].clone()]);
        assert_eq!(ids_of(&Search { after: Some(1), ..Search::default() }), [ids[1].clone()]);
        assert_eq!(ids_of(&Search { before: Some(2), ..Search::default() }), [ids[0].clone()]);
    });
}

#[test]
fn deliveries_wait_until_they_are_made() {
    both(|place| {
        let mut store = open(place).expect("a store");
        let capture = captured(&mut store, "https://a.example/bell", "One bell.");
        let new = retells(&capture, "wire-1");
        store.record(&capture, &[new], NOW, &told).expect("on record");
        let told_of: Vec<Delivery> = due(&mut store, NOW);
        store.delivered(&told_of[0].id, NOW).expect("noted");
        store.undelivered(&told_of[1].id, "no answer", NOW + 30).expect("noted");
        assert_eq!(due(&mut store, NOW + 29), []);
        assert_eq!(store.next_delivery_due().expect("a time"), Some(NOW + 30));
        let again = due(&mut store, NOW + 30).remove(0);
        assert_eq!((again.id, again.attempts, again.fault.as_deref()), (told_of[1].id.clone(), 1, Some("no answer")));
        assert_eq!(store.facts().expect("facts").pending, 1);
    });
}

#[test]
fn one_watch_at_a_time() {
    both(|place| {
        let mut first = open(place).expect("a store");
        let mut second = open(place).expect("a store");
        first.claim_watch().expect("nobody has it");
        assert!(matches!(second.claim_watch(), Err(StoreError::Busy { .. })));
        drop(first);
        // A server needs a moment to see that somebody has gone.
        let freed = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            second.claim_watch().is_ok()
        });
        assert!(freed);
    });
}

#[test]
fn a_backup_holds_everything_and_can_be_moved() {
    both(|place| {
        let mut store = open(place).expect("a store");
        store.watch("https://a.example/feed", NOW).expect("watched");
        let capture = captured(&mut store, "https://a.example/bell", "One bell.");
        let found = store.record(&capture, &[retells(&capture, "wire-1")], NOW, &told).expect("on record");
        store.rule(&found[0].id, Ruling::Accepted, "Ada", NOW).expect("ruled");
        assert_eq!(store.check().expect("it is whole"), (2, 1));
        let folder = tempfile::tempdir().expect("a folder");
        let to = folder.path().join("backup.db").to_str().expect("UTF-8").to_owned();
        assert!(backup(place, &to).expect("a backup") > 5);
        let mut copy = open(&to).expect("the backup is a store");
        assert_eq!(copy.facts().expect("facts"), store.facts().expect("facts"));
        assert_eq!(
            copy.findings(&Search::default(), 9).expect("findings"),
            store.findings(&Search::default(), 9).expect("findings")
        );
        assert_eq!(due(&mut copy, NOW), due(&mut store, NOW));
        assert!(matches!(backup(place, &to), Err(StoreError::Exists { .. })));
        assert_eq!(upgrade(place, &to).expect("nothing to do"), copy.facts().expect("facts").format);
        if let Some(server) = support::postgres() {
            assert_eq!(
                backup(&to, &server).expect("moved to a server"),
                backup(place, &format!("{to}.2")).expect("a backup")
            );
            assert_eq!(open(&server).expect("a store").facts().expect("facts"), store.facts().expect("facts"));
        }
    });
}

#[test]
fn what_is_no_store_is_refused_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    std::fs::write(
        path("junk"),
        "this is a letter and no database, though it is longer than a page's header of bytes".repeat(9),
    )
    .expect("written");
    for place in [path("junk"), path("no/such/folder/store.db"), "postgres://ada:secret@127.0.0.1:9/db".to_owned()] {
        let error = open(&place).err().expect("no store").to_string();
        assert!(!error.contains('\n') && !error.contains("secret"), "{error}");
        assert!(matches!(open(&place), Err(StoreError::Damaged { .. } | StoreError::Unreachable { .. })), "{error}");
    }
}
