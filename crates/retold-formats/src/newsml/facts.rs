//! What one news item says: its fields by the names of a record.

use crate::html;
use crate::record::{MOST_FIELDS, Record, Stated};
use crate::xml::push_reference;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deep elements may stand inside one another outside the text; the standard's own go to some eight.
const DEEPEST: usize = 64;

/// Where what a news item says stands in it, and which field it fills. Of several places the first fills it; the others
/// are carried along. Times of the version come before those of its first writing.
const PLACES: &[(&str, &str)] = &[
    ("contentMeta/headline", "headline"),
    ("itemMeta/title", "headline"),
    ("contentMeta/by", "byline"),
    ("contentMeta/creator", "byline"),
    ("itemMeta/provider", "publisher"),
    ("rightsInfo/copyrightHolder", "publisher"),
    ("itemMeta/versionCreated", "published"),
    ("contentMeta/contentCreated", "published"),
    ("itemMeta/firstCreated", "published"),
    ("contentMeta/language", "language"),
    ("contentMeta/creditline", "credits"),
    ("rightsInfo/copyrightNotice", "credits"),
];

/// The fields of a news item, or why it cannot be read.
pub(super) fn fields(xml: &str) -> Result<Record<'static>, String> {
    let mut told = Told::default();
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(start) => {
                let name = local(&start);
                if matches!(name.as_str(), "inlineXML" | "inlineData") && told.text.is_none() {
                    let content = reader.read_text(start.name()).map_err(|e| e.to_string())?.into_inner();
                    told.text = text_of(&start, &content)?;
                } else {
                    told.enter(name, &start)?;
                }
            }
            Event::Empty(start) => {
                told.enter(local(&start), &start)?;
                told.leave();
            }
            Event::End(_) => told.leave(),
            Event::Text(text) => told.said.push_str(&text.xml10_content()),
            Event::CData(text) => told.said.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&mut told.said, &reference),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    told.record()
}

#[derive(Default)]
struct Told {
    /// Names of the open elements, the news item first.
    open: Vec<String>,
    /// The text of the element that was opened last.
    said: String,
    /// Paths and what is said there, in the order of the item.
    all: Vec<(String, String)>,
    text: Option<String>,
}

impl Told {
    fn enter(&mut self, name: String, start: &BytesStart<'_>) -> Result<(), String> {
        if self.open.len() >= DEEPEST {
            return Err(format!("elements nested more than {DEEPEST} deep"));
        }
        self.said.clear();
        self.open.push(name);
        let named: &[&str] =
            if self.open.len() == 1 { &["guid", "version", "lang"] } else { &["literal", "tag", "qcode"] };
        for attribute in start.attributes().flatten() {
            let key = attribute.key.local_name().as_ref().to_owned();
            if let (true, Ok(value)) =
                (named.contains(&key.as_str()), attribute.normalized_value(XmlVersion::Implicit1_0))
            {
                let path = if self.open.len() == 1 { key } else { self.path() };
                // A code without its scheme: nprov:AFP.
                let value = value
                    .split_once(':')
                    .filter(|_| attribute.key.as_ref() == "qcode")
                    .map_or(&*value, |(_, code)| code);
                self.say(path, value.to_owned());
            }
        }
        Ok(())
    }

    fn leave(&mut self) {
        let said = std::mem::take(&mut self.said);
        if !said.trim().is_empty() && self.open.len() > 1 {
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            self.say(self.path(), said);
        }
        self.open.pop();
    }

    /// The path inside the news item; a name stands for what it names.
    fn path(&self) -> String {
        let path = self.open.get(1..).unwrap_or_default().join("/");
        path.strip_suffix("/name").unwrap_or(&path).to_owned()
    }

    /// A name in words takes the place of the code before it.
    fn say(&mut self, path: String, value: String) {
        if self.all.len() <= MOST_FIELDS {
            self.all.push((path, value));
        }
    }

    fn record(self) -> Result<Record<'static>, String> {
        let text = self.text.ok_or("no text in the news item")?;
        let mut fields = vec![("text".to_owned(), Stated::Text(text))];
        let mut rest = self.all;
        let mut take = |path: &str| rest.iter().rposition(|(p, _)| p == path).map(|at| rest.remove(at).1);
        if let Some(guid) = take("guid") {
            fields.push(("id".to_owned(), Stated::Text(guid)));
        }
        for (path, field) in PLACES {
            let is_filled = fields.iter().any(|(name, _)| name == field);
            if let Some(value) = if is_filled { None } else { take(path) } {
                fields.push(((*field).to_owned(), Stated::Text(value)));
            }
        }
        if let Some(language) = take("lang").filter(|_| !fields.iter().any(|(name, _)| name == "language")) {
            fields.push(("language".to_owned(), Stated::Text(language)));
        }
        fields.extend(rest.into_iter().map(|(path, value)| (path, Stated::Text(value))));
        Ok(Record(fields))
    }
}

fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

/// The text of an inline content: of NITF and XHTML without its mark-up.
fn text_of(start: &BytesStart<'_>, content: &str) -> Result<Option<String>, String> {
    let kind = start.try_get_attribute("contenttype").ok().flatten();
    let kind = kind
        .and_then(|attribute| Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
        .unwrap_or_default();
    let is_plain = local(start) == "inlineData" && !kind.contains("html") && !kind.contains("xml");
    let text = if is_plain { unescaped(content)? } else { html::fragment_text(body(content))? };
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// What stands in the body of XHTML or NITF; its head holds facts and no text.
fn body(content: &str) -> &str {
    let opening = ["<body.content", "<body"].iter().find_map(|tag| content.find(tag));
    let from = opening.and_then(|at| Some(at + content[at..].find('>')? + 1)).unwrap_or(0);
    let rest = &content[from..];
    let end = ["</body.content", "</body"].iter().find_map(|tag| rest.find(tag)).unwrap_or(rest.len());
    &rest[..end]
}

/// Character data as it is meant.
fn unescaped(content: &str) -> Result<String, String> {
    let mut text = String::with_capacity(content.len());
    let mut reader = Reader::from_str(content);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&mut text, &reference),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}
