//! Reads files or folders and prints articles a second: `throughput INPUT...`.

use retold_formats::read_all;
use std::time::Instant;

fn main() {
    for input in std::env::args().skip(1) {
        let started = Instant::now();
        let mut articles = read_all(&input);
        let (mut read, mut text, mut bad) = (0_usize, 0_usize, 0_usize);
        for article in articles.by_ref() {
            match article {
                Ok(article) => {
                    read += 1;
                    text += article.body.len();
                }
                Err(_) => bad += 1,
            }
        }
        let seconds = started.elapsed().as_secs_f64();
        let rate = |amount: usize| amount as f64 / seconds;
        println!(
            "{input}: {read} articles, {bad} bad records, {:.0} articles/s, {:.1} MB/s of text, {:.1} MB taken",
            rate(read),
            rate(text) / 1e6,
            articles.bytes_read() as f64 / 1e6
        );
    }
}
