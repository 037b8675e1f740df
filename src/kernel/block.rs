//! A block of a product, as it is handed out.

/// A part of the result, with the position of its first element.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its first row.
    pub top: usize,
    /// Its first column.
    pub left: usize,
    /// Its columns.
    pub columns: usize,
    /// Its elements, row after row.
    pub values: &'a mut [f32],
}

impl Block<'_> {
    /// Each row with its number.
    pub fn rows(&mut self) -> impl Iterator<Item = (usize, &mut [f32])> {
        (self.top..).zip(self.values.chunks_exact_mut(self.columns))
    }
}
