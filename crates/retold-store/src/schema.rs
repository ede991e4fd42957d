//! The tables, as steps from each format to the next. A step that was released is never changed.

/// Statements that lead from the format of the step's place to the next one. They hold for both databases: SQLite takes
/// any name of a type.
pub(crate) const STEPS: &[&[&str]] = &[WATCH, DESK];

/// The format of this release.
pub(crate) const FORMAT: i64 = STEPS.len() as i64;

/// Every table but `retold_store`, in an order in which they can be filled.
pub(crate) const TABLES: &[&str] =
    &["feeds", "pages", "captures", "findings", "members", "deliveries", "rulings", "notes"];

/// Which format a store has.
pub(crate) const MARK: &str = "CREATE TABLE IF NOT EXISTS retold_store (format BIGINT NOT NULL)";

/// What a watch remembers.
const WATCH: &[&str] = &[
    "CREATE TABLE feeds (
        address TEXT PRIMARY KEY, added_at BIGINT NOT NULL, checked_at BIGINT, due_at BIGINT NOT NULL,
        failures BIGINT NOT NULL, etag TEXT, modified TEXT, fault TEXT)",
    "CREATE TABLE pages (
        url TEXT PRIMARY KEY, feed TEXT NOT NULL, first_at BIGINT NOT NULL, checked_at BIGINT, due_at BIGINT,
        failures BIGINT NOT NULL, etag TEXT, modified TEXT, fault TEXT)",
    "CREATE INDEX pages_due ON pages (due_at)",
    "CREATE TABLE captures (
        id TEXT PRIMARY KEY, url TEXT NOT NULL, version BIGINT NOT NULL, captured_at BIGINT NOT NULL,
        stage BIGINT NOT NULL, text_sha256 TEXT NOT NULL, page_sha256 TEXT, headers TEXT NOT NULL,
        article TEXT NOT NULL, page BYTEA, UNIQUE (url, version))",
    "CREATE INDEX captures_stage ON captures (stage)",
    "CREATE TABLE findings (
        id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, story TEXT NOT NULL, kind TEXT NOT NULL,
        found_at BIGINT NOT NULL, source TEXT NOT NULL, retelling TEXT NOT NULL, probability DOUBLE PRECISION NOT NULL,
        coverage DOUBLE PRECISION NOT NULL, silent BIGINT NOT NULL, settings TEXT NOT NULL, summary TEXT NOT NULL)",
    "CREATE INDEX findings_story ON findings (story)",
    "CREATE TABLE members (article TEXT PRIMARY KEY, story TEXT NOT NULL)",
    "CREATE TABLE deliveries (
        id TEXT PRIMARY KEY, finding TEXT NOT NULL, channel TEXT NOT NULL, body TEXT NOT NULL,
        created_at BIGINT NOT NULL, due_at BIGINT NOT NULL, attempts BIGINT NOT NULL, delivered_at BIGINT, fault TEXT)",
    "CREATE INDEX deliveries_due ON deliveries (delivered_at, due_at)",
];

/// What the people at the desk said.
const DESK: &[&str] = &[
    "CREATE TABLE rulings (
        id TEXT PRIMARY KEY, finding TEXT NOT NULL, ruling TEXT NOT NULL, ruled_by TEXT NOT NULL, ruled_at BIGINT NOT NULL)",
    "CREATE INDEX rulings_finding ON rulings (finding)",
    "CREATE TABLE notes (
        id TEXT PRIMARY KEY, finding TEXT NOT NULL, words TEXT NOT NULL, written_by TEXT NOT NULL,
        written_at BIGINT NOT NULL)",
    "CREATE INDEX notes_finding ON notes (finding)",
];
