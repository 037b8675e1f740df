//! A run, complete: its configuration and the changes made on the way.

use super::{Change, Event, RunConfig, ValidConfig};
use crate::error::ConfigError;
use serde_json::{Value, json};

/// What reproduces a run to the bit: with it, every machine comes to the same parameters after the same steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// As the run begins.
    pub config: ValidConfig,
    /// The changes, in the order of their steps.
    pub events: Vec<Event>,
}

impl Recipe {
    /// Reads `{"config": {…}, "events": [{"step": 700, "change": {"lambda": 0.01}}, …]}`, the form in which the page
    /// copies a run; `events` may be missing, and a `label` is passed over.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] as [`RunConfig::from_json`], and [`ConfigError::Event`] for a change that is not one.
    pub fn from_json(mut value: Value) -> Result<Self, ConfigError> {
        let Some(fields) = value.as_object_mut() else {
            return Err(ConfigError::NotAnObject { found: value.to_string() });
        };
        if let Some(field) = fields.keys().find(|field| !["config", "events"].contains(&field.as_str())) {
            return Err(ConfigError::UnknownField { found: field.clone(), expected: "config, events".into() });
        }
        let config = RunConfig::from_json(fields.remove("config").unwrap_or_else(|| json!({})))?;
        let events = fields.remove("events").unwrap_or_else(|| Value::Array(Vec::new()));
        let events = serde_json::from_value(events).map_err(|error| ConfigError::Event { why: error.to_string() })?;
        Self::new(config, events)
    }

    /// A recipe whose events are put in the order of their steps.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`] for a change outside the range of its hyper-parameter.
    pub fn new(config: ValidConfig, events: Vec<Event>) -> Result<Self, ConfigError> {
        // They nearly always come in order, so each belongs at the end; the standard sort would add 2 kB to the page.
        let mut in_order: Vec<Event> = Vec::with_capacity(events.len());
        for event in events {
            event.change.apply(&mut (*config).clone())?;
            let place = in_order.partition_point(|earlier| earlier.step <= event.step);
            in_order.insert(place, event);
        }
        Ok(Self { config, events: in_order })
    }
}

impl From<ValidConfig> for Recipe {
    fn from(config: ValidConfig) -> Self {
        Self { config, events: Vec::new() }
    }
}

impl Event {
    /// `change`, to be made once `step` updates have been.
    pub fn new(step: u64, change: Change) -> Self {
        Self { step, change, label: String::new() }
    }
}
