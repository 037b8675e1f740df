//! IDX, the format of MNIST: 0, 0, what a number is, how many dimensions, their sizes, then the numbers, the highest byte first.
//!
//! # Source
//!
//! The MNIST page of LeCun, Cortes and Burges.

use crate::limits::MOST_BYTES;
use crate::refusal::{Place, Refusal};
use crate::table::{Cells, Kind, Table};

/// Whether bytes begin as an IDX file does.
pub(crate) const fn is_idx(bytes: &[u8]) -> bool {
    matches!(bytes, [0, 0, 0x08..=0x0e, 1..=4, ..])
}

/// What an IDX file can hold here.
pub(crate) enum Idx {
    /// Images, or points.
    Table(Table),
    /// A class for each of another file's.
    Labels(Vec<u8>),
}

/// Reads a file of images or labels.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Idx, Refusal> {
    let refuse = |byte, expected: &str, found: String| Refusal::new(file, Place::Byte(byte), expected, found);
    let kind = match bytes[2] {
        0x08 => Kind::U8,
        0x0c => Kind::I32,
        0x0d => Kind::F32,
        0x0e => Kind::F64,
        other => return Err(refuse(2, "numbers of kind 08, 0c, 0d or 0e", format!("kind {other:02x}"))),
    };
    let dimensions = usize::from(bytes[3]);
    let header = 4 + 4 * dimensions;
    if bytes.len() < header {
        return Err(refuse(bytes.len(), &format!("{dimensions} sizes of 4 bytes"), "the end of the file".into()));
    }
    let shape: Vec<usize> =
        bytes[4..header].as_chunks::<4>().0.iter().map(|&size| u32::from_be_bytes(size) as usize).collect();
    let numbers = shape.iter().fold(1_usize, |all, &size| all.saturating_mul(size));
    let expected = numbers.saturating_mul(kind.size());
    let body = &bytes[header..];
    if body.len() != expected || expected > MOST_BYTES {
        let promised = format!("{expected} bytes of numbers, which its sizes {shape:?} promise");
        return Err(refuse(header, &promised, format!("{} bytes", body.len())));
    }
    let cells = Cells { bytes: body.to_vec(), kind, big: true };
    if dimensions == 1 {
        return match kind {
            Kind::U8 => Ok(Idx::Labels(body.to_vec())),
            _ => Err(refuse(2, "labels of one byte each, kind 08", format!("kind {:02x}", bytes[2]))),
        };
    }
    Table::new(file, &shape, cells, false).map(Idx::Table)
}
