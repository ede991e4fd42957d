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

/// An invented story of its own for each number: eight sentences of made-up names, places and figures.
pub fn story(n: usize) -> (String, String) {
    const PLACES: [&str; 12] = [
        "Marlow Green",
        "Tarnby",
        "Ostwick",
        "Carrow",
        "Lowmouth",
        "Brindle Bay",
        "Hexley",
        "Quenby",
        "Sallow Hill",
        "Dunmere",
        "Fenwick Quay",
        "Norham",
    ];
    const PEOPLE: [&str; 12] = [
        "Wanda Krell",
        "Tobias Ferrin",
        "Ada Quill",
        "Morris Dane",
        "Ruth Calloway",
        "Ivo Brandt",
        "Nell Harrow",
        "Piers Obary",
        "Gwen Tallis",
        "Silas Wren",
        "Hetty Lorne",
        "Owen Strake",
    ];
    const MATTERS: [&str; 12] = [
        "ferry landing",
        "bell tower",
        "wool market",
        "fishing fleet",
        "swimming bath",
        "railway bridge",
        "grain store",
        "botanical garden",
        "tram depot",
        "lighthouse",
        "salt works",
        "public library",
    ];
    const TRADES: [&str; 12] = [
        "engineer",
        "harbour master",
        "mayor",
        "surveyor",
        "librarian",
        "inspector",
        "warden",
        "treasurer",
        "botanist",
        "dispatcher",
        "skipper",
        "architect",
    ];
    // Numbers that differ from story to story in every place.
    let pick = |salt: usize| {
        let mut x =
            (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (salt as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
        x = (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (x ^ (x >> 32)) as usize
    };
    let of = |list: &[&'static str; 12], salt: usize| list[pick(salt) % 12];
    let (place, other) = (of(&PLACES, 1), of(&PLACES, 2));
    let (chief, critic) = (of(&PEOPLE, 3), of(&PEOPLE, 4));
    let (matter, trade) = (of(&MATTERS, 5), of(&TRADES, 6));
    let (cost, days, hands) = (pick(7) % 9_000 + 310, pick(8) % 300 + 20, pick(9) % 800 + 13);
    let headline = format!("{place} to close its {matter} number {n} after {days} days of repairs");
    let text = format!(
        "The council of {place} voted on Tuesday to close the {matter} number {n} for good, {days} days after repairs began.\n\n\
         {chief}, the town's {trade}, told the meeting that {cost} crowns had already been spent and that cracks in the \
         eastern wall were still growing by the week.\n\n\
         \"We have mended the same {cost} stones twice and they will not hold a third time,\" {chief} said. \
         Some {hands} people who work there are to be moved to {other} before the end of the season.\n\n\
         {critic}, who speaks for the {hands} workers, called the vote number {n} hasty and asked for a second survey of the \
         {matter}. The council refused by {} votes to {}.\n\n\
         A fence will go up on Friday, and the last visitors will be let in at {} in the morning. Timber from the {matter} \
         is to be sold in {other}, where {critic} expects it to bring {} crowns a load.\n",
        pick(10) % 20 + 11,
        pick(11) % 10 + 1,
        pick(12) % 5 + 6,
        pick(13) % 90 + 10,
    );
    (headline, text)
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
