//! One column of a Parquet file: its cells, some rows at a time, as the values of a record's field.

use crate::published;
use crate::record::Stated;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescriptor;
use std::borrow::Cow;

/// The cell of a row; None where nothing stands in it.
type Cell = Option<Stated<'static>>;

/// A column of an open group of rows.
pub(super) struct Column {
    pub(super) name: String,
    reader: ColumnReader,
    shape: Shape,
}

/// How deep the values lie, and what numbers mean.
struct Shape {
    definition: i16,
    repetition: i16,
    meaning: Meaning,
}

/// What a whole number stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Itself,
    Days,
    /// A time in milliseconds divided by so many: of the world, or of a clock in an unknown place.
    Time(i64, Clock),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    Universal,
    /// It says too little: its day is kept.
    Local,
}

/// The name of a column: of a list, the list's own.
pub(super) fn name_of(column: &ColumnDescriptor) -> String {
    let parts = column.path().parts();
    match parts {
        [name, middle, _] if matches!(middle.as_str(), "list" | "bag" | "array") => name.clone(),
        parts => parts.join("."),
    }
}

impl Column {
    /// The column at a place of a group.
    pub(super) fn of(group: &dyn RowGroupReader, at: usize) -> Result<Self, ParquetError> {
        let column = group.metadata().column(at);
        // The crate takes it for granted, and panics.
        let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
        if start.min(column.compressed_size()) < 0 {
            return Err(ParquetError::General("a column that begins before the file".to_owned()));
        }
        let descriptor = column.column_descr();
        let shape = Shape {
            definition: descriptor.max_def_level(),
            repetition: descriptor.max_rep_level(),
            meaning: meaning(descriptor),
        };
        Ok(Self { name: name_of(descriptor), reader: group.get_column_reader(at)?, shape })
    }

    /// The cells of the next rows.
    pub(super) fn cells(&mut self, rows: usize) -> Result<Vec<Cell>, ParquetError> {
        let (shape, meaning) = (&self.shape, self.shape.meaning);
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => cells(reader, shape, rows, |value| json(value)),
            ColumnReader::Int32ColumnReader(reader) => {
                cells(reader, shape, rows, |value| whole(i64::from(*value), meaning))
            }
            ColumnReader::Int64ColumnReader(reader) => cells(reader, shape, rows, |value| whole(*value, meaning)),
            ColumnReader::Int96ColumnReader(reader) => {
                cells(reader, shape, rows, |value| whole(value.to_millis(), Meaning::Time(1, Clock::Local)))
            }
            ColumnReader::FloatColumnReader(reader) => {
                cells(reader, shape, rows, |value| value.is_finite().then(|| json(value)).flatten())
            }
            ColumnReader::DoubleColumnReader(reader) => {
                cells(reader, shape, rows, |value| value.is_finite().then(|| json(value)).flatten())
            }
            ColumnReader::ByteArrayColumnReader(reader) => cells(reader, shape, rows, text),
            // Decimals and other bytes of a fixed length say nothing of an article.
            ColumnReader::FixedLenByteArrayColumnReader(reader) => cells(reader, shape, rows, |_| None),
        }
    }
}

fn cells<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    shape: &Shape,
    rows: usize,
    show: impl Fn(&T::T) -> Cell,
) -> Result<Vec<Cell>, ParquetError> {
    let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
    reader.read_records(rows, Some(&mut definitions), Some(&mut repetitions), &mut values)?;
    let mut values = values.iter().map(show);
    let is_there = |level: &i16| *level == shape.definition;
    if shape.repetition > 0 {
        let mut lists: Vec<Vec<String>> = Vec::new();
        for (definition, repetition) in definitions.iter().zip(&repetitions) {
            if *repetition == 0 {
                lists.push(Vec::new());
            }
            let value = if is_there(definition) { values.next().flatten() } else { None };
            if let (Some(list), Some(value)) = (lists.last_mut(), value) {
                list.push(value.json());
            }
        }
        let joined = |list: Vec<String>| Stated::Json(Cow::Owned(format!("[{}]", list.join(","))));
        return Ok(lists.into_iter().map(|list| (!list.is_empty()).then(|| joined(list))).collect());
    }
    if shape.definition == 0 {
        return Ok(values.collect());
    }
    Ok(definitions.iter().map(|level| if is_there(level) { values.next().flatten() } else { None }).collect())
}

fn json(value: impl ToString) -> Cell {
    Some(Stated::Json(Cow::Owned(value.to_string())))
}

fn text(value: &ByteArray) -> Cell {
    value.as_utf8().ok().map(|text| Stated::Text(text.to_owned()))
}

/// A whole number, or the date or time it stands for.
fn whole(value: i64, meaning: Meaning) -> Cell {
    const MILLISECONDS_A_DAY: i64 = 86_400_000;
    let day = |milliseconds| Some(published::from_milliseconds(milliseconds)?.split('T').next()?.to_owned());
    let time = match meaning {
        Meaning::Itself => return json(value),
        Meaning::Days => day(value.checked_mul(MILLISECONDS_A_DAY)?)?,
        Meaning::Time(in_millisecond, Clock::Universal) => {
            published::from_milliseconds(value.div_euclid(in_millisecond))?
        }
        Meaning::Time(in_millisecond, Clock::Local) => day(value.div_euclid(in_millisecond))?,
    };
    Some(Stated::Text(time))
}

fn meaning(column: &ColumnDescriptor) -> Meaning {
    if let Some(LogicalType::Timestamp(stamp)) = column.logical_type_ref() {
        let in_millisecond = match stamp.unit {
            TimeUnit::MILLIS => 1,
            TimeUnit::MICROS => 1_000,
            TimeUnit::NANOS => 1_000_000,
        };
        let clock = if stamp.is_adjusted_to_u_t_c { Clock::Universal } else { Clock::Local };
        return Meaning::Time(in_millisecond, clock);
    }
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Meaning::Days,
        (_, ConvertedType::TIMESTAMP_MICROS) => Meaning::Time(1_000, Clock::Universal),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Meaning::Time(1, Clock::Universal),
        _ => Meaning::Itself,
    }
}
