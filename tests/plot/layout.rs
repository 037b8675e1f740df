//! The laws of labels, columns and pills.

use crate::recorder::{lambda, named};
use autoencoder_lab_plot::{PillRequest, PillRows, Told, decimate, label_of, spread, tell};
use proptest::prelude::*;

/// A shift of neighbours that is allowed and brings labels nearer to where they are wanted would show that `spread` was
/// not optimal; for a convex problem with a chain of constraints there are no other ways down.
fn can_be_improved(wanted: &[f64], found: &[f64], gap: f64, low: f64, high: f64) -> bool {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| found[a].total_cmp(&found[b]));
    let cost = |positions: &[f64]| positions.iter().zip(wanted).map(|(p, w)| (p - w).powi(2)).sum::<f64>();
    let allowed = |positions: &[f64]| {
        order.windows(2).all(|pair| positions[pair[1]] - positions[pair[0]] >= gap)
            && positions.iter().all(|position| (low..=high).contains(position))
    };
    (0..order.len()).any(|first| {
        (first..order.len()).any(|last| {
            [-1e-3, 1e-3].into_iter().any(|shift| {
                let mut moved = found.to_vec();
                order[first..=last].iter().for_each(|&index| moved[index] += shift);
                allowed(&moved) && cost(&moved) < cost(found) - 1e-6
            })
        })
    })
}

proptest! {
    #[test]
    fn labels_are_spread_as_little_as_possible(wanted in prop::collection::vec(-20.0..220.0_f64, 0..9)) {
        let (gap, low, high) = (14.0, 7.0, 193.0);
        let found = spread(&wanted, gap, low, high);
        prop_assert_eq!(found.len(), wanted.len());
        for (i, a) in found.iter().enumerate() {
            prop_assert!((low - 1e-9..=high + 1e-9).contains(a));
            for (j, b) in found.iter().enumerate().skip(i + 1) {
                prop_assert!((a - b).abs() >= gap - 1e-9, "{a} and {b}");
                prop_assert!(wanted[i].total_cmp(&wanted[j]) != (a.total_cmp(b)).reverse(), "the order changed");
            }
        }
        prop_assert!(!can_be_improved(&wanted, &found, gap, low, high), "{wanted:?} → {found:?}");
    }

    #[test]
    fn too_many_labels_share_the_room_evenly(wanted in prop::collection::vec(0.0..100.0_f64, 10..20)) {
        let mut found = spread(&wanted, 14.0, 0.0, 100.0);
        found.sort_by(f64::total_cmp);
        for (rank, position) in found.iter().enumerate() {
            prop_assert!((position - 100.0 * rank as f64 / (wanted.len() - 1) as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn every_column_keeps_its_lowest_and_highest_point(
        line in prop::collection::vec((0.0..40.0_f64, -10.0..10.0_f64), 0..400),
    ) {
        let mut line = line;
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        let kept = decimate(&line, |x| x.floor() as i64);
        let mut rest = line.iter();
        prop_assert!(kept.iter().all(|point| rest.any(|other| other == point)), "not in the order of the line");
        for column in 0..40 {
            let within = |points: &[(f64, f64)]| -> Vec<f64> {
                points.iter().filter(|point| point.0.floor() as i32 == column).map(|point| point.1).collect()
            };
            let (before, after) = (within(&line), within(&kept));
            let extremes = |heights: &[f64]| {
                (heights.iter().copied().fold(f64::INFINITY, f64::min), heights.iter().copied().fold(-f64::INFINITY, f64::max))
            };
            prop_assert_eq!(extremes(&before), extremes(&after), "column {}", column);
            prop_assert!(after.len() <= 2);
        }
    }

    #[test]
    fn pills_do_not_overlap(
        marks in prop::collection::vec((0.0..900.0_f64, 20.0..200.0_f64), 0..20),
        most_rows in 1..4_usize,
    ) {
        let requests: Vec<PillRequest> = marks.iter().map(|&(line, width)| PillRequest { line, width }).collect();
        let (left, right, title_end) = (0.0, 900.0, 240.0);
        let layout = PillRows::lay_out(&requests, left, right, title_end, most_rows);
        prop_assert!((1..=most_rows).contains(&layout.rows));
        prop_assert_eq!(layout.pills.len(), requests.len());
        let placed: Vec<_> = layout.pills.iter().zip(&requests).filter_map(|(pill, request)| Some((pill.as_ref()?, request))).collect();
        for (index, (pill, request)) in placed.iter().enumerate() {
            prop_assert!(pill.left >= left && pill.right <= right && pill.row < layout.rows);
            prop_assert!((pill.right - pill.left - request.width).abs() < 1e-9);
            prop_assert!((pill.left..=pill.right).contains(&request.line), "a pill is not above its line");
            prop_assert!(pill.row + 1 < layout.rows || pill.left > title_end, "a pill meets the title");
            for (other, other_request) in placed.iter().skip(index + 1) {
                if pill.row == other.row {
                    prop_assert!(pill.right < other.left || other.right < pill.left, "two pills overlap");
                } else {
                    let (lower, line) =
                        if pill.row < other.row { (pill, other_request.line) } else { (other, request.line) };
                    prop_assert!(!(lower.left..=lower.right).contains(&line), "a pill hides the line of another");
                }
            }
        }
        if most_rows > 1 && let Some(newest) = layout.pills.last() {
            prop_assert!(newest.is_some(), "the newest mark has no label");
        }
    }
}

#[test]
fn a_pill_beside_the_title_takes_no_second_row() {
    let far = PillRequest { line: 600.0, width: 80.0 };
    let near = PillRequest { line: 100.0, width: 80.0 };
    let rows = |requests: &[PillRequest]| PillRows::lay_out(requests, 40.0, 900.0, 260.0, 3);
    assert_eq!(rows(&[]).rows, 1);
    assert_eq!(rows(&[far]).rows, 1);
    assert_eq!(rows(&[near]).rows, 2);
    let one_row = PillRows::lay_out(&[near, far], 40.0, 900.0, 260.0, 1);
    assert!(one_row.pills[0].is_none() && one_row.pills[1].is_some(), "only the one under the title goes without");
}

#[test]
fn a_label_tells_what_happened_in_all() {
    let eta = |from: &str, to: &str| Told { subject: "η".into(), course: Some([from.into(), to.into()]) };
    let label = |changes: &[Told]| {
        let mut told = Vec::new();
        changes.iter().cloned().for_each(|change| tell(&mut told, change));
        label_of(&told)
    };
    assert_eq!(label(&[lambda("0", "0.01"), lambda("0.01", "0.5")]), "λ 0 → 0.5");
    assert_eq!(label(&[lambda("0", "0.01"), eta("0.002", "0.001")]), "λ 0 → 0.01 · η 0.002 → 0.001");
    assert_eq!(label(&[lambda("0", "1"), eta("0.1", "0.2"), eta("0.2", "0.3")]), "λ 0 → 1 · η 0.1 → 0.3");
    assert_eq!(label(&[named("tie"), named("untie")]), "tie · untie");
    let five = ["1", "2", "3", "4", "5"].map(named);
    assert_eq!(label(&five), "… · 3 · 4 · 5", "only the newest three are told");
}
