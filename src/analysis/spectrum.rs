//! The singular values of a network's Jacobian at single images.

use super::eigen::Tridiagonal;
use super::principal::{CHUNK, add_products};
use super::response::{PIECE, derivatives, rows_at_once};
use super::span::Span;
use crate::kernel::{InPlace, Multiplier};
use crate::model::{Autoencoder, ForwardPass, slice};
use ndarray::ArrayView2;

/// Works out singular values of `J = diag(f′) W* diag(g′) W`, a piece at a time: the roots of the eigenvalues of JJᵀ's smaller relative.
///
/// J acts within the span of W's rows alone. With Q an orthonormal basis of that, r × n, JQᵀ has the singular values of J, and r ≤
/// min(k, n) columns. The products of those are made and decomposed in f64, so values down to about 10⁻⁷ of the largest, which is what
/// single precision leaves of J itself, are not noise.
#[derive(Debug, Clone)]
pub struct Spectrum {
    /// Of W's rows, where they are fewer than pixels, and how many of them it has.
    span: Option<(Span, usize)>,
    /// `WQᵀ`, k × r, as many rows as there are; W itself where Q would be all of space.
    right: Vec<f32>,
    rank: usize,
    work: Work,
    pass: ForwardPass,
    in_place: InPlace,
}

/// What an image has come to.
#[derive(Debug, Clone)]
enum Work {
    Idle,
    /// `diag(f′) W* diag(g′)`, transposed, and (JQᵀ)ᵀ, as many rows as there are.
    Rows {
        left: Vec<f32>,
        rows: Vec<f32>,
    },
    /// (JQᵀ)ᵀ, and the products of its rows as far as they are added up.
    Products {
        rows: Vec<f64>,
        products: Vec<f64>,
        left: usize,
    },
    Form(Tridiagonal),
}

impl Spectrum {
    /// For images of `model`.
    pub fn new(model: &Autoencoder) -> Self {
        let (n, k) = (model.inputs(), model.hidden_units());
        Self {
            span: (k < n).then(|| (Span::new(n), 0)),
            right: Vec::new(),
            rank: n,
            work: Work::Idle,
            pass: ForwardPass::default(),
            in_place: InPlace::default(),
        }
    }

    /// Bytes of memory, at most: a basis of W's rows while it grows, which is in single precision, too, while it is multiplied; WQᵀ, the
    /// decoder's weights, JQᵀ in both precisions and the products of its rows.
    pub(super) fn bytes(k: usize, n: usize) -> usize {
        let (r, single, double) = (k.min(n), size_of::<f32>(), size_of::<f64>());
        let basis = if k < n { 2 * double * r * n } else { 0 };
        basis
            + single * (k * n.max(r) + k * n)
            + InPlace::bytes(k, r)
            + (single + double) * r * n
            + double * r * (r + 3)
    }

    /// Does another piece of the work for the image `x`, 1 × n; its singular values when it was the last: min(k, n), the largest first.
    ///
    /// # Panics
    ///
    /// If `model` is of another shape than before.
    pub fn advance(&mut self, model: &Autoencoder, x: ArrayView2<f32>) -> Option<Vec<f64>> {
        let (n, most) = (model.inputs(), model.inputs().min(model.hidden_units()));
        if self.right.len() < model.hidden_units() * self.rank {
            self.prepare(model);
            return None;
        }
        let columns = (PIECE / (self.rank * self.rank).max(1)).max(1);
        self.work = match std::mem::replace(&mut self.work, Work::Idle) {
            Work::Idle => Work::Rows { left: self.slopes(model, x), rows: Vec::with_capacity(self.rank * n) },
            Work::Rows { left, mut rows } if rows.len() < self.rank * n => {
                let begin = rows.len() / n;
                let end = self.rank.min(begin + rows_at_once(left.len()));
                rows.resize(end * n, 0.0);
                self.in_place.multiply_rows(&self.right, self.rank, begin..end, &left, n, &mut rows[begin * n..]);
                Work::Rows { left, rows }
            }
            Work::Rows { rows, .. } => {
                let rows = rows.into_iter().map(f64::from).collect();
                Work::Products { rows, products: vec![0.0; self.rank * self.rank], left: 0 }
            }
            Work::Products { rows, mut products, left } if left < n && self.rank > 0 => {
                add_products(&mut products, &rows, self.rank, left);
                Work::Products { rows, products, left: left + CHUNK }
            }
            // A run that explodes is looked into before its error tells.
            Work::Products { products, .. } if !products.iter().all(|product| product.is_finite()) => {
                return Some(vec![f64::NAN; most]);
            }
            Work::Products { products, .. } => Work::Form(Tridiagonal::begin(products, self.rank)),
            Work::Form(mut form) => {
                if (0..columns).all(|_| form.advance()) {
                    Work::Form(form)
                } else {
                    let mut values: Vec<f64> = form.eigenvalues().iter().map(|value| value.max(0.0).sqrt()).collect();
                    values.resize(most, 0.0);
                    return Some(values);
                }
            }
        };
        None
    }

    /// Takes more of W's rows into their span, and with all of them makes more rows of `WQᵀ`.
    fn prepare(&mut self, model: &Autoencoder) {
        let (n, w) = (model.inputs(), model.groups()[0]);
        let Some((span, included)) = &mut self.span else {
            self.right = w.to_vec();
            return;
        };
        if *included < w.len() {
            let end = w.len().min(*included + (PIECE / (2 * n * (span.rank() + 1))).max(1) * n);
            for row in w[*included..end].chunks_exact(n) {
                span.include(row.iter().map(|&w| f64::from(w)).collect());
            }
            *included = end;
            if end == w.len() {
                self.rank = span.rank();
                self.right.reserve_exact(w.len() / n * self.rank);
            }
            return;
        }
        let (r, basis) = (self.rank, span.rows());
        let begin = self.right.len() / r;
        let end = (w.len() / n).min(begin + rows_at_once(r * n));
        self.right.resize(end * r, 0.0);
        let right = &mut self.right[begin * r..];
        let q = ArrayView2::from_shape((r, n), &basis).expect("rank × n numbers");
        Multiplier::default().each(&w[begin * n..end * n], q.t(), &mut |block| {
            let left = block.left;
            for (j, parts) in block.rows() {
                right[j * r + left..][..parts.len()].copy_from_slice(parts);
            }
        });
    }

    /// `diag(g′) W*ᵀ diag(f′)` at `x`, k × n.
    fn slopes(&mut self, model: &Autoencoder, x: ArrayView2<f32>) -> Vec<f32> {
        let n = model.inputs();
        model.reconstruct(x, &mut self.pass);
        let (mut g_prime, mut f_prime) = (Vec::new(), Vec::new());
        derivatives(model.activation, slice(self.pass.h.view_mut()), &mut g_prime);
        derivatives(model.output_activation, slice(self.pass.x_hat.view_mut()), &mut f_prime);
        let mut slopes = model.w_star_t_slice().to_vec();
        for (row, g) in slopes.chunks_exact_mut(n).zip(g_prime) {
            row.iter_mut().zip(&f_prime).for_each(|(w, f)| *w *= g * f);
        }
        slopes
    }
}
