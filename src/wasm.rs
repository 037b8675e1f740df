//! The page's door to the core: the only place that names wasm-bindgen or `JsValue`. No logic lives here.

mod jacobian;
mod origin;
mod training;

use js_sys::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// Runs when the module is instantiated: a panic is reported with its message before the instance is lost. What is thrown is no `Error`,
/// as a refusal is one: whoever catches refusals lets it pass.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(panic.to_string().into());
    }));
}

/// A Rust error as a JS `Error` with its message.
fn fail(error: impl std::fmt::Display) -> Error {
    Error::new(&error.to_string())
}

/// A record as a plain JS object.
fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Error> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(fail)
}

/// A plain JS object as a record.
fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(value).map_err(fail)
}
