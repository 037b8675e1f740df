//! Which of a person's own data a run is trained on, as it stands in a recipe and in a link: the images are in no file of the page.

use autoencoder_lab_own::Hash;
use autoencoder_lab_own::limits::{LEAST_IMAGES, LEAST_SIDE, MOST_IMAGES, MOST_SIDE};
use serde::{Serialize, Serializer};

/// Own data: how many images of which side, which of them are held out, what they hash to and what their file is called.
///
/// As text `1797x8s0123456789ab-digits.npy`: count, side, `s` where the seed draws the images that are held out or `l` where the last
/// ones are, the twelve digits of the hash, and a name of up to 40 letters, digits, dots, hyphens and low lines.
///
/// # Examples
///
/// ```
/// use autoencoder_lab::config::Own;
///
/// let own = Own::read("1797x8s0123456789ab-digits.npy").unwrap();
/// assert_eq!((own.count, own.side, own.training_pool()), (1797, 8, 1437));
/// assert!(Own::read("1797x8s-digits.npy").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    text: String,
    /// How many images there are.
    pub count: usize,
    /// Their side in pixels.
    pub side: usize,
    /// Whether the last images are held out, and not those that the seed draws.
    pub holds_out_last: bool,
    /// What they hash to.
    pub hash: Hash,
}

impl Own {
    /// Characters of a name at most.
    pub const LONGEST_NAME: usize = 40;

    /// What a text says, if it is one of own data.
    pub fn read(text: &str) -> Option<Self> {
        let (numbers, name) = text.split_once('-')?;
        let (count, rest) = numbers.split_once('x')?;
        let drawn = rest.find(['s', 'l'])?;
        let (side, hash) = (&rest[..drawn], &rest[drawn + 1..]);
        let (count, side) = (whole(count, LEAST_IMAGES, MOST_IMAGES)?, whole(side, LEAST_SIDE, MOST_SIDE)?);
        let is_end = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        let is_name = is_end(name.chars().next())
            && is_end(name.chars().next_back())
            && name.len() <= Self::LONGEST_NAME
            && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || b".-_".contains(&sign));
        let holds_out_last = rest[drawn..].starts_with('l');
        is_name.then_some(Self { text: text.into(), count, side, holds_out_last, hash: Hash::read(hash)? })
    }

    /// How many images there are to train on: four fifths, rounded down.
    pub const fn training_pool(&self) -> usize {
        self.count * 4 / 5
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A number as it is written, within bounds.
fn whole(text: &str, least: usize, most: usize) -> Option<usize> {
    let number = text.parse().ok().filter(|number| (least..=most).contains(number))?;
    (number.to_string() == text).then_some(number)
}

impl Serialize for Own {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}
