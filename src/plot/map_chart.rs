//! Draws a map of a sweep: a coloured cell for each run or mean of runs.

use super::color::Color;
use super::color_scale::{color_at, two_digits};
use super::elements::{Hold, Sheet, Units};
use super::frame::Frame;
use super::layout::{LABEL_DISTANCE, ROW, TYPE_SIZE};
use super::map::{Cells, MapChart, MapLayout, MapPanel};
use super::number::format_value;
use super::shapes::Shapes;
use super::sharp::{Hooks, SharpBackend, WidthOf};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters_backend::DrawingBackend;
use serde::Serialize;

// Sizes in CSS pixels at scale 1.

/// Height of the scale of colours.
const BAR: f64 = 10.0;
/// From the bottom of the lowest row to the middle of the numbers of hidden units, and to that of the mark of n.
const BELOW: (f64, f64) = (13.0, 28.0);
/// Thickness of the outline of the best cell of a column, and of the cell that is pointed out.
const OUTLINE: (f64, f64) = (2.0, 3.0);
/// White between cells; between λ = 0 and the rest it is wider, as an axis is broken there.
const GAP: (f64, f64) = (1.0, 3.0);

/// What a map without values says.
const HINT: &str = "the map will appear here";

/// Where a map is, in CSS pixels from its top left corner. No panels when nothing was drawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct MapArea {
    /// Each panel, in the order in which they were added.
    pub panels: Vec<MapPanelArea>,
}

/// Where the cells of a panel are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct MapPanelArea {
    /// The edges of its columns, from left to right: one more than there are columns.
    pub columns: Vec<f64>,
    /// The edges of its rows, from the lowest λ up, so falling: one more than there are rows.
    pub rows: Vec<f64>,
}

impl MapChart {
    /// Draws the map on a cleared surface and tells where its cells are.
    ///
    /// All panels have one scale. The lowest value of each column has an outline; where a run diverged, the cell is crossed.
    ///
    /// # Errors
    ///
    /// What the backend reports.
    pub fn draw<B: DrawingBackend, H: Hooks>(
        &self,
        surface: SharpBackend<B, H>,
        frame: &Frame,
    ) -> Result<MapArea, DrawingAreaErrorKind<B::ErrorType>> {
        if !frame.is_drawable() || self.hidden_units.is_empty() || self.lambdas.is_empty() {
            return Ok(MapArea::default());
        }
        let units = Units::new(frame);
        let size = TYPE_SIZE * frame.scale;
        let width_of = |text: &str, bold: bool| {
            surface.text_width(text, &units.text(&frame.font, size, bold, frame.muted)) / units.exact(1.0)
        };
        let layout = MapLayout::new(frame, self, &width_of);
        let shapes = self.shapes(&layout, frame, &width_of);
        let sheet = Sheet { root: surface.into_drawing_area(), units, font: &frame.font, size };
        shapes.paint(&sheet)?;
        sheet.root.present()?;
        let area = |cells: Cells| MapPanelArea { columns: cells.columns, rows: cells.rows };
        Ok(MapArea { panels: layout.panels.into_iter().map(area).collect() })
    }

    /// All that is drawn.
    fn shapes(&self, layout: &MapLayout, frame: &Frame, width_of: WidthOf) -> Shapes {
        let (mut shapes, scale) = (Shapes::default(), frame.scale);
        shapes.text(&layout.title, (layout.left, ROW * scale / 2.0), Hold::Left, false, frame.muted);
        add_scale(&mut shapes, layout, frame);
        for (at, (panel, cells)) in self.panels.iter().zip(&layout.panels).enumerate() {
            self.add_labels(&mut shapes, at, layout, frame);
            self.add_cells(&mut shapes, panel, cells, layout, frame);
        }
        self.add_cursor(&mut shapes, layout, frame);
        let is_empty = self.panels.iter().flat_map(|panel| &panel.values).all(|value| value.is_nan());
        if let ([first, ..], [.., last], true) = (&layout.panels[..], &layout.panels[..], is_empty) {
            let x = f64::midpoint(first.columns[0], last.columns[self.hidden_units.len()]);
            let y = f64::midpoint(first.rows[self.lambdas.len()], last.rows[0]);
            let (half_width, half) = (width_of(HINT, false) / 2.0 + LABEL_DISTANCE * scale, ROW * scale / 2.0);
            shapes.fill([x - half_width, y - half, x + half_width, y + half], frame.background);
            shapes.text(HINT, (x, y), Hold::Middle, false, frame.muted);
        }
        shapes
    }

    /// The title of a panel, λ beside the first or each, hidden units below the last or each.
    fn add_labels(&self, shapes: &mut Shapes, at: usize, layout: &MapLayout, frame: &Frame) {
        let (cells, scale) = (&layout.panels[at], frame.scale);
        let beside = layout.left - LABEL_DISTANCE * scale;
        let title_at = cells.rows[self.lambdas.len()] - ROW * scale / 2.0;
        shapes.text(&self.panels[at].title, (cells.columns[0], title_at), Hold::Left, true, frame.muted);
        let mut label = |text: &str, at, hold, bold| shapes.text(text, at, hold, bold, frame.muted);
        let [columns, rows] = &layout.labelled;
        let has_rows = at == 0 || layout.is_stacked;
        if has_rows {
            label("λ", (beside, title_at), Hold::Right, false);
            for &row in rows {
                let y = f64::midpoint(cells.rows[row], cells.rows[row + 1]);
                label(&format_value(self.lambdas[row]), (beside, y), Hold::Right, false);
            }
        }
        if layout.is_stacked && at + 1 < self.panels.len() {
            return;
        }
        let [first, second] = [BELOW.0, BELOW.1].map(|down| cells.rows[0] + down * scale);
        if has_rows {
            label("k", (beside, first), Hold::Right, false);
        }
        for &column in columns {
            let x = f64::midpoint(cells.columns[column], cells.columns[column + 1]);
            let units = self.hidden_units[column];
            let is_n = units == self.inputs;
            label(&format_value(units), (x, first), Hold::Middle, is_n);
            if is_n {
                label("n", (x, second), Hold::Middle, true);
            }
        }
    }

    fn add_cells(&self, shapes: &mut Shapes, panel: &MapPanel, cells: &Cells, layout: &MapLayout, frame: &Frame) {
        let width = self.hidden_units.len();
        for (at, &value) in panel.values.iter().enumerate() {
            let (column, row) = (at % width, at / width);
            let area = inside(cells.cell(column, row), self.lambdas[row] == 0.0, frame);
            let Some(scale) = layout.scale.as_ref().filter(|_| value.is_finite()) else {
                add_empty(shapes, area, value.is_infinite(), frame);
                continue;
            };
            let color = scale.color(value);
            shapes.fill(area, color);
            let ink = color.contrasting();
            if is_best(panel, at, width) {
                add_outline(shapes, area, OUTLINE.0 * frame.scale, ink);
            }
            if layout.has_numbers {
                let [left, top, right, bottom] = area;
                let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
                shapes.text(&two_digits(value), middle, Hold::Middle, false, ink);
            }
        }
    }

    fn add_cursor(&self, shapes: &mut Shapes, layout: &MapLayout, frame: &Frame) {
        let Some(cursor) = self.cursor else { return };
        let Some(cells) = layout.panels.get(cursor.panel) else { return };
        if cursor.column >= self.hidden_units.len() || cursor.row >= self.lambdas.len() {
            return;
        }
        let around = |[left, top, right, bottom]: [f64; 4], by: f64| [left - by, top - by, right + by, bottom + by];
        let (cell, thick) = (cells.cell(cursor.column, cursor.row), OUTLINE.1 * frame.scale);
        // White on both sides sets it off from any colour.
        add_outline(shapes, around(cell, thick), thick + 2.0 * frame.scale, frame.background);
        add_outline(shapes, around(cell, thick - frame.scale), thick, cursor.color);
    }
}

/// Whether no value of its column is lower, and none before it as low.
fn is_best(panel: &MapPanel, at: usize, width: usize) -> bool {
    let value = panel.values[at];
    let others = panel.values.iter().enumerate().filter(|(other, _)| other % width == at % width && *other != at);
    others.into_iter().all(|(other, &found)| !found.is_finite() || value < found || value == found && at < other)
}

/// The cell less the white between cells.
fn inside([left, top, right, bottom]: [f64; 4], is_zero: bool, frame: &Frame) -> [f64; 4] {
    let pixels = |gap: f64| (gap * frame.scale * frame.pixel_ratio).round().max(1.0) / frame.pixel_ratio;
    [left, top + pixels(if is_zero { GAP.1 } else { GAP.0 }), right - pixels(GAP.0), bottom]
}

/// A frame, `thick` and inside of `area`.
fn add_outline(shapes: &mut Shapes, [left, top, right, bottom]: [f64; 4], thick: f64, color: Color) {
    let thick = thick.min((right - left) / 2.0).min((bottom - top) / 2.0);
    shapes.fill([left, top, right, top + thick], color);
    shapes.fill([left, bottom - thick, right, bottom], color);
    shapes.fill([left, top + thick, left + thick, bottom - thick], color);
    shapes.fill([right - thick, top + thick, right, bottom - thick], color);
}

/// A cell without a number: its outline, and a cross where a run diverged.
fn add_empty(shapes: &mut Shapes, area: [f64; 4], has_diverged: bool, frame: &Frame) {
    add_outline(shapes, area, 1.0 / frame.pixel_ratio.min(1.0), frame.rule);
    if has_diverged {
        let [left, top, right, bottom] = area;
        shapes.line((left, bottom), (right, top), frame.muted, frame.scale, &[]);
        shapes.line((left, top), (right, bottom), frame.muted, frame.scale, &[]);
    }
}

/// The scale of colours, low values at its left, with its numbers.
fn add_scale(shapes: &mut Shapes, layout: &MapLayout, frame: &Frame) {
    let Some(colors) = &layout.scale else { return };
    let ((left, top, width), scale) = (layout.scale_at, frame.scale);
    let (upper, lower) = (top + BAR * scale / 2.0, top + BAR * scale * 1.5);
    let columns = (width * frame.pixel_ratio).round().max(1.0);
    for column in 0..columns as usize {
        // To the end of the scale each, so that nothing shows through between two of them.
        let from = left + column as f64 * width / columns;
        shapes.fill([from, upper, left + width, lower], color_at(1.0 - (column as f64 + 0.5) / columns));
    }
    for &value in &layout.numbers {
        let x = left + colors.axis().fraction(value) * width;
        shapes.line((x, lower), (x, lower + 3.0 * scale), frame.muted, scale, &[]);
        shapes.text(&format_value(value), (x, lower + 11.0 * scale), Hold::Middle, false, frame.muted);
    }
}
