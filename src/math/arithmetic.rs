//! The operation that everything is made of.

use wide::f32x4;

/// Whether results have the same bits everywhere. Not in a module that is built with relaxed SIMD: there each processor
/// rounds `a·b + sum` as is fastest for it.
pub const IS_REPRODUCIBLE: bool = !cfg!(target_feature = "relaxed-simd");

/// `a·b + sum`, rounded after the product and after the sum; with relaxed SIMD rounded once or twice.
#[inline]
pub fn multiply_add(a: f32x4, b: f32x4, sum: f32x4) -> f32x4 {
    #[cfg(target_feature = "relaxed-simd")]
    return relaxed::multiply_add(a, b, sum);
    #[cfg(not(target_feature = "relaxed-simd"))]
    return sum + a * b;
}

#[cfg(target_feature = "relaxed-simd")]
mod relaxed {
    use core::arch::wasm32::{f32x4, f32x4_extract_lane, f32x4_relaxed_madd, v128};

    #[inline]
    pub(super) fn multiply_add(a: wide::f32x4, b: wide::f32x4, sum: wide::f32x4) -> wide::f32x4 {
        lanes(f32x4_relaxed_madd(vector(a), vector(b), vector(sum)))
    }

    /// The same vector under its other name: no instruction is needed for that.
    #[inline]
    fn vector(lanes: wide::f32x4) -> v128 {
        let [a, b, c, d] = lanes.to_array();
        f32x4(a, b, c, d)
    }

    #[inline]
    fn lanes(v: v128) -> wide::f32x4 {
        let [a, b, c, d] = [
            f32x4_extract_lane::<0>(v),
            f32x4_extract_lane::<1>(v),
            f32x4_extract_lane::<2>(v),
            f32x4_extract_lane::<3>(v),
        ];
        wide::f32x4::new([a, b, c, d])
    }
}
