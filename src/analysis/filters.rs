//! What single hidden units look for and what they draw: encoder rows and decoder columns.

use super::norms::{dot, parts};
use crate::model::Autoencoder;

/// For each hidden unit j `√(‖w_j‖² + ‖w*_j‖²)`, of its row of W and its column of W*.
pub fn unit_norms(model: &Autoencoder) -> Vec<f32> {
    let [w, _, w_star, _] = parts(model);
    let units = w.chunks_exact(model.inputs()).zip(w_star.chunks_exact(model.inputs()));
    units.map(|(row, column)| (dot(row, row) + dot(column, column)).sqrt() as f32).collect()
}

/// The weights of some hidden units: the row of W of each, then the column of W* of each, n numbers apiece.
///
/// # Panics
///
/// If a unit is not below k.
pub fn filters(model: &Autoencoder, units: &[u32]) -> Vec<f32> {
    let n = model.inputs();
    let [w, _, w_star, _] = parts(model);
    let mut weights = Vec::with_capacity(2 * units.len() * n);
    for matrix in [w, w_star] {
        for &unit in units {
            weights.extend_from_slice(&matrix[unit as usize * n..][..n]);
        }
    }
    weights
}
