//! What is drawn for the points of a sweep: bands, dots, means and crosses; and the break of its axis.

use super::axis::Axis;
use super::bands::TINT;
use super::color::Color;
use super::frame::Frame;
use super::layout::Layout;
use super::plotting::{FAINTNESS, LEVEL, THIN};
use super::series::{Line, Series};
use super::shapes::{At, Shapes};
use super::sweep::{SweptLine, SweptValue};

// Sizes in CSS pixels at scale 1.

/// Radius of the dot of a run.
const DOT: f64 = 1.75;
/// Radius of a mean, and of the hole of one on a dashed line.
const MEAN: (f64, f64) = (3.0, 1.75);
/// Half the width of a band at a value that has no neighbour.
const ALONE: f64 = 3.0;
/// Half the width of what theory says of a true 0: three dots, the middle one on its value.
const LEVEL_HALF: f64 = 6.25;
/// Half the size of the cross of a run that diverged, and from the upper edge to the crosses of the first line, and of the next.
pub(crate) const CROSS: (f64, f64, f64) = (3.25, 7.0, 11.0);
/// Half the width of the gap in a broken axis, and half the height of the strokes beside it.
const BREAK: (f64, f64) = (2.5, 4.5);

/// Two strokes through the axis, between 0 and the rest.
pub(crate) fn add_break(shapes: &mut Shapes, layout: &Layout, frame: &Frame) {
    let Axis::Swept(axis) = &layout.x else { return };
    let Some(share) = axis.break_at() else { return };
    let (x, y) = (layout.left + share * (layout.right - layout.left), layout.bottom);
    let (half, up) = (BREAK.0 * frame.scale, BREAK.1 * frame.scale);
    shapes.fill([x - half, y - frame.scale, x + half, y + frame.scale], frame.background);
    for middle in [x - half, x + half] {
        let slant = up / 2.0;
        shapes.line((middle - slant, y + up), (middle + slant, y - up), frame.muted, frame.scale, &[]);
    }
}

/// From the lowest to the highest run at each value, as far as values follow each other; at a true 0, and beside a value at which
/// a run diverged, it stands alone.
pub(crate) fn add_band(shapes: &mut Shapes, line: &SweptLine, layout: &Layout, scale: f64) {
    let is_whole = |point: &SweptValue| point.x != 0.0 && !point.has_diverged();
    for piece in line.points.chunk_by(|a, b| is_whole(a) && is_whole(b)) {
        let half = if piece.len() == 1 { ALONE * scale } else { 0.0 };
        let mut corners: Vec<At> = Vec::new();
        for point in piece {
            let Some([low, high]) = point.ends() else { continue };
            for side in [-half, half].into_iter().take(if half > 0.0 { 2 } else { 1 }) {
                let ((x, high), (_, low)) = (layout.place(point.x, high), layout.place(point.x, low));
                // The upper edge from left to right, and in its middle the lower one back.
                let middle = corners.len() / 2;
                corners.insert(middle, (x + side, low));
                corners.insert(middle, (x + side, high));
            }
        }
        if !corners.is_empty() {
            shapes.area(corners, line.style.color, TINT);
        }
    }
}

/// A faint dot for each run.
pub(crate) fn add_dots(shapes: &mut Shapes, line: &SweptLine, layout: &Layout, frame: &Frame) {
    let color = line.style.color.mix(frame.background, FAINTNESS);
    for point in &line.points {
        for &value in point.values.iter().filter(|value| value.is_finite()) {
            shapes.disc(layout.place(point.x, value), DOT * frame.scale, color);
        }
    }
}

/// A dot for each mean, hollow on a dashed line; and a cross at the upper edge for each value at which a run diverged, lower for
/// each line `before` this one.
pub(crate) fn add_means(shapes: &mut Shapes, line: &SweptLine, before: f64, layout: &Layout, frame: &Frame) {
    let scale = frame.scale;
    for point in &line.points {
        let at = layout.place(point.x, point.mean());
        if point.has_diverged() {
            let y = layout.top + (CROSS.1 + before * CROSS.2) * scale;
            add_cross(shapes, (at.0, y), line.style.color, scale);
            continue;
        }
        shapes.disc(at, MEAN.0 * scale, line.style.color);
        if line.style.line != Line::Solid {
            shapes.disc(at, MEAN.1 * scale, frame.background);
        }
    }
}

/// What theory says of a true 0, which has no neighbour to draw a curve to: a short dotted level, where the axis reaches.
pub(crate) fn add_exact_at_zero(shapes: &mut Shapes, line: &Series, layout: &Layout, frame: &Frame) {
    let Some(&(_, value)) = line.points.iter().find(|point| point.0 == 0.0) else { return };
    let is_beyond = frame.values.is_some_and(|[low, high]| !(low..=high).contains(&value));
    if is_beyond || (frame.log_y && value <= 0.0) {
        return;
    }
    let (x, y) = layout.place(0.0, value);
    let (half, dash) = (LEVEL_HALF * frame.scale, LEVEL.map(|length| length * frame.scale));
    shapes.line((x - half, y), (x + half, y), line.style.color, THIN * frame.scale, &dash);
}

/// A cross.
pub(crate) fn add_cross(shapes: &mut Shapes, (x, y): At, color: Color, scale: f64) {
    let half = CROSS.0 * scale;
    for slope in [half, -half] {
        shapes.line((x - half, y - slope), (x + half, y + slope), color, 1.5 * scale, &[]);
    }
}
