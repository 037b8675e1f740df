//! Elementary functions in our own f32 arithmetic.
//!
//! The platform's `exp`, `tanh` and `ln` differ in their last bits between operating systems and browsers. These use
//! only `+ − × ÷`, comparison and bit patterns, which IEEE 754 fixes, so a run has the same bits everywhere. They are
//! free of branches on the value, so the compiler can run four lanes of them at once.

/// `e⁻ˣ` for `x ≥ 0`, with a relative error below 2⁻²³.
///
/// Results below the smallest normal number are 0; NaN stays NaN.
///
/// # Source
///
/// Reduction `−x = n·ln 2 + r` with ln 2 in two parts (Cody & Waite 1980), polynomial of degree 6 from the Cephes library.
#[inline]
pub fn exp_of_minus(x: f32) -> f32 {
    const LOWEST: f32 = -87.336_54;
    // Adding and subtracting 1.5 × 2²³ rounds to the nearest whole number without a rounding instruction.
    const ROUNDER: f32 = 12_582_912.0;
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = -x;
    // Clamping by a comparison that is false for NaN lets NaN through.
    let clamped = if x < LOWEST { LOWEST } else { x };
    let n = (clamped * std::f32::consts::LOG2_E + ROUNDER) - ROUNDER;
    let r = (clamped - n * LN2_HIGH) - n * LN2_LOW;
    let mut p = 1.987_569_2e-4;
    p = p * r + 1.398_2e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let y = ((p * r) * r + r + 1.0) * power_of_two(n);
    if x < LOWEST { 0.0 } else { y }
}

/// `2ⁿ` for a whole number −126 ≤ n ≤ 127 held in an f32.
#[inline]
fn power_of_two(n: f32) -> f32 {
    // n + 127 + 2²³ has n + 127 in its lowest mantissa bits; the shift moves it into the exponent.
    f32::from_bits((n + (127.0 + 8_388_608.0)).to_bits() << 23)
}

/// The logistic function `1 / (1 + e⁻ˣ)`, without overflow at either end.
#[inline]
pub fn sigmoid(x: f32) -> f32 {
    let e = exp_of_minus(x.abs());
    let small = e / (1.0 + e);
    if x < 0.0 { small } else { 1.0 - small }
}

/// The hyperbolic tangent, accurate to a few units in the last place on the whole line.
///
/// # Source
///
/// An odd polynomial below 0.625 (Cephes), `1 − 2/(e²ˣ + 1)` above.
#[inline]
pub fn tanh(x: f32) -> f32 {
    let magnitude = x.abs();
    let s = x * x;
    let mut p = -5.704_988_7e-3;
    p = p * s + 2.063_909e-2;
    p = p * s - 5.373_971_6e-2;
    p = p * s + 1.333_144_2e-1;
    p = p * s - 3.333_328e-1;
    let near = x + x * (s * p);
    let e = exp_of_minus(2.0 * magnitude);
    let far = ((1.0 - e) / (1.0 + e)).copysign(x);
    if magnitude < 0.625 { near } else { far }
}

/// `ln(1 + e⁻ˣ)` for `x ≥ 0`: what cross-entropy adds to the linear part.
///
/// # Source
///
/// `ln(1 + u) = 2 artanh(u / (2 + u))`, the series cut where its terms fall below 2⁻²⁶ of the sum.
#[inline]
pub fn softplus_of_minus(x: f32) -> f32 {
    let u = exp_of_minus(x);
    let s = u / (2.0 + u);
    let t = s * s;
    let mut p = 1.0 / 15.0;
    p = p * t + 1.0 / 13.0;
    p = p * t + 1.0 / 11.0;
    p = p * t + 1.0 / 9.0;
    p = p * t + 1.0 / 7.0;
    p = p * t + 1.0 / 5.0;
    p = p * t + 1.0 / 3.0;
    2.0 * (s + s * (t * p))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest relative error of `f` against the f64 function `exact`, over a fine grid.
    fn worst(f: fn(f32) -> f32, exact: fn(f64) -> f64, from: f32, to: f32) -> f64 {
        (0..=400_000)
            .map(|i| from + (to - from) * (i as f32 / 400_000.0))
            .map(|x| {
                let truth = exact(f64::from(x));
                (f64::from(f(x)) - truth).abs() / truth.abs().max(1e-30)
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn functions_are_accurate_to_a_few_units_in_the_last_place() {
        let ulp = f64::from(f32::EPSILON);
        assert!(worst(exp_of_minus, |x| (-x).exp(), 0.0, 87.3) < ulp);
        assert!(worst(tanh, f64::tanh, -12.0, 12.0) < 2.0 * ulp);
        assert!(worst(sigmoid, |x| 1.0 / (1.0 + (-x).exp()), -80.0, 80.0) < 2.0 * ulp);
        assert!(worst(softplus_of_minus, |x| (-x).exp().ln_1p(), 0.0, 80.0) < 3.0 * ulp);
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        assert_eq!(exp_of_minus(0.0), 1.0);
        assert_eq!(exp_of_minus(200.0), 0.0);
        assert_eq!(exp_of_minus(f32::INFINITY), 0.0);
        assert_eq!(tanh(0.0), 0.0);
        assert_eq!(tanh(50.0), 1.0);
        assert_eq!(tanh(-50.0), -1.0);
        assert_eq!(sigmoid(0.0), 0.5);
        assert_eq!(sigmoid(200.0), 1.0);
        assert_eq!(sigmoid(-200.0), 0.0);
        assert_eq!(softplus_of_minus(200.0), 0.0);
    }

    #[test]
    fn not_a_number_stays_visible() {
        for f in [exp_of_minus, tanh, sigmoid, softplus_of_minus] {
            assert!(f(f32::NAN).is_nan());
        }
    }
}
