//! Import order is data-flow order: a module imports only modules that stand above it.
//! Of the page's scripts `.dependency-cruiser.js` says the same.

use std::fs;
use std::path::{Path, PathBuf};

/// Rust layers, top first; a file belongs to the layer its path begins with.
const RUST: &[&str] = &[
    "error",
    "text",
    "choice",
    "math",
    "activation",
    "kernel",
    "config",
    "random",
    "data",
    "model",
    "objective",
    "optimizer",
    "analysis",
    "trainer",
    "snapshot",
    "reference",
    "plot",
    "wasm",
    "schema",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with `extension`, as (path inside the folder, text).
fn files(folder: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    let mut pending = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(folder).unwrap().to_owned(), text));
            }
        }
    }
    found
}

/// The layer of a file: the first part of its path, without extension.
fn layer(file: &Path) -> String {
    let first = file.components().next().expect("a path has a first part");
    Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned()
}

#[track_caller]
fn rank(layers: &[&str], name: &str, file: &Path) -> usize {
    layers
        .iter()
        .position(|layer| *layer == name)
        .unwrap_or_else(|| panic!("{} belongs to \"{name}\", which is no layer of {layers:?}", file.display()))
}

/// The layers named after `crate::` anywhere in a Rust file outside comments.
fn rust_imports(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn rust_modules_import_only_from_above() {
    let mut imports = 0;
    for (file, text) in files(&root().join("src"), "rs") {
        let own = layer(&file);
        if own == "lib" {
            continue;
        }
        let own_rank = rank(RUST, &own, &file);
        for import in rust_imports(&text) {
            imports += 1;
            let above = rank(RUST, &import, &file);
            assert!(above <= own_rank, "{} imports {import}, which stands below {own}", file.display());
        }
    }
    assert!(imports > 20, "only {imports} imports found: the test reads them wrongly");
}

#[test]
fn only_the_boundary_names_the_browser() {
    for (file, text) in files(&root().join("src"), "rs") {
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let names = ["wasm_bindgen", "web_sys", "js_sys", "JsValue"].iter().any(|name| code.contains(name));
        assert!(!names || layer(&file) == "wasm", "{} names what only src/wasm may", file.display());
    }
}
