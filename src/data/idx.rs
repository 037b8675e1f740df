//! IDX, the format of MNIST: a big-endian magic number, the sizes, then one byte a value.
//!
//! # Source
//!
//! The MNIST page of LeCun, Cortes and Burges; magic 0x00000803 for images, 0x00000801 for labels.

use crate::error::DataError;

const IMAGES: u32 = 0x0000_0803;
const LABELS: u32 = 0x0000_0801;

/// The pixels of an IDX image file and its three sizes: images, rows, columns.
pub(super) fn read_images(bytes: &[u8]) -> Result<(&[u8], [usize; 3]), DataError> {
    let body = strip_magic(bytes, IMAGES, "images")?;
    let (sizes, pixels) = read_sizes::<3>(body, "images")?;
    let expected = sizes.iter().fold(1, |pixels: usize, &size| pixels.saturating_mul(size));
    expect_length(pixels, expected, "images")?;
    Ok((pixels, sizes))
}

/// The labels of an IDX label file.
pub(super) fn read_labels(bytes: &[u8]) -> Result<&[u8], DataError> {
    let body = strip_magic(bytes, LABELS, "labels")?;
    let ([count], labels) = read_sizes::<1>(body, "labels")?;
    expect_length(labels, count, "labels")?;
    Ok(labels)
}

fn strip_magic<'a>(bytes: &'a [u8], expected: u32, what: &'static str) -> Result<&'a [u8], DataError> {
    let Some((magic, body)) = bytes.split_first_chunk::<4>() else {
        return Err(DataError::Magic { what, expected, found: format!("only {} bytes", bytes.len()) });
    };
    let magic = u32::from_be_bytes(*magic);
    if magic == expected { Ok(body) } else { Err(DataError::Magic { what, expected, found: format!("{magic:#010x}") }) }
}

fn read_sizes<'a, const N: usize>(body: &'a [u8], what: &'static str) -> Result<([usize; N], &'a [u8]), DataError> {
    let missing = || DataError::Length { what: format!("{what} header"), expected: 4 * N, found: body.len() };
    let mut sizes = [0; N];
    let mut rest = body;
    for size in &mut sizes {
        let (bytes, after) = rest.split_first_chunk::<4>().ok_or_else(missing)?;
        *size = u32::from_be_bytes(*bytes) as usize;
        rest = after;
    }
    Ok((sizes, rest))
}

fn expect_length(values: &[u8], expected: usize, what: &str) -> Result<(), DataError> {
    if values.len() == expected {
        Ok(())
    } else {
        Err(DataError::Length { what: what.into(), expected, found: values.len() })
    }
}
