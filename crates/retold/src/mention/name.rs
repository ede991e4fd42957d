//! Names of people, organisations and other things: runs of capitalised words with what stands before them.

use std::collections::{BTreeSet, HashMap};

use super::name_run::{Runs, runs};
use super::name_words::is_organisation_word;
use super::same_name::{initials, is_short_form};
use super::spot::Spot;
use super::{gazetteer, name_run::Run};
use crate::span::Span;
use crate::text::{Reading, Rules};

/// A name at one place of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name without a title.
    pub spot: Spot,
    /// The name with its title or role: "Culture Secretary Ann Low".
    pub titled: Span,
    /// Its words in lower case, without titles, marks and possessives.
    pub words: Vec<String>,
    /// Title or role before it, in lower case: "culture secretary", "mr".
    pub title: Vec<String>,
    /// Role told after it, in lower case: "Ann Low, chief executive of ...".
    pub role: Vec<String>,
    /// Where that role stands; empty where none does.
    pub role_span: Span,
    /// What it most likely names.
    pub kind: NameKind,
    /// Which of [`Names::entities`] it names.
    pub entity: usize,
}

/// What a name most likely names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A firm, an authority, a party, a club.
    Organisation,
    /// A place, its people or its adjective.
    Place,
    /// A work, a product, an event, or what cannot be told.
    Other,
}

/// One person or thing that an article names, by whatever form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The words of its fullest form.
    pub words: Vec<String>,
    /// What it most likely is.
    pub kind: NameKind,
    /// Titles and roles that stand before it anywhere in the article, each once, in order.
    pub titles: Vec<Vec<String>>,
    /// How often it is named.
    pub count: usize,
}

/// All names of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// In order of the body.
    pub mentions: Vec<Name>,
    /// What they name.
    pub entities: Vec<Entity>,
}

/// All names of an article, short forms gathered under the full ones; tokens that are `taken` name nothing.
pub fn names(reading: &Reading, rules: &Rules, taken: &[bool]) -> Names {
    let Runs { runs, sentences } = runs(reading, rules, taken);
    let mut mentions: Vec<Name> = runs.into_iter().zip(sentences).map(|(run, s)| name(reading, &run, s)).collect();
    let entities = gather(&mut mentions);
    Names { mentions, entities }
}

fn name(reading: &Reading, run: &Run, sentence: Option<usize>) -> Name {
    let spot = Spot::of(reading, sentence, run.start..run.end);
    let titled = reading.tokens[run.title_start].span.cover(spot.span);
    let words = words_of(reading, run.start..run.end);
    let title = words_of(reading, run.title_start..run.start);
    let kind = kind_of(&words, &title, run.is_acronym);
    let role = words_of(reading, run.role.clone());
    let role_span = Spot::of(reading, sentence, run.role.clone()).span;
    Name { spot, titled, words, title, role, role_span, kind, entity: 0 }
}

fn words_of(reading: &Reading, tokens: std::ops::Range<usize>) -> Vec<String> {
    let alphanumeric = |w: &str| w.starts_with(char::is_alphanumeric);
    reading.tokens[tokens].iter().map(|t| &t.lower).filter(|w| alphanumeric(w)).cloned().collect()
}

fn kind_of(words: &[String], title: &[String], is_acronym: bool) -> NameKind {
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    let titled = !title.is_empty();
    if !titled && gazetteer::place(&words.join(" ")).is_some_and(|p| p.kind != gazetteer::PlaceKind::CommonWord) {
        return NameKind::Place;
    }
    if words.len() > 1 && (is_organisation_word(last) || is_organisation_word(first)) {
        return NameKind::Organisation;
    }
    if titled {
        return NameKind::Person;
    }
    if words.len() > 1 && words.len() < 5 && gazetteer::is_given_name(first) {
        return NameKind::Person;
    }
    if is_acronym { NameKind::Organisation } else { NameKind::Other }
}

/// Gathers the forms of one name, longest first, and gives every mention the number of its entity. Short forms that
/// fit several entities go to the one named last before them.
fn gather(mentions: &mut [Name]) -> Vec<Entity> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(mentions[*at].words.len()), *at));
    let mut groups: Vec<Group> = Vec::new();
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_initials: HashMap<String, usize> = HashMap::new();
    for at in order {
        let mention = &mentions[at];
        let group = find_group(&groups, &by_word, mention, at).or_else(|| {
            mention.words.first().filter(|_| mention.words.len() == 1).and_then(|w| by_initials.get(w).copied())
        });
        let group = group.unwrap_or_else(|| {
            let number = groups.len();
            for word in &mention.words {
                by_word.entry(word.clone()).or_default().push(number);
            }
            if mention.words.len() > 1 {
                by_initials.entry(initials(&mention.words)).or_insert(number);
            }
            groups.push(Group { words: mention.words.clone(), kind: mention.kind, members: BTreeSet::new() });
            number
        });
        groups[group].members.insert(at);
    }
    finish(groups, mentions)
}

struct Group {
    words: Vec<String>,
    kind: NameKind,
    members: BTreeSet<usize>,
}

fn find_group(groups: &[Group], by_word: &HashMap<String, Vec<usize>>, mention: &Name, at: usize) -> Option<usize> {
    let candidates = by_word.get(mention.words.first()?)?;
    let last_before = |g: usize| groups[g].members.range(..=at).next_back().copied();
    candidates
        .iter()
        .copied()
        .filter(|g| groups[*g].words == mention.words || fits(&groups[*g], mention))
        // The same words first, then whoever was named last before, then whoever is named first.
        .max_by_key(|g| (groups[*g].words == mention.words, last_before(*g), std::cmp::Reverse(*g)))
}

fn fits(group: &Group, mention: &Name) -> bool {
    let places_apart = (group.kind == NameKind::Place) != (mention.kind == NameKind::Place);
    // "Bradford" the city is not "Bradford & Bingley", but "Jordan" may be "Ann Jordan".
    let person = group.kind == NameKind::Person && mention.words.last() == group.words.last();
    is_short_form(&mention.words, &group.words) && (!places_apart || person)
}

/// Entities in the order in which they are first named.
fn finish(mut groups: Vec<Group>, mentions: &mut [Name]) -> Vec<Entity> {
    groups.sort_by_key(|g| g.members.first().copied());
    let mut entities = Vec::with_capacity(groups.len());
    for group in groups {
        let person = group.members.iter().any(|m| mentions[*m].kind == NameKind::Person);
        let kind = if person { NameKind::Person } else { group.kind };
        let mut titles: Vec<Vec<String>> = Vec::new();
        for &member in &group.members {
            let mention = &mut mentions[member];
            mention.entity = entities.len();
            mention.kind = kind;
            if !mention.title.is_empty() && !titles.contains(&mention.title) {
                titles.push(mention.title.clone());
            }
        }
        entities.push(Entity { words: group.words, kind, titles, count: group.members.len() });
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn read(text: &str) -> (Reading, Names) {
        let reading = Reading::new(Article::new("", text), Language::English);
        let found = crate::mention::Mentions::of(&reading, Language::English.rules()).names;
        (reading, found)
    }

    fn named(text: &str) -> Vec<String> {
        let (reading, found) = read(text);
        found.mentions.iter().map(|n| n.spot.span.of(&reading.article.body).to_owned()).collect()
    }

    #[test]
    fn names_are_runs_of_capitals() {
        for (text, expected) in [
            (
                "Yesterday Ann Low of Harlow Group met Mr. J. K. Hill in Paris.",
                &["Ann Low", "Harlow Group", "J. K. Hill", "Paris"][..],
            ),
            ("UK Prime Minister Ann Low spoke.", &["UK", "Ann Low"]),
            ("The Bank of Elmshire and Marsh & Moss agreed.", &["Bank of Elmshire", "Marsh & Moss"]),
            ("Talks between Russia-Ukraine envoys and Al Moss-Green began.", &["Russia", "Ukraine", "Al Moss-Green"]),
            ("Analysts like it. Growth was slow.", &[]),
            ("He heard it on Radio Elm 4 in Moss's house.", &["Radio Elm 4", "Moss"]),
            ("Secretary of State Rob Marsh left.", &["Rob Marsh"]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn short_forms_name_the_same() {
        let (_, found) = read(
            "Culture Secretary Ann Low met the Elmshire National Committee. Mrs Low said the E.N.C. agreed. Director Rob Marsh \
             saw Low leave. Marsh stayed.",
        );
        let entity = |words: &str| found.mentions.iter().find(|n| n.words.join(" ") == words).map(|n| n.entity);
        assert_eq!(entity("ann low"), entity("low"));
        assert_eq!(entity("elmshire national committee"), entity("enc"));
        assert_eq!(entity("rob marsh"), entity("marsh"));
        assert_ne!(entity("rob marsh"), entity("low"));
        let low = &found.entities[entity("ann low").unwrap()];
        assert_eq!(low.kind, NameKind::Person);
        assert_eq!(low.titles.len(), 2);
    }
}
