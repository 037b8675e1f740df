//! At most two points a pixel column, so that a long run draws as fast as a short one.

/// Splits a line where it is not a number: each piece has finite coordinates only.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::finite_segments;
///
/// let line = [(0.0, 1.0), (1.0, f64::NAN), (2.0, 3.0), (3.0, 4.0)];
/// assert_eq!(finite_segments(&line), [&line[..1], &line[2..]]);
/// ```
pub fn finite_segments(line: &[(f64, f64)]) -> Vec<&[(f64, f64)]> {
    line.split(|(x, y)| !(x.is_finite() && y.is_finite())).filter(|piece| !piece.is_empty()).collect()
}

/// Keeps the lowest and the highest point of every pixel column, in their order along the line.
///
/// Both lines reach as high and as low in every column; between two columns, and at the ends, they differ by no more than
/// the line rises or falls within one.
///
/// # Shapes
///
/// `line`: finite points, x rising; `column` tells in which column an x stands. Returns at most two points a column.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::decimate;
///
/// let line = [(0.0, 5.0), (0.2, 9.0), (0.4, 1.0), (0.6, 4.0), (1.5, 4.0)];
/// assert_eq!(decimate(&line, |x| x as i64), [(0.2, 9.0), (0.4, 1.0), (1.5, 4.0)]);
/// ```
pub fn decimate(line: &[(f64, f64)], column: impl Fn(f64) -> i64) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    for points in line.chunk_by(|a, b| column(a.0) == column(b.0)) {
        let by_height = |&a: &usize, &b: &usize| points[a].1.total_cmp(&points[b].1);
        let (Some(lowest), Some(highest)) =
            ((0..points.len()).min_by(by_height), (0..points.len()).rev().max_by(by_height))
        else {
            continue;
        };
        kept.push(points[lowest.min(highest)]);
        if lowest != highest {
            kept.push(points[lowest.max(highest)]);
        }
    }
    kept
}
