//! Undoes gzip and zstd, told by their first bytes, and stops at a bomb.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Cursor, Error, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Compressed files inside one another: a compressed folder of compressed files is as deep as honest ones go.
const MOST_LAYERS: usize = 2;

/// A packed input may unpack to this many times its size. Text packs to a third or a tenth, the same page over and over
/// to some hundredth; gzip cannot go beyond 1,032, zstd goes beyond 10,000.
const HONEST_RATIO: u64 = 200;

/// So many bytes may come out whatever went in.
const ALWAYS_ALLOWED: u64 = 32 << 20;

/// Bytes that are looked at to tell what an input is.
const SNIFFED: usize = 8 << 10;

const BUFFER: usize = 64 << 10;

/// An input that can move to another thread.
pub(crate) type Input<'i> = Box<dyn BufRead + Send + 'i>;

/// An input with its first bytes, which are still to be read from it.
pub(crate) struct Sniffed<'i> {
    pub(crate) head: Vec<u8>,
    pub(crate) input: Input<'i>,
}

/// `input` as it was before it was packed. Every byte taken from it is counted in `taken`.
pub(crate) fn unpack<'i>(input: impl Read + Send + 'i, taken: Arc<AtomicU64>) -> io::Result<Sniffed<'i>> {
    let counted = Counted { input, taken: taken.clone() };
    let mut sniffed = sniff(Box::new(BufReader::with_capacity(BUFFER, counted)))?;
    for _ in 0..MOST_LAYERS {
        let unpacked: Box<dyn Read + Send + 'i> = if sniffed.head.starts_with(b"\x1f\x8b") {
            Box::new(Gzip(MultiGzDecoder::new(sniffed.input)))
        } else if is_zstd(&sniffed.head) {
            Box::new(Zstd::new(sniffed.input))
        } else {
            break;
        };
        let guarded = Guarded { input: unpacked, given: 0, taken: taken.clone() };
        sniffed = sniff(Box::new(BufReader::with_capacity(BUFFER, guarded)))?;
    }
    Ok(sniffed)
}

/// Looks at the first bytes of an input.
pub(crate) fn sniff(mut input: Input<'_>) -> io::Result<Sniffed<'_>> {
    let mut head = Vec::with_capacity(SNIFFED);
    input.by_ref().take(SNIFFED as u64).read_to_end(&mut head)?;
    let input = Box::new(Cursor::new(head.clone()).chain(input));
    Ok(Sniffed { head, input })
}

/// A zstd frame, or a frame that zstd skips.
fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(b"\x28\xb5\x2f\xfd")
        || (head.len() > 8 && (0x50..=0x5f).contains(&head[0]) && head[1..4] == *b"\x2a\x4d\x18")
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Ends with an error when more comes out than an honest archive of the bytes taken so far could hold.
struct Guarded<R> {
    input: R,
    given: u64,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.given += read as u64;
        let taken = self.taken.load(Ordering::Relaxed);
        if self.given > ALWAYS_ALLOWED.saturating_add(taken.saturating_mul(HONEST_RATIO)) {
            return Err(Error::new(
                ErrorKind::InvalidData,
                format!("{taken} bytes unpack to more than {} MiB: no honest archive does", self.given >> 20),
            ));
        }
        Ok(read)
    }
}

/// gzip, with an error that says what happened.
struct Gzip<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|cause| match cause.kind() {
            ErrorKind::UnexpectedEof => Error::new(ErrorKind::InvalidData, "the gzip stream breaks off"),
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                Error::new(ErrorKind::InvalidData, format!("the gzip stream is broken: {cause}"))
            }
            _ => cause,
        })
    }
}

/// zstd: frames one after another, skippable ones among them.
struct Zstd<R> {
    input: R,
    decoder: FrameDecoder,
    /// A frame is open.
    inside: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(input: R) -> Self {
        Self { input, decoder: FrameDecoder::new(), inside: false }
    }

    /// Opens the next frame, skips a skippable one, or says that there is none.
    fn open(&mut self) -> io::Result<bool> {
        if self.input.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.decoder.init(&mut self.input) {
            Ok(()) => self.inside = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                io::copy(&mut self.input.by_ref().take(u64::from(length)), &mut io::sink())?;
            }
            Err(cause) => return Err(broken(&cause)),
        }
        Ok(true)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                if !self.open()? {
                    return Ok(0);
                }
                continue;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one_block = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.input, one_block).map_err(|cause| broken(&cause))?;
            }
            self.inside = self.decoder.can_collect() > 0 || !self.decoder.is_finished();
            if self.inside {
                return self.decoder.read(buffer);
            }
        }
    }
}

fn broken(cause: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidData, format!("the zstd stream is broken or breaks off: {cause}"))
}
