//! What is trained: [`RunConfig`], its table of hyper-parameters, and the changes a running network takes.

mod change;
mod given;
mod hyperparameters;
mod recipe;

pub use change::{Change, Event};
pub use hyperparameters::{DefaultValue, HYPERPARAMETERS, Hyperparameter, Scale};
pub use recipe::Recipe;

use crate::error::ConfigError;
use given::Given;
use serde::{Deserialize, Deserializer, Serialize};

/// Declares an enum of choices whose names in JSON, in messages and in the table are written once.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// The names of all choices, in the order in which the page offers them.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// This choice's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The choice of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

choices! {
    /// The images of a run: a data set at the size at which it is trained on.
    Images {
        /// MNIST, 28×28 averaged over 2×2 pixels.
        Mnist14 = "mnist-14",
        /// MNIST at its own 28×28.
        Mnist28 = "mnist-28",
        /// Fashion-MNIST, averaged over 2×2 pixels.
        Fashion14 = "fashion-14",
        /// Fashion-MNIST at its own 28×28.
        Fashion28 = "fashion-28",
        /// The 8×8 digits of UCI.
        Digits8 = "digits-8",
    }
}

choices! {
    /// The encoder's activation g.
    Activation {
        /// `max(a, 0)`, with derivative 0 at 0.
        Relu = "relu",
        /// `1 / (1 + e⁻ᵃ)`.
        Sigmoid = "sigmoid",
        /// The hyperbolic tangent.
        Tanh = "tanh",
        /// The identity: with a linear decoder the network is a rank-k linear map.
        Linear = "linear",
    }
}

choices! {
    /// The decoder's activation f.
    OutputActivation {
        /// The identity.
        Linear = "linear",
        /// `1 / (1 + e⁻ᶻ)`: outputs in (0, 1).
        Sigmoid = "sigmoid",
    }
}

choices! {
    /// The data term of the objective, summed over pixels and averaged over images.
    Loss {
        /// `(1/m) Σᵢ Σⱼ (x̂ᵢⱼ − xᵢⱼ)²`: the lecture's.
        SquaredError = "squared-error",
        /// `(1/m) Σᵢ Σⱼ [max(z,0) − z·x + ln(1 + e^−|z|)]`, for outputs in (0, 1).
        CrossEntropy = "cross-entropy",
    }
}

choices! {
    /// How a gradient becomes an update. Constants follow PyTorch.
    OptimizerKind {
        /// `θ −= η·∇`.
        Sgd = "sgd",
        /// `v = 0.9·v + ∇; θ −= η·v`.
        Momentum = "momentum",
        /// Adam with β = (0.9, 0.999), ε = 1e-8.
        Adam = "adam",
    }
}

choices! {
    /// The distribution of the initial weights; biases start at 0.
    Init {
        /// N(0, 0.1²): the classroom default, which does not shrink with the layer.
        Normal = "normal",
        /// Uniform on ±√(6 / (n + k)).
        Glorot = "glorot",
        /// N(0, 2 / inputs of the layer).
        He = "he",
    }
}

choices! {
    /// How the penalty enters an update.
    Decay {
        /// `2λθ` is part of the gradient, as the lecture has it: with Adam it is then scaled like the rest of it.
        Coupled = "coupled",
        /// `θ *= 1 − 2ηλ` before each update, past the optimizer: with Adam this is AdamW's weight decay.
        Decoupled = "decoupled",
    }
}

choices! {
    /// How the learning rate goes on over the steps.
    RateSchedule {
        /// η throughout.
        Constant = "constant",
        /// From η down to 0 along half a cosine, then 0.
        Cosine = "cosine",
    }
}

/// Everything that decides a run: with the same configuration and events, the same bits.
///
/// Missing fields take their defaults; [`HYPERPARAMETERS`] is the table of ranges, defaults and purposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
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
    /// How η goes on over the steps.
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
            hyperparameter.check_given(value)?;
            config.set(field, value).ok_or_else(|| hyperparameter.reject(value.to_string()))?;
        }
        config.validate()
    }

    /// Sets the field of this name; `None` where it is of another kind or there is none.
    fn set(&mut self, field: &str, given: &Given) -> Option<()> {
        match field {
            "data" => self.data = Images::from_name(given.text()?)?,
            "trainingImages" => self.training_images = given.whole()?,
            "seed" => self.seed = given.whole()?,
            "hiddenUnits" => self.hidden_units = given.whole()?,
            "activation" => self.activation = Activation::from_name(given.text()?)?,
            "outputActivation" => self.output_activation = OutputActivation::from_name(given.text()?)?,
            "loss" => self.loss = Loss::from_name(given.text()?)?,
            "lambda" => self.lambda = given.number()?,
            "tied" => self.tied = given.switch()?,
            "optimizer" => self.optimizer = OptimizerKind::from_name(given.text()?)?,
            "learningRate" => self.learning_rate = given.number()?,
            "init" => self.init = Init::from_name(given.text()?)?,
            "initGain" => self.init_gain = given.number()?,
            "batchSize" => self.batch_size = given.whole()?,
            "penalizeBiases" => self.penalize_biases = given.switch()?,
            "countTiedTwice" => self.count_tied_twice = given.switch()?,
            "decay" => self.decay = Decay::from_name(given.text()?)?,
            "rateSchedule" => self.rate_schedule = RateSchedule::from_name(given.text()?)?,
            "rateSteps" => self.rate_steps = given.whole()?,
            "centred" => self.centred = given.switch()?,
            _ => return None,
        }
        Some(())
    }
}

impl Images {
    /// How many images there are to draw training images from.
    pub const fn training_pool(self) -> u32 {
        match self {
            Self::Mnist14 | Self::Mnist28 | Self::Fashion14 | Self::Fashion28 => 5000,
            Self::Digits8 => 1297,
        }
    }

    /// The side of an image in pixels; n is its square.
    pub const fn side(self) -> usize {
        match self {
            Self::Mnist28 | Self::Fashion28 => 28,
            Self::Mnist14 | Self::Fashion14 => 14,
            Self::Digits8 => 8,
        }
    }
}
