//! Files from elsewhere: with a byte order mark, from other programs, or none at all.

use crate::common::{self, advance};
use autoencoder_lab::data::read_npy;
use autoencoder_lab::reference::{read_file, replay};
use autoencoder_lab::{DatasetKind, Recipe, Trainer};
use std::path::Path;

const RECIPE: &str = r#"{"config":{"hiddenUnits":16,"seed":3},"events":[{"step":5,"change":{"lambda":0.01}}]}"#;

/// A recipe as editors and shells save it.
#[test]
fn a_byte_order_mark_is_no_part_of_a_recipe() {
    let utf16 =
        |unit: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(RECIPE.encode_utf16()).flat_map(unit).collect();
    let marked: [Vec<u8>; 4] = [
        RECIPE.into(),
        [b"\xef\xbb\xbf", RECIPE.as_bytes()].concat(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    let dataset = common::dataset(DatasetKind::Mnist);
    for bytes in marked {
        let mut run = Trainer::new(Recipe::from_bytes(&bytes).unwrap(), &dataset).unwrap();
        advance(&mut run, 10);
        assert_eq!(run.receipt().to_string(), "a27e-ef74-027e");
    }
    let error = Recipe::from_bytes(b"\xef\xbb\xbf\xef\xbb\xbf{}").unwrap_err();
    assert_eq!(error.to_string(), "not JSON: expected value at line 1 column 1");
}

/// An NPY file of this version, type, order and shape.
fn npy(version: u8, descr: &str, fortran: bool, shape: &str, data: &[u8]) -> Vec<u8> {
    let fortran = if fortran { "True" } else { "False" };
    let header = format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': ({shape}), }}\n");
    let length = header.len() as u32;
    let length = if version == 1 { (length as u16).to_le_bytes().to_vec() } else { length.to_le_bytes().to_vec() };
    [b"\x93NUMPY", &[version, 0][..], &length, header.as_bytes(), data].concat()
}

fn values(version: u8, descr: &str, fortran: bool, shape: &str, data: &[u8]) -> Result<Vec<f64>, String> {
    read_npy(&npy(version, descr, fortran, shape, data)).map(|array| array.values).map_err(|error| error.to_string())
}

#[test]
fn arrays_of_every_version_order_and_width_are_read() {
    let le = [1.5_f64, -2.0].map(f64::to_le_bytes).concat();
    for version in 1..=3 {
        assert_eq!(values(version, "<f8", false, "2,", &le).unwrap(), [1.5, -2.0]);
    }
    assert_eq!(values(1, ">f8", false, "2,", &[1.5_f64, -2.0].map(f64::to_be_bytes).concat()).unwrap(), [1.5, -2.0]);
    assert_eq!(values(2, ">f4", false, "1, 2", &[1.5_f32, -2.0].map(f32::to_be_bytes).concat()).unwrap(), [1.5, -2.0]);
    assert_eq!(
        values(1, "<i8", false, "2L,", &[7_i64, -(1 << 53)].map(i64::to_le_bytes).concat()).unwrap(),
        [7.0, -9_007_199_254_740_992.0]
    );
    assert_eq!(values(1, ">u4", false, "", &u32::MAX.to_be_bytes()).unwrap(), [4_294_967_295.0]);
    assert_eq!(values(1, ">i2", false, "1,", &(-300_i16).to_be_bytes()).unwrap(), [-300.0]);
    assert_eq!(values(1, "|u1", false, "2,", &[0, 255]).unwrap(), [0.0, 255.0]);
    assert_eq!(values(3, "<f8", false, "0, 3", &[]).unwrap(), [0.0; 0]);
}

/// Stored column by column, read row by row: `numpy.asfortranarray(numpy.arange(6).reshape(2, 3))`, and three indices.
#[test]
fn an_array_in_fortran_order_is_turned() {
    let bytes = |numbers: &[u8]| numbers.to_vec();
    assert_eq!(values(1, "|u1", true, "2, 3", &bytes(&[0, 3, 1, 4, 2, 5])).unwrap(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    assert_eq!(values(1, "|u1", true, "3,", &bytes(&[7, 8, 9])).unwrap(), [7.0, 8.0, 9.0]);
    let stored: Vec<u8> =
        (0..4).flat_map(|k| (0..3).flat_map(move |j| (0..2).map(move |i| i * 12 + j * 4 + k))).collect();
    assert_eq!(values(1, "|u1", true, "2, 3, 4", &stored).unwrap(), (0..24).map(f64::from).collect::<Vec<_>>());
    assert_eq!(values(1, "|u1", true, "2, 0", &[]).unwrap(), [0.0; 0]);
}

#[test]
fn an_array_that_cannot_be_read_exactly_is_refused() {
    let refused = |descr, data: &[u8]| values(1, descr, false, "1,", data).unwrap_err();
    let types = "NPY array: expected numbers of type f8, f4, i8, i4, i2, i1, u8, u4, u2 or u1, found";
    for descr in ["<f2", "=f8", "f8", "|O", "<c16", "|b1", "", "é8"] {
        assert_eq!(refused(descr, &[0; 8]), format!("{types} {descr}"));
    }
    let large = "NPY array: expected whole numbers up to 2^53, found a larger one";
    assert_eq!(refused("<i8", &i64::MIN.to_le_bytes()), large);
    assert_eq!(refused(">u8", &((1_u64 << 53) + 1).to_be_bytes()), large);
    let beginning = "NPY array, byte 0: expected an NPY file, found another beginning";
    for bytes in [&b""[..], b"PK\x03\x04....", b"\xef\xbb\xbf\x93NUMPY\x01\x00"] {
        assert_eq!(read_npy(bytes).unwrap_err().to_string(), beginning);
    }
    let version = "NPY array, byte 6: expected NPY of version 1, 2 or 3 with a header, found";
    for (bytes, found) in [
        (&b"\x93NUMPY"[..], "the end of the file"),
        (b"\x93NUMPY\x02\x00\x10\x00", "the end of the file"),
        (b"\x93NUMPY\x04\x00\x00\x00", "something else"),
        (b"\x93NUMPY\x01\x01\x00\x00", "something else"),
    ] {
        assert_eq!(read_npy(bytes).unwrap_err().to_string(), format!("{version} {found}"));
    }
    let record = String::from_utf8(npy(1, "X", false, "1,", &[0; 8]))
        .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
    let record: Vec<u8> = record.replace("'X'", "[('a', '<f8')]").chars().map(|letter| letter as u8).collect();
    assert!(read_npy(&record).is_err(), "a record is no number");
    let boundless = [b"\x93NUMPY\x02\x00".as_slice(), &u32::MAX.to_le_bytes(), b"{}"].concat();
    assert_eq!(
        read_npy(&boundless).unwrap_err().to_string(),
        "NPY array, byte 12: expected a header of 65536 bytes at most, found one of 4294967295"
    );
}

/// The folder of somebody else's traces, with its manifest as it is, marked, or naming another file.
#[test]
fn a_manifest_names_plain_files_of_its_own_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reference");
    let manifest = String::from_utf8(read_file(&folder, "manifest.json").unwrap()).unwrap();
    let refusal = |manifest: String| {
        let read = &mut |name: &str| match name {
            "manifest.json" => Ok(manifest.clone().into()),
            _ => Err("it is not asked for".to_owned()),
        };
        replay(read).unwrap_err().to_string()
    };
    assert_eq!(refusal(format!("\u{feff}{manifest}")), "cannot read x.npy: it is not asked for");
    let own = "grad0_h16_f64.npy";
    for other in ["/dev/zero", "../reference/x.npy", "C:\\\\x.npy"] {
        let named = other.replace("\\\\", "\\");
        assert_eq!(
            refusal(manifest.replacen(own, other, 1)),
            format!("cannot read {named}: it must be the name of a file in the folder")
        );
    }
    assert_eq!(read_file(Path::new("/dev"), "zero").unwrap_err(), "it is no plain file");
    assert_eq!(read_file(&folder, ".").unwrap_err(), "it is no plain file");
    assert!(read_file(&folder, "nothing").unwrap_err().contains("os error 2"));
}
