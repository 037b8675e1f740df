//! Drawings as SVG, and QR codes.

use crate::recorder::{Log, Measure, TITLES, frame, record, texts, two_runs};
use autoencoder_lab_plot::{Hooks, drawn_as_svg, qr_modules};
use std::convert::Infallible;

/// The two runs, as text, with the letters of [`Measure`].
fn svg(width: f64) -> String {
    let frame = frame(width, 240.0, 1.0);
    let measure = Measure(Log::default());
    let drawn = drawn_as_svg(
        &frame,
        |text, font| measure.text_width(text, font),
        |surface, frame| two_runs().draw(surface, frame),
    );
    drawn.unwrap().0
}

#[test]
fn it_shows_the_same_series_with_their_dashes_and_text_as_text() {
    let svg = svg(900.0);
    assert!(
        svg.starts_with(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"240\" viewBox=\"0 0 900 240\""
        )
    );
    assert!(svg.ends_with("</g>\n</svg>\n"));
    let curves_of =
        |color: &str, dash: &str| svg.matches(&format!("stroke=\"{color}\" stroke-width=\"2\"{dash}/>")).count();
    for color in ["#0068a8", "#bf4f00"] {
        assert_eq!((curves_of(color, ""), curves_of(color, " stroke-dasharray=\"6 4\"")), (1, 1), "{color}");
    }
    let (_, calls) = record(&two_runs(), &frame(900.0, 240.0, 1.0));
    let shown = texts(&calls);
    assert!(shown.contains(&TITLES[0]));
    for text in shown {
        assert!(svg.contains(&format!(">{text}</text>")), "{text} is missing");
    }
}

#[test]
fn nothing_in_a_text_is_mark_up() {
    let mut chart = two_runs();
    chart.series[0].style.label = "a<b & \"c\"".into();
    let frame = frame(900.0, 240.0, 1.0);
    let (svg, _) = drawn_as_svg(&frame, |_, _| 10.0, |surface, frame| chart.draw(surface, frame)).unwrap();
    assert!(svg.contains(">a&lt;b &amp; &quot;c&quot;</text>"), "{svg}");
}

#[test]
fn what_draws_nothing_is_an_empty_sheet() {
    let (svg, ()) = drawn_as_svg(&frame(100.0, 80.0, 1.0), |_, _| 0.0, |_, _| Ok::<_, Infallible>(())).unwrap();
    assert_eq!(svg.lines().count(), 5, "{svg}");
}

/// The three corners of a code are squares within squares, and it says what it was made of: `qrcodegen`'s own tests hold the rest.
#[test]
fn a_qr_code_has_its_corners() {
    let (side, modules) = qr_modules("https://lab.example/#a=k:16").unwrap();
    assert_eq!((side, modules.len()), (29, 29 * 29));
    for (x, y) in [(0, 0), (22, 0), (0, 22)] {
        for (row, expected) in ["#######", "#.....#", "#.###.#"].into_iter().enumerate() {
            let found: String = (x..x + 7).map(|x| if modules[(y + row) * side + x] { '#' } else { '.' }).collect();
            assert_eq!(found, expected);
        }
    }
    let error = qr_modules(&"λ".repeat(2000)).unwrap_err();
    assert_eq!(error.to_string(), "a QR code holds at most 2331 bytes, found 4000");
}
