//! The numbers of a matrix that are not 0, line by line: what compressed sparse rows (CSR) and columns (CSC) have in common.

use super::strips::Numbers;
use std::ops::Range;
use wide::f32x4;

/// Of each line of a matrix, be it a row or a column, the numbers that are not 0 and where they stand. Re-used, it allocates nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct Lists {
    length: usize,
    /// Where the list of each line begins; last, where the last one ends.
    starts: Vec<usize>,
    /// The place of each number in its line.
    places: Vec<u32>,
    values: Vec<f32>,
}

impl Lists {
    /// Bytes of memory for so many `lines`, at most.
    pub(super) fn bytes(lines: usize, length: usize) -> usize {
        (size_of::<u32>() + size_of::<f32>()) * lines * length + size_of::<usize>() * (lines + 2)
    }

    /// Lists `lines`, each `length` long, one after the other. Gives up, and returns false, where the first so many lines have
    /// more numbers than `most` of so many.
    pub(super) fn list(&mut self, lines: &[f32], length: usize, most: impl Fn(usize) -> usize) -> bool {
        self.length = length;
        self.places.resize(lines.len(), 0);
        self.values.resize(lines.len(), 0.0);
        self.starts.clear();
        self.starts.push(0);
        let (places, values) = (&mut *self.places, &mut *self.values);
        let mut count = 0;
        for (line, done) in lines.chunks_exact(length).zip(1..) {
            let mut push = |p: usize, value: f32| {
                // Overwritten by the next one if it is 0 or −0.
                (places[count], values[count]) = (p as u32, value);
                count += usize::from(value.to_bits() << 1 != 0);
            };
            let (fours, rest) = line.as_chunks();
            for (i, &four) in fours.iter().enumerate() {
                if f32x4::new(four).simd_ne(f32x4::splat(0.0)).any() {
                    (4 * i..).zip(four).for_each(|(p, value)| push(p, value));
                }
            }
            (length - rest.len()..).zip(rest).for_each(|(p, &value)| push(p, value));
            self.starts.push(count);
            if count > most(done) {
                return false;
            }
        }
        true
    }

    /// Lists the transpose of what `other` lists.
    pub(super) fn list_transpose(&mut self, other: &Self) {
        self.length = other.lines();
        let count = other.count();
        self.places.resize(other.places.len(), 0);
        self.values.resize(other.values.len(), 0.0);
        // A counting sort. First `starts[p + 2]` counts the numbers at place p; summed up, `starts[p + 1]` says where its list
        // begins; filling the list moves that on to where it ends, which is where the next one begins.
        let (starts, to_places, to_values) = (&mut self.starts, &mut *self.places, &mut *self.values);
        starts.clear();
        starts.resize(other.length + 2, 0);
        for &p in &other.places[..count] {
            starts[p as usize + 2] += 1;
        }
        for i in 2..starts.len() {
            starts[i] += starts[i - 1];
        }
        for j in 0..other.lines() {
            let (places, values) = other.line(j);
            for (&p, &value) in places.iter().zip(values) {
                let next = &mut starts[p as usize + 1];
                (to_places[*next], to_values[*next]) = (j as u32, value);
                *next += 1;
            }
        }
        starts.pop();
    }

    /// Lists what `lines` have where `other` has numbers.
    pub(super) fn list_where(&mut self, other: &Self, lines: &[f32]) {
        self.length = other.length;
        self.starts.clone_from(&other.starts);
        self.places.resize(other.places.len(), 0);
        self.values.resize(other.values.len(), 0.0);
        let count = other.count();
        self.places[..count].copy_from_slice(&other.places[..count]);
        for (j, line) in lines.chunks_exact(other.length).enumerate() {
            let here = other.starts[j]..other.starts[j + 1];
            for (value, &p) in self.values[here.clone()].iter_mut().zip(&other.places[here]) {
                *value = line[p as usize];
            }
        }
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.starts.len() - 1
    }

    /// How long each is.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The numbers of line j, after where they stand.
    #[inline]
    pub(super) fn line(&self, j: usize) -> (&[u32], &[f32]) {
        let here = self.starts[j]..self.starts[j + 1];
        (&self.places[here.clone()], &self.values[here])
    }

    /// Where the list of line j begins.
    #[inline]
    pub(super) fn start(&self, j: usize) -> usize {
        self.starts[j]
    }

    /// From `begin` on, the first number of line j that stands at `place` or behind it.
    pub(super) fn first_from(&self, j: usize, begin: usize, place: usize) -> usize {
        let rest = &self.places[begin..self.starts[j + 1]];
        begin + rest.iter().take_while(|&&p| (p as usize) < place).count()
    }

    /// The numbers of each line, from where it `begins` to where it `ends`.
    pub(super) fn numbers<'a>(&'a self, begins: &'a [usize], ends: &'a [usize]) -> Numbers<'a> {
        Numbers { places: &self.places, values: &self.values, begins, ends }
    }

    /// All numbers of these lines.
    pub(super) fn numbers_of(&self, lines: Range<usize>) -> Numbers<'_> {
        self.numbers(&self.starts[lines.clone()], &self.starts[lines.start + 1..=lines.end])
    }

    /// How many numbers there are.
    pub(super) fn count(&self) -> usize {
        self.starts[self.lines()]
    }
}

/// Whether no value is infinite or NaN: then a 0 times each of them is 0, and can be left out.
pub(super) fn is_finite(values: &[f32]) -> bool {
    // 0 times any of those is NaN, and stays so in a sum; four sums do not wait for each other.
    let (lines, rest) = values.as_chunks::<16>();
    let mut sums = [f32x4::splat(0.0); 4];
    for line in lines {
        for (sum, &four) in sums.iter_mut().zip(line.as_chunks().0) {
            *sum += f32x4::new(four) * f32x4::splat(0.0);
        }
    }
    let [a, b, c, d] = sums;
    (a + b + c + d).to_array().iter().chain(rest).all(|value| value * 0.0 == 0.0)
}
