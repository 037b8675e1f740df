//! Where the plane of a [`CharacterMap`](super::CharacterMap) is on its sheet: margins, axes, and the map to pixels.

use super::elements::{Hold, Sheet, SheetResult, Units};
use super::frame::{Frame, PlotArea};
use super::layout::{AXIS_ROW, BELOW, LABEL_DISTANCE, ROW, Room, TYPE_SIZE, title};
use super::linear_axis::LinearAxis;
use super::log_axis::LogAxis;
use super::number::format_value;
use super::sharp::{Hooks, WidthOf};
use plotters_backend::DrawingBackend;

/// What stands after the numbers of the horizontal axis.
const ACROSS: &str = "copy index";
/// The horizontal axis ends at the copy index of the identity, or, where a run enlarges changes, here.
const ENDS: [f64; 2] = [1.0, 1.5];
/// A smaller gap stands at the lower edge: there is no difference to be seen.
const LEAST_GAP: f64 = 1e-3;
/// Least distance of two labels of the horizontal axis.
const AXIS_COLUMN: f64 = 60.0;

/// The plot, in CSS pixels from the sheet's top left corner.
pub(super) struct Plane {
    left: f64,
    pub(super) top: f64,
    right: f64,
    bottom: f64,
    x: LinearAxis,
    y: LogAxis,
    title: String,
}

impl Plane {
    /// The plane on which these gaps have a place, and these copy indices, as far as its ends allow.
    pub(super) fn new(
        frame: &Frame,
        gaps: impl Iterator<Item = f64>,
        copy_indices: impl Iterator<Item = f64>,
        units: Units,
        width_of: WidthOf,
    ) -> Self {
        let scale = frame.scale;
        let pixel = |at: f64| units.css(units.whole(at));
        let (top, bottom) = (pixel(ROW * scale), pixel(frame.height - BELOW * scale));
        let shown = gaps.filter(|gap| *gap > 0.0).map(|gap| gap.max(LEAST_GAP));
        let y = LogAxis::covering(shown, bottom - top, AXIS_ROW * scale);
        let numbers = y.labelled().iter().map(|&value| width_of(&format_value(value), false));
        let left = pixel(numbers.fold(width_of("0.001", false), f64::max) + (LABEL_DISTANCE + 2.0) * scale);
        let widest = copy_indices.filter(|value| value.is_finite()).fold(0.0, f64::max);
        let end = if widest > ENDS[0] { ENDS[1] } else { ENDS[0] };
        let margin =
            width_of(&format_value(end), false) / 2.0 + width_of(ACROSS, false) + (LABEL_DISTANCE + 2.0) * scale;
        let right = pixel((frame.width - margin).max(left + 10.0));
        let x = LinearAxis::between(0.0, end, ((right - left) / (AXIS_COLUMN * scale)).max(1.0) as usize);
        let title = title(frame, left, frame.width, width_of);
        Self { left, top, right, bottom, x, y, title }
    }

    /// Where a point stands; what is beyond an axis is at its edge.
    pub(super) fn place(&self, (copy_index, gap): (f64, f64)) -> (f64, f64) {
        let x = self.left + self.x.fraction(copy_index) * (self.right - self.left);
        (x, self.bottom - self.y.fraction(gap) * (self.bottom - self.top))
    }

    /// All of the plot.
    pub(super) fn whole(&self) -> Room {
        Room { left: self.left, right: self.right, top: self.top, bottom: self.bottom }
    }

    /// The numbers of a point that stand at an edge, with their names.
    pub(super) fn beyond(&self, (copy_index, gap): (f64, f64)) -> Option<String> {
        let (x, y) = (self.x.range(), self.y.range());
        let numbers = [("copy index", copy_index, &x), ("gap", gap, &y)];
        let beyond = numbers.into_iter().filter(|(_, value, range)| *value < range.start || *value > range.end);
        let told: Vec<String> = beyond.map(|(name, value, _)| told(name, value)).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    /// The part of the plot between these numbers.
    pub(super) fn room(&self, [least, most]: [f64; 2], [low, high]: [f64; 2]) -> Room {
        let (left, bottom) = self.place((least, low));
        let (right, top) = self.place((most, high));
        Room { left, right, top, bottom }
    }

    /// Horizontal lines, the numbers of both axes, and what they are of.
    pub(super) fn draw_axes<B: DrawingBackend, H: Hooks>(
        &self,
        sheet: &Sheet<'_, B, H>,
        frame: &Frame,
    ) -> SheetResult<B> {
        let (scale, apart) = (frame.scale, LABEL_DISTANCE * frame.scale);
        let row = self.bottom + apart + TYPE_SIZE * scale / 2.0;
        for &gap in self.y.ticks() {
            let (_, y) = self.place((0.0, gap));
            let labelled = self.y.labelled().contains(&gap);
            let color = if labelled { frame.rule } else { frame.rule_faint() };
            sheet.line((self.left, y), (self.right, y), color, scale, &[])?;
            if labelled {
                sheet.text(&format_value(gap), (self.left - apart, y), Hold::Right, false, frame.muted)?;
            }
        }
        for &copy_index in self.x.labelled() {
            let (x, _) = self.place((copy_index, 1.0));
            sheet.text(&format_value(copy_index), (x, row), Hold::Middle, false, frame.muted)?;
        }
        sheet.text(ACROSS, (frame.width, row), Hold::Right, false, frame.muted)?;
        sheet.text(&self.title, (self.left, ROW * scale / 2.0), Hold::Left, false, frame.muted)
    }

    /// Where the plot is, and the numbers at its edges.
    pub(super) fn area(&self) -> PlotArea {
        let (x, y) = (self.x.range(), self.y.range());
        PlotArea {
            left: self.left,
            top: self.top,
            right: self.right,
            bottom: self.bottom,
            x_min: x.start,
            x_max: x.end,
            y_min: y.start,
            y_max: y.end,
        }
    }
}

/// A number that stands beyond an axis, in three digits, with its name.
fn told(name: &str, value: f64) -> String {
    let digits = if value == 0.0 { 0.0 } else { (2.0 - value.abs().log10().floor()).clamp(0.0, 12.0) };
    let unit = 10_f64.powi(digits as i32);
    format!("{name} {}", format_value((value * unit).round() / unit))
}
