//! Files of the folder, where there are files.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Bytes that a file of traces has at most: 1 GiB.
const LARGEST: u64 = 1 << 30;

/// Reads the file `name` of `folder`, for [`replay`](super::replay): only a plain file, and no more than a gibibyte, for a
/// manifest of somebody else's may name a device or a pipe.
///
/// # Errors
///
/// A sentence that says why it cannot be read.
pub fn read_file(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let path = folder.join(name);
    let said = |error: std::io::Error| error.to_string();
    // To open a pipe would wait for its writer.
    let metadata = fs::metadata(&path).map_err(said)?;
    if !metadata.is_file() {
        return Err("it is no plain file".into());
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    File::open(&path).map_err(said)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(said)?;
    if bytes.len() as u64 > LARGEST { Err(format!("it has more than {LARGEST} bytes")) } else { Ok(bytes) }
}
