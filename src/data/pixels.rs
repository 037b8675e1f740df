//! Images in the bytes they came in, until the rows of a batch are asked for.

use ndarray::{Array1, Array2, ArrayView2, s};

/// Images of n pixels, each held as its ink: a byte, or two where a pixel is the mean of several.
///
/// A pixel's intensity is `x = scale · ink − mean`, in f32.
#[derive(Debug, Clone, PartialEq)]
pub struct Pixels {
    ink: Ink,
    scale: f32,
    mean: Array1<f32>,
}

/// m × n, row after row.
#[derive(Debug, Clone, PartialEq)]
enum Ink {
    /// Pixels as they came.
    Bytes(Vec<u8>),
    /// Sums over blocks of them.
    Sums(Vec<u16>),
}

impl Pixels {
    /// Images of n pixels, a byte each; nothing is subtracted from them.
    pub(crate) fn from_bytes(ink: Vec<u8>, n: usize, scale: f32) -> Self {
        Self { ink: Ink::Bytes(ink), scale, mean: Array1::zeros(n) }
    }

    /// Images of n pixels, each the sum of some bytes; nothing is subtracted from them.
    pub(super) fn from_sums(ink: Vec<u16>, n: usize, scale: f32) -> Self {
        Self { ink: Ink::Sums(ink), scale, mean: Array1::zeros(n) }
    }

    /// Images, m.
    pub fn nrows(&self) -> usize {
        let numbers = match &self.ink {
            Ink::Bytes(ink) => ink.len(),
            Ink::Sums(ink) => ink.len(),
        };
        numbers / self.ncols()
    }

    /// Pixels in an image, n.
    pub fn ncols(&self) -> usize {
        self.mean.len()
    }

    /// Lets every image be less `mean`, n intensities.
    pub(super) fn subtract(&mut self, mean: Array1<f32>) {
        assert_eq!(mean.len(), self.ncols(), "the mean is an image");
        self.mean = mean;
    }

    /// The images `rows`, one a row, in the first rows of `gathered`.
    ///
    /// # Panics
    ///
    /// If an image does not exist, or `gathered` has no room for them or other columns than n.
    pub fn gather<'a>(
        &self,
        rows: impl ExactSizeIterator<Item = usize>,
        gathered: &'a mut Array2<f32>,
    ) -> ArrayView2<'a, f32> {
        let (n, count) = (self.ncols(), rows.len());
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
        let place = row * self.ncols()..(row + 1) * self.ncols();
        match &self.ink {
            Ink::Bytes(ink) => self.intensities_of(&ink[place], image),
            Ink::Sums(ink) => self.intensities_of(&ink[place], image),
        }
    }

    fn intensities_of<T: Copy + Into<f32>>(&self, ink: &[T], image: &mut [f32]) {
        let (scale, mean) = (self.scale, self.mean.as_slice().expect("a mean is in one piece"));
        for ((x, &ink), mean) in image.iter_mut().zip(ink).zip(mean) {
            *x = ink.into() * scale - mean;
        }
    }
}
