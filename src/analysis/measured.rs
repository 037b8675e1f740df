//! What an evaluation is made of: numbers, each declared once, most of them columns of the curve.

/// A number of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its name on the page, in JSON and at the head of its column.
    pub name: &'static str,
    /// Whether it follows from the others: then it is no column of the curve.
    pub derived: bool,
    /// Whether it is NaN where there is no such number; any other must be finite.
    pub may_be_nan: bool,
}

/// Makes an evaluation of its numbers, each an f64, in the order of the curve's columns:
///
/// `field "name in JSON" or NaN = what it follows from;`
///
/// What is not in a snapshot is `#[serde(skip)]`.
macro_rules! measured {
    (
        $(#[$doc:meta])* $evaluation:ident
        $($(#[$field_doc:meta])* $field:ident $name:literal $(or $nan:ident)? $(= $derived:expr)?;)+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, serde::Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub struct $evaluation {
            /// Parameter updates made before it.
            pub step: u64,
            $($(#[$field_doc])* #[serde(rename = $name)] pub $field: f64,)+
        }

        impl PartialEq for $evaluation {
            /// Whether all numbers have the same bits: there may be a number in neither.
            fn eq(&self, other: &Self) -> bool {
                let bits = |evaluation: &Self| [evaluation.step, $(evaluation.$field.to_bits()),+];
                bits(self) == bits(other)
            }
        }

        impl $evaluation {
            /// Its numbers, after the step.
            pub const NUMBERS: &[$crate::analysis::Number] = &[$(
                $crate::analysis::Number {
                    name: $name,
                    derived: measured!(@is $($derived)?),
                    may_be_nan: measured!(@is $($nan)?),
                },
            )+];

            /// Whether every number is finite that has to be.
            pub fn is_finite(&self) -> bool {
                self.numbers().all(|(number, value)| number.may_be_nan || value.is_finite())
            }

            /// Its row of the curve: the step, then each number that is not derived.
            pub fn row(&self) -> impl Iterator<Item = f64> {
                let columns = self.numbers().filter(|(number, _)| !number.derived);
                [self.step as f64].into_iter().chain(columns.map(|(_, value)| value))
            }

            /// The evaluation of a row.
            ///
            /// # Panics
            ///
            /// If numbers are missing.
            pub fn from_row(row: &[f64]) -> Self {
                let mut columns = row.iter().copied();
                let mut next = || columns.next().expect("a row has a number for each column");
                let step = next() as u64;
                $(let $field = measured!(@value next $($derived)?);)+
                Self { step, $($field),+ }
            }

            /// Its numbers, each with what is known of it.
            pub fn numbers(&self) -> impl Iterator<Item = (&'static $crate::analysis::Number, f64)> {
                Self::NUMBERS.iter().zip([$(self.$field),+])
            }
        }
    };
    (@is) => { false };
    (@is $($there:tt)+) => { true };
    (@value $next:ident) => { $next() };
    (@value $next:ident $derived:expr) => { $derived };
}

pub(super) use measured;
