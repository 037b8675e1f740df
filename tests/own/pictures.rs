use autoencoder_lab_own::{Fit, square};

/// A picture whose pixel at (row, column) is `pixel`.
fn picture(wide: usize, high: usize, pixel: impl Fn(usize, usize) -> [u8; 4]) -> Vec<u8> {
    (0..wide * high).flat_map(|at| pixel(at / wide, at % wide)).collect()
}

#[test]
fn colours_weigh_as_rec_709_says_and_what_is_transparent_is_paper() {
    for (colour, grey) in [
        ([255, 0, 0, 255], 54),
        ([0, 255, 0, 255], 182),
        ([0, 0, 255, 255], 18),
        ([0, 0, 0, 0], 255),
        ([0, 0, 0, 51], 204),
    ] {
        assert_eq!(square("a", &picture(9, 9, |_, _| colour), 9, 8, Fit::Stretch).unwrap(), [grey; 64]);
    }
}

/// The mean over each pixel's area, on a grid so fine that every border is on it.
#[test]
fn each_pixel_is_the_mean_over_its_area_whatever_the_shape() {
    for (wide, high, side, fit) in [(12, 20, 8, Fit::Stretch), (5, 3, 9, Fit::Stretch), (30, 21, 10, Fit::Crop)] {
        let grey = |row: usize, column: usize| ((row * 37 + column * 11) % 256) as u8;
        let found = square(
            "a",
            &picture(wide, high, |row, column| {
                [[grey(row, column); 3].as_slice(), &[255]].concat().try_into().unwrap()
            }),
            wide,
            side,
            fit,
        );
        let (across, down) = match fit {
            Fit::Stretch => ((0, wide), (0, high)),
            Fit::Crop => (((wide - high) / 2, high), (0, high)),
        };
        let mut sums = vec![0_u64; side * side];
        for fine_row in 0..down.1 * side {
            for fine_column in 0..across.1 * side {
                let at = fine_row / down.1 * side + fine_column / across.1;
                sums[at] += u64::from(grey(down.0 + fine_row / side, across.0 + fine_column / side));
            }
        }
        let area = (down.1 * across.1) as f64;
        for (found, sum) in found.unwrap().into_iter().zip(sums) {
            assert!((f64::from(found) - sum as f64 / area).abs() <= 0.5 + 1e-9, "{wide}×{high} to {side}");
        }
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let refusal = |bytes: &[u8], wide, side| square("a.png", bytes, wide, side, Fit::Crop).unwrap_err().to_string();
    assert_eq!(refusal(&[0; 12], 2, 8), "a.png: expected whole rows of 2 pixels, found 12 bytes");
    assert_eq!(refusal(&[0; 16], 2, 33), "a.png: expected a side of 8 to 32, found 33");
    assert_eq!(refusal(&[], 0, 8), "a.png: expected whole rows of 0 pixels, found 0 bytes");
}
