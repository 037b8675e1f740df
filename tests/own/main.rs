//! A person's own data: what the readers make of files that NumPy wrote, what they refuse, and runs on what they hand over.

mod findings;
mod hostile;
mod pictures;
mod reading;
mod runs;

use autoencoder_lab_own::{Named, Refusal, Table, read};
use std::path::Path;

/// The bytes of a file of the working copy.
fn file(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What is read of one file.
fn one(name: &str, bytes: &[u8]) -> Result<Table, Refusal> {
    read(&[Named { name, bytes }], None)
}

/// What is read of text.
fn text(text: &str) -> Result<Table, Refusal> {
    one("a.csv", text.as_bytes())
}

/// Rows of text: ten images of 8×8, whose numbers `cell` writes.
fn rows(between: &str, cell: impl Fn(usize, usize) -> String) -> String {
    let row = |row: usize| (0..64).map(|column| cell(row, column)).collect::<Vec<_>>().join(between) + "\n";
    (0..10).map(row).collect()
}
