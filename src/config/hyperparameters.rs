//! The one table of hyper-parameters: what the page offers, what is accepted, what `docs/hyperparameters.md` lists.

use super::given::Given;
use super::{Activation, Decay, Images, Init, Loss, OptimizerKind, OutputActivation, RateSchedule};
use crate::error::ConfigError;
use serde::Serialize;

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hyperparameter {
    /// The field of a configuration.
    pub field: &'static str,
    /// Its name in words, as the page and the messages use it.
    pub label: &'static str,
    /// What it is when a configuration leaves it out.
    pub default: DefaultValue,
    /// Smallest value of a number, else 0.
    pub min: f64,
    /// Largest value of a number, else 0.
    pub max: f64,
    /// The names of the choices, empty for numbers and switches.
    pub choices: &'static [&'static str],
    /// What kind of control fits it.
    pub scale: Scale,
    /// What it does, in one sentence.
    pub purpose: &'static str,
}

/// A default value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DefaultValue {
    /// Of a number.
    Number(f64),
    /// Of a choice.
    Choice(&'static str),
    /// Of a switch.
    Switch(bool),
}

/// What kind of value a hyper-parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// A whole number.
    Whole,
    /// A real number.
    Real,
    /// One of its choices.
    Choice,
    /// On or off.
    Switch,
}

const fn number(
    field: &'static str,
    label: &'static str,
    default: f64,
    (min, max): (f64, f64),
    scale: Scale,
    purpose: &'static str,
) -> Hyperparameter {
    Hyperparameter { field, label, default: DefaultValue::Number(default), min, max, choices: &[], scale, purpose }
}

const fn choice(
    field: &'static str,
    label: &'static str,
    default: &'static str,
    choices: &'static [&'static str],
    purpose: &'static str,
) -> Hyperparameter {
    let default = DefaultValue::Choice(default);
    Hyperparameter { field, label, default, min: 0.0, max: 0.0, choices, scale: Scale::Choice, purpose }
}

const fn switch(field: &'static str, label: &'static str, default: bool, purpose: &'static str) -> Hyperparameter {
    let default = DefaultValue::Switch(default);
    Hyperparameter { field, label, default, min: 0.0, max: 0.0, choices: &[], scale: Scale::Switch, purpose }
}

/// Every hyper-parameter of a run.
pub const HYPERPARAMETERS: &[Hyperparameter] = &[
    choice("data", "data", "mnist-14", Images::NAMES, "The images, at the size at which they are trained on."),
    number(
        "trainingImages",
        "training images",
        100.0,
        (1.0, 5000.0),
        Scale::Whole,
        "m: with few, a wide network memorizes; with many, it copies.",
    ),
    number(
        "seed",
        "seed",
        1.0,
        (0.0, 4_294_967_295.0),
        Scale::Whole,
        "Decides the images, their order, the initial weights and the noise.",
    ),
    number(
        "hiddenUnits",
        "hidden units",
        16.0,
        (1.0, 4096.0),
        Scale::Whole,
        "k: below the number of pixels n the network is undercomplete, from n on overcomplete.",
    ),
    choice("activation", "activation", "relu", Activation::NAMES, "g of h = g(Wx + b)."),
    choice("outputActivation", "output activation", "linear", OutputActivation::NAMES, "f of x̂ = f(W*h + c)."),
    choice("loss", "loss", "squared-error", Loss::NAMES, "The data term, summed over pixels, averaged over images."),
    number(
        "lambda",
        "L2 strength λ",
        0.0,
        (0.0, 1e6),
        Scale::Real,
        "Adds λ‖θ‖² to the objective and 2λθ to its gradient.",
    ),
    switch("tied", "tie weights", false, "W* = Wᵀ: one matrix for both layers."),
    choice("optimizer", "optimizer", "adam", OptimizerKind::NAMES, "How a gradient becomes an update."),
    number("learningRate", "learning rate", 2e-3, (0.0, 1000.0), Scale::Real, "η: the length of a step."),
    choice("init", "init", "normal", Init::NAMES, "The distribution of the initial weights."),
    number("initGain", "init gain", 1.0, (0.0, 100.0), Scale::Real, "A factor on the initial weights."),
    number(
        "batchSize",
        "batch size",
        25.0,
        (1.0, 5000.0),
        Scale::Whole,
        "Images in a step; m or more is full-batch training.",
    ),
    switch("penalizeBiases", "penalize biases", true, "Whether ‖θ‖² counts b and c, as the lecture's does."),
    switch("countTiedTwice", "count tied W twice", false, "Once a layer: then tied and untied weights shrink alike."),
    choice(
        "decay",
        "decay",
        "coupled",
        Decay::NAMES,
        "Coupled: 2λθ is part of the gradient. Decoupled: weights shrink past the optimizer, as in AdamW.",
    ),
    choice(
        "rateSchedule",
        "rate schedule",
        "constant",
        RateSchedule::NAMES,
        "Cosine: η falls to 0, so that a run settles.",
    ),
    number(
        "rateSteps",
        "rate steps",
        1500.0,
        (1.0, 1e6),
        Scale::Whole,
        "The steps in which a cosine schedule reaches 0.",
    ),
    switch(
        "centred",
        "mean-centred data",
        false,
        "Subtracts the mean training image, as PCA does; for linear outputs.",
    ),
];

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

    /// What the hyper-parameter may be, in words.
    pub fn allowed(&self) -> String {
        match self.scale {
            Scale::Whole | Scale::Real => format!("{}..={}", self.min, self.max),
            Scale::Choice => format!("one of {}", self.choices.join(", ")),
            Scale::Switch => "true or false".into(),
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

    /// Accepts a value of the right kind and range.
    pub(super) fn check_given(&self, given: &Given) -> Result<(), ConfigError> {
        let fits = match self.scale {
            Scale::Whole => given.number().is_some_and(|v| v.fract() == 0.0 && self.check(v).is_ok()),
            Scale::Real => given.number().is_some_and(|v| self.check(v).is_ok()),
            Scale::Choice => given.text().is_some_and(|v| self.choices.contains(&v)),
            Scale::Switch => given.switch().is_some(),
        };
        if fits { Ok(()) } else { Err(self.reject(given.to_string())) }
    }

    pub(super) fn reject(&self, found: String) -> ConfigError {
        ConfigError::OutOfRange { label: self.label.into(), allowed: self.allowed(), found }
    }
}
