//! A backend that records what is drawn, and charts to draw.

use autoencoder_lab_plot::{
    Chart, Color, Frame, Hooks, Line, Mark, PlotArea, Series, SharpBackend, Style, Told, Weight,
};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

pub(crate) const BLUE: Color = Color::new(0, 0x68, 0xa8);
pub(crate) const ORANGE: Color = Color::new(0xbf, 0x4f, 0);
pub(crate) const BLUE_RGB: (u8, u8, u8) = (0, 0x68, 0xa8);
pub(crate) const ORANGE_RGB: (u8, u8, u8) = (0xbf, 0x4f, 0);
pub(crate) const RULE_RGB: (u8, u8, u8) = (0xe5, 0xe5, 0xdf);

/// A call to the backend or to the hooks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Call {
    Dash(Vec<f64>),
    Path {
        points: Vec<BackendCoord>,
        color: (u8, u8, u8),
        width: u32,
    },
    Polygon {
        points: Vec<BackendCoord>,
        color: (u8, u8, u8),
    },
    Circle {
        color: (u8, u8, u8),
    },
    /// The box of the letters: left, right, and the line they stand on, in units.
    Text {
        text: String,
        left: f64,
        right: f64,
        baseline: f64,
        size: f64,
        color: (u8, u8, u8),
    },
}

pub(crate) type Log = Rc<RefCell<Vec<Call>>>;

/// A backend that records calls, as plotters-canvas would get them.
pub(crate) struct Recorder(pub(crate) Log, pub(crate) (u32, u32));

/// Hooks with a font in which every letter is 0.6 em wide, bold 0.65, and the baseline 0.3 em below the middle.
pub(crate) struct Measure(pub(crate) Log);

pub(crate) fn letter_width(bold: bool) -> f64 {
    if bold { 0.65 } else { 0.6 }
}

impl Hooks for Measure {
    fn text_width(&self, text: &str, font: &str) -> f64 {
        let mut words = font.split(' ');
        let bold = words.next() == Some("bold");
        let size: f64 = words.next().and_then(|size| size.strip_suffix("px")).unwrap().parse().unwrap();
        text.chars().count() as f64 * size * letter_width(bold)
    }

    fn baseline_below_middle(&self, font: &str) -> f64 {
        0.3 * self.text_width("H", font.strip_prefix("bold").map_or(font, |_| font))
            / letter_width(font.starts_with("bold"))
    }

    fn set_dash(&mut self, lengths: &[f64]) {
        self.0.borrow_mut().push(Call::Dash(lengths.to_vec()));
    }
}

pub(crate) type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.1
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        panic!("nothing should be drawn pixel by pixel")
    }

    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Drawn {
        panic!("plotters-canvas moves lines by half a unit: they must come as paths")
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        if style.color().alpha > 0.0 {
            let (points, color) = (path.into_iter().collect(), style.color().rgb);
            self.0.borrow_mut().push(Call::Path { points, color, width: style.stroke_width() });
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.0.borrow_mut().push(Call::Polygon { points: path.into_iter().collect(), color: style.color().rgb });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, style: &S, _: bool) -> Drawn {
        self.0.borrow_mut().push(Call::Circle { color: style.color().rgb });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        assert!(matches!(style.anchor().v_pos, VPos::Center));
        let (size, bold) = (style.size(), style.style().as_str() == "bold");
        let width = text.chars().count() as f64 * size * letter_width(bold);
        let left = f64::from(x)
            - match style.anchor().h_pos {
                HPos::Left => 0.0,
                HPos::Center => width / 2.0,
                HPos::Right => width,
            };
        let baseline = f64::from(y) + 0.3 * size;
        let (text, color) = (text.to_owned(), style.color().rgb);
        self.0.borrow_mut().push(Call::Text { text, left, right: left + width, baseline, size, color });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        _: &str,
        _: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        panic!("plotters-canvas measures text by inserting it into the page: the hooks must be asked")
    }
}

/// Of the vertical axis.
pub(crate) const TITLES: [&str; 3] = ["reconstruction error per image, log", "error per image, log", "error, log"];

pub(crate) fn frame(width: f64, height: f64, pixel_ratio: f64) -> Frame {
    Frame {
        width,
        height,
        pixel_ratio,
        muted: Color::new(0x62, 0x63, 0x5f),
        rule: Color::new(0xe5, 0xe5, 0xdf),
        rule_faint: None,
        background: Color::new(0xfb, 0xfb, 0xf9),
        font: "sans-serif".into(),
        log_y: true,
        log_x: false,
        along: "steps".into(),
        titles: TITLES.map(str::to_owned).to_vec(),
        min_steps: 1500.0,
        values: None,
        scale: 1.0,
    }
}

pub(crate) fn style(label: &str, color: Color, line: Line) -> Style {
    Style { label: label.into(), color, line, weight: Weight::Full }
}

/// Both curves of a run, from (step, train, held-out): held-out first, as the page hands them over.
pub(crate) fn run(name: &str, color: Color, points: &[(f64, f64, f64)]) -> [Series; 2] {
    let held_out = points.iter().map(|&(step, _, held_out)| (step, held_out)).collect();
    let train = points.iter().map(|&(step, train, _)| (step, train)).collect();
    [
        Series { style: style(&format!("{name} held-out"), color, Line::Dashed), points: held_out },
        Series { style: style(&format!("{name} train"), color, Line::Solid), points: train },
    ]
}

/// A run that falls from 20 to about 2 over 1500 steps.
pub(crate) fn falling(name: &str, color: Color, shift: f64) -> [Series; 2] {
    let points: Vec<_> = (0..=150)
        .map(|i| {
            (
                f64::from(i) * 10.0,
                20.0 / (1.0 + f64::from(i) / 15.0) + shift,
                20.0 / (1.0 + f64::from(i) / 40.0) + shift,
            )
        })
        .collect();
    run(name, color, &points)
}

/// A chart of these runs.
pub(crate) fn chart<const N: usize>(runs: [[Series; 2]; N]) -> Chart {
    Chart { series: runs.into_iter().flatten().collect(), ..Chart::default() }
}

/// The chart, with marks of a run in this colour.
pub(crate) fn marked(mut chart: Chart, color: Color, marks: &[(f64, Told)]) -> Chart {
    for (step, change) in marks.iter().cloned() {
        chart.mark(color, Mark { step, change });
    }
    chart
}

/// λ became `to`.
pub(crate) fn lambda(from: &str, to: &str) -> Told {
    Told { subject: "λ".into(), course: Some([from.into(), to.into()]) }
}

/// What has a name only.
pub(crate) fn named(name: &str) -> Told {
    Told { subject: name.into(), course: None }
}

#[track_caller]
pub(crate) fn record(chart: &Chart, frame: &Frame) -> (PlotArea, Vec<Call>) {
    recorded(frame, |surface| chart.draw(surface, frame))
}

/// What `draw` gives, and what it draws.
#[track_caller]
pub(crate) fn recorded<A, E: std::fmt::Debug>(
    frame: &Frame,
    draw: impl FnOnce(SharpBackend<Recorder, Measure>) -> Result<A, E>,
) -> (A, Vec<Call>) {
    let log = Log::default();
    // plotters never asks the inner backend for its size.
    let inner = Recorder(log.clone(), frame.device_size());
    let area = draw(SharpBackend::new(inner, Measure(log.clone()), frame)).unwrap();
    let calls = log.borrow().clone();
    (area, calls)
}

/// No two texts overlap and all are on the sheet.
#[track_caller]
pub(crate) fn check_texts(calls: &[Call], frame: &Frame) {
    let (width, height) = frame.device_size();
    let boxes: Vec<_> = calls
        .iter()
        .filter_map(|call| match call {
            // Letters without descenders: 0.73 em above the line they stand on.
            Call::Text { text, left, right, baseline, size, .. } => {
                Some((text, *left, *right, baseline - 0.73 * size, *baseline))
            }
            _ => None,
        })
        .collect();
    for (index, (text, left, right, top, bottom)) in boxes.iter().enumerate() {
        assert!(*left >= -8.0 && *top >= 0.0, "{text} leaves the sheet at {left}, {top} of {frame:?}");
        assert!(
            *right <= f64::from(width * 8 + 8) && *bottom <= f64::from(height * 8),
            "{text} leaves the sheet of {frame:?}"
        );
        for (other, l, r, t, b) in &boxes[index + 1..] {
            assert!(right <= l || r <= left || bottom <= t || b <= top, "{text} meets {other} in {frame:?}");
        }
    }
}

/// Every line and every area is on the sheet.
#[track_caller]
pub(crate) fn check_shapes(calls: &[Call], frame: &Frame) {
    let (width, height) = frame.device_size();
    for call in calls {
        let (Call::Path { points, .. } | Call::Polygon { points, .. }) = call else { continue };
        let is_inside = |&(x, y): &BackendCoord| {
            (0..=(8 * width).cast_signed()).contains(&x) && (0..=(8 * height).cast_signed()).contains(&y)
        };
        assert!(points.iter().all(is_inside), "{call:?} leaves the sheet of {frame:?}");
    }
}

/// A curve as drawn: its colour, its points, and the dashes it was drawn with.
pub(crate) type Curve = ((u8, u8, u8), Vec<BackendCoord>, Vec<f64>);

pub(crate) fn curves(calls: &[Call]) -> Vec<Curve> {
    let mut dash = Vec::new();
    let mut found = Vec::new();
    for call in calls {
        match call {
            Call::Dash(lengths) => dash.clone_from(lengths),
            Call::Path { points, color, .. } if points.len() > 2 => found.push((*color, points.clone(), dash.clone())),
            _ => {}
        }
    }
    assert_eq!(dash, Vec::<f64>::new(), "a dash was left on");
    found
}

pub(crate) fn texts(calls: &[Call]) -> Vec<&str> {
    calls
        .iter()
        .filter_map(|call| if let Call::Text { text, .. } = call { Some(text.as_str()) } else { None })
        .collect()
}

pub(crate) fn two_runs() -> Chart {
    chart([falling("A", BLUE, 2.0), falling("B", ORANGE, 0.01)])
}
