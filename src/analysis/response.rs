//! The mean response of a network: what a tiny change of each input pixel does to each output pixel.

use crate::kernel::{InPlace, Multiplier};
use crate::model::{Autoencoder, Element, ForwardPass, slice};
use ndarray::ArrayView2;

/// Products of two numbers in a piece of work, about: some milliseconds of them.
pub(super) const PIECE: usize = 10_000_000;

/// Rows of a product in a piece of work, at least: below that the other factor is read for too little.
const ROWS: usize = 32;

/// How many rows of a product are a piece of work, if each takes so many products of two numbers.
pub(super) fn rows_at_once(products: usize) -> usize {
    (PIECE / products.max(1)).max(1).next_multiple_of(ROWS)
}

/// The mean of the Jacobian `J = ∂x̂/∂x = diag(f′) W* diag(g′) W` over images, and what becomes of noise that is small.
///
/// The mean is exact without a Jacobian for any image: `J̄ = Σⱼ (W*ⱼ ∘ sⱼ) wⱼ` with sⱼ the mean of `f′ g′ⱼ`, so an image costs about
/// what a step costs, and only the mean is n × n.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// Images that were added.
    images: usize,
    /// `Σ g′ⱼ f′`, k × n.
    slopes: Vec<f32>,
    /// `Σ ‖Jε‖²`.
    moved: f64,
    /// J̄, as many rows as there are.
    mean: Vec<f32>,
    pass: ForwardPass,
    g_prime: Vec<f32>,
    f_prime: Vec<f32>,
    epsilon: Vec<f32>,
    changed: Vec<f32>,
    multiplier: Multiplier,
    in_place: InPlace,
}

impl Response {
    /// Adds the images `x` of `model`, and the noise that `noisy` has beside them.
    ///
    /// # Shapes
    ///
    /// `x` and `noisy`: batch × n, row-major.
    ///
    /// # Panics
    ///
    /// If they are not of these shapes, or `model` is of another shape than before.
    pub fn add(&mut self, model: &Autoencoder, x: ArrayView2<f32>, noisy: ArrayView2<f32>) {
        let ((batch, n), k) = (x.dim(), model.hidden_units());
        let Self { images, slopes, moved, mean: _, pass, g_prime, f_prime, epsilon, changed, multiplier, in_place } =
            self;
        model.reconstruct(x, pass);
        let (h, x_hat) = (slice(pass.h.view_mut()), slice(pass.x_hat.view_mut()));
        derivatives(model.activation, h, g_prime);
        derivatives(model.output_activation, x_hat, f_prime);
        slopes.resize(k * n, 0.0);
        let f_rows = ArrayView2::from_shape((batch, n), f_prime).expect("as many as x̂ has");
        multiplier.each(g_prime, f_rows, &mut |block| {
            let left = block.left;
            for (j, sums) in block.rows() {
                slopes[j * n + left..].iter_mut().zip(sums).for_each(|(slope, sum)| *slope += *sum);
            }
        });
        // Jε, unit by unit and then pixel by pixel.
        let [x, noisy] = [x, noisy].map(|images| images.to_slice().expect("images are row-major"));
        epsilon.clear();
        epsilon.extend(noisy.iter().zip(x).map(|(noisy, x)| noisy - x));
        let epsilon = ArrayView2::from_shape((batch, n), epsilon).expect("as many as x has");
        changed.resize(k * batch, 0.0);
        multiplier.each(model.groups()[0], epsilon.t(), &mut |block| {
            let left = block.left;
            for (j, sums) in block.rows() {
                let row = j * batch + left;
                let scaled = sums.iter().zip(&g_prime[row..]).map(|(sum, slope)| sum * slope);
                changed[row..].iter_mut().zip(scaled).for_each(|(changed, value)| *changed = value);
            }
        });
        // The pass is done with: its output makes room.
        in_place.multiply(changed, model.w_star_t_slice(), (batch, n), x_hat);
        for (&z, &slope) in x_hat.iter().zip(&*f_prime) {
            *moved += (f64::from(z) * f64::from(slope)).powi(2);
        }
        *images += batch;
    }

    /// Works out more rows of J̄, n × n, once all images were added: row p is what output pixel p answers to each input pixel.
    ///
    /// Returns J̄ when it has all of them; then nothing is left of the images.
    ///
    /// # Panics
    ///
    /// If no image was added, or `model` is not theirs.
    pub fn average(&mut self, model: &Autoencoder) -> Option<Vec<f32>> {
        let (n, w) = (model.inputs(), model.groups()[0]);
        let begin = self.mean.len() / n;
        if begin == 0 {
            let share = 1.0 / self.images as f32;
            for (slope, w_star) in self.slopes.iter_mut().zip(model.w_star_t_slice()) {
                *slope *= w_star * share;
            }
            self.mean.reserve_exact(n * n);
        }
        let end = n.min(begin + rows_at_once(w.len()));
        self.mean.resize(end * n, 0.0);
        self.in_place.multiply_rows(&self.slopes, n, begin..end, w, n, &mut self.mean[begin * n..]);
        (end == n).then(|| std::mem::take(self).mean)
    }

    /// `Σ ‖Jε‖² / (images · n ν²)`: noise kept in the limit of small noise, with its own draw. Over all draws its mean is ‖J‖²/n, and for a
    /// linear network it is noise kept.
    pub fn noise_kept(&self, n: usize, variance: f64) -> f64 {
        self.moved / ((self.images * n) as f64 * variance)
    }
}

/// The derivative at each of `values`.
pub(super) fn derivatives(element: impl Element, values: &[f32], d: &mut Vec<f32>) {
    d.clear();
    d.resize(values.len(), 1.0);
    element.times_derivative(values, d);
}
