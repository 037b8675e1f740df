//! What can be changed while a network trains, without a reset.

use super::given::Given;
use super::{Hyperparameter, RunConfig};
use crate::error::ConfigError;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

/// A live change, carried out between two steps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Change {
    /// λ becomes this.
    Lambda(f64),
    /// The decoder is tied to the encoder, or released from it.
    Tied(bool),
    /// η becomes this.
    LearningRate(f64),
}

/// A change and the step before which it was made: a configuration and its events replay a run exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "RunEvent"))]
pub struct Event {
    /// Parameter updates made before the change.
    pub step: u64,
    /// The change.
    pub change: Change,
    /// What the mark on the chart says, e.g. `λ 0 → 0.01`; empty until the change is made.
    #[serde(default)]
    pub label: String,
}

impl<'de> Deserialize<'de> for Change {
    /// Reads `{"lambda": 0.01}`, so that an error names the field, what it may hold and what was found.
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let given = Given::deserialize(source)?;
        let fields: &[(String, Given)] = if let Given::Fields(fields) = &given { fields } else { &[] };
        if let [(field, value)] = fields {
            let change = match field.as_str() {
                "lambda" => Some(value.number().map(Self::Lambda)),
                "tied" => Some(value.switch().map(Self::Tied)),
                "learningRate" => Some(value.number().map(Self::LearningRate)),
                _ => None,
            };
            if let Some(change) = change {
                return change.ok_or_else(|| D::Error::custom(Hyperparameter::of(field).reject(value.to_string())));
            }
        }
        Err(D::Error::custom(format_args!("a change must be one of lambda, tied, learningRate, found {given}")))
    }
}

impl Change {
    /// Whether the network becomes another one by it, so that what is measured of it may jump.
    pub fn jumps(self) -> bool {
        matches!(self, Self::Tied(_))
    }

    /// Whether both change the same quantity.
    pub(crate) fn is_of_the_kind_of(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Makes this change, which is within its range, in `config`.
    pub(crate) fn set(self, config: &mut RunConfig) {
        match self {
            Self::Lambda(lambda) => config.lambda = lambda,
            Self::Tied(tied) => config.tied = tied,
            Self::LearningRate(rate) => config.learning_rate = rate,
        }
    }

    /// Makes this change in `config` and says in a few words what it did, or `None` if it changes nothing.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`]; `config` is then as it was.
    pub fn apply(self, config: &mut RunConfig) -> Result<Option<String>, ConfigError> {
        let (field, symbol, now) = match self {
            Self::Tied(tied) => {
                let changes = config.tied != tied;
                config.tied = tied;
                let label = if tied { "tie W* = Wᵀ" } else { "untie W*" };
                return Ok(changes.then(|| label.to_owned()));
            }
            Self::Lambda(now) => ("lambda", "λ", now),
            Self::LearningRate(now) => ("learningRate", "η", now),
        };
        Hyperparameter::of(field).check(now)?;
        let value = if field == "lambda" { &mut config.lambda } else { &mut config.learning_rate };
        let before = std::mem::replace(value, now);
        Ok((before != now).then(|| format!("{symbol} {before} → {now}")))
    }
}
