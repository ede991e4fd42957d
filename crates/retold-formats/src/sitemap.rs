//! Sitemaps, those of news among them: which pages they list. Nothing else in them is read.

use crate::fetched::Listing;
use crate::xml::{check_depth, push_reference};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An index of sitemaps, its entries, their address: no sitemap is deeper than some six elements.
const DEEPEST_MAP: usize = 32;

/// The protocol allows 50,000 entries in one file.
const MOST_ENTRIES: usize = 50_000;

/// The addresses in a sitemap or in an index of sitemaps.
pub(crate) fn listing(text: &str) -> Result<Listing, String> {
    check_depth(text, DEEPEST_MAP)?;
    let mut reader = Reader::from_str(text);
    let mut listing = Listing::default();
    let (mut inside, mut is_index, mut address) = (Vec::<String>::new(), false, None::<String>);
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                // Pictures and translations of a page have addresses too.
                let is_own = matches!(inside.last().map(String::as_str), Some("url" | "sitemap"));
                if is_own && name == "loc" {
                    address = Some(String::new());
                    is_index = inside.last().is_some_and(|parent| parent == "sitemap");
                }
                inside.push(name);
            }
            Event::Text(part) => {
                if let Some(address) = &mut address {
                    address.push_str(&part.xml10_content());
                }
            }
            Event::CData(part) => {
                if let Some(address) = &mut address {
                    address.push_str(&part.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(address) = &mut address {
                    push_reference(address, &reference);
                }
            }
            Event::End(_) => {
                inside.pop();
                let list = if is_index { &mut listing.lists } else { &mut listing.pages };
                list.extend(address.take().map(|address| address.trim().to_owned()).filter(|a| !a.is_empty()));
            }
            Event::Eof => return Ok(listing),
            _ => {}
        }
        if listing.pages.len() + listing.lists.len() > MOST_ENTRIES {
            return Err(format!("more than {MOST_ENTRIES} entries"));
        }
    }
}
