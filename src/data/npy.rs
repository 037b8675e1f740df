//! NPY, NumPy's array format, as far as reference traces need it: version 1, little-endian, C order.
//!
//! # Source
//!
//! NumPy Enhancement Proposal 1.

use crate::error::DataError;

/// An array read from an NPY file: every number as f64, which holds f32, i32 and i8 exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct NpyArray {
    /// The sizes, outermost first.
    pub shape: Vec<usize>,
    /// The values in C order.
    pub values: Vec<f64>,
}

/// Reads an NPY file of f64, f32, i32 or i8.
///
/// # Errors
///
/// [`DataError::Npy`] for another format or type, [`DataError::Length`] for a file that is cut short or too long.
pub fn read_npy(bytes: &[u8]) -> Result<NpyArray, DataError> {
    let malformed = |expected, found: &str| DataError::Npy { expected, found: found.into() };
    let body = bytes
        .strip_prefix(b"\x93NUMPY\x01\x00")
        .ok_or_else(|| malformed("a file of NPY version 1", "another beginning"))?;
    let (length, body) =
        body.split_first_chunk::<2>().ok_or_else(|| malformed("a file with a header", "the end of the file"))?;
    let length = usize::from(u16::from_le_bytes(*length));
    if body.len() < length {
        return Err(DataError::Length { what: "NPY header".into(), expected: length, found: body.len() });
    }
    let (header, data) = body.split_at(length);
    let header = String::from_utf8_lossy(header);
    if entry(&header, "fortran_order").is_none_or(|value| !value.starts_with("False")) {
        return Err(malformed("in C order", header.trim()));
    }
    let shape = entry(&header, "shape")
        .and_then(|value| value.strip_prefix('('))
        .and_then(|value| value.split(')').next())
        .ok_or_else(|| malformed("given a shape", header.trim()))?
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty())
        .map(str::parse)
        .collect::<Result<Vec<usize>, _>>()
        .map_err(|_| malformed("given a shape of whole numbers", header.trim()))?;
    let descr = entry(&header, "descr").unwrap_or_default();
    let values = match descr.split('\'').nth(1).unwrap_or_default() {
        "<f8" => decode(data, &shape, f64::from_le_bytes)?,
        "<f4" => decode(data, &shape, |b| f64::from(f32::from_le_bytes(b)))?,
        "<i4" => decode(data, &shape, |b| f64::from(i32::from_le_bytes(b)))?,
        "|i1" => decode(data, &shape, |b| f64::from(i8::from_le_bytes(b)))?,
        other => return Err(malformed("of type <f8, <f4, <i4 or |i1", other)),
    };
    Ok(NpyArray { shape, values })
}

/// What follows `'key':` in the header, a Python dictionary literal.
fn entry<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let after = header.split(&format!("'{key}'")).nth(1)?;
    Some(after.trim_start().strip_prefix(':')?.trim_start())
}

fn decode<const N: usize>(data: &[u8], shape: &[usize], read: fn([u8; N]) -> f64) -> Result<Vec<f64>, DataError> {
    let expected = shape.iter().fold(N, |bytes, &size| bytes.saturating_mul(size));
    let (values, rest) = data.as_chunks::<N>();
    if data.len() != expected || !rest.is_empty() {
        return Err(DataError::Length { what: "NPY data".into(), expected, found: data.len() });
    }
    Ok(values.iter().map(|&bytes| read(bytes)).collect())
}
