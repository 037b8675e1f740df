//! What receipts of networks and hashes of images are made of: it tells apart what differs by accident, and is no defence against forgery.
//!
//! # Source
//!
//! FNV-1a (Fowler, Noll & Vo), over words in place of bytes; mixed at the end as in MurmurHash3.

/// The sum of no words.
pub const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The sum of the words so far and another.
#[inline]
#[must_use]
pub const fn add(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(PRIME)
}

/// A sum, every bit of it spread over all of them.
#[inline]
#[must_use]
pub const fn mixed(sum: u64) -> u64 {
    let sum = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let sum = (sum ^ (sum >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    sum ^ (sum >> 33)
}
