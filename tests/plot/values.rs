//! What is handed in and out: numbers, colours, frames, curves, readings.

use crate::recorder::{BLUE, ORANGE, run};
use autoencoder_lab::plot::{Color, CurveError, Frame, LossChart, RunCurve, format_value};

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
        "background": "#fbfbf9", "font": "system-ui, sans-serif", "logY": true, "minSteps": 1500
    });
    let frame: Frame = serde_json::from_value(object.clone()).unwrap();
    assert_eq!((frame.device_size(), frame.log_y, frame.min_steps, frame.scale), ((1800, 481), true, 1500.0, 1.0));
    let mut wrong = object;
    wrong["muted"] = "grey".into();
    let message = serde_json::from_value::<Frame>(wrong).unwrap_err().to_string();
    assert_eq!(message, "a colour must be #rgb, #rrggbb or rgb(r, g, b), found \"grey\"");
}

#[test]
fn a_curve_with_half_a_row_is_refused() {
    let error = RunCurve::from_rows("A", BLUE, &[0.0; 10], Vec::new()).unwrap_err();
    assert_eq!(error, CurveError { found: 10 });
    assert_eq!(error.to_string(), "a curve must hold a multiple of 7 numbers, found 10");
}

#[test]
fn reading_picks_the_nearest_evaluation() {
    let mut chart = LossChart::default();
    chart.set_run(1, run("B", ORANGE, &[(0.0, 1.0, 2.0), (10.0, 3.0, 4.0), (30.0, 5.0, 6.0)]));
    chart.set_run(0, run("A", BLUE, &[(0.0, 7.0, 8.0)]));
    chart.set_run(2, run("C", BLUE, &[]));
    let steps = |at: f64| chart.read_at(at).iter().map(|reading| reading.step).collect::<Vec<_>>();
    assert_eq!(steps(-5.0), [0.0, 0.0]);
    assert_eq!(steps(5.0), [0.0, 0.0], "the earlier of two equally near");
    assert_eq!(steps(5.1), [0.0, 10.0]);
    assert_eq!(steps(19.9), [0.0, 10.0]);
    assert_eq!(steps(20.1), [0.0, 30.0]);
    assert_eq!(steps(f64::INFINITY), [0.0, 30.0]);
    let reading = serde_json::to_value(&chart.read_at(10.0)[1]).unwrap();
    let expected = serde_json::json!({"name": "B", "color": "#bf4f00", "step": 10.0, "train": 3.0, "heldOut": 4.0});
    assert_eq!(reading, expected);
    chart.remove_run(1);
    assert_eq!(chart.read_at(10.0).len(), 1);
}
