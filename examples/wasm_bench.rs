//! The benchmarks' step as a WebAssembly module of its own, built with the page's flags: see `cargo xtask bench page`.

#[cfg(target_arch = "wasm32")]
#[path = "../benches/peak.rs"]
mod peak;

#[cfg(target_arch = "wasm32")]
#[path = "../benches/step.rs"]
mod step;

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm-bindgen exports only what is pub")]
mod module {
    use super::{peak, step};
    use autoencoder_lab::config::{Activation, OptimizerKind};
    use wasm_bindgen::prelude::*;

    /// Does multiplications and additions only; returns how many.
    #[wasm_bindgen]
    pub fn peak(turns: usize) -> f64 {
        std::hint::black_box(peak::peak(turns));
        (turns * peak::OPERATIONS) as f64
    }

    /// A network on given weights and images.
    #[wasm_bindgen]
    pub struct Step(step::Step);

    #[wasm_bindgen]
    impl Step {
        /// See `benches/step.rs`; momentum in place of Adam where `momentum` is set, ReLU where `relu` is.
        #[wasm_bindgen(constructor)]
        pub fn new(
            n: usize,
            k: usize,
            batch: usize,
            momentum: bool,
            relu: bool,
            weights: &[f32],
            images: &[f32],
        ) -> Self {
            let kind = if momentum { OptimizerKind::Momentum } else { OptimizerKind::Adam };
            let activation = if relu { Activation::Relu } else { Activation::Sigmoid };
            Self(step::Step::new([n, k, batch], activation, kind, weights, images))
        }

        /// Does `steps` steps; returns the data term of the last batch, before its update.
        pub fn run(&mut self, steps: usize) -> f64 {
            self.0.run(steps)
        }

        /// How much the products of a step came to at the last one: multiplications and additions.
        pub fn operations(&self) -> f64 {
            self.0.operations() as f64
        }
    }
}
