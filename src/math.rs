//! Elementary functions in our own f32 arithmetic, of four numbers at once.
//!
//! The platform's `exp`, `tanh` and `ln` differ in their last bits between operating systems and browsers. These use
//! only `+ − × ÷`, comparison and bit patterns, which IEEE 754 fixes, so a run has the same bits everywhere; built with
//! relaxed SIMD they no longer have ([`IS_REPRODUCIBLE`]).
//!
//! Polynomials are added up in pairs rather than term by term: a processor then waits half as long for each.

mod arithmetic;

pub use arithmetic::{IS_REPRODUCIBLE, multiply_add};

use wide::f32x4;

/// `eˣ`, with a relative error below 2⁻²³.
///
/// 0 below −87.7, where results are no longer normal numbers, ∞ above 88.4; NaN stays NaN.
///
/// # Source
///
/// Reduction `x = n·ln 2 + r` with ln 2 in two parts (Cody & Waite 1980); `1 + r + r²·q(r)`, where q is the polynomial of
/// degree 4 that keeps the largest relative error on |r| ≤ ½ ln 2 least (3·10⁻⁹).
#[inline]
pub fn exp(x: f32x4) -> f32x4 {
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    // Adding and subtracting 1.5 × 2²³ rounds to the nearest whole number without a rounding instruction.
    const ROUNDER: f32 = 12_582_912.0;
    let all = f32x4::splat;
    // At the ends n is −127 and 128, whose powers of two are 0 and ∞.
    let x = clamp(x, -88.0, 89.0);
    let n = multiply_add(x, all(std::f32::consts::LOG2_E), all(ROUNDER)) - all(ROUNDER);
    let r = multiply_add(n, all(-LN2_LOW), multiply_add(n, all(-LN2_HIGH), x));
    let square = r * r;
    let low = multiply_add(r, all(1.666_652_1e-1), all(4.999_999_4e-1));
    let high = multiply_add(r, all(8.368_745e-3), all(4.166_839e-2));
    let q = multiply_add(square, multiply_add(square, all(1.381_454e-3), high), low);
    (all(1.0) + multiply_add(square, q, r)) * power_of_two(n)
}

/// `2ⁿ` for whole numbers −126 ≤ n ≤ 127; 0 for −127 and ∞ for 128.
#[inline]
fn power_of_two(n: f32x4) -> f32x4 {
    // n + 127 + 2²³ has n + 127 in its lowest mantissa bits; the shift moves it into the exponent.
    let n = n + f32x4::splat(127.0 + 8_388_608.0);
    f32x4::new(n.to_array().map(|n| f32::from_bits(n.to_bits() << 23)))
}

/// `x`, but no less than `least` and no more than `most`; NaN stays NaN.
#[inline]
fn clamp(x: f32x4, least: f32, most: f32) -> f32x4 {
    let (least, most) = (f32x4::splat(least), f32x4::splat(most));
    // One instruction each. Where a number is NaN they give the right side on x86, elsewhere the left, or NaN.
    if cfg!(target_feature = "sse") { most.fast_min(least.fast_max(x)) } else { x.fast_max(least).fast_min(most) }
}

/// Replaces each of `values` by its `f`.
///
/// Not inlined: one copy of each function suffices.
#[inline(never)]
pub fn each(values: &mut [f32], f: impl Fn(f32x4) -> f32x4) {
    let (fours, rest) = values.as_chunks_mut();
    for four in fours {
        *four = f(f32x4::new(*four)).to_array();
    }
    let mut last = [0.0; 4];
    last[..rest.len()].copy_from_slice(rest);
    rest.copy_from_slice(&f(f32x4::new(last)).to_array()[..rest.len()]);
}

/// The logistic function `1 / (1 + e⁻ˣ)`, accurate to two units in the last place; 0 and 1 where `e⁻ˣ` is ∞ or 0.
#[inline]
pub fn sigmoid(x: f32x4) -> f32x4 {
    let one = f32x4::splat(1.0);
    one / (one + exp(-x))
}

/// The hyperbolic tangent, accurate to a few units in the last place on the whole line.
///
/// # Source
///
/// An odd polynomial below 0.625 (Cephes), `(1 − e⁻²ˣ) / (1 + e⁻²ˣ)` above.
#[inline]
pub fn tanh(x: f32x4) -> f32x4 {
    let all = f32x4::splat;
    let magnitude = x.abs();
    let s = x * x;
    let t = s * s;
    let low = multiply_add(s, all(1.333_144_2e-1), all(-3.333_328e-1));
    let high = multiply_add(s, all(2.063_909e-2), all(-5.373_971_6e-2));
    let p = multiply_add(t, multiply_add(t, all(-5.704_988_7e-3), high), low);
    let near = multiply_add(x * s, p, x);
    let e = exp(magnitude * all(-2.0));
    let far = (all(1.0) - e) / (all(1.0) + e);
    magnitude.simd_lt(all(0.625)).select(near, far | (x & all(-0.0)))
}

/// `ln(1 + e⁻ˣ)` for `x ≥ 0`: what cross-entropy adds to the linear part.
///
/// # Source
///
/// `ln(1 + u) = 2 artanh(u / (2 + u))`, the series cut where its terms fall below 2⁻²⁶ of the sum.
#[inline]
pub fn softplus_of_minus(x: f32x4) -> f32x4 {
    let all = f32x4::splat;
    let u = exp(-x);
    let s = u / (all(2.0) + u);
    let t = s * s;
    let mut p = all(1.0 / 15.0);
    for term in [1.0 / 13.0, 1.0 / 11.0, 1.0 / 9.0, 1.0 / 7.0, 1.0 / 5.0, 1.0 / 3.0] {
        p = multiply_add(p, t, all(term));
    }
    let half = multiply_add(s * t, p, s);
    half + half
}

#[cfg(test)]
mod tests {
    use super::*;

    type Function = fn(f32x4) -> f32x4;

    /// `f` of one number.
    fn one(f: Function, x: f32) -> f32 {
        f(f32x4::splat(x)).to_array()[0]
    }

    /// Largest relative error of `f` against the f64 function `exact`, over a fine grid.
    fn worst(f: Function, exact: fn(f64) -> f64, from: f32, to: f32) -> f64 {
        (0..=400_000)
            .map(|i| from + (to - from) * (i as f32 / 400_000.0))
            .map(|x| {
                let truth = exact(f64::from(x));
                (f64::from(one(f, x)) - truth).abs() / truth.abs().max(1e-30)
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn functions_are_accurate_to_a_few_units_in_the_last_place() {
        let ulp = f64::from(f32::EPSILON);
        assert!(worst(exp, f64::exp, -87.3, 88.3) < ulp);
        assert!(worst(tanh, f64::tanh, -12.0, 12.0) < 2.0 * ulp);
        assert!(worst(sigmoid, |x| 1.0 / (1.0 + (-x).exp()), -80.0, 80.0) < 2.0 * ulp);
        assert!(worst(softplus_of_minus, |x| (-x).exp().ln_1p(), 0.0, 80.0) < 3.0 * ulp);
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        let cases: [(Function, f32, f32); 12] = [
            (exp, 0.0, 1.0),
            (exp, -200.0, 0.0),
            (exp, f32::NEG_INFINITY, 0.0),
            (exp, 200.0, f32::INFINITY),
            (exp, f32::INFINITY, f32::INFINITY),
            (tanh, 0.0, 0.0),
            (tanh, 50.0, 1.0),
            (tanh, -50.0, -1.0),
            (sigmoid, 0.0, 0.5),
            (sigmoid, 200.0, 1.0),
            (sigmoid, -200.0, 0.0),
            (softplus_of_minus, 200.0, 0.0),
        ];
        for (f, x, expected) in cases {
            assert_eq!(one(f, x), expected);
        }
    }

    #[test]
    fn not_a_number_stays_visible() {
        for f in [exp, tanh, sigmoid, softplus_of_minus] {
            assert!(one(f, f32::NAN).is_nan());
        }
    }

    #[test]
    fn each_number_of_a_slice_has_its_value_whatever_the_length() {
        for length in 0..=9 {
            let numbers: Vec<f32> = (0..length).map(|i| i as f32 - 4.5).collect();
            let mut found = numbers.clone();
            each(&mut found, tanh);
            let expected: Vec<f32> = numbers.iter().map(|&x| one(tanh, x)).collect();
            assert_eq!(found, expected);
        }
    }
}
