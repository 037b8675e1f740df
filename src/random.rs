//! One seed, several independent streams.
//!
//! Each use of chance draws from a stream of its own, so that a change in one (more hidden units, a larger training
//! set) leaves the others as they were: two lanes with the same seed see the same images in the same order, and the
//! first units of a wider network start as the units of the narrower one.

use rand::{Rng, seq::SliceRandom};
use rand_pcg::Pcg32;

/// What a stream of random numbers is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Which images are trained on.
    Split = 1,
    /// The order of the images in each epoch.
    Batches = 2,
    /// Initial encoder weights, unit by unit.
    Encoder = 3,
    /// Initial decoder weights, unit by unit.
    Decoder = 4,
    /// The noise added to held-out images for *noise kept* and *denoising error*.
    HeldOutNoise = 5,
    /// The images of pure noise that are shown to the network.
    NoiseImages = 6,
    /// Points of the plane that are trained on.
    Points = 7,
    /// Those that are held out.
    HeldOutPoints = 8,
    /// Which of a person's own images are held out.
    HeldOutRows = 9,
}

/// A seeded generator: PCG-XSH-RR 64/32 on the stream of its purpose.
///
/// # Source
///
/// O'Neill (2014), as implemented by `rand_pcg`.
#[derive(Debug, Clone)]
pub struct Random {
    generator: Pcg32,
    spare_normal: Option<f64>,
}

impl Random {
    /// The generator of `stream` under `seed`.
    pub fn new(seed: u32, stream: Stream) -> Self {
        Self { generator: Pcg32::new(u64::from(seed), stream as u64), spare_normal: None }
    }

    /// Uniform on (0, 1): the 2³² midpoints of a grid, so that neither end is ever drawn.
    pub fn uniform(&mut self) -> f64 {
        (f64::from(self.generator.next_u32()) + 0.5) / 4_294_967_296.0
    }

    /// Standard normal.
    ///
    /// # Source
    ///
    /// Box & Muller (1958), in f64 with `libm`, whose results are the same on every platform.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        let radius = libm::sqrt(-2.0 * libm::log(self.uniform()));
        let angle = std::f64::consts::TAU * self.uniform();
        self.spare_normal = Some(radius * libm::sin(angle));
        radius * libm::cos(angle)
    }

    /// Puts `items` in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        items.shuffle(&mut self.generator);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normals_have_mean_0_variance_1_and_light_tails() {
        let mut random = Random::new(7, Stream::Encoder);
        let draws: Vec<f64> = (0..200_000).map(|_| random.normal()).collect();
        let count = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / count;
        let variance = draws.iter().map(|x| x * x).sum::<f64>() / count - mean * mean;
        let kurtosis = draws.iter().map(|x| x.powi(4)).sum::<f64>() / count;
        // Five standard errors each.
        assert!(mean.abs() < 5.0 / count.sqrt(), "mean {mean}");
        assert!((variance - 1.0).abs() < 5.0 * (2.0 / count).sqrt(), "variance {variance}");
        assert!((kurtosis - 3.0).abs() < 5.0 * (96.0 / count).sqrt(), "kurtosis {kurtosis}");
    }

    #[test]
    fn streams_and_seeds_are_independent_and_repeatable() {
        let draw = |seed, stream| Random::new(seed, stream).uniform().to_bits();
        assert_eq!(draw(3, Stream::Split), draw(3, Stream::Split));
        assert_ne!(draw(3, Stream::Split), draw(3, Stream::Batches));
        assert_ne!(draw(3, Stream::Split), draw(4, Stream::Split));
    }

    #[test]
    fn a_shuffle_is_a_permutation() {
        let mut items: Vec<u32> = (0..1000).collect();
        Random::new(1, Stream::Batches).shuffle(&mut items);
        assert_ne!(items, (0..1000).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..1000).collect::<Vec<_>>());
    }
}
