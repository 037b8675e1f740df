//! The data sets of the page, from its own folder.

use autoencoder_lab::{Dataset, DatasetKind};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A data set of the page.
pub(crate) fn dataset(kind: DatasetKind) -> Result<Dataset, String> {
    match kind {
        DatasetKind::Plane => return Ok(Dataset::plane()),
        DatasetKind::Own => return Err("the data are a person's own, and only the page has them".into()),
        _ => {}
    }
    let stem = kind.file();
    let images = unpacked(&format!("{stem}-images-idx3-ubyte.gz"))?;
    let labels = unpacked(&format!("{stem}-labels-idx1-ubyte.gz"))?;
    Dataset::from_idx(kind, &images, &labels).map_err(|error| error.to_string())
}

fn unpacked(name: &str) -> Result<Vec<u8>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data").join(name);
    let file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(bytes)
}
