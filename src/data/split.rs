//! Which images are trained on and which are held out.

use super::plane::points;
use super::{Dataset, Pixels};
use crate::config::{Collection, Own, ValidConfig};
use crate::error::ConfigError;
use crate::random::{Random, Stream};
use ndarray::{Array1, Array2, Axis};

/// The images of a run.
#[derive(Debug, Clone)]
pub struct Split {
    /// The rows of the data set that are trained on, for a person's points their places among these, in the order drawn: a smaller m takes the first of a larger one's.
    pub train_rows: Vec<usize>,
    /// The rows of the data set that are held out, in ascending order; of points none.
    pub held_out_rows: Vec<usize>,
    /// m × n training images, less `mean`.
    pub train: Pixels,
    /// All held-out images, less `mean`.
    pub held_out: Pixels,
    /// What was subtracted from every image: the mean training image where images are centred, else 0.
    pub mean: Array1<f32>,
}

impl Split {
    /// Draws the m training images of `config` from `dataset` by its seed; points are made by the configuration itself.
    ///
    /// # Errors
    ///
    /// [`ConfigError::WrongDataset`] or [`ConfigError::WrongOwn`] if `config` asks for another data set, [`ConfigError::MissingImages`]
    /// if some of its images are not here.
    pub fn draw(config: &ValidConfig, dataset: &Dataset) -> Result<Self, ConfigError> {
        let expected = config.data.dataset().collection();
        let is_own = dataset.hash().is_some();
        if config.own.is_some() != is_own || !is_own && expected != *dataset.collection() {
            return Err(ConfigError::WrongDataset {
                expected: config.data.name().into(),
                expected_kind: expected.name.into(),
                found_kind: dataset.collection().name.into(),
            });
        }
        if config.data.is_plane() {
            let (train_rows, [train, held_out]) = points(config);
            return Ok(Self::of(config, [train_rows, Vec::new()], train, held_out));
        }
        let [mut train_rows, held_out_rows] = match &config.own {
            Some(own) => own_rows(own, config.seed, dataset)?,
            None => [(0..config.data.training_pool() as usize).collect(), dataset.held_out_rows().collect()],
        };
        Random::new(config.seed, Stream::Split).shuffle(&mut train_rows);
        train_rows.truncate(config.training_images as usize);
        let side = config.side();
        let missing = train_rows.iter().chain(&held_out_rows).filter(|&&row| !dataset.shows(row, side)).count();
        if missing > 0 {
            return Err(ConfigError::MissingImages { data: config.data.name().into(), missing });
        }
        let (train, held_out) = (dataset.pixels(&train_rows, side), dataset.pixels(&held_out_rows, side));
        Ok(Self::of(config, [train_rows, held_out_rows], train, held_out))
    }

    fn of(
        config: &ValidConfig,
        [train_rows, held_out_rows]: [Vec<usize>; 2],
        mut train: Pixels,
        mut held_out: Pixels,
    ) -> Self {
        let mut mean = Array1::zeros(train.ncols());
        if config.centred {
            mean = mean_image(&train.intensities());
            for images in [&mut train, &mut held_out] {
                images.subtract(mean.clone());
            }
        }
        Self { train_rows, held_out_rows, train, held_out, mean }
    }
}

/// Of a person's own images those that can be trained on, and those that are held out.
fn own_rows(own: &Own, seed: u32, dataset: &Dataset) -> Result<[Vec<usize>; 2], ConfigError> {
    let &Collection { images, side, .. } = dataset.collection();
    if dataset.hash() != Some(own.hash) || images != own.count || side != own.side {
        let hash = dataset.hash().map(|hash| hash.to_string()).unwrap_or_default();
        let found = format!("{images} images of {side}×{side} with hash {hash}");
        return Err(ConfigError::WrongOwn { expected: own.text().into(), found });
    }
    let mut rows: Vec<usize> = (0..images).collect();
    if !own.holds_out_last {
        Random::new(seed, Stream::HeldOutRows).shuffle(&mut rows);
    }
    let mut is_held_out = vec![false; images];
    for row in rows.drain(own.training_pool()..) {
        is_held_out[row] = true;
    }
    let (held_out, pool) = (0..images).partition(|&row| is_held_out[row]);
    Ok([pool, held_out])
}

/// The mean of the rows of `x`, summed in f64 from the first to the last.
fn mean_image(x: &Array2<f32>) -> Array1<f32> {
    let mut sum = Array1::<f64>::zeros(x.ncols());
    for row in x.axis_iter(Axis(0)) {
        sum.zip_mut_with(&row, |sum, &value| *sum += f64::from(value));
    }
    sum.mapv(|sum| (sum / x.nrows() as f64) as f32)
}
