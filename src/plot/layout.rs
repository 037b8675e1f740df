//! The margins, both axes and the places of all marks of one drawing.

use super::axis::Axis;
use super::color::Color;
use super::frame::Frame;
use super::linear_axis::LinearAxis;
use super::log_step_axis::LogStepAxis;
use super::number::format_value;
use super::pills::{PillRequest, PillRows, label_of, tell};
use super::series::{Band, Chart, Series, Weight};
use super::sharp::WidthOf;
use super::spread::sorted;

// Sizes in CSS pixels at scale 1.

/// Of type.
pub(crate) const TYPE_SIZE: f64 = 12.0;
/// From the plot to a label beside or below it.
pub(crate) const LABEL_DISTANCE: f64 = 8.0;
/// From the end of a line to its label: room for what joins the two where other labels have moved it away.
pub(crate) const END_DISTANCE: f64 = 12.0;
/// Height of a row of text above the plot.
pub(crate) const ROW: f64 = 20.0;
/// Height of a pill, in its row.
pub(crate) const PILL_HEIGHT: f64 = 18.0;
/// Least distance of the middles of two labels at the line ends.
pub(crate) const LABEL_GAP: f64 = 14.0;
/// Height of the row below the plot.
pub(crate) const BELOW: f64 = 24.0;
/// Heights of the drawing from which on a second and a third row above the plot may be taken.
const ROOM_FOR_ROWS: [f64; 2] = [150.0, 400.0];
/// Least distance of two labels of the vertical axis.
pub(crate) const AXIS_ROW: f64 = 18.0;
/// White between two labels of the horizontal axis: a share of the plot's width, within these bounds.
const STEP_GAP: (f64, f64, f64) = (0.06, 16.0, 60.0);
/// Marks of a run that are nearer than this are told by one label.
const NEAR: f64 = 12.0;

/// The largest share of the drawing's width that the label of something to compare with may take from the plot.
const WIDEST: f64 = 0.3;

/// A rectangle on the sheet.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Room {
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(crate) fn lies_in(&self, other: &Self) -> bool {
        self.left >= other.left && self.right <= other.right && self.top >= other.top && self.bottom <= other.bottom
    }
}

/// A mark of a run on the sheet.
pub(crate) struct PlacedMark {
    pub(crate) step: f64,
    pub(crate) x: f64,
    pub(crate) color: Color,
    /// `None` once the label of a later mark speaks for this one too.
    pub(crate) label: Option<String>,
}

/// Where everything goes, in CSS pixels from the top left corner.
pub(crate) struct Layout {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) title: String,
    /// By step, the newest last.
    pub(crate) marks: Vec<PlacedMark>,
    /// For each mark with a label, in the same order, its place.
    pub(crate) pills: PillRows,
}

impl Layout {
    /// Lays out `content` in `frame`; `width_of` measures a text, bold or not, in CSS pixels.
    pub(crate) fn new(frame: &Frame, content: &Chart, width_of: WidthOf) -> Self {
        let scale = frame.scale;
        let bottom = frame.height - BELOW * scale;
        let curves = content.series.iter().flat_map(|series| series.points.iter().map(|point| point.1));
        let values: Vec<f64> = curves.chain(content.bands.iter().flat_map(Band::values)).collect();
        let axis = |top: f64| value_axis(frame, &values, bottom - top);
        let left = left_edge(frame, &axis(ROW * scale), width_of);
        let right = right_edge(frame, content, left, width_of);
        let x = step_axis(frame, content, right - left, width_of);

        let title = title(frame, left, frame.width, width_of);
        let place = |step: f64| left + x.fraction(step) * (right - left);
        let marks = placed_marks(content, place, NEAR * scale);
        let requests: Vec<PillRequest> = marks
            .iter()
            .filter_map(|mark| {
                let width = width_of(mark.label.as_ref()?, true) + PILL_HEIGHT * scale * 0.8;
                Some(PillRequest { line: mark.x, width })
            })
            .collect();
        let title_end = left + width_of(&title, false);
        let most_rows = 1 + ROOM_FOR_ROWS.iter().filter(|&&room| frame.height >= room * scale).count();
        let pills = PillRows::lay_out(&requests, left, right, title_end, most_rows);

        let top = ROW * scale * pills.rows as f64;
        Self { left, top, right, bottom, x, y: axis(top), title, marks, pills }
    }
}

impl Layout {
    /// Where a value at a step stands.
    pub(crate) fn place(&self, step: f64, value: f64) -> (f64, f64) {
        let x = self.left + self.x.fraction(step) * (self.right - self.left);
        (x, self.bottom - self.y.fraction(value) * (self.bottom - self.top))
    }
}

/// What stands at the end of a series, empty for nothing: its label, of which all but the last word is cut where what is
/// compared with would leave the plot too narrow, `k = 392, λ… train`.
pub(crate) fn end_label(series: &Series, frame: &Frame, width_of: WidthOf) -> String {
    let style = &series.style;
    if style.label.is_empty() {
        return String::new();
    }
    // A curve that has left the axis ends at its edge; its label says where it is: `B train < 2`.
    if let (Some([low, high]), Some((_, value))) = (frame.values, series.end())
        && !(low..=high).contains(&value)
    {
        let (sign, end) = if value < low { ('<', low) } else { ('>', high) };
        return format!("{} {sign} {}", style.label, format_value(end));
    }
    let fits = |text: &str| style.weight == Weight::Full || width_of(text, true) < WIDEST * frame.width;
    if fits(&style.label) {
        return style.label.clone();
    }
    let mut name = style.label.clone();
    let last = name.split_off(name.rfind(' ').unwrap_or(name.len()));
    while name.pop().is_some() && !name.is_empty() {
        let short = name.clone() + "…" + &last;
        if fits(&short) {
            return short;
        }
    }
    String::new()
}

/// The vertical axis of a plot so high.
pub(crate) fn value_axis(frame: &Frame, values: &[f64], height: f64) -> Axis {
    let (height, row) = (height.max(1.0), AXIS_ROW * frame.scale);
    match frame.values {
        Some(ends) => Axis::between(frame.log_y, ends, height, row),
        None => Axis::covering(frame.log_y, values.iter().copied(), height, row),
    }
}

/// The first title that fits between two edges, in CSS pixels.
pub(crate) fn title(frame: &Frame, left: f64, right: f64, width_of: WidthOf) -> String {
    frame.titles.iter().find(|title| left + width_of(title, false) <= right).cloned().unwrap_or_default()
}

/// Where the plot begins, right of the labels of `axis`: of those that it may have, the one with the fewest rows above it has
/// the most labels, and the margin then fits the others too. It starts from a common label, so it does not move while a curve
/// falls.
pub(crate) fn left_edge(frame: &Frame, axis: &Axis, width_of: WidthOf) -> f64 {
    let widths = axis.labelled().iter().map(|&value| width_of(&format_value(value), false));
    widths.fold(width_of("0.001", false), f64::max) + (LABEL_DISTANCE + 2.0) * frame.scale
}

/// What stands right of the plot: the labels at the line ends, or "steps" after the last number.
fn right_edge(frame: &Frame, content: &Chart, left: f64, width_of: WidthOf) -> f64 {
    let labels = content.series.iter().map(|series| end_label(series, frame, width_of));
    let labels = labels.chain(shared_by_two(content)).map(|label| width_of(&label, true)).fold(0.0, f64::max);
    let unit = width_of(&format_value(frame.min_steps), false) / 2.0 + width_of("steps", false);
    let margin = (labels + END_DISTANCE * frame.scale).max(unit + LABEL_DISTANCE * frame.scale) + 2.0 * frame.scale;
    (frame.width - margin).max(left + 10.0)
}

/// The labels that two curves have where they end together, `A, B train`: twins do for long.
fn shared_by_two(content: &Chart) -> impl Iterator<Item = String> {
    let full = || content.series.iter().filter(|series| series.style.weight == Weight::Full);
    let parts = |label: &str| label.rsplit_once(' ').map(|(name, word)| (name.to_owned(), word.to_owned()));
    full().enumerate().flat_map(move |(index, one)| {
        full().skip(index + 1).filter_map(move |other| {
            let ((name, word), (_, same)) = (parts(&one.style.label)?, parts(&other.style.label)?);
            (word == same).then(|| format!("{name}, {}", other.style.label))
        })
    })
}

/// The horizontal axis with as many ticks as its widest label allows.
fn step_axis(frame: &Frame, content: &Chart, width: f64, width_of: WidthOf) -> Axis {
    let curves = content.series.iter().filter(|series| !series.is_level());
    let last_step = curves
        .flat_map(|series| series.points.iter().map(|point| point.0))
        .chain(content.marks.iter().flat_map(|(_, marks)| marks.iter().map(|mark| mark.step)))
        .filter(|step| step.is_finite())
        .fold(0.0, f64::max);
    let end = LinearAxis::steps(last_step, frame.min_steps, 1).range().end;
    let (share, least, most) = STEP_GAP;
    let label = width_of(&format_value(end), false);
    if frame.log_x {
        return Axis::LogSteps(LogStepAxis::steps(last_step, frame.min_steps, width, label + least * frame.scale));
    }
    let column = label + (share * width).clamp(least * frame.scale, most * frame.scale);
    Axis::Linear(LinearAxis::steps(last_step, frame.min_steps, (width / column).max(1.0) as usize))
}

/// The marks of all runs by step; those of one run that are nearer than `near` share a label.
fn placed_marks(content: &Chart, place: impl Fn(f64) -> f64, near: f64) -> Vec<PlacedMark> {
    let mut all = Vec::new();
    for (color, marks) in &content.marks {
        let mut placed: Vec<PlacedMark> = Vec::new();
        let mut told = Vec::new();
        for mark in marks.iter().filter(|mark| mark.step.is_finite()) {
            let x = place(mark.step);
            match placed.last_mut() {
                Some(previous) if x - previous.x < near => previous.label = None,
                _ => told.clear(),
            }
            tell(&mut told, mark.change.clone());
            placed.push(PlacedMark { step: mark.step, x, color: *color, label: Some(label_of(&told)) });
        }
        all.append(&mut placed);
    }
    sorted(all, |mark| mark.step)
}
