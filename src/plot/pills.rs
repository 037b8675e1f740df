//! Labels of marks, in rows above the plot.

use super::series::Told;

/// A mark that wants a label: where its line stands, and how wide the label is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PillRequest {
    /// Horizontal position of the mark's line.
    pub line: f64,
    /// Width of the label.
    pub width: f64,
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pill {
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// Its row; 0 is next to the plot.
    pub row: usize,
}

/// Every label that found a place, and how many rows that takes.
#[derive(Debug, Clone, PartialEq)]
pub struct PillRows {
    /// Rows above the plot, at least the one in which the title stands. The title is in the topmost.
    pub rows: usize,
    /// For each request its place; `None` where there is no room.
    pub pills: Vec<Option<Pill>>,
}

/// Least distance between two labels.
const GAP: f64 = 4.0;

/// How far inside its label a line stands at least: labels have round ends.
const INSET: f64 = 8.0;

impl PillRows {
    /// Places the labels of `requests`, the newest last, above a plot from `left` to `right`.
    ///
    /// Every label placed touches its own line, lies within the plot's width, overlaps neither another label nor the
    /// title, which fills the top row up to `title_end`, and hides no line that runs up to a label in a higher row. A
    /// label stands in the middle above its line, or like a flag to either side. The newest are placed first, so the
    /// oldest go without. No more rows are taken than help, and never more than `most_rows`.
    pub fn lay_out(requests: &[PillRequest], left: f64, right: f64, title_end: f64, most_rows: usize) -> Self {
        let attempt =
            |rows, sides: &[Side]| Self { rows, pills: place(requests, (left, right), title_end, rows, sides) };
        let score =
            |layout: &Self| (layout.pills.last().is_some_and(Option::is_some), layout.pills.iter().flatten().count());
        let mut best = attempt(1, &[Side::Middle, Side::Right, Side::Left]);
        for rows in 1..=most_rows {
            // Flags first leave more room where lines stand close; the middle first looks calmer.
            for sides in [[Side::Middle, Side::Right, Side::Left], [Side::Right, Side::Left, Side::Middle]] {
                let next = attempt(rows, &sides);
                if score(&next) > score(&best) {
                    best = next;
                }
            }
        }
        best
    }
}

/// Where a label stands above its line.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Middle,
    Right,
}

fn place(
    requests: &[PillRequest],
    (left, right): (f64, f64),
    title_end: f64,
    rows: usize,
    sides: &[Side],
) -> Vec<Option<Pill>> {
    let mut pills: Vec<Option<Pill>> = vec![None; requests.len()];
    for index in (0..requests.len()).rev() {
        let PillRequest { line, width } = requests[index];
        if !(left..=right).contains(&line) || width > right - left {
            continue;
        }
        let candidates = (0..rows).flat_map(|row| {
            sides.iter().map(move |side| {
                let start = match side {
                    Side::Left => line - width + INSET,
                    Side::Middle => line - width / 2.0,
                    Side::Right => line - INSET,
                };
                let start = start.max(left).min(right - width);
                Pill { left: start, right: start + width, row }
            })
        });
        let free = |candidate: &Pill| {
            let below_title = candidate.row + 1 < rows || candidate.left >= title_end + 2.0 * GAP;
            below_title
                && pills.iter().zip(requests).all(|(other, request)| {
                    other.is_none_or(|other| are_apart((candidate, line), (&other, request.line)))
                })
        };
        pills[index] = candidates.into_iter().find(free);
    }
    pills
}

/// Whether two labels can be told apart: side by side in a row, or the lower one clear of the upper one's line.
fn are_apart(a: (&Pill, f64), b: (&Pill, f64)) -> bool {
    let (lower, upper) = if a.0.row <= b.0.row { (a, b) } else { (b, a) };
    if lower.0.row == upper.0.row {
        return lower.0.right + GAP <= upper.0.left || upper.0.right + GAP <= lower.0.left;
    }
    !(lower.0.left - GAP..=lower.0.right + GAP).contains(&upper.1)
}

/// Adds `later` to what one label tells of the changes of a run: it continues the change before it if that is of the same subject.
pub fn tell(told: &mut Vec<Told>, later: Told) {
    match (told.last_mut(), &later) {
        (Some(Told { subject, course: Some([_, end]) }), Told { subject: same, course: Some([_, to]) })
            if subject == same =>
        {
            end.clone_from(to);
        }
        _ => told.push(later),
    }
}

/// A label that tells of the three newest changes.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::{Told, label_of, tell};
///
/// let lambda = |from: &str, to: &str| Told { subject: "λ".into(), course: Some([from.into(), to.into()]) };
/// let mut told = vec![lambda("0", "0.01")];
/// tell(&mut told, lambda("0.01", "0.1"));
/// tell(&mut told, Told { subject: "tie".into(), course: None });
/// assert_eq!(label_of(&told), "λ 0 → 0.1 · tie");
/// ```
pub fn label_of(told: &[Told]) -> String {
    let newest = &told[told.len().saturating_sub(3)..];
    let mut parts: Vec<String> = newest.iter().map(Told::to_string).collect();
    if newest.len() < told.len() {
        parts.insert(0, "…".into());
    }
    parts.join(" · ")
}
