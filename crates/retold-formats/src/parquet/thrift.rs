//! Thrift's compact encoding, as far as it takes to look at a header before the Parquet crate believes it.

/// Structures stand at most this deep inside one another in any header of the format: four.
const DEEPEST: usize = 16;

/// The kind of a value, as the encoding numbers it.
pub(super) const STRUCT: u8 = 12;
const LIST: u8 = 9;
const SET: u8 = 10;

/// Bytes that are read from the front. Every method is None when they end or make no sense.
#[derive(Clone, Debug)]
pub(super) struct Compact<'b>(pub(super) &'b [u8]);

impl Compact<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A whole number with a sign.
    pub(super) fn number(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// The next field of a structure: its number, counted from the one before, and the kind of its value. The inner
    /// None is the structure's end.
    pub(super) fn field(&mut self, before: &mut i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        *before = match byte >> 4 {
            0 => self.number()?,
            delta => *before + i64::from(delta),
        };
        Some(Some((*before, byte & 0x0f)))
    }

    /// The number of members of a list and their kind.
    pub(super) fn list(&mut self) -> Option<(u64, u8)> {
        let byte = self.byte()?;
        let count = if byte >> 4 == 15 { self.varint()? } else { u64::from(byte >> 4) };
        Some((count, byte & 0x0f))
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self, kind: u8) -> Option<()> {
        self.skip_at(kind, 0)
    }

    fn skip_at(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            1 | 2 => {}
            3 => self.skip_bytes(1)?,
            4..=6 => {
                self.varint()?;
            }
            7 => self.skip_bytes(8)?,
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.skip_bytes(length)?;
            }
            LIST | SET => {
                let (count, member) = self.list()?;
                for _ in 0..count {
                    // A truth value fills a byte of its own in a list.
                    self.skip_at(if matches!(member, 1 | 2) { 3 } else { member }, depth + 1)?;
                }
            }
            STRUCT => {
                let mut before = 0;
                while let Some((_, kind)) = self.field(&mut before)? {
                    self.skip_at(kind, depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn skip_bytes(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.get(count..)?;
        Some(())
    }
}
