//! What is handed in and out: numbers, colours, frames, series.

use crate::recorder::{BLUE, style};
use autoencoder_lab_plot::{Color, Frame, Line, Series, SeriesError, Weight, format_value};

#[test]
fn values_are_written_for_people() {
    let cases = [
        (0.0, "0"),
        (0.05, "0.05"),
        (1e-4, "0.0001"),
        (5e-5, "5×10⁻⁵"),
        (1e-12, "10⁻¹²"),
        (1500.0, "1,500"),
        (100_000.0, "100,000"),
        (1e6, "10⁶"),
        (2e10, "2×10¹⁰"),
        (-2.5, "−2.5"),
        (-1e7, "−10⁷"),
    ];
    for (value, text) in cases {
        assert_eq!(format_value(value), text);
    }
}

#[test]
fn colours_are_read_as_css_writes_them() {
    let blue = Color::new(0, 0x68, 0xa8);
    for text in ["#0068a8", "#0068A8", " #0068a8 ", "rgb(0, 104, 168)", "rgb(0 104 168)"] {
        assert_eq!(text.parse(), Ok(blue), "{text}");
    }
    assert_eq!("#fa0".parse(), Ok(Color::new(255, 170, 0)));
    for text in ["", "#12345", "#ggg", "red", "rgb(1, 2)", "rgb(1, 2, 300)", "light-dark(#fff, #000)"] {
        let message = text.parse::<Color>().unwrap_err().to_string();
        assert_eq!(message, format!("a colour must be #rgb, #rrggbb or rgb(r, g, b), found \"{text}\""));
    }
}

#[test]
fn the_page_s_object_is_a_frame() {
    let object = serde_json::json!({
        "width": 900, "height": 240.5, "pixelRatio": 2, "ink": "#111111", "muted": "#62635f", "rule": "#e5e5df",
        "background": "#fbfbf9", "font": "system-ui, sans-serif", "logY": true, "logX": true, "minSteps": 1500,
        "titles": ["error per image", "error"]
    });
    let frame: Frame = serde_json::from_value(object.clone()).unwrap();
    assert_eq!((frame.device_size(), frame.log_y, frame.min_steps, frame.scale), ((1800, 481), true, 1500.0, 1.0));
    assert!(frame.log_x);
    let mut wrong = object;
    wrong["muted"] = "grey".into();
    let message = serde_json::from_value::<Frame>(wrong).unwrap_err().to_string();
    assert_eq!(message, "a colour must be #rgb, #rrggbb or rgb(r, g, b), found \"grey\"");
}

#[test]
fn lines_and_weights_have_names() {
    let lines = ["solid", "dashed", "broken", "level", "Solid"].map(Line::named);
    assert_eq!(lines, [Some(Line::Solid), Some(Line::Dashed), Some(Line::Broken), Some(Line::Level), None]);
    let weights = ["full", "thin", "faint", ""].map(Weight::named);
    assert_eq!(weights, [Some(Weight::Full), Some(Weight::Thin), Some(Weight::Faint), None]);
}

#[test]
fn a_series_with_half_a_point_is_refused() {
    let error = Series::from_pairs(style("A", BLUE, Line::Solid), &[0.0; 3]).unwrap_err();
    assert_eq!(error, SeriesError { found: 3, of: "pairs of step and value" });
    assert_eq!(error.to_string(), "a series must hold pairs of step and value, found 3 numbers");
}
