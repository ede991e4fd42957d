//! The outputs of families.

/// Output formats of families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FamilyOutput {
    /// For a person at a terminal.
    Terminal,
    /// For other programs, by the published schema: one family a line.
    JsonLines,
    /// For Graphviz.
    Dot,
    /// For network programs: Gephi, Cytoscape, yEd, networkx.
    GraphMl,
    /// For programs that draw trees: one tree a line.
    Newick,
    /// For editors of texts: a critical apparatus by TEI P5.
    Tei,
    /// For annotation tools: W3C Web Annotations, one change a line.
    Annotation,
    /// For a spreadsheet: one descent a row.
    Csv,
    /// One picture of all family trees.
    Svg,
    /// One self-contained file for a browser, for mailing and for print.
    Html,
}

impl FamilyOutput {
    /// All outputs, in the order they are listed.
    pub const ALL: [FamilyOutput; 10] = [
        Self::Terminal,
        Self::JsonLines,
        Self::Dot,
        Self::GraphMl,
        Self::Newick,
        Self::Tei,
        Self::Annotation,
        Self::Csv,
        Self::Svg,
        Self::Html,
    ];

    /// The word that stands for the output on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::JsonLines => "jsonl",
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Newick => "newick",
            Self::Tei => "tei",
            Self::Annotation => "annotation",
            Self::Csv => "csv",
            Self::Svg => "svg",
            Self::Html => "html",
        }
    }

    /// One line for a help text.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Terminal => "family trees for a person",
            Self::JsonLines => "one family a line, for other programs, by the published schema",
            Self::Dot => "trees for Graphviz",
            Self::GraphMl => "trees for network programs",
            Self::Newick => "one tree a line, for programs that draw trees",
            Self::Tei => "a critical apparatus by TEI P5: who keeps, changes or drops what the root says",
            Self::Annotation => "W3C Web Annotations: one change a line",
            Self::Csv => "one descent a row, for a spreadsheet",
            Self::Svg => "a picture of the trees over time",
            Self::Html => "one self-contained file for a browser, for mailing and for print",
        }
    }

    /// The output that a file of this name is, by its extension; `None` for one that is not known.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" => Self::Terminal,
            "jsonl" | "ndjson" => Self::JsonLines,
            "dot" | "gv" => Self::Dot,
            "graphml" => Self::GraphMl,
            "nwk" | "newick" | "tree" => Self::Newick,
            "xml" | "tei" => Self::Tei,
            "jsonld" => Self::Annotation,
            "csv" => Self::Csv,
            "svg" => Self::Svg,
            "html" | "htm" => Self::Html,
            _ => return None,
        })
    }
}
