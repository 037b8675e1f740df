//! The page's door to the charts: the only place that names wasm-bindgen, web-sys or `JsValue`. No logic lives here.

mod canvas;
mod characters;
mod chart;
#[cfg(feature = "svg")]
mod qr;
mod sweep;

use js_sys::Error;
use wasm_bindgen::prelude::*;

/// Runs when the module is instantiated: a panic is reported with its message before the instance is lost.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// A Rust error as a JS `Error` with its message.
fn fail(error: impl std::fmt::Display) -> Error {
    Error::new(&error.to_string())
}
