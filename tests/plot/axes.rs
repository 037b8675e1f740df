//! Exact ticks, and the laws of both axes.

use autoencoder_lab_plot::{Axis, LinearAxis, LogAxis, OneTwoFive};
use plotters::coord::ranged1d::Ranged;
use proptest::prelude::*;

#[test]
fn log_axis_has_exact_ticks() {
    let axis = LogAxis::covering([0.023, 61.2], 190.0, 18.0);
    assert_eq!(axis.range(), 0.02..100.0);
    assert_eq!(axis.ticks(), [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
    assert_eq!(axis.labelled(), [0.1, 1.0, 10.0, 100.0], "51 pixels a decade leave no room for 2 and 5");
}

#[test]
fn log_axis_labels_2_and_5_where_there_is_room() {
    let axis = LogAxis::covering([1.2, 80.0], 190.0, 18.0);
    assert_eq!(axis.labelled(), [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
    assert_eq!(axis.labelled(), axis.ticks());
}

#[test]
fn log_axis_of_many_decades_thins_lines_and_labels() {
    let axis = LogAxis::covering([1.5e-9, 9e8], 180.0, 18.0);
    assert_eq!(axis.range(), 1e-9..1e9);
    assert_eq!(axis.labelled(), [1e-8, 1e-6, 1e-4, 1e-2, 1e0, 1e2, 1e4, 1e6, 1e8]);
    assert_eq!(axis.ticks().len(), 19, "ten pixels a decade: every decade has a line, no 2 and 5");
}

#[test]
fn log_axis_maps_decades_evenly() {
    let axis = Axis::Log(LogAxis::covering([0.0011, 900.0], 600.0, 18.0));
    let at = [1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3].map(|value| axis.map(&value, (6000, 0)));
    assert_eq!(at, [6000, 5000, 4000, 3000, 2000, 1000, 0]);
}

#[test]
fn log_axis_puts_what_it_cannot_show_at_its_ends() {
    let axis = Axis::Log(LogAxis::covering([0.011, 90.0], 200.0, 18.0));
    for value in [0.0, -1.0, 1e-9, f64::NEG_INFINITY, f64::NAN] {
        assert_eq!(axis.map(&value, (100, 0)), 100, "{value}");
    }
    assert_eq!(axis.map(&1e9, (100, 0)), 0);
}

#[test]
fn log_axis_without_positive_values_still_has_labels() {
    let axis = LogAxis::covering([0.0, -3.0, f64::NAN], 200.0, 18.0);
    assert!(axis.labelled().len() >= 2, "{:?}", axis.labelled());
}

#[test]
fn linear_axes_have_exact_ticks() {
    assert_eq!(LinearAxis::steps(0.0, 1500.0, 3).labelled(), [0.0, 500.0, 1000.0, 1500.0]);
    assert_eq!(LinearAxis::steps(1400.0, 1500.0, 9).labelled(), [0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0, 1500.0]);
    assert_eq!(LinearAxis::steps(5200.0, 1500.0, 8).labelled(), [0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0]);
    assert_eq!(LinearAxis::steps(0.0, 3.0, 20).labelled(), [0.0, 1.0, 2.0, 3.0], "there are no half steps");
    assert_eq!(LinearAxis::covering([0.31, 0.02], 5).labelled(), [0.0, 0.1, 0.2, 0.3, 0.4]);
    assert_eq!(LinearAxis::covering([], 5).range(), 0.0..1.0);
    assert_eq!(LinearAxis::covering([-2.2, 3.0], 4).range(), -2.5..3.0);
}

#[test]
fn the_step_axis_moves_rarely() {
    let ends: Vec<f64> = (0..100_000).map(|last| LinearAxis::steps(f64::from(last), 1500.0, 8).range().end).collect();
    assert!(ends.is_sorted());
    assert!(ends.iter().enumerate().all(|(last, &end)| end >= last as f64 && end <= (1.5 * last as f64).max(1500.0)));
    let mut distinct = ends;
    distinct.dedup();
    assert!(distinct.len() <= 18, "{distinct:?}");
}

#[test]
fn the_error_axis_moves_about_three_times_a_decade() {
    let bottoms: Vec<f64> = (0..1000)
        .map(|step| LogAxis::covering([100.0, 10_f64.powf(-f64::from(step) / 250.0)], 200.0, 18.0).range().start)
        .collect();
    let mut distinct = bottoms;
    distinct.dedup();
    assert_eq!(distinct.len(), 13, "four decades: {distinct:?}");
}

proptest! {
    #[test]
    fn one_two_five_brackets_every_value(exponent in -25.0..25.0_f64) {
        let value = 10_f64.powf(exponent);
        let (floor, ceil) = (OneTwoFive::floor(value), OneTwoFive::ceil(value));
        prop_assert!(floor.value() <= value && value <= ceil.value());
        prop_assert!(ceil.index - floor.index <= 1);
        let next = OneTwoFive { index: floor.index + 1 };
        prop_assert!(next.value() > value);
    }

    #[test]
    fn ticks_are_within_the_axis_and_labels_apart(
        log: bool,
        values in prop::collection::vec(-5.0..1e4_f64, 1..20),
        height in 60.0..600.0_f64,
    ) {
        let axis = Axis::covering(log, values.iter().copied(), height, 18.0);
        let range = axis.range();
        prop_assert!(axis.labelled().len() >= 2, "{:?}", axis.labelled());
        prop_assert!(axis.labelled().iter().all(|&tick| range.start <= tick && tick <= range.end * (1.0 + 1e-9)));
        for pair in axis.labelled().windows(2) {
            let apart = (axis.fraction(pair[1]) - axis.fraction(pair[0])) * height;
            prop_assert!(apart >= 17.9, "{pair:?} are {apart} pixels apart");
        }
        for &value in &values {
            prop_assert!(!log || value <= 0.0 || range.start <= value && value <= range.end);
            prop_assert!(log || range.start <= value && value <= range.end);
        }
    }
}
