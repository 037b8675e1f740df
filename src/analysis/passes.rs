//! What a network makes of points beside a curve that its data lie about.

use crate::data::Curve;
use crate::model::{Autoencoder, ForwardPass};
use ndarray::{Array1, Array2};

/// Places on the curve.
const PLACES: u32 = 201;

/// How far points are displaced, both ways.
const LENGTH: f64 = 0.01;

/// The shares of small displacements across a curve and along it that are left in the reconstruction: `nᵀJn` and `tᵀJt` with
/// `J = ∂x̂/∂x`, means over 201 places of the curve, by central differences.
///
/// The identity passes both whole; a projection on the curve passes what lies along it, and nothing of what lies across.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passes {
    /// Across the curve.
    pub normal: f64,
    /// Along it.
    pub tangent: f64,
}

impl Passes {
    /// Those of `model`, whose inputs are less `mean`, on `curve`.
    ///
    /// # Panics
    ///
    /// If `model` has other than two inputs.
    pub fn of(model: &Autoencoder, curve: Curve, mean: &Array1<f32>) -> Self {
        let moves = |[cosine, sine]: [f64; 2]| [[-sine, cosine], [cosine, sine]];
        let moved = curve.places(PLACES).flat_map(|(place, along)| {
            let both = |by: [f64; 2]| [LENGTH, -LENGTH].map(|length| [0, 1].map(|i| place[i] + length * by[i]));
            moves(along).map(both).concat()
        });
        let x = moved.flat_map(|point| [0, 1].map(|i| point[i] as f32 - mean[i])).collect();
        let x = Array2::from_shape_vec((4 * PLACES as usize, 2), x).expect("four points to a place");
        let mut pass = ForwardPass::default();
        model.reconstruct(x.view(), &mut pass);
        let mut sums = [0.0; 2];
        for (at, (_, along)) in curve.places(PLACES).enumerate() {
            for (which, by) in moves(along).into_iter().enumerate() {
                let row = 4 * at + 2 * which;
                let left = |i: usize| f64::from(pass.x_hat[[row, i]] - pass.x_hat[[row + 1, i]]) * by[i];
                sums[which] += (left(0) + left(1)) / (2.0 * LENGTH * f64::from(PLACES));
            }
        }
        Self { normal: sums[0], tangent: sums[1] }
    }
}
