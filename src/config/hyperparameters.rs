//! The one table of hyper-parameters. The configuration, what the page offers, what is accepted and what
//! `docs/hyperparameters.md` lists are made of it.

use super::setting::{Hyperparameter, Setting, ends, hyperparameters};
use super::{Activation, Decay, Images, Init, Loss, OptimizerKind, OutputActivation, RateSchedule};

hyperparameters! {
    /// Everything that decides a run: with the same configuration and events, the same bits.
    ///
    /// [`RunConfig::from_json`] gives missing fields their defaults; [`HYPERPARAMETERS`] is the table that it is made of.
    #[allow(clippy::struct_excessive_bools, reason = "each is a switch on the page, independent of the others")]
    RunConfig

    data: Images = Images::Mnist14,
        "data", "data", "The images, at the size at which they are trained on.";
    training_images: u32(1.0..=5000.0) = 100,
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
    batch_size: u32(1.0..=5000.0) = 25,
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
}
