//! Numbers as a file holds them: rows of as many columns.

use crate::limits::{LEAST_IMAGES, LEAST_SIDE, MOST_IMAGES, MOST_SIDE};
use crate::refusal::{Place, Refusal};
use std::collections::HashMap;
use std::hash::Hash;

/// What kind of number a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A byte.
    U8,
    /// A whole number of 32 bits with its sign.
    I32,
    /// A number of 32 bits.
    F32,
    /// A number of 64 bits.
    F64,
}

impl Kind {
    /// Bytes of a number.
    pub const fn size(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I32 => "i32",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }
}

/// Whether a cell can be an intensity or a coordinate: a number, and of single precision, so that sums and squares of it are numbers, too.
pub(crate) fn is_usable(number: f64) -> bool {
    number.abs() <= f64::from(f32::MAX)
}

/// Numbers in the bytes that they came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// As many numbers as there are.
    pub bytes: Vec<u8>,
    /// What they are.
    pub kind: Kind,
    /// Whether the highest byte of a number comes first.
    pub big: bool,
}

impl Cells {
    /// The number at `place`.
    fn at(&self, place: usize) -> f64 {
        let start = place * self.kind.size();
        let four = || {
            let mut four = [0; 4];
            four.copy_from_slice(&self.bytes[start..start + 4]);
            if self.big {
                four.reverse();
            }
            four
        };
        match self.kind {
            Kind::U8 => self.bytes[start].into(),
            Kind::I32 => i32::from_le_bytes(four()).into(),
            Kind::F32 => f32::from_le_bytes(four()).into(),
            Kind::F64 => {
                let mut eight = [0; 8];
                eight.copy_from_slice(&self.bytes[start..start + 8]);
                if self.big {
                    eight.reverse();
                }
                f64::from_le_bytes(eight)
            }
        }
    }
}

/// Rows of numbers: of images their pixels, row by row, or of points x and y.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The file.
    pub file: String,
    /// How many rows there are.
    pub rows: usize,
    /// Numbers in a row.
    pub columns: usize,
    /// The side of an image; 0 for points.
    pub side: usize,
    cells: Cells,
    /// For the number at (row, pixel row, pixel column) how far each moves along the cells.
    strides: [usize; 3],
    /// The class of each row, where the file has them.
    pub labels: Option<Vec<u8>>,
}

impl Table {
    /// Rows of shape `shape`: rows and columns, or rows and both sides of an image. In Fortran order the first index runs fastest.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if these are neither images nor points, or too few or too many.
    ///
    /// # Panics
    ///
    /// If there are other numbers of cells than `shape` says.
    pub fn new(file: &str, shape: &[usize], cells: Cells, is_fortran: bool) -> Result<Self, Refusal> {
        let (rows, side) = check_shape(file, shape)?;
        let [high, wide] = if side == 0 { [1, 2] } else { [side, side] };
        let columns = high * wide;
        assert_eq!(cells.bytes.len(), rows * columns * cells.kind.size(), "as many cells as the shape has");
        let strides = match (is_fortran, shape.len()) {
            (false, _) => [columns, wide, 1],
            (true, 3) => [1, rows, rows * high],
            (true, _) => [1, rows * wide, rows],
        };
        Ok(Self { file: file.into(), rows, columns, side, cells, strides, labels: None })
    }

    /// The number in `row` and `column`, both from 0.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        let wide = if self.side == 0 { 2 } else { self.side };
        let [along_rows, down, across] = self.strides;
        self.cells.at(row * along_rows + column / wide * down + column % wide * across)
    }

    /// What kind of numbers these are.
    pub const fn kind(&self) -> Kind {
        self.cells.kind
    }

    /// How many classes its rows have; 0 where the file says none.
    pub fn classes(&self) -> usize {
        let mut seen = [false; 256];
        self.labels.iter().flatten().for_each(|&label| seen[usize::from(label)] = true);
        seen.into_iter().filter(|&is_seen| is_seen).count()
    }

    /// With the class of each row, where there is one for each.
    #[must_use]
    pub fn labelled(self, labels: Option<Vec<u8>>) -> Self {
        let labels = labels.filter(|labels| labels.len() == self.rows);
        Self { labels, ..self }
    }
}

/// How many rows there are, and the side of an image, 0 for points, if a table may have that shape.
pub(crate) fn check_shape(file: &str, shape: &[usize]) -> Result<(usize, usize), Refusal> {
    let refuse = |expected: String, found: String| Err(Refusal::new(file, Place::Whole, expected, found));
    let side = match *shape {
        [_, 2] => 0,
        [_, columns] if columns.isqrt().pow(2) == columns => columns.isqrt(),
        [_, high, wide] if high == wide => high,
        [_, high, wide] => return refuse("square images".into(), format!("images of {high}×{wide}")),
        [_, columns] => {
            return refuse(
                format!(
                    "rows of square images, {0} to {1} numbers, or of 2 numbers for points of the plane",
                    LEAST_SIDE * LEAST_SIDE,
                    MOST_SIDE * MOST_SIDE
                ),
                format!("rows of {columns}, which is no square"),
            );
        }
        _ => return refuse("2 or 3 dimensions".into(), format!("{} of them", shape.len())),
    };
    let are_points = matches!(*shape, [_, 2]);
    if !are_points && !(LEAST_SIDE..=MOST_SIDE).contains(&side) {
        return refuse(format!("images with a side of {LEAST_SIDE} to {MOST_SIDE}"), format!("{side}×{side}"));
    }
    let (least, what) = if are_points { (2, "points") } else { (LEAST_IMAGES, "images") };
    if !(least..=MOST_IMAGES).contains(&shape[0]) {
        return refuse(format!("{least} to {MOST_IMAGES} {what}"), shape[0].to_string());
    }
    Ok((shape[0], side))
}

/// Classes by what stands for them, in the order in which they come; none where there are none, or more than 256.
pub(crate) fn classes<T: Eq + Hash>(values: impl Iterator<Item = T>) -> Option<Vec<u8>> {
    let mut seen: HashMap<T, usize> = HashMap::new();
    let class = |value| {
        let next = seen.len();
        u8::try_from(*seen.entry(value).or_insert(next)).ok()
    };
    values.map(class).collect::<Option<Vec<_>>>().filter(|classes| !classes.is_empty())
}
