//! What a core of this machine can do at most with the instructions that the kernels may use: multiply and add, four numbers
//! at once, nothing read from memory.

use autoencoder_lab::math::multiply_add;
use std::hint::black_box;
use wide::f32x4;

/// Independent chains: enough for the next multiplication never to wait for the last.
const CHAINS: usize = 12;

/// Floating-point operations that [`peak`] does in a turn.
pub(crate) const OPERATIONS: usize = CHAINS * 4 * 2;

/// Does `turns` turns; returns a number that cannot be had without them.
#[inline(never)]
pub(crate) fn peak(turns: usize) -> f32 {
    let (factor, term) = (black_box(f32x4::splat(0.999_999)), black_box(f32x4::splat(1e-6)));
    let mut chains = [black_box(f32x4::splat(1.0)); CHAINS];
    for _ in 0..turns {
        for chain in &mut chains {
            *chain = multiply_add(*chain, factor, term);
        }
    }
    chains.into_iter().map(f32x4::reduce_add).sum()
}
