//! A short hash of all parameters: two runs with the same receipt hold the same bits.

use super::Autoencoder;
use autoencoder_lab_own::fnv;
use std::fmt;

/// The first 48 bits of a hash of every parameter's bits, in the order of [`Autoencoder::slices`]; shown as
/// `1f2e-3d4c-5b6a`.
///
/// FNV-1a over words of 32 bits in four sums that take turns; these are mixed, and added up as words of a fifth ([`fnv`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt(u64);

impl Receipt {
    /// The receipt of `model` as it is now.
    pub fn of(model: &Autoencoder) -> Self {
        // Four sums that do not wait for each other: every snapshot of a run has its receipt.
        let mut sums = [fnv::BASIS; 4];
        for slice in model.slices() {
            let (fours, rest) = slice.as_chunks::<4>();
            for four in fours {
                add(&mut sums, four);
            }
            add(&mut sums, rest);
        }
        let sum = sums.into_iter().fold(fnv::BASIS, |all, sum| fnv::add(all, fnv::mixed(sum)));
        Self(fnv::mixed(sum))
    }
}

/// Takes up to four words into the sums.
#[inline]
fn add(sums: &mut [u64; 4], words: &[f32]) {
    for (sum, word) in sums.iter_mut().zip(words) {
        *sum = fnv::add(*sum, word.to_bits().into());
    }
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
