//! What every page has around its content.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use retold::Article;
use retold_report::Page;

use crate::asset::assets;
use crate::site::Site;

/// The parts of the site, in the order of its navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Trace,
    Compare,
    Claims,
    Archive,
    Family,
    Watch,
    Api,
}

impl Part {
    const ALL: [Part; 7] =
        [Self::Trace, Self::Compare, Self::Claims, Self::Archive, Self::Family, Self::Watch, Self::Api];

    fn name(self) -> &'static str {
        match self {
            Self::Trace => "Trace",
            Self::Compare => "Compare",
            Self::Claims => "Claims",
            Self::Archive => "Archive",
            Self::Family => "Family",
            Self::Watch => "Watch",
            Self::Api => "API",
        }
    }

    fn address(self) -> &'static str {
        match self {
            Self::Trace => "/",
            Self::Compare => "/compare",
            Self::Claims => "/claims",
            Self::Archive => "/archive",
            Self::Family => "/families",
            Self::Watch => "/watch",
            Self::Api => "/api",
        }
    }
}

/// A page to be framed.
pub(super) struct Leaf {
    /// What stands in the browser's title.
    pub(super) title: String,
    /// The part of the site it belongs to, if any.
    pub(super) part: Option<Part>,
    /// Whether it shows a comparison, which has a script of its own.
    pub(super) compares: bool,
    /// Whether it shows a family tree, which has a style of its own.
    pub(super) draws: bool,
    /// What it holds.
    pub(super) content: Page,
}

impl Leaf {
    /// A page of a part, yet without content.
    pub(super) fn new(part: Part, title: impl Into<String>) -> Self {
        Self { title: title.into(), part: Some(part), compares: false, draws: false, content: Page::default() }
    }

    /// The answer.
    pub(super) fn answer(self, site: &Site) -> Response {
        let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        (StatusCode::OK, headers, self.framed(site).finish()).into_response()
    }

    fn framed(self, site: &Site) -> Page {
        let mut page = Page::default();
        self.head(&mut page);
        page.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
        self.banner(&mut page, site);
        page.raw("<main id=\"main\" tabindex=\"-1\">\n").append(self.content);
        page.raw("</main>\n<footer class=\"colophon\">\n<p>Retold finds out how one text was made from another. Whether that was ");
        page.raw("right is for people to say.</p>\n<p>").text(concat!("retold ", env!("CARGO_PKG_VERSION")));
        page.raw("</p>\n</footer>\n</body>\n</html>\n");
        page
    }

    fn head(&self, page: &mut Page) {
        let files = assets();
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>").text(&self.title);
        page.raw(" · Retold</title>\n<link rel=\"stylesheet\"").attribute("href", &files.style.address());
        if self.draws {
            page.raw(">\n<link rel=\"stylesheet\"").attribute("href", &files.family_style.address());
        }
        page.raw(">\n<link rel=\"icon\" type=\"image/svg+xml\"").attribute("href", &files.icon.address()).raw(">\n");
        let scripts = [Some(&files.script), Some(&files.report_script).filter(|_| self.compares)];
        for script in scripts.into_iter().flatten() {
            page.raw("<script defer").attribute("src", &script.address()).raw("></script>\n");
        }
        page.raw("</head>\n");
    }

    fn banner(&self, page: &mut Page, site: &Site) {
        page.raw("<header class=\"banner\">\n<p class=\"nameplate\"><a href=\"/\">Retold</a></p>\n<nav aria-label=\"Pages\"><ul>\n");
        for part in Part::ALL {
            page.raw("<li><a").attribute("href", part.address());
            if self.part == Some(part) {
                page.raw(" aria-current=\"page\"");
            }
            page.raw(">").raw(part.name()).raw("</a></li>\n");
        }
        page.raw("</ul></nav>\n");
        if site.needs_token() {
            page.raw("<form class=\"leave\" method=\"post\" action=\"/logout\"><button class=\"quiet\">Sign out</button></form>\n");
        }
        page.raw("</header>\n");
    }
}

/// What an article goes by: its headline, else the first line of its text, else its id.
pub(super) fn title_of(article: &Article) -> &str {
    /// Longer first lines are no headlines.
    const LONGEST: usize = 160;
    let first = article.body.lines().map(str::trim).find(|line| !line.is_empty());
    let short = first.filter(|line| line.chars().count() <= LONGEST);
    article.headline.as_deref().map(str::trim).filter(|line| !line.is_empty()).or(short).unwrap_or(&article.id)
}

/// The facts of an article on one line: "Sedge Wire · 16 February 2031 · wire-7".
pub(super) fn facts_of(page: &mut Page, article: &Article) {
    let mut first = true;
    let mut between = |page: &mut Page| {
        if !std::mem::take(&mut first) {
            page.raw(" · ");
        }
    };
    if let Some(publisher) = &article.publisher {
        between(page);
        page.text(publisher);
    }
    if let Some(published) = &article.published {
        between(page);
        time_of(page, published);
    }
    between(page);
    page.raw("<span class=\"id\">").text(&article.id).raw("</span>");
}

/// A date for a person, with the date for programs beside it. What is no date is shown as it is.
pub(super) fn time_of(page: &mut Page, published: &str) {
    let day = published.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    match day {
        Some(day) => {
            page.raw("<time").attribute("datetime", published).raw(">").value(day.day()).raw(" ");
            page.raw(MONTHS.get(day.month() as usize - 1).copied().unwrap_or_default());
            page.raw(" ").value(day.year()).raw("</time>");
        }
        None => {
            page.text(published);
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number of articles with commas: "23,228".
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A bar that shows a share.
pub(super) fn meter(page: &mut Page, share: f64) {
    let part = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    page.raw("<svg class=\"meter\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    page.raw("<rect class=\"track\" width=\"100\" height=\"6\"/><rect class=\"fill\" height=\"6\"");
    page.attribute("width", &format!("{:.1}", part * 100.0)).raw("/></svg>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_for_people() {
        assert_eq!([0, 999, 1000, 23_228, 1_000_000].map(grouped), ["0", "999", "1,000", "23,228", "1,000,000"]);
        let shown = |date: &str| {
            let mut page = Page::default();
            time_of(&mut page, date);
            page.finish()
        };
        assert_eq!(shown("2031-02-06T09:00:00Z"), "<time datetime=\"2031-02-06T09:00:00Z\">6 February 2031</time>");
        assert_eq!(shown("<b>soon"), "&lt;b&gt;soon");
    }
}
