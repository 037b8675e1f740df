use crate::{file, one};
use autoencoder_lab::config::{Images, Own};
use autoencoder_lab::data::Split;
use autoencoder_lab::{Dataset, Recipe, RunConfig, Trainer};
use autoencoder_lab_own::{OwnImages, Scaling, scaled};
use serde_json::json;

fn digits() -> OwnImages {
    scaled(&one("digits.npy", &file("examples/data/digits.npy")).unwrap(), Scaling::Byte, false).unwrap()
}

fn config(own: &str, seed: u32) -> RunConfig {
    RunConfig { data: Images::Own, own: Own::read(own), seed, training_images: 40, ..RunConfig::default() }
}

fn text(rule: char) -> String {
    format!("60x8{rule}{}-digits.npy", digits().hash())
}

#[test]
fn held_out_images_are_drawn_by_the_seed_or_are_the_last_and_never_trained_on() {
    let dataset = Dataset::from_own(&digits().write()).unwrap();
    let split = |own: &str, seed| Split::draw(&config(own, seed).validate().unwrap(), &dataset).unwrap();
    let [drawn, other, last] = [split(&text('s'), 1), split(&text('s'), 2), split(&text('l'), 1)];
    assert_eq!(last.held_out_rows, (48..60).collect::<Vec<_>>());
    assert_ne!(drawn.held_out_rows, other.held_out_rows);
    for split in [&drawn, &other, &last] {
        assert_eq!((split.held_out_rows.len(), split.train_rows.len()), (12, 40));
        assert!(
            split.held_out_rows.is_sorted() && split.held_out_rows.iter().all(|row| !split.train_rows.contains(row))
        );
        assert_eq!(split.held_out, dataset.pixels(&split.held_out_rows, 8));
    }
    let fewer = RunConfig { training_images: 7, ..config(&text('s'), 1) };
    let fewer = Split::draw(&fewer.validate().unwrap(), &dataset).unwrap();
    assert_eq!((fewer.held_out_rows, &fewer.train_rows[..]), (drawn.held_out_rows, &drawn.train_rows[..7]));
}

#[test]
fn a_run_on_own_data_is_repeated_by_its_recipe_and_refuses_others() {
    let dataset = Dataset::from_own(&digits().write()).unwrap();
    let settings = json!({"data": "own", "own": text('s'), "trainingImages": 48, "hiddenUnits": 9, "seed": 4});
    let recipe = json!({"config": settings, "events": []});
    let receipt = |dataset: &Dataset| {
        let recipe = Recipe::from_json(recipe.clone()).unwrap();
        let mut trainer = Trainer::new(recipe, dataset).unwrap();
        for _ in 0..30 {
            trainer.step();
        }
        trainer.receipt().to_string()
    };
    // `tests/page/own.spec.js` has the page come to the same.
    assert_eq!(receipt(&dataset), "19bf-3c7b-7766");
    let other = scaled(&one("digits.npy", &file("examples/data/digits.npy")).unwrap(), Scaling::Byte, true).unwrap();
    let refusal = Split::draw(&config(&text('s'), 1).validate().unwrap(), &Dataset::from_own(&other.write()).unwrap());
    assert_eq!(
        refusal.unwrap_err().to_string(),
        format!(
            "the run needs your data {}, found data of 60 images of 8×8 with hash {}; hand in the file that it was made with",
            text('s'),
            other.hash()
        )
    );
    let mnist = Split::draw(&RunConfig::default().validate().unwrap(), &dataset).unwrap_err().to_string();
    assert_eq!(mnist, "data \"mnist-14\" needs the images of mnist, found those of own");
}

#[test]
fn a_configuration_names_own_data_where_they_are_its_data_and_nowhere_else() {
    let refusal = |value: serde_json::Value| RunConfig::from_json(value).unwrap_err().to_string();
    assert!(refusal(json!({"data": "own"})).starts_with("data \"own\" needs to be told which"));
    assert_eq!(refusal(json!({"own": text('s')})), "own data need data \"own\", found \"mnist-14\"; leave own out");
    assert_eq!(
        refusal(json!({"data": "own", "own": text('s'), "trainingImages": 49})),
        "training images of own must be 1..=48, found 49"
    );
    for wrong in [
        "",
        "9x8s0123456789ab-a",
        "060x8s0123456789ab-a",
        "60x7s0123456789ab-a",
        "60x8q0123456789ab-a",
        "60x8s0123456789aB-a",
        "60x8s0123456789ab-",
        "60x8s0123456789ab-a.",
    ] {
        assert!(refusal(json!({"data": "own", "own": wrong})).starts_with("own data must be count, side"), "{wrong}");
    }
    let written = serde_json::to_value(config(&text('l'), 1)).unwrap();
    assert_eq!(written["own"], text('l'));
    assert_eq!(
        serde_json::to_value(RunConfig::default()).unwrap().get("own"),
        None,
        "recipes of others are as they were"
    );
}

#[test]
fn other_images_are_shown_at_any_side() {
    let bytes: Vec<u8> = (0..10 * 64).map(|at| (at % 200) as u8).collect();
    let own = OwnImages::new(8, autoencoder_lab_own::Ink::Bytes(bytes), None);
    let dataset = Dataset::from_own(&own.write()).unwrap();
    let [small, large] = [4, 24].map(|side| dataset.resampled(&[3], side));
    let own = dataset.images(&[3], 8);
    for at in 0..16 {
        let (row, column) = (at / 4 * 2, at % 4 * 2);
        let mean: f32 = [0, 1, 8, 9].map(|d| own[(0, row * 8 + column + d)]).iter().sum::<f32>() / 4.0;
        assert!((small[(0, at)] - mean).abs() < 1e-6);
    }
    assert!((0..576).all(|at| (large[(0, at)] - own[(0, at / 24 / 3 * 8 + at % 24 / 3)]).abs() < 1e-6));
}
