use retold::{
    Article, mention,
    text::{Language, Reading},
};
use std::io::Read;
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    let what = std::env::args().nth(1).unwrap_or_default();
    let rules = Language::English.rules();
    for text in s.split('\u{1}') {
        let r = Reading::new(Article::new("", text), Language::English);
        let m = mention::Mentions::of(&r, rules);
        let b = &r.article.body;
        let ctx = |s: retold::Span| {
            let mut a = s.start.saturating_sub(40);
            while !b.is_char_boundary(a) {
                a -= 1
            }
            let mut e = (s.end + 40).min(b.len());
            while !b.is_char_boundary(e) {
                e += 1
            }
            b[a..e].replace('\n', " ")
        };
        if what == "names" {
            for n in &m.names.mentions {
                println!(
                    "N {:?} [{}] {:?} e{} {}",
                    n.kind,
                    n.spot.span.of(b),
                    n.title.join(" "),
                    n.entity,
                    m.names.entities[n.entity].words.join(" ")
                );
            }
        }
        if what == "numbers" {
            for n in &m.numbers {
                println!(
                    "# [{}] {} {} {:?} {:?} {:?} << {}",
                    n.qualified.of(b),
                    n.low,
                    n.high,
                    n.unit.map(|u| u.dimension),
                    n.form,
                    n.bound,
                    ctx(n.qualified)
                );
            }
        }
        if what == "dates" {
            for n in &m.dates {
                println!(
                    "D [{}] {} << {}",
                    n.phrase.of(b),
                    format!("{:?}", n.when)
                        .replace("When ", "")
                        .replace("None", "-")
                        .split(", ")
                        .filter(|x| !x.contains(": -") && !x.contains("false"))
                        .collect::<Vec<_>>()
                        .join(" "),
                    ctx(n.phrase)
                );
            }
        }
    }
    if what == "time" {
        let texts: Vec<Reading> =
            s.split('\u{1}').map(|t| Reading::new(Article::new("", t), Language::English)).collect();
        let words: usize = texts.iter().map(|r| r.tokens.len()).sum();
        let per = |d: std::time::Duration| d * 300 / words as u32;
        for _ in 0..4 {
            let t = std::time::Instant::now();
            for r in &texts {
                std::hint::black_box(mention::names(r, rules, &[]));
            }
            let a = t.elapsed();
            for r in &texts {
                std::hint::black_box(mention::numbers(r, &[]));
            }
            let c = t.elapsed();
            for r in &texts {
                std::hint::black_box(mention::dates(r));
            }
            let d = t.elapsed();
            println!("per 300 tokens: names {:?} numbers {:?} dates {:?}", per(a), per(c - a), per(d - c));
        }
    }
}
