//! Import order is data-flow order: a file imports only from layers that stand above its own, and files never import each other
//! in a circle. Of the page's scripts `.dependency-cruiser.js` says the same.
//!
//! The layers are the modules of `src/lib.rs`, in its order; a file belongs to the one that its path begins with. The files
//! are parsed, and what counts as an import is
//!
//! - a `use`, and every path in code, attributes and arguments of macros, that leads into another file: from `crate`, `self`,
//!   `super`, a module inside, or a name that `use` has brought. It is followed through every `use` to the file in which the
//!   item is written: importing something from a parent that only hands it on (`pub use child::Item`) is importing it from
//!   the child.
//! - not `mod child;`, and not the `pub use child::Item` of a parent, unless the parent's own code uses `Item`, too. So a
//!   parent that is only a face is in no circle; one with items of its own, which its children import, must not use theirs.
//! - not a method of a type whose `impl` is spread over several files: calling it names no file.
//!
//! Tests inside a file count like its code.

mod imports;
mod mentions;
mod planted;
mod rules;
mod source;

use imports::imports;
use source::{Source, sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of `src/`, but for those of the charts.
static CORE: LazyLock<Vec<Source>> = LazyLock::new(|| sources(&root().join("src")));

/// The files of the charts, which are a crate of their own.
static CHARTS: LazyLock<Vec<Source>> = LazyLock::new(|| sources(&root().join("src/plot")));

/// The modules of `lib.rs`, in its order.
fn layers() -> &'static [String] {
    &CORE.iter().find(|source| source.file == "lib.rs").expect("src/lib.rs").children
}

#[test]
fn rust_modules_import_only_from_above() {
    let (imports, layers) = (imports(&CORE), layers());
    for source in &*CORE {
        let layer = source.layer();
        assert!(layer == "lib" || layers.iter().any(|found| found == layer), "lib.rs does not list {}", source.file);
    }
    assert!(CHARTS.len() > 20, "only {} files of the charts found", CHARTS.len());
    let count: usize = imports.values().map(BTreeSet::len).sum();
    assert!(count > 100, "only {count} imports found: the test reads them wrongly");
    assert_eq!(rules::upward(&CORE, &imports, layers), [""; 0]);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    for sources in [&*CORE, &*CHARTS] {
        let imports = imports(sources);
        let circle = rules::circle(&imports).map(|files| files.join(" → "));
        assert_eq!(circle, None);
    }
}

#[test]
fn only_the_boundary_names_the_browser() {
    assert_eq!(rules::browser(&CORE), [""; 0]);
    assert_eq!(rules::browser(&CHARTS), [""; 0]);
}

#[test]
fn the_architecture_lists_the_layers_in_their_order() {
    let text = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let (_, table) = text.split_once("## Rust layers").expect("ARCHITECTURE.md has the Rust layers");
    let (table, _) = table.split_once("\n## ").expect("another section follows");
    let listed: Vec<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(name, _)| name).collect();
    assert_eq!(listed, layers());
}
