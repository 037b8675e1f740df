//! What is picked by name: each choice, and its name in JSON, in messages and in tables, is written once.

/// One of several that have names.
pub trait Choice: Copy {
    /// The names of all, in the order in which the page offers them.
    const NAMES: &'static [&'static str];

    /// This one's name.
    fn name(self) -> &'static str;

    /// The one of this name.
    fn from_name(name: &str) -> Option<Self>;
}

/// Declares an enum whose variants are picked by name.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// All choices, in the order in which the page offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Their names.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// This choice's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The choice of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::choice::Choice for $name {
            const NAMES: &'static [&'static str] = Self::NAMES;

            fn name(self) -> &'static str {
                self.name()
            }

            fn from_name(name: &str) -> Option<Self> {
                Self::from_name(name)
            }
        }
    };
}

pub(crate) use choices;
