//! A run, complete: its configuration and the changes made on the way.

use super::{Change, Event, RunConfig, ValidConfig};
use crate::error::ConfigError;
use serde_json::{Value, json};

/// What reproduces a run to the bit: with it, every machine comes to the same parameters after the same steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// As the run begins.
    pub config: ValidConfig,
    /// The changes, in the order of their steps; each of them changes something, and none is undone or outdone before the
    /// next update.
    pub events: Vec<Event>,
}

impl Recipe {
    /// Reads what a file holds: [`Recipe::from_json`] as text, with or without a byte order mark, in UTF-8 or UTF-16.
    ///
    /// # Errors
    ///
    /// [`ConfigError::NotJson`], and those of [`Recipe::from_json`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ConfigError> {
        let not_json = |error: serde_json::Error| ConfigError::NotJson { why: error.to_string() };
        Self::from_json(serde_json::from_slice(&crate::text::unmarked(bytes)).map_err(not_json)?)
    }

    /// Reads `{"config": {…}, "events": [{"step": 700, "change": {"lambda": 0.01}}, …]}`, the form in which the page
    /// copies a run; `events` may be missing.
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

    /// A recipe whose events are put in the order of their steps, without those that do not act.
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
        let mut acting = Vec::with_capacity(in_order.len());
        for Event { step, change } in in_order {
            record(&config, &mut acting, step, change);
        }
        Ok(Self { config, events: acting })
    }
}

/// Adds `change`, made at `step` after all of `events`, to what was changed of a run that began as `start`: in place of the
/// change of the same quantity at this step, and not at all where the quantity is as before.
///
/// Tying and untying make another network each time, so each stands, and what was changed before it at the same step too.
pub(crate) fn record(start: &RunConfig, events: &mut Vec<Event>, step: u64, change: Change) {
    let first = first_since_jump(events, step);
    if let Some(place) = (first..events.len()).find(|&at| events[at].change.is_of_the_kind_of(change)) {
        events.remove(place);
    }
    if change_before(start, events, change) == change {
        return;
    }
    // λ before η, whichever was changed first: what comes to the same is written alike.
    let place = if matches!(change, Change::Lambda(_)) { first } else { events.len() };
    events.insert(place, Event { step, change });
}

/// Where the changes of `step` begin that were made after the last tying or untying at it.
pub(crate) fn first_since_jump(events: &[Event], step: u64) -> usize {
    let earlier = |event: &Event| event.step != step || event.change.jumps();
    events.iter().rposition(earlier).map_or(0, |last| last + 1)
}

/// What the quantity of `change` came to by `events`, in a run that began as `start`.
pub(crate) fn change_before(start: &RunConfig, events: &[Event], change: Change) -> Change {
    let last = events.iter().rev().map(|event| event.change).find(|earlier| earlier.is_of_the_kind_of(change));
    last.unwrap_or(change.before(start))
}

impl From<ValidConfig> for Recipe {
    fn from(config: ValidConfig) -> Self {
        Self { config, events: Vec::new() }
    }
}

impl Event {
    /// `change`, to be made once `step` updates have been.
    pub fn new(step: u64, change: Change) -> Self {
        Self { step, change }
    }
}
