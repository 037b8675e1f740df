use crate::{file, one, rows, text};
use autoencoder_lab_own::{Named, Scaling, findings, points, read, scaled};
use proptest::prelude::*;
use std::io::Write;

fn refusal(name: &str, bytes: &[u8]) -> String {
    one(name, bytes).map(|table| (table.rows, table.side)).unwrap_err().to_string()
}

/// An NPY file with this header.
fn npy(header: &str, body: &[u8]) -> Vec<u8> {
    [b"\x93NUMPY\x01\x00".as_slice(), &(header.len() as u16).to_le_bytes(), header.as_bytes(), body].concat()
}

#[test]
fn a_small_file_that_promises_much_is_refused_before_anything_is_taken() {
    let promised = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1099511627776, 8, 8), }", &[0; 64]);
    assert_eq!(refusal("a.npy", &promised), "a.npy: expected 10 to 20000 images, found 1099511627776");
    let promised = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (20000, 32, 32), }", &[0; 64]);
    assert_eq!(
        refusal("a.npy", &promised),
        "a.npy, byte 78: expected 163840000 bytes of numbers, which its shape [20000, 32, 32] promises, found 64 bytes"
    );
    let idx = [[0, 0, 8, 3], [255; 4], [0, 0, 0, 28], [0, 0, 0, 28]].concat();
    assert_eq!(
        refusal("a", &idx),
        "a, byte 16: expected 3367254359280 bytes of numbers, which its sizes [4294967295, 28, 28] promise, found 0 bytes"
    );
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0; 1_000_000];
    for _ in 0..65 {
        bomb.write_all(&zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(refusal("a.gz", &bomb), "a.gz, byte 0: expected at most 64000000 bytes unpacked, found more");
}

/// The bytes with one bit of another value.
fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

#[test]
fn each_refusal_says_what_was_expected_what_was_found_and_where() {
    let archive = file("tests/fixtures/own/stored.npz");
    let directory = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let packed = file("examples/data/digits-images-idx3-ubyte.gz");
    for (name, bytes, said) in [
        ("a", b"\x00\x00\x09\x03".to_vec(), "a, byte 2: expected numbers of kind 08, 0c, 0d or 0e, found kind 09"),
        ("a", vec![0, 0, 8, 3, 0, 0], "a, byte 6: expected 3 sizes of 4 bytes, found the end of the file"),
        ("a.npy", file("tests/fixtures/own/oblong.npy"), "a.npy: expected square images, found images of 8×9"),
        (
            "a.npy",
            file("tests/fixtures/own/i8.npy"),
            "a.npy, byte 6: expected numbers of type u8, i32, f32 or f64 (convert them: x.astype('float32')), found “<i8”",
        ),
        ("a.csv", vec![b','; 1_000_000], "a.csv, line 1: expected at most 1025 columns, found more"),
        ("a.csv", b"1,2\n3,4,5".to_vec(), "a.csv, line 2: expected 2 columns, as in line 1, found more"),
        ("a.csv", b"1,2\n3".to_vec(), "a.csv, line 2: expected 2 columns, as in line 1, found 1"),
        ("a.csv", b"x,y\n1,2\n3,z".to_vec(), "a.csv, line 3: expected a number in column 2, found “z”"),
        (
            "a.csv",
            b"1,2,3\n4,5,6".to_vec(),
            "a.csv: expected rows of square images, 64 to 1024 numbers, or of 2 numbers for points of the plane, found rows of 3, which is no square",
        ),
        ("a.csv", b"1,2".to_vec(), "a.csv: expected 2 to 20000 points, found 1"),
        ("a.csv", b" \n".to_vec(), "a.csv: expected rows of numbers, found no text"),
        (
            "a.bin",
            vec![b'1', 0xff],
            "a.bin, byte 1: expected IDX, NPY, NPZ or CSV as UTF-8, or one of the former as gzip, found bytes that are none of these",
        ),
        (
            "a.npz",
            archive[..archive.len() - 30].to_vec(),
            "a.npz, byte 3100: expected the directory of a zip archive, found the end of the file",
        ),
        (
            "a.gz",
            vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7],
            "a.gz, byte 11: expected a whole gzip file, found corrupt deflate stream",
        ),
        (
            "a.gz",
            packed[..packed.len() - 9].to_vec(),
            "a.gz, byte 1586: expected a whole gzip file, found the end of the file",
        ),
        (
            "a.gz",
            flipped(&packed, packed.len() - 8),
            "a.gz, byte 1595: expected a whole gzip file, found corrupt gzip stream does not have a matching checksum",
        ),
        (
            "a.npz",
            flipped(&archive, directory + 16),
            "a.npz/y.npy, byte 55: expected bytes of the checksum that is said, found others",
        ),
    ] {
        assert_eq!(refusal(name, &bytes), said);
    }
    let images = file("examples/data/digits.npy");
    let two = [Named { name: "a", bytes: &images }, Named { name: "b", bytes: &images }];
    assert_eq!(
        read(&two, None).unwrap_err().to_string(),
        "b: expected one file of images or points, and of IDX another of labels, found a second one of these"
    );
    let labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 2];
    let mixed = [Named { name: "a", bytes: &images }, Named { name: "b", bytes: &labels }];
    assert_eq!(read(&mixed, None).unwrap_err().to_string(), "b: expected 60 labels, one for each row of a, found 2");
    assert_eq!(
        read(&mixed[1..], None).unwrap_err().to_string(),
        "b: expected a file of images or points, found labels alone"
    );
    let named = [Named { name: "a.csv", bytes: b"x,y\n1,2\n" }];
    assert_eq!(
        read(&named, Some("z")).unwrap_err().to_string(),
        "a.csv, line 1: expected a column “z”, or its place from 1 to 2, found columns x, y"
    );
}

/// Whatever is read can be scaled, and said of.
fn use_all(bytes: &[u8], label: Option<&str>) {
    let Ok(table) = read(&[Named { name: "a", bytes }], label) else { return };
    assert!(table.rows <= 20_000 && table.side <= 32);
    for (scaling, _) in Scaling::ALL {
        let _ = findings(&table, scaling);
        if table.side == 0 {
            assert!(points(&table, scaling, 200).len() <= 400);
        } else if let Ok(images) = scaled(&table, scaling, true) {
            assert_eq!(autoencoder_lab_own::OwnImages::read("a", &images.write()).unwrap(), images);
        }
    }
}

fn samples() -> Vec<Vec<u8>> {
    let paths = [
        "examples/data/digits-images-idx3-ubyte.gz",
        "examples/data/digits.npz",
        "examples/data/digits.npy",
        "tests/fixtures/own/stored.npz",
        "tests/fixtures/own/f8-big-fortran.npy",
        "examples/data/points.csv",
    ];
    let mut samples: Vec<Vec<u8>> = paths.iter().map(|path| file(path)).collect();
    samples.push(rows(",", |row, column| format!("{}", row * column)).into_bytes());
    samples
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), begin in 0_usize..6) {
        let magic: &[u8] = [b"".as_slice(), b"\x00\x00\x08\x03", b"\x93NUMPY\x01\x00", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"1,2\n"][begin];
        use_all(&[magic, &bytes].concat(), None);
    }

    #[test]
    fn nor_does_a_file_that_is_damaged(
        which in 0_usize..7,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = samples()[which].clone();
        for (at, byte) in flips {
            // Headers are where it hurts.
            let at = if byte % 2 == 0 { at.index(bytes.len()) } else { at.index(bytes.len().min(130)) };
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        use_all(&bytes, None);
    }

    #[test]
    fn nor_does_text(text in "[0-9,;\\t\\n\".eE+x-]{0,200}", label in prop::option::of("[0-9a-z]{0,3}")) {
        use_all(text.as_bytes(), label.as_deref());
    }
}

#[test]
fn text_with_more_rows_than_there_may_be_is_left_off_there() {
    assert_eq!(
        text(&"1,2\n".repeat(20_001)).unwrap_err().to_string(),
        "a.csv, line 20001: expected at most 20000 rows, found more"
    );
}
