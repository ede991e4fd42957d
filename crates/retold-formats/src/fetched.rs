//! What a server sent: the article of a page, and the addresses that a feed or a sitemap lists.

use crate::decode::{Declared, decode};
use crate::error::{ReadError, one_line};
use crate::unpack::unpack;
use crate::warc::charset;
use crate::{LARGEST_PAGE, bounded, feed, html, plain, sitemap, xml};
use retold::Article;
use std::sync::Arc;

/// The addresses that a feed or sitemap lists, as they stand there: some may lack their host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Pages, in the order of the list.
    pub pages: Vec<String>,
    /// Further sitemaps, of an index of them.
    pub lists: Vec<String>,
}

/// Reads the article of a page that a server sent, with its `Content-Type`. The address becomes its id.
///
/// # Errors
///
/// See [`ReadError`].
pub fn read_fetched(bytes: Vec<u8>, address: &str, content_type: &str) -> Result<Article, ReadError> {
    let kind = content_type.trim_start().to_ascii_lowercase();
    if kind.starts_with("text/plain") && !html::looks_like_html(&bytes[..bytes.len().min(1024)]) {
        return plain::from_bytes(bytes, address);
    }
    html::from_bytes(bytes, address, charset(&kind).as_deref())
}

/// Reads which pages a feed (RSS, Atom, JSON Feed) or a sitemap lists; gzip is undone.
///
/// # Errors
///
/// See [`ReadError`]: what is neither a feed nor a sitemap, or is broken.
pub fn read_listing(bytes: &[u8], place: &str) -> Result<Listing, ReadError> {
    let broken = |cause| ReadError::Unreadable { place: place.to_owned(), cause };
    let unpacked = unpack(bytes, Arc::default()).map_err(broken)?;
    let head = unpacked.head;
    let bytes = bounded::read_bounded(unpacked.input, place, LARGEST_PAGE)?;
    let root = xml::root_element(head.trim_ascii_start()).unwrap_or_default();
    if [&b"urlset"[..], b"sitemapindex"].contains(&root) {
        let text = decode(bytes, place, Declared::InPage)?.text;
        return sitemap::listing(&text).map_err(|cause| {
            let cause = format!("not a sitemap: {}", one_line(&cause));
            broken(std::io::Error::new(std::io::ErrorKind::InvalidData, cause))
        });
    }
    Ok(Listing { pages: feed::links(bytes.as_slice(), place)?, lists: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_and_sitemaps_list_their_pages() {
        let pages = |text: &str| read_listing(text.as_bytes(), "list").map(|list| list.pages);
        let rss = "<rss version=\"2.0\"><channel><title>Post</title><item><title>Bell</title><link>https://a.example/1</link>\
                   </item><item><title>No address</title></item></channel></rss>";
        assert_eq!(pages(rss).expect("a feed"), ["https://a.example/1"]);
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Post</title><id>x</id><updated>2031-01-01T00:00:00Z</updated>\
                    <entry><id>y</id><title>Bell</title><updated>2031-01-01T00:00:00Z</updated><link href=\"https://a.example/2\"/></entry></feed>";
        assert_eq!(pages(atom).expect("a feed"), ["https://a.example/2"]);
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "https://a.example/3"}]}"#;
        assert_eq!(pages(json).expect("a feed"), ["https://a.example/3"]);
        let map = "<?xml version=\"1.0\"?><urlset xmlns:news=\"x\"><url><loc> https://a.example/?a=1&amp;b=2 </loc><news:news>\
                   <news:title>Bell</news:title></news:news></url></urlset>";
        assert_eq!(pages(map).expect("a sitemap"), ["https://a.example/?a=1&b=2"]);
        let index = "<sitemapindex><sitemap><loc>https://a.example/news.xml</loc></sitemap></sitemapindex>";
        assert_eq!(read_listing(index.as_bytes(), "list").expect("an index").lists, ["https://a.example/news.xml"]);
    }

    #[test]
    fn what_lists_nothing_is_refused() {
        for text in ["<html><p>no feed</p></html>", "", "{}", "<urlset><url><loc>", "\u{1f}\u{8b}"] {
            let read = read_listing(text.as_bytes(), "list");
            assert!(
                read.as_ref().is_err() || read.as_ref().is_ok_and(|list| list.pages.is_empty()),
                "{text}: {read:?}"
            );
        }
    }

    #[test]
    fn a_page_is_read_with_what_its_server_said_of_it() {
        let page = "<html><article><h1>Bell</h1><p>The caf\u{e9} sold its bell on Monday for a good price, they said.</p></article>";
        let latin: Vec<u8> = page.chars().map(|c| c as u8).collect();
        let article = read_fetched(latin, "https://a.example/1", "text/html; charset=ISO-8859-1").expect("an article");
        assert!(article.body.contains("caf\u{e9}") && article.id == "https://a.example/1", "{article:?}");
        let plain = read_fetched(b"One bell was sold.".to_vec(), "https://a.example/2", "text/plain").expect("a text");
        assert_eq!(plain.body, "One bell was sold.");
    }
}
