//! How large the parts of a network are, and how far from tied.

use crate::model::Autoencoder;

/// The Frobenius norms of a network's parts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Norms {
    /// ‖W‖.
    pub w: f64,
    /// ‖W*‖; tied, ‖W‖.
    pub w_star: f64,
    /// ‖b‖.
    pub b: f64,
    /// ‖c‖.
    pub c: f64,
    /// cos(W, W*ᵀ) = ⟨W, W*ᵀ⟩ / (‖W‖‖W*‖): tied, 1; 0 where there is no angle. L2 drives it towards 1.
    pub alignment: f64,
}

impl Norms {
    /// The norms of `model`, sums in f64 in the order of its memory.
    pub fn of(model: &Autoencoder) -> Self {
        let [w, b, w_star, c] = parts(model);
        let (w_squared, w_star_squared) = (dot(w, w), dot(w_star, w_star));
        let root = (w_squared * w_star_squared).sqrt();
        Self {
            w: w_squared.sqrt(),
            w_star: w_star_squared.sqrt(),
            b: dot(b, b).sqrt(),
            c: dot(c, c).sqrt(),
            alignment: if root > 0.0 { dot(w, w_star) / root } else { 0.0 },
        }
    }
}

/// W, b, W*ᵀ and c of a network, matrices unit by unit; tied, W*ᵀ is W.
pub(super) fn parts(model: &Autoencoder) -> [&[f32]; 4] {
    let [w, b, _, c] = model.groups();
    [w, b, model.w_star_t_slice(), c]
}

/// `Σ aᵢbᵢ` in f64.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum()
}
