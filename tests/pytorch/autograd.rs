//! What PyTorch says of 24 networks that it has trained: their loss, their norm, and by autograd the trace of their Jacobian.

use crate::common::{array, fixture};
use autoencoder_lab::analysis::{CopyIndex, overlap};
use autoencoder_lab::config::{Activation, Loss, OutputActivation};
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::objective::{Penalty, data_loss_sum};
use autoencoder_lab::{Autoencoder, Decoder};
use ndarray::{Array1, Array2, s};
use serde_json::Value;

const K: usize = 16;
const N: usize = 64;

/// The first numbers of `rest`, as a matrix.
fn matrix(rest: &mut &[f64], shape: (usize, usize)) -> Array2<f32> {
    let values = rest.split_off(..shape.0 * shape.1).expect("as many numbers as the network has");
    Array2::from_shape_fn(shape, |(i, j)| values[i * shape.1 + j] as f32)
}

fn vector(rest: &mut &[f64], length: usize) -> Array1<f32> {
    matrix(rest, (1, length)).row(0).to_owned()
}

/// The network of a run after its last step: W, b, W* (row by row, when untied) and c, one after another.
fn trained(run: &Value, mut theta: &[f64]) -> (Autoencoder, Loss) {
    let (loss, output_activation) = match run["head"].as_str().unwrap() {
        "mse_linear" => (Loss::SquaredError, OutputActivation::Linear),
        "mse_sigmoid" => (Loss::SquaredError, OutputActivation::Sigmoid),
        _ => (Loss::CrossEntropy, OutputActivation::Sigmoid),
    };
    let (w, b) = (matrix(&mut theta, (K, N)), vector(&mut theta, K));
    let decoder = match run["weights"].as_str().unwrap() {
        "tied" => Decoder::Tied,
        // To column-by-column storage.
        _ => Decoder::Untied(matrix(&mut theta, (N, K)).t().as_standard_layout().into_owned().reversed_axes()),
    };
    let activation = Activation::from_name(run["g"].as_str().unwrap()).unwrap();
    let c = vector(&mut theta, N);
    assert!(theta.is_empty(), "{} numbers are left over", theta.len());
    (Autoencoder { activation, output_activation, w, b, decoder, c }, loss)
}

#[track_caller]
fn assert_close(what: &str, found: f64, expected: &Value, run: &Value) {
    let expected = expected.as_f64().unwrap();
    // Parameters were rounded to f32, and arithmetic is f32.
    assert!(
        (found - expected).abs() <= 2e-6 * expected.abs().max(1.0),
        "{what} must be {expected}, found {found}: {run}"
    );
}

#[test]
fn trained_networks_measure_as_in_pytorch() {
    let x = Array2::from_shape_vec((128, N), array("x.npy")).unwrap().mapv(|value| value as f32);
    let theta = array("theta_final_h16_adam.npy");
    let manifest: Value = serde_json::from_slice(&fixture("reference/manifest.json")).unwrap();
    let runs: Vec<&Value> =
        manifest["runs"].as_array().unwrap().iter().filter(|run| run["theta_offset"].is_u64()).collect();
    assert_eq!(runs.len(), 24);
    for run in runs {
        let [offset, length] = ["theta_offset", "theta_len"].map(|key| run[key].as_u64().unwrap() as usize);
        let (model, loss) = trained(run, &theta[offset..offset + length]);
        assert_close("‖θ‖²", Penalty::lecture(0.0).theta_squared(&model), &run["final_sumsq"], run);
        let mut pass = ForwardPass::default();
        model.forward(x.view(), &mut pass);
        let z = pass.x_hat.as_slice_mut().unwrap();
        let sum = data_loss_sum(loss, model.output_activation, z, x.as_slice().unwrap());
        assert_close("data term", sum / 128.0, &run["final_full_data_loss"], run);
        for (image, expected) in run["trJ_first8"].as_array().unwrap().iter().enumerate() {
            model.reconstruct(x.slice(s![image..=image, ..]), &mut pass);
            assert_close(
                "tr ∂x̂/∂x",
                CopyIndex::default().sum(&model, &overlap(&model), &pass) * N as f64,
                expected,
                run,
            );
        }
    }
}
