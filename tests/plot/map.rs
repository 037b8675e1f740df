//! The map of a sweep over hidden units and λ.

use crate::recorder::{BLUE, BLUE_RGB, Call, check_shapes, check_texts, frame, recorded, texts};
use autoencoder_lab::sweep::{LAMBDAS, hidden_units};
use autoencoder_lab_plot::{Color, ColorScale, Frame, MapArea, MapChart, MapCursor, color_at, two_digits};
use proptest::prelude::*;

fn record(map: &MapChart, frame: &Frame) -> (MapArea, Vec<Call>) {
    recorded(frame, |surface| map.draw(surface, frame))
}

fn empty() -> MapChart {
    let hidden_units = hidden_units(196).into_iter().map(f64::from).collect();
    MapChart::new(hidden_units, LAMBDAS.to_vec(), 196.0)
}

/// A valley about λ = 0.003, deeper for more hidden units.
fn valley(least: f64) -> Vec<f64> {
    let value =
        |row: usize, column: usize| least * (1.0 + (row as f64 - 6.0).abs() / 2.0) * (2.0 - column as f64 / 10.0);
    (0..LAMBDAS.len()).flat_map(|row| (0..9).map(move |column| value(row, column))).collect()
}

fn two_panels() -> MapChart {
    let mut map = empty();
    map.add("untied", &valley(1.2)).unwrap();
    map.add("tied", &valley(0.9)).unwrap();
    map
}

fn pointing_at(cursor: MapCursor) -> MapChart {
    let mut map = two_panels();
    map.cursor = Some(cursor);
    map
}

fn with_holes(mut map: MapChart) -> MapChart {
    let mut values = valley(1.0);
    values[40] = f64::NAN;
    values[41] = f64::INFINITY;
    map.add("with holes", &values).unwrap();
    map
}

/// Rectangles of a colour: left, top, right, bottom in CSS pixels at a pixel ratio of 1.
fn boxes(calls: &[Call], of: (u8, u8, u8)) -> Vec<[f64; 4]> {
    let found = calls.iter().filter_map(|call| match call {
        Call::Polygon { points, color } if *color == of => {
            let ends = |pick: fn(&(i32, i32)) -> i32| {
                let all = || points.iter().map(pick);
                [all().min().unwrap(), all().max().unwrap()].map(|unit| f64::from(unit) / 8.0)
            };
            let ([left, right], [top, bottom]) = (ends(|point| point.0), ends(|point| point.1));
            Some([left, top, right, bottom])
        }
        _ => None,
    });
    found.collect()
}

fn rgb(color: Color) -> (u8, u8, u8) {
    let digits = color.to_string();
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (channel(1), channel(3), channel(5))
}

/// L* of CIE 1976, from sRGB.
fn lightness(color: Color) -> f64 {
    let (red, green, blue) = rgb(color);
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    116.0 * (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)).cbrt() - 16.0
}

#[test]
fn even_steps_of_a_value_are_even_steps_of_lightness() {
    let at = |step: i32| lightness(color_at(f64::from(step) / 20.0));
    let mean = (at(20) - at(0)) / 20.0;
    assert!(mean > 3.5, "{mean}");
    for step in 0..20 {
        let difference = at(step + 1) - at(step);
        assert!((difference / mean - 1.0).abs() < 0.15, "{difference} of {mean} at {step}");
    }
}

#[test]
fn numbers_are_black_or_white_and_can_be_read_on_every_colour() {
    for step in 0..=100 {
        let color = color_at(f64::from(step) / 100.0);
        let ink = color.contrasting();
        assert!([Color::new(0, 0, 0), Color::new(255, 255, 255)].contains(&ink));
        let luminance = |color: Color| ((lightness(color) + 16.0) / 116.0).powi(3);
        let [light, dark] = [f64::max, f64::min].map(|of| of(luminance(color), luminance(ink)) + 0.05);
        assert!(light / dark >= 4.5, "{ink} on {color}: {}", light / dark);
    }
}

#[test]
fn a_scale_covers_all_values_and_low_ones_are_light() {
    let scale = |log, values: &[f64]| ColorScale::covering(log, values.iter().copied(), 200.0, 40.0);
    let both = scale(true, &[1.0, f64::NAN, 100.0, f64::INFINITY]).unwrap();
    assert_eq!([1.0, 10.0, 100.0].map(|value| both.color(value)), [1.0, 0.5, 0.0].map(color_at));
    let with_negative = scale(true, &[-1.0, 1.0]).unwrap();
    assert_eq!(with_negative.color(0.0), color_at(0.5), "not logarithmic, as that cannot show it");
    assert!(scale(true, &[f64::NAN]).is_none());
    assert!(scale(true, &[3.0, 3.0]).is_some() && scale(false, &[0.0]).is_some());
}

#[test]
fn a_cell_stands_where_the_area_says_and_has_the_colour_of_its_value() {
    let (area, calls) = record(&two_panels(), &frame(1000.0, 420.0, 1.0));
    assert_eq!(area.panels.len(), 2);
    let scale = ColorScale::covering(true, [valley(1.2), valley(0.9)].concat().into_iter(), 200.0, 40.0).unwrap();
    for (panel, values) in area.panels.iter().zip([valley(1.2), valley(0.9)]) {
        assert_eq!((panel.columns.len(), panel.rows.len()), (10, 14));
        assert!(panel.columns.is_sorted() && panel.rows.iter().rev().is_sorted(), "λ rises upwards");
        for (at, value) in values.into_iter().enumerate() {
            let (column, row) = (at % 9, at / 9);
            let found = boxes(&calls, rgb(scale.color(value)));
            let gap = if row == 0 { 3.0 } else { 1.0 };
            let expected =
                [panel.columns[column], panel.rows[row + 1] + gap, panel.columns[column + 1] - 1.0, panel.rows[row]];
            assert!(found.contains(&expected), "{value} at {expected:?}, found {found:?}");
        }
    }
}

#[test]
fn numbers_stand_in_cells_that_they_fit() {
    let count = |width: f64, height: f64| {
        let (_, calls) = record(&two_panels(), &frame(width, height, 1.0));
        let value = two_digits(valley(1.2)[1]);
        texts(&calls).iter().filter(|text| **text == value).count()
    };
    assert!(count(1000.0, 420.0) > 0);
    assert_eq!(count(1000.0, 220.0), 0, "rows of ten pixels have no room");
    assert_eq!(count(340.0, 420.0), 0, "two panels, one above the other");
}

#[test]
fn the_best_cell_of_each_column_has_an_outline() {
    let mut map = empty();
    map.add("untied", &valley(1.2)).unwrap();
    let (area, calls) = record(&map, &frame(1000.0, 420.0, 1.0));
    let cells = &area.panels[0];
    let lines: Vec<[f64; 4]> = boxes(&calls, (0, 0, 0))
        .into_iter()
        .filter(|area| area[3] - area[1] == 2.0 && area[2] - area[0] > 20.0)
        .collect();
    assert_eq!(lines.len(), 2 * 9, "an upper and a lower edge for each");
    for column in 0..9 {
        let upper = [cells.columns[column], cells.rows[7] + 1.0, cells.columns[column + 1] - 1.0, cells.rows[7] + 3.0];
        assert!(lines.contains(&upper), "row 6, λ = 0.003, has the lowest value: {upper:?} of {lines:?}");
    }
}

#[test]
fn a_missing_cell_is_empty_and_a_diverged_one_is_crossed() {
    let (area, calls) = record(&with_holes(empty()), &frame(1000.0, 420.0, 1.0));
    let cells = &area.panels[0];
    let muted = calls.iter().filter_map(|call| match call {
        Call::Path { points, color: (0x62, 0x63, 0x5f), .. } if points.len() == 2 && points[0].0 != points[1].0 => {
            Some([points[0].0, points[1].0].map(|x| f64::from(x) / 8.0))
        }
        _ => None,
    });
    let diagonals: Vec<_> = muted.collect();
    // 41 is column 5 of row 4.
    assert_eq!(diagonals, [[cells.columns[5], cells.columns[6] - 1.0]; 2]);
}

#[test]
fn n_is_marked_and_both_axes_are_named() {
    for (width, height) in [(1000.0, 420.0), (358.0, 640.0)] {
        let (_, calls) = record(&two_panels(), &frame(width, height, 1.0));
        let all = texts(&calls);
        for text in ["n", "196", "k", "λ", "0", "1", "untied", "tied"] {
            assert!(all.contains(&text), "{text} is missing of {all:?}");
        }
    }
}

#[test]
fn the_cell_that_is_pointed_out_has_an_outline_of_its_colour() {
    let cursor = MapCursor { panel: 1, column: 8, row: 0, color: BLUE };
    let pointed = |cursor| record(&pointing_at(cursor), &frame(1000.0, 420.0, 1.0));
    let (area, calls) = pointed(cursor);
    let (cells, edges) = (&area.panels[1], boxes(&calls, BLUE_RGB));
    assert_eq!(edges.len(), 4);
    let around = [cells.columns[8] - 2.0, cells.rows[1] - 2.0, cells.columns[9] + 2.0, cells.rows[0] + 2.0];
    assert_eq!([edges[0][0], edges[0][1], edges[0][2], edges[1][3]], around);
    for nowhere in
        [MapCursor { panel: 2, ..cursor }, MapCursor { column: 9, ..cursor }, MapCursor { row: 13, ..cursor }]
    {
        assert!(boxes(&pointed(nowhere).1, BLUE_RGB).is_empty());
    }
}

#[test]
fn two_panels_stand_side_by_side_where_there_is_room() {
    let (wide, _) = record(&two_panels(), &frame(1000.0, 420.0, 1.0));
    assert!(wide.panels[1].columns[0] > wide.panels[0].columns[9] && wide.panels[0].rows == wide.panels[1].rows);
    let (narrow, _) = record(&two_panels(), &frame(390.0, 700.0, 1.0));
    assert!(
        narrow.panels[1].rows[13] > narrow.panels[0].rows[0] && narrow.panels[0].columns == narrow.panels[1].columns
    );
}

#[test]
fn a_map_without_values_has_its_axes_and_a_hint() {
    let mut map = empty();
    map.add("untied", &[f64::NAN; 13 * 9]).unwrap();
    let (_, calls) = record(&map, &frame(1000.0, 420.0, 1.0));
    for text in ["the map will appear here", "196", "0.001"] {
        assert!(texts(&calls).contains(&text), "{text} is missing of {:?}", texts(&calls));
    }
    assert_eq!(record(&MapChart::default(), &frame(1000.0, 420.0, 1.0)), (MapArea::default(), Vec::new()));
}

#[test]
fn a_map_whose_runs_have_all_diverged_says_that_and_promises_nothing() {
    let mut map = empty();
    map.add("untied", &[f64::INFINITY; 13 * 9]).unwrap();
    let (_, calls) = record(&map, &frame(1000.0, 420.0, 1.0));
    assert!(!texts(&calls).contains(&"the map will appear here"), "{:?}", texts(&calls));
}

#[test]
fn nothing_meets_or_leaves_the_sheet_at_any_size() {
    for (width, height) in [(340.0, 300.0), (390.0, 700.0), (700.0, 320.0), (1090.0, 300.0), (1400.0, 600.0)] {
        for (ratio, scale) in [(1.0, 1.0), (1.25, 1.0), (2.0, 1.0), (1.0, 1.4)] {
            let frame = Frame { scale, ..frame(width, height, ratio) };
            let cursor = MapCursor { panel: 0, column: 8, row: 0, color: BLUE };
            for map in [with_holes(empty()), two_panels(), pointing_at(cursor)] {
                let (_, calls) = record(&map, &frame);
                check_texts(&calls, &frame);
                check_shapes(&calls, &frame);
            }
        }
    }
}

proptest! {
    #[test]
    fn a_value_in_two_digits_is_that_value(value in -9e5..9e5_f64) {
        let written: f64 = two_digits(value).replace(',', "").replace('−', "-").parse().unwrap();
        prop_assert!((written - value).abs() <= 0.051 * value.abs(), "{value} as {}", two_digits(value));
    }
}
