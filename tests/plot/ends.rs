//! The labels at the line ends.

use crate::recorder::{BLUE, BLUE_RGB, Call, ORANGE, ORANGE_RGB, chart, frame, record, run, style, texts};
use autoencoder_lab_plot::{Chart, Color, Line, Series, Style, Weight};

const GREY: Color = Color::new(0x62, 0x63, 0x5f);
const GREY_RGB: (u8, u8, u8) = (0x62, 0x63, 0x5f);

/// A run that stays at these errors.
fn steady(name: &str, color: Color, train: f64, held_out: f64) -> [Series; 2] {
    run(name, color, &[(0.0, 20.0, 20.0), (300.0, train, held_out), (1500.0, train, held_out)])
}

fn level(label: &str, value: f64) -> Series {
    Series { style: Style { weight: Weight::Thin, ..style(label, GREY, Line::Level) }, points: vec![(1500.0, value)] }
}

/// The words at the line ends with their colours, and the middle of each.
fn ends(calls: &[Call]) -> Vec<(&str, (u8, u8, u8), f64)> {
    let words = ["A", "B", "k", "train", "held-out", "exact"];
    calls
        .iter()
        .filter_map(|call| match call {
            Call::Text { text, color, baseline, size, .. } if words.iter().any(|word| text.starts_with(word)) => {
                Some((text.as_str(), *color, (baseline - 0.3 * size) / 8.0))
            }
            _ => None,
        })
        .collect()
}

/// Lines from a line's end to its label: whole, of a pixel, and not level.
fn leaders(calls: &[Call]) -> Vec<((u8, u8, u8), [f64; 2])> {
    calls
        .iter()
        .filter_map(|call| match call {
            Call::Path { points, color, width: 8 }
                if points.len() == 2 && points[0].1 != points[1].1 && points[0].0 != points[1].0 =>
            {
                Some((*color, [points[0].1, points[1].1].map(|y| f64::from(y) / 8.0)))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn lines_that_end_together_share_a_label_each_name_in_its_colour() {
    let mut pca = chart([steady("A", BLUE, 16.0, 17.5), steady("B", ORANGE, 16.05, 17.55)]);
    pca.series.extend([level("A, B train, exact", 16.0), level("A, B held-out, exact", 17.5)]);
    let (_, calls) = record(&pca, &frame(900.0, 240.0, 1.0));
    let shared = |rest| [("A,", BLUE_RGB), ("B", ORANGE_RGB), (rest, GREY_RGB)];
    let found: Vec<_> = ends(&calls).into_iter().map(|(text, color, _)| (text, color)).collect();
    assert_eq!(found, [shared("held-out, exact"), shared("train, exact")].concat());
}

#[test]
fn lines_that_end_apart_have_a_label_each_beside_their_end_and_nothing_joins_it() {
    let (area, calls) =
        record(&chart([steady("A", BLUE, 2.0, 4.0), steady("B", ORANGE, 8.0, 16.0)]), &frame(900.0, 240.0, 1.0));
    let up = |value: f64| (value / area.y_min).log10() / (area.y_max / area.y_min).log10();
    for (text, value) in [("A train", 2.0), ("A held-out", 4.0), ("B train", 8.0), ("B held-out", 16.0)] {
        let (.., y) = *ends(&calls).iter().find(|end| end.0 == text).unwrap();
        let line = area.bottom - up(value) * (area.bottom - area.top);
        assert!((y - line).abs() < 1.5, "{text} at {y}, its line at {line}");
    }
    assert_eq!(leaders(&calls), []);
}

#[test]
fn a_label_that_others_have_moved_is_joined_to_its_line() {
    let (area, calls) =
        record(&chart([steady("A", BLUE, 5.0, 5.4), steady("B", ORANGE, 5.8, 6.3)]), &frame(900.0, 240.0, 1.0));
    let height = |value: f64| {
        area.bottom - (value / area.y_min).log10() / (area.y_max / area.y_min).log10() * (area.bottom - area.top)
    };
    let found = leaders(&calls);
    assert!(found.len() >= 2, "no label has moved");
    for (text, color, y) in ends(&calls) {
        let value = [("A train", 5.0), ("A held-out", 5.4), ("B train", 5.8), ("B held-out", 6.3)];
        let line = height(value.iter().find(|each| each.0 == text).unwrap().1);
        let joined =
            found.iter().any(|(of, [from, to])| *of == color && (from - line).abs() < 0.2 && (to - y).abs() < 1.5);
        // Letters stand on whole pixels: by how much a label has moved is known to one of them.
        let moved = (y - line).abs();
        assert!(if joined { moved > 3.5 } else { moved < 6.5 }, "{text} at {y}, its line at {line}, joined: {joined}");
    }
}

#[test]
fn a_shared_label_is_no_wider_than_the_margin_that_was_left_for_two_names() {
    let same = |name: &str, color| steady(name, color, 2.0, 7.0);
    let runs = chart([same("A", BLUE), same("B", ORANGE), same("k = 392 and a long name", BLUE)]);
    let (_, calls) = record(&runs, &frame(900.0, 240.0, 1.0));
    let right = calls.iter().filter_map(|call| if let Call::Text { right, .. } = call { Some(*right) } else { None });
    assert!(right.fold(0.0, f64::max) <= 900.0 * 8.0);
    let all = texts(&calls);
    assert!(all.contains(&"A,") && all.contains(&"B") && all.contains(&"held-out"), "the short ones are one: {all:?}");
    assert!(all.contains(&"k = 392 and a long name held-out"), "the long one has a label of its own: {all:?}");
}

#[test]
fn curves_of_one_run_and_charts_without_names_keep_their_labels() {
    let one = |label: &str, line| Series { style: style(label, BLUE, line), points: vec![(0.0, 3.0), (1500.0, 3.0)] };
    let terms =
        Chart { series: vec![one("objective", Line::Solid), one("data term", Line::Dashed)], ..Chart::default() };
    let (_, calls) = record(&terms, &frame(900.0, 240.0, 1.0));
    for label in ["objective", "data term"] {
        assert!(texts(&calls).contains(&label), "{label}");
    }
}
