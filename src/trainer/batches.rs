//! The order of the training images: one shuffled pass an epoch.

use crate::config::ValidConfig;
use crate::data::Pixels;
use crate::random::{Random, Stream};
use ndarray::{Array2, ArrayView2};

/// Gathers batch after batch; the last of an epoch may be smaller.
#[derive(Debug, Clone)]
pub(super) struct Batches {
    order: Vec<usize>,
    position: usize,
    size: usize,
    random: Random,
}

impl Batches {
    pub(super) fn new(config: &ValidConfig) -> Self {
        let m = config.training_images as usize;
        let size = m.min(config.batch_size as usize);
        Self { order: (0..m).collect(), position: m, size, random: Random::new(config.seed, Stream::Batches) }
    }

    /// Images in a batch, at most.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Updates in an epoch.
    pub(super) fn per_epoch(&self) -> usize {
        self.order.len().div_ceil(self.size)
    }

    /// The image that stands `count` images before the next one, by its place among the training images.
    pub(super) fn before_next(&self, count: usize) -> usize {
        self.order[self.position - count]
    }

    /// Goes to where it is after `steps` batches from the beginning.
    pub(super) fn advance(&mut self, steps: u64) {
        let per_epoch = self.per_epoch() as u64;
        for _ in 0..steps.div_ceil(per_epoch) {
            self.random.shuffle(&mut self.order);
        }
        let batches = if steps == 0 { per_epoch } else { (steps - 1) % per_epoch + 1 };
        self.position = (batches as usize * self.size).min(self.order.len());
    }

    /// The order of the images in the next epoch.
    pub(super) fn next_epoch(&mut self) -> &[usize] {
        self.random.shuffle(&mut self.order);
        &self.order
    }

    /// The next batch of `train`, one image a row, gathered in `room`.
    pub(super) fn next<'a>(&mut self, train: &Pixels, room: &'a mut Array2<f32>) -> ArrayView2<'a, f32> {
        if self.position == self.order.len() {
            self.random.shuffle(&mut self.order);
            self.position = 0;
        }
        let end = (self.position + self.size).min(self.order.len());
        let rows = &self.order[self.position..end];
        self.position = end;
        train.gather(rows.iter().copied(), room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Init, OptimizerKind, RunConfig};

    /// Training images of which each pixel is the image's number.
    fn numbered(m: usize) -> Pixels {
        Pixels::from_bytes((0..m).flat_map(|i| [i as u8; 196]).collect(), 196, 1.0)
    }

    /// The numbers of the images in each of so many batches.
    fn rows(config: RunConfig, batches: usize) -> Vec<Vec<f32>> {
        let train = numbered(config.training_images as usize);
        let mut order = Batches::new(&config.validate().unwrap());
        let mut room = Array2::zeros((order.size(), train.ncols()));
        (0..batches).map(|_| order.next(&train, &mut room).column(0).to_vec()).collect()
    }

    #[test]
    fn lanes_share_the_order_of_batches_whatever_else_they_do() {
        let expected = rows(RunConfig::default(), 20);
        let other = RunConfig {
            hidden_units: 392,
            lambda: 0.1,
            tied: true,
            optimizer: OptimizerKind::Sgd,
            init: Init::He,
            ..RunConfig::default()
        };
        assert_eq!(rows(other, 20), expected);
        assert_ne!(rows(RunConfig { seed: 2, ..RunConfig::default() }, 20), expected);
    }

    /// 60 images in batches of 25: each epoch has every image once, in another order; the last batch has 10.
    #[test]
    fn an_epoch_has_every_image_once() {
        let config = RunConfig { training_images: 60, ..RunConfig::default() };
        let batches = rows(config, 6);
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10, 25, 25, 10]);
        let [first, second] = [0, 3].map(|at| batches[at..at + 3].concat());
        assert_ne!(first, second);
        for mut epoch in [first, second] {
            epoch.sort_by(f32::total_cmp);
            assert_eq!(epoch, (0..60_u8).map(f32::from).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_order_of_epochs_is_that_of_their_batches() {
        let config = RunConfig { training_images: 60, ..RunConfig::default() };
        let mut order = Batches::new(&config.clone().validate().unwrap());
        for epoch in rows(config, 9).chunks(3) {
            let expected: Vec<f32> = order.next_epoch().iter().map(|&row| row as f32).collect();
            assert_eq!(epoch.concat(), expected);
        }
    }

    #[test]
    fn going_on_after_some_steps_is_having_made_them() {
        let config = RunConfig { training_images: 60, ..RunConfig::default() };
        let (whole, train) = (rows(config.clone(), 12), numbered(60));
        for made in 0..9 {
            let mut order = Batches::new(&config.clone().validate().unwrap());
            order.advance(made as u64);
            let mut room = Array2::zeros((order.size(), train.ncols()));
            for expected in &whole[made..made + 3] {
                assert_eq!(order.next(&train, &mut room).column(0).to_vec(), *expected, "after {made} steps");
            }
        }
    }
}
