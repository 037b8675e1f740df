//! What stands before the numbers of an NPY file, NumPy's array format.
//!
//! # Source
//!
//! NumPy Enhancement Proposal 1, and the documentation of `numpy.lib.format` for versions 2 and 3.

use crate::refusal::{Place, Refusal};

/// What each NPY file begins with.
pub(crate) const MAGIC: &[u8; 6] = b"\x93NUMPY";

/// A header is a line; one that says to be longer than this is none.
const LONGEST: usize = 65_536;

/// What an NPY file says of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NpyHeader {
    /// The sizes, outermost first.
    pub shape: Vec<usize>,
    /// Whether the first index runs fastest.
    pub is_fortran: bool,
    /// The type of a number, as `<f8`; empty where it is no text, as that of a record.
    pub descr: String,
    /// Where the numbers begin: bytes before them.
    pub length: usize,
}

impl NpyHeader {
    /// Reads the header of version 1, 2 or 3 that `bytes` of `file` begin with.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] of `file` where there is none, it is cut short or longer than 65,536 bytes, or says no order or shape.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let refuse = |byte, expected: &str, found: String| Refusal::new(file, Place::Byte(byte), expected, found);
        let after = bytes.strip_prefix(MAGIC).ok_or_else(|| refuse(0, "an NPY file", "another beginning".into()))?;
        // The length has two bytes in version 1 and four from then on; version 3 has names in UTF-8.
        let (start, length) = match *after {
            [1, 0, a, b, ..] => (10, usize::from(u16::from_le_bytes([a, b]))),
            [2 | 3, 0, a, b, c, d, ..] => (12, u32::from_le_bytes([a, b, c, d]) as usize),
            _ => {
                let is_cut = matches!(after, [] | [1..=3] | [1..=3, 0, ..]);
                let found = if is_cut { "the end of the file" } else { "something else" };
                return Err(refuse(MAGIC.len(), "NPY of version 1, 2 or 3 with a header", found.into()));
            }
        };
        if length > LONGEST {
            return Err(refuse(start, &format!("a header of {LONGEST} bytes at most"), format!("one of {length}")));
        }
        let rest = &bytes[start..];
        let text = rest
            .get(..length)
            .ok_or_else(|| refuse(start, &format!("a header of {length} bytes"), format!("{} bytes", rest.len())))?;
        let text = String::from_utf8_lossy(text);
        let said = || text.trim().chars().take(200).collect::<String>();
        let is_fortran = match entry(&text, "fortran_order") {
            Some(value) if value.starts_with("False") => false,
            Some(value) if value.starts_with("True") => true,
            _ => return Err(refuse(start, "a header that says its order", said())),
        };
        let shape = entry(&text, "shape")
            .and_then(sizes)
            .ok_or_else(|| refuse(start, "a header with a shape of whole numbers", said()))?;
        let descr = quoted(entry(&text, "descr").unwrap_or_default()).to_owned();
        Ok(Self { shape, is_fortran, descr, length: start + length })
    }
}

/// What follows `'key':` in the header, a Python dictionary literal.
fn entry<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let place = ['\'', '"'].iter().find_map(|quote| header.find(&format!("{quote}{key}{quote}")))?;
    Some(header[place + key.len() + 2..].trim_start().strip_prefix(':')?.trim_start())
}

/// The whole numbers of the tuple at the beginning of `literal`.
fn sizes(literal: &str) -> Option<Vec<usize>> {
    let sizes = literal.strip_prefix('(')?.split(')').next()?.split(',');
    // Python 2 wrote long numbers as `3L`.
    let sizes = sizes.map(|size| size.trim().trim_end_matches('L')).filter(|size| !size.is_empty());
    sizes.map(|size| size.parse().ok()).collect()
}

/// The text in the quotes at the beginning of `literal`; nothing where it is another literal, as that of a record is.
fn quoted(literal: &str) -> &str {
    let quote = literal.chars().next().filter(|first| ['\'', '"'].contains(first));
    quote.and_then(|quote| literal[1..].split(quote).next()).unwrap_or_default()
}
