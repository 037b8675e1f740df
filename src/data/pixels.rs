//! Images in the bytes they came in, until the rows of a batch are asked for; points as numbers.

use ndarray::{Array1, Array2, ArrayView2, s};

/// Images of n pixels, each held as its ink: a byte, or two where a pixel is the mean of several.
///
/// A pixel's intensity is `x = scale · ink − mean`, in f32.
#[derive(Debug, Clone, PartialEq)]
pub struct Pixels {
    ink: Ink,
    scale: f32,
    n: usize,
    mean: Option<Array1<f32>>,
}

/// m × n, row after row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ink {
    /// Pixels as they came.
    Bytes(Vec<u8>),
    /// Sums over blocks of them.
    Sums(Vec<u16>),
    /// Coordinates of points, which are no pixels.
    Numbers(Vec<f32>),
}

impl Ink {
    /// How many pixels there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Bytes(ink) => ink.len(),
            Self::Sums(ink) => ink.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }

    /// The images at `places`, of n pixels each.
    pub(super) fn gather(&self, places: &[usize], n: usize) -> Self {
        match self {
            Self::Bytes(ink) => Self::Bytes(gathered(ink, places, n)),
            Self::Sums(ink) => Self::Sums(gathered(ink, places, n)),
            Self::Numbers(numbers) => Self::Numbers(gathered(numbers, places, n)),
        }
    }
}

impl Pixels {
    /// Images of n pixels; nothing is subtracted from them.
    pub(super) fn new(ink: Ink, n: usize, scale: f32) -> Self {
        Self { ink, scale, n, mean: None }
    }

    /// Images of n pixels, a byte each; nothing is subtracted from them.
    #[cfg(test)]
    pub(crate) fn from_bytes(ink: Vec<u8>, n: usize, scale: f32) -> Self {
        Self::new(Ink::Bytes(ink), n, scale)
    }

    /// Bytes that a pixel is held in, of images that are `own_side` wide and are used at `side`; of points, which have none, a number.
    pub(crate) const fn bytes(side: usize, own_side: usize) -> usize {
        match side {
            0 => size_of::<f32>(),
            _ if side < own_side => size_of::<u16>(),
            _ => size_of::<u8>(),
        }
    }

    /// Images, m.
    pub fn nrows(&self) -> usize {
        self.ink.len() / self.ncols()
    }

    /// Their ink.
    pub(super) fn into_ink(self) -> Ink {
        self.ink
    }

    /// Pixels in an image, n.
    pub fn ncols(&self) -> usize {
        self.n
    }

    /// Subtracts `mean`, n intensities, from every image.
    pub(super) fn subtract(&mut self, mean: Array1<f32>) {
        assert_eq!(mean.len(), self.ncols(), "the mean is an image");
        self.mean = Some(mean);
    }

    /// The images `rows`, gathered in the first rows of `gathered`.
    ///
    /// # Shapes
    ///
    /// `gathered`: n columns, and a row for each image at least. What comes back is the rows that were filled.
    ///
    /// # Panics
    ///
    /// If an image does not exist, or `gathered` is of another shape.
    pub fn gather<'a>(
        &self,
        rows: impl ExactSizeIterator<Item = usize>,
        gathered: &'a mut Array2<f32>,
    ) -> ArrayView2<'a, f32> {
        let (n, count) = (self.ncols(), rows.len());
        assert!(
            gathered.ncols() == n && gathered.nrows() >= count,
            "there must be room for {count} images of {n} pixels"
        );
        let memory = gathered.as_slice_mut().expect("images are gathered row by row");
        for (image, row) in memory.chunks_exact_mut(n).zip(rows) {
            self.read(row, image);
        }
        gathered.slice(s![..count, ..])
    }

    /// All images, m × n.
    pub fn intensities(&self) -> Array2<f32> {
        let mut all = Array2::zeros((self.nrows(), self.ncols()));
        self.gather(0..self.nrows(), &mut all);
        all
    }

    /// Image `row`.
    fn read(&self, row: usize, image: &mut [f32]) {
        let place = row * self.n..(row + 1) * self.n;
        match &self.ink {
            Ink::Bytes(ink) => scaled(&ink[place], self.scale, image),
            Ink::Sums(ink) => scaled(&ink[place], self.scale, image),
            Ink::Numbers(numbers) => scaled(&numbers[place], self.scale, image),
        }
        if let Some(mean) = self.mean.as_ref().and_then(|mean| mean.as_slice()) {
            for (x, mean) in image.iter_mut().zip(mean) {
                *x -= mean;
            }
        }
    }
}

fn gathered<T: Copy>(ink: &[T], places: &[usize], n: usize) -> Vec<T> {
    let mut images = Vec::with_capacity(places.len() * n);
    for place in places {
        images.extend_from_slice(&ink[place * n..][..n]);
    }
    images
}

fn scaled<T: Copy + Into<f32>>(ink: &[T], scale: f32, image: &mut [f32]) {
    for (x, &ink) in image.iter_mut().zip(ink) {
        *x = ink.into() * scale;
    }
}
