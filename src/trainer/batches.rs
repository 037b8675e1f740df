//! The order of the training images: one shuffled pass an epoch.

use crate::config::ValidConfig;
use crate::random::{Random, Stream};
use ndarray::{Array2, ArrayView2, Axis, s};

/// Gathers batch after batch; the last of an epoch may be smaller.
#[derive(Debug, Clone)]
pub(super) struct Batches {
    order: Vec<usize>,
    position: usize,
    size: usize,
    random: Random,
    gathered: Array2<f32>,
}

impl Batches {
    pub(super) fn new(config: &ValidConfig) -> Self {
        let m = config.training_images as usize;
        let size = m.min(config.batch_size as usize);
        Self {
            order: (0..m).collect(),
            position: m,
            size,
            random: Random::new(config.seed, Stream::Batches),
            gathered: Array2::zeros((size, config.data.side().pow(2))),
        }
    }

    /// Updates in an epoch.
    pub(super) fn per_epoch(&self) -> usize {
        self.order.len().div_ceil(self.size)
    }

    /// Goes on as after `steps` batches from the beginning.
    pub(super) fn advance(&mut self, steps: u64) {
        let per_epoch = self.per_epoch() as u64;
        for _ in 0..steps.div_ceil(per_epoch) {
            self.random.shuffle(&mut self.order);
        }
        let batches = if steps == 0 { per_epoch } else { (steps - 1) % per_epoch + 1 };
        self.position = (batches as usize * self.size).min(self.order.len());
    }

    /// The next batch of `train`, one image a row.
    pub(super) fn next(&mut self, train: &Array2<f32>) -> ArrayView2<'_, f32> {
        if self.position == self.order.len() {
            self.random.shuffle(&mut self.order);
            self.position = 0;
        }
        let end = (self.position + self.size).min(self.order.len());
        let rows = &self.order[self.position..end];
        for (mut row, &image) in self.gathered.axis_iter_mut(Axis(0)).zip(rows) {
            row.assign(&train.row(image));
        }
        self.position = end;
        self.gathered.slice(s![..rows.len(), ..])
    }
}
