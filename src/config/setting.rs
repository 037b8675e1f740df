//! What types a field of a configuration can have, and how a configuration is made of rows.

use super::given::Given;
use super::own::Own;
use super::points::Points;
use crate::choice::Choice;
use serde::Serialize;
use std::ops::RangeInclusive;

/// A value of a hyper-parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// A number.
    Number(f64),
    /// The name of a choice.
    Choice(&'static str),
    /// Whether a switch is on.
    Switch(bool),
    /// Points that a person has placed.
    Points(Points),
    /// A person's own data; none.
    Own(Option<Own>),
}

/// What kind of value a hyper-parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A whole number.
    Whole,
    /// A real number.
    Real,
    /// One of its choices.
    Choice,
    /// On or off.
    Switch,
    /// Points of the plane.
    Points,
    /// A person's own data.
    Own,
}

/// A type that a field of a configuration can have.
pub(super) trait Setting: Sized {
    const SCALE: Scale;
    const CHOICES: &'static [&'static str] = &[];

    /// What was handed in, if it is of this type.
    fn read(given: &Given) -> Option<Self>;

    fn value(&self) -> SettingValue;

    /// Whether JSON leaves it out: it came later than the files that recipes were first written to, and says nothing.
    fn is_left_out(&self) -> bool {
        false
    }
}

impl Setting for u32 {
    const SCALE: Scale = Scale::Whole;

    fn read(given: &Given) -> Option<Self> {
        given.whole()
    }

    fn value(&self) -> SettingValue {
        SettingValue::Number((*self).into())
    }
}

impl Setting for f64 {
    const SCALE: Scale = Scale::Real;

    fn read(given: &Given) -> Option<Self> {
        given.number()
    }

    fn value(&self) -> SettingValue {
        SettingValue::Number(*self)
    }
}

impl Setting for bool {
    const SCALE: Scale = Scale::Switch;

    fn read(given: &Given) -> Option<Self> {
        given.switch()
    }

    fn value(&self) -> SettingValue {
        SettingValue::Switch(*self)
    }
}

impl<T: Choice> Setting for T {
    const SCALE: Scale = Scale::Choice;
    const CHOICES: &'static [&'static str] = T::NAMES;

    fn read(given: &Given) -> Option<Self> {
        T::from_name(given.text()?)
    }

    fn value(&self) -> SettingValue {
        SettingValue::Choice(self.name())
    }
}

impl Setting for Points {
    const SCALE: Scale = Scale::Points;

    fn read(given: &Given) -> Option<Self> {
        Self::read(given.text()?)
    }

    fn value(&self) -> SettingValue {
        SettingValue::Points(self.clone())
    }

    fn is_left_out(&self) -> bool {
        self.count() == 0
    }
}

impl Setting for Option<Own> {
    const SCALE: Scale = Scale::Own;

    fn read(given: &Given) -> Option<Self> {
        Own::read(given.text()?).map(Some)
    }

    fn value(&self) -> SettingValue {
        SettingValue::Own(self.clone())
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

/// Both ends of the range of a row; 0 where it has none.
pub(super) const fn ends(range: &[RangeInclusive<f64>]) -> (f64, f64) {
    match range {
        [range, ..] => (*range.start(), *range.end()),
        [] => (0.0, 0.0),
    }
}

/// Makes a configuration, its default and the table of its hyper-parameters of rows
///
/// `field: type(range) = default, live, "name in JSON", "name in words", "purpose";`
///
/// Only numbers have a range; what acts on a running network is `live`.
macro_rules! hyperparameters {
    (
        $(#[$doc:meta])* $config:ident
        $($field:ident: $type:ident $(($range:expr))? = $default:expr, $($live:ident,)?
            $name:literal, $label:literal, $purpose:literal;)+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        pub struct $config {
            $(#[doc = concat!("*", $label, "*. ", $purpose)] #[serde(rename = $name, skip_serializing_if = "Setting::is_left_out")] pub $field: $type,)+
        }

        impl Default for $config {
            fn default() -> Self {
                Self { $($field: $default),+ }
            }
        }

        /// Every hyper-parameter of a run.
        pub const HYPERPARAMETERS: &[Hyperparameter] = &[$(
            Hyperparameter {
                field: $name,
                label: $label,
                min: ends(&[$($range)?]).0,
                max: ends(&[$($range)?]).1,
                choices: <$type as Setting>::CHOICES,
                scale: <$type as Setting>::SCALE,
                live: hyperparameters!(@live $($live)?),
                #[cfg(not(target_arch = "wasm32"))]
                purpose: $purpose,
                value: |config| config.$field.value(),
                set: |config, given| Setting::read(given).map(|value| config.$field = value),
            },
        )+];
    };
    (@live live) => { true };
    (@live) => { false };
}

pub(super) use hyperparameters;
