//! Cases and laws of attribution, on invented articles.

use retold::Article;
use retold::attribution::{Account, Certainty, Claim, Form, Ledger, Polarity, claims, events};
use retold::mention::Mentions;
use retold::text::{Language, Reading};

fn read(body: &str) -> (Reading, Mentions) {
    let reading = Reading::new(Article::new("a", body).with_published("2031-05-08"), Language::English);
    let mentions = Mentions::of(&reading, Language::English.rules());
    (reading, mentions)
}

fn found(body: &str) -> Vec<Claim> {
    let (reading, mentions) = read(body);
    claims(&reading, &mentions.names)
}

/// The only claim whose cue is `cue`.
fn by_cue(body: &str, cue: &str) -> Claim {
    let all = found(body);
    let mut fitting = all.iter().filter(|c| c.cue.is_some_and(|s| s.of(body).contains(cue)));
    fitting.next().cloned().unwrap_or_else(|| panic!("no claim by {cue:?} in {body:?}: {all:?}"))
}

fn text(claim: &Claim, body: &str) -> String {
    claim.content.iter().map(|s| s.of(body)).collect::<Vec<_>>().join(" ")
}

const FERRY: &str = "The ferry company dropped its night service on Monday, the mayor of Brenholm said.\n\n\
    Mayor Ruta Salme told reporters that the harbour may close if the company leaves.\n\n\
    \"We were never asked,\" Salme said. \"It is a disgrace.\"\n\n\
    She added that the city had not been warned.\n\n\
    According to people familiar with the matter, two ships will be sold.\n";

#[test]
fn speaker_cue_and_content_are_found() {
    let claim = by_cue(FERRY, "told");
    assert_eq!(claim.speaker.map(|s| s.of(FERRY)), Some("Mayor Ruta Salme"));
    assert!(text(&claim, FERRY).contains("the harbour may close if the company leaves"));
    assert_eq!(claim.form, Form::Indirect);
}

#[test]
fn a_quotation_runs_on_behind_its_cue() {
    let all = found(FERRY);
    let claim = all.iter().find(|c| c.form == Form::Direct).expect("a direct quotation");
    let said = text(claim, FERRY);
    assert!(said.contains("We were never asked") && said.contains("It is a disgrace"), "{said}");
}

#[test]
fn short_names_and_pronouns_are_led_back() {
    let who: Vec<Option<String>> = found(FERRY).into_iter().map(|c| c.who).collect();
    let salme = who.iter().flatten().filter(|w| *w == "Ruta Salme").count();
    assert!(salme >= 3, "{who:?}");
}

#[test]
fn certainty_and_polarity_are_told() {
    assert_eq!(by_cue(FERRY, "told").certainty, Certainty::Conditional);
    let sources = by_cue(FERRY, "According");
    assert!(sources.unnamed);
    assert_eq!(sources.certainty, Certainty::Hedged);
    let denied = "The minister Karl Oder denied that the dam had leaked.";
    assert_eq!(by_cue(denied, "denied").polarity, Polarity::Negated);
    let plain = "The minister Karl Oder said that the dam had leaked.";
    assert_eq!(by_cue(plain, "said").polarity, Polarity::Affirmed);
    assert_eq!(by_cue(plain, "said").certainty, Certainty::Asserted);
}

#[test]
fn a_claim_in_a_claim_gives_both() {
    let body = "Ruta Salme said on Monday that the harbour company had denied that the bridge was unsafe.";
    let all = found(body);
    let inner = all.iter().position(|c| c.cue.is_some_and(|s| s.of(body).contains("denied"))).expect("the inner one");
    let outer = all.iter().position(|c| c.cue.is_some_and(|s| s.of(body).contains("said"))).expect("the outer one");
    assert_eq!(all[inner].within, Some(outer));
    assert_eq!(all[outer].within, None);
}

#[test]
fn an_event_has_actors_a_place_and_a_day() {
    let body =
        "Brenholm prepares\n\nMayor Ruta Salme will meet Karl Oder in Oslo on Tuesday. The harbour stays open.\n";
    let (reading, mentions) = read(body);
    let all = events(&reading, &mentions);
    assert_eq!(all.len(), 1, "{all:?}");
    let who: Vec<&str> = all[0].who.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(who, ["Ruta Salme", "Karl Oder"]);
    assert_eq!(all[0].place.as_ref().map(|p| p.name.as_str()), Some("Oslo"));
    let when = all[0].when.as_ref().expect("a day");
    assert_eq!(when.span.of(body), "Tuesday");
    assert_eq!(when.value.as_deref(), Some("2031-05-13"), "the Tuesday after Thursday, 8 May");
    assert!(all[0].what.of(body).starts_with("meet"));
}

#[test]
fn accounts_agree_conflict_and_stand_alone() {
    let bodies = [
        "Karl Oder said the ferry company will attend the harbour talks on Tuesday.",
        "Ruta Salme said the ferry company will not attend the harbour talks on Tuesday.",
        "The chairman said the ferry company will attend the harbour talks on Tuesday. He said the weather was fine \
            for sailing.",
    ];
    let read: Vec<(Reading, Vec<Claim>)> = bodies
        .iter()
        .map(|body| {
            let (reading, mentions) = read(body);
            let claims = claims(&reading, &mentions.names);
            (reading, claims)
        })
        .collect();
    let accounts: Vec<Account<'_>> = read.iter().map(|(reading, claims)| Account { reading, claims }).collect();
    let ledger = Ledger::new(&accounts);
    let between = |a: usize, b: usize| ledger.conflicts.iter().any(|c| c.first.article == a && c.second.article == b);
    assert!(between(0, 1) && between(1, 2) && !between(0, 2), "{ledger:?}");
    assert!(ledger.agreements.iter().any(|g| g.iter().any(|c| c.article == 0) && g.iter().any(|c| c.article == 2)));
    assert!(ledger.alone.iter().any(|c| c.article == 2), "{ledger:?}");
}

#[test]
fn an_account_beside_itself_has_no_conflict_and_nothing_alone() {
    let (reading, mentions) = read(FERRY);
    let claims = claims(&reading, &mentions.names);
    let account = Account { reading: &reading, claims: &claims };
    let ledger = Ledger::new(&[account, account]);
    assert!(ledger.conflicts.is_empty(), "{:?}", ledger.conflicts);
    assert!(ledger.agreements.len() >= claims.len() / 2, "{ledger:?}");
}

#[test]
fn any_text_gives_sound_spans() {
    let pieces = [
        "\u{201C}",
        "\"",
        " he said ",
        ", ",
        "said",
        "\n\n",
        "Anna Low",
        " that ",
        ".",
        "\u{2019}",
        "é",
        "(",
        ":",
        "if ",
    ];
    let mut state = 7u32;
    for _ in 0..300 {
        let mut body = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            body.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        let (reading, mentions) = read(&body);
        let body = &reading.article.body;
        let all = claims(&reading, &mentions.names);
        for claim in &all {
            assert!(!claim.content.is_empty());
            let spans = claim.content.iter().chain(&claim.speaker).chain(&claim.cue);
            spans.for_each(|s| assert!(!s.is_empty() && body.get(s.start..s.end).is_some(), "{s:?} of {body:?}"));
            assert!(claim.content.windows(2).all(|w| w[0].end <= w[1].start));
            assert!(claim.within.is_none_or(|m| m < all.len()));
        }
        assert_eq!(all, claims(&reading, &mentions.names));
    }
}
