//! The page's door to the readers: the only place that names wasm-bindgen. No logic lives here.

use crate::{Cells, Fit, Kind, Named, OwnImages, Scaling, Table, findings, points, read, scaled, square};
use js_sys::{Error, Uint8Array};
use wasm_bindgen::prelude::*;

/// Runs when the module is instantiated: a panic is reported with its message before the instance is lost.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

fn fail(error: impl std::fmt::Display) -> Error {
    Error::new(&error.to_string())
}

fn scaling(name: &str) -> Result<Scaling, Error> {
    Scaling::named(name).ok_or_else(|| fail(format!("there is no scaling “{name}”")))
}

/// A table of numbers that a person has handed in.
#[wasm_bindgen]
pub struct Reading(Table);

#[wasm_bindgen]
impl Reading {
    /// Reads files; `label` is the name or place of a column of labels, or empty.
    ///
    /// # Errors
    ///
    /// An `Error` that says what was expected, what was found, and where.
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>, files: Vec<Uint8Array>, label: &str) -> Result<Reading, Error> {
        let files: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
        let named = names.iter().zip(&files).map(|(name, bytes)| Named { name, bytes });
        read(&named.collect::<Vec<_>>(), Some(label)).map(Self).map_err(fail)
    }

    /// Pictures that have been made squares, one after another.
    ///
    /// # Errors
    ///
    /// As the other.
    #[wasm_bindgen(js_name = ofSquares)]
    pub fn of_squares(file: &str, squares: Vec<u8>, side: usize) -> Result<Reading, Error> {
        let cells = Cells { bytes: squares, kind: Kind::U8, big: false };
        let rows = cells.bytes.len() / (side * side);
        Table::new(file, &[rows, side, side], cells, false).map(Self).map_err(fail)
    }

    /// A picture, four bytes a pixel, as a grey square.
    ///
    /// # Errors
    ///
    /// An `Error` that says what was expected and found.
    #[wasm_bindgen(js_name = squareOf)]
    pub fn square_of(file: &str, rgba: &Uint8Array, wide: usize, side: usize, crop: bool) -> Result<Vec<u8>, Error> {
        let fit = if crop { Fit::Crop } else { Fit::Stretch };
        square(file, &rgba.to_vec(), wide, side, fit).map_err(fail)
    }

    /// How many rows there are.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> usize {
        self.0.rows
    }

    /// The side of an image; 0 for points.
    #[wasm_bindgen(getter)]
    pub fn side(&self) -> usize {
        self.0.side
    }

    /// What its numbers are.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        self.0.kind().name().into()
    }

    /// How many classes its rows have; 0 where the file says none.
    #[wasm_bindgen(getter)]
    pub fn classes(&self) -> usize {
        self.0.classes()
    }

    /// The scaling that its numbers look like.
    #[wasm_bindgen(getter)]
    pub fn fitting(&self) -> String {
        Scaling::fitting(&self.0).name().into()
    }

    /// What a person should know of it, sentence by sentence.
    ///
    /// # Errors
    ///
    /// If there is no such scaling.
    pub fn findings(&self, scaled_so: &str) -> Result<Vec<String>, Error> {
        Ok(findings(&self.0, scaling(scaled_so)?))
    }

    /// Its images.
    ///
    /// # Errors
    ///
    /// If there is no such scaling, or too few rows are numbers alone.
    pub fn images(&self, scaled_so: &str, inverted: bool) -> Result<Made, Error> {
        scaled(&self.0, scaling(scaled_so)?, inverted).map(Made).map_err(fail)
    }

    /// Its points, x and y one after another.
    ///
    /// # Errors
    ///
    /// If there is no such scaling.
    pub fn points(&self, scaled_so: &str, most: usize) -> Result<Vec<f64>, Error> {
        Ok(points(&self.0, scaling(scaled_so)?, most))
    }
}

/// Images as a run is trained on them.
#[wasm_bindgen]
pub struct Made(OwnImages);

#[wasm_bindgen]
impl Made {
    /// How many there are.
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// What they go by.
    #[wasm_bindgen(getter)]
    pub fn hash(&self) -> String {
        self.0.hash().to_string()
    }

    /// As bytes that a worker reads.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.write()
    }

    /// The first of them, a byte a pixel.
    pub fn preview(&self, count: usize) -> Vec<u8> {
        self.0.preview(count)
    }
}
