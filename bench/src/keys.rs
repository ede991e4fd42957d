//! Scenario: what each key scheme finds and costs, and all together.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use retold::key::{Key, KeyScheme, Keys};
use retold::retrieve::{Filter, MemoryArchive, Retriever, Wanted};
use retold::text::Language;

use crate::archive::{Told, real, retellings};

/// Candidates that are asked for, as a trace does.
const LIMIT: usize = 12;

/// Prints a row for each scheme, for all, and for all but each.
pub(crate) fn measure(folder: &Path) -> Result<()> {
    let (mut articles, told) = retellings(&folder.join("retellings-dev.jsonl"))?;
    let real = real(folder);
    articles.extend(real.into_iter().filter(|a| told.iter().all(|t| t.source != a.id)));
    println!("{} articles, {} retellings", articles.len(), told.len());
    println!(
        "{:<18} {:>10} {:>14} {:>8} {:>8} {:>10}",
        "schemes", "keys each", "distinct, all", "first", "in 12", "us an article"
    );
    for scheme in KeyScheme::ALL {
        row(scheme.name(), &[*scheme], (&articles, &told));
    }
    row("all", KeyScheme::ALL, (&articles, &told));
    for scheme in KeyScheme::ALL {
        let others: Vec<KeyScheme> = KeyScheme::ALL.iter().copied().filter(|s| s != scheme).collect();
        row(&format!("all but {}", scheme.name()), &others, (&articles, &told));
    }
    Ok(())
}

fn row(name: &str, schemes: &[KeyScheme], (articles, told): (&[retold::Article], &[Told])) {
    let begun = Instant::now();
    let keys: Vec<Vec<Key>> = articles.iter().map(|a| Keys::by(schemes, a, Language::English).all()).collect();
    let cost = begun.elapsed().as_secs_f64() * 1e6 / articles.len() as f64;
    let each = keys.iter().map(Vec::len).sum::<usize>() as f64 / articles.len() as f64;
    let distinct = keys.into_iter().flatten().collect::<BTreeSet<Key>>().len();
    let mut archive = MemoryArchive::by(schemes, Language::English);
    articles.iter().for_each(|a| archive.add(a.clone()));
    let (mut first, mut within) = (0, 0);
    for Told { text, source } in told {
        let Ok(found) = archive.candidates(&Wanted { article: text, limit: LIMIT, filter: &Filter::default() });
        first += usize::from(found.first().is_some_and(|c| c.article.id == *source));
        within += usize::from(found.iter().any(|c| c.article.id == *source));
    }
    let share = |n: usize| n as f64 / told.len() as f64;
    println!("{name:<18} {each:>10.0} {distinct:>14} {:>8.3} {:>8.3} {cost:>10.0}", share(first), share(within));
}
