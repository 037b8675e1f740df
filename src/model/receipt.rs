//! A short hash of all parameters: two runs with the same receipt hold the same bits.

use super::Autoencoder;
use std::fmt;

/// The first 48 bits of a hash of every parameter's bits, in the order of [`Autoencoder::slices`]; shown as
/// `1f2e-3d4c-5b6a`.
///
/// It tells runs apart that differ by accident, in one bit or many; it is no defence against forgery.
///
/// # Source
///
/// FNV-1a (Fowler, Noll & Vo) over 32-bit words, on four interleaved words at a time; mixed at the end as in MurmurHash3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt(u64);

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Receipt {
    /// The receipt of `model` as it is now.
    pub fn of(model: &Autoencoder) -> Self {
        // Four sums that do not wait for each other: every snapshot of a run has its receipt.
        let mut sums = [BASIS; 4];
        for slice in model.slices() {
            let (fours, rest) = slice.as_chunks::<4>();
            for four in fours {
                add(&mut sums, four);
            }
            add(&mut sums, rest);
        }
        let sum = sums.into_iter().fold(BASIS, |all, sum| (all ^ mixed(sum)).wrapping_mul(PRIME));
        Self(mixed(sum))
    }
}

/// Takes up to four words into the sums.
#[inline]
fn add(sums: &mut [u64; 4], words: &[f32]) {
    for (sum, word) in sums.iter_mut().zip(words) {
        *sum = (*sum ^ u64::from(word.to_bits())).wrapping_mul(PRIME);
    }
}

/// Spreads every bit over all of them.
fn mixed(mut bits: u64) -> u64 {
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        bits = (bits ^ (bits >> 33)).wrapping_mul(factor);
    }
    bits ^ (bits >> 33)
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third] = [48, 32, 16].map(|shift| self.0 >> shift & 0xffff);
        write!(f, "{first:04x}-{second:04x}-{third:04x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RunConfig;

    #[test]
    fn one_bit_anywhere_changes_the_receipt() {
        let model = Autoencoder::new(&RunConfig { hidden_units: 3, ..RunConfig::default() }.validate().unwrap());
        let receipt = Receipt::of(&model);
        let mut seen = std::collections::HashSet::from([receipt.0]);
        for parameter in 0..model.parameters() {
            for bit in [0, 15, 31] {
                let mut other = model.clone();
                let mut position = parameter;
                for slice in other.slices_mut() {
                    if let Some(value) = slice.get_mut(position) {
                        *value = f32::from_bits(value.to_bits() ^ (1 << bit));
                        break;
                    }
                    position -= slice.len();
                }
                assert!(seen.insert(Receipt::of(&other).0), "bit {bit} of parameter {parameter}");
            }
        }
        assert_eq!(Receipt::of(&model.clone()), receipt);
    }

    #[test]
    fn it_is_shown_as_twelve_digits() {
        assert_eq!(Receipt(0x1f2e_3d4c_5b6a_7988).to_string(), "1f2e-3d4c-5b6a");
        assert_eq!(Receipt(0x0001_0002_0003_0004).to_string(), "0001-0002-0003");
    }
}
