//! Parquet: what a row becomes, and what is said of a broken file.

use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use retold::Article;
use retold_formats::{Format, ReadError, read_all};
use std::sync::Arc;

const SCHEMA: &str = "message article {
  required binary id (UTF8);
  optional binary text (UTF8);
  optional int64 published (TIMESTAMP(MICROS, true));
  optional int32 day (DATE);
  optional group authors (LIST) { repeated group list { optional binary element (UTF8); } }
  optional group meta { optional double score; }
  optional binary picture;
}";

/// A file of `groups` groups of three rows each.
fn written(compression: Compression, groups: usize) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).expect("the schema is sound"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("memory can be written");
    for group in 0..groups {
        write_group(&mut writer, group).expect("memory can be written");
    }
    writer.into_inner().expect("memory can be written")
}

fn write_group(writer: &mut SerializedFileWriter<Vec<u8>>, group: usize) -> parquet::errors::Result<()> {
    let text = |texts: &[&str]| texts.iter().map(|t| ByteArray::from(*t)).collect::<Vec<_>>();
    let ids = [format!("{group}-a"), format!("{group}-b"), format!("{group}-c")];
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut rows = writer.next_row_group()?;
    let mut at = 0;
    while let Some(mut column) = rows.next_column()? {
        match at {
            0 => column.typed::<ByteArrayType>().write_batch(&text(&ids), None, None)?,
            1 => {
                let texts = text(&["The ferry sailed again.", "The mill burned down."]);
                column.typed::<ByteArrayType>().write_batch(&texts, Some(&[1, 0, 1]), None)?
            }
            2 => column.typed::<Int64Type>().write_batch(&[1_933_309_800_000_000], Some(&[1, 0, 0]), None)?,
            3 => column.typed::<Int32Type>().write_batch(&[22_376, -36_008], Some(&[1, 0, 1]), None)?,
            4 => {
                let names = text(&["Ada Quill", "Tom Reed"]);
                column.typed::<ByteArrayType>().write_batch(&names, Some(&[3, 3, 0, 1]), Some(&[0, 1, 0, 0]))?
            }
            5 => column.typed::<DoubleType>().write_batch(&[0.5, f64::NAN], Some(&[2, 0, 2]), None)?,
            _ => {
                let bytes = [ByteArray::from(vec![0xff, 0xfe])];
                column.typed::<ByteArrayType>().write_batch(&bytes, Some(&[1, 0, 0]), None)?
            }
        };
        column.close()?;
        at += 1;
    }
    rows.close()?;
    Ok(())
}

fn read(bytes: &[u8]) -> Vec<Result<Article, ReadError>> {
    Format::Parquet.read(bytes, "in.parquet").collect()
}

#[test]
fn rows_become_articles_under_every_compression() {
    let all = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
    ];
    for compression in all {
        let rows = read(&written(compression, 50));
        assert_eq!(rows.len(), 150, "{compression:?}");
        let first = rows[0].as_ref().expect("the first row is an article");
        assert_eq!((first.id.as_str(), first.body.as_str()), ("0-a", "The ferry sailed again."));
        assert_eq!(first.published.as_deref(), Some("2031-04-07T06:30:00Z"));
        assert_eq!(first.byline, ["Ada Quill", "Tom Reed"]);
        let other = [("day", "\"2031-04-07\""), ("meta.score", "0.5")];
        assert_eq!(first.other, other.map(|(name, json)| (name.to_owned(), json.to_owned())));
        let second = rows[1].as_ref().expect_err("it has no text");
        assert_eq!(second.to_string(), "in.parquet: row 2: \"text\" is missing");
        assert_eq!(second.record(), Some("{\"id\":\"0-b\"}"));
        let third = rows[149].as_ref().expect("the last row is an article");
        assert_eq!((third.id.as_str(), third.body.as_str()), ("49-c", "The mill burned down."));
        assert_eq!(third.other, [("day".to_owned(), "\"1871-06-01\"".to_owned())]);
    }
}

#[test]
fn a_file_is_read_by_its_name_and_without_it() {
    let folder = std::env::temp_dir().join(format!("retold-parquet-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for name in ["rows.parquet", "rows"] {
        let path = folder.join(name);
        std::fs::write(&path, written(Compression::SNAPPY, 2)).expect("a file can be written");
        assert_eq!(read_all(&path).flatten().count(), 4, "{name}");
    }
    std::fs::write(folder.join("text.parquet"), "no rows at all").expect("a file can be written");
    let said: Vec<String> =
        read_all(folder.join("text.parquet")).map(|r| r.expect_err("it is text").to_string()).collect();
    assert!(said.len() == 1 && said[0].contains("not Parquet"), "{said:?}");
    std::fs::remove_dir_all(&folder).expect("the folder was just made");
}

#[test]
fn a_truncated_file_says_so() {
    let whole = written(Compression::SNAPPY, 2);
    for length in [0, 3, 8, 11, 12, whole.len() / 2, whole.len() - 1] {
        let rows = read(&whole[..length]);
        let error = rows[0].as_ref().expect_err("the directory is gone");
        assert!(rows.len() == 1 && error.breaks_off(), "{length}: {error}");
        assert!(error.to_string().starts_with("in.parquet: cannot be read: not Parquet: "), "{error}");
    }
}

#[test]
fn a_broken_group_is_named_and_the_next_one_read() {
    let mut bytes = written(Compression::ZSTD(ZstdLevel::default()), 3);
    let frames: Vec<usize> = memchr::memmem::find_iter(&bytes, b"\x28\xb5\x2f\xfd").collect();
    bytes[frames[0]] = 0;
    let rows = read(&bytes);
    let error = rows[0].as_ref().expect_err("its first page is broken");
    assert!(error.to_string().starts_with("in.parquet: row group 1: cannot be read: "), "{error}");
    assert!(!error.breaks_off());
    assert_eq!(rows[1].as_ref().map(|a| a.id.as_str()).ok(), Some("1-a"));
    assert_eq!(rows[2].as_ref().map_err(ToString::to_string), Err("in.parquet: row 5: \"text\" is missing".to_owned()));
    assert_eq!(rows.len(), 7);
}

#[test]
fn columns_without_a_text_are_no_articles() {
    let schema = Arc::new(parse_message_type("message m { required int64 number; }").expect("the schema is sound"));
    let writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("memory can be written");
    let bytes = writer.into_inner().expect("memory can be written");
    let rows = read(&bytes);
    let said = rows[0].as_ref().expect_err("there are no articles in it").to_string();
    assert_eq!(said, "in.parquet: cannot be read: not Parquet: no column \"id\" or no column \"text\" in it");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn flipped_bytes_end_in_articles_or_errors(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), kind in 0..3_usize) {
        let compression = [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())][kind];
        let mut bytes = written(compression, 2);
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= value;
        }
        let rows = read(&bytes);
        prop_assert!(rows.len() <= 8);
        for row in rows {
            match row {
                Ok(article) => prop_assert!(article.body.contains(char::is_alphanumeric)),
                Err(error) => prop_assert!(!error.to_string().contains('\n')),
            }
        }
    }
}
