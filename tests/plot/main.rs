//! The charts: exact ticks, the laws of every layout, and what is drawn, recorded call by call.

mod axes;
mod bands;
mod characters;
mod drawing;
mod ends;
mod layout;
mod map;
mod notes;
mod recorder;
mod svg;
mod sweep;
mod values;
mod whole;
