//! Each activation beside its derivative. Both work on whole slices, and derivatives are written in the activation's
//! own value, so that the pre-activation need not be kept.

use crate::choice::choices;
use crate::math;

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

/// An element-wise function whose derivative is a function of its value.
pub trait Element: Copy {
    /// Replaces each pre-activation `a` by the activation.
    fn activate(self, values: &mut [f32]);

    /// Multiplies each of `d` by the derivative where the activation has `value`.
    fn times_derivative(self, values: &[f32], d: &mut [f32]);
}

impl Element for Activation {
    fn activate(self, values: &mut [f32]) {
        match self {
            // The comparison, unlike `max`, lets NaN through.
            Self::Relu => values.iter_mut().for_each(|a| *a = if *a < 0.0 { 0.0 } else { *a }),
            Self::Sigmoid => math::each(values, math::sigmoid),
            Self::Tanh => math::each(values, math::tanh),
            Self::Linear => {}
        }
    }

    fn times_derivative(self, values: &[f32], d: &mut [f32]) {
        let pairs = d.iter_mut().zip(values);
        match self {
            // relu′(0) = 0.
            Self::Relu => pairs.for_each(|(d, &h)| *d = if h > 0.0 { *d } else { 0.0 }),
            Self::Sigmoid => pairs.for_each(|(d, &h)| *d *= h * (1.0 - h)),
            Self::Tanh => pairs.for_each(|(d, &h)| *d *= 1.0 - h * h),
            Self::Linear => {}
        }
    }
}

impl Element for OutputActivation {
    fn activate(self, values: &mut [f32]) {
        match self {
            Self::Linear => {}
            Self::Sigmoid => Activation::Sigmoid.activate(values),
        }
    }

    fn times_derivative(self, values: &[f32], d: &mut [f32]) {
        match self {
            Self::Linear => {}
            Self::Sigmoid => Activation::Sigmoid.times_derivative(values, d),
        }
    }
}
