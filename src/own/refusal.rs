//! Why a file cannot be used.

use std::fmt;
use thiserror::Error;

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// A byte, from 0.
    Byte(usize),
    /// A line, from 1.
    Line(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Byte(byte) => write!(f, ", byte {byte}"),
            Self::Line(line) => write!(f, ", line {line}"),
        }
    }
}

/// A file is not what it has to be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}{place}: expected {expected}, found {found}")]
pub struct Refusal {
    /// The file, and within an archive its member.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What would have been right.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Refusal {
    /// A refusal of `file`.
    pub fn new(file: &str, place: Place, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { file: file.into(), place, expected: expected.into(), found: found.into() }
    }
}
