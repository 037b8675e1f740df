//! Memory that is asked for before it is needed: who is refused it can say so, who runs out of it is stopped.

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that [`Promise`]s stand for.
static PROMISED: AtomicUsize = AtomicUsize::new(0);

/// Of so many bytes one more is asked for: an allocator keeps books, and not every gap that it has fits.
const SLACK: usize = 16;

/// No piece is smaller: that of a page of WebAssembly's memory.
const SMALLEST_PIECE: usize = 1 << 16;

/// Whether there are `bytes`, besides those that are promised, in pieces of `piece`: takes them, and gives them back.
///
/// Where memory is a single block that only grows, as in WebAssembly, it stays there for whoever asks next.
pub fn is_there(bytes: usize, piece: usize) -> bool {
    let mut missing = bytes.saturating_add(bytes / SLACK).saturating_add(PROMISED.load(Ordering::Relaxed));
    let piece = piece.max(SMALLEST_PIECE);
    let mut pieces = Vec::new();
    while missing > 0 {
        let mut room = Vec::<u8>::new();
        let size = missing.min(piece);
        if room.try_reserve_exact(size).is_err() {
            return false;
        }
        // Where nobody looks at it, a compiler may leave it out.
        pieces.push(black_box(room));
        missing -= size;
    }
    true
}

/// Bytes that its holder may still take: [`is_there`] counts them as taken.
#[derive(Debug)]
pub struct Promise {
    bytes: usize,
}

impl Promise {
    /// A promise of `bytes`.
    pub fn new(bytes: usize) -> Self {
        PROMISED.fetch_add(bytes, Ordering::Relaxed);
        Self { bytes }
    }

    /// It is of `bytes` from now on.
    pub fn set(&mut self, bytes: usize) {
        *self = Self::new(bytes);
    }
}

impl Clone for Promise {
    fn clone(&self) -> Self {
        Self::new(self.bytes)
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        PROMISED.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_machine_has_is_not_there_and_nothing_always_is() {
        let promise = Promise::new(1000);
        for piece in [0, 1, 1 << 20] {
            assert!(is_there(0, piece) && is_there(1 << 20, piece));
        }
        for bytes in [usize::MAX, usize::MAX / 2] {
            assert!(!is_there(bytes, bytes));
        }
        drop(promise);
    }
}
