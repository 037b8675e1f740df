//! Bands behind curves.

use crate::recorder::{BLUE, BLUE_RGB, Call, chart, falling, frame, record};
use autoencoder_lab_plot::{Band, Chart, Frame, PlotArea, SeriesError};

/// The bands as drawn: their outlines, with whether a curve has been drawn before.
fn outlines(calls: &[Call]) -> Vec<(Vec<(i32, i32)>, bool)> {
    let mut curve = false;
    let mut found = Vec::new();
    for call in calls {
        match call {
            Call::Path { points, .. } if points.len() > 2 => curve = true,
            Call::Polygon { points, color: BLUE_RGB } => found.push((points.clone(), curve)),
            _ => {}
        }
    }
    found
}

fn banded(points: &[(f64, f64, f64)]) -> Chart {
    let mut chart = chart([falling("A", BLUE, 2.0)]);
    chart.bands.push(Band { color: BLUE, points: points.to_vec() });
    chart
}

/// Where a value at a step stands, in units.
fn place(area: &PlotArea, step: f64, value: f64) -> (f64, f64) {
    let across = (step - area.x_min) / (area.x_max - area.x_min);
    let up = (value / area.y_min).log10() / (area.y_max / area.y_min).log10();
    ((area.left + across * (area.right - area.left)) * 8.0, (area.bottom - up * (area.bottom - area.top)) * 8.0)
}

#[test]
fn a_band_lies_between_its_values_behind_the_curves() {
    let (area, calls) = record(&banded(&[(0.0, 10.0, 20.0), (750.0, 4.0, 8.0)]), &frame(900.0, 240.0, 1.0));
    let [(outline, false)] = &outlines(&calls)[..] else { panic!("one band, below the curves") };
    let expected = [(0.0, 10.0), (750.0, 4.0), (750.0, 8.0), (0.0, 20.0)];
    for (found, (step, value)) in outline.iter().zip(expected) {
        let (x, y) = place(&area, step, value);
        let off = (f64::from(found.0) - x).hypot(f64::from(found.1) - y);
        assert!(off < 2.0, "{found:?} is {off} units from {value} at step {step}");
    }
}

#[test]
fn the_axis_shows_all_of_a_band() {
    let (area, _) = record(&banded(&[(0.0, 0.03, 20.0), (750.0, 0.03, 180.0)]), &frame(900.0, 240.0, 1.0));
    assert_eq!((area.y_min, area.y_max), (0.02, 200.0));
}

#[test]
fn a_band_ends_where_it_is_not_a_number_and_at_the_edges_of_a_chosen_axis() {
    let gap = [(0.0, 10.0, 20.0), (100.0, 9.0, 11.0), (200.0, f64::NAN, 9.0), (300.0, 4.0, 8.0), (400.0, 4.0, 30.0)];
    let (_, calls) = record(&banded(&gap), &frame(900.0, 240.0, 1.0));
    assert_eq!(outlines(&calls).len(), 2);
    let alone = [(0.0, 10.0, 20.0), (200.0, f64::NAN, 9.0)];
    assert_eq!(outlines(&record(&banded(&alone), &frame(900.0, 240.0, 1.0)).1).len(), 0, "a point has no area");
    let chosen = Frame { values: Some([5.0, 25.0]), ..frame(900.0, 240.0, 1.0) };
    let (area, calls) = record(&banded(&gap), &chosen);
    for (outline, _) in outlines(&calls) {
        for (_, y) in outline {
            assert!((area.top * 8.0 - 1.0..=area.bottom * 8.0 + 1.0).contains(&f64::from(y)));
        }
    }
}

#[test]
fn a_flat_band_has_three_numbers_a_step() {
    let error = Band::from_triples(BLUE, &[0.0, 1.0, 2.0, 3.0]).unwrap_err();
    assert_eq!(error, SeriesError { found: 4, of: "triples of step, lowest and highest value" });
    assert_eq!(error.to_string(), "a series must hold triples of step, lowest and highest value, found 4 numbers");
}
