//! Whether the retelling says where it comes from.

use super::Credit;
use crate::span::Span;
use crate::text::{FurnitureKind, Reading, Token, TokenKind};

/// Looks for the source's publisher, agency or an author's full name in the retelling, and for a link to its address.
pub fn credit(source: &Reading, retelling: &Reading) -> Credit {
    let mut names: Vec<Vec<String>> = Vec::new();
    names.extend(source.article.publisher.as_deref().map(words));
    names.extend(source.article.byline.iter().map(|name| words(name)).filter(|name| name.len() > 1));
    names.extend(agency(source));
    names.retain(|name| !name.is_empty());
    if let Some(span) = names.iter().find_map(|name| find(name, retelling)) {
        return Credit { given: true, span: Some(span) };
    }
    let linked = source
        .article
        .url
        .as_deref()
        .is_some_and(|url| retelling.article.outbound.iter().any(|link| same_page(link, url)));
    Credit { given: linked, span: None }
}

/// The agency named in the dateline: "(CNN)", "LONDON (Reuters)".
fn agency(source: &Reading) -> Option<Vec<String>> {
    let line = source.furniture.iter().find(|f| f.kind == FurnitureKind::Dateline)?.span.of(&source.article.body);
    let inside = line.split_once('(')?.1.split_once(')')?.0;
    Some(words(inside)).filter(|w| !w.is_empty() && w.len() <= 3)
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Where the words of a name stand in a row in the retelling, its furniture included.
fn find(name: &[String], retelling: &Reading) -> Option<Span> {
    let tokens: Vec<&Token> =
        retelling.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).collect();
    let in_text = tokens.windows(name.len()).find(|run| {
        // "The Quay" is a name, "the quay" is none.
        run.iter().zip(name).all(|(t, w)| t.lower == *w)
            && run.last().is_some_and(|t| !t.shape.starts_with(char::is_lowercase))
    });
    let in_text = in_text.and_then(|run| Some(run.first()?.span.cover(run.last()?.span)));
    in_text.or_else(|| {
        let held = |f: &&crate::text::Furniture| {
            words(f.span.of(&retelling.article.body)).windows(name.len()).any(|run| run == name)
        };
        retelling.furniture.iter().find(held).map(|f| f.span)
    })
}

/// The same address but for scheme, "www.", query and closing slash.
fn same_page(a: &str, b: &str) -> bool {
    fn bare(url: &str) -> &str {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        let url = url.split(['?', '#']).next().unwrap_or(url);
        url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
    }
    bare(a) == bare(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn read(article: Article) -> Reading {
        Reading::new(article, Language::English)
    }

    #[test]
    fn publisher_agency_author_and_link_are_credit() {
        let source = read(
            Article::new("s", "By Ann Low, Harbour Wire\n\nPORTO (Harbour Wire) - Ships came in on Monday.")
                .with_publisher("The Quay"),
        );
        for text in
            ["Ships came in, The Quay reports.", "Ships came in, Harbour Wire said.", "Ships came in, wrote Ann Low."]
        {
            let credit = credit(&source, &read(Article::new("r", text)));
            assert!(credit.given && credit.span.is_some(), "{text}");
        }
        assert!(!credit(&source, &read(Article::new("r", "Ships came in at the quay's low end."))).given);
        let mut linked = Article::new("s", "Ships came in.");
        linked.url = Some("https://www.quay.example/ships/".into());
        let mut telling = Article::new("r", "Vessels arrived.");
        telling.outbound = vec!["http://quay.example/ships?from=r".into()];
        assert_eq!(credit(&read(linked), &read(telling)), Credit { given: true, span: None });
    }
}
