//! Logistic regression with a ridge, by Newton's method.

use retold::Linear;

use super::boost::Rows;

const STEPS: usize = 12;

/// Fits a linear model; `ridge` pulls the weights of standardised features towards zero.
pub fn fit(data: &Rows, ridge: f64) -> Linear {
    let features = data.rows.first().map_or(0, Vec::len);
    let scales: Vec<(f64, f64)> = (0..features).map(|f| mean_and_deviation(data, f)).collect();
    let rows: Vec<Vec<f64>> = data
        .rows
        .iter()
        .map(|row| {
            let scaled = row.iter().zip(&scales).map(|(x, (mean, deviation))| (f64::from(*x) - mean) / deviation);
            scaled.chain([1.0]).collect()
        })
        .collect();
    let mut weights = vec![0.0; features + 1];
    for _ in 0..STEPS {
        let step = newton_step(data, &rows, &weights, ridge);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w += s);
    }
    let shift: f64 = scales.iter().zip(&weights).map(|((mean, deviation), w)| w * mean / deviation).sum();
    Linear {
        bias: (weights[features] - shift) as f32,
        weights: scales.iter().zip(&weights).map(|((_, deviation), w)| (w / deviation) as f32).collect(),
    }
}

fn mean_and_deviation(data: &Rows, feature: usize) -> (f64, f64) {
    let n = data.rows.len().max(1) as f64;
    let mean = data.rows.iter().map(|r| f64::from(r[feature])).sum::<f64>() / n;
    let variance = data.rows.iter().map(|r| (f64::from(r[feature]) - mean).powi(2)).sum::<f64>() / n;
    (mean, variance.sqrt().max(1e-6))
}

fn newton_step(data: &Rows, rows: &[Vec<f64>], weights: &[f64], ridge: f64) -> Vec<f64> {
    let n = weights.len();
    let mut gradient: Vec<f64> = weights.iter().map(|w| -ridge * w).collect();
    gradient[n - 1] = 0.0;
    let mut curvature = vec![vec![0.0; n]; n];
    (0..n).for_each(|f| curvature[f][f] = if f + 1 < n { ridge } else { 1e-6 });
    for ((row, answer), weight) in rows.iter().zip(&data.answers).zip(&data.weights) {
        let score: f64 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
        let p = 1.0 / (1.0 + (-score).exp());
        let (pull, bend) =
            (f64::from(*weight) * (f64::from(u8::from(*answer)) - p), f64::from(*weight) * p * (1.0 - p));
        for a in 0..n {
            gradient[a] += pull * row[a];
            let scaled = bend * row[a];
            curvature[a][..=a].iter_mut().zip(row).for_each(|(c, x)| *c += scaled * x);
        }
    }
    solve(curvature, gradient)
}

/// Solves a symmetric positive system, given by its lower half, by Cholesky's method.
pub(super) fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        for j in 0..=i {
            let inner: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            a[i][j] = if i == j { (a[i][i] - inner).max(1e-12).sqrt() } else { (a[i][j] - inner) / a[j][j] };
        }
        let inner: f64 = (0..i).map(|k| a[i][k] * b[k]).sum();
        b[i] = (b[i] - inner) / a[i][i];
    }
    for i in (0..n).rev() {
        let inner: f64 = (i + 1..n).map(|k| a[k][i] * b[k]).sum();
        b[i] = (b[i] - inner) / a[i][i];
    }
    b
}
