//! What several integration tests need: the data sets from the page's own folder, small networks, oracles.
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

use autoencoder_lab::config::{Activation, OutputActivation};
use autoencoder_lab::data::read_npy;
use autoencoder_lab::math;
use autoencoder_lab::{Autoencoder, Change, Dataset, DatasetKind, Decoder, Event, Recipe, RunConfig, Trainer};
use autoencoder_lab_own as own;
use flate2::read::GzDecoder;
use ndarray::{Array1, Array2};
use std::io::Read;
use std::path::Path;
use wide::f32x4;

/// The unpacked bytes of a file of `www/data`.
pub(crate) fn gunzip(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data").join(name);
    let file = std::fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).expect("a gzip file");
    bytes
}

/// A data set that comes with the page, or that recipes make themselves.
pub(crate) fn dataset(kind: DatasetKind) -> Dataset {
    match kind {
        DatasetKind::Plane => return Dataset::plane(),
        DatasetKind::Own => return own(),
        _ => {}
    }
    let stem = kind.file();
    let images = gunzip(&format!("{stem}-images-idx3-ubyte.gz"));
    let labels = gunzip(&format!("{stem}-labels-idx1-ubyte.gz"));
    Dataset::from_idx(kind, &images, &labels).expect("the files that come with the page")
}

/// The digits of `examples/data`, as a person hands them in.
pub(crate) fn own() -> Dataset {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/digits.npy");
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let table = own::read(&[own::Named { name: "digits.npy", bytes: &bytes }], None).unwrap();
    Dataset::from_own(&own::scaled(&table, own::Scaling::Byte, false).unwrap().write()).unwrap()
}

/// A file of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An array of the traces.
pub(crate) fn array(name: &str) -> Vec<f64> {
    read_npy(&fixture(&format!("reference/{name}"))).unwrap().values
}

/// An activation in f64, from its definition.
pub(crate) fn activation(activation: Activation, a: f64) -> f64 {
    match activation {
        Activation::Relu => a.max(0.0),
        Activation::LeakyRelu => a.max(0.01 * a),
        Activation::Sigmoid => 1.0 / (1.0 + (-a).exp()),
        Activation::Tanh => a.tanh(),
        Activation::Linear => a,
    }
}

/// `x̂` of one image in f64.
pub(crate) fn reconstruct(model: &Autoencoder, x: &[f64]) -> Vec<f64> {
    let (k, n) = model.w.dim();
    let w_star = model.w_star();
    let h: Vec<f64> = (0..k)
        .map(|j| {
            let a: f64 = (0..n).map(|i| f64::from(model.w[[j, i]]) * x[i]).sum();
            activation(model.activation, a + f64::from(model.b[j]))
        })
        .collect();
    (0..n)
        .map(|i| {
            let z: f64 = (0..k).map(|j| f64::from(w_star[[i, j]]) * h[j]).sum();
            let z = z + f64::from(model.c[i]);
            match model.output_activation {
                OutputActivation::Linear => z,
                OutputActivation::Sigmoid => activation(Activation::Sigmoid, z),
            }
        })
        .collect()
}

/// As [`activation`], in the core's own arithmetic of f32.
pub(crate) fn plain_activation(activation: Activation, a: f32) -> f32 {
    let one = |f: fn(f32x4) -> f32x4| f(f32x4::splat(a)).to_array()[0];
    match activation {
        // As PyTorch's: NaN stays NaN.
        Activation::Relu => {
            if a < 0.0 {
                0.0
            } else {
                a
            }
        }
        Activation::LeakyRelu => a.max(0.01 * a),
        Activation::Sigmoid => one(math::sigmoid),
        Activation::Tanh => one(math::tanh),
        Activation::Linear => a,
    }
}

/// `d` times the derivative of an activation where it has the value `h`.
pub(crate) fn plain_derivative(activation: Activation, h: f32, d: f32) -> f32 {
    match activation {
        Activation::Relu | Activation::LeakyRelu if h > 0.0 => d,
        Activation::Relu => 0.0,
        Activation::LeakyRelu => 0.01 * d,
        Activation::Sigmoid => d * (h * (1.0 - h)),
        Activation::Tanh => d * (1.0 - h * h),
        Activation::Linear => d,
    }
}

/// A small network with irregular weights and biases, no two alike.
pub(crate) fn network(activation: Activation, f: OutputActivation, tied: bool, k: usize, n: usize) -> Autoencoder {
    let mut count = 0.0_f32;
    let mut next = || {
        count += 1.0;
        (count * 12.9898).sin() * 0.6
    };
    let w = Array2::from_shape_simple_fn((k, n), &mut next);
    let b = Array1::from_shape_simple_fn(k, &mut next);
    let w_star = Array2::from_shape_simple_fn((k, n), &mut next).reversed_axes();
    let c = Array1::from_shape_simple_fn(n, &mut next);
    let decoder = if tied { Decoder::Tied } else { Decoder::Untied(w_star) };
    Autoencoder { activation, output_activation: f, w, b, decoder, c }
}

/// Values in ±`size` that follow from `salt` without a pattern; of eight of them `zeros` are 0.
pub(crate) fn numbers(shape: (usize, usize), size: f32, zeros: u32, salt: u32) -> Array2<f32> {
    Array2::from_shape_fn(shape, |(i, j)| {
        let mixed = (i as u32 * 7919 + j as u32 * 104_729).wrapping_add(salt).wrapping_mul(2_654_435_761);
        let mixed = (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519);
        if (mixed >> 4) % 8 < zeros { 0.0 } else { (mixed as f32 / 4_294_967_296.0 - 0.5) * 2.0 * size }
    })
}

/// A configuration and its changes `(step, change)`.
pub(crate) fn recipe(config: RunConfig, events: &[(u64, Change)]) -> Recipe {
    let events = events.iter().map(|&(step, change)| Event::new(step, change)).collect();
    Recipe::new(config.validate().unwrap(), events).unwrap()
}

/// Makes `steps` steps.
pub(crate) fn advance(trainer: &mut Trainer, steps: usize) {
    for _ in 0..steps {
        trainer.step();
    }
}
