//! The same bits everywhere: runs of 200 steps end with the parameters that stand in `fixtures/receipts.json`.
//!
//! Every activation, loss, optimizer, init and switch, tied and untied, with changes on the way, on images and on points.
//! `tests/js/receipts.test.js` holds the page's wasm module to the same file, `tests/browsers/replay.spec.js` every browser.

use crate::common;
use autoencoder_lab::config::{HYPERPARAMETERS, Scale};
use autoencoder_lab::{DatasetKind, Recipe, Trainer};
use serde_json::{Value, json};
use std::path::Path;

const STEPS: u64 = 200;

/// The runs, and the receipts that they come to.
fn runs() -> Vec<(Recipe, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/receipts.json");
    let runs: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let known = |mut run: Value| {
        let receipt = run.as_object_mut().unwrap().remove("receipt").unwrap();
        (Recipe::from_json(run).unwrap(), receipt.as_str().unwrap().to_owned())
    };
    runs.into_iter().map(known).collect()
}

#[test]
fn runs_end_with_the_bits_they_end_with_everywhere() {
    let datasets = DatasetKind::ALL.iter().map(|&kind| (kind, common::dataset(kind))).collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut expected = Vec::new();
    for (recipe, receipt) in runs() {
        let (_, dataset) = datasets.iter().find(|(kind, _)| *kind == recipe.config.data.dataset()).unwrap();
        let mut trainer = Trainer::new(recipe, dataset).unwrap();
        for _ in 0..STEPS {
            trainer.step();
        }
        assert_eq!(trainer.steps(), STEPS, "none diverges");
        found.push(trainer.receipt().to_string());
        expected.push(receipt);
    }
    assert_eq!(found, expected);
    let distinct: std::collections::HashSet<&String> = found.iter().collect();
    assert_eq!(distinct.len(), found.len());
}

/// What is picked by name, and each switch in both positions, is in one of them.
#[test]
fn every_choice_has_a_run() {
    let configs: Vec<Value> = runs().iter().map(|(run, _)| serde_json::to_value(&*run.config).unwrap()).collect();
    for row in HYPERPARAMETERS {
        let values = match row.scale {
            // A run on own data is in `tests/own` and, in the page, in `tests/page/own.spec.js`.
            Scale::Choice => row.choices.iter().filter(|&&name| name != "own").map(|name| json!(name)).collect(),
            Scale::Switch => vec![json!(false), json!(true)],
            Scale::Whole | Scale::Real | Scale::Points | Scale::Own => continue,
        };
        for value in values {
            let has_it = configs.iter().any(|config| config[row.field] == value);
            assert!(has_it, "{} {value} has no run in tests/fixtures/receipts.json", row.field);
        }
    }
}
