//! What a person or a file hands us is refused with a sentence that names the field, the allowed range and the value.

use crate::common;
use autoencoder_lab::config::{Activation, HYPERPARAMETERS, Images, Scale, SettingValue};
use autoencoder_lab::{Change, Dataset, DatasetKind, RunConfig, Trainer};
use serde_json::{Value, json};

#[track_caller]
fn assert_refused(json: Value, message: &str) {
    assert_eq!(RunConfig::from_json(json).unwrap_err().to_string(), message);
}

#[test]
fn each_rejection_names_field_range_and_value() {
    assert_refused(json!({"hiddenUnits": 0}), "hidden units must be 1..=4096, found 0");
    assert_refused(json!({"hiddenUnits": 4097}), "hidden units must be 1..=4096, found 4097");
    assert_refused(json!({"hiddenUnits": 2.5}), "hidden units must be 1..=4096, found 2.5");
    assert_refused(json!({"hiddenUnits": "16"}), "hidden units must be 1..=4096, found \"16\"");
    assert_refused(json!({"lambda": -0.1}), "L2 strength λ must be 0..=1000000, found -0.1");
    assert_refused(json!({"lambda": null}), "L2 strength λ must be 0..=1000000, found null");
    assert_refused(json!({"learningRate": 1e9}), "learning rate must be 0..=1000, found 1000000000.0");
    assert_refused(json!({"seed": -1}), "seed must be 0..=4294967295, found -1");
    assert_refused(json!({"seed": 4_294_967_296_u64}), "seed must be 0..=4294967295, found 4294967296");
    assert_refused(json!({"batchSize": 0}), "batch size must be 1..=16000, found 0");
    assert_refused(json!({"initGain": 101}), "init gain must be 0..=100, found 101");
    assert_refused(json!({"trainingImages": 16_001}), "training images must be 1..=16000, found 16001");
    assert_refused(json!({"trainingImages": 5001}), "training images of mnist-14 must be 1..=5000, found 5001");
    assert_refused(json!({"tied": 1}), "tie weights must be true or false, found 1");
    assert_refused(
        json!({"activation": "gelu"}),
        &format!("activation must be one of {}, found \"gelu\"", Activation::NAMES.join(", ")),
    );
    assert_refused(
        json!({"data": "digits-8", "trainingImages": 1298}),
        "training images of digits-8 must be 1..=1297, found 1298",
    );
    assert_refused(
        json!({"loss": "cross-entropy"}),
        "loss cross-entropy needs output activation sigmoid, found linear; choose sigmoid or squared-error",
    );
    assert_refused(
        json!({"centred": true, "outputActivation": "sigmoid"}),
        "centred images need output activation linear, found sigmoid; choose linear or images as they are",
    );
    assert_refused(json!({"rateSteps": 0}), "rate steps must be 1..=1000000, found 0");
    assert_refused(
        json!({"optimizer": ["adam", null, {"a": 1.5}, true]}),
        "optimizer must be one of sgd, momentum, adam, found [\"adam\",null,{\"a\":1.5},true]",
    );
    assert_refused(json!([1]), "a configuration must be an object of fields, found [1]");
    assert_refused(
        json!({"lamda": 0}),
        "unknown field \"lamda\"; expected one of data, trainingImages, seed, hiddenUnits, activation, \
         outputActivation, loss, lambda, tied, optimizer, learningRate, init, initGain, batchSize, \
         penalizeBiases, countTiedTwice, decay, rateSchedule, rateSteps, centred, points, own",
    );
}

#[test]
fn not_a_number_is_out_of_range() {
    let config = RunConfig { lambda: f64::NAN, ..RunConfig::default() };
    assert_eq!(config.validate().unwrap_err().to_string(), "L2 strength λ must be 0..=1000000, found NaN");
}

/// The table is the configuration: the same fields, the same defaults, every default inside its range.
#[test]
fn the_table_and_the_default_configuration_agree() {
    let Value::Object(defaults) = serde_json::to_value(RunConfig::default()).unwrap() else {
        panic!("a configuration is an object");
    };
    // Where a person has placed no points, or handed nothing in, JSON has none.
    let written = HYPERPARAMETERS.iter().filter(|row| !matches!(row.scale, Scale::Points | Scale::Own));
    assert_eq!(defaults.len(), written.clone().count());
    for (row, configured) in written.map(|row| (row, &defaults[row.field])) {
        let default = serde_json::to_value(row.default()).unwrap();
        match configured.as_f64() {
            Some(number) => assert_eq!((row.check(number), default.as_f64()), (Ok(()), Some(number)), "{}", row.field),
            None => assert_eq!(&default, configured, "{}", row.field),
        }
    }
    assert_eq!(*RunConfig::from_json(Value::Object(defaults)).unwrap(), RunConfig::default());
    assert_eq!(*RunConfig::from_json(json!({})).unwrap(), RunConfig::default());
    assert_eq!(RunConfig::from_json(json!({"hiddenUnits": 32.0})).unwrap().hidden_units, 32);
}

/// Every field of the table reaches the configuration: set to another value, it is there.
#[test]
fn every_field_of_the_table_can_be_set() {
    for row in HYPERPARAMETERS {
        let other = match row.default() {
            SettingValue::Number(_) => json!(row.max.min(77.0)),
            SettingValue::Choice(default) => json!(row.choices.iter().find(|choice| **choice != default).unwrap()),
            SettingValue::Switch(default) => json!(!default),
            SettingValue::Points(_) => json!("V2S000V2S"),
            SettingValue::Own(_) => json!("100x8s0123456789ab-a"),
        };
        // Cross-entropy is refused without a sigmoid.
        let mut fields = match row.field {
            "loss" => json!({"outputActivation": "sigmoid"}),
            "points" => json!({"data": "points", "trainingImages": 2}),
            "own" => json!({"data": "own", "trainingImages": 2}),
            _ => json!({}),
        };
        fields[row.field] = other.clone();
        let config = serde_json::to_value(&*RunConfig::from_json(fields).unwrap()).unwrap();
        assert_eq!(config[row.field].as_f64(), other.as_f64(), "{}", row.field);
        assert!(other.is_number() || config[row.field] == other, "{}", row.field);
    }
}

/// What the table calls live, and nothing else, can be changed while a network trains.
#[test]
fn what_is_live_can_be_changed() {
    for row in HYPERPARAMETERS {
        let change = serde_json::from_value::<Change>(json!({ row.field: row.default() }));
        assert_eq!(change.is_ok(), row.live, "{}", row.field);
    }
}

#[track_caller]
fn assert_unreadable(images: &[u8], labels: &[u8], message: &str) {
    assert_eq!(Dataset::from_idx(DatasetKind::Digits, images, labels).unwrap_err().to_string(), message);
}

#[test]
fn a_broken_data_file_is_named() {
    let images = common::gunzip("digits8x8-images-idx3-ubyte.gz");
    let labels = common::gunzip("digits8x8-labels-idx1-ubyte.gz");
    assert_unreadable(
        b"<html>",
        &labels,
        "not an IDX file of images: expected magic number 0x00000803, found 0x3c68746d; fetch the file again",
    );
    assert_unreadable(
        b"",
        &labels,
        "not an IDX file of images: expected magic number 0x00000803, found only 0 bytes; fetch the file again",
    );
    assert_unreadable(
        &images[..5000],
        &labels,
        "images file has 4984 bytes where its header promises 115008; fetch the file again",
    );
    assert_unreadable(
        &images[..10],
        &labels,
        "images header file has 6 bytes where its header promises 12; fetch the file again",
    );
    assert_unreadable(
        &images,
        &images,
        "not an IDX file of labels: expected magic number 0x00000801, found 0x00000803; fetch the file again",
    );
    let mnist = common::gunzip("mnist-6k-images-idx3-ubyte.gz");
    assert_unreadable(&mnist, &labels, "digits must have 1797 images of 8×8, found 6000 of 28×28");
}

#[test]
fn a_configuration_for_other_data_is_refused() {
    let config = RunConfig { data: Images::Fashion14, ..RunConfig::default() }.validate().unwrap();
    let error = Trainer::new(config, &common::dataset(DatasetKind::Mnist)).unwrap_err();
    assert_eq!(error.to_string(), "data \"fashion-14\" needs the images of fashion, found those of mnist");
}
