//! What is drawn, call by call.

use crate::recorder::{
    BLUE, BLUE_RGB, Call, Log, Measure, ORANGE, ORANGE_RGB, RULE_RGB, TITLES, chart, curves, falling, frame, record,
    run, style, texts, two_runs,
};
use autoencoder_lab_plot::{Chart, Frame, Line, PlotArea, SUBPIXELS, Series, SharpBackend, Style, Weight};
use plotters::backend::SVGBackend;

#[test]
fn series_are_drawn_in_their_order_solid_or_dashed() {
    let (_, calls) = record(&two_runs(), &frame(900.0, 240.0, 2.0));
    // 6 and 4 CSS pixels are 12 and 8 device pixels of 8 units.
    let dash = vec![96.0, 64.0];
    let found: Vec<_> = curves(&calls).into_iter().map(|(color, _, dash)| (color, dash)).collect();
    let expected =
        [(BLUE_RGB, dash.clone()), (BLUE_RGB, Vec::new()), (ORANGE_RGB, dash.clone()), (ORANGE_RGB, Vec::new())];
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
    for text in ["A train", "B held-out", TITLES[0], "1,500", "steps"] {
        assert!(svg.contains(text), "{text} is missing");
    }
}

#[test]
fn the_plot_area_tells_where_the_curves_are() {
    let frame = frame(901.0, 243.0, 1.5);
    let (area, calls) = record(&two_runs(), &frame);
    assert_eq!((area.x_min, area.x_max, area.y_min, area.y_max), (0.0, 1500.0, 1.0, 50.0));
    let units = f64::from(SUBPIXELS) * frame.pixel_ratio;
    let (_, points, _) = &curves(&calls)[1];
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
    let hole = |i: i32| if (40..=60).contains(&i) { f64::NAN } else { 5.0 + f64::from(i) / 100.0 };
    let points: Vec<_> =
        (0..=100).map(|i| (f64::from(i) * 10.0, hole(i), if i > 80 { f64::INFINITY } else { 6.0 })).collect();
    let chart = chart([run("A", BLUE, &points)]);
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
    let points: Vec<_> = (0..=100).map(|i| (f64::from(i) * 10.0, if i < 50 { 3.0 } else { 0.0 }, 6.0)).collect();
    let chart = chart([run("A", BLUE, &points)]);
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    let lowest = curves(&calls).iter().flat_map(|curve| curve.1.iter().map(|point| point.1)).max().unwrap();
    assert!((f64::from(lowest) - area.bottom * 8.0).abs() <= 1.0);
    assert_eq!((area.y_min, area.y_max), (0.5, 10.0), "zero does not stretch the axis");
}

#[test]
fn a_single_evaluation_is_a_dot() {
    let chart = chart([run("A", BLUE, &[(0.0, 20.0, 21.0)])]);
    let (_, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    assert_eq!(calls.iter().filter(|call| matches!(call, Call::Circle { color: BLUE_RGB })).count(), 2);
}

#[test]
fn a_long_run_has_at_most_two_points_a_column() {
    let noisy = |i: i32| 3.0 + (f64::from(i) * 1.7).sin();
    let points: Vec<_> = (0..50_000).map(|i| (f64::from(i), noisy(i), noisy(i + 1))).collect();
    let chart = chart([run("A", BLUE, &points)]);
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 2.0));
    for (_, points, _) in curves(&calls) {
        assert!(points.len() as f64 <= 2.0 * (area.right - area.left + 2.0), "{} points", points.len());
        assert!(points.len() as f64 > area.right - area.left, "too few points: {}", points.len());
    }
}

#[test]
fn an_empty_chart_has_axes_and_a_hint() {
    let (area, calls) = record(&Chart::default(), &frame(900.0, 240.0, 1.0));
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

#[test]
fn a_level_is_dotted_across_the_plot_whatever_its_step() {
    let mut chart = chart([falling("A", BLUE, 2.0)]);
    let look = Style { weight: Weight::Thin, ..style("A train, exact", ORANGE, Line::Level) };
    chart.series.push(Series { style: look, points: vec![(1e6, 5.0)] });
    let (area, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    assert_eq!(area.x_max, 1500.0, "its step does not stretch the axis");
    let at = calls.iter().position(|call| matches!(call, Call::Path { color: ORANGE_RGB, .. })).unwrap();
    assert_eq!(calls[at - 1], Call::Dash(vec![12.0, 32.0]), "a pixel and a half on, four off");
    let Call::Path { points, .. } = &calls[at] else { unreachable!() };
    let ends: Vec<i32> = points.iter().map(|point| point.0).collect();
    assert_eq!(ends, [area.left, area.right].map(|x| (x * 8.0).round() as i32));
    let up = (5.0 / area.y_min).log10() / (area.y_max / area.y_min).log10();
    let height = (area.bottom - up * (area.bottom - area.top)) * 8.0;
    assert!(points.iter().all(|point| (f64::from(point.1) - height).abs() <= 4.0), "{points:?}, expected {height}");
    assert!(texts(&calls).contains(&"A train, exact"));
}

#[test]
fn what_stands_out_less_is_thinner_and_paler() {
    let looks = [Weight::Full, Weight::Thin, Weight::Faint];
    let drawn = looks.map(|weight| {
        let [_, train] = falling("A", BLUE, 2.0);
        let series = vec![Series { style: Style { weight, ..train.style }, ..train }];
        let (_, calls) = record(&Chart { series, ..Chart::default() }, &frame(900.0, 240.0, 1.0));
        calls.iter().find_map(|call| match call {
            Call::Path { points, color, width } if points.len() > 2 => Some((*color, *width)),
            _ => None,
        })
    });
    // 62 % of the way from #0068a8 to the background, #fbfbf9.
    assert_eq!(drawn, [Some((BLUE_RGB, 16)), Some((BLUE_RGB, 12)), Some(((156, 195, 218), 10))]);
}

#[test]
fn a_series_without_a_label_has_none() {
    let mut chart = chart([falling("A", BLUE, 2.0)]);
    let [_, mut train] = falling("B", ORANGE, 0.01);
    train.style.label.clear();
    chart.series.push(train);
    let (_, calls) = record(&chart, &frame(900.0, 240.0, 1.0));
    assert_eq!(curves(&calls).len(), 3);
    let ends: Vec<&str> = texts(&calls).into_iter().filter(|text| text.is_empty() || text.contains("train")).collect();
    assert_eq!(ends, ["A train"]);
}

/// A narrow drawing leaves three tenths of its width to the name of a pinned run, which keeps the word for its line.
#[test]
fn a_long_name_of_what_is_compared_with_is_cut() {
    let mut chart = chart([falling("A", BLUE, 2.0)]);
    for mut pinned in falling("k = 392, λ = 0.01, tied", ORANGE, 1.0) {
        pinned.style.weight = Weight::Thin;
        chart.series.push(pinned);
    }
    let labels = |width: f64| -> Vec<String> {
        let (_, calls) = record(&chart, &frame(width, 240.0, 1.0));
        texts(&calls).into_iter().filter(|text| text.starts_with("k =")).map(str::to_owned).collect()
    };
    assert_eq!(labels(900.0), ["k = 392, λ = 0.01, tied held-out", "k = 392, λ = 0.01, tied train"]);
    // At 0.65 em a letter, 358 pixels have room for 13.
    assert_eq!(labels(358.0), ["k =… held-out", "k = 39… train"]);
    assert_eq!(labels(120.0), [""; 0], "a word alone would name nothing");
}

/// Labels have the height of a row: where more series end than there are rows, those compared with go without.
#[test]
fn curves_of_runs_keep_their_labels_first() {
    let mut chart = Chart::default();
    for index in 0..9 {
        let [_, mut pinned] = falling(&format!("pin {index}"), ORANGE, f64::from(index));
        pinned.style.weight = Weight::Thin;
        chart.series.push(pinned);
    }
    chart.series.extend(falling("A", BLUE, 2.0));
    let (_, calls) = record(&chart, &frame(900.0, 160.0, 1.0));
    let labels: Vec<&str> =
        texts(&calls).into_iter().filter(|text| text.contains("train") || text.contains("held")).collect();
    assert_eq!(labels[..2], ["A held-out", "A train"]);
    // (160 − 24 below − 20 above − 14) / 14 + 1 rows.
    assert_eq!(labels.len(), 8);
}

#[test]
fn a_logarithmic_step_axis_begins_at_step_0() {
    let frame = Frame { log_x: true, ..frame(900.0, 240.0, 1.0) };
    let (area, calls) = record(&two_runs(), &frame);
    for label in ["0", "1", "10", "100", "1,000"] {
        assert!(texts(&calls).contains(&label), "{label} is missing of {:?}", texts(&calls));
    }
    let (_, points, _) = &curves(&calls)[0];
    // Steps 0, 10, …, 1500 stand at log(1 + s) / log(1501).
    let x = |step: f64| (area.left + (1.0 + step).ln() / 1501_f64.ln() * (area.right - area.left)) * 8.0;
    for (index, step) in [(0, 0.0), (1, 10.0), (points.len() - 1, 1500.0)] {
        assert!((f64::from(points[index].0) - x(step)).abs() <= 1.0, "x of step {step}");
    }
}
