//! A chart of values over steps.

use super::axis::Axis;
use super::bands::draw_bands;
use super::decimate::{decimate, finite_segments};
use super::elements::{Hold, Sheet, SheetResult, Stroke, Units};
use super::end_labels::{draw_end_labels, end_labels};
use super::frame::{Frame, PlotArea};
use super::layout::{LABEL_DISTANCE, Layout, PILL_HEIGHT, ROW, TYPE_SIZE};
use super::notes::{draw_notes, place_notes};
use super::number::format_value;
use super::series::{Chart, Line, Series, Weight};
use super::sharp::{Hooks, SharpBackend};
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::style::{BLACK, Color as _};
use plotters_backend::DrawingBackend;

/// Stroke of a curve in CSS pixels at scale 1.
const CURVE: f64 = 2.0;
/// Of a curve to compare with.
const THIN: f64 = 1.5;
/// Of what lies behind a smoothed curve.
const FAINT: f64 = 1.25;
/// Share of the background in the colour of a faint curve.
const FAINTNESS: f64 = 0.62;
/// Dash and gap of a held-out curve.
const DASHED: [f64; 2] = [6.0, 4.0];
/// Dash and gap of the third kind of line.
const BROKEN: [f64; 2] = [2.0, 2.0];
/// Dash and gap of a level.
const LEVEL: [f64; 2] = [1.5, 4.0];
/// What a chart without curves says.
const HINT: &str = "the curves will appear here";
/// Dash and gap of a mark's line.
const MARK_DASH: [f64; 2] = [1.5, 3.0];

/// The plot within its margins.
type Plot<'a, B, H> = ChartContext<'a, SharpBackend<B, H>, Cartesian2d<Axis, Axis>>;

impl Chart {
    /// Draws the chart on a cleared surface and tells where the plot is.
    ///
    /// Nothing is filled: what is behind shows through. Non-finite values break a line; values that the axis cannot
    /// show, zero on a logarithmic one, are drawn at its edge.
    ///
    /// # Errors
    ///
    /// What the backend reports.
    pub fn draw<B: DrawingBackend, H: Hooks>(
        &self,
        surface: SharpBackend<B, H>,
        frame: &Frame,
    ) -> Result<PlotArea, DrawingAreaErrorKind<B::ErrorType>> {
        if !frame.is_drawable() {
            return Ok(PlotArea::default());
        }
        let units = Units::new(frame);
        let size = TYPE_SIZE * frame.scale;
        let width_of = |text: &str, bold: bool| {
            surface.text_width(text, &units.text(&frame.font, size, bold, frame.muted)) / units.exact(1.0)
        };
        let layout = Layout::new(frame, self, width_of);
        let ends = end_labels(&self.series, &layout, frame, width_of);
        let notes = place_notes(self, &layout, &ends, frame, width_of);
        let steps_at = unit_position(&layout, frame, width_of);
        let hint_width = width_of(HINT, false);

        let sheet = Sheet { root: surface.into_drawing_area(), units, font: &frame.font, size };
        let mut plot = build(&sheet, &layout, frame)?;
        draw_bands(&sheet, &self.bands, &layout)?;
        draw_grid(&mut plot, &sheet, frame)?;
        sheet.text("steps", steps_at, Hold::Right, false, frame.muted)?;
        draw_marks(&sheet, &layout, frame.scale)?;
        draw_series(&mut plot, &self.series, &layout, units, frame)?;
        draw_end_labels(&sheet, &layout, &ends, frame)?;
        draw_notes(&sheet, &notes, frame)?;
        sheet.text(&layout.title, (layout.left, ROW * frame.scale / 2.0), Hold::Left, false, frame.muted)?;
        draw_pills(&sheet, &layout, frame)?;
        if ends.is_empty() && hint_width < layout.right - layout.left {
            draw_hint(&sheet, &layout, frame, hint_width)?;
        }
        sheet.root.present()?;
        Ok(plot_area(&plot, units))
    }
}

/// The plot, with whole device pixels as edges.
fn build<'a, B: DrawingBackend, H: Hooks>(
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
fn draw_grid<B: DrawingBackend, H: Hooks>(
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

/// Where "steps" ends: after the last number, or after the plot if that reaches further.
fn unit_position(layout: &Layout, frame: &Frame, width_of: impl Fn(&str, bool) -> f64) -> (f64, f64) {
    let gap = LABEL_DISTANCE * frame.scale;
    let last = layout.x.labelled().last().copied().unwrap_or(0.0);
    let last_at = layout.left + layout.x.fraction(last) * (layout.right - layout.left);
    let last_end = last_at + width_of(&format_value(last), false) / 2.0;
    let end = (last_end.max(layout.right) + gap + width_of("steps", false)).min(frame.width);
    (end, layout.bottom + gap + TYPE_SIZE * frame.scale / 2.0)
}

fn draw_marks<B: DrawingBackend, H: Hooks>(sheet: &Sheet<'_, B, H>, layout: &Layout, scale: f64) -> SheetResult<B> {
    let dash = MARK_DASH.map(|length| length * scale);
    let mut places = layout.pills.pills.iter();
    for mark in &layout.marks {
        let Some(_) = mark.label else {
            // A later mark speaks for this one: a short stub says that there was another.
            sheet.line((mark.x, layout.top), (mark.x, layout.top + 6.0 * scale), mark.color, scale, &[])?;
            continue;
        };
        let place = places.next().copied().flatten();
        let top = layout.top - place.map_or(0.0, |pill| pill.row as f64 * ROW * scale);
        sheet.line((mark.x, top), (mark.x, layout.bottom), mark.color, 1.25 * scale, &dash)?;
        if place.is_none() {
            sheet.disc((mark.x, layout.top + 3.0 * scale), 2.5 * scale, mark.color)?;
        }
    }
    Ok(())
}

fn draw_pills<B: DrawingBackend, H: Hooks>(sheet: &Sheet<'_, B, H>, layout: &Layout, frame: &Frame) -> SheetResult<B> {
    let labelled = layout.marks.iter().filter_map(|mark| Some((mark, mark.label.as_ref()?)));
    for ((mark, label), place) in labelled.zip(&layout.pills.pills) {
        let Some(pill) = place else { continue };
        let height = PILL_HEIGHT * frame.scale;
        let middle = layout.top - ROW * frame.scale * (pill.row as f64 + 0.5);
        let (top, bottom) = (middle - height / 2.0, middle + height / 2.0);
        sheet.pill((pill.left, top), (pill.right, bottom), height / 2.0, mark.color)?;
        let centre = (f64::midpoint(pill.left, pill.right), middle);
        sheet.text(label, centre, Hold::Middle, true, frame.background)?;
    }
    Ok(())
}

fn draw_series<B: DrawingBackend, H: Hooks>(
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
            Line::Level => &LEVEL,
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
fn draw_hint<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    layout: &Layout,
    frame: &Frame,
    width: f64,
) -> SheetResult<B> {
    let (x, y) = (f64::midpoint(layout.left, layout.right), f64::midpoint(layout.top, layout.bottom));
    let (half_width, half) = (width / 2.0 + LABEL_DISTANCE * frame.scale, ROW * frame.scale / 2.0);
    sheet.pill((x - half_width, y - half), (x + half_width, y + half), 0.0, frame.background)?;
    sheet.text(HINT, (x, y), Hold::Middle, false, frame.muted)
}

/// The edges as plotters maps to them, and the ranges.
fn plot_area<B: DrawingBackend, H: Hooks>(plot: &Plot<'_, B, H>, units: Units) -> PlotArea {
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
