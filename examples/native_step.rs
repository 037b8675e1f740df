//! The benchmarks' step as a program that another one drives over a pipe: see `benches/pytorch_step.py`.
//!
//! It reads n, k, batch and the number of images, u32 each, then W, W*ᵀ and the images, f32, all little-endian. From then on
//! each u32 it reads is a number of steps; it does them and answers with their time in seconds and the last loss, f64 each.

#[path = "../benches/step.rs"]
mod step;

use autoencoder_lab::config::{Activation, OptimizerKind};
use std::io::{ErrorKind, Read, Result, Write, stdin, stdout};
use std::time::Instant;

fn main() -> Result<()> {
    let (mut input, mut output) = (stdin().lock(), stdout().lock());
    let mut size = || word(&mut input).map(|word| u32::from_le_bytes(word) as usize);
    let (n, k, batch, images) = (size()?, size()?, size()?, size()?);
    let mut floats = |count| (0..count).map(|_| word(&mut input).map(f32::from_le_bytes)).collect::<Result<Vec<f32>>>();
    let (weights, images) = (floats(2 * k * n)?, floats(images * n)?);
    let mut step = step::Step::new([n, k, batch], Activation::Sigmoid, OptimizerKind::Adam, &weights, &images);
    loop {
        let steps = match word(&mut input) {
            Ok(word) => u32::from_le_bytes(word),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        let begin = Instant::now();
        let loss = step.run(steps as usize);
        output.write_all(&begin.elapsed().as_secs_f64().to_le_bytes())?;
        output.write_all(&loss.to_le_bytes())?;
        output.flush()?;
    }
}

/// The next four bytes.
fn word(input: &mut impl Read) -> Result<[u8; 4]> {
    let mut word = [0; 4];
    input.read_exact(&mut word)?;
    Ok(word)
}
