//! The excerpts that the page fetches are the originals, bit for bit, and no run can tell them apart.

use crate::common;
use autoencoder_lab::config::Images;
use autoencoder_lab::data::{Split, TileRow, showcase};
use autoencoder_lab::{ConfigError, Dataset, DatasetKind, RunConfig, Tiles, Trainer};

const SETS: [(Images, &str); 2] = [(Images::Mnist14, "mnist"), (Images::Fashion14, "fashion")];
const CUTS: [&str; 3] = ["first-100", "first-1000", "rest"];

fn excerpt(name: &str) -> Vec<u8> {
    common::gunzip(&format!("{name}.gz"))
}

/// The data set of the first `files` files of the page at 14×14.
fn from_files(data: Images, name: &str, files: usize) -> Dataset {
    let mut all = CUTS[..files].iter().map(|cut| excerpt(&format!("{name}-14-{cut}")));
    let mut dataset = Dataset::from_excerpt(data.dataset(), &all.next().unwrap()).unwrap();
    for more in all {
        dataset.add(&more).unwrap();
    }
    dataset
}

/// A short run whose images are drawn by `seed`.
fn config(data: Images, seed: u32, training_images: u32) -> RunConfig {
    RunConfig { data, seed, training_images, hidden_units: 16, lambda: 1e-3, ..RunConfig::default() }
}

/// All training images in the order in which the page's own seed draws them.
fn drawn(data: Images, dataset: &Dataset) -> Vec<usize> {
    Split::draw(&config(data, 1, 5000).validate().unwrap(), dataset).unwrap().train_rows
}

/// Made from the originals they are what is in the files.
#[test]
fn the_files_hold_what_pooling_the_originals_gives() {
    for (data, name) in SETS {
        let original = common::dataset(data.dataset());
        let drawn = drawn(data, &original);
        let held_out: Vec<usize> = original.held_out_rows().collect();
        let rows = [[&drawn[..100], &held_out].concat(), drawn[100..1000].to_vec(), drawn[1000..].to_vec()];
        for (cut, mut rows) in CUTS.iter().zip(rows) {
            rows.sort_unstable();
            assert!(excerpt(&format!("{name}-14-{cut}")) == original.excerpt(&rows, 14), "{name} {cut}");
        }
        let shown = showcase(&original, original.held_out_rows());
        assert!(excerpt(&format!("{name}-shown")) == original.excerpt(&shown, 28), "{name} shown");
    }
}

#[test]
fn every_image_and_label_of_the_files_is_that_of_the_originals() {
    for (data, name) in SETS {
        let (original, found) = (common::dataset(data.dataset()), from_files(data, name, 3));
        let rows: Vec<usize> = (0..6000).collect();
        assert!(found.pixels(&rows, 14) == original.pixels(&rows, 14), "{name}");
        assert!(found.images(&rows, 14) == original.images(&rows, 14), "{name}");
        assert!(rows.iter().all(|&row| found.label(row) == original.label(row)), "{name}");
    }
}

/// Each run from as few files as it needs.
#[test]
fn runs_on_the_files_come_to_the_receipts_of_runs_on_the_originals() {
    for (data, name) in SETS {
        let original = common::dataset(data.dataset());
        for (files, seed, training_images) in
            [(1, 1, 1), (1, 1, 100), (2, 1, 101), (2, 1, 500), (2, 1, 1000), (3, 1, 1001), (3, 2, 100), (3, 77, 5000)]
        {
            let config = RunConfig { centred: seed == 2, ..config(data, seed, training_images) };
            let train = |dataset: &Dataset| {
                let mut trainer = Trainer::new(config.clone().validate().unwrap(), dataset).unwrap();
                common::advance(&mut trainer, 60);
                let tiles = Tiles::new(&trainer, dataset);
                (trainer.receipt().to_string(), trainer.evaluate(), tiles.inputs().clone())
            };
            let found = from_files(data, name, files);
            assert!(train(&found) == train(&original), "{name}, seed {seed}, m = {training_images}");
        }
    }
}

/// What a run is made of it keeps: files that come later, in whatever order, change nothing.
#[test]
fn files_that_follow_leave_runs_as_they_are() {
    let mut dataset = from_files(Images::Mnist14, "mnist", 1);
    let trainer = Trainer::new(config(Images::Mnist14, 1, 100).validate().unwrap(), &dataset).unwrap();
    let (mut early, mut undisturbed) = (trainer.clone(), trainer);
    dataset.add(&excerpt("mnist-14-rest")).unwrap();
    dataset.add(&excerpt("mnist-14-first-1000")).unwrap();
    // The same once more.
    dataset.add(&excerpt("mnist-14-first-100")).unwrap();
    for trainer in [&mut early, &mut undisturbed] {
        common::advance(trainer, 40);
    }
    assert_eq!(early.receipt(), undisturbed.receipt());
    let mut late = Trainer::new(config(Images::Mnist14, 1, 100).validate().unwrap(), &dataset).unwrap();
    common::advance(&mut late, 40);
    assert_eq!(late.receipt(), early.receipt());
}

#[test]
fn a_run_whose_images_are_not_all_here_is_refused() {
    let refusal = |files, seed, training_images| {
        let dataset = from_files(Images::Mnist14, "mnist", files);
        Trainer::new(config(Images::Mnist14, seed, training_images).validate().unwrap(), &dataset).err()
    };
    for (files, seed, training_images) in [(1, 1, 101), (1, 2, 100), (2, 1, 1001)] {
        let refusal = refusal(files, seed, training_images);
        assert!(matches!(refusal, Some(ConfigError::MissingImages { .. })), "{refusal:?}");
    }
    assert_eq!(
        refusal(1, 1, 101).unwrap().to_string(),
        "data \"mnist-14\": 1 of the images that this seed draws, or that are held out, are not here; hand in all files of it"
    );
    // Sums of 2×2 pixels are neither those pixels nor sums of 3×3.
    let dataset = from_files(Images::Mnist14, "mnist", 3);
    assert!(dataset.shows(5000, 14) && !dataset.shows(5000, 28) && !dataset.shows(5000, 8));
    let config = RunConfig { data: Images::Mnist28, ..config(Images::Mnist14, 1, 100) };
    assert!(matches!(
        Trainer::new(config.validate().unwrap(), &dataset),
        Err(ConfigError::MissingImages { missing: 1100, .. })
    ));
}

/// Eight images, the same whatever the seed, at every size that a network of other images can have.
#[test]
fn the_images_of_another_data_set_are_those_that_all_of_it_would_show() {
    for (data, name, other) in [
        (Images::Mnist14, "fashion-shown", DatasetKind::Fashion),
        (Images::Mnist28, "fashion-shown", DatasetKind::Fashion),
        (Images::Digits8, "fashion-shown", DatasetKind::Fashion),
        (Images::Fashion14, "mnist-shown", DatasetKind::Mnist),
        (Images::Fashion28, "mnist-shown", DatasetKind::Mnist),
    ] {
        let dataset = common::dataset(data.dataset());
        for seed in [1, 2, 4_294_967_295] {
            let trainer = Trainer::new(config(data, seed, 20).validate().unwrap(), &dataset).unwrap();
            let inputs = |other: &Dataset| {
                let mut tiles = Tiles::new(&trainer, &dataset);
                tiles.set_other(other);
                assert!(tiles.rows().contains(&TileRow::OtherData));
                tiles.inputs().clone()
            };
            let found = inputs(&Dataset::from_excerpt(other, &excerpt(name)).unwrap());
            assert!(found == inputs(&common::dataset(other)), "{name} for {data:?}, seed {seed}");
        }
    }
}

#[test]
fn a_broken_excerpt_is_named() {
    let good = excerpt("mnist-14-first-100");
    let refusal = |bytes: &[u8]| Dataset::from_excerpt(DatasetKind::Mnist, bytes).unwrap_err().to_string();
    let expect = |bytes: &[u8], expected: &str, found: &str| {
        assert_eq!(refusal(bytes), format!("an excerpt must be {expected}, found {found}; fetch the file again"));
    };
    let length = good.len() - 8;
    expect(b"<ht", "long enough for 4 more bytes", "3");
    expect(b"ael1", "long enough for 4 more bytes", "0");
    expect(b"<html>!!", "a file that begins with \"ael1\"", "0x3c68746d");
    expect(&good[..500], &format!("{length} bytes behind its header"), "492");
    expect(&[good.as_slice(), &[0]].concat(), &format!("{length} bytes behind its header"), &(length + 1).to_string());
    // Its length is right, but its lists end early, or late.
    let resized = |body: &[u8]| [b"ael1".as_slice(), &(body.len() as u32).to_be_bytes(), body].concat();
    assert!(refusal(&resized(&good[8..good.len() - 1])).contains("long enough for"));
    expect(&resized(&[&good[8..], &[0]].concat()), "at an end behind its last pixel", "1 bytes more");
    let mut other = good.clone();
    other[11] = 29;
    expect(&other, "of 6000 images of 28×28 at most", "6000 of 29×29");
    let refusal = Dataset::from_excerpt(DatasetKind::Digits, &good).unwrap_err().to_string();
    assert!(refusal.contains("of 1797 images of 8×8 at most, found 6000 of 14×14"), "{refusal}");
    let refusal = from_files(Images::Mnist14, "mnist", 1).add(&excerpt("mnist-shown")).unwrap_err().to_string();
    assert!(refusal.contains("of images of 14×14, as those before, found 28×28"), "{refusal}");
}
