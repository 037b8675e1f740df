//! The choices of a configuration: what can be picked by name.

use crate::choice::choices;

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
    /// How the learning rate changes over the steps.
    RateSchedule {
        /// η throughout.
        Constant = "constant",
        /// From η down to 0 along half a cosine, then 0.
        Cosine = "cosine",
    }
}
