//! The map of characters, drawn call by call.

use crate::recorder::{BLUE, BLUE_RGB, Call, Log, Measure, ORANGE, ORANGE_RGB, frame, recorded, texts};
use autoencoder_lab_plot::{CharacterMap, Dot, Frame, PlotArea, Region, SUBPIXELS, SharpBackend, Trail};
use plotters::backend::SVGBackend;
use proptest::prelude::*;

const GREY_RGB: (u8, u8, u8) = (0x62, 0x63, 0x5f);

#[track_caller]
fn record(map: &CharacterMap, frame: &Frame) -> (PlotArea, Vec<Call>) {
    recorded(frame, |surface| map.draw(surface, frame))
}

fn region(name: &str, copy_index: [f64; 2], gap: [f64; 2], tinted: bool) -> Region {
    Region { names: vec![format!("{name}: noise kept above 0.6"), name.into()], copy_index, gap, tinted }
}

fn trail(label: &str, points: &[(f64, f64)]) -> Trail {
    Trail { label: label.into(), color: BLUE, points: points.to_vec() }
}

/// The regions as the page has them for 196 pixels, and a run that comes to memorize.
fn map() -> CharacterMap {
    let all = [f64::NEG_INFINITY, f64::INFINITY];
    CharacterMap {
        regions: vec![
            region("memorizer", [f64::NEG_INFINITY, 0.6], [1.5876, f64::INFINITY], true),
            region("copier", [0.6, f64::INFINITY], all, true),
            region("learner", [0.05, 0.6], [f64::NEG_INFINITY, 2.646], true),
            region("squeezer", [0.02, f64::INFINITY], all, false),
        ],
        trails: vec![trail("B", &[(0.02, 0.3), (0.1, 2.0), (0.16, 6.4)])],
        dots: vec![Dot { label: "k = 16".into(), color: ORANGE, at: (0.07, 1.6) }],
    }
}

/// Where a point stands, in units, by the area that the drawing tells.
fn place(area: &PlotArea, (copy_index, gap): (f64, f64)) -> (f64, f64) {
    let across = (copy_index - area.x_min) / (area.x_max - area.x_min);
    let up = (gap / area.y_min).log10() / (area.y_max / area.y_min).log10();
    ((area.left + across * (area.right - area.left)) * 8.0, (area.bottom - up * (area.bottom - area.top)) * 8.0)
}

/// The discs in a colour, by their middles.
fn discs(calls: &[Call], wanted: (u8, u8, u8)) -> Vec<(f64, f64)> {
    let middle = |points: &[(i32, i32)]| {
        let ends = |part: fn(&(i32, i32)) -> i32| {
            let (least, most) = (points.iter().map(part).min().unwrap(), points.iter().map(part).max().unwrap());
            f64::midpoint(f64::from(least), f64::from(most))
        };
        (ends(|point| point.0), ends(|point| point.1))
    };
    let found = calls.iter().filter_map(|call| match call {
        Call::Polygon { points, color } if *color == wanted => Some(middle(points)),
        _ => None,
    });
    found.collect()
}

#[track_caller]
fn assert_near(found: (f64, f64), expected: (f64, f64)) {
    assert!((found.0 - expected.0).hypot(found.1 - expected.1) < 3.0, "found {found:?}, expected {expected:?}");
}

#[test]
fn a_trail_goes_from_a_ring_to_a_disc_where_the_area_says() {
    let (area, calls) = record(&map(), &frame(900.0, 240.0, 1.0));
    assert_eq!((area.x_min, area.x_max), (0.0, 1.0));
    let path = calls.iter().find_map(|call| match call {
        Call::Path { points, color: BLUE_RGB, .. } => Some(points),
        _ => None,
    });
    let expected = [(0.02, 0.3), (0.1, 2.0), (0.16, 6.4)].map(|point| place(&area, point));
    for (point, expected) in path.unwrap().iter().zip(expected) {
        assert_near((f64::from(point.0), f64::from(point.1)), expected);
    }
    let [first, now] = discs(&calls, BLUE_RGB)[..] else { panic!("a ring and a disc") };
    assert_near(first, expected[0]);
    assert_near(now, expected[2]);
    assert_near(discs(&calls, ORANGE_RGB)[0], place(&area, (0.07, 1.6)));
    for text in ["B", "k = 16", "copy index", "0", "1"] {
        assert!(texts(&calls).contains(&text), "{text} is missing of {:?}", texts(&calls));
    }
}

#[test]
fn a_tint_ends_where_its_region_does() {
    let (area, calls) = record(&map(), &frame(900.0, 240.0, 1.0));
    let tints: Vec<_> = calls
        .iter()
        .filter_map(|call| match call {
            Call::Polygon { points, color: GREY_RGB } => Some(points.clone()),
            _ => None,
        })
        .collect();
    let [memorizer, copier, learner] = &tints[..] else { panic!("three tints, found {}", tints.len()) };
    let corner = |points: &[(i32, i32)], at: usize| (f64::from(points[at].0), f64::from(points[at].1));
    let near = |found: (f64, f64), (x, y): (f64, f64)| {
        assert!((found.0 - x).abs() <= 4.0 && (found.1 - y).abs() <= 4.0, "{found:?}, expected {:?}", (x, y));
    };
    near(corner(memorizer, 0), place(&area, (0.0, area.y_max)));
    near(corner(memorizer, 2), place(&area, (0.6, 1.5876)));
    near(corner(copier, 0), place(&area, (0.6, area.y_max)));
    near(corner(copier, 2), place(&area, (1.0, area.y_min)));
    near(corner(learner, 0), place(&area, (0.05, 2.646)));
    near(corner(learner, 2), place(&area, (0.6, area.y_min)));
    let edge = calls.iter().filter_map(|call| match call {
        Call::Path { points, color: GREY_RGB, .. } => Some(points.clone()),
        _ => None,
    });
    let edges: Vec<_> = edge.collect();
    assert_eq!(edges.len(), 1, "of the squeezer the left edge");
    assert!((f64::from(edges[0][0].0) - place(&area, (0.02, 1.0)).0).abs() <= 8.0);
    // 45 % of the way from the background, #fbfbf9, to the colour of labels.
    let lines = calls.iter().filter_map(|call| match call {
        Call::Path { points, color: (182, 183, 180), .. } if points.len() == 2 => Some((points[0], points[1])),
        _ => None,
    });
    let upright: Vec<_> = lines.filter(|(from, to)| from.0 == to.0).map(|(from, _)| f64::from(from.0)).collect();
    let expected = [0.6, 0.6, 0.05, 0.6].map(|copy_index| place(&area, (copy_index, 1.0)).0);
    assert!(
        upright.len() == 4 && upright.iter().zip(expected).all(|(found, expected)| (found - expected).abs() <= 8.0),
        "where two regions meet there is a line: {upright:?}, expected {expected:?}"
    );
}

/// Names are as long as there is room, and none lies on another.
#[test]
fn regions_are_named_as_fits() {
    let (_, calls) = record(&map(), &frame(900.0, 240.0, 1.0));
    for name in ["memorizer", "copier", "learner", "squeezer"] {
        let long = format!("{name}: noise kept above 0.6");
        assert!(texts(&calls).contains(&&*long), "{long} is missing of {:?}", texts(&calls));
    }
    let (_, calls) = record(&map(), &frame(358.0, 240.0, 1.0));
    for name in ["memorizer", "copier", "learner"] {
        assert!(texts(&calls).contains(&name), "{name} is missing of {:?}", texts(&calls));
    }
}

#[test]
fn what_is_beyond_an_axis_stands_at_its_edge_and_says_its_number() {
    let low = CharacterMap { trails: vec![trail("A", &[(0.2, 0.5), (0.3, -0.0123)])], ..map() };
    let (area, calls) = record(&low, &frame(900.0, 240.0, 1.0));
    let now = discs(&calls, BLUE_RGB)[1];
    assert_near(now, (place(&area, (0.3, 1.0)).0, area.bottom * 8.0));
    assert!(texts(&calls).contains(&"A, gap −0.0123"), "{:?}", texts(&calls));

    let begun = CharacterMap { trails: vec![trail("A", &[(2.2, 0.5), (0.2, 4.0)])], ..map() };
    let (area, calls) = record(&begun, &frame(900.0, 240.0, 1.0));
    assert_eq!(area.x_max, 1.0, "where a run began does not count");
    assert_near(discs(&calls, BLUE_RGB)[0], (area.right * 8.0, place(&area, (0.0, 0.5)).1));

    let wide = CharacterMap { trails: vec![trail("A", &[(0.2, 0.5), (2.2, 4.0)])], ..map() };
    let (area, calls) = record(&wide, &frame(900.0, 240.0, 1.0));
    assert_eq!(area.x_max, 1.5, "beyond the identity there is room for half as much again");
    assert_near(discs(&calls, BLUE_RGB)[1], (area.right * 8.0, place(&area, (1.0, 4.0)).1));
    assert!(texts(&calls).contains(&"A, copy index 2.2"), "{:?}", texts(&calls));
}

/// A gap next to nothing must not make all others look alike.
#[test]
fn the_axis_ends_at_a_thousandth() {
    let tiny = CharacterMap { trails: vec![trail("A", &[(0.2, 1e-9), (0.3, 0.0), (0.3, 2.0)])], ..map() };
    let (area, _) = record(&tiny, &frame(900.0, 240.0, 1.0));
    assert_eq!((area.y_min, area.y_max), (0.0005, 10.0));
}

#[test]
fn what_is_not_a_number_breaks_a_trail_and_hides_no_other() {
    let nan = f64::NAN;
    let broken = CharacterMap {
        trails: vec![
            trail("A", &[(0.1, 1.0), (0.2, 1.5), (nan, 2.0), (0.3, nan), (0.4, 3.0), (0.5, 4.0)]),
            trail("C", &[(nan, nan)]),
            trail("D", &[]),
        ],
        ..map()
    };
    let (area, calls) = record(&broken, &frame(900.0, 240.0, 1.0));
    let paths = calls.iter().filter(|call| matches!(call, Call::Path { color: BLUE_RGB, .. })).count();
    assert_eq!(paths, 2);
    assert_near(discs(&calls, BLUE_RGB)[1], place(&area, (0.5, 4.0)));
    assert!(!texts(&calls).contains(&"C") && !texts(&calls).contains(&"D"));
}

#[test]
fn without_room_nothing_is_drawn() {
    assert_eq!(record(&map(), &frame(60.0, 40.0, 1.0)), (PlotArea::default(), Vec::new()));
}

#[test]
fn svg_shows_the_map() {
    let frame = frame(900.0, 240.0, 1.0);
    let mut svg = String::new();
    let size = (frame.device_size().0 * SUBPIXELS, frame.device_size().1 * SUBPIXELS);
    let surface = SharpBackend::new(SVGBackend::with_string(&mut svg, size), Measure(Log::default()), &frame);
    map().draw(surface, &frame).unwrap();
    for text in ["memorizer: noise kept above 0.6", "k = 16", "copy index", "opacity=\"0.07\""] {
        assert!(svg.contains(text), "{text} is missing of {svg}");
    }
}

proptest! {
    /// No two labels overlap, all are on the sheet, and every point stands within the plot.
    #[test]
    fn whatever_runs_there_are(
        runs in prop::collection::vec(prop::collection::vec((-0.5..3.0_f64, -1.0..40.0_f64), 1..20), 0..4),
        dots in prop::collection::vec((-0.5..3.0_f64, -1.0..40.0_f64), 0..30),
        width in 280.0..1600.0_f64,
        height in 160.0..500.0_f64,
    ) {
        let trails = runs.iter().map(|points| trail("A", points)).collect();
        let dots = dots.iter().map(|&at| Dot { label: "k = 392, tied".into(), color: ORANGE, at }).collect();
        let map = CharacterMap { trails, dots, ..map() };
        let (area, calls) = record(&map, &frame(width, height, 1.0));
        let runs: Vec<_> = calls.iter().filter_map(|call| match call {
            Call::Text { left, right, baseline, size, color, .. } if *color != GREY_RGB =>
                Some((*left, *right, baseline - 0.7 * size, *baseline)),
            _ => None,
        }).collect();
        for (index, one) in runs.iter().enumerate() {
            prop_assert!(one.0 >= 0.0 && one.1 <= width * 8.0 && one.2 >= 0.0 && one.3 <= height * 8.0);
            for other in &runs[index + 1..] {
                let apart = one.1 <= other.0 || other.1 <= one.0 || one.3 <= other.2 || other.3 <= one.2;
                prop_assert!(apart, "{one:?} lies on {other:?}");
            }
        }
        for color in [BLUE_RGB, ORANGE_RGB] {
            for (x, y) in discs(&calls, color) {
                prop_assert!(x >= area.left * 8.0 - 2.0 && x <= area.right * 8.0 + 2.0);
                prop_assert!(y >= area.top * 8.0 - 2.0 && y <= area.bottom * 8.0 + 2.0);
            }
        }
    }
}
