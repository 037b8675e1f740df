//! Native sweeps: the file that they write, ended and taken up anywhere, and what they refuse.

#[path = "../../examples/sweep/arguments.rs"]
mod arguments;
#[path = "../../examples/common/page_data.rs"]
mod page_data;
#[path = "../../examples/sweep/program.rs"]
mod program;
#[path = "../../examples/sweep/progress.rs"]
mod progress;
#[path = "../../examples/sweep/results.rs"]
mod results;
#[path = "../../examples/sweep/row.rs"]
mod row;

use crate::common::fixture;
use autoencoder_lab::sweep::Point;
use autoencoder_lab::{RunConfig, Trainer};
use row::{Row, header};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder for a test, with a recipe in it.
fn folder(name: &str, recipe: &Value) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("recipe.json"), recipe.to_string()).unwrap();
    folder
}

/// 60 of the 8×8 digits, few hidden units.
fn small() -> Value {
    json!({ "config": { "data": "digits-8", "trainingImages": 60, "hiddenUnits": 12, "batchSize": 20 } })
}

/// Sweeps in `folder`: the outcome, and what was said.
fn sweep(folder: &Path, options: &str) -> (Result<(), String>, String) {
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let ends = [vec![file("recipe.json")], vec!["--out".into(), file("results.csv")]];
    let arguments =
        [ends[0].clone(), options.split_whitespace().map(str::to_owned).collect(), ends[1].clone()].concat();
    let mut log = Vec::new();
    let outcome = program::run(&arguments, &mut log, false);
    (outcome, String::from_utf8(log).unwrap())
}

fn results(folder: &Path) -> String {
    fs::read_to_string(folder.join("results.csv")).unwrap()
}

/// The same recipe and options in Chromium give these bytes: see the page's own test.
#[test]
fn a_finished_file_is_the_one_that_the_page_downloads() {
    let recipe: Value = serde_json::from_slice(&fixture("sweep.json")).unwrap();
    let folder = folder("finished", &recipe);
    let (outcome, log) = sweep(&folder, "--lambda --seeds 1 --steps 200");
    assert_eq!(outcome, Ok(()));
    assert!(log.contains("26 of 26 runs, in "), "{log}");
    let expected = String::from_utf8(fixture("sweep.csv")).unwrap();
    assert!(results(&folder) == expected, "found\n{}", results(&folder));
}

#[test]
fn a_row_is_what_the_run_comes_to() {
    let point = Point { hidden_units: 9, lambda: 0.003, tied: true, seed: 5 };
    let base =
        RunConfig { data: autoencoder_lab::config::Images::Digits8, training_images: 50, ..RunConfig::default() };
    let dataset = page_data::dataset(base.data.dataset()).unwrap();
    let mut run = Trainer::new(point.config(&base).unwrap(), &dataset).unwrap();
    for _ in 0..40 {
        run.step();
    }
    let (last, receipt) = (run.evaluate(), run.receipt());
    let line = Row::train(point, &base, 40, &dataset).unwrap().line();
    let fields: Vec<&str> = line.split(',').collect();
    assert_eq!(fields[..5], ["9", "0.003", "true", "5", "40"]);
    let numbers = [last.train, last.held_out, last.gap, last.copy_index, last.noise_kept, last.dead_units];
    for (field, number) in fields[5..11].iter().zip(numbers) {
        assert_eq!(field.parse::<f64>().unwrap(), number);
    }
    assert_eq!(fields[11], receipt.to_string());
}

#[test]
fn a_sweep_that_was_ended_anywhere_goes_on_to_the_same_file() {
    let options = "--lambda 0,0.01,1e-7 --seeds 2 --steps 20";
    let folder = folder("ended", &small());
    assert_eq!(sweep(&folder, options).0, Ok(()));
    let whole = results(&folder);
    let rows = whole.lines().count() - 1;
    assert_eq!(rows, 3 * 2 * 2);
    for end in (0..whole.len()).step_by(41).chain([header().len() + 1]) {
        let kept = whole[..end].matches('\n').count().saturating_sub(1);
        fs::write(folder.join("results.csv"), &whole[..end]).unwrap();
        let (outcome, log) = sweep(&folder, options);
        assert_eq!(outcome, Ok(()), "ended after {end} bytes");
        assert!(results(&folder) == whole, "ended after {end} bytes");
        let said = format!("there already: {kept} of {rows} runs\n");
        assert_eq!(log.contains(&said), kept > 0, "ended after {end} bytes: {log}");
        assert!(log.contains(&format!("{0} of {0} runs, in", rows - kept)), "the others alone are trained: {log}");
    }
    let (outcome, log) = sweep(&folder, options);
    assert_eq!((outcome, log.as_str()), (Ok(()), "there already: 12 of 12 runs\n"));
}

#[test]
fn rows_are_in_one_order_and_another_sweep_of_the_recipe_adds_to_them() {
    let folder = folder("order", &small());
    assert_eq!(sweep(&folder, "--lambda 1e-1,0 --tied false --seeds 2 --steps 5").0, Ok(()));
    let (outcome, log) = sweep(&folder, "--units 9,12 --seeds 1 --steps 5");
    assert_eq!(outcome, Ok(()));
    assert!(log.starts_with("there already: 1 of 4 runs\n"), "12 hidden units at λ = 0, untied: {log}");
    let text = results(&folder);
    let points: Vec<String> =
        text.lines().skip(1).map(|line| line.splitn(5, ',').take(4).collect::<Vec<_>>().join(",")).collect();
    let expected = [
        "9,0,false,1",
        "9,0,true,1",
        "12,0,false,1",
        "12,0,false,2",
        "12,0,true,1",
        "12,0.1,false,1",
        "12,0.1,false,2",
    ];
    assert_eq!(points, expected);
    assert!(text.ends_with('\n'));
}

#[test]
fn numbers_are_written_as_javascript_writes_them() {
    let written = |lambda: f64| {
        let point = Point { hidden_units: 3, lambda, tied: false, seed: 1 };
        let base = RunConfig {
            data: autoencoder_lab::config::Images::Digits8,
            activation: autoencoder_lab::config::Activation::Sigmoid,
            training_images: 5,
            ..RunConfig::default()
        };
        let dataset = page_data::dataset(base.data.dataset()).unwrap();
        Row::train(point, &base, 1, &dataset).unwrap().line()
    };
    for (lambda, text) in
        [(1e-7, "1e-7"), (0.000_001, "0.000001"), (0.1 + 0.2, "0.30000000000000004"), (1e6, "1000000")]
    {
        assert_eq!(written(lambda).split(',').nth(1), Some(text));
    }
    // Units of a sigmoid cannot be dead: there is no number.
    assert_eq!(written(0.0).split(',').nth(10), Some(""));
}

#[test]
fn a_run_that_diverges_has_the_step_at_which_that_was_found() {
    let mut recipe = small();
    recipe["config"]["optimizer"] = json!("sgd");
    recipe["config"]["learningRate"] = json!(1000);
    let folder = folder("diverged", &recipe);
    assert_eq!(sweep(&folder, "--lambda 0 --tied false --seeds 1 --steps 100").0, Ok(()));
    let text = results(&folder);
    let fields: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(fields[..4], ["12", "0", "false", "1"]);
    assert!((1..100).contains(&fields[4].parse().unwrap()), "{text}");
    assert_eq!(fields[5..], ["", "", "", "", "", "", "diverged"]);
    let (outcome, log) = sweep(&folder, "--lambda 0 --tied false --seeds 1 --steps 100");
    assert_eq!((outcome, log.as_str()), (Ok(()), "there already: 1 of 1 runs\n"), "its row can be read again");
}

#[test]
fn what_is_changed_on_the_way_is_left_out_and_that_is_said() {
    let mut recipe = small();
    recipe["events"] = json!([{ "step": 2, "change": { "lambda": 0.5 } }]);
    let folder = folder("events", &recipe);
    let (outcome, log) = sweep(&folder, "--lambda 0 --tied false --seeds 1 --steps 5");
    assert_eq!(outcome, Ok(()));
    assert!(log.starts_with("the recipe's events are left out (1 found): "), "{log}");
    let with = results(&folder);
    fs::write(folder.join("recipe.json"), small().to_string()).unwrap();
    fs::remove_file(folder.join("results.csv")).unwrap();
    assert_eq!(sweep(&folder, "--lambda 0 --tied false --seeds 1 --steps 5").0, Ok(()));
    assert_eq!(results(&folder), with);
}

#[track_caller]
fn refused(folder: &Path, options: &str) -> String {
    sweep(folder, options).0.unwrap_err()
}

#[test]
fn bad_options_are_refused_by_name() {
    let folder = folder("options", &small());
    let cases = [
        ("--lambda 0,x", "--lambda must be numbers with commas between them, found \"0,x\""),
        ("--units 8,1.5", "--units must be whole numbers with commas between them, found \"8,1.5\""),
        ("--units 8,5000", "hidden units must be 1..=4096, found 5000"),
        ("--lambda 1e7", "L2 strength λ must be 0..=1000000, found 10000000"),
        ("--seeds 0", "--seeds must be a whole number, 1..=1000, found \"0\""),
        ("--steps many", "--steps must be a whole number, 1..=10000000, found \"many\""),
        ("--tied maybe", "--tied must be both, true or false, found \"maybe\""),
    ];
    for (options, message) in cases {
        assert_eq!(refused(&folder, options), message);
    }
    assert!(refused(&folder, "--seeds").starts_with("--seeds needs a value\nusage: "));
    assert!(refused(&folder, "--epochs 3").starts_with("there is no --epochs\nusage: "));
    assert!(refused(&folder, "other.json").starts_with("there is no other.json\nusage: "));
    assert!(!folder.join("results.csv").exists(), "nothing is begun");
    fs::write(folder.join("recipe.json"), r#"{"config": {"lamda": 1}}"#).unwrap();
    assert!(refused(&folder, "").contains("recipe.json: "));
    let no_out = program::run(&["recipe.json".into()], &mut Vec::new(), false).unwrap_err();
    assert!(no_out.starts_with("usage: "), "{no_out}");
}

#[test]
fn rows_of_another_recipe_are_refused_by_what_differs() {
    let folder = folder("other", &small());
    let options = "--lambda 0 --tied false --seeds 1 --steps";
    assert_eq!(sweep(&folder, &format!("{options} 5")).0, Ok(()));
    let rows = results(&folder);
    let path = folder.join("results.csv");
    let found = refused(&folder, &format!("{options} 6"));
    let expected =
        format!("{} has rows of another recipe: steps is 5 there and 6 here; choose another --out", path.display());
    assert_eq!(found, expected);
    let mut other = small();
    other["config"]["batchSize"] = json!(30);
    fs::write(folder.join("recipe.json"), other.to_string()).unwrap();
    assert!(refused(&folder, &format!("{options} 5")).contains("batchSize is 20 there and 30 here"));
    // What is swept is no part of the recipe.
    let mut same = small();
    same["config"]["hiddenUnits"] = json!(13);
    same["config"]["seed"] = json!(7);
    fs::write(folder.join("recipe.json"), same.to_string()).unwrap();
    assert_eq!(sweep(&folder, &format!("{options} 5")).0, Ok(()));
    fs::write(&path, &rows).unwrap();
    fs::remove_file(folder.join("results.csv.recipe.json")).unwrap();
    assert!(refused(&folder, &format!("{options} 5")).contains("nobody knows of which recipe the rows"));
    assert_eq!(results(&folder), rows, "what was refused is as it was");
}

#[test]
fn a_file_of_something_else_is_refused_and_left_alone() {
    let folder = folder("strange", &small());
    let options = "--lambda 0 --tied false --seeds 1 --steps 5";
    assert_eq!(sweep(&folder, options).0, Ok(()));
    let (rows, path) = (results(&folder), folder.join("results.csv"));
    let row = rows.lines().nth(1).unwrap();
    let cases = [
        ("name,age\n".to_owned(), "line 1: expected hiddenUnits,lambda,"),
        ("my notes".to_owned(), "line 1: expected hiddenUnits,lambda,"),
        (format!("{rows}12,0,false\n"), "line 3: expected a row as a sweep writes it, found \"12,0,false\""),
        (rows.replace("12,0,false", "12,0.0,false"), "line 2: expected a row as a sweep writes it"),
        (format!("{rows}{row}\n"), "line 3: the same run has a row above it"),
    ];
    for (text, message) in cases {
        fs::write(&path, &text).unwrap();
        let found = refused(&folder, options);
        assert!(found.contains(message), "{found}");
        assert_eq!(results(&folder), text);
    }
}

#[test]
fn a_second_sweep_into_the_same_file_is_refused() {
    let folder = folder("locked", &small());
    let path = folder.join("results.csv");
    let base = RunConfig::default();
    let first = results::Results::open(&path, &base, 5).unwrap();
    assert!(results::Results::open(&path, &base, 5).err().unwrap().ends_with("another sweep is writing to it"));
    drop(first);
    assert!(results::Results::open(&path, &base, 5).is_ok());
}
