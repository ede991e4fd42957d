//! Annotated articles: their tokens as facts, and the attributions as ranges of tokens and sets of bytes.

use anyhow::{Context, Result};
use retold::attribution::anatomy::Facts;
use retold::text::{Language, Reading};
use retold::{Article, Span};
use serde_json::Value;

/// One annotated attribution, as byte spans.
#[derive(Clone, Default)]
pub struct Gold {
    pub speaker: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

/// One annotated article.
pub struct Annotated {
    pub reading: Reading,
    pub facts: Facts,
    pub gold: Vec<Gold>,
}

/// The articles of annotated rows; of several annotators the first counts.
pub fn annotated(rows: &[Value]) -> Result<Vec<Annotated>> {
    rows.iter().map(one).collect()
}

fn one(row: &Value) -> Result<Annotated> {
    let id = row["id"].as_str().context("a row without id")?;
    let text = row["text"].as_str().with_context(|| format!("{id}: no text"))?;
    let mut at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    at.push(text.len());
    let spans = |v: &Value| -> Vec<Span> {
        let place = |v: &Value| at[(v.as_u64().unwrap_or(0) as usize).min(at.len() - 1)];
        v.as_array().into_iter().flatten().map(|s| Span::new(place(&s["start"]), place(&s["end"]))).collect()
    };
    let gold = row["annotations"][0]["attributions"].as_array().into_iter().flatten();
    let gold = gold
        .map(|a| Gold { speaker: spans(&a["source"]), cue: spans(&a["cue"]), content: spans(&a["content"]) })
        .filter(|g| !g.content.is_empty())
        .collect();
    let reading = Reading::new(Article::new(id, text), Language::English);
    let facts = Facts::new(&reading);
    Ok(Annotated { reading, facts, gold })
}

impl Annotated {
    /// The tokens that lie by half or more in one of the spans.
    pub fn tokens_in(&self, spans: &[Span]) -> Vec<usize> {
        let mut found = Vec::new();
        for s in spans {
            let from = self.reading.tokens.partition_point(|t| t.span.end <= s.start);
            for (n, t) in self.reading.tokens.iter().enumerate().skip(from) {
                if t.span.start >= s.end {
                    break;
                }
                let shared = t.span.end.min(s.end) - t.span.start.max(s.start);
                if 2 * shared >= t.span.len() {
                    found.push(n);
                }
            }
        }
        found
    }

    /// The span of a range of tokens.
    pub fn span(&self, range: (usize, usize)) -> Span {
        self.reading.tokens[range.0].span.cover(self.reading.tokens[range.1 - 1].span)
    }
}
