//! Direct labels at the line ends, instead of a legend.

use super::color::Color;
use super::curve::RunCurve;
use super::elements::{Hold, Sheet, SheetResult};
use super::frame::Frame;
use super::layout::{LABEL_DISTANCE, LABEL_GAP, Layout, PARTS, end_label};
use super::sharp::Hooks;
use super::spread::spread;
use plotters_backend::DrawingBackend;

/// A label beside the end of a line: its middle left point and its width.
pub(crate) struct EndLabel {
    text: String,
    color: Color,
    x: f64,
    y: f64,
    width: f64,
}

/// The labels at the line ends, in one column right of the longest line, spread so that none overlap.
pub(crate) fn end_labels(
    runs: &[&RunCurve],
    layout: &Layout,
    scale: f64,
    width_of: impl Fn(&str, bool) -> f64,
) -> Vec<EndLabel> {
    let ends: Vec<(&RunCurve, &str, f64, f64)> = runs
        .iter()
        .flat_map(|run| {
            PARTS.iter().filter_map(move |&(part, value_of)| {
                let end =
                    run.points.iter().rev().find(|point| value_of(point).is_finite() && point.step.is_finite())?;
                Some((*run, part, end.step, value_of(end)))
            })
        })
        .collect();
    let last_step = ends.iter().map(|end| end.2).fold(0.0, f64::max);
    let x = layout.left + layout.x.fraction(last_step) * (layout.right - layout.left) + LABEL_DISTANCE * scale;
    let height = |value: f64| layout.bottom - layout.y.fraction(value) * (layout.bottom - layout.top);
    let wanted: Vec<f64> = ends.iter().map(|&(.., value)| height(value)).collect();
    let half = LABEL_GAP * scale / 2.0;
    let spread = spread(&wanted, 2.0 * half, layout.top + half, layout.bottom - half);
    ends.iter()
        .zip(spread)
        .map(|(&(run, part, ..), y)| {
            let text = end_label(run, part);
            EndLabel { width: width_of(&text, true), text, color: run.color, x, y }
        })
        .collect()
}

pub(crate) fn draw_end_labels<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    layout: &Layout,
    labels: &[EndLabel],
    frame: &Frame,
) -> SheetResult<B> {
    let (margin, half) = (3.0 * frame.scale, LABEL_GAP * frame.scale / 2.0);
    for label in labels.iter().filter(|label| label.x < layout.right) {
        // Inside the plot the grid would run through the letters.
        let end = label.x + label.width + margin;
        sheet.pill((label.x - margin, label.y - half), (end, label.y + half), 0.0, frame.background)?;
    }
    for label in labels {
        sheet.text(&label.text, (label.x, label.y), Hold::Left, true, label.color)?;
    }
    Ok(())
}
