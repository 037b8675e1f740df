//! All 288 PyTorch runs and 48 gradients of `tests/fixtures/reference`, within the tolerances of its README.

use autoencoder_lab::reference::{GRADIENT_TOLERANCE, LOSS_TOLERANCE, replay};
use serde_json::{Value, json};
use std::path::Path;

fn read(file: &str) -> Result<Vec<u8>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reference");
    std::fs::read(folder.join(file)).map_err(|error| error.to_string())
}

#[test]
fn every_run_and_gradient_is_reproduced() {
    let replay = replay(&mut read).unwrap();
    assert_eq!(replay.groups.iter().map(|group| group.runs).sum::<usize>(), 288);
    assert_eq!(replay.groups.iter().map(|group| group.gradients).sum::<usize>(), 48);
    assert_eq!((LOSS_TOLERANCE, GRADIENT_TOLERANCE), (2e-5, 2e-5));
    assert!(replay.passes(), "{replay}");
}

/// A trace that is off, in one number of one run, is noticed.
#[test]
fn a_wrong_trace_is_noticed() {
    let tampered = |name: &'static str, from_end: usize| {
        replay(&mut move |file: &str| {
            let mut bytes = read(file)?;
            if file == name {
                // The exponent byte of one f32.
                let at = bytes.len() - from_end;
                bytes[at] ^= 1;
            }
            Ok(bytes)
        })
        .unwrap()
    };
    let losses = tampered("loss_f32.npy", 1);
    assert!(!losses.passes() && losses.worst_gradient() <= GRADIENT_TOLERANCE, "{losses}");
    let gradients = tampered("grad0_h96_f32.npy", 1);
    assert!(!gradients.passes() && gradients.worst_loss() <= LOSS_TOLERANCE, "{gradients}");
}

/// What is said of the folder with one file changed.
fn refusal(name: &str, change: impl Fn(&mut Vec<u8>)) -> String {
    replay(&mut |file| {
        let mut bytes = read(file)?;
        if file == name {
            change(&mut bytes);
        }
        Ok(bytes)
    })
    .unwrap_err()
    .to_string()
}

#[test]
fn a_broken_folder_is_named() {
    let error = replay(&mut |_| Err("no such file".into())).unwrap_err();
    assert_eq!(error.to_string(), "cannot read manifest.json: no such file");
    assert_eq!(
        refusal("x.npy", |bytes| bytes.truncate(1000)),
        "x.npy: NPY data file has 872 bytes where its header promises 65536; fetch the file again"
    );
    assert_eq!(
        refusal("loss_f32.npy", |bytes| bytes.truncate(8)),
        "loss_f32.npy: NPY array, byte 6: expected NPY of version 1, 2 or 3 with a header, found the end of the file"
    );
    assert_eq!(
        refusal("init_h16.npy", Vec::clear),
        "init_h16.npy: NPY array, byte 0: expected an NPY file, found another beginning"
    );
    // The last row of the last batch, an i32.
    assert_eq!(
        refusal("batches.npy", |bytes| *bytes.last_mut().unwrap() = 1),
        format!("row in batches.npy must be 0..128, found {}", last_row() + (1 << 24))
    );
}

/// The row that stands last in the batches.
fn last_row() -> i32 {
    let bytes = read("batches.npy").unwrap();
    i32::from_le_bytes(*bytes.last_chunk().unwrap())
}

/// A shape whose size no memory can hold promises too much; it does not wrap around.
#[test]
fn a_boundless_array_is_refused() {
    let huge = |bytes: &mut Vec<u8>| {
        let header = "'shape': (4294967296, 4294967296), }";
        let place = bytes.windows(8).position(|window| window == b"'shape':").unwrap();
        bytes[place..place + header.len()].copy_from_slice(header.as_bytes());
    };
    let promised = usize::MAX;
    assert_eq!(
        refusal("x.npy", huge),
        format!("x.npy: NPY data file has 65536 bytes where its header promises {promised}; fetch the file again")
    );
}

#[test]
fn a_manifest_that_does_not_fit_is_named() {
    let refused = |change: &dyn Fn(&mut Value)| {
        refusal("manifest.json", |bytes| {
            let mut manifest = serde_json::from_slice(bytes).unwrap();
            change(&mut manifest);
            *bytes = serde_json::to_vec(&manifest).unwrap();
        })
    };
    for size in ["n", "m", "batch", "steps"] {
        let message = format!("{size} in manifest.json must be 1 or more, found 0");
        assert_eq!(refused(&|manifest| manifest[size] = json!(0)), message);
    }
    assert_eq!(refused(&|m| m["runs"][7]["H"] = json!(0)), "H in manifest.json must be 1 or more, found 0");
    assert_eq!(
        refused(&|m| (m["runs"], m["grad0"]) = (json!([]), json!([]))),
        "number of runs and gradients in manifest.json must be 1 or more, found 0"
    );
    let too_much = "steps × batch × the larger of n and H in manifest.json must be 268435456 at most, found";
    assert_eq!(refused(&|m| m["n"] = json!(1 << 20)), format!("{too_much} {}", 1600_u64 << 20));
    assert_eq!(refused(&|m| m["steps"] = json!(usize::MAX)), format!("{too_much} {}", usize::MAX));
    assert_eq!(refused(&|m| m["runs"][7]["H"] = json!(u32::MAX)), format!("{too_much} {}", 1600 * u64::from(u32::MAX)));
    assert_eq!(refused(&|m| m["n"] = json!(63)), "shape of x.npy must be [128, 63], found [128, 64]");
    let missing = refused(&|m| m["runs"][7]["H"] = json!(17));
    assert!(missing.starts_with("cannot read init_h17.npy: "), "{missing}");
    assert_eq!(refused(&|m| m["runs"][7]["index"] = json!(288)), "index of a run must be below 288, found 288");
    assert_eq!(
        refused(&|m| m["grad0"][0]["len"] = json!(9)),
        "length of the gradient at 0 in grad0_h16_f64.npy must be 2128, found 9"
    );
    let last = 4_000_000_000_u64;
    assert_eq!(
        refused(&|m| m["grad0"][0]["offset"] = json!(last)),
        "numbers from 4000000000 on in grad0_h16_f64.npy must be 2128 or more, found 0"
    );
    assert_eq!(
        refusal("manifest.json", |bytes| bytes.truncate(1)),
        "manifest.json: EOF while parsing an object at line 1 column 1"
    );
}
