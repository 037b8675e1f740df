//! Points that are pointed out, and an axis that was chosen.

use crate::recorder::{
    BLUE, BLUE_RGB, Call, ORANGE, ORANGE_RGB, chart, curves, falling, frame, record, run, texts, two_runs,
};
use autoencoder_lab_plot::{Chart, Frame, Note};

/// A run whose held-out error is lowest at step 600.
fn rising_again() -> Chart {
    let held_out = |step: f64| 1.0 + (step / 600.0).ln().powi(2);
    let points: Vec<_> =
        (1..=100).map(|i| f64::from(i) * 15.0).map(|step| (step, 20.0 / step, held_out(step))).collect();
    chart([run("B", ORANGE, &points)])
}

fn lowest(step: f64, value: f64) -> Note {
    Note { step, value, label: format!("lowest {value:.2} at step {step}"), color: ORANGE }
}

/// The boxes of the letters of a text, in units.
fn box_of<'a>(calls: &'a [Call], wanted: &str) -> Option<(f64, f64, f64, f64)> {
    calls.iter().find_map(|call: &'a Call| match call {
        Call::Text { text, left, right, baseline, size, .. } if text == wanted => {
            Some((*left, *right, baseline - 0.73 * size, *baseline))
        }
        _ => None,
    })
}

#[test]
fn a_note_is_a_ring_round_its_point_and_a_label_that_hides_no_curve() {
    for (width, height) in [(900.0, 240.0), (358.0, 240.0)] {
        let mut chart = rising_again();
        chart.notes.push(lowest(600.0, 1.0));
        let (area, calls) = record(&chart, &frame(width, height, 1.0));
        let x = (area.left + 600.0 / 1500.0 * (area.right - area.left)) * 8.0;
        let share = (1.0 / area.y_min).log10() / (area.y_max / area.y_min).log10();
        let y = (area.bottom - share * (area.bottom - area.top)) * 8.0;
        let rings = calls.iter().filter(|call| match call {
            Call::Polygon { points, color: ORANGE_RGB } => {
                points.iter().all(|point| (f64::from(point.0) - x).hypot(f64::from(point.1) - y) < 34.0)
            }
            _ => false,
        });
        assert_eq!(rings.count(), 1, "at {width}");
        let (left, right, top, bottom) = box_of(&calls, "lowest 1.00 at step 600").expect("a label");
        assert!(
            left >= area.left * 8.0
                && right <= area.right * 8.0
                && top >= area.top * 8.0
                && bottom <= area.bottom * 8.0
        );
        let hidden = curves(&calls).iter().flat_map(|curve| &curve.1).any(|point| {
            let (x, y) = (f64::from(point.0), f64::from(point.1));
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        });
        assert!(!hidden, "a curve runs behind the label at {width}");
    }
}

#[test]
fn a_note_off_the_plot_is_none_and_without_room_it_is_a_ring() {
    let drawn = |note: Note, frame: &Frame| {
        let mut chart = rising_again();
        chart.notes.push(note.clone());
        let (_, calls) = record(&chart, frame);
        let (_, before) = record(&rising_again(), frame);
        (texts(&calls).contains(&note.label.as_str()), calls.len() - before.len())
    };
    let wide = frame(900.0, 240.0, 1.0);
    for note in [lowest(1e6, 1.0), lowest(600.0, 1e9), lowest(600.0, f64::NAN), lowest(f64::NAN, 1.0)] {
        assert_eq!(drawn(note, &wide), (false, 0));
    }
    assert_eq!(drawn(lowest(600.0, 1.0), &wide), (true, 4));
    assert_eq!(drawn(lowest(600.0, 1.0), &frame(150.0, 100.0, 1.0)), (false, 2), "a ring is two discs");
}

#[test]
fn labels_of_two_notes_at_one_place_do_not_meet() {
    let mut chart = rising_again();
    chart.notes.extend([lowest(600.0, 1.0), lowest(601.0, 1.01)]);
    let (_, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    let [a, b] =
        ["lowest 1.00 at step 600", "lowest 1.01 at step 601"].map(|text| box_of(&calls, text).expect("a label"));
    assert!(a.1 <= b.0 || b.1 <= a.0 || a.3 <= b.2 || b.3 <= a.2, "{a:?} meets {b:?}");
}

#[test]
fn a_chosen_axis_shows_no_more_and_labels_say_which_curves_are_beyond() {
    for log_y in [true, false] {
        let frame = Frame { values: Some([2.5, 15.0]), log_y, ..frame(900.0, 240.0, 1.0) };
        let (area, calls) = record(&two_runs(), &frame);
        assert_eq!((area.y_min, area.y_max), (2.5, 15.0));
        let labels: Vec<&str> =
            texts(&calls).into_iter().filter(|text| text.contains("train") || text.contains("held-out")).collect();
        assert_eq!(labels, ["A held-out", "A train", "B held-out", "B train < 2.5"]);
        // A falls into the axis and stays there; B's train error leaves it at the lower edge, and is not drawn along it.
        let edge = f64::from(curves(&calls).iter().flat_map(|curve| &curve.1).map(|point| point.1).max().unwrap());
        let lowest = |color| {
            curves(&calls)
                .into_iter()
                .filter(move |curve| curve.0 == color && curve.2.is_empty())
                .flat_map(|curve| curve.1)
        };
        assert_eq!(lowest(ORANGE_RGB).filter(|point| f64::from(point.1) >= edge).count(), 1);
        assert_eq!(lowest(BLUE_RGB).filter(|point| f64::from(point.1) >= edge).count(), 0);
    }
}

#[test]
fn a_run_outside_a_chosen_axis_is_told_by_its_labels() {
    let frame = Frame { values: Some([100.0, 200.0]), ..frame(900.0, 240.0, 1.0) };
    let (_, calls) = record(&chart([falling("A", BLUE, 2.0)]), &frame);
    assert_eq!(curves(&calls), []);
    for label in ["A train < 100", "A held-out < 100"] {
        assert!(texts(&calls).contains(&label), "{label}");
    }
}
