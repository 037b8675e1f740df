//! NPY, NumPy's array format, as far as a table of images or points needs it.
//!
//! # Source
//!
//! NumPy Enhancement Proposal 1, and the documentation of `numpy.lib.format` for versions 2 and 3.

use crate::limits::MOST_BYTES;
use crate::refusal::{Place, Refusal};
use crate::table::{Cells, Kind, Table, check_shape, classes};

const MAGIC: &[u8; 6] = b"\x93NUMPY";

/// A header is a line; one that says to be longer than this is none.
const LONGEST_HEADER: usize = 65_536;

/// Whether bytes begin as an NPY file does.
pub(crate) fn is_npy(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// What a file says of its numbers.
struct Header {
    shape: Vec<usize>,
    is_fortran: bool,
    /// What its numbers are, if they are read here.
    kind: Option<Kind>,
    /// Bytes of one.
    size: usize,
    descr: String,
    big: bool,
    /// Where the numbers begin.
    length: usize,
}

/// Reads an array of two or three dimensions.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Table, Refusal> {
    let header = header(file, bytes)?;
    let Header { shape, is_fortran, kind, big, descr, .. } = &header;
    check_shape(file, shape)?;
    let Some(kind) = *kind else {
        let expected = "numbers of type u8, i32, f32 or f64 (convert them: x.astype('float32'))";
        return Err(Refusal::new(file, Place::Byte(MAGIC.len()), expected, format!("“{descr}”")));
    };
    let body = body(file, bytes, &header)?.to_vec();
    Table::new(file, shape, Cells { bytes: body, kind, big: *big }, *is_fortran)
}

/// The classes in an array of one dimension, if that is what it is; of any type, as each value stands for itself.
pub(crate) fn labels(file: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let header = header(file, bytes).ok()?;
    let [count] = header.shape[..] else { return None };
    let body = body(file, bytes, &header).ok().filter(|_| count > 0 && header.size > 0)?;
    classes(body.chunks_exact(header.size))
}

/// The numbers, as many as the header promises.
fn body<'a>(file: &str, bytes: &'a [u8], header: &Header) -> Result<&'a [u8], Refusal> {
    let expected = header.shape.iter().fold(header.size, |all, &size| all.saturating_mul(size));
    let body = &bytes[header.length..];
    if body.len() != expected || expected > MOST_BYTES {
        let promised = format!("{expected} bytes of numbers, which its shape {:?} promises", header.shape);
        return Err(Refusal::new(file, Place::Byte(header.length), promised, format!("{} bytes", body.len())));
    }
    Ok(body)
}

fn header(file: &str, bytes: &[u8]) -> Result<Header, Refusal> {
    let refuse = |byte, expected: &str, found: String| Refusal::new(file, Place::Byte(byte), expected, found);
    let (start, length) = match bytes[MAGIC.len().min(bytes.len())..] {
        [1, 0, a, b, ..] => (10, usize::from(u16::from_le_bytes([a, b]))),
        [2 | 3, 0, a, b, c, d, ..] => (12, u32::from_le_bytes([a, b, c, d]) as usize),
        _ => return Err(refuse(6, "NPY of version 1, 2 or 3 with a header", "something else".into())),
    };
    if length > LONGEST_HEADER {
        return Err(refuse(start, &format!("a header of {LONGEST_HEADER} bytes at most"), format!("one of {length}")));
    }
    if bytes.len() < start + length {
        return Err(refuse(start, &format!("a header of {length} bytes"), format!("{} bytes", bytes.len() - start)));
    }
    let text = String::from_utf8_lossy(&bytes[start..start + length]);
    let said = || text.trim().chars().take(200).collect::<String>();
    let is_fortran = match entry(&text, "fortran_order") {
        Some(value) if value.starts_with("False") => false,
        Some(value) if value.starts_with("True") => true,
        _ => return Err(refuse(start, "a header that says its order", said())),
    };
    let shape = entry(&text, "shape")
        .and_then(|value| value.strip_prefix('('))
        .and_then(|value| value.split(')').next())
        .and_then(|sizes| {
            let sizes = sizes.split(',').map(str::trim).filter(|size| !size.is_empty());
            sizes.map(|size| size.parse().ok()).collect::<Option<Vec<usize>>>()
        })
        .ok_or_else(|| refuse(start, "a header with a shape of whole numbers", said()))?;
    let descr = entry(&text, "descr").and_then(|value| value.strip_prefix(['\'', '"'])).unwrap_or_default();
    let descr = descr.split(['\'', '"']).next().unwrap_or_default();
    let kind = match descr.trim_start_matches(['|', '<', '>']) {
        "u1" | "b1" => Some(Kind::U8),
        "i4" => Some(Kind::I32),
        "f4" => Some(Kind::F32),
        "f8" => Some(Kind::F64),
        _ => None,
    };
    let count: usize = descr.trim_start_matches(|sign: char| !sign.is_ascii_digit()).parse().unwrap_or(0);
    // A character of NumPy's text has four bytes.
    let size = if descr.contains('U') { count.saturating_mul(4) } else { count };
    let (big, descr) = (descr.starts_with('>'), descr.chars().take(40).collect());
    Ok(Header { shape, is_fortran, kind, size, descr, big, length: start + length })
}

/// What follows `'key':` in the header, a Python dictionary literal.
fn entry<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let place = ['\'', '"'].iter().find_map(|quote| header.find(&format!("{quote}{key}{quote}")))?;
    Some(header[place + key.len() + 2..].trim_start().strip_prefix(':')?.trim_start())
}
