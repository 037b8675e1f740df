//! One evaluation: the errors on all training and all held-out images, and what kind of map has been learned.

use super::measured::measured;
use super::{CopyIndex, Norms, overlap};
use crate::config::{Loss, ValidConfig};
use crate::data::{NOISE_SD, Pixels, Split, noisy};
use crate::model::{Autoencoder, ForwardPass, slice};
use crate::objective::{Penalty, data_loss_sum, squared_distance};
use ndarray::{Array2, ArrayView2, Axis, s};
use std::ops::Range;

/// Images that go through the network at once: few enough for their activations to stay in cache.
pub(crate) const CHUNK: usize = 64;

measured! {
    /// What is known of a network at one step: errors are summed over pixels and averaged over images.
    Evaluation

    /// Data term on all m training images.
    train "train";
    /// Data term on all held-out images.
    held_out "heldOut";
    /// The held-out minus the training error.
    gap "gap" = held_out - train;
    /// C = tr(∂x̂/∂x)/n, the mean over held-out images.
    copy_index "copyIndex";
    /// N = E‖x̂(x+ε) − x̂(x)‖² / E‖ε‖² over held-out images, ε ~ N(0, 0.3²): what becomes of the noise itself. A constant map
    /// has 0, a projection on r dimensions r/n, the identity 1; more than 1 enlarges it.
    noise_kept "noiseKept";
    /// D = E‖x̂(x+ε) − x‖² / E‖ε‖² over the same images and noise: what is left of the noise and what is lost of the image,
    /// together. Below 1 the output is nearer to the clean image than the input was.
    denoising_error "denoisingError";
    /// λ‖θ‖².
    penalty "penalty";
    /// The data term on the training images plus the penalty.
    objective "objective";
    /// ‖θ‖², as the penalty counts it.
    theta_squared "thetaSquared";
    /// ‖W‖.
    #[serde(skip)] w "w";
    /// ‖W*‖; tied, ‖W‖.
    #[serde(skip)] w_star "wStar";
    /// ‖b‖.
    #[serde(skip)] b "b";
    /// ‖c‖.
    #[serde(skip)] c "c";
    /// cos(W, W*ᵀ): see [`Norms::alignment`].
    #[serde(skip)] alignment "alignment";
    /// The share of dead hidden units, whose pre-activation is at most 0 on every training image; NaN where none can be:
    /// see [`Activation::has_dead_side`](crate::config::Activation::has_dead_side).
    #[serde(skip)] dead_units "deadUnits" or NaN;
}

/// Evaluates networks on the images of one run; the noise of *noise kept* and *denoising error* is drawn once.
#[derive(Debug, Clone)]
pub struct Evaluator {
    loss: Loss,
    noisy_held_out: Array2<f32>,
    /// The chunk that goes through the network.
    chunk: Array2<f32>,
    pass: ForwardPass,
    copy_index: CopyIndex,
}

impl Evaluator {
    /// Draws the noise for the held-out images of `split`.
    pub fn new(config: &ValidConfig, split: &Split) -> Self {
        Self {
            loss: config.loss,
            noisy_held_out: noisy(config.seed, &split.held_out.intensities()),
            chunk: Array2::zeros((CHUNK, split.train.ncols())),
            pass: ForwardPass::default(),
            copy_index: CopyIndex::default(),
        }
    }

    /// The held-out images with their noise, `x + ε`, in the order of the images.
    pub fn noisy_held_out(&self) -> ArrayView2<'_, f32> {
        self.noisy_held_out.view()
    }

    /// Evaluates `model` after `step` updates under `penalty`.
    pub fn evaluate(&mut self, model: &Autoencoder, split: &Split, step: u64, penalty: &Penalty) -> Evaluation {
        let mut partial = PartialEvaluation::default();
        while self.evaluate_piece(&mut partial, model, split) {}
        partial.finish(model, split, step, penalty)
    }

    /// How many pieces an evaluation on `split` has.
    pub fn pieces(split: &Split) -> usize {
        let [train, held_out] = chunks(split);
        train + 2 * held_out
    }

    /// Adds the next piece to `partial`, a chunk of images; `false` when it was the last.
    ///
    /// A chunk of held-out images is followed by the same with noise, so that what became of the clean ones is at hand.
    ///
    /// # Panics
    ///
    /// If there was none left, or `model` or `split` is of another run than those before.
    pub fn evaluate_piece(&mut self, partial: &mut PartialEvaluation, model: &Autoencoder, split: &Split) -> bool {
        let ([train, _], piece) = (chunks(split), partial.done);
        let Self { loss, noisy_held_out, chunk, pass, copy_index } = self;
        if piece < train {
            let x = gather(&split.train, piece, chunk);
            partial.train += chunk_loss(*loss, model, x, pass);
            if model.activation.has_dead_side() {
                note_alive(&mut partial.alive, &pass.h);
            }
        } else if (piece - train).is_multiple_of(2) {
            let x = gather(&split.held_out, (piece - train) / 2, chunk);
            partial.held_out += chunk_loss(*loss, model, x, pass);
            if piece == train {
                partial.overlap = overlap(model);
            }
            partial.copied += copy_index.sum(model, &partial.overlap, pass);
            partial.clean.clear();
            partial.clean.extend_from_slice(slice(pass.x_hat.view_mut()));
        } else {
            let at = (piece - train) / 2;
            model.reconstruct(noisy_held_out.slice(s![rows_of_chunk(noisy_held_out.nrows(), at), ..]), pass);
            let x_hat = slice(pass.x_hat.view_mut());
            let x = gather(&split.held_out, at, chunk).to_slice().expect("images are row-major");
            partial.moved += moved(x_hat, &partial.clean);
            partial.missed += squared_distance(x_hat, x);
        }
        partial.done += 1;
        partial.done < Self::pieces(split)
    }

    /// The data term on all rows of `x`.
    pub fn data_loss(&mut self, model: &Autoencoder, x: ArrayView2<f32>) -> f64 {
        let chunks = x.axis_chunks_iter(Axis(0), CHUNK);
        let sum: f64 = chunks.map(|chunk| chunk_loss(self.loss, model, chunk, &mut self.pass)).sum();
        sum / x.nrows() as f64
    }
}

/// The data term of one chunk, summed over its images; leaves its activations in `pass`.
fn chunk_loss(loss: Loss, model: &Autoencoder, x: ArrayView2<f32>, pass: &mut ForwardPass) -> f64 {
    model.forward(x, pass);
    let x = x.to_slice().expect("images are row-major");
    data_loss_sum(loss, model.output_activation, slice(pass.x_hat.view_mut()), x)
}

/// Notes which units are above 0 on one of the images of `h`, k × batch: there their pre-activations are, too.
fn note_alive(alive: &mut Vec<bool>, h: &Array2<f32>) {
    alive.resize(h.nrows(), false);
    let units = h.as_slice().expect("h is row-major").chunks_exact(h.ncols());
    for (alive, h) in alive.iter_mut().zip(units) {
        *alive = *alive || h.iter().any(|&h| h > 0.0);
    }
}

/// `Σ (aⱼ − bⱼ)²`, the differences in f64: of finite reconstructions it is finite, however large they have become.
fn moved(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2)).sum()
}

/// The sums of an evaluation of which some pieces are done: between two of them a worker can train, and listen.
#[derive(Debug, Clone, Default)]
pub struct PartialEvaluation {
    done: usize,
    train: f64,
    held_out: f64,
    /// For each hidden unit whether it is alive; none where none can be dead.
    alive: Vec<bool>,
    copied: f64,
    /// `Σ ‖x̂(x+ε) − x̂(x)‖²`.
    moved: f64,
    /// `Σ ‖x̂(x+ε) − x‖²`.
    missed: f64,
    /// x̂(x) of the last chunk of held-out images.
    clean: Vec<f32>,
    /// The network's [`overlap`], which all held-out images share.
    overlap: Vec<f32>,
}

impl PartialEvaluation {
    /// What all pieces together say of `model` after `step` updates under `penalty`.
    ///
    /// # Panics
    ///
    /// If pieces are missing.
    pub fn finish(self, model: &Autoencoder, split: &Split, step: u64, penalty: &Penalty) -> Evaluation {
        assert_eq!(self.done, Evaluator::pieces(split), "an evaluation is of all images");
        let images = split.held_out.nrows() as f64;
        let (train, held_out) = (self.train / split.train.nrows() as f64, self.held_out / images);
        // The expectation, not this draw's energy: E‖ε‖² = n ν² an image.
        let noise_energy = images * split.held_out.ncols() as f64 * f64::from(NOISE_SD) * f64::from(NOISE_SD);
        let value = penalty.value(model);
        let Norms { w, w_star, b, c, alignment } = Norms::of(model);
        let dead = self.alive.iter().filter(|&&alive| !alive).count();
        Evaluation {
            step,
            train,
            held_out,
            gap: held_out - train,
            copy_index: self.copied / images,
            noise_kept: self.moved / noise_energy,
            denoising_error: self.missed / noise_energy,
            penalty: value,
            objective: train + value,
            theta_squared: penalty.theta_squared(model),
            w,
            w_star,
            b,
            c,
            alignment,
            // Of no units none is dead: 0/0 is NaN.
            dead_units: dead as f64 / self.alive.len() as f64,
        }
    }
}

/// Chunks of training and of held-out images.
fn chunks(split: &Split) -> [usize; 2] {
    [&split.train, &split.held_out].map(|images| images.nrows().div_ceil(CHUNK))
}

/// Which of so many images are in the chunk with this number.
fn rows_of_chunk(images: usize, number: usize) -> Range<usize> {
    number * CHUNK..images.min((number + 1) * CHUNK)
}

/// The chunk of `images` with this number, in `room`.
fn gather<'a>(images: &Pixels, number: usize, room: &'a mut Array2<f32>) -> ArrayView2<'a, f32> {
    images.gather(rows_of_chunk(images.nrows(), number), room)
}
