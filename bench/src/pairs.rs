//! scratch
use std::path::Path;
use anyhow::Result;
use retold::Article;
use retold::key::{Key, KeyScheme, Keys};
use retold::text::Language;
use std::collections::HashMap;
use crate::archive::{real, retellings};
use crate::corpus::Chain;

pub(crate) fn measure(folder: &Path, made: usize) -> Result<()> {
    let (sources, told) = retellings(&folder.join("retellings-dev.jsonl"))?;
    let mut articles: Vec<Article> = real(folder);
    let chain = Chain::new(articles.iter());
    articles.retain(|a| !sources.iter().any(|s| s.id == a.id));
    let reals = articles.len();
    let mut gold: Vec<(String, u32, u32)> = Vec::new();
    let mut at: HashMap<String, u32> = HashMap::new();
    for s in sources { at.insert(s.id.clone(), articles.len() as u32); articles.push(s); }
    for t in told {
        let kind = t.text.id.rsplit('/').next().unwrap_or("").to_owned();
        gold.push((format!("bbc {kind}"), at[&t.source], articles.len() as u32));
        articles.push(t.text);
    }
    let text = std::fs::read_to_string(folder.join("llm-rewrites-dev.jsonl"))?;
    let mut src: HashMap<String, u32> = HashMap::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let s = |f: &str| row[f].as_str().unwrap_or_default().to_owned();
        if s("b").split_whitespace().count() < 60 { continue; }
        let a = *src.entry(s("source_id")).or_insert_with(|| { articles.push(Article::new(s("source_id"), s("a"))); articles.len() as u32 - 1 });
        gold.push(("llm".into(), a, articles.len() as u32));
        articles.push(Article::new(s("id"), s("b")));
    }
    let text = std::fs::read_to_string(folder.join("onestopenglish-dev.jsonl"))?;
    let mut fam: HashMap<String, Vec<u32>> = HashMap::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let s = |f: &str| row[f].as_str().unwrap_or_default().to_owned();
        fam.entry(s("family")).or_default().push(articles.len() as u32);
        articles.push(Article::new(s("id"), s("text")));
    }
    let us = retellings(&folder.join("retellings-us-dev.jsonl"))?;
    for s in us.0 { at.insert(s.id.clone(), articles.len() as u32); articles.push(s); }
    for t in us.1 {
        let kind = t.text.id.rsplit('/').next().unwrap_or("").to_owned();
        gold.push((format!("us {kind}"), at[&t.source], articles.len() as u32));
        articles.push(t.text);
    }
    let mut fams: Vec<_> = fam.into_iter().collect();
    fams.sort();
    for (_, v) in fams { for x in 0..v.len() { for y in x + 1..v.len() { gold.push(("onestop".into(), v[x], v[y])); } } }
    let mut bytes = Vec::new();
    chain.write(made, 11, &mut bytes)?;
    let first_made = articles.len();
    for line in String::from_utf8(bytes)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        articles.push(Article::new(row["id"].as_str().unwrap_or_default(), row["text"].as_str().unwrap_or_default()));
    }
    eprintln!("{} articles, {reals} real, {} gold", articles.len(), gold.len());
    let keys: Vec<Vec<Key>> = articles.iter().map(|a| Keys::new(a, Language::English).all()).collect();
    let mut lists: HashMap<Key, Vec<u32>> = HashMap::new();
    for (n, k) in keys.iter().enumerate() { for k in k { lists.entry(*k).or_default().push(n as u32); } }
    let n = articles.len() as f64;
    for (name, worth) in [("word", [1.0, 0.0, 0.0, 0.0]), ("word+pair", [1.0, 0.5, 0.0, 0.0]), ("all", [1.0, 0.5, 0.5, 0.5])] {
        for cap in [200usize, 1000, 4000] {
            let weight = |k: &Key, df: usize| -> f32 {
                if df < 1 || df > cap { return 0.0; }
                let s = KeyScheme::ALL.iter().position(|s| Some(*s) == k.scheme()).unwrap_or(0);
                (worth[s] * (1.0 + (n + 0.5) / (df as f64 + 0.5)).ln()) as f32
            };
            let weights: Vec<Vec<(Key, f32)>> = keys.iter().map(|ks| ks.iter().map(|k| (*k, weight(k, lists[k].len()))).filter(|w| w.1 > 0.0).collect()).collect();
            let norm: Vec<f32> = weights.iter().map(|w| w.iter().map(|w| w.1).sum()).collect();
            let len: Vec<f32> = keys.iter().map(|k| k.len() as f32).collect();
            let mut touches = 0u64;
            // forms of score: raw, /min norm, /sqrt(norms), raw/ sqrt(len min)
            let forms = ["raw", "/min", "/cos", "/min^.5", "/bm"];
            let form = |f: usize, s: f32, a: usize, b: usize| -> f32 {
                let (x, y) = (norm[a].min(norm[b]).max(1.0), norm[a].max(norm[b]).max(1.0));
                match f { 0 => s, 1 => s / x, 2 => s / (x * y).sqrt(), 3 => s / x.sqrt(), _ => s / (60.0 + len[a].min(len[b])) }
            };
            let dot = |a: u32, b: u32| -> f32 {
                let kb = &keys[b as usize];
                weights[a as usize].iter().filter(|(k, _)| kb.binary_search(k).is_ok()).map(|w| w.1).sum()
            };
            // sample of articles as rows: every real 10th, made 50th
            let rows: Vec<usize> = (0..reals).step_by(10).chain((first_made..articles.len()).step_by(20)).collect();
            let mut acc = vec![0f32; articles.len()];
            let mut all: Vec<(bool, Vec<f32>)> = Vec::new();
            let mut counts = (0usize, 0usize);
            for &r in &rows {
                if r < reals { counts.0 += 1 } else { counts.1 += 1 }
                let mut touched = Vec::new();
                for (k, w) in &weights[r] { for d in &lists[k] { touches += 1; if acc[*d as usize] == 0.0 { touched.push(*d); } acc[*d as usize] += w; } }
                for d in touched {
                    let s = std::mem::take(&mut acc[d as usize]);
                    if d as usize == r || ((d as usize) >= reals && (d as usize) < first_made) { continue; }
                    if s > 20.0 { all.push((r < reals, (0..5).map(|f| form(f, s, r, d as usize)).collect())); }
                }
            }
            println!("== {name} cap {cap}: touches per article {}", touches / rows.len() as u64);
            let mut by: std::collections::BTreeMap<&str, Vec<Vec<f32>>> = Default::default();
            for (g, a, b) in &gold { let s = dot(*a, *b); by.entry(g).or_default().push((0..5).map(|f| form(f, s, *a as usize, *b as usize)).collect()); }
            for f in 0..5 {
                let q = |v: &Vec<Vec<f32>>, at: f64| { let mut x: Vec<f32> = v.iter().map(|x| x[f]).collect(); x.sort_by(f32::total_cmp); x[(at * x.len() as f64) as usize] };
                let mut pooled: Vec<Vec<f32>> = Vec::new();
                for (g, v) in &by { if *g != "onestop" { pooled.extend(v.iter().cloned()); } }
                print!("{:<8}", forms[f]);
                for at in [0.01, 0.02, 0.05, 0.1] {
                    let t = q(&pooled, at);
                    let c = |real: bool| all.iter().filter(|(r, v)| *r == real && v[f] >= t).count() as f64 / if real { counts.0 as f64 } else { counts.1.max(1) as f64 };
                    print!("  | miss {at}: t {t:.3} real {:.1} made {:.2}", c(true), c(false));
                }
                println!();
                if f == 1 || f == 4 { for (g, v) in &by { print!("   {g} {:.2}/{:.2}/{:.2}", q(v, 0.02), q(v, 0.1), q(v, 0.5)); } println!(); }
            }
        }
    }
    Ok(())
}
