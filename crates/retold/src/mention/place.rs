//! Places: names that the gazetteer knows.

use super::gazetteer::{self, PlaceKind};
use super::name::{NameKind, Names};
use super::spot::Spot;

/// A place that an article names, by its own name or by that of its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceName {
    /// Where it stands.
    pub spot: Spot,
    /// What all names of the place share: "GB" for Britain, the UK and British.
    pub id: String,
    /// ISO code of the country it lies in; empty for regions of the world.
    pub country: String,
    /// What kind of place.
    pub kind: PlaceKind,
}

/// The places among the names of an article, in order.
pub fn places(names: &Names) -> Vec<PlaceName> {
    let places = names.mentions.iter().filter(|n| n.kind == NameKind::Place);
    places.filter_map(|n| place_named(&n.words.join(" "), n.spot)).collect()
}

/// The place of a name in lower case, if the gazetteer has it.
pub fn place_named(name: &str, spot: Spot) -> Option<PlaceName> {
    let found = gazetteer::place(name)?;
    let id = found.id.map_or_else(|| name.to_uppercase().replace(' ', "-"), str::to_owned);
    Some(PlaceName { spot, id, country: found.country.to_owned(), kind: found.kind })
}

impl PlaceName {
    /// Whether one is the other or lies in it: Leeds and Britain. Regions of the world hold everything for all that is
    /// known here.
    pub fn may_hold(&self, other: &PlaceName) -> bool {
        let region = |p: &PlaceName| p.kind == PlaceKind::Region;
        self.id == other.id
            || region(self) != region(other)
            || !self.country.is_empty() && self.country == other.country && (self.is_country() || other.is_country())
    }

    fn is_country(&self) -> bool {
        self.id == self.country
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::Mentions;
    use crate::{
        Article,
        text::{Language, Reading},
    };

    #[test]
    fn places_hold_each_other() {
        let text = "They flew from Leeds to Britain, to France and to Asia, with British and Austrian friends.";
        let reading = Reading::new(Article::new("", text), Language::English);
        let places = Mentions::of(&reading, Language::English.rules()).places;
        let ids: Vec<&str> = places.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["LEEDS", "GB", "FR", "ASIA", "GB", "AT"]);
        assert!(places[0].may_hold(&places[1]) && places[1].may_hold(&places[4]));
        assert!(!places[0].may_hold(&places[2]) && !places[1].may_hold(&places[5]));
    }
}
