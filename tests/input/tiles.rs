//! The images that are shown to a network, and what it makes of them.

use crate::common;
use autoencoder_lab::analysis::{Neighbour, nearest};
use autoencoder_lab::config::{Activation, Images};
use autoencoder_lab::data::{TileRow, noise_images, noisy};
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::{DatasetKind, RunConfig, Tiles, Trainer};
use ndarray::{Array2, ArrayView1, ArrayView2, s};

fn trainer(config: RunConfig) -> Trainer {
    let config = RunConfig { data: Images::Digits8, training_images: 60, ..config };
    Trainer::new(config.validate().unwrap(), &common::dataset(DatasetKind::Digits)).unwrap()
}

fn wide() -> RunConfig {
    RunConfig { hidden_units: 80, lambda: 1e-3, ..RunConfig::default() }
}

#[test]
fn tiles_show_distinct_digits_and_their_reconstructions() {
    let trainer = trainer(wide());
    let mut tiles = Tiles::new(&trainer, &common::dataset(DatasetKind::Digits));
    assert_eq!(serde_json::to_string(tiles.rows()).unwrap(), r#"["train","held-out","noise"]"#);
    let without = tiles.inputs().clone();
    tiles.set_other(&common::dataset(DatasetKind::Fashion));
    assert_eq!(serde_json::to_string(tiles.rows()).unwrap(), r#"["train","held-out","other data","noise"]"#);
    assert_eq!(tiles.inputs().dim(), (32, 64));
    assert_eq!(tiles.inputs().slice(s![..16, ..]), without.slice(s![..16, ..]));
    assert_eq!(tiles.inputs().slice(s![24.., ..]), without.slice(s![16.., ..]));
    assert!(tiles.inputs().slice(s![..24, ..]).iter().all(|v| (0.0..=1.0).contains(v)));
    let inputs = tiles.inputs().clone();
    let mut pass = ForwardPass::default();
    trainer.model().reconstruct(inputs.view(), &mut pass);
    assert_eq!(tiles.reconstruct(trainer.model()), &pass.x_hat);
}

/// A drawing is one more image, after all others, and stays when another data set comes.
#[test]
fn a_drawing_is_shown_in_a_last_row_until_it_is_taken_away() {
    let trainer = trainer(wide());
    let mut tiles = Tiles::new(&trainer, &common::dataset(DatasetKind::Digits));
    let without = (tiles.inputs().clone(), tiles.reconstruct(trainer.model()).clone());
    let stroke: Vec<f32> = (0..64).map(|pixel| if pixel % 8 == 3 { 1.0 } else { 0.0 }).collect();
    tiles.set_drawing(stroke.clone()).unwrap();
    assert_eq!(serde_json::to_string(tiles.rows()).unwrap(), r#"["train","held-out","noise","your drawing"]"#);
    assert_eq!(tiles.inputs().dim(), (25, 64));
    assert_eq!(tiles.inputs().row(24).to_vec(), stroke);
    // What the network makes of it is what it makes of any image.
    let mut pass = ForwardPass::default();
    trainer.model().reconstruct(ArrayView2::from_shape((1, 64), &stroke).unwrap(), &mut pass);
    let x_hat = tiles.reconstruct(trainer.model());
    assert_eq!(x_hat.row(24), pass.x_hat.row(0));
    assert_eq!(x_hat.slice(s![..24, ..]), without.1, "the other rows are as they were");
    // Another one takes its place.
    tiles.set_drawing(vec![0.5; 64]).unwrap();
    assert_eq!((tiles.inputs().nrows(), tiles.inputs()[[24, 0]]), (25, 0.5));
    tiles.set_other(&common::dataset(DatasetKind::Fashion));
    assert_eq!(tiles.rows().last(), Some(&TileRow::Drawing));
    assert_eq!(tiles.inputs().row(32).to_vec(), [0.5; 64]);
    let mut tiles = Tiles::new(&trainer, &common::dataset(DatasetKind::Digits));
    tiles.set_drawing(stroke.clone()).unwrap();
    tiles.set_drawing(Vec::new()).unwrap();
    assert_eq!((tiles.rows().len(), tiles.inputs()), (3, &without.0));
}

/// A lane of centred images sees the drawing without the mean image, and shows it with the mean again.
#[test]
fn a_drawing_is_centred_as_the_images_are() {
    let config = RunConfig { centred: true, activation: Activation::Linear, ..wide() };
    let trainer = trainer(config);
    let mean = &trainer.split().mean;
    assert!(mean.iter().any(|&v| v > 0.1));
    let mut tiles = Tiles::new(&trainer, &common::dataset(DatasetKind::Digits));
    let drawing: Vec<f32> = (0..64_u8).map(|pixel| f32::from(pixel) / 63.0).collect();
    tiles.set_drawing(drawing.clone()).unwrap();
    assert_eq!(tiles.inputs().row(24).to_vec(), drawing, "shown as it was drawn");
    let mut pass = ForwardPass::default();
    let x = ArrayView2::from_shape((1, 64), &drawing).unwrap().to_owned() - mean;
    trainer.model().reconstruct(x.view(), &mut pass);
    let expected = &pass.x_hat + mean;
    assert_eq!(tiles.reconstruct(trainer.model()).row(24), expected.row(0));
}

#[test]
fn a_drawing_of_another_size_is_refused_and_changes_nothing() {
    let trainer = trainer(wide());
    let mut tiles = Tiles::new(&trainer, &common::dataset(DatasetKind::Digits));
    tiles.set_drawing(vec![0.25; 64]).unwrap();
    let before = tiles.inputs().clone();
    for found in [1, 63, 65, 196] {
        let refusal = tiles.set_drawing(vec![0.0; found]).unwrap_err();
        assert_eq!(refusal.to_string(), format!("a drawing must have 64 pixels, found {found}"));
    }
    assert_eq!((tiles.rows().len(), tiles.inputs()), (4, &before));
}

/// The row of noise is the experiment that noise kept is measured with: the same images, the same draw.
#[test]
fn the_row_of_noise_shows_held_out_images_with_the_noise_of_noise_kept() {
    for centred in [false, true] {
        let trainer = trainer(RunConfig { centred, seed: 5, ..wide() });
        let dataset = common::dataset(DatasetKind::Digits);
        let mut tiles = Tiles::new(&trainer, &dataset);
        let shown = tiles.inputs().clone();
        let split = trainer.split();
        let noisy = noisy(5, &split.held_out.intensities());
        for column in 0..8 {
            let is_shown = |row: &usize| {
                split
                    .held_out
                    .intensities()
                    .row(*row)
                    .iter()
                    .zip(&split.mean)
                    .zip(shown.row(8 + column))
                    .all(|((x, mean), shown)| (x + mean - shown).abs() < 1e-6)
            };
            let place = (0..500).find(is_shown).expect("the images above are held-out ones");
            for ((noisy, mean), found) in noisy.row(place).iter().zip(&split.mean).zip(shown.row(16 + column)) {
                assert_eq!(noisy + mean, *found, "centred {centred}");
            }
        }
        let noise = &shown.slice(s![16.., ..]) - &shown.slice(s![8..16, ..]);
        let variance = noise.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() / 512.0;
        assert!((variance / 0.09 - 1.0).abs() < 5.0 * (2.0_f64 / 512.0).sqrt(), "{variance}");
        // Uniform noise takes its place, and gives it back; the other rows stay.
        tiles.set_uniform_noise(true);
        let uniform = tiles.inputs().clone();
        assert_eq!(uniform.slice(s![16.., ..]), noise_images(5, 64));
        assert_eq!(uniform.slice(s![..16, ..]), shown.slice(s![..16, ..]));
        tiles.set_other(&common::dataset(DatasetKind::Fashion));
        assert_eq!(tiles.inputs().slice(s![24.., ..]), noise_images(5, 64), "it stays when other data come");
        tiles.set_uniform_noise(false);
        assert_eq!(tiles.inputs().slice(s![24.., ..]), shown.slice(s![16.., ..]));
    }
}

/// Against every distance, worked out one after another.
#[test]
fn the_nearest_training_image_is_the_nearest_of_all() {
    for (data, training_images) in
        [(Images::Digits8, 1), (Images::Digits8, 60), (Images::Digits8, 1297), (Images::Mnist14, 130)]
    {
        for centred in [false, true] {
            let config = RunConfig { data, training_images, centred, ..wide() };
            let dataset = common::dataset(data.dataset());
            let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
            for _ in 0..20 {
                trainer.step();
            }
            let mut tiles = Tiles::new(&trainer, &dataset);
            let found = tiles.nearest(trainer.model(), trainer.split());
            assert_eq!(found.len(), 8);
            let mean = &trainer.split().mean;
            let x_hat = tiles.reconstruct(trainer.model()).slice(s![8..16, ..]).to_owned();
            let (inputs, train) = (tiles.inputs(), &trainer.split().train.intensities() + mean);
            let distance = |a: ArrayView1<f32>, b: ArrayView1<f32>| {
                a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>()
            };
            for (column, (neighbour, own)) in found.into_iter().enumerate() {
                let all: Vec<f64> = train.rows().into_iter().map(|t| distance(x_hat.row(column), t)).collect();
                let least = all.iter().copied().fold(f64::INFINITY, f64::min);
                assert!((neighbour.distance - least).abs() < 1e-5 * (1.0 + least), "{} {least}", neighbour.distance);
                assert!((all[neighbour.row] - least).abs() < 1e-5 * (1.0 + least));
                assert!((own - distance(x_hat.row(column), inputs.row(8 + column))).abs() < 1e-5 * (1.0 + own));
                let image = tiles.training_images(&[neighbour.row], trainer.split());
                assert_eq!(image.row(0), train.row(neighbour.row));
            }
        }
    }
}

/// An image that is among them is at no distance, the first of two that are the same; what is no number is nearest to none.
#[test]
fn of_equally_near_training_images_it_is_the_first() {
    let trainer = trainer(wide());
    let train = &trainer.split().train;
    let all = train.intensities();
    for (row, found) in nearest(all.view(), train).into_iter().enumerate() {
        let first = (0..60).find(|&other| all.row(other) == all.row(row)).unwrap();
        assert_eq!(found, Neighbour { row: first, distance: 0.0 });
    }
    let [found] = nearest(Array2::from_elem((1, 64), f32::NAN).view(), train)[..] else {
        panic!("one image, one neighbour")
    };
    assert_eq!(found, Neighbour { row: 0, distance: f64::INFINITY });
}
