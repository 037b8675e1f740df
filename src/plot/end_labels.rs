//! Direct labels at the line ends, instead of a legend.

use super::color::Color;
use super::elements::{Hold, Sheet, SheetResult};
use super::frame::Frame;
use super::layout::{END_DISTANCE, LABEL_GAP, Layout, Room, end_label};
use super::series::{Series, Style, Weight};
use super::sharp::{Hooks, WidthOf};
use super::spread::spread;
use plotters_backend::DrawingBackend;

/// From a label's letters to the edge of what is cleared around them, in CSS pixels at scale 1.
pub(crate) const MARGIN: f64 = 3.0;
/// Lines that end no farther from each other are seen as one, and share a label.
const TOGETHER: f64 = 3.0;
/// A label that stands farther than this from the height of its line is joined to it.
const AWAY: f64 = 5.0;
/// White between a line and what joins it to its label, and between that and the label.
const LEADER_GAP: f64 = 3.0;

/// A label beside the end of a line, or of lines that lie on each other: its middle left point, its width, and the height
/// of its line.
pub(crate) struct EndLabel {
    /// Each with its colour and its left edge.
    words: Vec<(String, Color, f64)>,
    x: f64,
    y: f64,
    line: f64,
    width: f64,
}

/// What is to stand at the end of a line: `A train`, or `A, B train, exact` where several end there.
struct Ending {
    /// Of the runs, each in its colour; empty where the label is one word.
    names: Vec<(String, Color)>,
    rest: String,
    color: Color,
    full: bool,
    line: f64,
}

impl Ending {
    /// The label of `style` is its last word, and a name before it; where a curve has left the axis, `< 2` belongs to that word.
    fn new(label: String, style: &Style, line: f64) -> Self {
        let (color, full) = (style.color, style.weight == Weight::Full);
        let word_end = label.rfind(" < ").or_else(|| label.rfind(" > ")).unwrap_or(label.len());
        match label[..word_end].rfind(' ') {
            Some(at) if full => Self {
                names: vec![(label[..at].to_owned(), color)],
                rest: label[at + 1..].to_owned(),
                color,
                full,
                line,
            },
            _ => Self { names: Vec::new(), rest: label, color, full, line },
        }
    }

    /// Both in one, if `other` ends in the same word, or says the same and more: a level with curves that have come to it.
    fn joined(&self, other: &Self, neutral: Color) -> Option<Self> {
        let rest = if other.full {
            (self.rest == other.rest && !self.names.is_empty() && !other.names.is_empty()).then_some(&other.rest[..])
        } else {
            other
                .rest
                .strip_prefix(&*self.names_in_a_row())
                .filter(|rest| !self.names.is_empty() && rest.starts_with(&*self.rest))
        }?;
        let names: Vec<_> = self.names.iter().chain(&other.names).cloned().collect();
        let color = if names.iter().all(|name| name.1 == self.color) { self.color } else { neutral };
        Some(Self { names, rest: rest.to_owned(), color, ..*self })
    }

    /// `A, B ` of `A, B train`.
    fn names_in_a_row(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ") + " "
    }

    /// As few pieces as it has colours.
    fn words(&self) -> Vec<(String, Color)> {
        if self.names.iter().all(|name| name.1 == self.color) {
            let names = if self.names.is_empty() { String::new() } else { self.names_in_a_row() };
            return vec![(names + &self.rest, self.color)];
        }
        let last = self.names.len() - 1;
        let names = self.names.iter().enumerate();
        let mut words: Vec<_> =
            names.map(|(at, (name, color))| (name.clone() + if at < last { "," } else { "" }, *color)).collect();
        words.push((self.rest.clone(), self.color));
        words
    }
}

/// The labels at the line ends, in one column right of the longest line, spread so that none overlap.
///
/// Lines that end together share a label, if it fits beside the plot. Where there is room for fewer labels, the curves
/// that the chart is about have it.
pub(crate) fn end_labels(series: &[Series], layout: &Layout, frame: &Frame, width_of: WidthOf) -> Vec<EndLabel> {
    let half = LABEL_GAP * frame.scale / 2.0;
    let (highest, lowest) = (layout.top + half, layout.bottom - half);
    let room = 1 + ((lowest - highest).max(0.0) / (2.0 * half)) as usize;
    let widest = frame.width - layout.right - END_DISTANCE * frame.scale;
    let space = width_of(" ", true);
    let width =
        |words: &[(String, Color)]| words.iter().map(|word| width_of(&word.0, true) + space).sum::<f64>() - space;
    let height = |value: f64| layout.bottom - layout.y.fraction(value).clamp(0.0, 1.0) * (layout.bottom - layout.top);
    let of_weight = |full: bool| series.iter().filter(move |one| (one.style.weight == Weight::Full) == full);
    let mut endings: Vec<Ending> = Vec::new();
    for one in of_weight(true).chain(of_weight(false)) {
        let label = end_label(one, frame, width_of);
        let Some((_, value)) = one.end().filter(|_| !label.is_empty()) else { continue };
        let ending = Ending::new(label, &one.style, height(value));
        let joined = endings.iter_mut().find_map(|other| {
            let near = (other.line - ending.line).abs() <= TOGETHER * frame.scale;
            let both = other.joined(&ending, frame.muted).filter(|both| near && width(&both.words()) <= widest)?;
            Some((other, both))
        });
        match joined {
            Some((other, both)) => *other = both,
            None => endings.push(ending),
        }
    }
    endings.truncate(room);
    let curves = series.iter().filter(|series| !series.is_level());
    let last_step = curves.filter_map(Series::end).map(|(step, _)| step).fold(0.0, f64::max);
    let x = layout.left + layout.x.fraction(last_step) * (layout.right - layout.left) + END_DISTANCE * frame.scale;
    let wanted: Vec<f64> = endings.iter().map(|ending| ending.line).collect();
    let heights = spread(&wanted, 2.0 * half, highest, lowest);
    endings
        .iter()
        .zip(heights)
        .map(|(ending, y)| {
            let words = ending.words();
            let width = width(&words);
            let mut left = x;
            let place = |(word, color): (String, Color)| {
                let placed = (word, color, left);
                left += width_of(&placed.0, true) + space;
                placed
            };
            EndLabel { words: words.into_iter().map(place).collect(), x, y, line: ending.line, width }
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
        let (gap, end) = (LEADER_GAP * frame.scale, label.x - END_DISTANCE * frame.scale);
        // Before the first update there are no lines yet that could be taken for each other.
        if (label.y - label.line).abs() > AWAY * frame.scale && end > layout.left {
            let (from, to) = (end + gap, label.x - gap);
            sheet.line((from, label.line), (to, label.y), label.words[0].1, frame.scale, &[])?;
        }
        for (word, color, left) in &label.words {
            sheet.text(word, (*left, label.y), Hold::Left, true, *color)?;
        }
    }
    Ok(())
}
