//! How numbers become intensities from 0 to 1, or places in the plane.

use crate::images::{Ink, OwnImages};
use crate::limits::LEAST_IMAGES;
use crate::refusal::{Place, Refusal};
use crate::table::{Table, is_usable};

/// What a number is on its way to an intensity, or to a coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaling {
    /// `x`, an intensity as it is.
    Unit,
    /// `x / 255`.
    Byte,
    /// `(x − min) / (max − min)` over all numbers of images; of points `2·that − 1`, for each column by itself.
    MinMax,
    /// `(x − mean) / sd`, for each column of points by itself.
    Standardized,
}

impl Scaling {
    /// Every one, with the name that it has on the page.
    pub const ALL: [(Self, &str); 4] =
        [(Self::Unit, "unit"), (Self::Byte, "byte"), (Self::MinMax, "min-max"), (Self::Standardized, "standardized")];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, other)| *other == name).map(|&(scaling, _)| scaling)
    }

    /// What it is called on the page.
    ///
    /// # Panics
    ///
    /// Never: every one has a name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(scaling, _)| *scaling == self).map(|&(_, name)| name).expect("each is listed")
    }

    /// What numbers of a table look like: bytes of images, intensities, or something else; of points they are standardized.
    pub fn fitting(table: &Table) -> Self {
        let (low, high) = range(table);
        match table.side {
            0 => Self::Standardized,
            _ if low >= 0.0 && high <= 1.0 => Self::Unit,
            _ if low >= 0.0 && high > 128.0 && high <= 255.0 => Self::Byte,
            _ => Self::MinMax,
        }
    }

    /// What it takes for numbers of images, from 0 of ink to all.
    pub(crate) fn span(self, table: &Table) -> (f64, f64) {
        match self {
            Self::Unit => (0.0, 1.0),
            Self::Byte => (0.0, 255.0),
            Self::MinMax | Self::Standardized => range(table),
        }
    }
}

/// The rows of which every number is one.
pub(crate) fn whole_rows(table: &Table) -> Vec<usize> {
    let is_whole = |&row: &usize| (0..table.columns).all(|column| is_usable(table.at(row, column)));
    (0..table.rows).filter(is_whole).collect()
}

/// The smallest and the largest number; 0 and 0 where there is none.
pub(crate) fn range(table: &Table) -> (f64, f64) {
    let all = (0..table.rows).flat_map(|row| (0..table.columns).map(move |column| table.at(row, column)));
    let (low, high) = all
        .filter(|&number| is_usable(number))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// The images of a table: rows with something that is no number are left out, numbers outside the span are cut off at its ends. With
/// `is_inverted` what was 0 is 1.
///
/// Where all numbers are whole 255ths, they are kept as bytes: so the same images have the same hash, whatever file they came in.
///
/// # Errors
///
/// A [`Refusal`], if too few rows are left.
///
/// # Panics
///
/// If the table is one of points.
pub fn scaled(table: &Table, scaling: Scaling, is_inverted: bool) -> Result<OwnImages, Refusal> {
    assert_ne!(table.side, 0, "points are no images");
    let rows = whole_rows(table);
    if rows.len() < LEAST_IMAGES {
        let found = format!("{} of {}", rows.len(), table.rows);
        let expected = format!("{LEAST_IMAGES} rows or more of numbers alone");
        return Err(Refusal::new(&table.file, Place::Whole, expected, found));
    }
    let (low, high) = scaling.span(table);
    let is_bytes = scaling == Scaling::Byte
        && rows.iter().all(|&row| {
            (0..table.columns).all(|column| {
                let number = table.at(row, column);
                number.fract() == 0.0 || !(0.0..=255.0).contains(&number)
            })
        });
    let all = rows.iter().flat_map(|&row| (0..table.columns).map(move |column| table.at(row, column)));
    let ink = if is_bytes {
        let byte = |number: f64| number.clamp(0.0, 255.0) as u8;
        Ink::Bytes(all.map(|number| if is_inverted { 255 - byte(number) } else { byte(number) }).collect())
    } else {
        let height = if high > low { high - low } else { 1.0 };
        let intensity = |number: f64| ((number - low) / height).clamp(0.0, 1.0) as f32;
        Ink::Numbers(all.map(|number| if is_inverted { 1.0 - intensity(number) } else { intensity(number) }).collect())
    };
    let labels = table.labels.as_ref().map(|labels| rows.iter().map(|&row| labels[row]).collect());
    Ok(OwnImages::new(table.side, ink, labels))
}

/// The points of a table, x and y one after another, `most` of them at most; rows with something that is no number are left out.
///
/// # Panics
///
/// If the table is one of images.
pub fn points(table: &Table, scaling: Scaling, most: usize) -> Vec<f64> {
    assert_eq!(table.side, 0, "images are no points");
    let rows = whole_rows(table);
    let rows = &rows[..rows.len().min(most)];
    let columns = [0, 1].map(|column| {
        let values: Vec<f64> = rows.iter().map(|&row| table.at(row, column)).collect();
        let (middle, length) = if scaling == Scaling::MinMax {
            let (low, high) = values
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)));
            (f64::midpoint(low, high), (high - low) / 2.0)
        } else {
            let count = values.len() as f64;
            let mean = values.iter().sum::<f64>() / count;
            (mean, (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt())
        };
        values.into_iter().map(|value| if length > 0.0 { (value - middle) / length } else { 0.0 }).collect::<Vec<_>>()
    });
    columns[0].iter().zip(&columns[1]).flat_map(|(&x, &y)| [x, y]).collect()
}
