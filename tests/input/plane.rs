//! Points of the plane: which ones a recipe makes, and what of them is shown.

use crate::common;
use autoencoder_lab::config::{Images, Points};
use autoencoder_lab::data::{Split, TileRow};
use autoencoder_lab::{ConfigError, DatasetKind, RunConfig, Tiles, Trainer};
use ndarray::ArrayView1;

const PLANES: [Images; 5] = [Images::Line, Images::Arc, Images::Moons, Images::Circle, Images::Spiral];

fn draw(config: RunConfig) -> Split {
    Split::draw(&config.validate().unwrap(), &common::dataset(DatasetKind::Plane)).unwrap()
}

fn split(data: Images, seed: u32, training_images: u32) -> Split {
    draw(RunConfig { data, seed, training_images, ..RunConfig::default() })
}

/// The bits of the first point that is trained on, and of the first that is held out, under seed 1: everywhere the same.
#[test]
fn a_seed_draws_the_same_points_everywhere() {
    let first = |x: ndarray::Array2<f32>| [x[[0, 0]].to_bits(), x[[0, 1]].to_bits()];
    let found = PLANES.map(|data| {
        let split = split(data, 1, 10);
        [first(split.train.intensities()), first(split.held_out.intensities())]
    });
    assert_eq!(found, FIRST_POINTS, "{found:#010x?}");
}

#[rustfmt::skip]
const FIRST_POINTS: [[[u32; 2]; 2]; 5] = [
    [[0xbe76_55d5, 0xbe02_dc08], [0x3fa8_bf97, 0x3cf5_8280]],
    [[0xbe5e_4bd2, 0xbf12_79b1], [0x3f9e_d5e6, 0x3d4f_c1c7]],
    [[0x3ecb_a83e, 0xbbef_b15a], [0x3f97_fd5a, 0xbf13_90fa]],
    [[0xbf97_1e61, 0x3e9d_d469], [0x3f4b_3eb2, 0xbf7e_e70c]],
    [[0xbf15_b517, 0x3f5c_594d], [0x3f52_68f6, 0xbfa1_78a4]],
];

#[test]
fn fewer_points_are_the_first_of_more_and_those_held_out_are_the_same() {
    for data in PLANES {
        let (few, many) = (split(data, 5, 10), split(data, 5, 1000));
        assert_eq!(few.train.intensities(), many.train.intensities().slice(ndarray::s![..10, ..]));
        assert_eq!(few.held_out, many.held_out);
        assert_eq!((many.train.nrows(), many.held_out.nrows(), many.train.ncols()), (1000, 200, 2));
        assert_ne!(split(data, 6, 10).train, few.train);
        let held_out = few.held_out.intensities();
        assert!(
            many.train.intensities().rows().into_iter().all(|x| held_out.rows().into_iter().all(|other| x != other))
        );
    }
}

/// How far a point is from what its data set lies about.
fn distance(data: Images, x: ArrayView1<f32>) -> f64 {
    let (x, y) = (f64::from(x[0]), f64::from(x[1]));
    // The nearest of many places of a curve.
    let nearest = |place: fn(f64) -> (f64, f64)| {
        let places = (0..=4000).map(|i| place(f64::from(i) / 4000.0));
        places.map(|(a, b)| (a - x).hypot(b - y)).fold(f64::INFINITY, f64::min)
    };
    match data {
        Images::Line => nearest(|t| (3.2 * t - 1.6, 0.0)),
        Images::Arc => nearest(|t| (3.2 * t - 1.6, 0.45 * (3.2 * t - 1.6).powi(2) - 0.5)),
        Images::Circle => (x.hypot(y) - 1.2).abs(),
        Images::Moons => {
            let moon = nearest(|t| ((std::f64::consts::PI * t).cos() - 0.5, (std::f64::consts::PI * t).sin() - 0.25));
            moon.min(nearest(|t| (0.5 - (std::f64::consts::PI * t).cos(), 0.25 - (std::f64::consts::PI * t).sin())))
        }
        _ => nearest(|t| {
            (1.6 * t * (4.0 * std::f64::consts::PI * t).cos(), 1.6 * t * (4.0 * std::f64::consts::PI * t).sin())
        }),
    }
}

/// Across a curve that is straight over the noise's reach a distance is |N(0, σ²)|, whose root mean square is σ; about ends and
/// bends it is a little less, or more.
#[test]
fn points_lie_about_their_curves_as_far_as_their_noise_goes() {
    for (data, noise) in PLANES.into_iter().zip([0.12, 0.08, 0.08, 0.08, 0.05]) {
        let x = split(data, 2, 1000).train.intensities();
        let squares: f64 = x.rows().into_iter().map(|x| distance(data, x).powi(2)).sum();
        let found = (squares / 1000.0).sqrt();
        assert!((found / noise - 1.0).abs() < 0.15, "{}: {found}, expected {noise}", data.name());
        let [across, up] = [0, 1].map(|i| x.column(i).iter().fold(0.0_f32, |most, value| most.max(value.abs())));
        assert!(across < 2.25 && up < 2.25, "the page's square has all of them: {across}, {up}");
        assert!(across > 1.1, "and they fill it: {across}");
    }
}

fn placed(text: &str, training_images: u32) -> RunConfig {
    let points = Points::read(text).unwrap();
    RunConfig { data: Images::Points, points, training_images, ..RunConfig::default() }
}

#[test]
fn a_person_s_points_are_trained_on_but_for_every_fifth() {
    // Seven points on a diagonal: the second and the seventh are held out.
    let text = "V2SVACVHwVPgVXQVfAVmu";
    let all: Vec<[f32; 2]> = Points::read(text).unwrap().all().collect();
    let split = draw(placed(text, 5));
    let rows = |x: ndarray::Array2<f32>| x.rows().into_iter().map(|x| [x[0], x[1]]).collect::<Vec<_>>();
    assert_eq!(rows(split.held_out.intensities()), [all[1], all[6]]);
    let mut train = split.train_rows.clone();
    train.sort_unstable();
    assert_eq!(train, [0, 2, 3, 4, 5]);
    assert_eq!(rows(split.train.intensities()), split.train_rows.iter().map(|&row| all[row]).collect::<Vec<_>>());
    let few = draw(placed(text, 3));
    assert_eq!(few.train_rows, split.train_rows[..3]);
}

#[test]
fn points_that_cannot_be_are_refused() {
    let refused = |config: RunConfig| config.validate().unwrap_err().to_string();
    let too_few = "points must be 2 to 200 that a person has placed, found 1; place more of them";
    assert_eq!(refused(placed("V2S", 1)), too_few);
    assert_eq!(refused(placed("V2S000", 2)), "training images of points must be 1..=1, found 2");
    let other = RunConfig { data: Images::Arc, ..placed("V2S000", 1) };
    assert_eq!(
        refused(other),
        "points that a person has placed need data \"points\", found \"arc\"; leave the points out"
    );
    for text in ["V2", "zzz", "V-S", "V2é"] {
        assert_eq!(Points::read(text), None, "{text}");
    }
    assert_eq!(Points::read(&"000".repeat(201)), None);
    let json = serde_json::json!({"data": "points", "points": "V2"});
    assert_eq!(
        RunConfig::from_json(json).unwrap_err().to_string(),
        "points must be up to 200 points of three letters or digits each, found \"V2\""
    );
    let entropy = serde_json::json!({"data": "line", "outputActivation": "sigmoid", "loss": "cross-entropy"});
    assert_eq!(RunConfig::from_json(entropy).unwrap_err(), ConfigError::CrossEntropyNeedsIntensities);
}

#[test]
fn all_points_and_a_grid_are_shown_and_the_place_that_is_followed() {
    for centred in [false, true] {
        let config = RunConfig { data: Images::Moons, training_images: 30, centred, ..RunConfig::default() };
        let dataset = common::dataset(DatasetKind::Plane);
        let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
        let mut tiles = Tiles::new(&trainer, &dataset);
        assert_eq!(tiles.rows(), [TileRow::Train, TileRow::HeldOut, TileRow::Field]);
        assert_eq!((tiles.form().side, tiles.form().columns), (0, 30));
        let inputs = tiles.inputs().clone();
        assert_eq!(inputs.dim(), (30 + 200 + 361, 2));
        let train = trainer.split().train.intensities() + &trainer.split().mean;
        assert_eq!(inputs.slice(ndarray::s![..30, ..]), train);
        assert_eq!([inputs[[230, 0]], inputs[[230, 1]]], [-2.25, -2.25]);
        assert_eq!([inputs[[231, 0]], inputs[[231, 1]]], [-2.0, -2.25]);
        assert_eq!([inputs[[590, 0]], inputs[[590, 1]]], [2.25, 2.25]);
        tiles.set_drawing(vec![0.5, -0.25]).unwrap();
        assert_eq!(tiles.rows().last(), Some(&TileRow::Drawing));
        for _ in 0..50 {
            trainer.step();
        }
        let x_hat = tiles.reconstruct(trainer.model()).clone();
        assert_eq!(x_hat.nrows(), 592);
        // The first of the points, and the one that is followed, each by itself.
        let mean = trainer.split().mean.clone();
        for (row, x) in [(0, inputs.row(0).to_owned()), (591, ndarray::array![0.5, -0.25])] {
            let mut pass = autoencoder_lab::model::ForwardPass::default();
            let alone = (&x - &mean).insert_axis(ndarray::Axis(0));
            trainer.model().reconstruct(alone.view(), &mut pass);
            assert_eq!(x_hat.row(row), &pass.x_hat.row(0) + &mean);
        }
        let refused = tiles.set_drawing(vec![0.0; 3]).unwrap_err().to_string();
        assert!(refused.contains('2') && refused.contains('3'), "{refused}");
    }
}
