//! Direct labels at the line ends, instead of a legend.

use super::color::Color;
use super::elements::{Hold, Sheet, SheetResult};
use super::frame::Frame;
use super::layout::{LABEL_DISTANCE, LABEL_GAP, Layout, Room, end_label};
use super::series::{Series, Weight};
use super::sharp::Hooks;
use super::spread::spread;
use plotters_backend::DrawingBackend;

/// From a label's letters to the edge of what is cleared around them, in CSS pixels at scale 1.
pub(crate) const MARGIN: f64 = 3.0;

/// A label beside the end of a line: its middle left point and its width.
pub(crate) struct EndLabel {
    text: String,
    color: Color,
    x: f64,
    y: f64,
    width: f64,
}

/// The labels at the line ends, in one column right of the longest line, spread so that none overlap.
///
/// Where there is room for fewer, the curves that the chart is about have it.
pub(crate) fn end_labels(
    series: &[Series],
    layout: &Layout,
    frame: &Frame,
    width_of: impl Fn(&str, bool) -> f64,
) -> Vec<EndLabel> {
    let half = LABEL_GAP * frame.scale / 2.0;
    let (highest, lowest) = (layout.top + half, layout.bottom - half);
    let room = 1 + ((lowest - highest).max(0.0) / (2.0 * half)) as usize;
    let of_weight = |full: bool| series.iter().filter(move |one| (one.style.weight == Weight::Full) == full);
    let ends: Vec<(&Series, f64)> = of_weight(true)
        .chain(of_weight(false))
        .filter(|series| !end_label(series, frame, &width_of).is_empty())
        .filter_map(|series| Some((series, series.end()?.1)))
        .take(room)
        .collect();
    let curves = series.iter().filter(|series| !series.is_level());
    let last_step = curves.filter_map(Series::end).map(|(step, _)| step).fold(0.0, f64::max);
    let x = layout.left + layout.x.fraction(last_step) * (layout.right - layout.left) + LABEL_DISTANCE * frame.scale;
    let height = |value: f64| layout.bottom - layout.y.fraction(value) * (layout.bottom - layout.top);
    let wanted: Vec<f64> = ends.iter().map(|&(_, value)| height(value)).collect();
    let spread = spread(&wanted, 2.0 * half, highest, lowest);
    ends.iter()
        .zip(spread)
        .map(|((series, _), y)| {
            let text = end_label(series, frame, &width_of);
            EndLabel { width: width_of(&text, true), text, color: series.style.color, x, y }
        })
        .collect()
}

impl EndLabel {
    /// Its box, with the margin that is cleared around it.
    pub(crate) fn room(&self, scale: f64) -> Room {
        let (margin, half) = (MARGIN * scale, LABEL_GAP * scale / 2.0);
        Room { left: self.x - margin, right: self.x + self.width + margin, top: self.y - half, bottom: self.y + half }
    }
}

pub(crate) fn draw_end_labels<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    layout: &Layout,
    labels: &[EndLabel],
    frame: &Frame,
) -> SheetResult<B> {
    for label in labels.iter().filter(|label| label.x < layout.right) {
        // Inside the plot the grid would run through the letters.
        let room = label.room(frame.scale);
        sheet.pill((room.left, room.top), (room.right, room.bottom), 0.0, frame.background)?;
    }
    for label in labels {
        sheet.text(&label.text, (label.x, label.y), Hold::Left, true, label.color)?;
    }
    Ok(())
}
