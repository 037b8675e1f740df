//! Bands behind curves: from the lowest to the highest of several runs.

use super::elements::{Sheet, SheetResult};
use super::layout::Layout;
use super::series::Band;
use super::sharp::Hooks;
use plotters_backend::DrawingBackend;

/// Share of a band's colour: where two lie on each other, both are seen.
pub(crate) const TINT: f64 = 0.16;

/// Below the grid. Where a value is not a number, the band has a gap; what an axis cannot show is at its edge.
pub(crate) fn draw_bands<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    bands: &[Band],
    layout: &Layout,
) -> SheetResult<B> {
    for band in bands {
        let is_number = |(step, low, high): &(f64, f64, f64)| step.is_finite() && low.is_finite() && high.is_finite();
        for piece in band.points.split(|point| !is_number(point)).filter(|piece| piece.len() > 1) {
            let lower = piece.iter().map(|&(step, low, _)| layout.place(step, low));
            let upper = piece.iter().rev().map(|&(step, _, high)| layout.place(step, high));
            sheet.area(&lower.chain(upper).collect::<Vec<_>>(), band.color, TINT)?;
        }
    }
    Ok(())
}
