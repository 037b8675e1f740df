//! Marks, and whole charts at any size and with any data.

use crate::recorder::{
    BLUE, Call, ORANGE, ORANGE_RGB, chart, check_texts, curves, falling, frame, lambda, marked, named, record, run,
    texts, two_runs,
};
use autoencoder_lab_plot::{Chart, Frame, Note, Told, Weight};
use proptest::prelude::*;

#[test]
fn a_mark_is_a_dotted_line_and_a_pill() {
    let chart = marked(two_runs(), ORANGE, &[(750.0, lambda("0", "0.01"))]);
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    let middle = (f64::midpoint(area.left, area.right) * 8.0).round() as i32;
    let vertical = calls.iter().position(
        |call| matches!(call, Call::Path { points, color: ORANGE_RGB, .. } if points.len() == 2 && points[0].0 == points[1].0),
    );
    let Call::Path { points, .. } = &calls[vertical.unwrap()] else { unreachable!() };
    assert!((points[0].0 - middle).abs() <= 5);
    assert_eq!(calls[vertical.unwrap() - 1], Call::Dash(vec![16.0, 24.0]), "two pixels on, three off");
    let pill = calls.iter().find_map(|call| match call {
        Call::Polygon { points, color: ORANGE_RGB } => Some(points),
        _ => None,
    });
    let pill = pill.unwrap();
    assert!(pill.iter().all(|point| point.1 <= (area.top * 8.0).round() as i32), "the pill is above the plot");
    assert!(
        pill.iter().map(|point| point.0).min() < Some(middle) && pill.iter().map(|point| point.0).max() > Some(middle)
    );
    assert!(texts(&calls).contains(&"λ 0 → 0.01"));
}

#[test]
fn dragging_a_slider_leaves_one_label() {
    let marks = [
        (700.0, lambda("0", "0.01")),
        (703.0, lambda("0.01", "0.02")),
        (707.0, lambda("0.02", "0.05")),
        (711.0, named("tie")),
    ];
    let chart = marked(chart([falling("A", BLUE, 2.0)]), BLUE, &marks);
    let (_, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    let labels: Vec<&str> =
        texts(&calls).into_iter().filter(|text| text.contains('λ') || text.contains("tie")).collect();
    assert_eq!(labels, ["λ 0 → 0.05 · tie"]);
}

/// No two texts overlap and all are on the sheet, whatever the size.
#[track_caller]
fn check(chart: &Chart, frame: &Frame) {
    check_texts(&record(chart, frame).1, frame);
}

#[test]
fn no_text_meets_another_at_any_size() {
    let eta = Told { subject: "η".into(), course: Some(["0.002".into(), "0.001".into()]) };
    let marks = [
        (60.0, named("tie")),
        (300.0, lambda("0", "0.01")),
        (310.0, named("untie")),
        (900.0, eta),
        (1490.0, named("tie")),
    ];
    for (width, height) in [(280.0, 160.0), (358.0, 220.0), (700.0, 200.0), (1090.0, 250.0), (2560.0, 600.0)] {
        for ratio in [1.0, 1.25, 2.0] {
            for (log_y, log_x) in [(true, false), (true, true), (false, false), (false, true)] {
                let frame = Frame { log_y, log_x, ..frame(width, height, ratio) };
                check(&Chart::default(), &frame);
                let two = chart([falling("A", BLUE, 2.0), falling("B", ORANGE, 0.01)]);
                let mut chart = marked(marked(two, BLUE, &marks), ORANGE, &[(310.0, lambda("0.01", "0.1"))]);
                chart.notes.extend([(0.0, 22.0), (600.0, 4.0), (610.0, 3.9), (1490.0, 2.2)].map(|(step, value)| {
                    Note { step, value, label: format!("lowest {value} at step {step}"), color: BLUE }
                }));
                check(&chart, &frame);
                check(&chart, &Frame { values: Some([2.0, 25.0]), ..frame.clone() });
                chart.series.extend(run("C", BLUE, &[(0.0, 300.0, 310.0), (20_000.0, 0.001, 0.002)]));
                chart.series.extend(falling("D", ORANGE, 0.5));
                check(&chart, &frame);
                for index in 0..4 {
                    let pinned = falling(&format!("a run on the shelf {index}"), BLUE, f64::from(index));
                    chart.series.extend(pinned.map(|mut one| {
                        one.style.weight = Weight::Thin;
                        one
                    }));
                }
                check(&chart, &frame);
            }
        }
    }
}

/// A chart of nothing but what is nearly nothing: on a linear axis it would need ticks without number.
#[test]
fn values_too_small_to_tell_from_nothing_are_drawn_as_that() {
    for value in [5e-324, f64::MIN_POSITIVE, 1e-310, -5e-324, 1e-300] {
        for (log_y, log_x) in [(false, false), (true, true)] {
            let chart =
                chart([run("A", BLUE, &[(0.0, value, value), (value.abs(), value, 0.0), (40.0, value, value)])]);
            let (area, calls) = record(&chart, &Frame { log_y, log_x, ..frame(700.0, 240.0, 1.0) });
            assert!(area.y_max > area.y_min && area.y_max.is_finite(), "{value:e}: {area:?}");
            assert!(texts(&calls).len() < 40, "{value:e}");
        }
    }
}

/// Any number that a run could come up with, the bad ones more often than they will.
fn any_error() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..50.0_f64,
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-1.0),
        1 => (1..1_u64 << 52).prop_map(f64::from_bits),
        1 => any::<f64>(),
    ]
}

proptest! {
    #[test]
    fn whatever_a_run_holds_it_is_drawn_within_the_plot(
        errors in prop::collection::vec((any_error(), any_error()), 0..60),
        marks in prop::collection::vec(any_error(), 0..6),
        (width, height) in (80.0..1200.0_f64, 60.0..500.0_f64),
        ratio in 0.5..3.0_f64,
        log_y: bool,
        log_x: bool,
    ) {
        let points: Vec<_> = errors.iter().enumerate().map(|(i, &(train, held))| (i as f64 * 40.0, train, held)).collect();
        let marks: Vec<(f64, Told)> = marks.iter().map(|&step| (step, lambda("0", "1"))).collect();
        let chart = marked(chart([run("A", BLUE, &points)]), BLUE, &marks);
        let frame = Frame { log_y, log_x, ..frame(width, height, ratio) };
        let (area, calls) = record(&chart, &frame);
        let units = 8.0 * ratio;
        for (_, points, _) in curves(&calls) {
            for (x, y) in points {
                let (x, y) = (f64::from(x) / units, f64::from(y) / units);
                let slack = 1.0 / units + 1e-9;
                prop_assert!((area.left - slack..=area.right + slack).contains(&x));
                prop_assert!((area.top - slack..=area.bottom + slack).contains(&y));
            }
        }
    }
}
