/// The 8×8 digits that come with the page, for the examples at the top of the crate's documentation, which include this file.
pub fn digits() -> autoencoder_lab::Dataset {
    let unpacked = |what: &str| {
        let path = format!("{}/www/data/digits8x8-{what}-ubyte.gz", env!("CARGO_MANIFEST_DIR"));
        let mut bytes = Vec::new();
        let mut file = flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap());
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        bytes
    };
    let (images, labels) = (unpacked("images-idx3"), unpacked("labels-idx1"));
    autoencoder_lab::Dataset::from_idx(autoencoder_lab::DatasetKind::Digits, &images, &labels).unwrap()
}
