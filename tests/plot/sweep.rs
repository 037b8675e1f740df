//! The chart of a sweep over λ or hidden units.

use crate::recorder::{
    BLUE, BLUE_RGB, Call, ORANGE, ORANGE_RGB, check_shapes, check_texts, curves, frame, recorded, style, texts,
};
use autoencoder_lab::sweep::{LAMBDAS, hidden_units};
use autoencoder_lab_plot::{Axis, Frame, Line, Series, Setting, SweepArea, SweepAxis, SweepChart, SweptLine};

fn record(chart: &SweepChart, frame: &Frame) -> (SweepArea, Vec<Call>) {
    recorded(frame, |surface| chart.draw(surface, frame))
}

/// Three seeds at each value, spread by a tenth.
fn line(label: &str, line: Line, values: &[(f64, f64)]) -> SweptLine {
    let runs: Vec<f64> = values.iter().flat_map(|&(x, y)| [x, 0.9 * y, x, y, x, 1.1 * y]).collect();
    SweptLine::from_pairs(style(label, BLUE, line), &runs).unwrap()
}

/// A U over λ, tied below untied.
fn valley() -> SweepChart {
    let untied = [6.4, 6.2, 5.9, 5.3, 4.1, 2.4, 1.73, 1.75, 1.88, 2.5, 4.0, 6.2, 8.5];
    let tied = [2.9, 2.8, 2.6, 2.2, 1.6, 1.12, 0.91, 1.0, 1.27, 1.85, 3.0, 4.7, 7.0];
    let over = |values: [f64; 13]| LAMBDAS.into_iter().zip(values).collect::<Vec<_>>();
    SweepChart {
        values: LAMBDAS.to_vec(),
        lines: vec![line("untied", Line::Solid, &over(untied)), line("tied", Line::Dashed, &over(tied))],
        ..SweepChart::default()
    }
}

fn widths() -> SweepChart {
    let values: Vec<f64> = hidden_units(196).into_iter().map(f64::from).collect();
    let points: Vec<(f64, f64)> = values.iter().map(|&k| (k, 3.0 + (k / 60.0 - 1.0).abs())).collect();
    let lines = vec![line("untied", Line::Solid, &points)];
    SweepChart { values, inputs: Some(196.0), lines, ..SweepChart::default() }
}

fn with_lanes(mut chart: SweepChart, at: [f64; 4]) -> SweepChart {
    for (letter, x) in ["A", "B", "C", "D"].into_iter().zip(at) {
        chart.settings.push(Setting { x, letter: letter.into(), color: ORANGE });
    }
    chart
}

fn diverged(mut chart: SweepChart) -> SweepChart {
    for line in &mut chart.lines {
        line.points.last_mut().unwrap().values[1] = f64::INFINITY;
        line.points[5].values.fill(f64::INFINITY);
    }
    chart
}

fn exact(mut chart: SweepChart) -> SweepChart {
    let points = chart.values.iter().map(|&x| (x, 1.0 + x.min(5.0))).collect();
    chart.exact.push(Series { style: style("untied, exact", ORANGE, Line::Dotted), points });
    chart
}

#[test]
fn the_axis_has_a_place_for_0_and_equal_ratios_are_equally_wide() {
    let (area, _) = record(&valley(), &frame(900.0, 300.0, 1.0));
    assert_eq!(area.values, LAMBDAS);
    let at = |lambda: f64| area.columns[LAMBDAS.iter().position(|&value| value == lambda).unwrap()];
    let decade = at(1e-4) - at(1e-5);
    for (low, high) in [(1e-4, 1e-3), (1e-3, 1e-2), (1e-2, 1e-1), (1e-1, 1.0)] {
        assert!((at(high) - at(low) - decade).abs() < 1e-6);
    }
    assert!((at(3e-3) - at(1e-3) - 3_f64.log10() * decade).abs() < 1e-6);
    assert!(at(0.0) > area.plot.left && at(1.0) < area.plot.right, "points have room at both ends");
    assert!((44.0..=90.0).contains(&(at(1e-5) - at(0.0))), "{}", at(1e-5) - at(0.0));
}

#[test]
fn lambda_is_labelled_at_0_and_at_the_decades_and_hidden_units_at_n() {
    let (_, calls) = record(&valley(), &frame(900.0, 300.0, 1.0));
    for label in ["0", "10⁻⁵", "0.0001", "0.001", "0.01", "0.1", "1", "λ"] {
        assert!(texts(&calls).contains(&label), "{label} is missing of {:?}", texts(&calls));
    }
    for width in [340.0, 900.0] {
        let (_, calls) = record(&widths(), &frame(width, 300.0, 1.0));
        for label in ["8", "n = 196", "784", "k"] {
            assert!(texts(&calls).contains(&label), "{label} is missing of {:?}", texts(&calls));
        }
    }
}

#[test]
fn an_axis_of_few_values_has_labels_at_its_ends() {
    let axis = |values: &[f64]| SweepAxis::new(values, None, 500.0, 1.0, &|label, _| 7.0 * label.len() as f64);
    assert_eq!(axis(&[3e-3, 5e-3]).labelled(), [3e-3, 5e-3]);
    assert_eq!(axis(&[0.02]).labelled(), [0.01, 0.04]);
    assert_eq!(axis(&[0.0]).labelled(), [0.0, 1.0, 10.0]);
    assert_eq!(axis(&[]).labelled(), [1.0, 10.0]);
    let fractions = [0.0, 0.02].map(|value| axis(&[0.0, 0.02]).fraction(value));
    assert!(fractions.is_sorted() && Axis::Swept(axis(&[0.0, 0.02])).fraction(0.02) == fractions[1]);
}

#[test]
fn a_mean_is_a_line_broken_after_0_and_tied_is_dashed() {
    let (area, calls) = record(&valley(), &frame(900.0, 300.0, 1.0));
    let drawn = curves(&calls);
    assert_eq!(drawn.len(), 2, "one line each, from 1e-5 on");
    assert_eq!([drawn[0].2.len(), drawn[1].2.len()], [0, 2]);
    let up = |value: f64| (value / area.plot.y_min).log10() / (area.plot.y_max / area.plot.y_min).log10();
    for ((_, points, _), means) in drawn.iter().zip([[6.2, 8.5], [2.8, 7.0]]) {
        assert_eq!(points.len(), 12);
        for (at, column, mean) in [(0, 1, means[0]), (11, 12, means[1])] {
            let y = area.plot.bottom - up(mean) * (area.plot.bottom - area.plot.top);
            assert!((f64::from(points[at].0) / 8.0 - area.columns[column]).abs() < 0.2);
            assert!((f64::from(points[at].1) / 8.0 - y).abs() < 0.2, "{points:?}");
        }
    }
}

/// The polygons of a colour, as boxes.
fn boxes(calls: &[Call], of: (u8, u8, u8)) -> Vec<[f64; 4]> {
    let corners = calls.iter().filter_map(|call| match call {
        Call::Polygon { points, color } if *color == of => Some(points),
        _ => None,
    });
    let ends = |values: Vec<i32>| [*values.iter().min().unwrap(), *values.iter().max().unwrap()];
    corners
        .map(|points| {
            let [left, right] = ends(points.iter().map(|point| point.0).collect());
            let [top, bottom] = ends(points.iter().map(|point| point.1).collect());
            [left, top, right, bottom].map(|unit| f64::from(unit) / 8.0)
        })
        .collect()
}

#[test]
fn every_run_is_a_faint_dot_and_the_band_reaches_from_the_lowest_to_the_highest() {
    let (area, calls) = record(&valley(), &frame(900.0, 300.0, 1.0));
    // 62 % of the way from #0068a8 to the background, #fbfbf9.
    assert_eq!(boxes(&calls, (156, 195, 218)).len(), 2 * 13 * 3);
    let y = |value: f64| {
        let up = (value / area.plot.y_min).log10() / (area.plot.y_max / area.plot.y_min).log10();
        area.plot.bottom - up * (area.plot.bottom - area.plot.top)
    };
    let bands: Vec<_> = boxes(&calls, BLUE_RGB).into_iter().filter(|area| area[3] - area[1] > 7.0).collect();
    assert_eq!(bands.len(), 4, "each line has one over λ, and one at 0");
    let is_at = |band: [f64; 4], expected: [f64; 4]| band.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.2);
    let (columns, tied) = (&area.columns, bands[3]);
    assert!(is_at(tied, [columns[1], y(1.1 * 7.0), columns[12], y(0.9 * 0.91)]), "{tied:?}");
    assert!(is_at(bands[0], [columns[0] - 3.0, y(1.1 * 6.4), columns[0] + 3.0, y(0.9 * 6.4)]), "{bands:?}");
}

#[test]
fn a_run_that_diverged_is_a_cross_at_the_upper_edge_and_breaks_the_line() {
    let (area, calls) = record(&diverged(valley()), &frame(900.0, 300.0, 1.0));
    assert_eq!(curves(&calls).len(), 4, "the line of untied weights, and that of tied ones, is in two pieces");
    let crosses = calls.iter().filter_map(|call| match call {
        Call::Path { points, color: BLUE_RGB, width: 12 } if points.len() == 2 => {
            Some(points.iter().map(|point| (f64::from(point.0) / 8.0, f64::from(point.1) / 8.0)).collect::<Vec<_>>())
        }
        _ => None,
    });
    let crosses: Vec<_> = crosses.collect();
    assert_eq!(crosses.len(), 2 * 2 * 2, "two strokes for two values of two lines");
    assert!(crosses.iter().flatten().all(|point| point.1 > area.plot.top && point.1 < area.plot.top + 25.0));
    assert!((crosses[0][0].0 + 3.25 - area.columns[5]).abs() < 0.2);
    assert!(texts(&calls).contains(&"diverged"));
    assert!(!texts(&record(&valley(), &frame(900.0, 300.0, 1.0)).1).contains(&"diverged"));
}

#[test]
fn a_lane_is_marked_on_the_axis_and_lanes_that_stand_together_side_by_side() {
    let (area, calls) = record(&with_lanes(valley(), [0.0, 0.0, 0.01, 0.5]), &frame(900.0, 300.0, 1.0));
    let letters: Vec<(&str, f64)> = calls
        .iter()
        .filter_map(|call| match call {
            Call::Text { text, left, right, .. } if ["A", "B", "C", "D"].contains(&&**text) => {
                Some((text.as_str(), f64::midpoint(*left, *right) / 8.0))
            }
            _ => None,
        })
        .collect();
    assert_eq!(letters.len(), 4);
    assert!(letters[1].1 - letters[0].1 >= 15.0, "{letters:?}");
    assert!((letters[2].1 - area.columns[8]).abs() < 0.5, "C stands at 0.01: {letters:?}");
    let discs = boxes(&calls, ORANGE_RGB);
    assert!(discs.iter().all(|disc| (f64::midpoint(disc[1], disc[3]) - area.plot.bottom).abs() < 0.2));
    let wide = with_lanes(valley(), [1e-7, 0.0, 5.0, 0.5]);
    let (wide, _) = record(&wide, &frame(900.0, 300.0, 1.0));
    assert!(wide.columns[1] > area.columns[1] + 50.0, "the axis reaches a setting beyond the sweep");
}

#[test]
fn theory_is_a_dotted_curve() {
    let (_, calls) = record(&exact(widths()), &frame(900.0, 300.0, 1.0));
    let dotted = curves(&calls).into_iter().find(|curve| curve.0 == ORANGE_RGB).unwrap();
    assert_eq!((dotted.1.len(), dotted.2), (9, vec![12.0, 32.0]), "a pixel and a half on, four off");
    assert!(texts(&calls).contains(&"untied, exact"));
}

#[test]
fn theory_is_broken_after_a_true_0_which_has_a_level_of_its_own() {
    let (area, calls) = record(&exact(valley()), &frame(900.0, 300.0, 1.0));
    let dotted = curves(&calls).into_iter().find(|curve| curve.0 == ORANGE_RGB).unwrap();
    assert_eq!((dotted.1.len(), dotted.2), (12, vec![12.0, 32.0]));
    let levels = calls.iter().filter_map(|call| match call {
        Call::Path { points, color, .. } if *color == ORANGE_RGB && points.len() == 2 => Some((points[0], points[1])),
        _ => None,
    });
    let [((left, from), (right, to))] = levels.collect::<Vec<_>>()[..] else { panic!("one level") };
    assert_eq!(from, to);
    assert!((f64::from(left + right) / 16.0 - area.columns[0]).abs() < 0.2);
}

#[test]
fn theory_of_a_true_0_that_the_axis_does_not_reach_is_not_drawn() {
    let levels = |chart: &SweepChart, frame: &Frame| {
        let (_, calls) = record(chart, frame);
        let paths = calls.iter().filter_map(|call| match call {
            Call::Path { points, color, .. } if *color == ORANGE_RGB => Some(points),
            _ => None,
        });
        paths.filter(|points| matches!(points[..], [(_, from), (_, to)] if from == to)).count()
    };
    let plain = frame(900.0, 300.0, 1.0);
    assert_eq!(levels(&exact(valley()), &plain), 1);
    assert_eq!(levels(&exact(valley()), &Frame { values: Some([1.5, 9.0]), ..plain.clone() }), 0, "below the axis");
    let mut none = exact(valley());
    none.exact[0].points[0].1 = 0.0;
    assert_eq!(levels(&none, &plain), 0, "of 0 there is no logarithm");
    assert_eq!(levels(&none, &Frame { log_y: false, ..plain }), 1);
}

#[test]
fn theory_alone_needs_no_hint() {
    let bare = SweepChart { values: LAMBDAS.to_vec(), ..SweepChart::default() };
    let (_, calls) = record(&exact(bare), &frame(900.0, 300.0, 1.0));
    assert!(!texts(&calls).iter().any(|text| text.contains("will appear")));
    assert!(texts(&calls).contains(&"untied, exact"));
}

#[test]
fn a_chart_without_points_has_its_axes_and_a_hint() {
    let chart = SweepChart { values: LAMBDAS.to_vec(), ..SweepChart::default() };
    let (area, calls) = record(&chart, &frame(900.0, 300.0, 1.0));
    assert_eq!(area.columns.len(), 13);
    for text in ["the points will appear here", "0", "0.001", "1"] {
        assert!(texts(&calls).contains(&text), "{text} is missing of {:?}", texts(&calls));
    }
    assert!(!texts(&record(&valley(), &frame(900.0, 300.0, 1.0)).1).contains(&"the points will appear here"));
}

#[test]
fn without_room_nothing_is_drawn() {
    for (width, height, ratio) in [(79.0, 200.0, 1.0), (300.0, 59.0, 1.0), (300.0, 200.0, f64::NAN)] {
        assert_eq!(record(&valley(), &frame(width, height, ratio)), (SweepArea::default(), Vec::new()));
    }
}

#[test]
fn nothing_meets_or_leaves_the_sheet_at_any_size() {
    for (width, height) in [(340.0, 200.0), (390.0, 300.0), (700.0, 240.0), (1090.0, 280.0), (1400.0, 420.0)] {
        for (ratio, scale) in [(1.0, 1.0), (1.25, 1.0), (2.0, 1.0), (1.0, 1.4)] {
            for log_y in [true, false] {
                let frame = Frame { log_y, scale, ..frame(width, height, ratio) };
                let lanes = [0.0, 0.0, 0.01, 0.0105];
                let empty = SweepChart { values: LAMBDAS.to_vec(), ..SweepChart::default() };
                let half = SweepChart { lines: vec![line("untied", Line::Solid, &[(0.0, 6.0)])], ..empty.clone() };
                let charts = [
                    empty,
                    half,
                    with_lanes(valley(), lanes),
                    exact(diverged(with_lanes(valley(), [1.0, 1.0, 1.0, 1.0]))),
                    with_lanes(widths(), [16.0, 392.0, 392.0, 4096.0]),
                    exact(diverged(widths())),
                ];
                for chart in charts {
                    let (area, calls) = record(&chart, &frame);
                    check_texts(&calls, &frame);
                    check_shapes(&calls, &frame);
                    assert!(area.columns.iter().all(|x| (area.plot.left..=area.plot.right).contains(x)));
                }
            }
        }
    }
}

#[test]
fn numbers_that_no_run_should_come_to_are_drawn_within_the_plot() {
    let bad = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e-310, 1e300, -1e300];
    let runs: Vec<f64> = bad.iter().flat_map(|&value| [0.0, value, 1e-3, value, value, 2.0, 1.0, value]).collect();
    for log_y in [true, false] {
        let line = SweptLine::from_pairs(style("untied", BLUE, Line::Solid), &runs).unwrap();
        let chart = SweepChart { values: LAMBDAS.to_vec(), lines: vec![line], ..SweepChart::default() };
        let frame = Frame { log_y, ..frame(700.0, 240.0, 1.0) };
        let (area, calls) = record(&chart, &frame);
        check_shapes(&calls, &frame);
        assert!(area.plot.y_min < area.plot.y_max);
    }
}

#[test]
fn a_pair_without_its_number_is_refused() {
    let found = SweptLine::from_pairs(style("untied", BLUE, Line::Solid), &[0.0, 1.0, 0.1]).unwrap_err();
    assert_eq!(found.to_string(), "a series must hold pairs of step and value, found 3 numbers");
}
