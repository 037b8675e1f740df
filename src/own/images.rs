//! Images as a run is trained on them, as bytes, and the hash that they go by.

use crate::fnv;
use crate::limits::{LEAST_IMAGES, LEAST_SIDE, MOST_IMAGES, MOST_SIDE};
use crate::refusal::{Place, Refusal};
use std::fmt;

/// What the bytes begin with.
const MAGIC: &[u8; 4] = b"aeo1";

/// Bytes before the labels: magic, whether pixels are numbers, whether there are labels, side, 0, count.
const HEADER: usize = 12;

/// The pixels of all images, row after row.
#[derive(Debug, Clone, PartialEq)]
pub enum Ink {
    /// Intensities of 255ths.
    Bytes(Vec<u8>),
    /// Intensities from 0 to 1.
    Numbers(Vec<f32>),
}

impl Ink {
    fn len(&self) -> usize {
        match self {
            Self::Bytes(ink) => ink.len(),
            Self::Numbers(ink) => ink.len(),
        }
    }
}

/// Square images of one size, and a class for each where the file has them.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnImages {
    side: usize,
    ink: Ink,
    labels: Option<Vec<u8>>,
}

/// Twelve digits of a hash of all pixels, their number and the side of an image; labels are no part of it, as no run is trained on them.
///
/// FNV-1a over words of 32 bits, mixed at the end ([`fnv`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(u64);

impl Hash {
    /// The hash that is written so, if it is one.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.len() == 12 && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if digits { u64::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

impl OwnImages {
    /// Images of `side` × `side` pixels.
    ///
    /// # Panics
    ///
    /// If the pixels are not those of some images, or there is not a label for each.
    pub fn new(side: usize, ink: Ink, labels: Option<Vec<u8>>) -> Self {
        let images = Self { side, ink, labels };
        assert_eq!(images.count() * side * side, images.ink.len(), "images are whole");
        assert!(images.labels.as_ref().is_none_or(|labels| labels.len() == images.count()), "a label for each image");
        images
    }

    /// How many images there are.
    pub fn count(&self) -> usize {
        self.ink.len() / (self.side * self.side)
    }

    /// The side of an image in pixels.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// Their pixels.
    pub const fn ink(&self) -> &Ink {
        &self.ink
    }

    /// Their pixels, and a class for each: 0 where the file had none.
    pub fn into_parts(self) -> (Ink, Vec<u8>) {
        let count = self.count();
        (self.ink, self.labels.unwrap_or_else(|| vec![0; count]))
    }

    /// The first `count` of them, a byte a pixel.
    pub fn preview(&self, count: usize) -> Vec<u8> {
        let pixels = count.min(self.count()) * self.side * self.side;
        match &self.ink {
            Ink::Bytes(ink) => ink[..pixels].to_vec(),
            Ink::Numbers(ink) => ink[..pixels].iter().map(|intensity| (intensity * 255.0).round() as u8).collect(),
        }
    }

    /// What they go by.
    pub fn hash(&self) -> Hash {
        let word = |sum: u64, word: u32| fnv::add(sum, word.into());
        let mut sum = word(word(fnv::BASIS, self.side as u32), self.count() as u32);
        match &self.ink {
            Ink::Bytes(ink) => {
                let (fours, rest) = ink.as_chunks::<4>();
                sum = fours.iter().fold(sum, |sum, &four| word(sum, u32::from_le_bytes(four)));
                sum = rest.iter().fold(sum, |sum, &byte| word(sum, byte.into()));
            }
            Ink::Numbers(ink) => sum = ink.iter().fold(word(sum, 1), |sum, number| word(sum, number.to_bits())),
        }
        Hash(fnv::mixed(sum) >> 16)
    }

    /// As bytes, which [`OwnImages::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let is_numbers = matches!(self.ink, Ink::Numbers(_));
        let mut bytes = MAGIC.to_vec();
        bytes.extend([is_numbers.into(), self.labels.is_some().into(), self.side as u8, 0]);
        bytes.extend((self.count() as u32).to_le_bytes());
        bytes.extend(self.labels.iter().flatten());
        match &self.ink {
            Ink::Bytes(ink) => bytes.extend(ink),
            Ink::Numbers(ink) => bytes.extend(ink.iter().flat_map(|number| number.to_le_bytes())),
        }
        bytes
    }

    /// Reads what [`OwnImages::write`] wrote.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] of `file`, if it is something else, is cut short, or has numbers that are no intensities.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let refuse = |byte, expected: String, found: String| Refusal::new(file, Place::Byte(byte), expected, found);
        let header = bytes.first_chunk::<HEADER>().filter(|header| header.starts_with(MAGIC));
        let Some(&[_, _, _, _, is_numbers @ 0..=1, has_labels @ 0..=1, side, 0, a, b, c, d]) = header else {
            return Err(refuse(0, "images that this page has kept".into(), format!("{} other bytes", bytes.len())));
        };
        let (side, count) = (usize::from(side), u32::from_le_bytes([a, b, c, d]) as usize);
        if !(LEAST_SIDE..=MOST_SIDE).contains(&side) {
            return Err(refuse(6, format!("a side of {LEAST_SIDE} to {MOST_SIDE}"), side.to_string()));
        }
        if !(LEAST_IMAGES..=MOST_IMAGES).contains(&count) {
            return Err(refuse(8, format!("{LEAST_IMAGES} to {MOST_IMAGES} images"), count.to_string()));
        }
        let labelled = if has_labels == 1 { count } else { 0 };
        let expected = HEADER + labelled + count * side * side * if is_numbers == 1 { size_of::<f32>() } else { 1 };
        if bytes.len() != expected {
            return Err(refuse(bytes.len().min(expected), format!("{expected} bytes"), bytes.len().to_string()));
        }
        let (labels, pixels) = bytes[HEADER..].split_at(labelled);
        let ink = if is_numbers == 1 {
            Ink::Numbers(pixels.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect())
        } else {
            Ink::Bytes(pixels.to_vec())
        };
        if let Ink::Numbers(numbers) = &ink
            && let Some(at) = numbers.iter().position(|number| !(0.0..=1.0).contains(number))
        {
            let byte = HEADER + labelled + 4 * at;
            return Err(refuse(byte, "an intensity from 0 to 1".into(), f64::from(numbers[at]).to_string()));
        }
        Ok(Self { side, ink, labels: (has_labels == 1).then(|| labels.to_vec()) })
    }
}
