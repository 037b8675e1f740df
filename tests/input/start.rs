//! What a run starts from: its images, and its initial weights.

use crate::common;
use autoencoder_lab::config::{Collection, Images, Init};
use autoencoder_lab::data::{NOISE_SD, Split, noisy, showcase};
use autoencoder_lab::{Autoencoder, Dataset, DatasetKind, RunConfig};
use ndarray::{Array2, ArrayView2, Axis};
use std::collections::BTreeSet;

/// The bytes of the images of a data set, behind the 16 bytes of their header.
fn pixels(stem: &str) -> Vec<u8> {
    common::gunzip(&format!("{stem}-images-idx3-ubyte.gz")).split_off(16)
}

/// The mean of a block of `size × size` bytes of an image `side` wide, as a share of `full`.
fn block_mean(image: &[u8], side: usize, (top, left): (usize, usize), size: usize, full: f64) -> f64 {
    let mut sum = 0.0;
    for i in top..top + size {
        for j in left..left + size {
            sum += f64::from(image[i * side + j]);
        }
    }
    sum / (size * size) as f64 / full
}

#[test]
fn images_are_bytes_as_shares_of_full_ink_and_means_of_blocks_of_them() {
    let (mnist, digits) = (common::dataset(DatasetKind::Mnist), common::dataset(DatasetKind::Digits));
    let rows = [0, 4321, 5999];
    let bytes = pixels("mnist-6k");
    // 8×8: the margin of 2 is cut off, and 3×3 pixels make one.
    for (side, block, margin) in [(28, 1, 0), (14, 2, 0), (8, 3, 2)] {
        let found = mnist.images(&rows, side);
        assert_eq!(found.dim(), (3, side * side));
        for (&row, found) in rows.iter().zip(found.rows()) {
            let image = &bytes[row * 784..][..784];
            for (place, &found) in found.iter().enumerate() {
                let corner = (margin + place / side * block, margin + place % side * block);
                let expected = block_mean(image, 28, corner, block, 255.0);
                assert!((f64::from(found) - expected).abs() < 1e-7, "image {row}, side {side}, pixel {place}: {found}");
            }
        }
    }
    let found = digits.images(&[7, 1796], 8);
    let bytes = pixels("digits8x8");
    for (row, found) in [7, 1796].into_iter().zip(found.rows()) {
        let expected: Vec<f32> = bytes[row * 64..][..64].iter().map(|&byte| f32::from(byte) / 16.0).collect();
        assert_eq!(found.to_vec(), expected);
    }
}

/// A data set need not be one of the page's: what is known of its images is enough.
#[test]
fn images_that_do_not_come_with_the_page_are_read_likewise() {
    let own = Collection { name: "own", images: 3, held_out: 1, side: 2, full_ink: 4.0 };
    let images =
        [&[0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2][..], &[0, 1, 2, 3, 4, 3, 2, 1, 0, 4, 0, 4]].concat();
    let labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 5, 7];
    let dataset = Dataset::from_idx(own, &images, &labels).unwrap();
    assert_eq!((dataset.held_out_rows(), dataset.label(1)), (2..3, 5));
    assert_eq!(dataset.images(&[0, 2], 2).into_raw_vec_and_offset().0, [0.0, 0.25, 0.5, 0.75, 0.0, 1.0, 0.0, 1.0]);
    let excerpt = Dataset::from_excerpt(own, &dataset.excerpt(&[1], 1)).unwrap();
    assert_eq!((excerpt.images(&[1], 1)[[0, 0]], excerpt.shows(0, 1)), (0.625, false));
    let refused = Dataset::from_idx(Collection { images: 4, ..own }, &images, &labels).unwrap_err();
    assert_eq!(refused.to_string(), "own must have 4 images of 2×2, found 3 of 2×2");
}

/// m different rows of the pool by the seed, all rows that are held out, and none of them trained on.
#[test]
fn training_images_are_drawn_from_the_pool_and_held_out_ones_are_all_the_others() {
    for &data in Images::ALL.iter().filter(|&&data| !data.is_plane() && data != Images::Own) {
        let dataset = common::dataset(data.dataset());
        let held_out_rows: Vec<usize> = dataset.held_out_rows().collect();
        let expected = if data == Images::Digits8 { (1297, 500) } else { (5000, 1000) };
        assert_eq!((held_out_rows[0], held_out_rows.len()), expected);
        assert_eq!(data.training_pool() as usize, held_out_rows[0], "the pool ends where they begin");
        let draw = |seed| {
            let config = RunConfig { data, seed, ..RunConfig::default() }.validate().unwrap();
            Split::draw(&config, &dataset).unwrap()
        };
        let split = draw(3);
        let darkest = split.held_out.intensities().iter().fold(0.0, |most: f32, &ink| most.max(ink));
        assert!(darkest > 0.9 && darkest <= 1.0, "{}: full ink is an intensity of 1, found {darkest}", data.name());
        let distinct: BTreeSet<usize> = split.train_rows.iter().copied().collect();
        assert_eq!((split.train_rows.len(), distinct.len()), (100, 100));
        assert!(distinct.last().unwrap() < &held_out_rows[0]);
        assert_eq!(split.train, dataset.pixels(&split.train_rows, data.side()));
        assert_eq!(split.held_out, dataset.pixels(&held_out_rows, data.side()));
        assert!(split.mean.iter().all(|&mean| mean == 0.0));
        assert_ne!(draw(4).train_rows, split.train_rows);
        assert_eq!(draw(3).train_rows, split.train_rows);
    }
}

#[test]
fn centred_images_are_less_the_mean_training_image() {
    let dataset = common::dataset(DatasetKind::Mnist);
    let draw =
        |centred| Split::draw(&RunConfig { centred, ..RunConfig::default() }.validate().unwrap(), &dataset).unwrap();
    let (plain, centred) = (draw(false), draw(true));
    let mean = plain.train.intensities().mapv(f64::from).mean_axis(Axis(0)).unwrap();
    for (found, expected) in centred.mean.iter().zip(&mean) {
        assert!((f64::from(*found) - expected).abs() < 1e-7);
    }
    assert_eq!(centred.train.intensities(), plain.train.intensities() - &centred.mean);
    assert_eq!(centred.held_out.intensities(), plain.held_out.intensities() - &centred.mean);
}

/// N(0, 0.3²) on each pixel; one draw, whatever the network.
#[test]
fn noise_is_drawn_once_for_each_held_out_image() {
    let clean = Array2::from_elem((1000, 196), 0.25);
    let found = noisy(5, &clean);
    assert_eq!(found, noisy(5, &clean));
    assert_ne!(found, noisy(6, &clean));
    assert_eq!(NOISE_SD, 0.3);
    assert_distribution((&found - &clean).view(), 0.3);
}

/// Mean 0 and this standard deviation, within five standard errors of normal numbers.
#[track_caller]
fn assert_distribution(values: ArrayView2<f32>, sd: f64) {
    let count = values.len() as f64;
    let mean = values.iter().map(|&v| f64::from(v)).sum::<f64>() / count;
    let variance = values.iter().map(|&v| f64::from(v).powi(2)).sum::<f64>() / count;
    assert!(mean.abs() < 5.0 * sd / count.sqrt(), "mean {mean}");
    assert!(
        (variance / (sd * sd) - 1.0).abs() < 5.0 * (2.0 / count).sqrt(),
        "variance {variance}, expected {}",
        sd * sd
    );
}

#[test]
fn a_row_of_reconstructions_shows_eight_classes_or_what_there_is() {
    let dataset = common::dataset(DatasetKind::Mnist);
    let shown = showcase(&dataset, 0..5000);
    let classes: BTreeSet<u8> = shown.iter().map(|&row| dataset.label(row)).collect();
    assert_eq!((shown.len(), classes.len()), (8, 8));
    assert_eq!(showcase(&dataset, 17..18), [17; 8]);
    assert_eq!(showcase(&dataset, 17..20), [17, 18, 19, 17, 18, 19, 17, 18]);
}

#[test]
fn initial_weights_have_the_distribution_of_their_name() {
    let start = |init, init_gain| {
        let config = RunConfig { hidden_units: 392, init, init_gain, ..RunConfig::default() };
        Autoencoder::new(&config.validate().unwrap())
    };
    let (n, k) = (196.0_f64, 392.0);
    for gain in [1.0, 2.5] {
        for (init, encoder, decoder) in [
            (Init::Normal, 0.1, 0.1),
            // The standard deviation of a uniform number on ±bound is bound/√3.
            (Init::Glorot, (2.0 / (n + k)).sqrt(), (2.0 / (n + k)).sqrt()),
            (Init::He, (2.0 / n).sqrt(), (2.0 / k).sqrt()),
        ] {
            let model = start(init, gain);
            assert_distribution(model.w.view(), gain * encoder);
            assert_distribution(model.w_star(), gain * decoder);
            assert!(model.b.iter().chain(&model.c).all(|&bias| bias == 0.0));
            if init == Init::Glorot {
                let bound = gain * (6.0 / (n + k)).sqrt();
                let largest = model.w.iter().fold(0.0_f64, |largest, &w| largest.max(f64::from(w.abs())));
                assert!((0.999 * bound..=bound * (1.0 + 1e-7)).contains(&largest), "{largest} of {bound}");
            }
        }
    }
    assert!(start(Init::Normal, 0.0).w.iter().all(|&w| w == 0.0));
}
