//! NPY, NumPy's array format: numbers of any width and byte order that f64 holds exactly, in C or Fortran order.

use crate::error::DataError;
use autoencoder_lab_own::{NpyHeader, Place, Refusal};

/// An array read from an NPY file: every number as f64, exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct NpyArray {
    /// The sizes, outermost first.
    pub shape: Vec<usize>,
    /// The values in C order, whatever the order in the file.
    pub values: Vec<f64>,
}

/// What a refusal calls it.
const WHAT: &str = "NPY array";

/// The largest size up to which f64 holds every whole number: 2⁵³.
const EXACT: u64 = 1 << 53;

/// Reads an NPY file of version 1, 2 or 3 that holds f64, f32, or whole numbers of 8 to 64 bits.
///
/// # Errors
///
/// [`DataError::Npy`] for another format or type, a header that is cut short, or a whole number beyond 2⁵³, which f64 would round;
/// [`DataError::Length`] for fewer or more numbers than the header promises.
pub fn read_npy(bytes: &[u8]) -> Result<NpyArray, DataError> {
    let NpyHeader { shape, is_fortran, descr, length } = NpyHeader::read(WHAT, bytes).map_err(DataError::Npy)?;
    let values = decode(&bytes[length..], &shape, &descr)?;
    let values = if is_fortran { in_c_order(&values, &shape) } else { values };
    Ok(NpyArray { shape, values })
}

fn decode(data: &[u8], shape: &[usize], descr: &str) -> Result<Vec<f64>, DataError> {
    let refuse = |expected, found| DataError::Npy(Refusal::new(WHAT, Place::Whole, expected, found));
    let unread = || refuse("numbers of type f8, f4, i8, i4, i2, i1, u8, u4, u2 or u1", descr);
    let (order, kind) = descr.split_at_checked(1).ok_or_else(unread)?;
    // One byte has no order, and more without one would be in that of an unknown machine.
    let big = match (order, kind) {
        ("|" | "<", "i1" | "u1") | ("<", _) => false,
        (">", _) => true,
        _ => return Err(unread()),
    };
    let values = match kind {
        "f8" => numbers(data, shape, big, |b| Some(f64::from_le_bytes(b)))?,
        "f4" => numbers(data, shape, big, |b| Some(f64::from(f32::from_le_bytes(b))))?,
        "i8" => numbers(data, shape, big, |b| {
            let value = i64::from_le_bytes(b);
            (value.unsigned_abs() <= EXACT).then_some(value as f64)
        })?,
        "u8" => numbers(data, shape, big, |b| {
            let value = u64::from_le_bytes(b);
            (value <= EXACT).then_some(value as f64)
        })?,
        "i4" => numbers(data, shape, big, |b| Some(f64::from(i32::from_le_bytes(b))))?,
        "u4" => numbers(data, shape, big, |b| Some(f64::from(u32::from_le_bytes(b))))?,
        "i2" => numbers(data, shape, big, |b| Some(f64::from(i16::from_le_bytes(b))))?,
        "u2" => numbers(data, shape, big, |b| Some(f64::from(u16::from_le_bytes(b))))?,
        "i1" => numbers(data, shape, big, |b| Some(f64::from(i8::from_le_bytes(b))))?,
        "u1" => numbers(data, shape, big, |b| Some(f64::from(u8::from_le_bytes(b))))?,
        _ => return Err(unread()),
    };
    values.into_iter().collect::<Option<_>>().ok_or_else(|| refuse("whole numbers up to 2^53", "a larger one"))
}

/// Numbers of N bytes each, as many as `shape` has; `read` takes them with the lowest byte first.
fn numbers<const N: usize>(
    data: &[u8],
    shape: &[usize],
    big: bool,
    read: fn([u8; N]) -> Option<f64>,
) -> Result<Vec<Option<f64>>, DataError> {
    let expected = shape.iter().fold(N, |bytes, &size| bytes.saturating_mul(size));
    if data.len() != expected {
        return Err(DataError::Length { what: "NPY data".into(), expected, found: data.len() });
    }
    let low_first = |&bytes: &[u8; N]| {
        let mut bytes = bytes;
        if big {
            bytes.reverse();
        }
        bytes
    };
    Ok(data.as_chunks::<N>().0.iter().map(|bytes| read(low_first(bytes))).collect())
}

/// The values of an array that is stored with its first index running fastest.
fn in_c_order(stored: &[f64], shape: &[usize]) -> Vec<f64> {
    let mut ordered = stored.to_vec();
    for (at, value) in stored.iter().enumerate() {
        let (mut rest, mut place, mut row) = (at, 0, stored.len());
        for &size in shape {
            row /= size;
            place += rest % size * row;
            rest /= size;
        }
        ordered[place] = *value;
    }
    ordered
}
