//! Where a run began: with the images, what another program needs to repeat it.

use super::Trainer;
use super::batches::Batches;
use crate::config::ValidConfig;

impl Trainer {
    /// In which order the training images come in each of the first `epochs` passes, by their places among them, one pass after
    /// another. A pass is cut into batches from its beginning; its last may be smaller.
    pub fn batch_order(&self, epochs: usize) -> Vec<u32> {
        let mut batches = Batches::new(&self.valid_start());
        (0..epochs).flat_map(|_| batches.next_epoch().iter().map(|&row| row as u32).collect::<Vec<_>>()).collect()
    }

    /// The configuration that the run began with.
    pub(super) fn valid_start(&self) -> ValidConfig {
        self.start.clone().validate().expect("a run begins with a valid configuration")
    }
}
