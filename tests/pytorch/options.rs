//! The switches of the objective and the rate's schedule against PyTorch, on the traces' network and batches.
//!
//! `tests/reference/options.py` made the numbers, with `torch.optim.AdamW` and `CosineAnnealingLR`.

use crate::common::{array, fixture};
use autoencoder_lab::config::{Activation, OptimizerKind};
use autoencoder_lab::objective::{Penalty, StoredGradient};
use autoencoder_lab::optimizer::Optimizer;
use autoencoder_lab::reference::LOSS_TOLERANCE;
use autoencoder_lab::{Autoencoder, RunConfig};
use ndarray::{Array2, s};
use serde_json::Value;

const K: usize = 16;
const N: usize = 64;

/// The traces' initial network: W, b, W*, c one after another.
fn initial(config: &RunConfig) -> Autoencoder {
    let theta: Vec<f32> = array("init_h16.npy").into_iter().map(|value| value as f32).collect();
    let mut model = Autoencoder::new(&RunConfig { hidden_units: K as u32, ..config.clone() }.validate().unwrap());
    let slices = [(0, K * N), (K * N, K), (K * N + K, K * N), (2 * K * N + K, N)];
    let [w, b, w_star, c] = slices.map(|(begin, length)| &theta[begin..begin + length]);
    model.w.as_slice_mut().unwrap().copy_from_slice(w);
    model.b.as_slice_mut().unwrap().copy_from_slice(b);
    model.c.as_slice_mut().unwrap().copy_from_slice(c);
    if let autoencoder_lab::Decoder::Untied(decoder) = &mut model.decoder {
        decoder.assign(&Array2::from_shape_vec((N, K), w_star.to_vec()).unwrap());
    }
    model
}

#[test]
fn switches_and_schedules_are_pytorchs() {
    let x = Array2::from_shape_vec((128, N), array("x.npy")).unwrap().mapv(|value| value as f32);
    let batches = Array2::from_shape_vec((50, 32), array("batches.npy")).unwrap();
    let runs: Vec<Value> = serde_json::from_slice(&fixture("options.json")).unwrap();
    assert!(runs.len() >= 9, "{} runs", runs.len());
    for run in runs {
        let config = RunConfig {
            optimizer: OptimizerKind::Adam,
            learning_rate: 5e-3,
            lambda: 1e-2,
            data: autoencoder_lab::config::Images::Digits8,
            ..(*RunConfig::from_json(run["config"].clone()).unwrap()).clone()
        };
        let mut model = initial(&config);
        let mut optimizer = Optimizer::new(config.optimizer, &model);
        let mut stored = StoredGradient::new(&model);
        let penalty = Penalty::of(&config);
        for (step, (rows, expected)) in batches.rows().into_iter().zip(run["losses"].as_array().unwrap()).enumerate() {
            let batch = Array2::from_shape_fn((32, N), |(i, j)| x.slice(s![rows[i] as usize, ..])[j]);
            let data = stored.backpropagate(&model, config.loss, batch.view());
            let distance = (data + penalty.value(&model) - expected.as_f64().unwrap()).abs();
            assert!(distance <= LOSS_TOLERANCE, "{} at step {step}: off by {distance:.2e}", run["config"]);
            optimizer.update(&mut model, &stored.gradient, &penalty, config.rate_at(step as u64));
        }
    }
}

/// Each activation is held against PyTorch: in the traces, or here.
#[test]
fn every_activation_has_a_run() {
    let manifest: Value = serde_json::from_slice(&fixture("reference/manifest.json")).unwrap();
    let runs: Vec<Value> = serde_json::from_slice(&fixture("options.json")).unwrap();
    let traced = manifest["runs"].as_array().unwrap().iter().map(|run| &run["g"]);
    let all: Vec<&Value> = traced.chain(runs.iter().map(|run| &run["config"]["activation"])).collect();
    for name in Activation::NAMES {
        assert!(all.iter().any(|traced| *traced == name), "{name} has no run: see tests/reference/options.py");
    }
}
