//! What a map of a sweep shows: a cell for each number of hidden units and each λ, and where each stands.

use super::color::Color;
use super::color_scale::{ColorScale, two_digits};
use super::frame::Frame;
use super::layout::{LABEL_DISTANCE, ROW, title};
use super::number::format_value;
use super::sharp::WidthOf;
use super::spread::sorted;
use thiserror::Error;

// Sizes in CSS pixels at scale 1.

/// Width of a drawing from which on two panels stand side by side.
const SIDE_BY_SIDE: f64 = 640.0;
/// Between two panels.
const BETWEEN: f64 = 20.0;
/// Width of the scale of colours at most.
const SCALE_WIDTH: f64 = 240.0;
/// Height of the scale of colours with its numbers.
pub(crate) const SCALE_HEIGHT: f64 = 34.0;
/// Of the row with the numbers of hidden units, and of the one with the mark of n.
const COLUMN_LABELS: (f64, f64) = (20.0, 16.0);
/// Free at the right and lower edges: the outline of a cell is as thick.
const EDGE: f64 = 4.0;
/// White beside the number in a cell, and between two labels.
const WHITE: (f64, f64) = (2.0, 6.0);
/// The least height of a cell with a number in it, and of a row with a label.
const TEXT_HEIGHT: f64 = 14.0;

/// One kind of weights: untied or tied.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MapPanel {
    /// What stands above it.
    pub(crate) title: String,
    /// The cells row by row, from the lowest λ up, hidden units rising; NaN where there is nothing yet, infinite where a run
    /// diverged.
    pub(crate) values: Vec<f64>,
}

/// A map has not a value for each of its cells.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a map of {columns} × {rows} cells must have {} values, found {found}", columns * rows)]
pub struct MapError {
    /// Numbers of hidden units.
    pub columns: usize,
    /// Values of λ.
    pub rows: usize,
    /// Values handed in.
    pub found: usize,
}

/// Which cell is pointed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapCursor {
    /// The panel, from 0.
    pub panel: usize,
    /// Which of the hidden units, from 0.
    pub column: usize,
    /// Which of the λ, from 0.
    pub row: usize,
    /// The colour of its outline.
    pub color: Color,
}

/// What a sweep over hidden units and λ came to.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::MapChart;
///
/// let mut map = MapChart::new(vec![8.0, 16.0, 32.0], vec![0.0, 1e-2], 16.0);
/// map.add("untied", &[5.7, 4.4, 3.4, 5.5, 3.1, f64::NAN])?;
/// assert_eq!(map.add("tied", &[1.0]).unwrap_err().to_string(), "a map of 3 × 2 cells must have 6 values, found 1");
/// # Ok::<(), autoencoder_lab_plot::MapError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct MapChart {
    pub(crate) hidden_units: Vec<f64>,
    pub(crate) lambdas: Vec<f64>,
    pub(crate) inputs: f64,
    pub(crate) panels: Vec<MapPanel>,
    /// The cell that is pointed out.
    pub cursor: Option<MapCursor>,
}

impl MapChart {
    /// An empty map with a column for each number of hidden units and a row for each λ, both rising; n of them are `inputs`.
    pub fn new(hidden_units: Vec<f64>, lambdas: Vec<f64>, inputs: f64) -> Self {
        Self { hidden_units, lambdas, inputs, panels: Vec::new(), cursor: None }
    }

    /// Adds a panel: its title, and its `values` row by row from the lowest λ up.
    ///
    /// # Errors
    ///
    /// [`MapError`] if there is not one for each cell.
    pub fn add(&mut self, title: &str, values: &[f64]) -> Result<(), MapError> {
        let (columns, rows) = (self.hidden_units.len(), self.lambdas.len());
        if values.len() != columns * rows {
            return Err(MapError { columns, rows, found: values.len() });
        }
        self.panels.push(MapPanel { title: title.to_owned(), values: values.to_vec() });
        Ok(())
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        self.panels.iter().flat_map(|panel| panel.values.iter().copied())
    }
}

/// Where the cells of a panel are: the edges of its columns from left to right, of its rows from below up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cells {
    pub(crate) columns: Vec<f64>,
    pub(crate) rows: Vec<f64>,
}

impl Cells {
    /// Left, top, right, bottom of a cell.
    pub(crate) fn cell(&self, column: usize, row: usize) -> [f64; 4] {
        [self.columns[column], self.rows[row + 1], self.columns[column + 1], self.rows[row]]
    }
}

/// Where everything goes, in CSS pixels from the top left corner.
pub(crate) struct MapLayout {
    pub(crate) left: f64,
    pub(crate) title: String,
    pub(crate) scale: Option<ColorScale>,
    /// Left edge, top and width of the scale of colours.
    pub(crate) scale_at: (f64, f64, f64),
    /// The numbers on it.
    pub(crate) numbers: Vec<f64>,
    pub(crate) panels: Vec<Cells>,
    /// Whether the panels stand above each other.
    pub(crate) is_stacked: bool,
    /// Which columns, and which rows, have a label.
    pub(crate) labelled: [Vec<usize>; 2],
    /// Whether every number fits its cell.
    pub(crate) has_numbers: bool,
}

impl MapLayout {
    /// Lays out `map` in `frame`; `width_of` measures a text, bold or not, in CSS pixels.
    pub(crate) fn new(frame: &Frame, map: &MapChart, width_of: WidthOf) -> Self {
        let scale = frame.scale;
        let label_width = |&value: &f64| width_of(&format_value(value), false);
        let left = map.lambdas.iter().map(label_width).fold(width_of("λ", false), f64::max) + LABEL_DISTANCE * scale;
        let title = title(frame, left, frame.width, width_of);

        let snap = |css: f64| (css * frame.pixel_ratio).round() / frame.pixel_ratio;
        // The scale stands beside the title where there is room, else below it.
        let number = width_of("0.001", false);
        let width = snap((SCALE_WIDTH * scale).min(frame.width - left - number));
        let scale_left = snap(frame.width - EDGE * scale - number / 2.0 - width);
        let is_beside = left + width_of(&title, false) + number <= scale_left;
        let scale_at =
            if is_beside { (scale_left, 0.0, width) } else { (snap(left + number / 2.0), ROW * scale, width) };
        let colors = ColorScale::covering(frame.log_y, map.values(), width, number + WHITE.1 * scale);

        let mut numbers: Vec<f64> = Vec::new();
        for (scale_axis, value) in colors.iter().flat_map(|colors| colors.numbers().map(|value| (colors.axis(), value)))
        {
            let room = |&other: &f64| f64::midpoint(label_width(&value), label_width(&other)) + WHITE.1 * scale;
            let apart = |other: &f64| (scale_axis.fraction(value) - scale_axis.fraction(*other)).abs() * width;
            if numbers.iter().all(|other| apart(other) >= room(other)) {
                numbers.push(value);
            }
        }

        let top = scale_at.1 + SCALE_HEIGHT * scale;
        let is_stacked = frame.width < SIDE_BY_SIDE * scale;
        let panels = cells_of(map, frame, left, top, is_stacked);
        let labelled = panels.first().map_or([Vec::new(), Vec::new()], |cells| {
            let widths: Vec<f64> = map.hidden_units.iter().map(label_width).collect();
            let heights = vec![(TEXT_HEIGHT - WHITE.1) * scale; map.lambdas.len()];
            let n = map.hidden_units.iter().position(|&units| units == map.inputs);
            [
                spaced(&cells.columns, &widths, WHITE.1 * scale, n.into_iter().chain(0..widths.len())),
                spaced(&cells.rows, &heights, WHITE.1 * scale, important_rows(&map.lambdas)),
            ]
        });
        let widest = map.values().filter(|value| value.is_finite()).map(|value| width_of(&two_digits(value), false));
        let widest = widest.fold(0.0, f64::max) + 2.0 * WHITE.0 * scale;
        let is_large = |cells: &Cells| {
            let [left, top, right, bottom] = cells.cell(0, 0);
            right - left >= widest && bottom - top >= TEXT_HEIGHT * scale
        };
        let has_numbers = panels.iter().all(|cells| cells.rows.len() > 1 && cells.columns.len() > 1 && is_large(cells));
        Self { left, title, scale: colors, scale_at, numbers, panels, is_stacked, labelled, has_numbers }
    }
}

/// The cells of each panel, with whole device pixels as edges, below `top`.
fn cells_of(map: &MapChart, frame: &Frame, left: f64, top: f64, is_stacked: bool) -> Vec<Cells> {
    let (scale, count) = (frame.scale, map.panels.len().max(1) as f64);
    let snap = |css: f64| (css * frame.pixel_ratio).round() / frame.pixel_ratio;
    let below = (COLUMN_LABELS.0 + COLUMN_LABELS.1 + EDGE) * scale;
    let (across, down) = if is_stacked { (1.0, count) } else { (count, 1.0) };
    let between = BETWEEN * scale;
    let width = ((frame.width - EDGE * scale - left - (across - 1.0) * between) / across).max(1.0);
    let height = ((frame.height - below - top) / down - ROW * scale).max(1.0);
    let edges = |from: f64, length: f64, count: usize| -> Vec<f64> {
        (0..=count).map(|at| snap(from + length * at as f64 / count.max(1) as f64)).collect()
    };
    let panel = |at: f64| {
        let (x, y) = if is_stacked { (0.0, at) } else { (at, 0.0) };
        let bottom = top + (y + 1.0) * (ROW * scale + height);
        Cells {
            columns: edges(left + x * (width + between), width, map.hidden_units.len()),
            rows: edges(bottom, -height, map.lambdas.len()),
        }
    };
    (0_u8..).take(map.panels.len()).map(|at| panel(f64::from(at))).collect()
}

/// λ = 0 and the decades first, from the largest down.
fn important_rows(lambdas: &[f64]) -> impl Iterator<Item = usize> {
    let is_decade =
        |&at: &usize| lambdas[at] == 0.0 || (lambdas[at].log10() - lambdas[at].log10().round()).abs() < 1e-9;
    let (first, rest): (Vec<usize>, Vec<usize>) = (0..lambdas.len()).rev().partition(is_decade);
    let zero = lambdas.iter().position(|&lambda| lambda == 0.0);
    zero.into_iter().chain(first).chain(rest)
}

/// Which of the cells between `edges` get a label of such a length, the first of `wishes` before the others.
fn spaced(edges: &[f64], lengths: &[f64], gap: f64, wishes: impl Iterator<Item = usize>) -> Vec<usize> {
    let middle = |at: usize| f64::midpoint(edges[at], edges[at + 1]);
    let mut placed: Vec<usize> = Vec::new();
    for at in wishes {
        let is_apart =
            |&other: &usize| (middle(at) - middle(other)).abs() >= f64::midpoint(lengths[at], lengths[other]) + gap;
        if placed.iter().all(is_apart) {
            placed.push(at);
        }
    }
    sorted(placed, |&at| at as f64)
}
