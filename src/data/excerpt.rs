//! An excerpt: some images of a data set at one size, in few bytes, so that a page need not wait for all of them.
//!
//! `www/data/README.md` has the format. What it leaves to gzip is what gzip does well: where there is ink is a picture of
//! lines; how much is next to noise, so its low bytes stand together, and the high bits are packed.

use super::pixels::Ink;
use crate::config::Collection;
use crate::error::DataError;

/// Some images of a data set.
pub(super) struct Excerpt {
    /// Their side in pixels.
    pub(super) side: usize,
    /// Image after image, side² numbers each: sums where the side is not the data set's own.
    pub(super) ink: Ink,
    /// The class of each.
    pub(super) labels: Vec<u8>,
    /// Which rows of the data set they are, in ascending order.
    pub(super) rows: Vec<usize>,
}

const MAGIC: &[u8; 4] = b"ael1";

/// The bytes of an excerpt.
pub(super) fn write(&Collection { images, side: own, .. }: &Collection, excerpt: &Excerpt) -> Vec<u8> {
    let Excerpt { side, ink, labels, rows } = excerpt;
    assert!(rows.is_sorted_by(|a, b| a < b), "rows come in ascending order");
    let values: Vec<u16> = match ink {
        Ink::Bytes(ink) => ink.iter().map(|&byte| byte.into()).collect(),
        Ink::Sums(ink) => ink.clone(),
        Ink::Numbers(_) => unreachable!("no file holds points"),
    };
    assert!(values.iter().all(|&value| value < 1024), "a pixel has ten bits");
    let mut body = Vec::new();
    body.extend((images as u16).to_be_bytes());
    body.extend((*side as u16).to_be_bytes());
    body.extend(packed((0..images).map(|row| rows.binary_search(&row).is_ok().into()), 1));
    body.extend(labels);
    body.extend(values.chunks(*side).flat_map(|line| packed(line.iter().map(|&value| u8::from(value > 0)), 1)));
    let inked: Vec<u16> = values.into_iter().filter(|&value| value > 0).collect();
    if *side < own {
        body.extend(packed(inked.iter().map(|value| (value >> 8) as u8), 2));
    }
    body.extend(inked.iter().map(|&value| value as u8));
    [MAGIC.as_slice(), &(body.len() as u32).to_be_bytes(), &body].concat()
}

/// Reads an excerpt of a collection.
pub(super) fn read(&Collection { images, side: own, .. }: &Collection, bytes: &[u8]) -> Result<Excerpt, DataError> {
    let mut rest = bytes;
    let magic = take(&mut rest, 4)?;
    if magic != MAGIC {
        return Err(malformed("a file that begins with \"ael1\"".into(), format!("{:#010x}", number(magic))));
    }
    let length = number(take(&mut rest, 4)?);
    if rest.len() != length {
        return Err(malformed(format!("{length} bytes behind its header"), rest.len().to_string()));
    }
    let found = number(take(&mut rest, 2)?);
    let side = number(take(&mut rest, 2)?);
    if found != images || side == 0 || side > own {
        let expected = format!("of {images} images of {own}×{own} at most");
        return Err(malformed(expected, format!("{found} of {side}×{side}")));
    }
    let rows = ones(take(&mut rest, images.div_ceil(8))?, images);
    let labels = take(&mut rest, rows.len())?.to_vec();
    let inked = ones(take(&mut rest, rows.len() * side * side.div_ceil(8))?, side);
    let high = take(&mut rest, if side < own { inked.len().div_ceil(4) } else { 0 })?;
    let low = take(&mut rest, inked.len())?;
    if !rest.is_empty() {
        return Err(malformed("at an end behind its last pixel".into(), format!("{} bytes more", rest.len())));
    }
    let pixels = rows.len() * side * side;
    let ink = if side == own {
        let mut ink = vec![0; pixels];
        for (&pixel, &low) in inked.iter().zip(low) {
            ink[pixel] = low;
        }
        Ink::Bytes(ink)
    } else {
        let mut ink = vec![0; pixels];
        for (place, (&pixel, &low)) in inked.iter().zip(low).enumerate() {
            let high = high[place / 4] >> (6 - place % 4 * 2) & 3;
            ink[pixel] = u16::from(high) << 8 | u16::from(low);
        }
        Ink::Sums(ink)
    };
    Ok(Excerpt { side, ink, labels, rows })
}

/// A big-endian number.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, &byte| number << 8 | usize::from(byte))
}

/// Where the bits are that are set, in lines of `length` bits, each of which begins a byte.
fn ones(bytes: &[u8], length: usize) -> Vec<usize> {
    let count: u32 = bytes.iter().map(|byte| byte.count_ones()).sum();
    let mut places = Vec::with_capacity(count as usize);
    for (line, bytes) in bytes.chunks_exact(length.div_ceil(8)).enumerate() {
        for place in 0..length {
            if bytes[place / 8] << (place % 8) & 0x80 != 0 {
                places.push(line * length + place);
            }
        }
    }
    places
}

/// Numbers of `bits` bits each, 8 / `bits` in a byte, the first in the highest.
fn packed(numbers: impl Iterator<Item = u8>, bits: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, number) in numbers.enumerate() {
        let place = index * bits % 8;
        if place == 0 {
            bytes.push(0);
        }
        *bytes.last_mut().expect("one has been pushed") |= number << (8 - bits - place);
    }
    bytes
}

/// The first `count` bytes, which are gone from `rest` then.
fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], DataError> {
    let (taken, left) = rest
        .split_at_checked(count)
        .ok_or_else(|| malformed(format!("long enough for {count} more bytes"), rest.len().to_string()))?;
    *rest = left;
    Ok(taken)
}

#[cold]
fn malformed(expected: String, found: String) -> DataError {
    DataError::Excerpt { expected, found }
}
