//! A value as it was handed in, before anything about it is believed.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value of any kind, read from JSON or from a JS object.
///
/// It stands in for `serde_json::Value`, which would weigh a tenth of the page's module. Its text is the value as JSON
/// writes it, for messages.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    /// A number, and its text: `16` and `16.0` are the same number.
    Number(f64, String),
    Text(String),
    Switch(bool),
    Fields(Vec<(String, Given)>),
    /// What no field can be, as text: null or a list.
    Other(String),
}

impl Given {
    /// The number, if it is one.
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(value, _) = self { Some(*value) } else { None }
    }

    /// The number, if it is a whole one that 32 bits can hold.
    pub(super) fn whole(&self) -> Option<u32> {
        self.number()
            .filter(|value| value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(value))
            .map(|v| v as u32)
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Whether it is on, if it is a switch.
    pub(super) fn switch(&self) -> Option<bool> {
        if let Self::Switch(on) = self { Some(*on) } else { None }
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(_, text) | Self::Other(text) => f.write_str(text),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Switch(on) => f.write_str(if *on { "true" } else { "false" }),
            Self::Fields(fields) => {
                let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
                write!(f, "{{{}}}", fields.join(","))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, on: bool) -> Result<Given, E> {
        Ok(Given::Switch(on))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Given, E> {
        Ok(Given::Number(value as f64, value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Given, E> {
        Ok(Given::Number(value as f64, value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Given, E> {
        Ok(Given::Number(value, format!("{value:?}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Given, E> {
        Ok(Given::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Given, E> {
        Ok(Given::Other("null".into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Given, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Given>()? {
            items.push(item.to_string());
        }
        Ok(Given::Other(format!("[{}]", items.join(","))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Given, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Given::Fields(fields))
    }
}
