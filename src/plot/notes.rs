//! Points of curves that are pointed out: a ring round each, and beside it a label where there is room.

use super::color::Color;
use super::elements::{Hold, Sheet, SheetResult};
use super::end_labels::{EndLabel, MARGIN};
use super::frame::Frame;
use super::layout::{LABEL_GAP, Layout, Room};
use super::series::{Chart, Note, Series};
use super::sharp::{Hooks, WidthOf};
use plotters_backend::DrawingBackend;

/// Radius of a ring and of its hole, in CSS pixels at scale 1.
const RING: (f64, f64) = (4.0, 2.0);
/// From a point to the middle of a label above or below it: nearest first.
const ROWS: [f64; 4] = [14.0, -14.0, 28.0, -28.0];
/// Every so many CSS pixels of a label it is asked whether a curve runs behind it.
const SAMPLE: f64 = 4.0;

/// A note on the sheet.
pub(crate) struct PlacedNote {
    x: f64,
    y: f64,
    color: Color,
    /// The middle left point of its label.
    label: Option<(String, Room)>,
}

/// Every note whose point is on the plot. A label lies within the plot, above or below its point; it meets no other label and no
/// other ring, and of the places left it has the one where it hides the least of curves and marks.
pub(crate) fn place_notes(
    chart: &Chart,
    layout: &Layout,
    ends: &[EndLabel],
    frame: &Frame,
    width_of: WidthOf,
) -> Vec<PlacedNote> {
    let plot = Room { left: layout.left, right: layout.right, top: layout.top, bottom: layout.bottom };
    let (steps, values) = (layout.x.range(), layout.y.range());
    let on_plot = |note: &&Note| {
        (steps.start..=steps.end).contains(&note.step) && (values.start..=values.end).contains(&note.value)
    };
    let notes: Vec<&Note> = chart.notes.iter().filter(on_plot).collect();
    let ring = |note: &Note| {
        let ((x, y), radius) = (layout.place(note.step, note.value), RING.0 * frame.scale);
        Room { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    };
    let mut taken: Vec<Room> = ends.iter().map(|end| end.room(frame.scale)).collect();
    taken.extend(notes.iter().map(|note| ring(note)));
    let mut placed = Vec::new();
    for note in notes {
        let (x, y) = layout.place(note.step, note.value);
        let width = width_of(&note.label, true) + 2.0 * MARGIN * frame.scale;
        let free = candidates((x, y), width, &plot, frame.scale)
            .filter(|room| room.lies_in(&plot) && !taken.iter().any(|other| room.meets(other)));
        let best = free.min_by_key(|room| hidden(chart, layout, room));
        taken.extend(best);
        placed.push(PlacedNote { x, y, color: note.color, label: best.map(|room| (note.label.clone(), room)) });
    }
    placed
}

/// The places that a label may have, the best first: in the middle above or below its point, or moved into the plot.
fn candidates((x, y): (f64, f64), width: f64, plot: &Room, scale: f64) -> impl Iterator<Item = Room> {
    let half = LABEL_GAP * scale / 2.0;
    let (least, most) = (plot.left, (plot.right - width).max(plot.left));
    ROWS.into_iter().flat_map(move |row| {
        [x - width / 2.0, x - width / 8.0, x - width * 7.0 / 8.0].into_iter().map(move |left| {
            let (left, middle) = (left.max(least).min(most), y + row * scale);
            Room { left, right: left + width, top: middle - half, bottom: middle + half }
        })
    })
}

/// How much of curves and of the lines of marks a label would hide.
fn hidden(chart: &Chart, layout: &Layout, room: &Room) -> usize {
    let columns = ((room.right - room.left) / SAMPLE) as usize;
    let curves = chart.series.iter().map(|series| {
        let behind = |column: &usize| {
            let height = height_at(series, layout, room.left + *column as f64 * SAMPLE);
            height.is_some_and(|y| (room.top..=room.bottom).contains(&y))
        };
        (0..columns).filter(behind).count()
    });
    let lines = layout.marks.iter().filter(|mark| (room.left..=room.right).contains(&mark.x)).count();
    curves.sum::<usize>() + 4 * lines
}

/// How high a curve stands at `x`, at its point before.
fn height_at(series: &Series, layout: &Layout, x: f64) -> Option<f64> {
    if series.is_level() {
        return series.end().map(|(step, value)| layout.place(step, value).1);
    }
    let next = series.points.partition_point(|point| layout.place(point.0, 1.0).0 <= x);
    // Behind its last point there is no curve.
    let (step, value) = *series.points.get(next.checked_sub(1)?)?;
    (next < series.points.len()).then(|| layout.place(step, value).1)
}

pub(crate) fn draw_notes<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    notes: &[PlacedNote],
    frame: &Frame,
) -> SheetResult<B> {
    for note in notes {
        sheet.disc((note.x, note.y), RING.0 * frame.scale, note.color)?;
        sheet.disc((note.x, note.y), RING.1 * frame.scale, frame.background)?;
    }
    for note in notes {
        let Some((label, room)) = &note.label else { continue };
        sheet.pill((room.left, room.top), (room.right, room.bottom), 0.0, frame.background)?;
        let at = (room.left + MARGIN * frame.scale, f64::midpoint(room.top, room.bottom));
        sheet.text(label, at, Hold::Left, true, note.color)?;
    }
    Ok(())
}
