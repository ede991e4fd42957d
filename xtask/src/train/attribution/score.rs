//! How well attributions are found, counted as the scorer of the measuring data counts.

use retold::Span;
use retold::attribution::anatomy::Found;

use super::gold::{Annotated, Gold};

/// Counts of right, wrong and missed.
#[derive(Clone, Copy, Default)]
pub struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn add(&mut self, right: usize, given: usize, wanted: usize) {
        self.right += right;
        self.wrong += given - right;
        self.missed += wanted - right;
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

/// Counts for claims, speakers, cues and bytes of content.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub claims: Count,
    pub speakers: Count,
    pub cues: Count,
    pub content: Count,
}

impl Tally {
    /// Adds the attributions found in an article.
    pub fn add(&mut self, article: &Annotated, found: &[Found]) {
        let size = article.reading.article.body.len();
        let found: Vec<Gold> = found.iter().map(|f| as_gold(article, f)).collect();
        let pairs = matched(&article.gold, &found);
        self.claims.add(pairs.len(), found.len(), article.gold.len());
        let touching = |part: fn(&Gold) -> &Vec<Span>| {
            pairs.iter().filter(|(g, f)| shared(part(&article.gold[*g]), part(&found[*f])) > 0).count()
        };
        let given = |list: &[Gold], part: fn(&Gold) -> &Vec<Span>| list.iter().filter(|g| !part(g).is_empty()).count();
        let speaker: fn(&Gold) -> &Vec<Span> = |g| &g.speaker;
        let cue: fn(&Gold) -> &Vec<Span> = |g| &g.cue;
        self.speakers.add(touching(speaker), given(&found, speaker), given(&article.gold, speaker));
        self.cues.add(touching(cue), given(&found, cue), given(&article.gold, cue));
        let (a, b) = (covered(size, &article.gold), covered(size, &found));
        let both = a.iter().zip(&b).filter(|(x, y)| **x && **y).count();
        self.content.add(both, b.iter().filter(|x| **x).count(), a.iter().filter(|x| **x).count());
    }

    /// The figures in one line.
    pub fn line(&self) -> String {
        let part = |c: Count| {
            let p = c.right as f64 / (c.right + c.wrong).max(1) as f64;
            let r = c.right as f64 / (c.right + c.missed).max(1) as f64;
            format!("P {p:.3} R {r:.3} F1 {:.3}", c.f1())
        };
        format!(
            "claims {}  speaker {}  cue {}  content {}",
            part(self.claims),
            part(self.speakers),
            part(self.cues),
            part(self.content)
        )
    }
}

/// Of each found attribution whether it is right: its content and that of an annotated one cover each other by half, and
/// they share a cue or have no better match.
pub fn right(article: &Annotated, found: &[Found]) -> Vec<bool> {
    let list: Vec<Gold> = found.iter().map(|f| as_gold(article, f)).collect();
    let usual: Vec<usize> = (0..found.len()).filter(|n| found[*n].variant == 0).collect();
    let of_usual: Vec<Gold> = usual.iter().map(|n| list[*n].clone()).collect();
    let mut right: Vec<bool> = list.iter().map(|one| article.gold.iter().any(|g| shares_cue(g, one))).collect();
    for (_, n) in matched(&article.gold, &of_usual) {
        right[usual[n]] = true;
    }
    right
}

/// How many annotated attributions some candidate matches.
pub fn reachable(article: &Annotated, found: &[Found]) -> usize {
    let list: Vec<Gold> = found.iter().map(|f| as_gold(article, f)).collect();
    article
        .gold
        .iter()
        .filter(|g| list.iter().any(|one| !matched(std::slice::from_ref(*g), std::slice::from_ref(one)).is_empty()))
        .count()
}

fn shares_cue(gold: &Gold, found: &Gold) -> bool {
    shared(&gold.cue, &found.cue) > 0 && !matched(std::slice::from_ref(gold), std::slice::from_ref(found)).is_empty()
}

pub fn as_gold(article: &Annotated, found: &Found) -> Gold {
    Gold {
        speaker: found.speaker.iter().map(|s| article.span(*s)).collect(),
        cue: vec![article.span(found.cue)],
        content: found.content.iter().map(|c| article.span(*c)).collect(),
    }
}

fn covered(size: usize, list: &[Gold]) -> Vec<bool> {
    let mut set = vec![false; size];
    for span in list.iter().flat_map(|g| &g.content) {
        set[span.start..span.end].fill(true);
    }
    set
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|s| s.len()).sum()
}

fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter().flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum()
}

/// Pairs of gold and found whose contents cover each other by half, the most alike first, each used once.
pub fn matched(gold: &[Gold], found: &[Gold]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let over = shared(&g.content, &f.content);
            let (a, b) = (length(&g.content), length(&f.content));
            if over > 0 && 2 * over >= a && 2 * over >= b {
                pairs.push((over as f64 / (a + b - over) as f64, i, j));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    pairs
        .into_iter()
        .filter(|(_, i, j)| {
            let free = !used_gold[*i] && !used_found[*j];
            if free {
                used_gold[*i] = true;
                used_found[*j] = true;
            }
            free
        })
        .map(|(_, i, j)| (i, j))
        .collect()
}
