//! What Retold knows of each language: abbreviations, irregular words, cue lists. One file a language.

mod english;
mod phrases;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use phrases::Phrases;

/// A language whose texts are taken apart with its own rules. Other languages are aligned by words and numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, of any country.
    English,
}

impl Language {
    /// All languages with rules.
    pub const ALL: [Language; 1] = [Self::English];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The language of a tag, if there are rules for it: "en-GB" is English.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        Self::ALL.into_iter().find(|l| l.tag() == primary)
    }

    /// The rules of the language.
    pub fn rules(self) -> &'static Rules {
        static ENGLISH: LazyLock<Rules> = LazyLock::new(|| Rules::parse(&english::LISTS));
        match self {
            Self::English => &ENGLISH,
        }
    }
}

/// The word lists of a language as they stand in its data files: one entry a line, `#` for a remark.
pub struct Lists {
    /// Abbreviations that never end a sentence: "mr".
    pub leading_abbreviations: &'static str,
    /// Abbreviations that may: "inc".
    pub closing_abbreviations: &'static str,
    /// Words that begin a sentence far more often than they stand inside one.
    pub firm_starters: &'static str,
    /// Other words that often begin a sentence.
    pub starters: &'static str,
    /// Words without content.
    pub stop_words: &'static str,
    /// Verbs of saying, in the forms that follow or precede a speaker.
    pub say_verbs: &'static str,
    /// Words that attribute: a class a line, "class: base forms".
    pub cue_words: &'static str,
    /// Words of closed classes: a class a line, "class: forms".
    pub word_classes: &'static str,
    /// Words that hedge.
    pub hedges: &'static str,
    /// Words that set a condition.
    pub conditions: &'static str,
    /// Heads of phrases for speakers kept unnamed.
    pub unnamed: &'static str,
    /// Verbs that tell of an event: a kind a line, "kind: base forms".
    pub event_verbs: &'static str,
    /// Number words, each with its figure.
    pub number_words: &'static str,
    /// Words, in base form, that make a thing somebody's word.
    pub reporting: &'static str,
    /// Verbs of saying, in base form, that judge the speaker.
    pub loaded: &'static str,
    /// Verbs of saying, in base form, that do not.
    pub plain: &'static str,
    /// Phrases before a reason, one a line.
    pub causes: &'static str,
    /// Phrases before an outcome, one a line.
    pub effects: &'static str,
    /// Phrases before a reason or a time, one a line.
    pub sequels: &'static str,
    /// Words, in base form, that tell of reasons.
    pub reasons: &'static str,
    /// Irregular inflections: base, then its forms.
    pub irregular: &'static str,
    /// Phrases that say how firmly a thing is put: a class a line, "class: phrase, phrase".
    pub certainty: &'static str,
    /// Phrases that deny or turn what follows, likewise.
    pub negation: &'static str,
    /// Phrases that say of how many or how much, likewise.
    pub scope: &'static str,
    /// Words whose exchange moves a time or a firmness, likewise.
    pub shifts: &'static str,
}

/// The word lists of a language, ready for look-up.
pub struct Rules {
    leading: FxHashSet<&'static str>,
    closing: FxHashSet<&'static str>,
    firm_starters: FxHashSet<&'static str>,
    starters: FxHashSet<&'static str>,
    stop_words: FxHashSet<&'static str>,
    say_verbs: FxHashSet<&'static str>,
    cue_words: FxHashMap<String, u8>,
    word_classes: FxHashMap<&'static str, u8>,
    hedges: FxHashSet<&'static str>,
    conditions: FxHashSet<&'static str>,
    unnamed: FxHashSet<&'static str>,
    event_verbs: FxHashSet<String>,
    number_words: FxHashMap<&'static str, &'static str>,
    reporting: FxHashSet<String>,
    loaded: FxHashSet<String>,
    plain: FxHashSet<String>,
    causes: Vec<Connective>,
    reasons: FxHashSet<String>,
    irregular: FxHashMap<&'static str, &'static str>,
    certainty: Phrases,
    negation: Phrases,
    scope: Phrases,
    shifts: Phrases,
}

/// Words that join a thing to its reason or its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connective {
    /// The words, in lower case.
    pub words: Vec<&'static str>,
    /// What they do.
    pub joins: Joins,
}

/// What a connective makes of that which follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joins {
    /// The reason of that which stands before it: "because".
    Reason,
    /// The outcome of that which stands before it: "which led to".
    Outcome,
    /// The reason, or merely what came first: "after".
    Sequel,
}

impl Rules {
    fn parse(lists: &Lists) -> Self {
        let mut irregular = FxHashMap::default();
        for line in entries(lists.irregular) {
            let mut forms = line.split_whitespace();
            if let Some(base) = forms.next() {
                irregular.insert(base, base);
                irregular.extend(forms.map(|form| (form, base)));
            }
        }
        let mut rules = Self {
            leading: words(lists.leading_abbreviations),
            closing: words(lists.closing_abbreviations),
            firm_starters: words(lists.firm_starters),
            starters: words(lists.starters),
            stop_words: words(lists.stop_words),
            say_verbs: words(lists.say_verbs),
            cue_words: FxHashMap::default(),
            word_classes: FxHashMap::default(),
            hedges: words(lists.hedges),
            conditions: words(lists.conditions),
            unnamed: words(lists.unnamed),
            event_verbs: FxHashSet::default(),
            number_words: entries(lists.number_words).filter_map(|line| line.split_once(' ')).collect(),
            reporting: FxHashSet::default(),
            loaded: FxHashSet::default(),
            plain: FxHashSet::default(),
            causes: Vec::new(),
            reasons: FxHashSet::default(),
            irregular,
            certainty: Phrases::default(),
            negation: Phrases::default(),
            scope: Phrases::default(),
            shifts: Phrases::default(),
        };
        rules.reporting = stems(lists.reporting, &rules);
        rules.loaded = stems(lists.loaded, &rules);
        rules.plain = stems(lists.plain, &rules);
        rules.reasons = stems(lists.reasons, &rules);
        let joining = [(lists.causes, Joins::Reason), (lists.effects, Joins::Outcome), (lists.sequels, Joins::Sequel)];
        for (list, joins) in joining {
            let phrases = entries(list).map(|line| line.split_whitespace().collect());
            rules.causes.extend(phrases.map(|words| Connective { words, joins }));
        }
        // The longest phrase first: "as a result of" is not "as a result".
        rules.causes.sort_by_key(|c| std::cmp::Reverse(c.words.len()));
        rules.certainty = Phrases::parse(lists.certainty, &rules);
        rules.negation = Phrases::parse(lists.negation, &rules);
        rules.scope = Phrases::parse(lists.scope, &rules);
        rules.shifts = Phrases::parse(lists.shifts, &rules);
        for (word, class) in classes(lists.word_classes) {
            rules.word_classes.entry(word).or_insert(class);
        }
        for (word, _) in classes(lists.event_verbs) {
            let stem = super::stem(word, &rules);
            rules.event_verbs.insert(stem);
        }
        for (word, class) in classes(lists.cue_words) {
            let stem = super::stem(word, &rules);
            rules.cue_words.entry(stem).or_insert(class);
        }
        rules
    }

    /// Whether a sentence goes on after this abbreviation (lower case, without its full stop).
    pub fn is_leading_abbreviation(&self, word: &str) -> bool {
        self.leading.contains(word)
    }

    /// Whether a sentence may end with this abbreviation (lower case, without its full stop).
    pub fn is_closing_abbreviation(&self, word: &str) -> bool {
        self.closing.contains(word)
    }

    /// Whether this lower-case word often begins a sentence; without capitals to go by, whether it nearly always does.
    pub fn is_starter(&self, word: &str, cased: bool) -> bool {
        self.firm_starters.contains(word) || cased && self.starters.contains(word)
    }

    /// Whether this lower-case word has no content of its own.
    pub fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// Whether this lower-case word is a form of a verb of saying.
    pub fn is_say_verb(&self, word: &str) -> bool {
        self.say_verbs.contains(word)
    }

    /// The class, from 1, of a stem that attributes; 0 for any other.
    pub fn cue_class(&self, stem: &str) -> u8 {
        self.cue_words.get(stem).copied().unwrap_or(0)
    }

    /// Whether this lower-case word puts a thing less firmly than flatly.
    pub fn is_hedge(&self, word: &str) -> bool {
        self.hedges.contains(word)
    }

    /// Whether this lower-case word puts a thing on a condition.
    pub fn is_condition(&self, word: &str) -> bool {
        self.conditions.contains(word)
    }

    /// Whether this lower-case word heads a phrase for a speaker kept unnamed.
    pub fn is_unnamed(&self, word: &str) -> bool {
        self.unnamed.contains(word)
    }

    /// Whether this stem is that of a verb that tells of an event.
    pub fn is_event(&self, stem: &str) -> bool {
        self.event_verbs.contains(stem)
    }

    /// Whether this stem makes what stands with it somebody's word.
    pub fn is_reporting(&self, stem: &str) -> bool {
        self.reporting.contains(stem)
    }

    /// Whether this stem is that of a verb of saying that judges the speaker.
    pub fn is_loaded(&self, stem: &str) -> bool {
        self.loaded.contains(stem)
    }

    /// Whether this stem is that of a verb of saying that does not judge the speaker.
    pub fn is_plain(&self, stem: &str) -> bool {
        self.plain.contains(stem)
    }

    /// Whether this stem tells of reasons.
    pub fn is_reason(&self, stem: &str) -> bool {
        self.reasons.contains(stem)
    }

    /// Phrases that join a thing to its reason or its outcome, longest first.
    pub fn connectives(&self) -> &[Connective] {
        &self.causes
    }

    /// The closed class, from 1, of a lower-case word; 0 for any other.
    pub fn word_class(&self, word: &str) -> u8 {
        self.word_classes.get(word).copied().unwrap_or(0)
    }

    /// The figure of a number word: "8" for "eight" and "eighth".
    pub fn figure(&self, word: &str) -> Option<&'static str> {
        self.number_words.get(word).copied()
    }

    /// Phrases that say how firmly a thing is put.
    pub fn certainty(&self) -> &Phrases {
        &self.certainty
    }

    /// Phrases that deny or turn what follows.
    pub fn negation(&self) -> &Phrases {
        &self.negation
    }

    /// Phrases that say of how many or how much a thing is said.
    pub fn scope(&self) -> &Phrases {
        &self.scope
    }

    /// Words whose exchange moves a time or a firmness.
    pub fn shifts(&self) -> &Phrases {
        &self.shifts
    }

    /// The base of an irregular form.
    pub fn irregular(&self, word: &str) -> Option<&'static str> {
        self.irregular.get(word).copied()
    }
}

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn stems(list: &'static str, rules: &Rules) -> FxHashSet<String> {
    entries(list).flat_map(str::split_whitespace).map(|word| super::stem(word, rules)).collect()
}

fn words(list: &'static str) -> FxHashSet<&'static str> {
    entries(list).flat_map(str::split_whitespace).collect()
}

/// Each word of a list of classes with the number of its class, from 1. The first class that names a word has it.
fn classes(list: &'static str) -> impl Iterator<Item = (&'static str, u8)> {
    entries(list).zip(1u8..).flat_map(|(line, class)| {
        let members = line.split_once(':').map_or("", |(_, members)| members);
        members.split_whitespace().map(move |word| (word, class))
    })
}
