//! The plot within its margins: its grid, its lines, and where it is.

use super::axis::Axis;
use super::decimate::{decimate, finite_segments};
use super::elements::{Hold, Sheet, SheetResult, Stroke, Units};
use super::frame::{Frame, PlotArea};
use super::layout::{LABEL_DISTANCE, Layout, ROW, TYPE_SIZE};
use super::series::{Line, Series, Weight};
use super::sharp::{Hooks, SharpBackend, WidthOf};
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::style::{BLACK, Color as _};
use plotters_backend::DrawingBackend;

/// Stroke of a curve in CSS pixels at scale 1.
const CURVE: f64 = 2.0;
/// Of a curve to compare with.
pub(crate) const THIN: f64 = 1.5;
/// Of what lies behind a smoothed curve.
const FAINT: f64 = 1.25;
/// Share of the background in the colour of a faint curve.
pub(crate) const FAINTNESS: f64 = 0.62;
/// Dash and gap of a held-out curve.
const DASHED: [f64; 2] = [6.0, 4.0];
/// Dash and gap of the third kind of line.
const BROKEN: [f64; 2] = [2.0, 2.0];
/// Dash and gap of what theory says: a level or a curve.
pub(crate) const LEVEL: [f64; 2] = [1.5, 4.0];
/// Dash and gap of a mark's line.
pub(crate) const MARK_DASH: [f64; 2] = [1.5, 3.0];

/// The plot within its margins.
pub(crate) type Plot<'a, B, H> = ChartContext<'a, SharpBackend<B, H>, Cartesian2d<Axis, Axis>>;

/// The plot, with whole device pixels as edges.
pub(crate) fn build<'a, B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    layout: &Layout,
    frame: &Frame,
) -> Result<Plot<'a, B, H>, DrawingAreaErrorKind<B::ErrorType>> {
    let units = sheet.units;
    ChartBuilder::on(&sheet.root)
        .margin_top(units.whole(layout.top))
        .margin_right(units.whole(frame.width) - units.whole(layout.right))
        .y_label_area_size(units.whole(layout.left))
        .x_label_area_size(units.whole(frame.height) - units.whole(layout.bottom))
        .build_cartesian_2d(layout.x.clone(), layout.y.clone())
}

/// Horizontal lines and the numbers on both axes. plotters sets labels at twice the size of a tick mark from the plot;
/// the marks themselves and the axes are transparent.
pub(crate) fn draw_grid<B: DrawingBackend, H: Hooks>(
    plot: &mut Plot<'_, B, H>,
    sheet: &Sheet<'_, B, H>,
    frame: &Frame,
) -> SheetResult<B> {
    let units = sheet.units;
    plot.configure_mesh()
        .disable_x_mesh()
        .axis_style(BLACK.mix(0.0))
        .bold_line_style(units.stroke(frame.rule, frame.scale))
        .light_line_style(units.stroke(frame.rule_faint(), frame.scale))
        .set_all_tick_mark_size(units.fine(LABEL_DISTANCE * frame.scale / 2.0))
        .label_style(units.text(sheet.font, sheet.size, false, frame.muted))
        .draw()
}

/// Where the `unit` of the horizontal axis ends: after the last number, or after the plot if that reaches further.
pub(crate) fn unit_position(layout: &Layout, unit: &str, frame: &Frame, width_of: WidthOf) -> (f64, f64) {
    let gap = LABEL_DISTANCE * frame.scale;
    let last = layout.x.labelled().last().copied().unwrap_or(0.0);
    let last_at = layout.left + layout.x.fraction(last) * (layout.right - layout.left);
    let last_end = last_at + width_of(&layout.x.label(last), false) / 2.0;
    let end = (last_end.max(layout.right) + gap + width_of(unit, false)).min(frame.width);
    (end, layout.bottom + gap + TYPE_SIZE * frame.scale / 2.0)
}

/// Curves, and levels across the whole plot.
pub(crate) fn draw_series<B: DrawingBackend, H: Hooks>(
    plot: &mut Plot<'_, B, H>,
    series: &[Series],
    layout: &Layout,
    units: Units,
    frame: &Frame,
) -> SheetResult<B> {
    let column = |step: f64| (layout.x.fraction(step) * (layout.right - layout.left)).floor() as i64;
    let range = layout.x.range();
    for one in series {
        let lengths: &[f64] = match one.style.line {
            Line::Solid => &[],
            Line::Dashed => &DASHED,
            Line::Broken => &BROKEN,
            Line::Level | Line::Dotted => &LEVEL,
        };
        let dash: Vec<f64> = lengths.iter().map(|length| units.exact(length * frame.scale)).collect();
        let (color, width) = match one.style.weight {
            Weight::Full => (one.style.color, CURVE),
            Weight::Thin => (one.style.color, THIN),
            Weight::Faint => (one.style.color.mix(frame.background, FAINTNESS), FAINT),
        };
        let style = units.stroke(color, width * frame.scale);
        let strokes: Vec<Vec<(f64, f64)>> = if one.is_level() {
            one.end().map(|(_, value)| vec![(range.start, value), (range.end, value)]).into_iter().collect()
        } else {
            let shown = frame.values.map_or_else(|| one.points.clone(), |ends| within(&one.points, ends));
            finite_segments(&shown).into_iter().map(|piece| decimate(piece, column)).collect()
        };
        plot.draw_series(strokes.into_iter().map(|points| Stroke { points, style, dash: dash.clone() }))?;
    }
    Ok(())
}

/// A curve as far as it is within an axis that was chosen: it ends at the edge where it leaves it, and is not a number beyond.
fn within(points: &[(f64, f64)], [low, high]: [f64; 2]) -> Vec<(f64, f64)> {
    let inside = |index: usize| points.get(index).is_some_and(|point| (low..=high).contains(&point.1));
    let shown = |(index, &(step, value)): (usize, &(f64, f64))| {
        let at_edge = inside(index.wrapping_sub(1)) || inside(index + 1);
        (
            step,
            if inside(index) {
                value
            } else if at_edge {
                value.clamp(low, high)
            } else {
                f64::NAN
            },
        )
    };
    points.iter().enumerate().map(shown).collect()
}

/// What an empty plot says, above the grid.
pub(crate) fn draw_hint<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    layout: &Layout,
    frame: &Frame,
    hint: &str,
    width: f64,
) -> SheetResult<B> {
    let (x, y) = (f64::midpoint(layout.left, layout.right), f64::midpoint(layout.top, layout.bottom));
    let (half_width, half) = (width / 2.0 + LABEL_DISTANCE * frame.scale, ROW * frame.scale / 2.0);
    sheet.pill((x - half_width, y - half), (x + half_width, y + half), 0.0, frame.background)?;
    sheet.text(hint, (x, y), Hold::Middle, false, frame.muted)
}

/// The edges as plotters maps to them, and the ranges.
pub(crate) fn plot_area<B: DrawingBackend, H: Hooks>(plot: &Plot<'_, B, H>, units: Units) -> PlotArea {
    let area = plot.plotting_area();
    let (x, y) = (area.get_x_axis_pixel_range(), area.get_y_axis_pixel_range());
    let (steps, errors) = (plot.x_range(), plot.y_range());
    PlotArea {
        left: units.css(x.start),
        top: units.css(y.start),
        right: units.css(x.end),
        bottom: units.css(y.end),
        x_min: steps.start,
        x_max: steps.end,
        y_min: errors.start,
        y_max: errors.end,
    }
}
