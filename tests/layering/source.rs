//! What is read in a source file.

use crate::mentions::{Mention, Reader};
use std::fs;
use std::path::Path;

/// A module's path below the crate: `kernel/tile.rs` is `["kernel", "tile"]`; the crate itself is empty.
pub(crate) type ModulePath = Vec<String>;

/// A file of the crate.
pub(crate) struct Source {
    /// Its path inside `src/`, with `/` on every system.
    pub(crate) file: String,
    /// Its own module, and those that are written out in it.
    pub(crate) modules: Vec<ModulePath>,
    /// The modules of other files that it declares, `mod child;`, in its order.
    pub(crate) children: Vec<String>,
    /// Every path that it names.
    pub(crate) mentions: Vec<Mention>,
}

impl Source {
    /// Reads `text`, which stands in `file`.
    pub(crate) fn parse(file: &str, text: &str) -> Self {
        let code = syn::parse_file(text).unwrap_or_else(|error| panic!("{file} is no Rust code: {error}"));
        let stem = file.strip_suffix(".rs").unwrap_or_else(|| panic!("a source file ends in .rs, found {file}"));
        let module = if stem == "lib" { Vec::new() } else { stem.split('/').map(str::to_owned).collect() };
        let Reader { modules, children, mentions, .. } = Reader::read(module, &code);
        Self { file: file.to_owned(), modules, children, mentions }
    }

    /// The layer that it belongs to: the first part of its path.
    pub(crate) fn layer(&self) -> &str {
        self.modules[0].first().map_or("lib", String::as_str)
    }
}

/// Every source file below `folder`, in the order of their names.
pub(crate) fn sources(folder: &Path) -> Vec<Source> {
    let mut pending = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.join("Cargo.toml").exists() {
                // Another crate.
            } else if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let parts: Vec<_> =
                    path.strip_prefix(folder).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
                found.push(Source::parse(&parts.join("/"), &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}
