//! Which data sets there are.

use crate::config::Images;
use serde::{Deserialize, Serialize};

/// The data sets that come with the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatasetKind {
    /// 6000 handwritten digits of MNIST, 28×28.
    Mnist,
    /// 6000 pieces of clothing of Fashion-MNIST, 28×28.
    Fashion,
    /// 1797 handwritten digits of UCI, 8×8.
    Digits,
}

impl DatasetKind {
    /// The name in a configuration and in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mnist => "mnist",
            Self::Fashion => "fashion",
            Self::Digits => "digits",
        }
    }

    /// Images, side in pixels, and the value of full ink.
    pub(super) const fn form(self) -> (usize, usize, f32) {
        match self {
            Self::Mnist | Self::Fashion => (6000, 28, 255.0),
            Self::Digits => (1797, 8, 16.0),
        }
    }
}

impl Images {
    /// The data set these images come from.
    pub const fn dataset(self) -> DatasetKind {
        match self {
            Self::Mnist14 | Self::Mnist28 => DatasetKind::Mnist,
            Self::Fashion14 | Self::Fashion28 => DatasetKind::Fashion,
            Self::Digits8 => DatasetKind::Digits,
        }
    }
}
