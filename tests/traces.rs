//! All 288 PyTorch runs and 48 gradients of `tests/fixtures/reference`, within the tolerances of its README.

use autoencoder_lab::reference::{GRADIENT_TOLERANCE, LOSS_TOLERANCE, replay};
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

#[test]
fn a_broken_folder_is_named() {
    let error = replay(&mut |_| Err("no such file".into())).unwrap_err();
    assert_eq!(error.to_string(), "cannot read manifest.json: no such file");
    let error = replay(&mut |file| {
        let mut bytes = read(file)?;
        if file == "x.npy" {
            bytes.truncate(1000);
        }
        Ok(bytes)
    })
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "x.npy: NPY data file has 872 bytes where its header promises 65536; fetch the file again"
    );
}
