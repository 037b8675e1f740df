//! The same bits everywhere: 16 runs of 200 steps end with the parameters that stand in `fixtures/receipts.json`.
//!
//! Every activation, loss, optimizer, init and switch, tied and untied, with changes on the way, on three data sets.
//! `tests/js/receipts.test.js` holds the page's wasm module to the same file.

use crate::common;
use autoencoder_lab::{DatasetKind, Recipe, Trainer};
use serde_json::Value;
use std::path::Path;

const STEPS: u64 = 200;

#[test]
fn runs_end_with_the_bits_they_end_with_everywhere() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/receipts.json");
    let runs: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(runs.len(), 16);
    let datasets = DatasetKind::ALL.iter().map(|&kind| (kind, common::dataset(kind))).collect::<Vec<_>>();
    let mut found = Vec::new();
    for mut run in runs.clone() {
        run.as_object_mut().unwrap().remove("receipt");
        let recipe = Recipe::from_json(run).unwrap();
        let (_, dataset) = datasets.iter().find(|(kind, _)| *kind == recipe.config.data.dataset()).unwrap();
        let mut trainer = Trainer::new(recipe, dataset).unwrap();
        for _ in 0..STEPS {
            trainer.step();
        }
        assert_eq!(trainer.steps(), STEPS, "none diverges");
        found.push(trainer.receipt().to_string());
    }
    let expected: Vec<&str> = runs.iter().map(|run| run["receipt"].as_str().unwrap()).collect();
    assert_eq!(found, expected);
    let distinct: std::collections::HashSet<&String> = found.iter().collect();
    assert_eq!(distinct.len(), 16);
}
