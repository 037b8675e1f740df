//! Positions spread so that labels do not overlap.

/// Positions as near to `wanted` as can be, at least `gap` apart, all within `low..=high`.
///
/// The result minimises the sum of squared shifts, so labels move both ways and by no more than they must: with
/// `yᵢ = xᵢ − i·gap` in rising order the task is isotonic regression, which pooling adjacent violators solves. Where the
/// range is too short for all of them the gap shrinks to what fits.
///
/// # Shapes
///
/// Returns as many positions as `wanted`, in the same order; equal wishes keep their order.
///
/// # Source
///
/// Barlow, Bartholomew, Bremner & Brunk (1972), *Statistical Inference under Order Restrictions*.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::spread;
///
/// assert_eq!(spread(&[50.0, 52.0, 90.0], 10.0, 0.0, 100.0), [46.0, 56.0, 90.0]);
/// assert_eq!(spread(&[99.0, 98.0], 10.0, 0.0, 100.0), [100.0, 90.0]);
/// ```
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let intervals = wanted.len().saturating_sub(1) as f64;
    let room = (high - low).max(0.0);
    let gap = if intervals * gap > room { room / intervals } else { gap };
    let order = sorted(0..wanted.len(), |&index| wanted[index]);

    // Blocks of labels that stand a gap apart: (sum of yᵢ, how many).
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (rank, &index) in order.iter().enumerate() {
        let mut block = (wanted[index] - rank as f64 * gap, 1);
        while let Some(&(sum, count)) = blocks.last()
            && sum / count as f64 > block.0 / block.1 as f64
        {
            blocks.pop();
            block = (block.0 + sum, block.1 + count);
        }
        blocks.push(block);
    }

    let mut positions = vec![0.0; wanted.len()];
    let levels = blocks.iter().flat_map(|&(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    for (rank, (&index, level)) in order.iter().zip(levels).enumerate() {
        positions[index] = level.max(low).min(low + room - intervals * gap) + rank as f64 * gap;
    }
    positions
}

/// `items` in the rising order of their keys, equal ones as they come: by insertion, as there are few, and std's sort
/// would be 5 kB in the page's module for each kind of item.
pub(super) fn sorted<T>(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> f64) -> Vec<T> {
    let mut sorted: Vec<T> = Vec::new();
    for item in items {
        let place = sorted.partition_point(|earlier| key(earlier).total_cmp(&key(&item)).is_le());
        sorted.insert(place, item);
    }
    sorted
}
