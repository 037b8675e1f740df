//! The one table of hyper-parameters. The configuration, what the page offers, what is accepted and what
//! `docs/hyperparameters.md` lists are made of it.

use super::given::Given;
use super::setting::{Scale, Setting, SettingValue, ends, hyperparameters};
use super::{Activation, Decay, Images, Init, Loss, OptimizerKind, OutputActivation, Own, Points, RateSchedule};
use crate::error::ConfigError;

/// Which own data: none for others.
type OptionalOwn = Option<Own>;

hyperparameters! {
    /// Everything that decides a run: with the same configuration and events, the same bits.
    ///
    /// [`RunConfig::from_json`] gives missing fields their defaults; [`HYPERPARAMETERS`] is the table that it is made of.
    #[allow(clippy::struct_excessive_bools, reason = "each is a switch on the page, independent of the others")]
    RunConfig

    data: Images = Images::Mnist14,
        "data", "data", "The images, at the size at which they are trained on, or points of the plane.";
    training_images: u32(1.0..=16_000.0) = 100,
        "trainingImages", "training images", "m: with few, a wide network memorizes; with many, it copies.";
    seed: u32(0.0..=4_294_967_295.0) = 1,
        "seed", "seed", "Decides the images, their order, the initial weights and the noise.";
    hidden_units: u32(1.0..=4096.0) = 16,
        "hiddenUnits", "hidden units",
        "k: below the number of pixels n the network is undercomplete, from n on overcomplete.";
    activation: Activation = Activation::Relu,
        "activation", "activation", "g of h = g(Wx + b).";
    output_activation: OutputActivation = OutputActivation::Linear,
        "outputActivation", "output activation", "f of x̂ = f(W*h + c).";
    loss: Loss = Loss::SquaredError,
        "loss", "loss", "The data term, summed over pixels, averaged over images.";
    lambda: f64(0.0..=1e6) = 0.0, live,
        "lambda", "L2 strength λ", "Adds λ‖θ‖² to the objective and 2λθ to its gradient.";
    tied: bool = false, live,
        "tied", "tie weights", "W* = Wᵀ: one matrix for both layers.";
    optimizer: OptimizerKind = OptimizerKind::Adam,
        "optimizer", "optimizer", "How a gradient becomes an update.";
    learning_rate: f64(0.0..=1000.0) = 2e-3, live,
        "learningRate", "learning rate", "η: the length of a step.";
    init: Init = Init::Normal,
        "init", "init", "The distribution of the initial weights.";
    init_gain: f64(0.0..=100.0) = 1.0,
        "initGain", "init gain", "A factor on the initial weights.";
    batch_size: u32(1.0..=16_000.0) = 25,
        "batchSize", "batch size", "Images in a step; m or more is full-batch training.";
    penalize_biases: bool = true,
        "penalizeBiases", "penalize biases", "Whether ‖θ‖² counts b and c, as the lecture's does.";
    count_tied_twice: bool = false,
        "countTiedTwice", "count tied W twice", "Once a layer: then tied and untied weights shrink alike.";
    decay: Decay = Decay::Coupled,
        "decay", "decay",
        "Coupled: 2λθ is part of the gradient. Decoupled: weights shrink past the optimizer, as in AdamW.";
    rate_schedule: RateSchedule = RateSchedule::Constant,
        "rateSchedule", "rate schedule", "Cosine: η falls to 0, so that a run settles.";
    rate_steps: u32(1.0..=1e6) = 1500,
        "rateSteps", "rate steps", "The steps in which a cosine schedule reaches 0.";
    centred: bool = false,
        "centred", "mean-centred data", "Subtracts the mean training image, as PCA does; for linear outputs.";
    points: Points = Points::NONE,
        "points", "points", "Those that a person has placed, where the data are these.";
    own: OptionalOwn = None,
        "own", "own data", "Which images of a person's own, where the data are these: their number, side and hash.";
}

/// One row of the table of hyper-parameters.
#[derive(Debug, Clone, Copy)]
pub struct Hyperparameter {
    /// The field of a configuration.
    pub field: &'static str,
    /// Its name in words, as the page and the messages use it.
    pub label: &'static str,
    /// Smallest value of a number, else 0.
    pub min: f64,
    /// Largest value of a number, else 0.
    pub max: f64,
    /// The names of the choices, empty for numbers and switches.
    pub choices: &'static [&'static str],
    /// What kind of control fits it.
    pub scale: Scale,
    /// Whether it acts on a running network.
    pub live: bool,
    /// What it does, in one sentence. The page has these of its own accord.
    #[cfg(not(target_arch = "wasm32"))]
    pub purpose: &'static str,
    pub(super) value: fn(&RunConfig) -> SettingValue,
    set: fn(&mut RunConfig, &Given) -> Option<()>,
}

impl Hyperparameter {
    /// The row of `field`.
    ///
    /// # Panics
    ///
    /// If the table has no such field.
    pub fn of(field: &str) -> &'static Self {
        HYPERPARAMETERS
            .iter()
            .find(|h| h.field == field)
            .unwrap_or_else(|| panic!("the table has no hyper-parameter {field}"))
    }

    /// What it is when a configuration leaves it out.
    pub fn default(&self) -> SettingValue {
        (self.value)(&RunConfig::default())
    }

    /// What it may be, in words.
    pub fn allowed(&self) -> String {
        match self.scale {
            Scale::Whole | Scale::Real => format!("{}..={}", self.min, self.max),
            Scale::Choice => format!("one of {}", self.choices.join(", ")),
            Scale::Switch => "true or false".into(),
            Scale::Own => "count, side, s or l, hash and name, as in 1797x8s0123456789ab-digits.npy".into(),
            Scale::Points => "up to 200 points of three letters or digits each".into(),
        }
    }

    /// Accepts a number inside the range.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`], also for NaN.
    pub fn check(&self, value: f64) -> Result<(), ConfigError> {
        if (self.min..=self.max).contains(&value) { Ok(()) } else { Err(self.reject(value.to_string())) }
    }

    /// Sets its field of `config`, if what was handed in is of the right kind and within the range.
    pub(super) fn take(&self, given: &Given, config: &mut RunConfig) -> Result<(), ConfigError> {
        let in_range = given.number().is_none_or(|number| self.check(number).is_ok());
        if in_range && (self.set)(config, given).is_some() { Ok(()) } else { Err(self.reject(given.to_string())) }
    }

    pub(super) fn reject(&self, found: String) -> ConfigError {
        ConfigError::OutOfRange { label: self.label.into(), allowed: self.allowed(), found }
    }
}
