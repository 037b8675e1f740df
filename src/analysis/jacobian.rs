//! What a network passes on, and what of its weights no image asks for: worked out a piece at a time, between steps.

use super::norms::{Norms, dot, parts};
use super::response::{Response, rows_at_once};
use super::span::{Span, within};
use super::spectrum::Spectrum;
use crate::data::{NOISE_SD, Pixels, Split};
use crate::error::ConfigError;
use crate::memory;
use crate::model::{Autoencoder, ForwardPass};
use ndarray::{Array2, ArrayView2, s};

/// Held-out images that go through the network at once.
const CHUNK: usize = 64;

/// Training images whose directions are found at once.
const SPANNED_AT_ONCE: usize = 8;

/// Held-out images whose singular values are found, at most and at least: they take the longest.
const MOST: usize = 8;
const LEAST: usize = 3;

const ROW_MAJOR: &str = "images are row-major";

/// What has been worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The mean response over all held-out images, and noise kept in the limit of small noise.
    Response = 1,
    /// The singular values at a few of them.
    Spectrum = 2,
    /// The weights in the span of the training images and outside.
    Weights = 3,
}

/// How long W and W* are, and how much of that lies where training images vary.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weights {
    /// ‖W‖² and ‖W*‖².
    pub squares: [f64; 2],
    /// Of these, what lies in the span of the training images.
    pub within: [f64; 2],
    /// cos(W, W*ᵀ).
    pub alignment: f64,
}

impl Weights {
    /// Those of `model`, before any was looked for in the span.
    fn new(model: &Autoencoder) -> Self {
        let [w, _, w_star, _] = parts(model);
        Self {
            squares: [w, w_star].map(|matrix| dot(matrix, matrix)),
            within: [0.0; 2],
            alignment: Norms::of(model).alignment,
        }
    }

    /// Adds to `within` what lies in the span of the orthonormal `rows`, r × n, of some more rows of W and then of W*ᵀ, k × n each. Of these 2k
    /// rows `seen` have been looked at before; returns how many have been then.
    fn look(&mut self, model: &Autoencoder, rows: &[f32], seen: usize) -> usize {
        let ([w, _, w_star, _], (n, k)) = (parts(model), (model.inputs(), model.hidden_units()));
        let (matrix, begin) = (seen / k, seen % k);
        let end = k.min(begin + rows_at_once(rows.len()));
        self.within[matrix] += within(rows, &[w, w_star][matrix][begin * n..end * n], n);
        seen + end - begin
    }
}

/// The Jacobian of one network as it was at one step, as far as it has been worked out.
#[derive(Debug, Clone)]
pub struct Jacobian {
    model: Autoencoder,
    step: u64,
    stage: Stage,
    chunk: Array2<f32>,
    response: Response,
    spectrum: Spectrum,
    mean: Vec<f32>,
    noise_kept: f64,
    singular_values: Vec<f64>,
    /// Of the training images, and how many it has.
    span: (Span, usize),
    /// The mean training image.
    centre: Vec<f64>,
    before: Option<Weights>,
    /// The run's first network, and what is known of its weights, until that is `before`.
    first: Option<(Autoencoder, Weights)>,
    now: Weights,
    /// ‖J̄‖², and how much of it answers to changes in the span of the training images.
    answered: [f64; 2],
}

/// What comes next.
#[derive(Debug, Clone, Copy)]
enum Stage {
    Response { image: usize },
    Mean,
    Spectrum { image: usize },
    Span,
    Before { seen: usize },
    Now { seen: usize },
    Answered { row: usize },
    Done,
}

impl Jacobian {
    /// Bytes of memory that it takes, at most, beside a run of m training images: the network, with room for some images on their way
    /// through it; their span, while it grows, and the mean response; and the largest of slopes with the panels that they are multiplied
    /// in, of what a spectrum takes, and of the run's first network with a matrix in panels.
    pub fn bytes(model: &Autoencoder, m: usize) -> usize {
        let (n, k, single) = (model.inputs(), model.hidden_units(), size_of::<f32>());
        let parameters = single * model.parameters();
        let chunk = ForwardPass::bytes(k, n, CHUNK, model.activation) + single * CHUNK * (3 * k + 6 * n);
        let span = 2 * size_of::<f64>() * n * n.min(m) + single * n * n;
        let matrix = single * k.next_multiple_of(8) * n.next_multiple_of(8);
        parameters
            + chunk
            + span
            + (2 * matrix).max(Spectrum::bytes(k, n)).max(parameters + matrix + single * n * n.min(m))
    }

    /// That of `model`, a run's of m training images, at `step`; nothing of it is worked out.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Memory`] if there is not enough of it.
    pub fn new(model: &Autoencoder, m: usize, step: u64) -> Result<Self, ConfigError> {
        let (n, k) = (model.inputs(), model.hidden_units());
        let bytes = Self::bytes(model, m);
        if !memory::is_there(bytes, (size_of::<f64>() * n * n).max(size_of::<f32>() * n * k)) {
            let what = format!("the Jacobian of {k} hidden units");
            return Err(ConfigError::Memory { what, megabytes: bytes.div_ceil(1_000_000) });
        }
        Ok(Self {
            model: model.clone(),
            step,
            stage: Stage::Response { image: 0 },
            chunk: Array2::zeros((CHUNK, n)),
            response: Response::default(),
            spectrum: Spectrum::new(model),
            mean: Vec::new(),
            noise_kept: 0.0,
            singular_values: Vec::new(),
            span: (Span::new(n), 0),
            centre: Vec::new(),
            before: None,
            first: None,
            now: Weights::default(),
            answered: [0.0; 2],
        })
    }

    /// Begins anew with the network as it is now; what is known of the run's images and its first weights stays.
    pub fn begin(&mut self, model: &Autoencoder, step: u64) {
        self.first = None;
        self.model = model.clone();
        self.step = step;
        self.stage = Stage::Response { image: 0 };
        self.response = Response::default();
        self.spectrum = Spectrum::new(model);
    }

    /// Whether it is of this network.
    pub fn is_of(&self, model: &Autoencoder, step: u64) -> bool {
        self.step == step && self.model.slices() == model.slices()
    }

    /// The step whose network it is of.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Does a piece of the work, some milliseconds of it; says what it has completed. `untrained` makes the run's first network, in a piece of its own.
    ///
    /// # Panics
    ///
    /// If `split` or its `noisy` held-out images are of another run.
    pub fn advance(
        &mut self,
        split: &Split,
        noisy: ArrayView2<f32>,
        untrained: &dyn Fn() -> Autoencoder,
    ) -> Option<Part> {
        let (held_out, model) = (&split.held_out, &self.model);
        let (next, done) = match self.stage {
            Stage::Response { image } if image < held_out.nrows() => {
                let end = held_out.nrows().min(image + CHUNK);
                let x = held_out.gather(image..end, &mut self.chunk);
                self.response.add(model, x, noisy.slice(s![image..end, ..]));
                (Stage::Response { image: end }, None)
            }
            Stage::Response { .. } => (Stage::Mean, None),
            Stage::Mean => {
                let noise_kept = self.response.noise_kept(model.inputs(), f64::from(NOISE_SD).powi(2));
                match self.response.average(model) {
                    None => (Stage::Mean, None),
                    Some(mean) => {
                        (self.mean, self.noise_kept) = (mean, noise_kept);
                        self.singular_values.clear();
                        (Stage::Spectrum { image: 0 }, Some(Part::Response))
                    }
                }
            }
            Stage::Spectrum { image } => {
                let x = held_out.gather(image..held_out.nrows().min(image + 1), &mut self.chunk);
                match self.spectrum.advance(model, x) {
                    None => (self.stage, None),
                    Some(values) => {
                        self.singular_values.extend(values);
                        let last = image + 1 == spectra(model).min(held_out.nrows());
                        let next = if last { Stage::Span } else { Stage::Spectrum { image: image + 1 } };
                        (next, last.then_some(Part::Spectrum))
                    }
                }
            }
            Stage::Span => {
                let next = if self.span_more(&split.train) {
                    Stage::Span
                } else if self.before.is_some() {
                    Stage::Now { seen: 0 }
                } else {
                    let first = untrained();
                    let weights = Weights::new(&first);
                    self.first = Some((first, weights));
                    Stage::Before { seen: 0 }
                };
                (next, None)
            }
            Stage::Before { seen } => match &mut self.first {
                Some((first, weights)) if seen < 2 * first.hidden_units() => {
                    (Stage::Before { seen: weights.look(first, &self.span.0.rows(), seen) }, None)
                }
                first => {
                    self.before = first.take().map(|(_, weights)| weights);
                    (Stage::Now { seen: 0 }, None)
                }
            },
            Stage::Now { seen } if seen < 2 * model.hidden_units() => {
                if seen == 0 {
                    self.now = Weights::new(model);
                }
                (Stage::Now { seen: self.now.look(model, &self.span.0.rows(), seen) }, None)
            }
            Stage::Now { .. } => {
                self.answered = [dot(&self.mean, &self.mean), 0.0];
                (Stage::Answered { row: 0 }, None)
            }
            Stage::Answered { row } => {
                let (n, rows) = (model.inputs(), self.span.0.rows());
                let end = n.min(row + rows_at_once(rows.len()));
                self.answered[1] += within(&rows, &self.mean[row * n..end * n], n);
                if end < n { (Stage::Answered { row: end }, None) } else { (Stage::Done, Some(Part::Weights)) }
            }
            Stage::Done => (Stage::Done, None),
        };
        self.stage = next;
        done
    }

    /// Whether there is no work left.
    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// Takes more training images, less their mean, into their span; `false` where it has all.
    fn span_more(&mut self, train: &Pixels) -> bool {
        let (span, seen) = &mut self.span;
        let (begin, end) = (*seen, train.nrows().min(*seen + SPANNED_AT_ONCE));
        if self.centre.is_empty() {
            self.centre = mean_of(train, &mut self.chunk);
        }
        let images = train.gather(begin..end, &mut self.chunk).to_slice().expect(ROW_MAJOR);
        for x in images.chunks_exact(train.ncols()) {
            span.include(x.iter().zip(&self.centre).map(|(&x, centre)| f64::from(x) - centre).collect());
        }
        *seen = end;
        end < train.nrows()
    }

    /// The mean response J̄ over all held-out images, n × n: row p is what output pixel p answers to each input pixel.
    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// `E‖Jε‖²/E‖ε‖²` over the same images with the noise of *noise kept*: what that is in the limit of small noise. Over draws of the noise its mean is ‖J‖²/n.
    pub fn noise_kept(&self) -> f64 {
        self.noise_kept
    }

    /// The singular values of J at a few held-out images, min(k, n) each, the largest first, image after image.
    pub fn singular_values(&self) -> &[f64] {
        &self.singular_values
    }

    /// How many singular values an image has: min(k, n).
    pub fn singular_values_of_each(&self) -> usize {
        self.model.inputs().min(self.model.hidden_units())
    }

    /// How many directions the training images vary in.
    pub fn directions(&self) -> usize {
        self.span.0.rank()
    }

    /// ‖J̄‖², and how much of it answers to changes in the directions in which training images vary.
    pub fn answered(&self) -> [f64; 2] {
        self.answered
    }

    /// The weights before training, once they are known, and as they are.
    pub fn weights(&self) -> [Weights; 2] {
        [self.before.unwrap_or_default(), self.now]
    }
}

/// At how many images the singular values are found: fewer of large networks.
fn spectra(model: &Autoencoder) -> usize {
    let rank = model.inputs().min(model.hidden_units());
    (MOST * 40_000 / (rank * rank).max(1)).clamp(LEAST, MOST)
}

/// The mean of all images, in f64.
fn mean_of(images: &Pixels, room: &mut Array2<f32>) -> Vec<f64> {
    let mut mean = vec![0.0; images.ncols()];
    let count = images.nrows();
    for begin in (0..count).step_by(CHUNK) {
        let chunk = images.gather(begin..count.min(begin + CHUNK), room).to_slice().expect(ROW_MAJOR);
        for x in chunk.chunks_exact(images.ncols()) {
            mean.iter_mut().zip(x).for_each(|(mean, &x)| *mean += f64::from(x) / count as f64);
        }
    }
    mean
}
