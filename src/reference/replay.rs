//! Every run and every gradient of the manifest, on this crate's own objective and optimizers.

use super::manifest::{Folder, Gradient, Manifest, Run, flat};
use super::{GRADIENT_TOLERANCE, LOSS_TOLERANCE};
use crate::data::NpyArray;
use crate::error::ReferenceError;
use crate::model::Autoencoder;
use crate::objective::{Penalty, StoredGradient};
use crate::optimizer::Optimizer;
use ndarray::Array2;
use std::collections::BTreeMap;
use std::fmt;

/// How far the runs and gradients of one kind of network are from the traces.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The kind of network.
    pub name: String,
    /// Runs replayed.
    pub runs: usize,
    /// Gradients compared.
    pub gradients: usize,
    /// Largest absolute distance of a batch objective.
    pub worst_loss: f64,
    /// Largest distance of a gradient's element, as a share of the gradient's largest.
    pub worst_gradient: f64,
}

/// The outcome of replaying a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Replay {
    /// One group for each kind of network.
    pub groups: Vec<Group>,
}

impl Replay {
    /// Largest distance of a batch objective over all groups; NaN if any is NaN.
    pub fn worst_loss(&self) -> f64 {
        self.groups.iter().map(|group| group.worst_loss).fold(0.0, larger)
    }

    /// Largest relative distance of a gradient over all groups; NaN if any is NaN.
    pub fn worst_gradient(&self) -> f64 {
        self.groups.iter().map(|group| group.worst_gradient).fold(0.0, larger)
    }

    /// Whether everything lies within [`LOSS_TOLERANCE`] and [`GRADIENT_TOLERANCE`].
    pub fn passes(&self) -> bool {
        self.worst_loss() <= LOSS_TOLERANCE && self.worst_gradient() <= GRADIENT_TOLERANCE
    }
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Group { name, runs, gradients, worst_loss, worst_gradient } in &self.groups {
            writeln!(f, "{name}: {runs} runs, loss {worst_loss:.2e}; {gradients} gradients, {worst_gradient:.2e}")?;
        }
        let (loss, gradient) = (self.worst_loss(), self.worst_gradient());
        write!(f, "worst loss deviation {loss:.2e}, worst gradient deviation {gradient:.2e}")
    }
}

/// The larger of two, or NaN: a run that left the numbers must not pass for a close one.
fn larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || a > b { a } else { b }
}

/// Replays the folder whose files `read` returns by name.
///
/// # Errors
///
/// [`ReferenceError`] if a file cannot be read, or the folder is not of the documented form.
pub fn replay(read: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>) -> Result<Replay, ReferenceError> {
    let mut folder = Folder(read);
    let manifest: Manifest = serde_json::from_slice(&crate::text::unmarked(&folder.bytes("manifest.json")?))?;
    manifest.check()?;
    let traces = Traces::read(&manifest, &mut folder)?;
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for run in &manifest.runs {
        let model = run.network.with_parameters(manifest.n, traces.init(run.network.hidden_units))?;
        let group = group_of(&mut groups, run.network.name());
        group.runs += 1;
        group.worst_loss = larger(group.worst_loss, traces.loss_deviation(run, model)?);
    }
    for gradient in &manifest.grad0 {
        let model = gradient.network.with_parameters(manifest.n, traces.init(gradient.network.hidden_units))?;
        let expected = folder.array(&gradient.file, None)?;
        let group = group_of(&mut groups, gradient.network.name());
        group.gradients += 1;
        group.worst_gradient = larger(group.worst_gradient, traces.gradient_deviation(gradient, &model, &expected)?);
    }
    Ok(Replay { groups: groups.into_values().collect() })
}

fn group_of(groups: &mut BTreeMap<String, Group>, name: String) -> &mut Group {
    groups.entry(name.clone()).or_insert(Group { name, runs: 0, gradients: 0, worst_loss: 0.0, worst_gradient: 0.0 })
}

/// The arrays that all runs share.
struct Traces {
    batches: Vec<Array2<f32>>,
    losses: NpyArray,
    inits: BTreeMap<usize, Vec<f64>>,
}

impl Traces {
    fn read(manifest: &Manifest, folder: &mut Folder) -> Result<Self, ReferenceError> {
        let Manifest { n, m, batch, steps, .. } = *manifest;
        let x = folder.array("x.npy", Some(&[m, n]))?.values;
        let rows = folder.array("batches.npy", Some(&[steps, batch]))?.values;
        if let Some(row) = rows.iter().find(|&&row| row.fract() != 0.0 || !(0.0..m as f64).contains(&row)) {
            return Err(ReferenceError::Mismatch {
                what: "row in batches.npy".into(),
                expected: format!("0..{m}"),
                found: row.to_string(),
            });
        }
        let gather = |rows: &[f64]| Array2::from_shape_fn((batch, n), |(i, j)| x[rows[i] as usize * n + j] as f32);
        let mut inits = BTreeMap::new();
        for network in manifest.networks() {
            let k = network.hidden_units;
            if let std::collections::btree_map::Entry::Vacant(entry) = inits.entry(k) {
                entry.insert(folder.array(&format!("init_h{k}.npy"), None)?.values);
            }
        }
        Ok(Self {
            batches: rows.chunks(batch).map(gather).collect(),
            losses: folder.array("loss_f32.npy", Some(&[manifest.runs.len(), steps]))?,
            inits,
        })
    }

    fn init(&self, hidden_units: usize) -> &[f64] {
        &self.inits[&hidden_units]
    }

    /// Trains `model` as `run` says; the largest distance of its objective before an update from the trace.
    fn loss_deviation(&self, run: &Run, mut model: Autoencoder) -> Result<f64, ReferenceError> {
        let steps = self.batches.len();
        let expected = self.losses.values.chunks(steps).nth(run.index).ok_or_else(|| ReferenceError::Mismatch {
            what: "index of a run".into(),
            expected: format!("below {}", self.losses.shape[0]),
            found: run.index.to_string(),
        })?;
        let mut optimizer = Optimizer::new(run.optimizer, &model);
        let mut computed = StoredGradient::new(&model);
        let penalty = Penalty::lecture(run.lambda);
        let mut worst = 0.0;
        for (x, expected) in self.batches.iter().zip(expected) {
            let data_loss = computed.backpropagate(&model, run.network.head.loss(), x.view());
            let objective = data_loss + penalty.value(&model);
            worst = larger(worst, (objective - expected).abs());
            optimizer.update(&mut model, &computed.gradient, &penalty, run.lr);
        }
        Ok(worst)
    }

    /// The distance of the data term's gradient at the first batch from the trace, relative to its largest element.
    fn gradient_deviation(
        &self,
        gradient: &Gradient,
        model: &Autoencoder,
        stored: &NpyArray,
    ) -> Result<f64, ReferenceError> {
        let mut computed = StoredGradient::new(model);
        computed.backpropagate(model, gradient.network.head.loss(), self.batches[0].view());
        let found = flat(&computed.gradient);
        let mismatch = |what: String, expected: String, found: usize| {
            Err(ReferenceError::Mismatch { what, expected, found: found.to_string() })
        };
        if gradient.len != found.len() {
            let what = format!("length of the gradient at {} in {}", gradient.offset, gradient.file);
            return mismatch(what, found.len().to_string(), gradient.len);
        }
        let stored = stored.values.get(gradient.offset..).unwrap_or_default();
        let Some(expected) = stored.get(..gradient.len) else {
            let what = format!("numbers from {} on in {}", gradient.offset, gradient.file);
            return mismatch(what, format!("{} or more", gradient.len), stored.len());
        };
        let largest = expected.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let distance = found.iter().zip(expected).map(|(&a, b)| (f64::from(a) - b).abs()).fold(0.0, larger);
        Ok(distance / largest)
    }
}
