//! The front door: the articles of a file, of a folder or of standard input, whatever their format and packing.

use crate::error::{ReadError, one_line};
use crate::folder::Files;
use crate::format::{Format, Records};
use crate::parquet;
use crate::unpack::{Sniffed, unpack};
use retold::Article;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The articles of one input, one after another; made by [`read_all`]. An error stands for one article or file that
/// could not be read, and the next call goes on behind it as far as that is possible.
pub struct Articles {
    records: Option<Records<'static>>,
    files: Option<Walk>,
    taken: Arc<AtomicU64>,
}

/// A folder that is being read.
struct Walk {
    folder: PathBuf,
    files: Files,
}

impl Articles {
    /// How many bytes of the input were taken so far, packed as they are: of [`input_size`] bytes, to show progress.
    pub fn bytes_read(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Opens the next file of a folder. False when there is none.
    fn open_next(&mut self) -> bool {
        let Some(walk) = &mut self.files else { return false };
        self.records = match walk.files.next() {
            None => return false,
            Some(Err((folder, cause))) => Some(failed(&shown(&folder), cause)),
            Some(Ok(path)) => {
                let id = inside(&walk.folder, &path);
                Some(open(&path, id, &self.taken))
            }
        };
        true
    }
}

impl Iterator for Articles {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(article) = self.records.as_mut().and_then(Iterator::next) {
                return Some(article);
            }
            self.records = None;
            if !self.open_next() {
                return None;
            }
        }
    }
}

/// Reads the articles at `path`: of a file in any format, of every file in a folder and its folders in the order of
/// their names, or of standard input when `path` is `-`.
///
/// gzip and zstd are undone, wherever they are. The name tells the format, and where it does not, the content does. An
/// article without an id of its own is named by its path: the one given, or the one inside the folder. Memory holds one
/// record at a time. Ids are passed on as they are, also when one comes twice.
pub fn read_all(path: impl AsRef<Path>) -> Articles {
    let path = path.as_ref();
    let taken = Arc::new(AtomicU64::new(0));
    let mut articles = Articles { records: None, files: None, taken };
    if path == Path::new("-") {
        let place = "standard input";
        articles.records = Some(opened(io::stdin(), place, None, &articles.taken));
    } else if path.is_dir() {
        articles.files = Some(Walk { folder: path.to_owned(), files: Files::under(path) });
    } else {
        articles.records = Some(open(path, path.display().to_string(), &articles.taken));
    }
    articles
}

/// How many bytes [`read_all`] will take: the size of a file, or of all files in a folder. None where that cannot be
/// known beforehand.
pub fn input_size(path: impl AsRef<Path>) -> Option<u64> {
    let path = path.as_ref();
    let size = |path: &Path| fs::metadata(path).ok().filter(|m| m.is_file()).map(|m| m.len());
    match path.is_dir() {
        true => Some(Files::under(path).flatten().filter_map(|path| size(&path)).sum()),
        false => size(path),
    }
}

/// Reads the first article of the file at `path`, or of standard input when `path` is `-`.
///
/// # Errors
///
/// See [`ReadError`]: a missing file, a folder, binary junk, an empty file, a page with no article, too much of it.
pub fn read_path(path: impl AsRef<Path>) -> Result<Article, ReadError> {
    let path = path.as_ref();
    if path.is_dir() {
        return Err(ReadError::Unreadable { place: shown(path), cause: io::ErrorKind::IsADirectory.into() });
    }
    read_all(path).next().unwrap_or_else(|| Err(empty(shown(path))))
}

/// Reads the first article of `input`, whose format is looked for in its content when it is not given.
///
/// # Errors
///
/// See [`ReadError`].
pub fn read_stream(input: impl BufRead + Send, place: &str, format: Option<Format>) -> Result<Article, ReadError> {
    opened(input, place, format, &Arc::default()).next().unwrap_or_else(|| Err(empty(place.to_owned())))
}

/// Reads every article of `input`, which may be packed; its format is looked for in its content when it is not given.
/// `place` names it in errors and becomes the id of an article that has none.
pub fn read_every<'i>(
    input: impl Read + Send + 'i,
    place: &str,
    format: Option<Format>,
) -> impl Iterator<Item = Result<Article, ReadError>> + Send + 'i {
    opened(input, place, format, &Arc::default())
}

fn empty(place: String) -> ReadError {
    ReadError::NoArticle { place, cause: "the input holds none".to_owned() }
}

/// The articles of one file; `id` names the article of a file that holds one.
fn open(path: &Path, id: String, taken: &Arc<AtomicU64>) -> Records<'static> {
    let place = shown(path);
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(cause) => return failed(&place, cause),
    };
    let format = Format::from_path(path);
    let records: Records<'static> = match format {
        // Its directory is at its end, so it needs the file and not a stream.
        Some(Format::Parquet) | None if parquet::is_parquet(&mut file) => {
            Box::new(parquet::read_file(file, &place, taken.clone()))
        }
        _ => opened(file, &place, format, taken),
    };
    match id == place {
        true => records,
        false => Box::new(records.map(move |read| read.map(|article| renamed(article, &place, &id)))),
    }
}

/// The articles of a stream that may be packed.
fn opened<'i>(
    input: impl Read + Send + 'i,
    place: &str,
    format: Option<Format>,
    taken: &Arc<AtomicU64>,
) -> Records<'i> {
    match unpack(input, taken.clone()) {
        Ok(Sniffed { head, input }) => {
            let format = format.unwrap_or_else(|| Format::from_content(&head));
            let is_utf_16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
            if is_utf_16 && matches!(format, Format::JsonLines | Format::Csv | Format::Ninjs | Format::NewsMl) {
                let cause = format!("{} in UTF-16, which has to be converted to UTF-8", format.name());
                return failed(place, io::Error::new(io::ErrorKind::InvalidData, cause));
            }
            format.records(input, place)
        }
        Err(cause) => failed(place, cause),
    }
}

fn failed<'i>(place: &str, cause: io::Error) -> Records<'i> {
    Box::new(std::iter::once(Err(ReadError::Unreadable { place: place.to_owned(), cause })))
}

/// An article that bears the name of its file gets the one it has inside its folder.
fn renamed(mut article: Article, place: &str, id: &str) -> Article {
    if article.id == place {
        id.clone_into(&mut article.id);
    }
    article
}

/// A path inside a folder, with slashes on every system.
fn inside(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A path for a message: on one line, whatever its name holds.
fn shown(path: &Path) -> String {
    one_line(&path.display().to_string())
}
