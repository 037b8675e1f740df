//! Labels of marks, in rows above the plot.

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

/// One label for two marks of a run that stand too close for two: the second continues the first or follows it.
///
/// No more than the three newest are told.
///
/// # Examples
///
/// ```
/// use autoencoder_lab::plot::merge_label;
///
/// assert_eq!(merge_label("λ 0 → 0.01", "λ 0.01 → 0.1"), "λ 0 → 0.1");
/// assert_eq!(merge_label("λ 0 → 0.01", "tie"), "λ 0 → 0.01 · tie");
/// ```
pub fn merge_label(earlier: &str, later: &str) -> String {
    // Split at characters: searching for a string would add 3 kB to the page's module.
    let mut told: Vec<&str> = earlier.split('·').map(str::trim).collect();
    let continued = told.last().and_then(|last| continuation(last, later));
    if continued.is_some() {
        told.pop();
    }
    told.push(continued.as_deref().unwrap_or(later));
    let forgotten = told.len().saturating_sub(3);
    if forgotten > 0 {
        let kept = &told[forgotten..];
        return ["…"].iter().chain(kept.strip_prefix(&["…"]).unwrap_or(kept)).copied().collect::<Vec<_>>().join(" · ");
    }
    told.join(" · ")
}

/// `λ 0 → 0.01` and `λ 0.01 → 0.1` → `λ 0 → 0.1`; `None` if they do not change the same thing.
fn continuation(earlier: &str, later: &str) -> Option<String> {
    let (before, _) = earlier.split_once('→')?;
    let (middle, after) = later.split_once('→')?;
    let subject = |text: &str| text.trim().rsplit_once(' ').map(|(subject, _)| subject.to_owned());
    (subject(before)? == subject(middle)?).then(|| format!("{} → {}", before.trim(), after.trim()))
}
