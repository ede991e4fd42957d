//! A web site on loopback that answers as a test tells it to.

// Every test file uses some of this.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// What is sent back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Between one byte of the body and the next.
    pub drip: Option<Duration>,
}

impl Answer {
    pub fn of(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Self { status: 200, headers, body: body.into(), drip: None }
    }

    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/html; charset=utf-8", body)
    }

    pub fn status(status: u16) -> Self {
        Self { status, ..Self::of("text/plain", "") }
    }

    pub fn redirect(to: &str) -> Self {
        Self::status(302).with("location", to)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A site; it is there until the test ends.
#[derive(Clone)]
pub struct Site {
    pub place: SocketAddr,
    pub asked: Arc<Mutex<Vec<Asked>>>,
}

impl Site {
    /// Starts a site. What it has no answer for is not found.
    pub fn start(answer: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let place = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (seen.clone(), answer.clone());
                thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    seen.lock().expect("the list").push(request.clone());
                    // Whoever asked may have gone away, or been killed.
                    let _ = send(stream, &answer(&request).unwrap_or_else(|| Answer::status(404)));
                });
            }
        });
        Self { place, asked }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.place)
    }

    /// The paths that were asked for, in order, robots.txt left out.
    pub fn paths(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("the list");
        asked.iter().map(|asked| asked.path.clone()).filter(|path| path != "/robots.txt").collect()
    }

    pub fn requests(&self, path: &str) -> Vec<Asked> {
        self.asked.lock().expect("the list").iter().filter(|asked| asked.path == path).cloned().collect()
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut input = BufReader::new(stream);
    let mut line = String::new();
    input.read_line(&mut line).ok()?;
    let mut parts = line.split_whitespace();
    let mut asked = Asked { method: parts.next()?.to_owned(), path: parts.next()?.to_owned(), ..Asked::default() };
    loop {
        let mut line = String::new();
        input.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        asked.headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = asked.headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}

fn send(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Said\r\nconnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", answer.body.len()));
    stream.write_all(head.as_bytes())?;
    match answer.drip {
        None => stream.write_all(&answer.body)?,
        Some(pause) => {
            for byte in &answer.body {
                thread::sleep(pause);
                stream.write_all(&[*byte])?;
            }
        }
    }
    stream.flush()
}

/// Mail that a server took: the lines of each message.
pub type Mailbox = Arc<Mutex<Vec<String>>>;

/// Starts a mail server that takes everything, after refusing the first `busy` messages for now.
pub fn mail_server(busy: usize) -> (SocketAddr, Mailbox) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
    let place = listener.local_addr().expect("an address");
    let taken = Mailbox::default();
    let mailbox = taken.clone();
    thread::spawn(move || {
        let mut busy = busy;
        for stream in listener.incoming().flatten() {
            let _ = take_mail(&stream, &mailbox, &mut busy);
        }
    });
    (place, taken)
}

fn take_mail(mut stream: &TcpStream, mailbox: &Mailbox, busy: &mut usize) -> std::io::Result<()> {
    let mut input = BufReader::new(stream);
    stream.write_all(b"220 test\r\n")?;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let word = line.split([' ', '\r']).next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let mut message = String::new();
                loop {
                    let mut line = String::new();
                    input.read_line(&mut line)?;
                    if line == ".\r\n" {
                        break;
                    }
                    message.push_str(&line);
                }
                if *busy > 0 {
                    *busy -= 1;
                    stream.write_all(b"451 come again\r\n")?;
                } else {
                    mailbox.lock().expect("the mailbox").push(message);
                    stream.write_all(b"250 taken\r\n")?;
                }
            }
            "QUIT" => return stream.write_all(b"221 bye\r\n"),
            _ => stream.write_all(b"250 yes\r\n")?,
        }
    }
}

/// An invented story for each number, with words, names and figures of its own: a headline and eight sentences.
pub fn story(n: usize) -> (String, String) {
    let mut dice = Dice(n as u64 + 1);
    let place = dice.name();
    let people = [format!("{} {}", dice.name(), dice.name()), format!("{} {}", dice.name(), dice.name())];
    let mut text = String::new();
    for sentence in 0..8 {
        let (noun, other, third) = (dice.of(NOUNS), dice.of(NOUNS), dice.of(NOUNS));
        let (verb, done, kind, number) = (dice.of(VERBS), dice.of(VERBS), dice.of(KINDS), dice.next() % 9_000 + 21);
        let person = &people[sentence % 2];
        text.push_str(&match (sentence * 7 + n) % 5 {
            0 => format!("On Tuesday {person} {verb} the {kind} {noun} of {place}, and {number} {other}s were {done} near the {third}."),
            1 => format!("Nobody in {place} {verb} a {noun} so {kind} since {number} {other}s had {done} a {third} there."),
            2 => format!("\"Every {noun} here {verb} its {other} before the {third}\", said {person}, who {done} {number} of them."),
            3 => format!("{number} {noun}s, most of them {kind}, {verb} what {person} had {done} for the {other} and its {third}."),
            _ => format!("Behind the {noun}, {place} {verb} {number} {kind} {other}s; a {third} of {person} was {done} as well."),
        });
        text.push_str(if sentence % 2 == 1 { "\n\n" } else { " " });
    }
    (format!("{place}: {} {} {}s {}", dice.next() % 90 + 11, dice.of(KINDS), dice.of(NOUNS), dice.of(VERBS)), text)
}

const NOUNS: &[&str] = &[
    "ferry",
    "bell",
    "orchard",
    "tunnel",
    "lantern",
    "quarry",
    "harvester",
    "bakery",
    "lighthouse",
    "tram",
    "violin",
    "dam",
    "meadow",
    "kiln",
    "falcon",
    "archive",
    "greenhouse",
    "glacier",
    "printer",
    "foundry",
    "canal",
    "beacon",
    "chapel",
    "windmill",
    "museum",
    "reservoir",
    "locomotive",
    "beehive",
    "observatory",
    "tannery",
    "viaduct",
    "granary",
    "pier",
    "sawmill",
    "cellar",
    "turbine",
    "stadium",
    "clinic",
    "bridge",
    "nursery",
    "aquarium",
    "telescope",
    "brewery",
    "market",
];
const VERBS: &[&str] = &[
    "repaired",
    "auctioned",
    "flooded",
    "painted",
    "counted",
    "inherited",
    "measured",
    "abandoned",
    "polished",
    "catalogued",
    "insured",
    "borrowed",
    "dismantled",
    "surveyed",
    "planted",
    "weighed",
    "rescued",
    "mortgaged",
    "photographed",
    "rented",
    "excavated",
    "shipped",
    "licensed",
    "restored",
    "inspected",
    "bottled",
    "fenced",
    "exported",
    "melted",
    "numbered",
];
const KINDS: &[&str] = &[
    "copper",
    "northern",
    "wooden",
    "silent",
    "narrow",
    "ancient",
    "crooked",
    "yellow",
    "frozen",
    "hollow",
    "municipal",
    "coastal",
    "heavy",
    "brittle",
    "famous",
    "portable",
    "rusty",
    "circular",
    "steep",
    "private",
    "unfinished",
    "striped",
];

/// Numbers that look thrown and are the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0.wrapping_mul(0xd1b5_4a32_d192_ed03);
        x = (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (x ^ (x >> 32)) as usize
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.next() % words.len()]
    }

    fn name(&mut self) -> String {
        const PARTS: [&str; 16] = [
            "Mar", "tol", "Quen", "dor", "wick", "ler", "Bran", "hes", "low", "Fen", "rid", "ost", "gan", "vel", "sim",
            "Tarn",
        ];
        let name = [PARTS[self.next() % 16], PARTS[self.next() % 16], PARTS[self.next() % 16]].concat().to_lowercase();
        name[..1].to_uppercase() + &name[1..]
    }
}

/// A page with an article.
pub fn page(headline: &str, text: &str, publisher: &str) -> String {
    let paragraphs: String = text.split("\n\n").map(|paragraph| format!("<p>{}</p>\n", paragraph.trim())).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{headline}</title>\
         <meta property=\"og:site_name\" content=\"{publisher}\"></head>\
         <body><article><h1>{headline}</h1>\n{paragraphs}</article></body></html>"
    )
}

/// An RSS feed of these addresses.
pub fn rss(links: impl IntoIterator<Item = String>) -> String {
    let entries: String =
        links.into_iter().map(|link| format!("<item><title>A story</title><link>{link}</link></item>")).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Echo Daily</title><link>x</link><description>d</description>{entries}</channel></rss>"
    )
}
