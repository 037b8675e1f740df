//! An excerpt: some images of a data set at one size, in few bytes, so that a page need not wait for all of them.
//!
//! `www/data/README.md` has the format. What it leaves to gzip is what gzip does well: where there is ink is a picture of
//! lines; how much is next to noise, so its low bytes stand together, and the high bits are packed.

use super::DatasetKind;
use super::pixels::Ink;
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
pub(super) fn write(kind: DatasetKind, excerpt: &Excerpt) -> Vec<u8> {
    let Excerpt { side, ink, labels, rows } = excerpt;
    assert!(rows.is_sorted_by(|a, b| a < b), "rows come in ascending order");
    let values: Vec<u16> = match ink {
        Ink::Bytes(ink) => ink.iter().map(|&byte| byte.into()).collect(),
        Ink::Sums(ink) => ink.clone(),
    };
    assert!(values.iter().all(|&value| value < 1024), "a pixel has ten bits");
    let (images, own, _) = kind.form();
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

/// Reads an excerpt of the data set `kind`.
pub(super) fn read(kind: DatasetKind, bytes: &[u8]) -> Result<Excerpt, DataError> {
    let (images, own, _) = kind.form();
    let mut rest = bytes;
    let length = match (take(&mut rest, 4)?, take(&mut rest, 4)?) {
        (magic, &[a, b, c, d]) if magic == MAGIC => u32::from_be_bytes([a, b, c, d]) as usize,
        (magic, _) => return Err(malformed("a file that begins with \"ael1\"", format!("{magic:02x?}"))),
    };
    if rest.len() != length {
        return Err(malformed(format!("{length} bytes behind its header"), rest.len()));
    }
    let [found, side] =
        [take(&mut rest, 2)?, take(&mut rest, 2)?].map(|size| size[0] as usize * 256 + size[1] as usize);
    if found != images || side == 0 || side > own {
        let expected = format!("of {images} images of {own}×{own} at most");
        return Err(malformed(expected, format!("{found} of {side}×{side}")));
    }
    let here = take(&mut rest, images.div_ceil(8))?;
    let rows: Vec<usize> = (0..images).filter(|&row| unpacked(here, row, 1) == 1).collect();
    let labels = take(&mut rest, rows.len())?.to_vec();
    let line = side.div_ceil(8);
    let mask = take(&mut rest, rows.len() * side * line)?;
    let has_ink = mask.chunks_exact(line).flat_map(|line| (0..side).map(|column| unpacked(line, column, 1) == 1));
    let inked = has_ink.clone().filter(|&has_ink| has_ink).count();
    let high = if side < own { take(&mut rest, inked.div_ceil(4))? } else { &[] };
    let low = take(&mut rest, inked)?;
    if !rest.is_empty() {
        return Err(malformed("at an end behind its last pixel", format!("{} bytes more", rest.len())));
    }
    let mut next = 0..inked;
    let places = has_ink.map(|has_ink| if has_ink { next.next() } else { None });
    let ink = if side == own {
        Ink::Bytes(places.map(|place| place.map_or(0, |place| low[place])).collect())
    } else {
        let value = |place| u16::from(unpacked(high, place, 2)) << 8 | u16::from(low[place]);
        Ink::Sums(places.map(|place| place.map_or(0, value)).collect())
    };
    Ok(Excerpt { side, ink, labels, rows })
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

/// Number `index` of what [`packed`] gives.
fn unpacked(bytes: &[u8], index: usize, bits: usize) -> u8 {
    bytes[index * bits / 8] >> (8 - bits - index * bits % 8) & ((1 << bits) - 1)
}

/// The first `count` bytes, which are gone from `rest` then.
fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], DataError> {
    let (taken, left) = rest
        .split_at_checked(count)
        .ok_or_else(|| malformed(format!("long enough for {count} more bytes"), rest.len()))?;
    *rest = left;
    Ok(taken)
}

fn malformed(expected: impl Into<String>, found: impl ToString) -> DataError {
    DataError::Excerpt { expected: expected.into(), found: found.to_string() }
}
