//! Initial weights, drawn unit by unit.
//!
//! Unit j's encoder weights are the j-th n numbers of one stream and its decoder weights the j-th n of another. So a
//! wider network starts with the narrower one's units (where the scale does not depend on k), and a tied network
//! starts from the untied one's W.

use crate::config::{Init, ValidConfig};
use crate::random::{Random, Stream};
use ndarray::Array2;

/// Which layer's weights are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// W.
    Encoder,
    /// W*ᵀ.
    Decoder,
}

/// k × n initial weights of one layer: row j is unit j's encoder weights, or its decoder weights (column j of W*).
pub fn initial_weights(config: &ValidConfig, layer: Layer) -> Array2<f32> {
    let (n, k) = (config.inputs(), config.hidden_units as usize);
    let (stream, inputs) = match layer {
        Layer::Encoder => (Stream::Encoder, n),
        Layer::Decoder => (Stream::Decoder, k),
    };
    let mut random = Random::new(config.seed, stream);
    let gain = config.init_gain;
    let mut draw: Box<dyn FnMut() -> f64> = match config.init {
        Init::Normal => Box::new(|| 0.1 * random.normal()),
        Init::Glorot => {
            let bound = libm::sqrt(6.0 / (n + k) as f64);
            Box::new(move || bound * (2.0 * random.uniform() - 1.0))
        }
        Init::He => {
            let sd = libm::sqrt(2.0 / inputs as f64);
            Box::new(move || sd * random.normal())
        }
    };
    Array2::from_shape_simple_fn((k, n), || (gain * draw()) as f32)
}
