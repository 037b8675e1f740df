//! Charts, generic over plotters' [`DrawingBackend`](plotters::prelude::DrawingBackend): a canvas in the page, SVG
//! text in tests.
//!
//! [`Chart`] holds series over steps and draws them into a [`Frame`]; the [`PlotArea`] it returns tells where,
//! so that a crosshair can be drawn above it. plotters knows neither high pixel ratios, dashes nor the width of a text
//! on a canvas: [`SharpBackend`] adds them to any backend, by means of a few [`Hooks`].
//!
//! | file | concern |
//! |---|---|
//! | `color` | a colour as CSS writes it |
//! | `frame` | what the page asks for, where the plot then is |
//! | `series` | points, marks, and how a series looks |
//! | `decimate` | at most two points a pixel column |
//! | `number` | 1-2-5 values, and numbers as labels |
//! | `log_axis`, `linear_axis`, `log_step_axis`, `axis` | ranges, ticks, and the map to pixels |
//! | `spread` | positions far enough apart, near to where they are wanted |
//! | `pills` | labels of marks, in rows above the plot |
//! | `sharp` | device pixels, dashes and text metrics for any backend |
//! | `qr` | with the same feature: QR codes |
//! | `svg` | with the feature `svg`: drawings as text, in a module of its own in the page |
//! | `elements` | strokes, dots and text in CSS pixels |
//! | `shapes` | what is to be drawn, as a list |
//! | `layout` | the margins, both axes and the places of marks of one drawing |
//! | `bands` | what lies between the lowest and the highest of several runs |
//! | `end_labels` | direct labels at the line ends |
//! | `notes` | points that are pointed out, and their labels |
//! | `plotting` | the plot within its margins: its grid, its lines, and where it is |
//! | `chart` | the chart |
//! | `plane` | axes and margins of copy index and gap |
//! | `characters` | the map of characters: where runs stand on that plane, and the way they came |
//! | `sweep_axis`, `sweep`, `sweep_marks`, `sweep_chart` | the chart of a sweep over λ or hidden units |
//! | `color_scale`, `map`, `map_chart` | the map of a sweep over both |

mod axis;
mod bands;
mod characters;
mod chart;
mod color;
mod color_scale;
mod decimate;
mod elements;
mod end_labels;
mod frame;
mod layout;
mod linear_axis;
mod log_axis;
mod log_step_axis;
mod map;
mod map_chart;
mod notes;
mod number;
mod pills;
mod plane;
mod plotting;
#[cfg(feature = "svg")]
mod qr;
mod series;
mod shapes;
mod sharp;
mod spread;
mod sweep;
mod sweep_axis;
mod sweep_chart;
mod sweep_marks;
#[cfg(feature = "svg")]
mod svg;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use axis::Axis;
pub use characters::{CharacterMap, Dot, Region, Trail};
pub use color::{Color, ColorError};
pub use color_scale::{ColorScale, color_at, two_digits};
pub use decimate::{decimate, finite_segments};
pub use frame::{Frame, PlotArea};
pub use linear_axis::LinearAxis;
pub use log_axis::LogAxis;
pub use log_step_axis::LogStepAxis;
pub use map::{MapChart, MapCursor, MapError};
pub use map_chart::{MapArea, MapPanelArea};
pub use number::{OneTwoFive, format_value, group_thousands};
pub use pills::{Pill, PillRequest, PillRows, label_of, tell};
#[cfg(feature = "svg")]
pub use qr::{QrError, qr_modules};
pub use series::{Band, Chart, Line, Mark, Note, Series, SeriesError, Style, Told, Weight};
pub use sharp::{Hooks, SUBPIXELS, SharpBackend};
pub use spread::spread;
#[cfg(feature = "svg")]
pub use svg::{SvgBackend, SvgHooks, drawn_as_svg};
pub use sweep::{Setting, SweepChart, SweptLine, SweptValue};
pub use sweep_axis::SweepAxis;
pub use sweep_chart::SweepArea;
