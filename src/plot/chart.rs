//! A chart of values over steps.

use super::bands::draw_bands;
use super::elements::{Hold, Sheet, SheetResult, Units};
use super::end_labels::{draw_end_labels, end_labels};
use super::frame::{Frame, PlotArea};
use super::layout::{Layout, PILL_HEIGHT, ROW, TYPE_SIZE};
use super::notes::{draw_notes, place_notes};
use super::plotting::{MARK_DASH, build, draw_grid, draw_hint, draw_series, plot_area, unit_position};
use super::series::Chart;
use super::sharp::{Hooks, SharpBackend};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters_backend::DrawingBackend;

/// What a chart without curves says.
const HINT: &str = "the curves will appear here";

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
        let layout = Layout::new(frame, self, &width_of);
        let ends = end_labels(&self.series, &layout, frame, &width_of);
        let notes = place_notes(self, &layout, &ends, frame, &width_of);
        let steps_at = unit_position(&layout, &frame.along, frame, &width_of);
        let hint_width = width_of(HINT, false);

        let sheet = Sheet { root: surface.into_drawing_area(), units, font: &frame.font, size };
        let mut plot = build(&sheet, &layout, frame)?;
        draw_bands(&sheet, &self.bands, &layout)?;
        draw_grid(&mut plot, &sheet, frame)?;
        sheet.text(&frame.along, steps_at, Hold::Right, false, frame.muted)?;
        draw_marks(&sheet, &layout, frame.scale)?;
        draw_series(&mut plot, &self.series, &layout, units, frame)?;
        draw_end_labels(&sheet, &layout, &ends, frame)?;
        draw_notes(&sheet, &notes, frame)?;
        sheet.text(&layout.title, (layout.left, ROW * frame.scale / 2.0), Hold::Left, false, frame.muted)?;
        draw_pills(&sheet, &layout, frame)?;
        if ends.is_empty() && hint_width < layout.right - layout.left {
            draw_hint(&sheet, &layout, frame, HINT, hint_width)?;
        }
        sheet.root.present()?;
        Ok(plot_area(&plot, units))
    }
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
