//! One published text and the facts known about it. Knows nothing of sentences or words.

/// One published text with what is known about it from outside the text.
///
/// `body` is the text that all spans of a comparison refer to. A headline may stand in `headline`, in the first
/// line of `body`, or in both. Every other field is optional; facts that the body states itself (a byline, a
/// dateline, a copyright line) are found by [`crate::text::Reading`] and need not be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Name of the article in its archive, or the path it was read from.
    pub id: String,
    /// The text. Byte offsets everywhere refer to it.
    pub body: String,
    /// Headline, when it is known from outside the body.
    pub headline: Option<String>,
    /// Names of the authors.
    pub byline: Vec<String>,
    /// Who issued the article (IPTC: provider).
    pub publisher: Option<String>,
    /// RFC 3339 time or date of publication.
    pub published: Option<String>,
    /// BCP 47 tag that the publisher declared.
    pub language: Option<String>,
    /// Lines of credit: contributors, agencies, copyright.
    pub credits: Vec<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Addresses that the article links to.
    pub outbound: Vec<String>,
    /// The series that the article belongs to: a newspaper, a feed, a column. Articles of one series repeat themselves.
    pub series: Option<String>,
    /// What the input says of the article beyond these fields, in its order: the name of a field, and its value as JSON
    /// text.
    pub other: Vec<(String, String)>,
    /// What a reader had to do to the input, in words for a person: "converted from windows-1252".
    pub notes: Vec<String>,
}

impl Article {
    /// An article of which only its id and text are known.
    pub fn new(id: impl Into<String>, body: impl Into<String>) -> Self {
        Self { id: id.into(), body: body.into(), ..Self::default() }
    }

    /// The same article with a headline.
    pub fn with_headline(mut self, headline: impl Into<String>) -> Self {
        self.headline = Some(headline.into());
        self
    }

    /// The same article with its publisher.
    pub fn with_publisher(mut self, publisher: impl Into<String>) -> Self {
        self.publisher = Some(publisher.into());
        self
    }

    /// The same article with the time of its publication, RFC 3339 or a date.
    pub fn with_published(mut self, published: impl Into<String>) -> Self {
        self.published = Some(published.into());
        self
    }
}
