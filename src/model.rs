//! The network: `h = g(Wx + b)`, `x̂ = f(W*h + c)`.

mod autoencoder;
mod init;
mod receipt;

pub use crate::activation::Element;
pub(crate) use autoencoder::slice;
pub use autoencoder::{Autoencoder, Decoder, ForwardPass, ParameterGroup};
pub use init::{Layer, initial_weights};
pub use receipt::Receipt;
