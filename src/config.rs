//! What is trained: [`RunConfig`], its table of hyper-parameters, and the changes a running network takes.

mod change;
mod choices;
mod data_sets;
mod given;
mod hyperparameters;
mod own;
mod points;
mod recipe;
mod setting;

pub use crate::activation::{Activation, OutputActivation};
pub use change::{Change, Event, MadeChange};
pub use choices::{Decay, Init, Loss, OptimizerKind, RateSchedule};
pub use data_sets::{Collection, DatasetKind, Images};
pub use hyperparameters::{HYPERPARAMETERS, Hyperparameter, RunConfig};
pub use own::Own;
pub use points::Points;
pub use recipe::Recipe;
pub(crate) use recipe::{change_before, first_since_jump, record};
pub use setting::{Scale, SettingValue};

use crate::error::ConfigError;
use given::Given;
use serde::{Deserialize, Deserializer};

/// A configuration that can be trained: the only kind a trainer accepts.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidConfig(RunConfig);

impl std::ops::Deref for ValidConfig {
    type Target = RunConfig;

    fn deref(&self) -> &RunConfig {
        &self.0
    }
}

impl RunConfig {
    /// Reads a configuration from JSON or a JS object, field by field, so that an error names the field and what it may hold.
    ///
    /// # Errors
    ///
    /// [`ConfigError::NotAnObject`], [`ConfigError::UnknownField`], and those of [`RunConfig::validate`].
    pub fn from_json<'de>(source: impl Deserializer<'de>) -> Result<ValidConfig, ConfigError> {
        let given =
            Given::deserialize(source).map_err(|error| ConfigError::NotAnObject { found: error.to_string() })?;
        let Given::Fields(fields) = &given else {
            return Err(ConfigError::NotAnObject { found: given.to_string() });
        };
        let mut config = Self::default();
        for (field, value) in fields {
            let Some(hyperparameter) = HYPERPARAMETERS.iter().find(|h| h.field == field) else {
                return Err(ConfigError::UnknownField {
                    found: field.clone(),
                    expected: HYPERPARAMETERS.iter().map(|h| h.field).collect::<Vec<_>>().join(", "),
                });
            };
            hyperparameter.take(value, &mut config)?;
        }
        config.validate()
    }

    /// Checks every value against [`HYPERPARAMETERS`] and the fields against each other.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`] for the first value outside its range,
    /// [`ConfigError::CrossEntropyNeedsSigmoid`], [`ConfigError::CrossEntropyNeedsIntensities`],
    /// [`ConfigError::CentredNeedsLinear`], [`ConfigError::TooFewPoints`], [`ConfigError::PointsOfOther`], [`ConfigError::OwnMissing`]
    /// and [`ConfigError::OwnOfOther`] if loss, output and data do not fit each other.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab::RunConfig;
    ///
    /// let mistaken = RunConfig { hidden_units: 0, ..RunConfig::default() };
    /// assert_eq!(
    ///     mistaken.validate().unwrap_err().to_string(),
    ///     "hidden units must be 1..=4096, found 0"
    /// );
    /// ```
    pub fn validate(self) -> Result<ValidConfig, ConfigError> {
        for hyperparameter in HYPERPARAMETERS {
            if let SettingValue::Number(value) = (hyperparameter.value)(&self) {
                hyperparameter.check(value)?;
            }
        }
        let available = self.training_pool()?;
        if self.training_images > available {
            return Err(ConfigError::OutOfRange {
                label: format!("training images of {}", self.data.name()),
                allowed: format!("1..={available}"),
                found: self.training_images.to_string(),
            });
        }
        let output = self.output_activation;
        match self.loss {
            Loss::CrossEntropy if output != OutputActivation::Sigmoid => {
                return Err(ConfigError::CrossEntropyNeedsSigmoid { found: output.name().into() });
            }
            Loss::CrossEntropy if self.data.is_plane() => return Err(ConfigError::CrossEntropyNeedsIntensities),
            Loss::CrossEntropy | Loss::SquaredError => {}
        }
        if self.centred && output != OutputActivation::Linear {
            return Err(ConfigError::CentredNeedsLinear { found: output.name().into() });
        }
        Ok(ValidConfig(self))
    }

    /// How many images, or points, there are to draw the training images from.
    fn training_pool(&self) -> Result<u32, ConfigError> {
        let (is_placed, count) = (self.data == Images::Points, self.points.count());
        match (&self.own, self.data) {
            (None, Images::Own) => return Err(ConfigError::OwnMissing),
            (Some(_), data) if data != Images::Own => return Err(ConfigError::OwnOfOther { data: data.name().into() }),
            (Some(own), _) if count == 0 => return Ok(own.training_pool() as u32),
            _ => {}
        }
        match count {
            0 | 1 if is_placed => Err(ConfigError::TooFewPoints { found: count }),
            _ if is_placed => Ok(self.points.training_pool()),
            0 => Ok(self.data.training_pool()),
            _ => Err(ConfigError::PointsOfOther { data: self.data.name().into() }),
        }
    }

    /// The side of an image in pixels, 0 for points.
    pub fn side(&self) -> usize {
        self.own.as_ref().map_or(self.data.side(), |own| own.side)
    }

    /// n: pixels of an image, or coordinates of a point.
    pub fn inputs(&self) -> usize {
        self.own.as_ref().map_or(self.data.inputs(), |own| own.side * own.side)
    }

    /// How many images, or points, are never trained on.
    pub(crate) fn held_out(&self) -> usize {
        match (&self.own, self.data) {
            (Some(own), _) => own.count - own.training_pool(),
            (None, Images::Points) => self.points.count() - self.points.training_pool() as usize,
            (None, data) => data.dataset().collection().held_out,
        }
    }

    /// The learning rate of the update after `step` others: η, or `η·½(1 + cos(π·step/T))` up to step T and 0 from there.
    ///
    /// # Source
    ///
    /// Loshchilov & Hutter (2017), without restarts.
    pub fn rate_at(&self, step: u64) -> f64 {
        match self.rate_schedule {
            RateSchedule::Constant => self.learning_rate,
            RateSchedule::Cosine => {
                let done = (step as f64 / f64::from(self.rate_steps)).min(1.0);
                self.learning_rate * 0.5 * (1.0 + libm::cos(std::f64::consts::PI * done))
            }
        }
    }
}
