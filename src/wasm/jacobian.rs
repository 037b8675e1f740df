//! The Jacobian of a run's network, as a worker works it out.

use super::fail;
use super::training::Trainer;
use crate::analysis;
use js_sys::Error;
use wasm_bindgen::prelude::*;

/// The Jacobian of a network as it was at one step, worked out a piece at a time.
#[wasm_bindgen]
pub struct Jacobian(analysis::Jacobian);

#[wasm_bindgen]
impl Jacobian {
    /// That of the network that `trainer` has now.
    ///
    /// # Errors
    ///
    /// An `Error` that says that there is no memory for it.
    #[wasm_bindgen(constructor)]
    pub fn new(trainer: &Trainer) -> Result<Jacobian, Error> {
        let run = &trainer.run;
        analysis::Jacobian::new(run.model(), run.split().train.nrows(), run.steps()).map(Self).map_err(fail)
    }

    /// Begins anew, with the network that `trainer` has now.
    pub fn begin(&mut self, trainer: &Trainer) {
        self.0.begin(trainer.run.model(), trainer.run.steps());
    }

    /// Whether it is of the network that `trainer` has now.
    #[wasm_bindgen(js_name = isOf)]
    pub fn is_of(&self, trainer: &Trainer) -> bool {
        self.0.is_of(trainer.run.model(), trainer.run.steps())
    }

    /// Whether all of it is worked out.
    #[wasm_bindgen(getter, js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.0.is_done()
    }

    /// Does a piece of the work, and says what it has completed: 1 the response, 2 the spectrum, 3 the weights, and with them all;
    /// 0 where it goes on.
    pub fn advance(&mut self, trainer: &Trainer) -> u32 {
        let run = &trainer.run;
        self.0.advance(run.split(), run.noisy_held_out(), &|| run.untrained_model()).map_or(0, |part| part as u32)
    }

    /// The step whose network it is of.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> f64 {
        self.0.step() as f64
    }

    /// The mean response, row by row: row p is what output pixel p answers to each input pixel.
    #[wasm_bindgen(getter)]
    pub fn mean(&self) -> Vec<f32> {
        self.0.mean().to_vec()
    }

    /// Noise kept in the limit of small noise, with its own draw; over draws its mean is ‖J‖²/n.
    #[wasm_bindgen(getter, js_name = noiseKept)]
    pub fn noise_kept(&self) -> f64 {
        self.0.noise_kept()
    }

    /// How many singular values an image has: min(k, n).
    #[wasm_bindgen(getter, js_name = singularValuesOfEach)]
    pub fn singular_values_of_each(&self) -> usize {
        self.0.singular_values_of_each()
    }

    /// The singular values, image after image, the largest first.
    #[wasm_bindgen(getter, js_name = singularValues)]
    pub fn singular_values(&self) -> Vec<f64> {
        self.0.singular_values().to_vec()
    }

    /// In how many directions training images vary; ‖J̄‖², and how much of it answers to changes there; then, before training and now,
    /// ‖W‖², how much of it lies there, ‖W*‖², how much of it lies there, and cos(W, W*ᵀ).
    #[wasm_bindgen(getter)]
    pub fn weights(&self) -> Vec<f64> {
        let parts = self.0.weights().into_iter().flat_map(|weights| {
            let ([w, w_star], [w_within, w_star_within]) = (weights.squares, weights.within);
            [w, w_within, w_star, w_star_within, weights.alignment]
        });
        [self.0.directions() as f64].into_iter().chain(self.0.answered()).chain(parts).collect()
    }
}
