//! Where a run began: what another program needs to repeat it.

use super::training::Trainer;
use crate::data::Pixels;
use crate::math;
use crate::model::Receipt;
use js_sys::Float32Array;
use ndarray::Array2;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Trainer {
    /// Every parameter as it was before the first step, in the order of a state's.
    #[wasm_bindgen(js_name = firstParameters)]
    pub fn first_parameters(&self) -> Vec<f32> {
        self.run.untrained_model().slices().concat()
    }

    /// The receipt of these.
    #[wasm_bindgen(js_name = firstReceipt)]
    pub fn first_receipt(&self) -> Option<String> {
        math::IS_REPRODUCIBLE.then(|| Receipt::of(&self.run.untrained_model()).to_string())
    }

    /// All training images, m × n, as the network sees them.
    #[wasm_bindgen(js_name = trainingRows)]
    pub fn training_rows(&self) -> Float32Array {
        rows(&self.run.split().train)
    }

    /// All held-out images, likewise.
    #[wasm_bindgen(js_name = heldOutRows)]
    pub fn held_out_rows(&self) -> Float32Array {
        rows(&self.run.split().held_out)
    }

    /// The order of the training images in the first `epochs` passes: see the core's `batch_order`.
    #[wasm_bindgen(js_name = batchOrder)]
    pub fn batch_order(&self, epochs: usize) -> Vec<u32> {
        self.run.batch_order(epochs)
    }
}

/// Image by image, in memory of the worker: this module's need not hold them all.
fn rows(images: &Pixels) -> Float32Array {
    let (m, n) = (images.nrows() as u32, images.ncols() as u32);
    let all = Float32Array::new_with_length(m * n);
    let mut room = Array2::zeros((1, images.ncols()));
    for row in 0..m {
        let image = images.gather(std::iter::once(row as usize), &mut room);
        all.subarray(row * n, (row + 1) * n).copy_from(image.as_slice().expect("images are row-major"));
    }
    all
}
