//! What is drawn, call by call.

use crate::recorder::{
    BLUE, BLUE_RGB, Call, Log, Measure, ORANGE_RGB, RULE_RGB, curves, frame, record, run, texts, two_runs,
};
use autoencoder_lab::plot::{LossChart, PlotArea, SUBPIXELS, SharpBackend};
use plotters::backend::SVGBackend;

#[test]
fn every_run_has_a_solid_train_and_a_dashed_held_out_curve() {
    let (_, calls) = record(&two_runs(), &frame(900.0, 240.0, 2.0));
    // 6 and 4 CSS pixels are 12 and 8 device pixels of 8 units.
    let dash = vec![96.0, 64.0];
    let found: Vec<_> = curves(&calls).into_iter().map(|(color, _, dash)| (color, dash)).collect();
    let expected =
        [(BLUE_RGB, dash.clone()), (ORANGE_RGB, dash.clone()), (BLUE_RGB, Vec::new()), (ORANGE_RGB, Vec::new())];
    assert_eq!(found, expected);
    let dashes = calls.iter().filter(|call| matches!(call, Call::Dash(_))).count();
    assert_eq!(dashes, 4, "on and off for each held-out curve, never for a train curve");
    for label in ["A train", "A held-out", "B train", "B held-out"] {
        assert_eq!(texts(&calls).iter().filter(|text| **text == label).count(), 1, "{label}");
    }
}

#[test]
fn svg_shows_the_same_series() {
    let frame = frame(900.0, 240.0, 1.0);
    let mut svg = String::new();
    let size = (frame.device_size().0 * SUBPIXELS, frame.device_size().1 * SUBPIXELS);
    let surface = SharpBackend::new(SVGBackend::with_string(&mut svg, size), Measure(Log::default()), &frame);
    two_runs().draw(surface, &frame).unwrap();
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    let polylines_of = |color: &str| svg.matches(&format!("stroke=\"{color}\" stroke-width=\"16\"")).count();
    assert_eq!((polylines_of("#0068A8"), polylines_of("#BF4F00")), (2, 2));
    for text in ["A train", "B held-out", "reconstruction error per image, log", "1,500", "steps"] {
        assert!(svg.contains(text), "{text} is missing");
    }
}

#[test]
fn the_plot_area_tells_where_the_curves_are() {
    let frame = frame(901.0, 243.0, 1.5);
    let (area, calls) = record(&two_runs(), &frame);
    assert_eq!((area.x_min, area.x_max, area.y_min, area.y_max), (0.0, 1500.0, 1.0, 50.0));
    let units = f64::from(SUBPIXELS) * frame.pixel_ratio;
    let (_, points, _) = &curves(&calls)[2];
    let x =
        |step: f64| (area.left + (step - area.x_min) / (area.x_max - area.x_min) * (area.right - area.left)) * units;
    let y = |value: f64| {
        let up = (value / area.y_min).log10() / (area.y_max / area.y_min).log10();
        (area.bottom - up * (area.bottom - area.top)) * units
    };
    for (index, step) in [(0, 0.0), (points.len() - 1, 1500.0)] {
        let value = 20.0 / (1.0 + step / 150.0) + 2.0;
        assert!((f64::from(points[index].0) - x(step)).abs() <= 1.0, "x of step {step}");
        assert!((f64::from(points[index].1) - y(value)).abs() <= 1.0, "y of step {step}");
    }
}

#[test]
fn grid_lines_cover_whole_device_pixels() {
    for ratio in [1.0, 1.25, 1.5, 2.0, 3.0] {
        let (_, calls) = record(&two_runs(), &frame(900.0, 240.0, ratio));
        let mut lines = 0;
        for call in &calls {
            let Call::Path { points, width, color } = call else { continue };
            let &[from, to] = &points[..] else { continue };
            assert_eq!(from.1, to.1, "the grid is horizontal");
            assert_eq!(width % SUBPIXELS, 0);
            assert_eq!((from.1 - width.cast_signed() / 2).rem_euclid(8), 0, "an edge between pixels at ratio {ratio}");
            lines += i32::from(*color == RULE_RGB);
        }
        assert!(lines >= 2, "no labelled grid lines");
    }
}

#[test]
fn text_stands_on_device_pixels() {
    for ratio in [1.0, 1.25, 2.0] {
        let (_, calls) = record(&two_runs(), &frame(900.0, 240.0, ratio));
        for call in &calls {
            let Call::Text { text, baseline, .. } = call else { continue };
            let off = (baseline / 8.0 - (baseline / 8.0).round()).abs();
            assert!(off < 0.07, "{text} stands {off} of a pixel off at ratio {ratio}");
        }
    }
}

#[test]
fn what_is_not_a_number_breaks_the_line() {
    let mut chart = LossChart::default();
    let hole = |i: i32| if (40..=60).contains(&i) { f64::NAN } else { 5.0 + f64::from(i) / 100.0 };
    let points: Vec<_> =
        (0..=100).map(|i| (f64::from(i) * 10.0, hole(i), if i > 80 { f64::INFINITY } else { 6.0 })).collect();
    chart.set_run(0, run("A", BLUE, &points));
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    let (solid, dashed): (Vec<_>, Vec<_>) = curves(&calls).into_iter().partition(|curve| curve.2.is_empty());
    assert_eq!((solid.len(), dashed.len()), (2, 1));
    let x = |step: f64| (area.left + step / 1500.0 * (area.right - area.left)) * 8.0;
    assert!((f64::from(solid[0].1.last().unwrap().0) - x(390.0)).abs() <= 1.0);
    assert!((f64::from(solid[1].1[0].0) - x(610.0)).abs() <= 1.0);
    assert!((f64::from(dashed[0].1.last().unwrap().0) - x(800.0)).abs() <= 1.0);
}

#[test]
fn zero_is_at_the_foot_of_a_log_axis() {
    let mut chart = LossChart::default();
    let points: Vec<_> = (0..=100).map(|i| (f64::from(i) * 10.0, if i < 50 { 3.0 } else { 0.0 }, 6.0)).collect();
    chart.set_run(0, run("A", BLUE, &points));
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    let lowest = curves(&calls).iter().flat_map(|curve| curve.1.iter().map(|point| point.1)).max().unwrap();
    assert!((f64::from(lowest) - area.bottom * 8.0).abs() <= 1.0);
    assert_eq!((area.y_min, area.y_max), (0.5, 10.0), "zero does not stretch the axis");
}

#[test]
fn a_single_evaluation_is_a_dot() {
    let mut chart = LossChart::default();
    chart.set_run(0, run("A", BLUE, &[(0.0, 20.0, 21.0)]));
    let (_, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    assert_eq!(calls.iter().filter(|call| matches!(call, Call::Circle { color: BLUE_RGB })).count(), 2);
}

#[test]
fn a_long_run_has_at_most_two_points_a_column() {
    let mut chart = LossChart::default();
    let noisy = |i: i32| 3.0 + (f64::from(i) * 1.7).sin();
    let points: Vec<_> = (0..50_000).map(|i| (f64::from(i), noisy(i), noisy(i + 1))).collect();
    chart.set_run(0, run("A", BLUE, &points));
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 2.0));
    for (_, points, _) in curves(&calls) {
        assert!(points.len() as f64 <= 2.0 * (area.right - area.left + 2.0), "{} points", points.len());
        assert!(points.len() as f64 > area.right - area.left, "too few points: {}", points.len());
    }
}

#[test]
fn an_empty_chart_has_axes_and_a_hint() {
    let (area, calls) = record(&LossChart::default(), &frame(900.0, 240.0, 1.0));
    assert!(curves(&calls).is_empty());
    assert_eq!((area.x_min, area.x_max), (0.0, 1500.0));
    for text in ["the curves will appear here", "0", "1,500", "10"] {
        assert!(texts(&calls).contains(&text), "{text} is missing of {:?}", texts(&calls));
    }
    assert!(!texts(&record(&two_runs(), &frame(900.0, 240.0, 1.0)).1).contains(&"the curves will appear here"));
}

#[test]
fn without_room_nothing_is_drawn() {
    for (width, height, ratio) in [(0.0, 0.0, 1.0), (79.0, 200.0, 1.0), (300.0, 59.0, 1.0), (300.0, 200.0, f64::NAN)] {
        let (area, calls) = record(&two_runs(), &frame(width, height, ratio));
        assert_eq!((area, calls), (PlotArea::default(), Vec::new()));
    }
}
