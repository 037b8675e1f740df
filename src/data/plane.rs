//! Points in two dimensions, which no file holds: a recipe makes them itself.

use super::pixels::{Ink, Pixels};
use crate::config::{Images, Points, RunConfig};
use crate::random::{Random, Stream};
use std::f64::consts::{PI, TAU};

/// Curves are drawn for t from −END to END.
const END: f64 = 1.6;

/// Points of the field in a row, and in a column.
const FIELD_SIDE: usize = 19;

/// Points of the field: what a network makes of them is drawn as arrows.
pub(crate) const FIELD: usize = FIELD_SIDE * FIELD_SIDE;

/// The distance between two points of the field.
const FIELD_STEP: f32 = 0.25;

/// The curve `(t, bend·t² + shift)` for t from −1.6 to 1.6.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    bend: f64,
    shift: f64,
}

impl Curve {
    /// `count` places on the curve, their t equally far apart, and there the unit vector along it; across it is `[−sine, cosine]`.
    pub fn places(self, count: u32) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
        (0..count).map(move |i| {
            let t = END * (2.0 * f64::from(i) / f64::from(count - 1) - 1.0);
            let slope = 2.0 * self.bend * t;
            let length = libm::sqrt(slope * slope + 1.0);
            (self.at(t), [1.0 / length, slope / length])
        })
    }

    fn at(self, t: f64) -> [f64; 2] {
        [t, self.bend * t * t + self.shift]
    }
}

/// The curve that points lie about, for those that have one: the line and the arc.
pub const fn curve_of(data: Images) -> Option<Curve> {
    match data {
        Images::Line => Some(Curve { bend: 0.0, shift: 0.0 }),
        Images::Arc => Some(Curve { bend: 0.45, shift: -0.5 }),
        _ => None,
    }
}

/// The place that `u` of (0, 1) stands for, and the standard deviation of the noise on both coordinates.
fn place(data: Images, u: f64) -> ([f64; 2], f64) {
    let around = |radius: f64, angle: f64| [radius * libm::cos(angle), radius * libm::sin(angle)];
    let t = 2.0 * u - 1.0;
    match (curve_of(data), data) {
        (Some(curve), _) => (curve.at(END * t), if data == Images::Line { 0.12 } else { 0.08 }),
        // Two half circles of radius 1, each of which ends where the other has its middle.
        (_, Images::Moons) => {
            let [x, y] = around(1.0, PI * t.abs());
            (if t < 0.0 { [x - 0.5, y - 0.25] } else { [0.5 - x, 0.25 - y] }, 0.08)
        }
        (_, Images::Circle) => (around(1.2, TAU * u), 0.08),
        // The longer a turn, the more points it has: t is the square root of a uniform number.
        _ => {
            let t = libm::sqrt(u);
            (around(END * t, 2.0 * TAU * t), 0.05)
        }
    }
}

/// `count` points of a stream: first where each is, then its noise, so that fewer are the first of more.
fn drawn(data: Images, seed: u32, stream: Stream, count: usize) -> Vec<f32> {
    let mut random = Random::new(seed, stream);
    let point = |_| {
        let (place, noise) = place(data, random.uniform());
        place.map(|v| (v + noise * random.normal()) as f32)
    };
    (0..count).flat_map(point).collect()
}

/// The points of a run: by their rows those that are trained on, then these and those held out, as numbers.
///
/// Of a person's, which are held out goes by the order in which they were placed, and which are trained on by the seed.
pub(super) fn points(config: &RunConfig) -> (Vec<usize>, [Pixels; 2]) {
    let RunConfig { data, seed, .. } = *config;
    let m = config.training_images as usize;
    let pixels = |numbers| Pixels::new(Ink::Numbers(numbers), 2, 1.0);
    if data != Images::Points {
        let held_out = data.dataset().collection().held_out;
        let streams = [(Stream::Points, m), (Stream::HeldOutPoints, held_out)];
        return ((0..m).collect(), streams.map(|(stream, count)| pixels(drawn(data, seed, stream, count))));
    }
    let all: Vec<[f32; 2]> = config.points.all().collect();
    let (held_out, mut train): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|&at| Points::is_held_out(at));
    Random::new(seed, Stream::Split).shuffle(&mut train);
    train.truncate(m);
    let parts = [&train, &held_out].map(|rows| pixels(rows.iter().flat_map(|&row| all[row]).collect()));
    (train, parts)
}

/// The places of the field, row by row from the lowest: x and y from −2.25 to 2.25.
pub(crate) fn field() -> Vec<f32> {
    let coordinate = |at: usize| (at as f32 - (FIELD_SIDE / 2) as f32) * FIELD_STEP;
    (0..FIELD).flat_map(|at| [at % FIELD_SIDE, at / FIELD_SIDE].map(coordinate)).collect()
}
