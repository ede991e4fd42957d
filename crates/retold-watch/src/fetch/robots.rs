//! robots.txt, by RFC 9309: which pages of a site may be fetched, and how far apart.

use std::time::Duration;

/// The name that rules are looked for by.
const OWN_NAME: &str = "retold";

/// The RFC asks for at least 500 KiB; what is beyond is not read.
pub(super) const LARGEST: usize = 512 << 10;

/// A longer delay than this is not kept: the site would never be read.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The rules of a site for this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    /// Whether a rule allows, and its pattern.
    rules: Vec<(bool, String)>,
    /// The file could not be had: nothing is fetched for now.
    pub(super) unreachable: bool,
    /// How far apart requests are to be.
    pub(super) delay: Option<Duration>,
}

impl Robots {
    /// Of a site whose robots.txt cannot be had for now.
    pub(super) fn closed() -> Self {
        Self { unreachable: true, ..Self::default() }
    }

    /// Reads the rules of groups for this program, or of groups for all where there is none.
    pub(super) fn read(text: &str) -> Self {
        let (mut own, mut all) = (Self::default(), Self::default());
        let (mut has_own, mut named) = (false, Vec::<String>::new());
        let mut in_rules = false;
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    named.clear();
                }
                named.push(product(value));
                continue;
            }
            let is_own = named.iter().any(|name| name == OWN_NAME);
            has_own |= is_own;
            let group = match () {
                () if is_own => &mut own,
                () if named.iter().any(|name| name == "*") => &mut all,
                () => {
                    in_rules |= !named.is_empty() && is_rule(&key);
                    continue;
                }
            };
            in_rules |= is_rule(&key);
            group.rule(&key, value);
        }
        if has_own { own } else { all }
    }

    fn rule(&mut self, key: &str, value: &str) {
        match key {
            // An empty rule forbids nothing.
            "allow" | "disallow" if !value.is_empty() => self.rules.push((key == "allow", value.to_owned())),
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_DELAY.as_secs_f64())));
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched: the longest rule that fits decides, and of two the allowing one.
    pub(super) fn allows(&self, path: &str) -> bool {
        if self.unreachable {
            return false;
        }
        let path = even(path);
        let fitting = self.rules.iter().map(|(allows, pattern)| (even(pattern), *allows));
        let longest = fitting.filter(|(pattern, _)| fits(pattern, &path)).max_by_key(|(p, allows)| (p.len(), *allows));
        longest.is_none_or(|(_, allows)| allows)
    }
}

fn is_rule(key: &str) -> bool {
    matches!(key, "allow" | "disallow" | "crawl-delay")
}

/// The product's name in a line for a user agent, in lower case.
fn product(value: &str) -> String {
    let end = value.find(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_' && c != '*').unwrap_or(value.len());
    value[..end].to_ascii_lowercase()
}

/// The same with every byte that need not be escaped unescaped, and the others in capitals: `%7e` is `~`.
fn even(path: &str) -> String {
    let mut even = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let ahead = bytes.as_slice_of_two();
        match (byte, ahead) {
            (b'%', Some(value)) => {
                bytes.nth(1);
                match value {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => even.push(char::from(value)),
                    _ => even.push_str(&format!("%{value:02X}")),
                }
            }
            (0x80.., _) => even.push_str(&format!("%{byte:02X}")),
            _ => even.push(char::from(byte)),
        }
    }
    even
}

/// Looks ahead for two hexadecimal digits.
trait Ahead {
    fn as_slice_of_two(&self) -> Option<u8>;
}

impl Ahead for std::str::Bytes<'_> {
    fn as_slice_of_two(&self) -> Option<u8> {
        let mut ahead = self.clone();
        let mut digit = || char::from(ahead.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        u8::try_from(high * 16 + low).ok()
    }
}

/// Whether a pattern fits the beginning of a path: `*` is anything, `$` at the end is the end. In time that grows with
/// the product of their lengths, whatever the pattern.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    let mut ends_open = false;
    while let Some(part) = parts.next() {
        ends_open = part.is_empty();
        if whole && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    !whole || rest.is_empty() || ends_open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::read("User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\n");
        for (path, allowed) in [
            ("/", true),
            ("/private", false),
            ("/private/x", false),
            ("/private/open/x", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        let even = Robots::read("User-agent: *\nAllow: /page\nDisallow: /*.htm\n");
        assert!(!even.allows("/page.htm"), "the longer pattern wins");
        assert!(Robots::read("User-agent: *\nDisallow: /p\nAllow: /p\n").allows("/p"), "of two alike the kinder");
    }

    #[test]
    fn own_groups_count_alone_and_together() {
        let text = "User-agent: other\nUser-agent: Retold/2\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nuser-agent: retold\nDisallow: /b\nCrawl-delay: 3";
        let robots = Robots::read(text);
        assert!(!robots.allows("/a") && !robots.allows("/b") && robots.allows("/c"));
        assert_eq!(robots.delay, Some(Duration::from_secs(3)));
        assert!(Robots::read("User-agent: other\nDisallow: /").allows("/x"));
        assert!(Robots::read("User-agent: retoldish\nDisallow: /").allows("/x"));
        assert!(Robots::read("User-agent: retold\nDisallow:\nUser-agent: *\nDisallow: /").allows("/x"));
        assert!(!Robots::closed().allows("/x"));
    }

    #[test]
    fn escapes_do_not_hide_a_path() {
        let robots = Robots::read("User-agent: *\nDisallow: /%7Eada/caf\u{e9}\n");
        assert!(!robots.allows("/~ada/caf%c3%a9") && !robots.allows("/%7eada/caf%C3%A9/x"));
        assert!(robots.allows("/%"), "a broken escape is no rule");
    }

    #[test]
    fn hostile_rules_cost_little() {
        let pattern = "*a".repeat(20_000);
        let robots = Robots::read(&format!("User-agent: *\nDisallow: /{pattern}b\n"));
        assert!(robots.allows(&format!("/{}", "a".repeat(8_000))));
    }
}
