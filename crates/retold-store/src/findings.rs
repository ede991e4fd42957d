//! Findings: what a watch found, grouped by story.

use retold::Article;

use crate::backend::{Row, Value};
use crate::captures::name_of;
use crate::outbox::NewDelivery;
use crate::pages::as_number;
use crate::{NewCapture, Ruling, Stage, Store, StoreError, stored};

/// What kind of finding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A page retells an article of the archive.
    Retelling,
    /// A page was changed after it was captured.
    Revision,
}

impl Kind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Retelling, Self::Revision];

    /// The word that stands for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Retelling => "retelling",
            Self::Revision => "revision",
        }
    }

    fn named(name: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name).ok_or_else(|| format!("there is no kind {name:?}"))
    }
}

/// What was found, to be put on record.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFinding {
    /// What kind of finding it is.
    pub kind: Kind,
    /// The article that was retold, or the older version: its capture's id where it has one.
    pub source: Result<String, Box<NewCapture>>,
    /// Ids of near-identical twins of the source: they belong to the same story.
    pub copies: Vec<String>,
    /// Id of the capture that retells it, or of the newer version.
    pub retelling: String,
    /// Probability that the one was made from the other.
    pub probability: f64,
    /// Share of the retelling's words that the source explains.
    pub coverage: f64,
    /// Of a changed page: it says nothing of the change.
    pub silent: bool,
    /// Program and settings it was found with, as JSON.
    pub settings: String,
    /// Evidence in words for a person, strongest first.
    pub summary: Vec<String>,
}

/// One side of a finding, for lists; the whole article is in its capture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Id of its capture.
    pub capture: String,
    /// Id of the article: its address, or its name in the archive.
    pub article: String,
    /// Headline.
    pub headline: Option<String>,
    /// Who issued it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// A finding on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its name: a hash of what was found.
    pub id: String,
    /// Findings count from 1 in the order they came.
    pub number: i64,
    /// Id of the first finding of the same story.
    pub story: String,
    /// What kind of finding it is.
    pub kind: Kind,
    /// When it was found.
    pub found_at: i64,
    /// The article that was retold, or the older version.
    pub source: Side,
    /// The article that retells it, or the newer version.
    pub retelling: Side,
    /// Probability that the one was made from the other.
    pub probability: f64,
    /// Share of the retelling's words that the source explains.
    pub coverage: f64,
    /// Of a changed page: it says nothing of the change.
    pub silent: bool,
    /// Program and settings it was found with, as JSON.
    pub settings: String,
    /// Evidence in words for a person, strongest first.
    pub summary: Vec<String>,
    /// What the desk last said of it.
    pub ruling: Option<Ruling>,
}

/// Which findings are wanted, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only of this story.
    pub story: Option<String>,
    /// Only those that the desk ruled so; `Some(None)` those it has not ruled.
    pub ruling: Option<Option<Ruling>>,
    /// Only those with a greater number: what came since.
    pub after: Option<i64>,
    /// Only those with a lesser number: the next page of a list.
    pub before: Option<i64>,
}

/// What stands before the id of an article that was found in the archive, in the address of its capture.
pub const ARCHIVED: &str = "archive:";

/// The desk's last word on a finding.
const LAST_RULING: &str = "(SELECT ruling FROM rulings WHERE finding = f.id ORDER BY ruled_at DESC, id DESC LIMIT 1)";

impl Store {
    /// Puts on record what was found of a capture, and what is to be told of it: all of it or, after a kill, none.
    ///
    /// `tell` gets each finding that was not on record before, and whether it is the first of its story; it says what
    /// goes to the outbox. The capture is judged after this. Returns the findings that are new.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn record(
        &mut self,
        capture: &str,
        found: &[NewFinding],
        now: i64,
        tell: &dyn Fn(&Finding, bool) -> Vec<NewDelivery>,
    ) -> Result<Vec<Finding>, StoreError> {
        self.together(|store| {
            let mut fresh = Vec::new();
            for new in found {
                let Some(finding) = store.insert_finding(new, now)? else { continue };
                for delivery in tell(&finding, finding.story == finding.id) {
                    store.enqueue(&finding.id, &delivery, now)?;
                }
                fresh.push(finding);
            }
            store.staged(capture, Stage::Judged)?;
            if found.is_empty() {
                store.without_page(capture)?;
            }
            Ok(fresh)
        })
    }

    fn insert_finding(&mut self, new: &NewFinding, now: i64) -> Result<Option<Finding>, StoreError> {
        let source = match &new.source {
            Ok(capture) => capture.clone(),
            Err(article) => self.kept(article)?,
        };
        let (source_article, article) = (self.article_of(&source)?, self.article_of(&new.retelling)?);
        let id = match new.kind {
            // A page that retells an article does so in each of its versions.
            Kind::Retelling => name_of(&["retelling", &source_article.id, &article.id]),
            Kind::Revision => name_of(&["revision", &source, &new.retelling]),
        };
        if self.finding(&id)?.is_some() {
            return Ok(None);
        }
        let members: Vec<String> = match new.kind {
            Kind::Retelling => [source_article.id, article.id].into_iter().chain(new.copies.iter().cloned()).collect(),
            Kind::Revision => vec![format!("revision {}", article.id)],
        };
        let story = self.story_of(&members)?.unwrap_or_else(|| id.clone());
        for member in &members {
            let sql = "INSERT INTO members (article, story) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            self.ask(sql, &[member.into(), story.as_str().into()])?;
        }
        let number: Option<i64> = self.first("SELECT MAX(number) FROM findings", &[])?;
        let sql = "INSERT INTO findings (id, number, story, kind, found_at, source, retelling, probability, coverage,
                   silent, settings, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let summary = serde_json::to_string(&new.summary).unwrap_or_default();
        let values = [
            id.as_str().into(),
            (number.unwrap_or(0) + 1).into(),
            story.as_str().into(),
            new.kind.name().into(),
            now.into(),
            source.as_str().into(),
            new.retelling.as_str().into(),
            new.probability.into(),
            new.coverage.into(),
            i64::from(new.silent).into(),
            new.settings.as_str().into(),
            summary.as_str().into(),
        ];
        self.ask(sql, &values)?;
        self.finding(&id)
    }

    /// The capture of an article that came from the archive: one of its address with the same text, else a new one of its
    /// own, so that no version of a page is made that nobody fetched.
    fn kept(&mut self, article: &NewCapture) -> Result<String, StoreError> {
        let own = format!("{ARCHIVED}{}", article.url);
        for url in [&article.url, &own] {
            if let Some(id) = self.version_with(url, &article.article.body)? {
                return Ok(id);
            }
        }
        let capture = self.captured(&NewCapture { url: own, ..article.clone() }, Stage::Archived)?;
        capture.map(|capture| capture.id).ok_or_else(|| self.damaged("a capture is gone".to_owned()))
    }

    fn article_of(&mut self, capture: &str) -> Result<Article, StoreError> {
        let found = self.capture_of(capture)?.map(|capture| capture.article);
        found.ok_or_else(|| self.damaged(format!("there is no capture {capture:?}")))
    }

    /// The oldest story that one of these articles belongs to.
    fn story_of(&mut self, articles: &[String]) -> Result<Option<String>, StoreError> {
        let mut oldest: Option<(i64, String)> = None;
        for article in articles {
            let sql = "SELECT f.number, f.id FROM members m JOIN findings f ON f.id = m.story WHERE m.article = ?1";
            let found = self.all(sql, &[article.into()], |row| Ok((row.next::<i64>()?, row.next::<String>()?)))?;
            oldest = found.into_iter().chain(oldest).min();
        }
        Ok(oldest.map(|(_, story)| story))
    }

    /// The finding of this id.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn finding(&mut self, id: &str) -> Result<Option<Finding>, StoreError> {
        Ok(self.select("WHERE f.id = ?1", &[id.into()])?.into_iter().next())
    }

    /// Findings that are wanted, the newest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn findings(&mut self, search: &Search, limit: usize) -> Result<Vec<Finding>, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut wanted = vec!["1 = 1".to_owned()];
        let mut bound = |condition: &str, value: Option<Value>| {
            if let Some(value) = value {
                values.push(value);
                wanted.push(condition.replace("??", &format!("?{}", values.len())));
            }
        };
        bound("f.kind = ??", search.kind.map(|kind| kind.name().into()));
        bound("f.story = ??", search.story.as_deref().map(Value::from));
        bound("f.number > ??", search.after.map(Value::from));
        bound("f.number < ??", search.before.map(Value::from));
        let ruled = search.ruling.flatten().map(|ruling| ruling.name().into());
        bound(&format!("{LAST_RULING} = ??"), ruled);
        if search.ruling == Some(None) {
            wanted.push(format!("{LAST_RULING} IS NULL"));
        }
        values.push(as_number(limit));
        let rest = format!("WHERE {} ORDER BY f.number DESC LIMIT ?{}", wanted.join(" AND "), values.len());
        self.select(&rest, &values)
    }

    fn select(&mut self, rest: &str, values: &[Value]) -> Result<Vec<Finding>, StoreError> {
        let sql = format!(
            "SELECT f.id, f.number, f.story, f.kind, f.found_at, f.source, s.article, f.retelling, r.article,
             f.probability, f.coverage, f.silent, f.settings, f.summary, {LAST_RULING}
             FROM findings f JOIN captures s ON s.id = f.source JOIN captures r ON r.id = f.retelling {rest}"
        );
        self.all(&sql, values, finding)
    }
}

fn finding(row: &mut Row) -> Result<Finding, String> {
    Ok(Finding {
        id: row.next()?,
        number: row.next()?,
        story: row.next()?,
        kind: Kind::named(&row.next::<String>()?)?,
        found_at: row.next()?,
        source: side(row)?,
        retelling: side(row)?,
        probability: row.next()?,
        coverage: row.next()?,
        silent: row.next::<i64>()? != 0,
        settings: row.next()?,
        summary: serde_json::from_str(&row.next::<String>()?).map_err(|e| format!("evidence is broken: {e}"))?,
        ruling: row.next::<Option<String>>()?.map(|name| Ruling::named(&name)).transpose()?,
    })
}

fn side(row: &mut Row) -> Result<Side, String> {
    let capture = row.next()?;
    let article = stored::from_text(&row.next::<String>()?)?;
    Ok(Side {
        capture,
        article: article.id,
        headline: article.headline,
        publisher: article.publisher,
        published: article.published,
        url: article.url,
    })
}
