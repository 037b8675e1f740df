//! Which images are trained on and which are held out.

use super::Dataset;
use crate::config::ValidConfig;
use crate::error::ConfigError;
use crate::random::{Random, Stream};
use ndarray::Array2;

/// The images of a run.
#[derive(Debug, Clone)]
pub struct Split {
    /// The rows of the data set that are trained on, in the order drawn: a smaller m takes the first of a larger one's.
    pub train_rows: Vec<usize>,
    /// m × n training images.
    pub train: Array2<f32>,
    /// All held-out images.
    pub held_out: Array2<f32>,
}

impl Split {
    /// Draws the m training images of `config` from `dataset` by its seed.
    ///
    /// # Errors
    ///
    /// [`ConfigError::WrongDataset`] if `config` asks for another data set.
    pub fn draw(config: &ValidConfig, dataset: &Dataset) -> Result<Self, ConfigError> {
        if config.data.dataset() != dataset.kind() {
            return Err(ConfigError::WrongDataset {
                expected: config.data.name().into(),
                expected_kind: config.data.dataset().name().into(),
                found_kind: dataset.kind().name().into(),
            });
        }
        let mut train_rows: Vec<usize> = (0..config.data.training_pool() as usize).collect();
        Random::new(config.seed, Stream::Split).shuffle(&mut train_rows);
        train_rows.truncate(config.training_images as usize);
        let side = config.data.side();
        let held_out_rows: Vec<usize> = dataset.held_out_rows().collect();
        Ok(Self {
            train: dataset.images(&train_rows, side),
            held_out: dataset.images(&held_out_rows, side),
            train_rows,
        })
    }
}
