//! The folder's table of contents and its arrays.

use crate::config::{Activation, Loss, OptimizerKind, OutputActivation};
use crate::data::{NpyArray, read_npy};
use crate::error::ReferenceError;
use crate::model::{Autoencoder, Decoder};
use ndarray::{Array1, Array2};
use serde::Deserialize;

/// Numbers in all batches of a folder, and in all their hidden activations, at most: a gibibyte.
const MOST_NUMBERS: usize = 1 << 28;

/// `manifest.json`, as far as it is replayed.
#[derive(Debug, Deserialize)]
pub(super) struct Manifest {
    pub(super) n: usize,
    pub(super) m: usize,
    pub(super) batch: usize,
    pub(super) steps: usize,
    pub(super) runs: Vec<Run>,
    pub(super) grad0: Vec<Gradient>,
}

/// Which network.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(super) struct Network {
    #[serde(rename = "H")]
    pub(super) hidden_units: usize,
    pub(super) weights: Weights,
    pub(super) g: Activation,
    pub(super) head: Head,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Weights {
    Tied,
    Untied,
}

/// Data term and output activation together.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Head {
    MseLinear,
    MseSigmoid,
    BceSigmoid,
}

/// A run: the row `index` of the loss arrays.
#[derive(Debug, Deserialize)]
pub(super) struct Run {
    pub(super) index: usize,
    #[serde(flatten)]
    pub(super) network: Network,
    pub(super) optimizer: OptimizerKind,
    pub(super) lr: f64,
    pub(super) lambda: f64,
}

/// A gradient at the initial parameters and the first batch.
#[derive(Debug, Deserialize)]
pub(super) struct Gradient {
    #[serde(flatten)]
    pub(super) network: Network,
    pub(super) file: String,
    pub(super) offset: usize,
    pub(super) len: usize,
}

impl Manifest {
    /// The network of every run and gradient.
    pub(super) fn networks(&self) -> impl Iterator<Item = Network> {
        self.runs.iter().map(|run| run.network).chain(self.grad0.iter().map(|gradient| gradient.network))
    }

    /// Whether there is something to replay, nothing is empty, memory can hold it, and every file is of the folder itself.
    pub(super) fn check(&self) -> Result<(), ReferenceError> {
        let sizes = [("n", self.n), ("m", self.m), ("batch", self.batch), ("steps", self.steps)];
        let count = ("number of runs and gradients", self.networks().count());
        let units = self.networks().map(|network| ("H", network.hidden_units));
        if let Some((what, _)) = sizes.into_iter().chain([count]).chain(units).find(|&(_, size)| size == 0) {
            return Err(ReferenceError::Mismatch {
                what: format!("{what} in manifest.json"),
                expected: "1 or more".into(),
                found: "0".into(),
            });
        }
        if let Some(gradient) = self.grad0.iter().find(|gradient| gradient.file.contains(['/', '\\', ':'])) {
            let why = "it must be the name of a file in the folder".into();
            return Err(ReferenceError::File { file: gradient.file.clone(), why });
        }
        // Files of a few bytes a row could ask for batches that no memory holds.
        let widest = self.networks().map(|network| network.hidden_units).fold(self.n, usize::max);
        let numbers = self.steps.saturating_mul(self.batch).saturating_mul(widest);
        if numbers > MOST_NUMBERS {
            return Err(ReferenceError::Mismatch {
                what: "steps × batch × the larger of n and H in manifest.json".into(),
                expected: format!("{MOST_NUMBERS} at most"),
                found: numbers.to_string(),
            });
        }
        Ok(())
    }
}

impl Head {
    pub(super) fn loss(self) -> Loss {
        match self {
            Self::MseLinear | Self::MseSigmoid => Loss::SquaredError,
            Self::BceSigmoid => Loss::CrossEntropy,
        }
    }

    pub(super) fn output_activation(self) -> OutputActivation {
        match self {
            Self::MseLinear => OutputActivation::Linear,
            Self::MseSigmoid | Self::BceSigmoid => OutputActivation::Sigmoid,
        }
    }
}

impl Network {
    /// The network with the parameters `theta` in the flat untied order W, b, W*, c; tied, W* is passed over.
    pub(super) fn with_parameters(self, n: usize, theta: &[f64]) -> Result<Autoencoder, ReferenceError> {
        let k = self.hidden_units;
        let expected = k.saturating_mul(n.saturating_mul(2).saturating_add(1)).saturating_add(n);
        if theta.len() != expected {
            return Err(ReferenceError::Mismatch {
                what: format!("parameters of {k} hidden units"),
                expected: expected.to_string(),
                found: theta.len().to_string(),
            });
        }
        let theta: Vec<f32> = theta.iter().map(|&value| value as f32).collect();
        let (w, rest) = theta.split_at(k * n);
        let (b, rest) = rest.split_at(k);
        let (w_star, c) = rest.split_at(n * k);
        let matrix = |rows, columns, values: &[f32]| {
            Array2::from_shape_vec((rows, columns), values.to_vec()).expect("split at the matrix's size")
        };
        Ok(Autoencoder {
            activation: self.g,
            output_activation: self.head.output_activation(),
            w: matrix(k, n, w),
            b: Array1::from(b.to_vec()),
            decoder: match self.weights {
                Weights::Tied => Decoder::Tied,
                // To column-by-column storage.
                Weights::Untied => {
                    Decoder::Untied(matrix(n, k, w_star).t().as_standard_layout().into_owned().reversed_axes())
                }
            },
            c: Array1::from(c.to_vec()),
        })
    }

    /// The first words of this network's line in a report.
    pub(super) fn name(self) -> String {
        format!("{} hidden units, {:?}, {:?}", self.hidden_units, self.weights, self.head).to_lowercase()
    }
}

/// The parameters, or a gradient, of `model` in flat order W, b, W* (row by row, when untied), c.
pub(super) fn flat(model: &Autoencoder) -> Vec<f32> {
    let mut values: Vec<f32> = model.w.iter().chain(&model.b).copied().collect();
    if let Decoder::Untied(w_star) = &model.decoder {
        values.extend(w_star.iter());
    }
    values.extend(&model.c);
    values
}

/// Reads files of the folder by name.
pub(super) struct Folder<'a>(pub(super) &'a mut dyn FnMut(&str) -> Result<Vec<u8>, String>);

impl Folder<'_> {
    pub(super) fn bytes(&mut self, file: &str) -> Result<Vec<u8>, ReferenceError> {
        (self.0)(file).map_err(|why| ReferenceError::File { file: file.into(), why })
    }

    /// An array whose shape must be `shape`, where one is given.
    pub(super) fn array(&mut self, file: &str, shape: Option<&[usize]>) -> Result<NpyArray, ReferenceError> {
        let array =
            read_npy(&self.bytes(file)?).map_err(|source| ReferenceError::Array { file: file.into(), source })?;
        match shape {
            Some(shape) if array.shape != shape => Err(ReferenceError::Mismatch {
                what: format!("shape of {file}"),
                expected: format!("{shape:?}"),
                found: format!("{:?}", array.shape),
            }),
            _ => Ok(array),
        }
    }
}
