//! What is trained: [`RunConfig`], its table of hyper-parameters, and the changes a running network takes.

mod change;
mod choices;
mod given;
mod hyperparameters;
mod recipe;

pub use change::{Change, Event, MadeChange, Value};
pub use choices::{Activation, Decay, Images, Init, Loss, OptimizerKind, OutputActivation, RateSchedule};
pub use hyperparameters::{DefaultValue, HYPERPARAMETERS, Hyperparameter, Scale};
pub use recipe::Recipe;
pub(crate) use recipe::{change_before, first_since_jump, record};

use crate::error::ConfigError;
use serde::Serialize;

/// Everything that decides a run: with the same configuration and events, the same bits.
///
/// [`RunConfig::from_json`] gives missing fields their defaults; [`HYPERPARAMETERS`] is the table of ranges, defaults and
/// purposes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch on the page, independent of the others")]
pub struct RunConfig {
    /// The images trained on and held out.
    pub data: Images,
    /// m: how many images are trained on.
    pub training_images: u32,
    /// The seed of every use of chance.
    pub seed: u32,
    /// k: the width of the hidden layer.
    pub hidden_units: u32,
    /// g.
    pub activation: Activation,
    /// f.
    pub output_activation: OutputActivation,
    /// The data term.
    pub loss: Loss,
    /// λ of the penalty λ‖θ‖².
    pub lambda: f64,
    /// Whether the decoder is the encoder transposed, `W* = Wᵀ`.
    pub tied: bool,
    /// The optimizer.
    pub optimizer: OptimizerKind,
    /// η.
    pub learning_rate: f64,
    /// The distribution of the initial weights.
    pub init: Init,
    /// A factor on the initial weights.
    pub init_gain: f64,
    /// Images in a batch; m or more is full-batch training.
    pub batch_size: u32,
    /// Whether ‖θ‖² counts the biases.
    pub penalize_biases: bool,
    /// Whether ‖θ‖² counts a tied W once for each layer it serves.
    pub count_tied_twice: bool,
    /// How the penalty enters an update.
    pub decay: Decay,
    /// How η changes over the steps.
    pub rate_schedule: RateSchedule,
    /// T: the steps in which a cosine schedule reaches 0.
    pub rate_steps: u32,
    /// Whether the mean training image is subtracted from every image.
    pub centred: bool,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            data: Images::Mnist14,
            training_images: 100,
            seed: 1,
            hidden_units: 16,
            activation: Activation::Relu,
            output_activation: OutputActivation::Linear,
            loss: Loss::SquaredError,
            lambda: 0.0,
            tied: false,
            optimizer: OptimizerKind::Adam,
            learning_rate: 2e-3,
            init: Init::Normal,
            init_gain: 1.0,
            batch_size: 25,
            penalize_biases: true,
            count_tied_twice: false,
            decay: Decay::Coupled,
            rate_schedule: RateSchedule::Constant,
            rate_steps: 1500,
            centred: false,
        }
    }
}

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
    /// Checks every value against [`HYPERPARAMETERS`] and the fields against each other.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`] for the first value outside its range,
    /// [`ConfigError::CrossEntropyNeedsSigmoid`] and [`ConfigError::CentredNeedsLinear`] if loss, output and data do not
    /// fit each other.
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
        for (field, value) in [
            ("trainingImages", f64::from(self.training_images)),
            ("seed", f64::from(self.seed)),
            ("hiddenUnits", f64::from(self.hidden_units)),
            ("lambda", self.lambda),
            ("learningRate", self.learning_rate),
            ("initGain", self.init_gain),
            ("batchSize", f64::from(self.batch_size)),
            ("rateSteps", f64::from(self.rate_steps)),
        ] {
            Hyperparameter::of(field).check(value)?;
        }
        let available = self.data.training_pool();
        if self.training_images > available {
            return Err(ConfigError::OutOfRange {
                label: format!("training images of {}", self.data.name()),
                allowed: format!("1..={available}"),
                found: self.training_images.to_string(),
            });
        }
        if self.loss == Loss::CrossEntropy && self.output_activation != OutputActivation::Sigmoid {
            return Err(ConfigError::CrossEntropyNeedsSigmoid { found: self.output_activation.name().into() });
        }
        if self.centred && self.output_activation != OutputActivation::Linear {
            return Err(ConfigError::CentredNeedsLinear { found: self.output_activation.name().into() });
        }
        Ok(ValidConfig(self))
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
