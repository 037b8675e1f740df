//! The replay of reference traces as a WebAssembly module of its own: the same core, built with the page's flags, checked
//! where it will run.

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm-bindgen exports only what is pub")]
mod module {
    use autoencoder_lab::reference;
    use js_sys::{Error, Function, Uint8Array};
    use wasm_bindgen::prelude::*;

    /// Replays the folder whose files `read(name)` returns as bytes; returns the report, its last line the worst
    /// deviations.
    #[wasm_bindgen]
    pub fn replay(read: &Function) -> Result<String, Error> {
        let report = reference::replay(&mut |file| {
            let bytes = read.call1(&JsValue::NULL, &file.into()).map_err(|error| format!("{error:?}"))?;
            Ok(Uint8Array::new(&bytes).to_vec())
        });
        let report = report.map_err(|error| Error::new(&error.to_string()))?;
        if report.passes() { Ok(report.to_string()) } else { Err(Error::new(&report.to_string())) }
    }
}
