//! What can be changed while a network trains, without a reset.

use super::given::Given;
use super::{Hyperparameter, RunConfig, SettingValue};
use crate::error::ConfigError;
use serde::de::{Deserializer, Error, IgnoredAny};
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

/// A change and the step before which it is made: a configuration and its events replay a run exactly.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PlannedEvent"))]
pub struct Event {
    /// Parameter updates made before the change.
    pub step: u64,
    /// The change.
    pub change: Change,
}

/// An event as files have it: what an earlier version called its mark is passed over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenEvent {
    step: u64,
    change: Change,
    #[serde(default, rename = "label")]
    _label: IgnoredAny,
}

/// An event of a run, with what the quantity was before: what the page marks on its charts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "RunEvent"))]
pub struct MadeChange {
    /// Parameter updates made before the change.
    pub step: u64,
    /// The field of a configuration.
    #[cfg_attr(test, ts(type = "keyof Change"))]
    pub field: &'static str,
    /// What it was.
    #[cfg_attr(test, ts(type = "number | boolean"))]
    pub from: SettingValue,
    /// What it became.
    #[cfg_attr(test, ts(type = "number | boolean"))]
    pub to: SettingValue,
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let GivenEvent { step, change, .. } = GivenEvent::deserialize(source)?;
        Ok(Self { step, change })
    }
}

impl MadeChange {
    /// `events` of a run that began as `start`, in their order.
    pub(crate) fn all(start: &RunConfig, events: &[Event]) -> Vec<Self> {
        let mut config = start.clone();
        let made = |&Event { step, change }| {
            let before = change.before(&config);
            change.set(&mut config);
            Self { step, field: change.field(), from: before.value(), to: change.value() }
        };
        events.iter().map(made).collect()
    }
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

    /// The field of a configuration that it changes.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Lambda(_) => "lambda",
            Self::Tied(_) => "tied",
            Self::LearningRate(_) => "learningRate",
        }
    }

    /// What the quantity becomes.
    pub const fn value(self) -> SettingValue {
        match self {
            Self::Lambda(value) | Self::LearningRate(value) => SettingValue::Number(value),
            Self::Tied(on) => SettingValue::Switch(on),
        }
    }

    /// The change that would leave the quantity as it is in `config`.
    pub(crate) const fn before(self, config: &RunConfig) -> Self {
        match self {
            Self::Lambda(_) => Self::Lambda(config.lambda),
            Self::Tied(_) => Self::Tied(config.tied),
            Self::LearningRate(_) => Self::LearningRate(config.learning_rate),
        }
    }

    /// Makes this change in `config`; `false` if it changes nothing.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`]; `config` is then as it was.
    pub fn apply(self, config: &mut RunConfig) -> Result<bool, ConfigError> {
        if let SettingValue::Number(value) = self.value() {
            Hyperparameter::of(self.field()).check(value)?;
        }
        let changes = self.before(config) != self;
        self.set(config);
        Ok(changes)
    }
}
