//! Reads every page of a folder several times over and prints pages a second: `throughput FOLDER`.

use retold_formats::Format;
use std::time::Instant;

fn main() {
    let Some(folder) = std::env::args().nth(1) else { return eprintln!("usage: throughput FOLDER") };
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let pages: Vec<Vec<u8>> = files.filter_map(|f| std::fs::read(f.path()).ok()).collect();
    let started = Instant::now();
    const ROUNDS: usize = 5;
    let mut read = 0;
    for page in pages.iter().cycle().take(ROUNDS * pages.len()) {
        read += Format::Html.read(page.as_slice(), "page").flatten().count();
    }
    let bytes: usize = pages.iter().map(Vec::len).sum::<usize>() * ROUNDS;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{read} articles, {:.0} pages/s, {:.1} MB/s",
        (ROUNDS * pages.len()) as f64 / seconds,
        bytes as f64 / seconds / 1e6
    );
}
