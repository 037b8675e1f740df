//! The images that are shown to a network, and what it makes of them.

mod common;

use autoencoder_lab::config::{Activation, Images};
use autoencoder_lab::data::TileRow;
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::{DatasetKind, RunConfig, Tiles, Trainer};
use ndarray::{ArrayView2, s};

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
    assert!(tiles.inputs().iter().all(|v| (0.0..=1.0).contains(v)));
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
