//! The plane of copy index and gap: where runs stand, the way they came, and what they can be there.

use super::color::Color;
use super::decimate::finite_segments;
use super::elements::{Hold, Sheet, SheetResult, Stroke, Units};
use super::frame::{Frame, PlotArea};
use super::layout::{ROW, Room, TYPE_SIZE};
use super::plane::Plane;
use super::sharp::{Hooks, SharpBackend, WidthOf};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::Polygon;
use plotters::style::Color as _;
use plotters_backend::DrawingBackend;

/// Share of the colour of labels in that of a region: where two lie on each other, twice as much.
const TINT: f64 = 0.07;
/// Of a trail in CSS pixels at scale 1.
const TRAIL: f64 = 1.75;
/// Radius of where a run stands.
const NOW: f64 = 5.0;
/// Radius of the ring where it began.
const FIRST: f64 = 3.0;
/// Radius of the ring of a run to compare with.
const DOT: f64 = 4.0;
/// Radius of the hole of a ring.
const HOLE: f64 = 0.55;
/// From a point to its label.
const APART: f64 = 8.0;
/// From the letters of a region's name to its edge.
const INSET: f64 = 6.0;
/// Share of the background in the colour of the edges of a tint.
const FAINTNESS: f64 = 0.55;
/// The vertical axis reaches beyond the edges of regions by this factor.
const AROUND: f64 = 3.0;
/// White between two labels.
const MARGIN: f64 = 3.0;
/// Dash and gap of the edge of a region without a tint.
const EDGE: [f64; 2] = [3.0, 3.0];
/// Of the points of a trail every so many is asked whether a label hides it …
const SAMPLE: usize = 4;
/// … and the name of a region or another label counts as so many of them.
const NAME: usize = 8;

/// Where a run can be of a character.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// What it is called, from the longest to the shortest: the first that fits is written.
    pub names: Vec<String>,
    /// From which copy index to which; what is infinite ends at the edge of the plot.
    pub copy_index: [f64; 2],
    /// From which gap to which.
    pub gap: [f64; 2],
    /// Whether it is tinted; of another only the left edge is drawn.
    pub tinted: bool,
}

/// The way of a run: (copy index, gap), from its first step to now.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// What stands where it ends.
    pub label: String,
    /// Its colour.
    pub color: Color,
    /// Copy indices and gaps, oldest first.
    pub points: Vec<(f64, f64)>,
}

/// A run to compare with.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// What stands beside it.
    pub label: String,
    /// Its colour.
    pub color: Color,
    /// Its copy index and its gap.
    pub at: (f64, f64),
}

/// Trails and dots above regions, copy index across, gap up and logarithmic.
///
/// A gap of 0 or less stands at the lower edge, a copy index below 0 or beyond the axis at the left or right one: a label then says the
/// number.
#[derive(Debug, Clone, Default)]
pub struct CharacterMap {
    /// What lies below.
    pub regions: Vec<Region>,
    /// The last on top.
    pub trails: Vec<Trail>,
    /// Runs to compare with.
    pub dots: Vec<Dot>,
}

/// A point, and what is written beside it.
struct Label {
    text: String,
    color: Color,
    bold: bool,
    room: Option<Room>,
}

impl CharacterMap {
    /// Draws the map on a cleared surface and tells where the plot is. Of the frame, `titles` say what the vertical axis shows.
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
        let (units, size, scale) = (Units::new(frame), TYPE_SIZE * frame.scale, frame.scale);
        let width_of = |text: &str, bold: bool| {
            surface.text_width(text, &units.text(&frame.font, size, bold, frame.muted)) / units.exact(1.0)
        };
        let plane = Plane::new(frame, self.gaps(), self.copy_indices(), units, &width_of);
        let names = self.placed_names(&plane, scale, &width_of);
        let labels = self.placed_labels(&plane, &names, frame, &width_of);

        let sheet = Sheet { root: surface.into_drawing_area(), units, font: &frame.font, size };
        self.draw_tints(&sheet, &plane, frame)?;
        plane.draw_axes(&sheet, frame)?;
        self.draw_edges(&sheet, &plane, frame)?;
        for (name, (x, y)) in &names {
            sheet.text(name, (*x, *y), Hold::Left, false, frame.muted)?;
        }
        for trail in &self.trails {
            draw_trail(&sheet, &plane, trail, frame)?;
        }
        for dot in &self.dots {
            ring(&sheet, plane.place(dot.at), DOT * scale, dot.color, frame)?;
        }
        for trail in &self.trails {
            let Some(&end) = trail.end() else { continue };
            sheet.disc(plane.place(end), NOW * scale, trail.color)?;
        }
        for label in &labels {
            let Some(room) = label.room else { continue };
            let at = (room.left, f64::midpoint(room.top, room.bottom));
            sheet.text(&label.text, at, Hold::Left, label.bold, label.color)?;
        }
        sheet.root.present()?;
        Ok(plane.area())
    }

    /// The gaps that the plane is to show: all of the way of each run, and a little beyond those at which regions end.
    fn gaps(&self) -> impl Iterator<Item = f64> {
        let trails = self.trails.iter().flat_map(|trail| trail.points.iter().map(|point| point.1));
        let edges = self.regions.iter().flat_map(|region| region.gap).filter(|gap| gap.is_finite());
        trails.chain(self.dots.iter().map(|dot| dot.at.1)).chain(edges.flat_map(|gap| [gap / AROUND, gap * AROUND]))
    }

    /// Of where runs stand. Where they began does not count: random weights may enlarge changes, and learn not to in a few steps.
    fn copy_indices(&self) -> impl Iterator<Item = f64> {
        let ends = self.trails.iter().filter_map(Trail::end).map(|end| end.0);
        ends.chain(self.dots.iter().map(|dot| dot.at.0))
    }

    /// The names of the regions: at the right edge of a tint, for runs are mostly at the left, at its top or, where it ends below that of
    /// the plot, at its bottom; of another region beside its left edge. They make way for those that are there already.
    fn placed_names(&self, plane: &Plane, scale: f64, width_of: WidthOf) -> Vec<(String, (f64, f64))> {
        let mut taken: Vec<Room> = Vec::new();
        let mut placed = Vec::new();
        for region in &self.regions {
            let room = plane.room(region.copy_index, region.gap);
            let inset = INSET * scale;
            let fits = |name: &&String| width_of(name, false) + 2.0 * inset <= room.right - room.left;
            let Some(name) = region.names.iter().find(fits) else { continue };
            let from_top = region.tinted && room.top <= plane.top;
            let rows = ((room.bottom - room.top - inset) / (ROW * scale)).max(0.0) as usize;
            let place = |row: usize| {
                let down = inset + ROW * scale * (row as f64 + 0.5) - 0.2 * ROW * scale;
                let y = if from_top { room.top + down } else { room.bottom - down };
                let (width, half) = (width_of(name, false), ROW * scale / 2.0);
                let left = if region.tinted { room.right - inset - width } else { room.left + inset };
                Room { left, right: left + width, top: y - half, bottom: y + half }
            };
            let free = (0..rows).map(place).find(|place| !taken.iter().any(|other| place.meets(other)));
            let Some(free) = free else { continue };
            taken.push(free);
            placed.push((name.clone(), (free.left, f64::midpoint(free.top, free.bottom))));
        }
        placed
    }

    /// The labels of runs, each where it hides the least; of those to compare with, only where it meets no other.
    fn placed_labels(
        &self,
        plane: &Plane,
        names: &[(String, (f64, f64))],
        frame: &Frame,
        width_of: WidthOf,
    ) -> Vec<Label> {
        let scale = frame.scale;
        let whole = Room { right: frame.width, top: 0.0, ..plane.whole() };
        let half = ROW * scale / 2.0;
        let lettered = |(name, (x, y)): &(String, (f64, f64))| Room {
            left: *x,
            right: x + width_of(name, false),
            top: y - half,
            bottom: y + half,
        };
        let names: Vec<Room> = names.iter().map(lettered).collect();
        let way: Vec<(f64, f64)> = self
            .trails
            .iter()
            .flat_map(|trail| trail.points.iter().step_by(SAMPLE))
            .map(|&point| plane.place(point))
            .collect();
        let around = |(x, y): (f64, f64), radius: f64| Room {
            left: x - radius,
            right: x + radius,
            top: y - radius,
            bottom: y + radius,
        };
        let ends = self.trails.iter().filter_map(|trail| Some((trail, *trail.end()?)));
        let mut taken: Vec<Room> = ends.clone().map(|(_, at)| around(plane.place(at), NOW * scale)).collect();
        taken.extend(self.dots.iter().map(|dot| around(plane.place(dot.at), DOT * scale)));
        let runs = ends.map(|(trail, at)| (&trail.label, trail.color, true, at));
        let dots = self.dots.iter().map(|dot| (&dot.label, dot.color, false, dot.at));
        let mut labels = Vec::new();
        for (label, color, bold, at) in runs.chain(dots) {
            let text = match plane.beyond(at) {
                Some(number) => format!("{label}, {number}"),
                None => label.clone(),
            };
            let (point, width) = (plane.place(at), width_of(&text, bold));
            let hidden = |room: &Room| {
                let over = names.iter().filter(|name| room.meets(name)).count();
                let within = |&&(x, y): &&(f64, f64)| {
                    (room.left..=room.right).contains(&x) && (room.top..=room.bottom).contains(&y)
                };
                NAME * over + way.iter().filter(within).count()
            };
            let free = candidates(point, width, scale)
                .filter(|room| room.lies_in(&whole) && !taken.iter().any(|other| room.meets(other)));
            let room = free.min_by_key(|room| hidden(room));
            let margin = MARGIN * scale;
            taken.extend(room.map(|room| Room { left: room.left - margin, right: room.right + margin, ..room }));
            labels.push(Label { text, color, bold, room });
        }
        labels
    }

    fn draw_tints<B: DrawingBackend, H: Hooks>(
        &self,
        sheet: &Sheet<'_, B, H>,
        plane: &Plane,
        frame: &Frame,
    ) -> SheetResult<B> {
        for region in self.regions.iter().filter(|region| region.tinted) {
            let Room { left, right, top, bottom } = plane.room(region.copy_index, region.gap);
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            let corners: Vec<_> = corners.map(|(x, y)| (sheet.units.whole(x), sheet.units.whole(y))).to_vec();
            sheet.root.draw(&Polygon::new(corners, frame.muted.rgb().mix(TINT)))?;
        }
        Ok(())
    }

    /// Where regions end within the plot.
    fn draw_edges<B: DrawingBackend, H: Hooks>(
        &self,
        sheet: &Sheet<'_, B, H>,
        plane: &Plane,
        frame: &Frame,
    ) -> SheetResult<B> {
        let (whole, dash) = (plane.whole(), EDGE.map(|length| length * frame.scale));
        let faint = frame.muted.mix(frame.background, FAINTNESS);
        for region in &self.regions {
            let Room { left, right, top, bottom } = plane.room(region.copy_index, region.gap);
            if !region.tinted {
                sheet.line((left, top), (left, bottom), frame.muted, frame.scale, &dash)?;
                continue;
            }
            let edges = [
                (left > whole.left, (left, top), (left, bottom)),
                (right < whole.right, (right, top), (right, bottom)),
                (top > whole.top, (left, top), (right, top)),
                (bottom < whole.bottom, (left, bottom), (right, bottom)),
            ];
            for (_, from, to) in edges.into_iter().filter(|edge| edge.0) {
                sheet.line(from, to, faint, frame.scale, &[])?;
            }
        }
        Ok(())
    }
}

impl Trail {
    /// Where the run stands: the last point with both numbers.
    fn end(&self) -> Option<&(f64, f64)> {
        self.points.iter().rev().find(|(copy_index, gap)| copy_index.is_finite() && gap.is_finite())
    }
}

/// A ring, and a line from there on.
fn draw_trail<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    plane: &Plane,
    trail: &Trail,
    frame: &Frame,
) -> SheetResult<B> {
    let style = sheet.units.stroke(trail.color, TRAIL * frame.scale);
    for piece in finite_segments(&trail.points) {
        let place = |&point: &(f64, f64)| {
            let (x, y) = plane.place(point);
            (sheet.units.fine(x), sheet.units.fine(y))
        };
        let mut points: Vec<_> = piece.iter().map(place).collect();
        // A long run has many a point in one place.
        points.dedup();
        if points.len() > 1 {
            sheet.root.draw(&Stroke { points, style, dash: Vec::new() })?;
        }
    }
    match finite_segments(&trail.points).first() {
        Some(piece) => ring(sheet, plane.place(piece[0]), FIRST * frame.scale, trail.color, frame),
        None => Ok(()),
    }
}

fn ring<B: DrawingBackend, H: Hooks>(
    sheet: &Sheet<'_, B, H>,
    at: (f64, f64),
    radius: f64,
    color: Color,
    frame: &Frame,
) -> SheetResult<B> {
    sheet.disc(at, radius, color)?;
    sheet.disc(at, radius * HOLE, frame.background)
}

/// The places of a label, the best first: beside its point, then above and below it.
fn candidates((x, y): (f64, f64), width: f64, scale: f64) -> impl Iterator<Item = Room> {
    let (apart, half) = (APART * scale, TYPE_SIZE * scale / 2.0);
    let row = apart + half;
    [
        (x + apart, y),
        (x - apart - width, y),
        (x - width / 2.0, y - row),
        (x - width / 2.0, y + row),
        (x + apart / 2.0, y - row),
        (x + apart / 2.0, y + row),
        (x - apart / 2.0 - width, y - row),
        (x - apart / 2.0 - width, y + row),
    ]
    .into_iter()
    .map(move |(left, middle)| Room { left, right: left + width, top: middle - half, bottom: middle + half })
}
