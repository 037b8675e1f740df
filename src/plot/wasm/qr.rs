//! QR codes for the page.

use super::fail;
use crate::qr_modules;
use js_sys::Error;
use wasm_bindgen::prelude::*;

/// A text as a square of modules.
#[wasm_bindgen]
pub struct QrCode;

#[wasm_bindgen]
impl QrCode {
    /// The modules of the code of `text`, row by row from the top, 1 where it is dark.
    ///
    /// # Errors
    ///
    /// An `Error` if the text is too long.
    pub fn modules(text: &str) -> Result<Vec<u8>, Error> {
        let (_, modules) = qr_modules(text).map_err(fail)?;
        Ok(modules.into_iter().map(u8::from).collect())
    }
}
