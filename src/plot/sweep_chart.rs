//! Draws a chart of a sweep: means as lines, ranges as bands, every run as a dot.

use super::axis::Axis;
use super::color::Color;
use super::elements::{Hold, Sheet, Units};
use super::end_labels::{draw_end_labels, end_labels};
use super::frame::{Frame, PlotArea};
use super::layout::{
    BELOW, END_DISTANCE, LABEL_DISTANCE, Layout, ROW, TYPE_SIZE, end_label, left_edge, title, value_axis,
};
use super::pills::PillRows;
use super::plotting::{MARK_DASH, build, draw_grid, draw_hint, draw_series, plot_area, unit_position};
use super::series::Series;
use super::shapes::Shapes;
use super::sharp::{Hooks, SharpBackend, WidthOf};
use super::spread::{sorted, spread};
use super::sweep::{SweepChart, SweptLine, SweptValue, broken_after_zero};
use super::sweep_axis::SweepAxis;
use super::sweep_marks::{CROSS, add_band, add_break, add_cross, add_dots, add_exact_at_zero, add_means};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters_backend::DrawingBackend;
use serde::Serialize;

// Sizes in CSS pixels at scale 1.

/// Radius of the disc with a lane's letter.
const DISC: f64 = 7.5;
/// What a chart without points says.
const HINT: &str = "the points will appear here";
/// What the crosses are.
const DIVERGED: &str = "diverged";

/// Where a chart of a sweep is, in CSS pixels from its top left corner. All zeros, and no values, when nothing was drawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct SweepArea {
    /// Where the plot is, and what its edges are; of a value between two others of the horizontal axis it does not tell the place.
    pub plot: PlotArea,
    /// The values of the horizontal axis, those that have been trained or are to be, rising.
    pub values: Vec<f64>,
    /// Where each of them stands.
    pub columns: Vec<f64>,
}

impl SweepChart {
    /// Draws the chart on a cleared surface and tells where the plot is.
    ///
    /// A line is the mean over the seeds, a band reaches from the lowest to the highest, and a run that diverged is a cross at the
    /// upper edge: there the line is broken.
    ///
    /// # Errors
    ///
    /// What the backend reports.
    pub fn draw<B: DrawingBackend, H: Hooks>(
        &self,
        surface: SharpBackend<B, H>,
        frame: &Frame,
    ) -> Result<SweepArea, DrawingAreaErrorKind<B::ErrorType>> {
        if !frame.is_drawable() {
            return Ok(SweepArea::default());
        }
        let units = Units::new(frame);
        let size = TYPE_SIZE * frame.scale;
        let width_of = |text: &str, bold: bool| {
            surface.text_width(text, &units.text(&frame.font, size, bold, frame.muted)) / units.exact(1.0)
        };
        let means: Vec<Series> =
            self.lines.iter().map(SweptLine::means).chain(self.exact.iter().map(broken_after_zero)).collect();
        let unit = if self.inputs.is_some() { "k" } else { "λ" };
        let layout = self.layout(frame, &means, unit, &width_of);
        let ends = end_labels(&means, &layout, frame, &width_of);
        let mut below = self.below(&layout, frame);
        below.text(unit, unit_position(&layout, unit, frame, &width_of), Hold::Right, false, frame.muted);
        let above = self.above(&layout, frame, &width_of);
        let hint_width = width_of(HINT, false);

        let sheet = Sheet { root: surface.into_drawing_area(), units, font: &frame.font, size };
        let mut plot = build(&sheet, &layout, frame)?;
        draw_grid(&mut plot, &sheet, frame)?;
        below.paint(&sheet)?;
        draw_series(&mut plot, &means, &layout, units, frame)?;
        above.paint(&sheet)?;
        draw_end_labels(&sheet, &layout, &ends, frame)?;
        if self.points().next().is_none() && self.exact.is_empty() && hint_width < layout.right - layout.left {
            draw_hint(&sheet, &layout, frame, HINT, hint_width)?;
        }
        sheet.root.present()?;
        let values = self.axis_values();
        let columns = values.iter().map(|&value| layout.place(value, 1.0).0).collect();
        Ok(SweepArea { plot: plot_area(&plot, units), values, columns })
    }

    fn points(&self) -> impl Iterator<Item = &SweptValue> {
        self.lines.iter().flat_map(|line| &line.points)
    }

    fn has_diverged(&self) -> bool {
        self.points().any(SweptValue::has_diverged)
    }

    /// The values that are planned or trained, rising, each once.
    fn axis_values(&self) -> Vec<f64> {
        let all = self.values.iter().copied().chain(self.points().map(|point| point.x));
        let mut values = sorted(all.filter(|value| value.is_finite()), |&value| value);
        values.dedup();
        values
    }

    /// The margins and both axes; the horizontal one has room for the lanes' settings, too.
    fn layout(&self, frame: &Frame, means: &[Series], unit: &str, width_of: WidthOf) -> Layout {
        let scale = frame.scale;
        // Dots stand where the lines are, whose plot has whole device pixels as edges.
        let snap = |css: f64| (css * frame.pixel_ratio).round() / frame.pixel_ratio;
        let (top, bottom) = (snap(ROW * scale), snap(frame.height - BELOW * scale));
        let mut shown: Vec<f64> = self.points().flat_map(|point| &point.values).copied().collect();
        for exact in &self.exact {
            shown.extend(exact.points.iter().map(|point| point.1));
        }
        let y = value_axis(frame, &shown, bottom - top);
        let left = snap(left_edge(frame, &y, width_of));
        let labels = means.iter().map(|series| width_of(&end_label(series, frame, width_of), true)).fold(0.0, f64::max);
        let margin = (labels + END_DISTANCE * scale).max(width_of(unit, false) + LABEL_DISTANCE * scale);
        let right = snap((frame.width - margin - 2.0 * scale).max(left + 10.0));
        let mut values = self.axis_values();
        values.extend(self.settings.iter().map(|setting| setting.x));
        let x = SweepAxis::new(&values, self.inputs, right - left, scale, width_of);
        let room = if self.has_diverged() {
            legend_left(right, scale, width_of) - LABEL_DISTANCE * scale
        } else {
            frame.width
        };
        let title = title(frame, left, room, width_of);
        let pills = PillRows { rows: 1, pills: Vec::new() };
        Layout { left, top, right, bottom, x: Axis::Swept(x), y, title, marks: Vec::new(), pills }
    }

    /// What lies below the lines: the break of the axis, where a network becomes overcomplete, the lanes' marks – a line at each,
    /// and its letter on the axis, beside each other where several stand together –, bands, and dots.
    fn below(&self, layout: &Layout, frame: &Frame) -> Shapes {
        let (mut shapes, scale) = (Shapes::default(), frame.scale);
        let dash = MARK_DASH.map(|length| length * scale);
        let upright = |shapes: &mut Shapes, x: f64, color: Color, width: f64| {
            shapes.line((x, layout.top), (x, layout.bottom), color, width * scale, &dash);
        };
        add_break(&mut shapes, layout, frame);
        if let Some(n) = self.inputs.filter(|n| layout.x.labelled().contains(n)) {
            upright(&mut shapes, layout.place(n, 1.0).0, frame.muted, 1.0);
        }
        let at: Vec<f64> = self.settings.iter().map(|setting| layout.place(setting.x, 1.0).0).collect();
        let radius = DISC * scale;
        let places = spread(&at, 2.0 * radius + scale, layout.left + radius, layout.right - radius);
        for (setting, &x) in self.settings.iter().zip(&at) {
            upright(&mut shapes, x, setting.color, 1.25);
        }
        for (setting, x) in self.settings.iter().zip(places) {
            shapes.disc((x, layout.bottom), radius, setting.color);
            shapes.text(&setting.letter, (x, layout.bottom), Hold::Middle, true, frame.background);
        }
        for line in &self.lines {
            add_band(&mut shapes, line, layout, scale);
        }
        for line in &self.lines {
            add_dots(&mut shapes, line, layout, frame);
        }
        shapes
    }

    /// What lies above them: means, what theory says of a true 0, crosses, the title, and what crosses are.
    fn above(&self, layout: &Layout, frame: &Frame, width_of: WidthOf) -> Shapes {
        let mut shapes = Shapes::default();
        for (line, at) in self.lines.iter().zip(0_u8..) {
            add_means(&mut shapes, line, f64::from(at), layout, frame);
        }
        for line in &self.exact {
            add_exact_at_zero(&mut shapes, line, layout, frame);
        }
        let middle = ROW * frame.scale / 2.0;
        shapes.text(&layout.title, (layout.left, middle), Hold::Left, false, frame.muted);
        let legend = legend_left(layout.right, frame.scale, width_of);
        if self.has_diverged() && legend > layout.left {
            add_cross(&mut shapes, (legend, middle), frame.muted, frame.scale);
            shapes.text(DIVERGED, (layout.right, middle), Hold::Right, false, frame.muted);
        }
        shapes
    }
}

/// Where the cross stands that says what crosses are, before its word.
fn legend_left(right: f64, scale: f64, width_of: WidthOf) -> f64 {
    right - width_of(DIVERGED, false) - 2.0 * CROSS.0 * scale
}
