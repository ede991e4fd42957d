//! Pairs of articles that may be retellings, for a plan that a cluster carries out: each step takes a part of the articles
//! and gives columns. Which articles pair, and what a pair is worth, `retold::lineage::pairs` knows.

use std::collections::HashMap;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use retold::PreparedArticle;
use retold::lineage::Finding;
use retold::lineage::pairs::{self, Crowd, KEPT, Sketch};

use crate::articles::{LANGUAGE, of_record};
use crate::compare::comparer;
use crate::error::CallError;

/// A finding as Python has it: two ids, probability, which way, two coverages, resemblance.
pub(crate) type Row = (String, String, f64, f64, f64, f64, f64);

/// A finding as a row.
pub(crate) fn row(finding: Finding) -> Row {
    let Finding { ids: [a, b], probability, forward, coverage: [first, second], resemblance, .. } = finding;
    (a, b, probability, forward, first, second, resemblance)
}

/// What pairing needs of an article: why it is paired with none, its keys, and its bands if it may have twins.
type Sketched = (Option<String>, Vec<u64>, Vec<u64>);

/// What pairing needs of articles: for each the reason why it is set aside, the number of its keys and of its bands; then
/// all keys and all bands, 64 bits each, in the order of bytes of this machine.
type Sketches<'py> = (Vec<(Option<String>, usize, usize)>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// What pairing needs of each of some records.
#[pyfunction]
pub(crate) fn sketches<'py>(py: Python<'py>, records: Vec<PyBackedBytes>) -> Sketches<'py> {
    let sketched: Vec<Sketched> = py.detach(|| records.iter().map(|record| sketch(record)).collect());
    let columns = |part: fn(&Sketched) -> &Vec<u64>| {
        let bytes: Vec<u8> = sketched.iter().flat_map(|s| part(s).iter().flat_map(|n| n.to_ne_bytes())).collect();
        PyBytes::new(py, &bytes)
    };
    let (keys, bands) = (columns(|s| &s.1), columns(|s| &s.2));
    (sketched.into_iter().map(|(why, keys, bands)| (why, keys.len(), bands.len())).collect(), keys, bands)
}

fn sketch(record: &[u8]) -> Sketched {
    let refused = |why: String| (Some(why), Vec::new(), Vec::new());
    let article = match of_record(record, "") {
        Ok(article) => article,
        Err(error) => return refused(error.cause()),
    };
    if let Some(why) = pairs::refusal(&article) {
        return refused(why.reason().to_owned());
    }
    let keys = pairs::keys(&article, LANGUAGE);
    if keys.is_empty() {
        return refused(pairs::Reject::NoText.reason().to_owned());
    }
    let sketch = Sketch::of(&keys);
    // What is too short for twins is not even its own.
    let bands = if pairs::twins(&[sketch, sketch]).is_empty() { Vec::new() } else { sketch.bands().to_vec() };
    (None, keys.into_iter().map(|key| key.0).collect(), bands)
}

/// How many articles may have a key that counts, among so many.
#[pyfunction]
pub(crate) fn most_frequent(articles: usize) -> u32 {
    Crowd { articles }.frequent()
}

/// The articles of one cell of the plan, as columns of lists have them in memory.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Cell {
    /// So many articles are in the whole collection.
    articles: usize,
    /// The first so many of the cell are held against the others; all against each other when it is none.
    split: Option<usize>,
    /// How many keys each article has, those that nobody shares included (32 bits each).
    lengths: PyBackedBytes,
    /// Where the keys of each article begin, and the end (32 bits each).
    offsets: PyBackedBytes,
    /// Keys that count, ascending in each article (64 bits each).
    keys: PyBackedBytes,
    /// In how many articles of the whole collection each of them stands (32 bits each).
    frequencies: PyBackedBytes,
}

/// Pairs of articles of a cell that share enough: their places in it (32 bits each) and the weight of what they share (64).
type Near<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// The pairs of a cell that are worth a comparison.
#[pyfunction]
pub(crate) fn near<'py>(py: Python<'py>, cell: Cell) -> Near<'py> {
    let found = py.detach(|| Walk::new(&cell).pairs());
    let places = |side: usize| found.iter().flat_map(|(pair, _)| pair[side].to_ne_bytes()).collect::<Vec<u8>>();
    let shared: Vec<u8> = found.iter().flat_map(|(_, shared)| shared.to_ne_bytes()).collect();
    (PyBytes::new(py, &places(0)), PyBytes::new(py, &places(1)), PyBytes::new(py, &shared))
}

/// A key of an article with the number of articles that have it.
type Counted = (u64, u32);

/// The articles of a cell, to be walked by their rare keys.
struct Walk {
    crowd: Crowd,
    lengths: Vec<u32>,
    keys: Vec<Vec<Counted>>,
    /// Places of the articles that those before them, or all, are held against.
    against: std::ops::Range<usize>,
    /// Places of the articles that are looked up.
    asking: usize,
    /// The articles that have a rare key, ascending.
    lists: HashMap<u64, Vec<u32>>,
}

impl Walk {
    fn new(cell: &Cell) -> Self {
        let crowd = Crowd { articles: cell.articles };
        let offsets = words(&cell.offsets);
        let (keys, frequencies) = (longs(&cell.keys), words(&cell.frequencies));
        let counted: Vec<Counted> = keys.into_iter().zip(frequencies).collect();
        let part = |ends: &[u32]| counted.get(ends[0] as usize..ends[1] as usize).unwrap_or_default().to_vec();
        let keys: Vec<Vec<Counted>> = offsets.windows(2).map(part).collect();
        let asking = cell.split.unwrap_or(keys.len()).min(keys.len());
        let against = cell.split.map_or(0, |split| split.min(keys.len()))..keys.len();
        let mut lists: HashMap<u64, Vec<u32>> = HashMap::new();
        for place in against.clone() {
            for (key, _) in keys[place].iter().filter(|(_, frequency)| *frequency <= crowd.rare()) {
                lists.entry(*key).or_default().push(place as u32);
            }
        }
        Self { crowd, lengths: words(&cell.lengths), keys, against, asking, lists }
    }

    /// The pairs that share enough rare keys, and then enough keys, with the weight of all they share.
    fn pairs(&self) -> Vec<([u32; 2], u64)> {
        let mut found = Vec::new();
        let mut sums = vec![0u64; self.keys.len()];
        let mut touched: Vec<u32> = Vec::new();
        for a in 0..self.asking {
            let first = (a + 1).max(self.against.start) as u32;
            for (key, frequency) in &self.keys[a] {
                let Some(list) = self.lists.get(key).filter(|_| *frequency <= self.crowd.rare()) else { continue };
                let weight = u64::from(self.crowd.weight(*frequency));
                for b in &list[list.partition_point(|b| *b < first)..] {
                    let sum = &mut sums[*b as usize];
                    if *sum == 0 {
                        touched.push(*b);
                    }
                    *sum += weight;
                }
            }
            for b in touched.drain(..) {
                let rare = std::mem::take(&mut sums[b as usize]);
                found.extend(self.alike(a, b as usize, rare).map(|shared| ([a as u32, b], shared)));
            }
        }
        found
    }

    fn alike(&self, a: usize, b: usize, rare: u64) -> Option<u64> {
        let length = |n: usize| self.lengths.get(n).copied().unwrap_or_default();
        let lengths = [length(a), length(b)];
        if !self.crowd.is_near(rare, lengths) {
            return None;
        }
        let shared = shared(&self.keys[a], &self.keys[b], self.crowd);
        self.crowd.is_alike(shared, lengths).then_some(shared)
    }
}

/// Weight of the keys that two articles share.
fn shared(a: &[Counted], b: &[Counted], crowd: Crowd) -> u64 {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += u64::from(crowd.weight(x.1));
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_ne_bytes([b[0], b[1], b[2], b[3]])).collect()
}

fn longs(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(|b| u64::from_ne_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])).collect()
}

/// Compares pairs of records; of pairs that may not be one, and of those too unlike to be kept, nothing is said. With each
/// finding, whether one of the two stands for both.
#[pyfunction]
pub(crate) fn verify(
    py: Python<'_>,
    records: Vec<PyBackedBytes>,
    pairs: Vec<(usize, usize)>,
    articles: usize,
) -> PyResult<Vec<(Row, bool)>> {
    let verified = || -> Result<Vec<(Row, bool)>, CallError> {
        let (comparer, crowd) = (comparer(), Crowd { articles });
        let prepare = |record: &PyBackedBytes| -> Result<PreparedArticle, CallError> {
            Ok(comparer.prepare(comparer.read(of_record(record, "record")?)))
        };
        let prepared = records.iter().map(prepare).collect::<Result<Vec<_>, _>>()?;
        let mut rows = Vec::new();
        for (a, b) in pairs {
            let (Some(a), Some(b)) = (prepared.get(a), prepared.get(b)) else { continue };
            if pairs::admits(&a.reading().article, &b.reading().article) {
                let finding = pairs::finding(&comparer, [a, b], crowd);
                let twin = pairs::is_twin(&finding);
                if finding.probability >= KEPT {
                    rows.push((row(finding), twin));
                }
            }
        }
        Ok(rows)
    };
    py.detach(verified).map_err(PyErr::from)
}
