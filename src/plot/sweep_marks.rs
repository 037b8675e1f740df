//! What is drawn for the points of a sweep: bands, dots, means and crosses; and the break of its axis.

use super::axis::Axis;
use super::bands::TINT;
use super::color::Color;
use super::elements::{Sheet, SheetResult};
use super::frame::Frame;
use super::layout::Layout;
use super::plotting::FAINTNESS;
use super::series::Line;
use super::sharp::Hooks;
use super::sweep::{SweptLine, SweptValue};
use plotters_backend::DrawingBackend;

// Sizes in CSS pixels at scale 1.

/// Radius of the dot of a run.
const DOT: f64 = 1.75;
/// Radius of a mean, and of the hole of one on a dashed line.
const MEAN: (f64, f64) = (3.0, 1.75);
/// Half the width of a band at a value that has no neighbour.
const ALONE: f64 = 3.0;
/// Half the size of the cross of a run that diverged, and from the upper edge to the crosses of the first line, and of the next.
pub(crate) const CROSS: (f64, f64, f64) = (3.25, 7.0, 11.0);
/// Half the width of the gap in a broken axis, and half the height of the strokes beside it.
const BREAK: (f64, f64) = (2.5, 4.5);

/// Two strokes through the axis, between 0 and the rest.
pub(crate) fn draw_break<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    layout: &Layout,
    frame: &Frame,
) -> SheetResult<B> {
    let Axis::Swept(axis) = &layout.x else { return Ok(()) };
    let Some(share) = axis.break_at() else { return Ok(()) };
    let x = layout.left + share * (layout.right - layout.left);
    let (half, up) = (BREAK.0 * frame.scale, BREAK.1 * frame.scale);
    sheet.pill(
        (x - half, layout.bottom - frame.scale),
        (x + half, layout.bottom + frame.scale),
        0.0,
        frame.background,
    )?;
    for middle in [x - half, x + half] {
        let slant = up / 2.0;
        sheet.line(
            (middle - slant, layout.bottom + up),
            (middle + slant, layout.bottom - up),
            frame.muted,
            frame.scale,
            &[],
        )?;
    }
    Ok(())
}

/// From the lowest to the highest run at each value, as far as values follow each other; at a true 0 it stands alone.
pub(crate) fn draw_band<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    line: &SweptLine,
    layout: &Layout,
    scale: f64,
) -> SheetResult<B> {
    let is_whole = |point: &&SweptValue| point.x != 0.0 && !point.has_diverged();
    let mut alone: Vec<&SweptValue> = Vec::new();
    for piece in line.points.chunk_by(|a, b| is_whole(&a) && is_whole(&b)) {
        if let [one] = piece {
            alone.push(one);
            continue;
        }
        let edge = |end: usize| piece.iter().filter_map(move |point| Some(layout.place(point.x, point.ends()?[end])));
        let outline: Vec<(f64, f64)> = edge(1).chain(edge(0).collect::<Vec<_>>().into_iter().rev()).collect();
        sheet.area(&outline, line.style.color, TINT)?;
    }
    for point in alone {
        let Some(ends) = point.ends() else { continue };
        let [(x, low), (_, high)] = ends.map(|value| layout.place(point.x, value));
        let (left, right) = (x - ALONE * scale, x + ALONE * scale);
        sheet.area(&[(left, high), (right, high), (right, low), (left, low)], line.style.color, TINT)?;
    }
    Ok(())
}

/// A faint dot for each run.
pub(crate) fn draw_dots<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    line: &SweptLine,
    layout: &Layout,
    frame: &Frame,
) -> SheetResult<B> {
    let color = line.style.color.mix(frame.background, FAINTNESS);
    for point in &line.points {
        for &value in point.values.iter().filter(|value| value.is_finite()) {
            sheet.disc(layout.place(point.x, value), DOT * frame.scale, color)?;
        }
    }
    Ok(())
}

/// A dot for each mean, hollow on a dashed line.
pub(crate) fn draw_means<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    line: &SweptLine,
    layout: &Layout,
    frame: &Frame,
) -> SheetResult<B> {
    for point in &line.points {
        let mean = point.mean();
        if mean.is_finite() {
            let at = layout.place(point.x, mean);
            sheet.disc(at, MEAN.0 * frame.scale, line.style.color)?;
            if line.style.line != Line::Solid {
                sheet.disc(at, MEAN.1 * frame.scale, frame.background)?;
            }
        }
    }
    Ok(())
}

/// A cross at the upper edge for each value at which a run diverged, lower for each line before this one.
pub(crate) fn draw_crosses<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    line: &SweptLine,
    before: f64,
    layout: &Layout,
    scale: f64,
) -> SheetResult<B> {
    let (_, first, next) = CROSS;
    let y = layout.top + (first + before * next) * scale;
    for point in line.points.iter().filter(|point| point.has_diverged()) {
        draw_cross(sheet, (layout.place(point.x, 1.0).0, y), line.style.color, scale)?;
    }
    Ok(())
}

pub(crate) fn draw_cross<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    (x, y): (f64, f64),
    color: Color,
    scale: f64,
) -> SheetResult<B> {
    let half = CROSS.0 * scale;
    for slope in [half, -half] {
        sheet.line((x - half, y - slope), (x + half, y + slope), color, 1.5 * scale, &[])?;
    }
    Ok(())
}
