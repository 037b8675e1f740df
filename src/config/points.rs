//! Points that a person has placed in the plane, as they stand in a recipe and in a link.

use serde::{Serialize, Serializer};

/// Digits of a point.
const LENGTH: usize = 3;

/// Points of the plane in the order in which they were placed, up to 200.
///
/// As text each is a number of three digits to the base 62, the highest first: `488·j + i` stands for
/// `((i − 244)/128, (j − 244)/128)`. So coordinates are exact in 32 bits, and the text is all there is of them.
///
/// The second point and every fifth from there, the seventh, the twelfth and so on, is held out.
///
/// # Examples
///
/// ```
/// use autoencoder_lab::config::Points;
///
/// let points = Points::read("V2S000").unwrap();
/// assert_eq!(points.all().collect::<Vec<_>>(), [[0.0, 0.0], [-1.90625, -1.90625]]);
/// assert_eq!(points.training_pool(), 1);
/// assert_eq!(Points::read("V2"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points(String);

impl Points {
    /// None.
    pub const NONE: Self = Self(String::new());

    /// How many there can be.
    pub const MOST: usize = 200;

    /// How many values a coordinate can have: so many, that a pair of them is a number of three digits.
    pub const VALUES: usize = 488;

    /// The distance between two of them; half of all are below 0.
    pub const UNIT: f32 = 1.0 / 128.0;

    /// The digits of numbers: what no program that passes a link on takes for anything else.
    pub const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// The points of a text, if it is one of up to 200 points.
    pub fn read(text: &str) -> Option<Self> {
        let whole = text.len().is_multiple_of(LENGTH) && text.len() <= LENGTH * Self::MOST;
        (whole && text.as_bytes().chunks(LENGTH).all(|point| number(point).is_some())).then(|| Self(text.to_owned()))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len() / LENGTH
    }

    /// Each, in the order in which they were placed.
    pub fn all(&self) -> impl Iterator<Item = [f32; 2]> {
        let coordinate = |step: usize| (step as f32 - (Self::VALUES / 2) as f32) * Self::UNIT;
        let numbers = self.0.as_bytes().chunks(LENGTH).filter_map(number);
        numbers.map(move |number| [number % Self::VALUES, number / Self::VALUES].map(coordinate))
    }

    /// Whether the point that was placed after `place` others is held out.
    pub const fn is_held_out(place: usize) -> bool {
        place % 5 == 1
    }

    /// How many there are to train on.
    pub fn training_pool(&self) -> u32 {
        (0..self.count()).filter(|&place| !Self::is_held_out(place)).count() as u32
    }
}

/// A point as a number, if it is one.
fn number(digits: &[u8]) -> Option<usize> {
    let number = digits.iter().try_fold(0, |number, digit| {
        let value = Points::DIGITS.bytes().position(|one| one == *digit)?;
        Some(number * Points::DIGITS.len() + value)
    })?;
    (number < Points::VALUES * Points::VALUES).then_some(number)
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}
