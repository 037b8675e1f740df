use crate::{rows, text};
use autoencoder_lab_own::{Ink, OwnImages, Scaling, findings, points, scaled};

#[test]
fn what_is_missing_cut_off_constant_or_there_twice_is_said_with_row_and_column() {
    let odd = rows(",", |row, column| match (row, column) {
        (2, 4) => "nan".into(),
        (2, 5) => String::new(),
        (4, 1) => "1.5".into(),
        (4, 0) => "-0.25".into(),
        (7 | 8, _) => format!("0.{column:02}"),
        (_, 63) => "0.63".into(),
        _ => format!("0.{row}{column:02}"),
    });
    let table = text(&odd).unwrap();
    assert_eq!(
        findings(&table, Scaling::Unit),
        [
            "2 values are no numbers, the first in row 3, column 5: 1 row is left out.",
            "2 values lie outside 0…1, the first, -0.25, in row 5, column 1: cut off at the ends.",
            "1 of 64 columns never changes, the first is column 64.",
            "1 row repeats an earlier one, the first is row 9, like row 8.",
        ]
    );
    assert!(findings(&table, Scaling::MinMax).iter().all(|finding| !finding.contains("outside")));
    let refusal = scaled(&table, Scaling::Unit, false).unwrap_err();
    assert_eq!(refusal.to_string(), "a.csv: expected 10 rows or more of numbers alone, found 9 of 10");
}

#[test]
fn what_is_too_large_to_be_counted_with_is_left_out_and_the_largest_that_is_not_is_scaled() {
    let table = text("1,1e300\n1,1e39\n2,-3e38\n3,-3e38\n").unwrap();
    assert_eq!(
        findings(&table, Scaling::Standardized)[0],
        "2 values are no numbers up to 3.4e38, the first in row 1, column 2: 2 rows are left out."
    );
    let table = text("1,3e38\n2,-3e38\n").unwrap();
    for scaling in [Scaling::MinMax, Scaling::Standardized] {
        assert_eq!(points(&table, scaling, 9), [-1.0, 1.0, 1.0, -1.0]);
    }
}

#[test]
fn numbers_are_scaled_as_is_said() {
    let table = text(&rows(",", |row, column| format!("{}", 64 * row + column))).unwrap();
    let numbers = |images: OwnImages| match images.into_parts().0 {
        Ink::Numbers(numbers) => numbers,
        Ink::Bytes(_) => panic!("they are no bytes"),
    };
    let all = numbers(scaled(&table, Scaling::MinMax, false).unwrap());
    assert_eq!((all[0], all[639], all[213]), (0.0, 1.0, (213.0 / 639.0) as f32));
    let unit = numbers(scaled(&table, Scaling::Unit, false).unwrap());
    assert_eq!(unit[..3], [0.0, 1.0, 1.0]);
    let inverted = numbers(scaled(&table, Scaling::MinMax, true).unwrap());
    assert!(all.iter().zip(inverted).all(|(x, y)| x + y == 1.0));
    let bytes = scaled(&table, Scaling::Byte, false).unwrap();
    let Ink::Bytes(ink) = bytes.ink() else { panic!("whole 255ths are bytes") };
    assert_eq!((ink[255], ink[254], ink[639]), (255, 254, 255));
}

#[test]
fn a_hash_is_of_pixels_and_shape_and_not_of_labels() {
    let images = |side, ink: Vec<u8>, labels| OwnImages::new(side, Ink::Bytes(ink), labels).hash();
    let ink: Vec<u8> = (0..16 * 64).map(|at| (at % 251) as u8).collect();
    let hash = images(8, ink.clone(), None);
    assert_eq!(hash, images(8, ink.clone(), Some(vec![3; 16])));
    assert_ne!(hash, images(16, [ink.clone(), ink.clone(), ink.clone(), ink.clone()].concat(), None));
    for at in [0, 5, 1023] {
        let mut other = ink.clone();
        other[at] ^= 1;
        assert_ne!(hash, images(8, other, None), "{at}");
    }
}

#[test]
fn what_is_written_is_read_and_nothing_else() {
    let ink = Ink::Numbers((0..10 * 64).map(|at| at as f32 / 639.0).collect());
    let images = OwnImages::new(8, ink, Some((0..10).collect()));
    let bytes = images.write();
    assert_eq!(OwnImages::read("kept", &bytes).unwrap(), images);
    let refusal = |bytes: &[u8]| OwnImages::read("kept", bytes).unwrap_err().to_string();
    assert_eq!(refusal(&bytes[1..]), "kept, byte 0: expected images that this page has kept, found 2581 other bytes");
    assert_eq!(refusal(&bytes[..2000]), "kept, byte 2000: expected 2582 bytes, found 2000");
    let mut far = bytes.clone();
    far[22..26].copy_from_slice(&2.0_f32.to_le_bytes());
    assert_eq!(refusal(&far), "kept, byte 22: expected an intensity from 0 to 1, found 2");
}

#[test]
fn points_are_standardized_or_brought_between_their_ends() {
    let table = text("x;y\n0;10\n2;10\n4;10\nnan;3\n").unwrap();
    let sd = (8.0_f64 / 3.0).sqrt();
    assert_eq!(points(&table, Scaling::Standardized, 200), [-2.0 / sd, 0.0, 0.0, 0.0, 2.0 / sd, 0.0]);
    assert_eq!(points(&table, Scaling::MinMax, 200), [-1.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
    assert_eq!(points(&table, Scaling::MinMax, 2), [-1.0, 0.0, 1.0, 0.0]);
}
