//! gzip and zip, unpacked up to a bound.
//!
//! # Source
//!
//! RFC 1952 (gzip), RFC 1951 (deflate), PKWARE's APPNOTE (zip).

use crate::limits::MOST_BYTES;
use crate::refusal::{Place, Refusal};
use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use std::io::{ErrorKind, Read};

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

/// What comes out of `packed`, `most` bytes at most; `consumed` says how many of it have been read.
fn unpack<R: Read>(
    file: &str,
    start: usize,
    expected: &str,
    mut packed: R,
    consumed: impl Fn(&R) -> usize,
    most: usize,
) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    // One more, to see that there is more.
    if let Err(error) = packed.by_ref().take(most as u64 + 1).read_to_end(&mut bytes) {
        let found = match error.kind() {
            ErrorKind::UnexpectedEof => "the end of the file".into(),
            _ => error.to_string(),
        };
        return Err(Refusal::new(file, Place::Byte(start + consumed(&packed)), expected, found));
    }
    if bytes.len() > most {
        return Err(Refusal::new(file, Place::Byte(start), format!("at most {most} bytes unpacked"), "more"));
    }
    Ok(bytes)
}

/// The bytes of a gzip file, of one member or of several.
pub(crate) fn gunzip(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let consumed = |decoder: &MultiGzDecoder<&[u8]>| bytes.len() - decoder.get_ref().len();
    unpack(file, 0, "a whole gzip file", MultiGzDecoder::new(bytes), consumed, MOST_BYTES)
}

/// Deflated bytes of an archive, which begin at `start`, as they were.
fn inflate(file: &str, start: usize, bytes: &[u8], most: usize) -> Result<Vec<u8>, Refusal> {
    let consumed = |decoder: &DeflateDecoder<&[u8]>| bytes.len() - decoder.get_ref().len();
    unpack(file, start, "deflated bytes", DeflateDecoder::new(bytes), consumed, most)
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
        let mut checksum = Crc::new();
        checksum.update(&unpacked);
        if number(at + 16) != Some(checksum.sum() as usize) {
            return Err(Refusal::new(&whole, Place::Byte(begin), "bytes of the checksum that is said", "others"));
        }
        left -= size;
        members.push(Member { name, bytes: unpacked });
        at += 46 + named + more;
    }
    Ok(members)
}
