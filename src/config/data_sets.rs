//! The data sets that come with the page, one row each: images, and points of the plane that a recipe makes itself.

use crate::choice::choices;

/// What is known of a collection of images before any of them is here; also of one that does not come with the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Collection {
    /// The name in messages.
    pub name: &'static str,
    /// How many images there are.
    pub images: usize,
    /// How many of these, the last ones, are held out: they are never trained on.
    pub held_out: usize,
    /// The side of an image in pixels; 0 for points.
    pub side: usize,
    /// The value of full ink.
    pub full_ink: f32,
}

impl Collection {
    /// How many images there are to draw training images from: the first ones.
    pub const fn training_pool(&self) -> usize {
        self.images - self.held_out
    }
}

/// Makes both enums of data sets of rows: each is offered at one size or more, and its networks are shown images of another,
/// too.
macro_rules! data_sets {
    ($(
        $(#[$doc:meta])* $kind:ident = $name:literal {
            label: $label:literal, file: $file:literal, images: $count:literal, held_out: $held_out:literal,
            side: $side:literal, full_ink: $full_ink:literal, beside: $beside:ident,
            sizes: [$($(#[$size_doc:meta])* $images:ident = $at:literal: $size:literal),+]
        }
    )+) => {
        choices! {
            /// The data sets that come with the page.
            DatasetKind { $($(#[$doc])* $kind = $name),+ }
        }

        choices! {
            /// The images of a run: a data set at the size at which it is trained on.
            Images { $($($(#[$size_doc])* $images = $at),+),+ }
        }

        impl DatasetKind {
            /// Its name in a sentence.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$kind => $label),+ }
            }

            /// What the names of its files in `www/data` begin with.
            pub const fn file(self) -> &'static str {
                match self { $(Self::$kind => $file),+ }
            }

            /// What its networks are shown besides; itself, where there is nothing.
            #[must_use]
            pub const fn beside(self) -> Self {
                match self { $(Self::$kind => Self::$beside),+ }
            }

            /// How many images it has, and of which form.
            pub const fn collection(self) -> Collection {
                match self { $(Self::$kind => Collection {
                    name: $name, images: $count, held_out: $held_out, side: $side, full_ink: $full_ink,
                }),+ }
            }
        }

        impl Images {
            /// The data set these images come from.
            pub const fn dataset(self) -> DatasetKind {
                match self { $($(Self::$images)|+ => DatasetKind::$kind),+ }
            }

            /// The side of an image in pixels, 0 for points.
            pub const fn side(self) -> usize {
                match self { $($(Self::$images => $size,)+)+ }
            }
        }
    };
}

data_sets! {
    /// Handwritten digits of MNIST, 28×28: 5000 to train on, and 1000 of its test images.
    Mnist = "mnist" {
        label: "MNIST", file: "mnist-6k", images: 6000, held_out: 1000, side: 28, full_ink: 255.0, beside: Fashion,
        sizes: [
            /// MNIST, 28×28 averaged over 2×2 pixels.
            Mnist14 = "mnist-14": 14,
            /// MNIST at its own 28×28.
            Mnist28 = "mnist-28": 28
        ]
    }
    /// Pieces of clothing of Fashion-MNIST, 28×28: 5000 to train on, and 1000 of its test images.
    Fashion = "fashion" {
        label: "Fashion", file: "fashion-6k", images: 6000, held_out: 1000, side: 28, full_ink: 255.0, beside: Mnist,
        sizes: [
            /// Fashion-MNIST, averaged over 2×2 pixels.
            Fashion14 = "fashion-14": 14,
            /// Fashion-MNIST at its own 28×28.
            Fashion28 = "fashion-28": 28
        ]
    }
    /// Handwritten digits of UCI, 8×8.
    Digits = "digits" {
        label: "Digits", file: "digits8x8", images: 1797, held_out: 500, side: 8, full_ink: 16.0, beside: Fashion,
        sizes: [
            /// The 8×8 digits of UCI.
            Digits8 = "digits-8": 8
        ]
    }
    /// Images that a person has handed in; how many there are of which size stands in the recipe.
    Own = "own" {
        label: "Your data", file: "", images: 20000, held_out: 4000, side: 0, full_ink: 1.0, beside: Fashion,
        sizes: [
            /// A person's own images.
            Own = "own": 0
        ]
    }
    /// Points in two dimensions, which the seed draws, or a person has placed.
    Plane = "plane" {
        label: "Points", file: "", images: 1200, held_out: 200, side: 0, full_ink: 1.0, beside: Plane,
        sizes: [
            /// Points about a straight line.
            Line = "line": 0,
            /// Points about an arc of a parabola.
            Arc = "arc": 0,
            /// Points about two half circles that reach into each other.
            Moons = "moons": 0,
            /// Points about a circle.
            Circle = "circle": 0,
            /// Points about a spiral of two turns.
            Spiral = "spiral": 0,
            /// Points that a person has placed.
            Points = "points": 0
        ]
    }
}

impl Images {
    /// How many images there are to draw training images from. Of points that a person has placed it is
    /// [`Points::training_pool`](super::Points::training_pool).
    pub const fn training_pool(self) -> u32 {
        self.dataset().collection().training_pool() as u32
    }

    /// Whether these are points of the plane, and no images.
    pub const fn is_plane(self) -> bool {
        matches!(self.dataset(), DatasetKind::Plane)
    }

    /// n: pixels of an image, or coordinates of a point.
    pub const fn inputs(self) -> usize {
        if self.is_plane() { 2 } else { self.side() * self.side() }
    }
}

impl From<DatasetKind> for Collection {
    fn from(kind: DatasetKind) -> Self {
        kind.collection()
    }
}
