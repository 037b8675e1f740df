//! gzip and zip, unpacked up to a bound.
//!
//! # Source
//!
//! RFC 1952 (gzip), RFC 1951 (deflate), PKWARE's APPNOTE (zip).

use crate::limits::MOST_BYTES;
use crate::refusal::{Place, Refusal};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Members of an archive at most.
const MOST_MEMBERS: usize = 64;

/// Whether bytes begin as a gzip file does.
pub(crate) const fn is_gzip(bytes: &[u8]) -> bool {
    matches!(bytes, [0x1f, 0x8b, ..])
}

/// Whether bytes begin as a zip archive does.
pub(crate) const fn is_zip(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..])
}

/// Deflated bytes as they were, `most` at most.
fn inflate(file: &str, start: usize, bytes: &[u8], most: usize) -> Result<Vec<u8>, Refusal> {
    decompress_to_vec_with_limit(bytes, most).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => {
            Refusal::new(file, Place::Byte(start), format!("at most {most} bytes unpacked"), "more")
        }
        _ => Refusal::new(file, Place::Byte(start), "deflated bytes", "a stream that is damaged or cut short"),
    })
}

/// The bytes of a gzip file of one member.
pub(crate) fn gunzip(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    const CHECKED: u8 = 2;
    let cut = || Refusal::new(file, Place::Byte(bytes.len()), "a header of gzip", "the end of the file");
    let &[_, _, method, flags, _, _, _, _, _, _, ..] = bytes else { return Err(cut()) };
    if method != 8 {
        return Err(Refusal::new(file, Place::Byte(2), "method 8, deflate", method.to_string()));
    }
    let mut start = 10;
    if flags & EXTRA != 0 {
        let length = bytes.get(start..start + 2).ok_or_else(cut)?;
        start += 2 + usize::from(u16::from_le_bytes([length[0], length[1]]));
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let rest = bytes.get(start..).ok_or_else(cut)?;
            start += 1 + rest.iter().position(|&byte| byte == 0).ok_or_else(cut)?;
        }
    }
    if flags & CHECKED != 0 {
        start += 2;
    }
    inflate(file, start, bytes.get(start..).ok_or_else(cut)?, MOST_BYTES)
}

/// A member of an archive.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The members of a zip archive, all together within the bound.
pub(crate) fn unzip(file: &str, bytes: &[u8]) -> Result<Vec<Member>, Refusal> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    const LOCAL: &[u8] = b"PK\x03\x04";
    let refuse = |byte, expected: &str, found: &str| Refusal::new(file, Place::Byte(byte), expected, found);
    let word = |at: usize| Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize);
    // Behind the end of the directory there may be a comment.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = (from..=bytes.len().saturating_sub(22)).rev().find(|&at| bytes[at..].starts_with(END));
    let Some(end) = end else {
        return Err(refuse(bytes.len(), "the directory of a zip archive", "the end of the file"));
    };
    let cut = |at: usize| refuse(at, "an entry of a zip archive's directory", "something else");
    let (count, mut at) = (word(end + 10).ok_or_else(|| cut(end))?, number(end + 16).ok_or_else(|| cut(end))?);
    if count > MOST_MEMBERS {
        return Err(refuse(end, &format!("at most {MOST_MEMBERS} members"), &count.to_string()));
    }
    let (mut members, mut left) = (Vec::with_capacity(count), MOST_BYTES);
    for _ in 0..count {
        if !bytes.get(at..).is_some_and(|rest| rest.starts_with(ENTRY) && rest.len() >= 46) {
            return Err(cut(at));
        }
        let read = (word(at + 8), word(at + 10), number(at + 20), number(at + 24), word(at + 28), number(at + 42));
        let (Some(flags), Some(method), Some(packed), Some(size), Some(named), Some(local)) = read else {
            return Err(cut(at));
        };
        let more = word(at + 30).unwrap_or(0) + word(at + 32).unwrap_or(0);
        let name = bytes.get(at + 46..at + 46 + named).ok_or_else(|| cut(at))?;
        let name = String::from_utf8_lossy(name).into_owned();
        let whole = format!("{file}/{name}");
        if flags & 1 != 0 {
            return Err(Refusal::new(&whole, Place::Byte(at + 8), "a member without a password", "an encrypted one"));
        }
        if size > left || packed == u32::MAX as usize {
            let expected = format!("at most {MOST_BYTES} bytes unpacked in all");
            return Err(Refusal::new(&whole, Place::Byte(at + 24), expected, "more"));
        }
        // Sizes of the local header may be missing; how long its texts are is said there alone.
        let texts = word(local.saturating_add(26)).zip(word(local.saturating_add(28)));
        let begin = texts.map(|(name, extra)| local + 30 + name + extra);
        let body = begin.and_then(|begin| bytes.get(begin..begin.checked_add(packed)?));
        let (Some(begin), Some(body)) = (begin, body.filter(|_| bytes[local..].starts_with(LOCAL))) else {
            return Err(Refusal::new(&whole, Place::Byte(local), format!("{packed} bytes"), "the end of the file"));
        };
        let unpacked = match method {
            0 => body.to_vec(),
            8 => inflate(&whole, begin, body, size)?,
            other => {
                let found = format!("method {other}");
                return Err(Refusal::new(&whole, Place::Byte(at + 10), "a member that is stored or deflated", found));
            }
        };
        if unpacked.len() != size {
            let found = unpacked.len().to_string();
            return Err(Refusal::new(&whole, Place::Byte(begin), format!("{size} bytes unpacked"), found));
        }
        left -= size;
        members.push(Member { name, bytes: unpacked });
        at += 46 + named + more;
    }
    Ok(members)
}
