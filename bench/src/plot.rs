//! Cost against length, drawn.

use std::fmt::Write;

/// Width and height of the drawing, and its margin.
const SIZE: (f64, f64) = (560.0, 320.0);
const MARGIN: f64 = 48.0;

/// One line of blocks a length.
pub(crate) fn bars(costs: &[(usize, f64)]) -> String {
    let most = most(costs);
    let mut text = String::new();
    for (sentences, ms) in costs {
        let blocks = "█".repeat((ms / most * 50.0).round() as usize);
        let _ = writeln!(text, "{sentences:>5} {ms:>8.1} {blocks}");
    }
    text
}

/// The same as a picture, with what it shows and what is counted along its foot.
pub(crate) fn svg(title: &str, counted: &str, costs: &[(usize, f64)]) -> String {
    let (width, height) = SIZE;
    let longest = costs.iter().map(|c| c.0).max().unwrap_or(1) as f64;
    let most = most(costs);
    let x = |sentences: usize| MARGIN + sentences as f64 / longest * (width - 2.0 * MARGIN);
    let y = |ms: f64| height - MARGIN - ms / most * (height - 2.0 * MARGIN);
    let points: Vec<String> = costs.iter().map(|(n, ms)| format!("{:.1},{:.1}", x(*n), y(*ms))).collect();
    let mut marks = String::new();
    for (n, ms) in costs {
        let (at, up) = (x(*n), y(*ms));
        let _ = write!(marks, "<circle cx=\"{at:.1}\" cy=\"{up:.1}\" r=\"3\" fill=\"#1f5fa8\"/>");
        let _ = write!(marks, "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{ms:.0}</text>", up - 8.0);
        let _ = writeln!(marks, "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{n}</text>", height - 30.0);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"22\" font-size=\"13\">{title}</text>\n\
         <polyline fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\" points=\"{}\"/>\n{marks}\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{counted}</text>\n</svg>\n",
        points.join(" "),
        width / 2.0,
        height - 10.0,
    )
}

fn most(costs: &[(usize, f64)]) -> f64 {
    costs.iter().map(|c| c.1).fold(1.0, f64::max)
}
