//! Data sets and trainers, as a worker uses them.

use super::{fail, from_js, to_js};
use crate::analysis::{Passes, filters, unit_norms};
use crate::config::{Event, Recipe, RunConfig};
use crate::data::{self, DatasetKind};
use crate::error::DataError;
use crate::math;
use crate::memory;
use crate::model::Receipt;
use crate::snapshot::Snapshot;
use crate::tiles::Tiles;
use crate::trainer;
use js_sys::{Error, Float32Array, Float64Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// A data set, made from its two IDX files, or from excerpts one after another.
#[wasm_bindgen]
pub struct Dataset(data::Dataset);

/// The bytes of a file, if there is memory for so many `times` as many.
fn received(file: &Uint8Array, times: usize) -> Result<Vec<u8>, Error> {
    let bytes = times.saturating_mul(file.length() as usize);
    if !memory::is_there(bytes, bytes) {
        return Err(fail(DataError::Memory { megabytes: bytes.div_ceil(1_000_000) }));
    }
    Ok(file.to_vec())
}

#[wasm_bindgen]
impl Dataset {
    /// Reads the bytes of the IDX files of data set `kind`, already unpacked.
    ///
    /// # Errors
    ///
    /// An `Error` that says which file is not as expected, or that there is no memory for it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "import('../base/schema.js').DataKind")] kind: JsValue,
        images: &Uint8Array,
        labels: &Uint8Array,
    ) -> Result<Dataset, Error> {
        let times = data::Dataset::IDX_TIMES;
        let (images, labels) = (received(images, times)?, received(labels, times)?);
        data::Dataset::from_idx(kind_of(kind)?, &images, &labels).map(Self).map_err(fail)
    }

    /// Reads the bytes of the first excerpt of data set `kind`, already unpacked.
    ///
    /// # Errors
    ///
    /// An `Error` that says what is not as expected, or that there is no memory for it.
    #[wasm_bindgen(js_name = fromExcerpt)]
    pub fn from_excerpt(
        #[wasm_bindgen(unchecked_param_type = "import('../base/schema.js').DataKind")] kind: JsValue,
        excerpt: &Uint8Array,
    ) -> Result<Dataset, Error> {
        let excerpt = received(excerpt, data::Dataset::EXCERPT_TIMES)?;
        data::Dataset::from_excerpt(kind_of(kind)?, &excerpt).map(Self).map_err(fail)
    }

    /// The data set of points, which each recipe makes itself.
    pub fn plane() -> Dataset {
        Self(data::Dataset::plane())
    }

    /// A person's own images, as the readers have written them.
    ///
    /// # Errors
    ///
    /// An `Error` that says what is not as expected, or that there is no memory for it.
    #[wasm_bindgen(js_name = fromOwn)]
    pub fn from_own(images: &Uint8Array) -> Result<Dataset, Error> {
        let images = received(images, data::Dataset::IDX_TIMES)?;
        data::Dataset::from_own(&images).map(Self).map_err(fail)
    }

    /// Adds the images of another excerpt of the same size.
    ///
    /// # Errors
    ///
    /// As [`Dataset::from_excerpt`], and if its images are of another size.
    pub fn add(&mut self, excerpt: &Uint8Array) -> Result<(), Error> {
        self.0.add(&received(excerpt, data::Dataset::EXCERPT_TIMES)?).map_err(fail)
    }
}

/// One run: trains, and is asked how it stands.
#[wasm_bindgen]
pub struct Trainer {
    pub(super) run: trainer::Trainer,
    tiles: Tiles,
    evaluation: crate::analysis::Evaluation,
    ahead: Option<trainer::UnitStep>,
}

/// A run as it stands: what another trainer needs, besides configuration and events, to go on with it.
#[wasm_bindgen]
pub struct RunState(trainer::RunState);

#[wasm_bindgen]
impl RunState {
    /// A state from its parts; `events` says how many of the run's events have been made.
    ///
    /// # Errors
    ///
    /// An `Error` that says that there is no memory for it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        step: f64,
        events: usize,
        parameters: &Float32Array,
        memory: &Float32Array,
        curve: &Float64Array,
    ) -> Result<RunState, Error> {
        let parts = [parameters.byte_length(), memory.byte_length(), curve.byte_length()].map(|bytes| bytes as usize);
        trainer::RunState::ensure_room(parts).map_err(fail)?;
        let [parameters, memory] = [parameters, memory].map(Float32Array::to_vec);
        Ok(Self(trainer::RunState { step: step as u64, events, parameters, memory, curve: curve.to_vec() }))
    }

    /// Parameter updates made.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> f64 {
        self.0.step as f64
    }

    /// Events made.
    #[wasm_bindgen(getter)]
    pub fn events(&self) -> usize {
        self.0.events
    }

    /// W (k × n), b, W*ᵀ (k × n, when untied), c, one after another.
    #[wasm_bindgen(getter)]
    pub fn parameters(&self) -> Float32Array {
        self.0.parameters.as_slice().into()
    }

    /// What the optimizer keeps of them.
    #[wasm_bindgen(getter)]
    pub fn memory(&self) -> Float32Array {
        self.0.memory.as_slice().into()
    }

    /// The curve, with what thins it.
    #[wasm_bindgen(getter)]
    pub fn curve(&self) -> Float64Array {
        self.0.curve.as_slice().into()
    }
}

#[wasm_bindgen]
impl Trainer {
    /// An untrained run of `config` on `dataset`, which will make `events` (a list of `{step, change}`) at their steps.
    ///
    /// # Errors
    ///
    /// An `Error` that names the field, its allowed range and the value found.
    #[wasm_bindgen(constructor)]
    pub fn new(config: JsValue, events: JsValue, dataset: &Dataset) -> Result<Trainer, Error> {
        trainer::Trainer::new(recipe(config, events)?, &dataset.0).map(|run| Self::of(run, dataset)).map_err(fail)
    }

    /// A run of `config` and `events` that goes on from `state`, whose memory is given back.
    ///
    /// # Errors
    ///
    /// As [`Trainer::new`], and an `Error` that says what of `state` is not of such a run.
    pub fn resume(config: JsValue, events: JsValue, dataset: &Dataset, state: RunState) -> Result<Trainer, Error> {
        let run = trainer::Trainer::resume(recipe(config, events)?, &dataset.0, &state.0);
        run.map(|run| Self::of(run, dataset)).map_err(fail)
    }

    fn of(mut run: trainer::Trainer, dataset: &Dataset) -> Self {
        let tiles = Tiles::new(&run, &dataset.0);
        Self { evaluation: run.newest_evaluation(), run, tiles, ahead: None }
    }

    /// The run as it stands.
    pub fn state(&mut self) -> RunState {
        RunState(self.run.state())
    }

    /// Adds the images of another data set to those shown.
    #[wasm_bindgen(js_name = setOther)]
    pub fn set_other(&mut self, other: &Dataset) {
        self.tiles.set_other(&other.0);
    }

    /// Shows uniform noise in the row of noise, or again held-out images with the noise of *noise kept*.
    #[wasm_bindgen(js_name = setUniformNoise)]
    pub fn set_uniform_noise(&mut self, uniform: bool) {
        self.tiles.set_uniform_noise(uniform);
    }

    /// Adds a drawing of n intensities to the images shown; an empty one takes it away.
    ///
    /// # Errors
    ///
    /// An `Error` that says how many pixels it must have, and how many were found.
    #[wasm_bindgen(js_name = setDrawing)]
    pub fn set_drawing(&mut self, drawing: Vec<f32>) -> Result<(), Error> {
        self.tiles.set_drawing(drawing).map_err(fail)
    }

    /// Adds no more points to the curve: the network has the same bits, and where it diverges it stays.
    #[wasm_bindgen(js_name = skipCurve)]
    pub fn skip_curve(&mut self) {
        self.run.skip_curve();
    }

    /// One parameter update. A run that diverges goes back to a state whose error is sound.
    pub fn update(&mut self) {
        self.run.update();
        self.follow();
    }

    /// To be called after each update: goes on with the evaluation that is due for the curve, if one is.
    #[wasm_bindgen(js_name = evaluateDue)]
    pub fn evaluate_due(&mut self) {
        self.run.evaluate_due();
        self.follow();
    }

    /// The newest evaluation is the curve's last, or that of the state which a diverged run has gone back to.
    fn follow(&mut self) {
        if self.run.divergence().is_some() {
            self.evaluate();
        } else if let Some(last) = self.run.history().last()
            && last.step > self.evaluation.step
        {
            self.evaluation = *last;
        }
    }

    /// Parameter updates made.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> f64 {
        self.run.steps() as f64
    }

    /// Whether the run has stopped at an earlier state, because it diverged; a change lets it go on.
    #[wasm_bindgen(getter)]
    pub fn diverged(&self) -> bool {
        self.run.divergence().is_some()
    }

    /// Changes the running network: `{lambda}`, `{tied}` or `{learningRate}`. The next snapshot has it among its events.
    ///
    /// # Errors
    ///
    /// An `Error` that names the field, its allowed range and the value found.
    pub fn change(&mut self, change: JsValue) -> Result<(), Error> {
        self.run.change(from_js(change)?).map(drop).map_err(fail)
    }

    /// Evaluates the network as it is, for the next snapshot.
    pub fn evaluate(&mut self) {
        self.evaluation = self.run.evaluate();
    }

    /// Where the run stands, with its newest evaluation.
    ///
    /// # Errors
    ///
    /// Never in practice: a snapshot is data.
    #[wasm_bindgen(unchecked_return_type = "import('../base/schema.js').Snapshot")]
    pub fn snapshot(&self) -> Result<JsValue, Error> {
        to_js(&Snapshot::new(&self.run, self.evaluation))
    }

    /// Where a linear network of this recipe with these hidden units, λ and tying ends up, without its thresholds; null where there is no
    /// formula for it.
    ///
    /// # Errors
    ///
    /// An `Error` that names a value which a run cannot have.
    #[wasm_bindgen(js_name = theoryAt, unchecked_return_type = "import('../base/schema.js').Theory | null")]
    pub fn theory_at(&self, hidden_units: u32, lambda: f64, tied: bool) -> Result<JsValue, Error> {
        to_js(&self.run.theory_at(hidden_units, lambda, tied).map_err(fail)?)
    }

    /// The share of hidden units that are dead in the newest evaluation; NaN where none can be.
    #[wasm_bindgen(getter, js_name = deadUnits)]
    pub fn dead_units(&self) -> f64 {
        self.evaluation.dead_units
    }

    /// A number that changes when the curve does.
    #[wasm_bindgen(getter, js_name = curveRevision)]
    pub fn curve_revision(&self) -> u32 {
        self.run.history().revision()
    }

    /// The curve: rows of numbers, in the order of the page's `CURVE`.
    pub fn curve(&self) -> Vec<f64> {
        self.run.history().rows()
    }

    /// The newest point of the curve as a row of it; empty where the network as it was there is not kept.
    #[wasm_bindgen(js_name = newestPoint)]
    pub fn newest_point(&self) -> Vec<f64> {
        self.run.newest_point().map_or_else(Vec::new, |(point, _)| point.row().collect())
    }

    /// The receipt of the network as it was at the newest point of the curve.
    #[wasm_bindgen(js_name = newestPointReceipt)]
    pub fn newest_point_receipt(&self) -> Option<String> {
        let (_, model) = self.run.newest_point().filter(|_| math::IS_REPRODUCIBLE)?;
        Some(Receipt::of(model).to_string())
    }

    /// What the network made there of the images shown.
    #[wasm_bindgen(js_name = newestPointReconstructions)]
    pub fn newest_point_reconstructions(&mut self) -> Vec<f32> {
        let Some((_, model)) = self.run.newest_point() else { return Vec::new() };
        self.tiles.reconstruct(model).iter().copied().collect()
    }

    /// What data and penalty ask of each part of the network as it is.
    ///
    /// # Errors
    ///
    /// Never in practice: a ledger is data.
    #[wasm_bindgen(unchecked_return_type = "import('../base/schema.js').LedgerEntries")]
    pub fn ledger(&self) -> Result<JsValue, Error> {
        to_js(&self.run.ledger())
    }

    /// For each hidden unit the norm of all its weights.
    #[wasm_bindgen(js_name = unitNorms)]
    pub fn unit_norms(&self) -> Vec<f32> {
        unit_norms(self.run.model())
    }

    /// The rows of W of these hidden units, then their columns of W*.
    pub fn filters(&self, units: &[u32]) -> Vec<f32> {
        filters(self.run.model(), units)
    }

    /// What the next update is going to do to the weights of hidden `unit`, or of the one with the longest gradient; nothing
    /// where there is no such update. Its numbers are there until the next look.
    ///
    /// # Errors
    ///
    /// Never in practice: these are data.
    #[wasm_bindgen(js_name = lookAhead, unchecked_return_type = "import('../base/schema.js').StepAhead | undefined")]
    pub fn look_ahead(&mut self, unit: Option<u32>) -> Result<JsValue, Error> {
        self.ahead = self.run.look_ahead(unit.map(|unit| unit as usize));
        self.ahead.as_ref().map_or(Ok(JsValue::UNDEFINED), |ahead| to_js(&ahead.about))
    }

    /// The numbers of that update: see the core's `UnitStep`.
    #[wasm_bindgen(js_name = numbersAhead)]
    pub fn numbers_ahead(&self) -> Vec<f32> {
        self.ahead.as_ref().map(trainer::UnitStep::numbers).unwrap_or_default()
    }

    /// For each held-out image that is shown three numbers: the training image that its reconstruction is nearest to, by its place
    /// among them, ‖x̂ − that image‖², and ‖x̂ − x‖².
    pub fn nearest(&mut self) -> Vec<f64> {
        let found = self.tiles.nearest(self.run.model(), self.run.split());
        found.into_iter().flat_map(|(nearest, own)| [nearest.row as f64, nearest.distance, own]).collect()
    }

    /// The training images at these places among them, as intensities.
    #[wasm_bindgen(js_name = trainingImages)]
    pub fn training_images(&self, rows: &[u32]) -> Vec<f32> {
        let rows: Vec<usize> = rows.iter().map(|&row| row as usize).collect();
        self.tiles.training_images(&rows, self.run.split()).into_raw_vec_and_offset().0
    }

    /// What is passed of small displacements across the curve that points lie about, and along it; nothing where they lie about none.
    pub fn passes(&self) -> Vec<f64> {
        let Some(curve) = data::curve_of(self.run.config().data) else {
            return Vec::new();
        };
        let Passes { normal, tangent } = Passes::of(self.run.model(), curve, &self.run.split().mean);
        vec![normal, tangent]
    }

    /// The side of an image, the images in a row, and the name of each row.
    ///
    /// # Errors
    ///
    /// Never in practice.
    #[wasm_bindgen(unchecked_return_type = "import('../base/schema.js').Tiles")]
    pub fn tiles(&self) -> Result<JsValue, Error> {
        to_js(&self.tiles.form())
    }

    /// The images shown to the network, row after row.
    #[wasm_bindgen(js_name = tileInputs)]
    pub fn tile_inputs(&self) -> Vec<f32> {
        self.tiles.inputs().iter().copied().collect()
    }

    /// What the network makes of them now.
    pub fn reconstructions(&mut self) -> Vec<f32> {
        self.tiles.reconstruct(self.run.model()).iter().copied().collect()
    }
}

fn kind_of(name: JsValue) -> Result<DatasetKind, Error> {
    from_js(name)
}

fn recipe(config: JsValue, events: JsValue) -> Result<Recipe, Error> {
    let config = RunConfig::from_json(serde_wasm_bindgen::Deserializer::from(config)).map_err(fail)?;
    let events: Vec<Event> = from_js(events)?;
    Recipe::new(config, events).map_err(fail)
}
