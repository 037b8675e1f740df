//! Text as programs of all kinds save it.

use std::borrow::Cow;

/// The bytes of a text file as UTF-8 without a byte order mark; UTF-16, which always bears one, is rewritten.
///
/// # Examples
///
/// ```
/// use autoencoder_lab::text::unmarked;
///
/// assert_eq!(&*unmarked(b"\xef\xbb\xbf{}"), b"{}");
/// assert_eq!(&*unmarked(b"\xff\xfe{\0}\0"), b"{}");
/// assert_eq!(&*unmarked(b"{}"), b"{}");
/// ```
pub fn unmarked(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [0xff, 0xfe, text @ ..] => utf8(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => utf8(text, u16::from_be_bytes),
        text => text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).into(),
    }
}

/// A half unit at the end, which no text has, is lost.
fn utf8(text: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'_, [u8]> {
    let units: Vec<u16> = text.as_chunks().0.iter().map(|&pair| unit(pair)).collect();
    String::from_utf16_lossy(&units).into_bytes().into()
}
