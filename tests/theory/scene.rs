//! Linear configurations, the images that they are about, and what theory says of both.

use super::common;
use autoencoder_lab::RunConfig;
use autoencoder_lab::analysis::{LinearTheory, PrincipalComponents, TheoryLine};
use autoencoder_lab::config::{Activation, Images, ValidConfig};
use autoencoder_lab::data::Split;
use ndarray::{Array2, Axis};
use std::sync::LazyLock;

/// A linear network on centred 8×8 digits, of which three pixels are always 0.
pub(crate) fn linear(hidden_units: u32, lambda: f64, tied: bool) -> RunConfig {
    RunConfig {
        data: Images::Digits8,
        training_images: 300,
        hidden_units,
        activation: Activation::Linear,
        lambda,
        tied,
        centred: true,
        ..RunConfig::default()
    }
}

/// The images that all these configurations are about, and what theory says of them.
pub(crate) struct Scene {
    pub(crate) split: Split,
    pub(crate) theory: LinearTheory,
    pub(crate) principal: PrincipalComponents,
    /// `(1/m)XᵀX` of the training images.
    pub(crate) covariance: Array2<f64>,
}

pub(crate) static SCENE: LazyLock<Scene> = LazyLock::new(|| scene(&valid(linear(16, 0.0, false))));

pub(crate) fn valid(config: RunConfig) -> ValidConfig {
    config.validate().unwrap()
}

pub(crate) fn scene(config: &ValidConfig) -> Scene {
    let split = Split::draw(config, &common::dataset(config.data.dataset())).unwrap();
    let x = split.train.intensities().mapv(f64::from);
    let x = &x - &x.mean_axis(Axis(0)).unwrap();
    Scene {
        theory: LinearTheory::of(config, &split).expect("a linear network"),
        principal: PrincipalComponents::of(split.train.intensities().view()),
        covariance: x.t().dot(&x) / x.nrows() as f64,
        split,
    }
}

/// The components as the rows of a matrix.
pub(crate) fn components(principal: &PrincipalComponents) -> Array2<f64> {
    let shape = (principal.variances.len(), principal.mean.len());
    Array2::from_shape_vec(shape, principal.components.clone()).unwrap()
}

pub(crate) fn line(scene: &Scene, config: &RunConfig) -> TheoryLine {
    scene.theory.line(config).expect("linear, centred, coupled")
}

#[track_caller]
pub(crate) fn assert_close(what: &str, found: f64, expected: f64, tolerance: f64, config: &RunConfig) {
    let off = (found - expected).abs();
    assert!(
        off <= tolerance,
        "{what} must be {expected}, found {found} ({off:e} off, {tolerance:e} allowed): {config:?}"
    );
}
