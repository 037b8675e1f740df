//! Each activation beside its derivative. Both work on whole slices, and derivatives are written in the activation's
//! own value, so that the pre-activation need not be kept.

use crate::choice::choices;
use crate::math;

choices! {
    /// The encoder's activation g.
    Activation {
        /// `max(a, 0)`, with derivative 0 at 0.
        Relu = "relu",
        /// `a` above 0, elsewhere `0.01·a`, with derivative 0.01 at 0: PyTorch's.
        LeakyRelu = "leaky-relu",
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

impl Activation {
    /// Whether a unit can be dead: at most 0 on every training image, where the slope is 0 or a hundredth.
    pub const fn has_dead_side(self) -> bool {
        match self {
            Self::Relu | Self::LeakyRelu => true,
            Self::Sigmoid | Self::Tanh | Self::Linear => false,
        }
    }

    /// Whether it is exactly 0, and its derivative too, for every pre-activation up to 0: products then leave those zeros out.
    pub const fn leaves_zeros(self) -> bool {
        matches!(self, Self::Relu)
    }
}

/// The slope of a leaky ReLU below 0.
const LEAK: f32 = 0.01;

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
            Self::LeakyRelu => values.iter_mut().for_each(|a| *a *= if *a > 0.0 { 1.0 } else { LEAK }),
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
            Self::LeakyRelu => pairs.for_each(|(d, &h)| *d *= if h > 0.0 { 1.0 } else { LEAK }),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_no_derivative_it_is_pytorchs() {
        for (activation, slope) in [(Activation::Relu, 0.0), (Activation::LeakyRelu, 0.01)] {
            for zero in [0.0, -0.0] {
                let (mut value, mut d) = ([zero], [1.0]);
                activation.activate(&mut value);
                activation.times_derivative(&value, &mut d);
                assert_eq!((value, d), ([0.0], [slope]));
            }
        }
    }
}
