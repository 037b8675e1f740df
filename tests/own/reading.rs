use crate::{file, one, rows, text};
use autoencoder_lab_own::{Kind, Named, Scaling, read, scaled};

/// What `examples/data/make.py` had NumPy write: at (row, pixel) a number that follows from 64·row + pixel.
#[test]
fn every_type_order_and_end_of_numpy_comes_to_the_same_numbers() {
    let written = [
        ("u1", Kind::U8, (|at| at % 256.0) as fn(f64) -> f64),
        ("i4", Kind::I32, |at| at - 300.0),
        ("f4", Kind::F32, |at| at / 8.0 - 30.0),
        ("f8", Kind::F64, |at| at / 7.0 - 30.0),
    ];
    for (name, kind, number) in written {
        for end in if kind == Kind::U8 { vec![""] } else { vec!["-little", "-big"] } {
            for order in ["c", "fortran"] {
                let name = format!("{name}{end}-{order}.npy");
                let table = one(&name, &file(&format!("tests/fixtures/own/{name}"))).unwrap();
                assert_eq!((table.rows, table.side, table.kind()), (10, 8, kind), "{name}");
                for at in 0..640 {
                    assert_eq!(table.at(at / 64, at % 64), number(at as f64), "{name} at {at}");
                }
            }
        }
    }
}

#[test]
fn rows_of_pixels_are_images_in_either_order() {
    let table = one("flat", &file("tests/fixtures/own/flat-fortran.npy")).unwrap();
    assert_eq!((table.rows, table.side), (10, 8));
    assert!((0..640).all(|at| table.at(at / 64, at % 64) == at as f64 - 300.0));
}

#[test]
fn an_archive_has_images_and_labels_stored_or_deflated() {
    let table = one("stored.npz", &file("tests/fixtures/own/stored.npz")).unwrap();
    assert_eq!((table.file.as_str(), table.rows, table.side), ("stored.npz/X.npy", 10, 8));
    assert_eq!(table.labels.unwrap(), [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
    let table = one("words.npz", &file("tests/fixtures/own/words.npz")).unwrap();
    assert_eq!(table.labels.unwrap(), [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], "NumPy's text has four bytes a character");
    let table = one("digits.npz", &file("examples/data/digits.npz")).unwrap();
    assert_eq!((table.rows, table.side, table.classes()), (60, 8, 10));
}

#[test]
fn the_samples_are_the_same_images_whatever_they_are_written_as() {
    let images = |names: &[&str]| {
        let bytes: Vec<Vec<u8>> = names.iter().map(|name| file(&format!("examples/data/{name}"))).collect();
        let named = names.iter().zip(&bytes).map(|(name, bytes)| Named { name, bytes });
        let table = read(&named.collect::<Vec<_>>(), None).unwrap();
        let classes = table.classes();
        let scaling = Scaling::fitting(&table);
        assert_eq!(scaling, Scaling::Byte, "{names:?}");
        (scaled(&table, scaling, false).unwrap().hash().to_string(), classes)
    };
    let (hash, _) = images(&["digits.npy"]);
    assert_eq!(images(&["digits.npz"]), (hash.clone(), 10));
    assert_eq!(images(&["digits-labels-idx1-ubyte.gz", "digits-images-idx3-ubyte.gz"]), (hash.clone(), 10));
    assert_eq!(images(&["digits.csv"]), (hash, 10));
    let table = one("points.csv", &file("examples/data/points.csv")).unwrap();
    assert_eq!((table.rows, table.side, table.at(1, 1)), (40, 0, 5.494));
}

#[test]
fn idx_has_its_highest_byte_first() {
    let mut bytes = vec![0, 0, 0x0d, 3, 0, 0, 0, 10, 0, 0, 0, 8, 0, 0, 0, 8];
    bytes.extend((0..640_u16).flat_map(|at| (f32::from(at) / 4.0).to_be_bytes()));
    let table = one("a", &bytes).unwrap();
    assert!((0..640).all(|at| table.at(at / 64, at % 64) == at as f64 / 4.0));
}

#[test]
fn text_has_a_head_or_none_commas_semicolons_or_tabs_and_decimal_commas() {
    let number = |row: usize, column: usize| (64 * row + column) as f64 / 4.0;
    let plain = rows(",", |row, column| number(row, column).to_string());
    let table = text(&plain).unwrap();
    assert_eq!((table.rows, table.side, table.labels.clone()), (10, 8, None));
    assert!((0..640).all(|at| table.at(at / 64, at % 64) == at as f64 / 4.0));
    let same = |other: String| {
        let other = text(&other).unwrap();
        (0..640).all(|at| table.at(at / 64, at % 64) == other.at(at / 64, at % 64))
    };
    let head = (0..64).map(|column| format!("\"p{column}\"")).collect::<Vec<_>>().join(",");
    let marked = ["\u{feff}", &head, "\n", &plain].concat();
    assert!(same(marked.replace('\n', "\r\n")));
    assert!(same(rows(";", |row, column| number(row, column).to_string().replace('.', ","))));
    assert!(same(rows(" \t ", |row, column| format!("\"{}\"", number(row, column)))));
    assert!(same(plain.replace('\n', "\n\n")), "empty lines are none");
    for from in [0, 1] {
        let counted = (from..from + 64).map(|column| column.to_string()).collect::<Vec<_>>().join(",");
        assert!(same(format!("{counted}\n{plain}")), "a data frame without names counts its columns");
    }
    assert_eq!(
        text(&rows(",", |row, column| (64 * row + column).to_string())).unwrap().rows,
        10,
        "images that count on"
    );
}

#[test]
fn the_column_of_labels_is_found_by_name_by_place_by_words_or_by_what_is_over() {
    let with = |place: usize, label: fn(usize) -> String, head: &str| {
        let line = |row: usize| {
            let mut cells: Vec<String> = (0..64).map(|column| format!("{}", column % 7)).collect();
            cells.insert(place, label(row));
            cells.join(",") + "\n"
        };
        format!("{head}{}", (0..10).map(line).collect::<String>())
    };
    let head = |place: usize, name: &str| {
        let mut names: Vec<String> = (0..64).map(|column| format!("p{column}")).collect();
        names.insert(place, name.into());
        names.join(",") + "\n"
    };
    let number = |row: usize| (row % 3).to_string();
    let word = |row: usize| if row.is_multiple_of(3) { "cat" } else { "dog" }.to_string();
    let [thirds, animals] = [[0, 1, 2, 0, 1, 2, 0, 1, 2, 0], [0, 1, 1, 0, 1, 1, 0, 1, 1, 0]];
    assert_eq!(text(&with(7, number, &head(7, "Class"))).unwrap().labels.unwrap(), thirds, "by a usual name");
    assert_eq!(text(&with(7, word, "")).unwrap().labels.unwrap(), animals, "by its words");
    let counted = |place: usize| {
        let mut names: Vec<String> = (0..64).map(|column| column.to_string()).collect();
        names.insert(place, "label".into());
        names.join(",") + "\n"
    };
    for place in [0, 7, 64] {
        assert_eq!(text(&with(place, word, &counted(place))).unwrap().labels.unwrap(), animals, "over words, too");
    }
    assert_eq!(text(&with(7, word, &head(7, "what"))).unwrap().labels.unwrap(), animals);
    assert_eq!(text(&with(0, number, "")).unwrap().labels.unwrap(), thirds, "one column more than an image has");
    assert_eq!(text(&with(64, number, &head(64, "n"))).unwrap().labels.unwrap(), thirds);
    let said = with(7, number, &head(7, "kind"));
    for label in ["kind", "8"] {
        let table = read(&[Named { name: "a.csv", bytes: said.as_bytes() }], Some(label)).unwrap();
        assert_eq!((table.columns, table.labels.unwrap()), (64, thirds.to_vec()), "{label}");
    }
}
