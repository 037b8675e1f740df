//! Kernels and whole steps on this machine: `cargo xtask bench native [--quick]`.
//!
//! Last it prints each as a share of the multiply-add peak, measured in the same run.

mod peak;
mod step;

use autoencoder_lab::config::{Activation, Images, OptimizerKind};
use autoencoder_lab::kernel::{InPlace, Multiplier};
use autoencoder_lab::model::{Layer, initial_weights};
use autoencoder_lab::{Dataset, DatasetKind, RunConfig, ValidConfig};
use criterion::{BenchmarkId, Criterion};
use flate2::read::GzDecoder;
use ndarray::Array2;
use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, io};
use step::Step;

/// Batches that are used in turn.
const BATCHES: usize = 4;

/// Something that was timed.
struct Timed {
    group: &'static str,
    name: String,
    /// Multiplications and additions in one iteration.
    operations: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    // Criterion does not get to see the options: its own `--quick` means something else.
    let quick = std::env::args().any(|argument| argument == "--quick");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("criterion");
    let seconds = |quickly, else_| Duration::from_secs_f64(if quick { quickly } else { else_ });
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .without_plots()
        .sample_size(if quick { 10 } else { 30 })
        .warm_up_time(seconds(0.5, 1.0))
        .measurement_time(seconds(1.0, 3.0));
    let peak = operations_per_second();
    let mut timed = products(&mut criterion, quick);
    timed.extend(steps(&mut criterion, quick)?);
    println!("\npeak: {:.1} GFLOP/s, four numbers at once on one core", peak / 1e9);
    for Timed { group, name, operations } in timed {
        let rate = operations as f64 / seconds_of(&folder.join(group).join(&name))?;
        println!("{group} {name}: {:.1} GFLOP/s, {:.0} % of the peak", rate / 1e9, 100.0 * rate / peak);
    }
    Ok(())
}

/// The best of many short looks: what disturbs a look only makes it slower.
fn operations_per_second() -> f64 {
    const TURNS: usize = 200_000;
    let look = |_| {
        let begin = Instant::now();
        black_box(peak::peak(black_box(TURNS)));
        (TURNS * peak::OPERATIONS) as f64 / begin.elapsed().as_secs_f64()
    };
    (0..200).map(look).fold(0.0, f64::max)
}

/// The five products of a step, by what they give: dense ones, with all that it takes to bring both sides into form.
fn products(criterion: &mut Criterion, quick: bool) -> Vec<Timed> {
    let shapes: &[_] =
        if quick { &[(784, 128, 64)] } else { &[(784, 16, 64), (784, 128, 64), (784, 784, 64), (196, 392, 25)] };
    let mut timed = Vec::new();
    let mut group = criterion.benchmark_group("product");
    for &(n, k, batch) in shapes {
        let numbers =
            |rows, columns| Array2::from_shape_fn((rows, columns), |(i, j)| ((i * 31 + j * 17) % 97 + 1) as f32 / 97.0);
        let (w, x, h) = (numbers(k, n), numbers(batch, n), numbers(k, batch));
        let (w, h) = (w.as_slice().expect("row-major"), h.as_slice().expect("row-major"));
        let (mut multiplier, mut in_place) = (Multiplier::default(), InPlace::default());
        let mut z = vec![0.0; batch * n];
        for product in ["h", "z", "dh", "dW", "dW-star"] {
            let name = format!("{product} n{n} k{k} batch{batch}");
            group.bench_function(BenchmarkId::from_parameter(&name), |bencher| {
                bencher.iter(|| {
                    let (a, b) = match product {
                        "z" => return in_place.multiply(black_box(h), w, (batch, n), &mut z),
                        "h" | "dh" => (w, x.t()),
                        _ => (h, x.view()),
                    };
                    multiplier.each(black_box(a), b, &mut |block| {
                        black_box(&block.values);
                    });
                });
            });
            timed.push(Timed { group: "product", name, operations: 2 * n * k * batch });
        }
    }
    timed
}

/// Whole steps; only their five products count as operations.
fn steps(criterion: &mut Criterion, quick: bool) -> Result<Vec<Timed>, Box<dyn Error>> {
    let dataset = digits()?;
    let (units, batches): (&[usize], &[usize]) =
        if quick { (&[32, 392], &[64]) } else { (&[2, 16, 32, 128, 392, 784, 1568], &[25, 64, 256]) };
    let mut timed = Vec::new();
    let mut group = criterion.benchmark_group("step");
    for data in [Images::Mnist14, Images::Mnist28] {
        for (&k, &batch) in units.iter().flat_map(|k| batches.iter().map(move |batch| (k, batch))) {
            // ReLU, whose zeros are left out, where the lesson has most of them.
            let activations = [Activation::Sigmoid, Activation::Relu].into_iter().take(if k == 392 { 2 } else { 1 });
            for (activation, tied) in activations.flat_map(|activation| [(activation, false), (activation, true)]) {
                let config = RunConfig { data, hidden_units: k as u32, activation, tied, ..RunConfig::default() };
                let config = config.validate()?;
                let n = data.side().pow(2);
                let name = format!("n{n} k{k} batch{batch} {}{}", activation.name(), if tied { " tied" } else { "" });
                let mut step = step_of(&config, &dataset, batch);
                group.bench_function(BenchmarkId::from_parameter(&name), |bencher| bencher.iter(|| step.run(1)));
                timed.push(Timed { group: "step", name, operations: 10 * n * k * batch });
            }
        }
    }
    Ok(timed)
}

/// The step of a configuration's network on the first digits.
fn step_of(config: &ValidConfig, dataset: &Dataset, batch: usize) -> Step {
    let layers = [Layer::Encoder, Layer::Decoder];
    let layers = &layers[..if config.tied { 1 } else { 2 }];
    let weights: Vec<f32> = layers.iter().flat_map(|&layer| initial_weights(config, layer)).collect();
    let side = config.data.side();
    let rows: Vec<usize> = (0..BATCHES * batch).collect();
    let images: Vec<f32> = dataset.images(&rows, side).into_iter().collect();
    Step::new(
        [side * side, config.hidden_units as usize, batch],
        config.activation,
        OptimizerKind::Adam,
        &weights,
        &images,
    )
}

fn digits() -> Result<Dataset, Box<dyn Error>> {
    let unpack = |name: &str| -> io::Result<Vec<u8>> {
        let file = fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/data").join(name))?;
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut GzDecoder::new(file), &mut bytes)?;
        Ok(bytes)
    };
    let (images, labels) = (unpack("mnist-6k-images-idx3-ubyte.gz")?, unpack("mnist-6k-labels-idx1-ubyte.gz")?);
    Ok(Dataset::from_idx(DatasetKind::Mnist, &images, &labels)?)
}

/// The median time of an iteration, as criterion has written it down.
fn seconds_of(folder: &Path) -> Result<f64, Box<dyn Error>> {
    let estimates: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("new/estimates.json"))?)?;
    let nanoseconds = estimates["median"]["point_estimate"].as_f64().ok_or("criterion wrote no median")?;
    Ok(nanoseconds / 1e9)
}
