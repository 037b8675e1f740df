//! Makes the excerpts of www/data from its IDX files:
//!
//! ```text
//! cargo run --release --example excerpts && (cd www/data && sha256sum *.gz > SHA256SUMS)
//! ```
//!
//! `tests/input/excerpts.rs` holds the files to the originals, bit for bit.

use autoencoder_lab::config::Images;
use autoencoder_lab::data::{Split, showcase};
use autoencoder_lab::{Dataset, RunConfig};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::error::Error;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    for (data, name) in [(Images::Mnist14, "mnist"), (Images::Fashion14, "fashion")] {
        let images = unpacked(&format!("{name}-6k-images-idx3-ubyte.gz"))?;
        let labels = unpacked(&format!("{name}-6k-labels-idx1-ubyte.gz"))?;
        let dataset = Dataset::from_idx(data.dataset(), &images, &labels)?;
        let drawn = drawn(data, &dataset)?;
        let held_out: Vec<usize> = dataset.held_out_rows().collect();
        let first = [&drawn[..100], &held_out].concat();
        write(&format!("{name}-14-first-100.gz"), &dataset, first, data.side())?;
        write(&format!("{name}-14-first-1000.gz"), &dataset, drawn[100..1000].to_vec(), data.side())?;
        write(&format!("{name}-14-rest.gz"), &dataset, drawn[1000..].to_vec(), data.side())?;
        write(&format!("{name}-shown.gz"), &dataset, showcase(&dataset, dataset.held_out_rows()), 28)?;
    }
    Ok(())
}

/// All training images in the order in which the page's first seed draws them.
fn drawn(data: Images, dataset: &Dataset) -> Result<Vec<usize>, Box<dyn Error>> {
    let config = RunConfig { data, seed: 1, training_images: data.training_pool(), ..RunConfig::default() };
    Ok(Split::draw(&config.validate()?, dataset)?.train_rows)
}

fn write(name: &str, dataset: &Dataset, mut rows: Vec<usize>, side: usize) -> Result<(), Box<dyn Error>> {
    rows.sort_unstable();
    let excerpt = dataset.excerpt(&rows, side);
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&excerpt)?;
    let packed = packer.finish()?;
    println!("{name}: {} images, {} bytes, packed {}", rows.len(), excerpt.len(), packed.len());
    Ok(fs::write(folder().join(name), packed)?)
}

fn unpacked(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(folder().join(name))?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/data")
}
