//! NPY, NumPy's array format, as far as a table of images or points needs it.

use crate::limits::MOST_BYTES;
use crate::npy_header::{MAGIC, NpyHeader};
use crate::refusal::{Place, Refusal};
use crate::table::{Cells, Kind, Table, check_shape, classes};

/// Whether bytes begin as an NPY file does.
pub(crate) fn is_npy(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads an array of two or three dimensions.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Table, Refusal> {
    let header = NpyHeader::read(file, bytes)?;
    let NpyHeader { shape, is_fortran, descr, .. } = &header;
    check_shape(file, shape)?;
    let kind = match descr.trim_start_matches(['|', '<', '>']) {
        "u1" | "b1" => Kind::U8,
        "i4" => Kind::I32,
        "f4" => Kind::F32,
        "f8" => Kind::F64,
        _ => {
            let expected = "numbers of type u8, i32, f32 or f64 (convert them: x.astype('float32'))";
            let found = format!("“{}”", descr.chars().take(40).collect::<String>());
            return Err(Refusal::new(file, Place::Byte(MAGIC.len()), expected, found));
        }
    };
    let cells = Cells { bytes: body(file, bytes, &header)?.to_vec(), kind, big: descr.starts_with('>') };
    Table::new(file, shape, cells, *is_fortran)
}

/// The classes in an array of one dimension, if that is what it is; of any type, as each value stands for itself.
pub(crate) fn labels(file: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let header = NpyHeader::read(file, bytes).ok()?;
    let ([count], size) = (&header.shape[..], size(&header.descr)) else { return None };
    let body = body(file, bytes, &header).ok().filter(|_| *count > 0 && size > 0)?;
    classes(body.chunks_exact(size))
}

/// Bytes of one value.
fn size(descr: &str) -> usize {
    let count: usize = descr.trim_start_matches(|sign: char| !sign.is_ascii_digit()).parse().unwrap_or(0);
    // A character of NumPy's text has four bytes.
    if descr.contains('U') { count.saturating_mul(4) } else { count }
}

/// The numbers, as many as the header promises.
fn body<'a>(file: &str, bytes: &'a [u8], header: &NpyHeader) -> Result<&'a [u8], Refusal> {
    let expected = header.shape.iter().fold(size(&header.descr), |all, &size| all.saturating_mul(size));
    let body = &bytes[header.length..];
    if body.len() != expected || expected > MOST_BYTES {
        let promised = format!("{expected} bytes of numbers, which its shape {:?} promises", header.shape);
        return Err(Refusal::new(file, Place::Byte(header.length), promised, format!("{} bytes", body.len())));
    }
    Ok(body)
}
