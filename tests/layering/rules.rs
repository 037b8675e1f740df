//! What may import what.

use crate::imports::Imports;
use crate::source::Source;
use std::collections::{BTreeMap, VecDeque};

/// Names that mean a browser.
const BROWSER: [&str; 6] = ["wasm_bindgen", "serde_wasm_bindgen", "js_sys", "web_sys", "plotters_canvas", "JsValue"];

/// A sentence for each import from a layer that stands below the importing one in `layers`.
pub(crate) fn upward(sources: &[Source], imports: &Imports, layers: &[String]) -> Vec<String> {
    let layer_of: BTreeMap<&str, &str> = sources.iter().map(|source| (&*source.file, source.layer())).collect();
    // lib.rs is above all its modules, and below them.
    let rank = |layer: &str| layers.iter().position(|found| found == layer).unwrap_or(layers.len());
    let mut found = Vec::new();
    for (file, imported) in imports {
        for other in imported {
            let (own, above) = (layer_of[&**file], layer_of[&**other]);
            if rank(above) > rank(own) {
                found.push(format!("{file} imports {other}, but {above} stands below {own}"));
            }
        }
    }
    found
}

/// The shortest circle of files that import each other, if there is one; its first file stands at its end, too.
pub(crate) fn circle(imports: &Imports) -> Option<Vec<&str>> {
    imports.keys().filter_map(|file| way_back(imports, file)).min_by_key(Vec::len)
}

/// The shortest way along imports from `start` to itself.
fn way_back<'a>(imports: &'a Imports, start: &'a str) -> Option<Vec<&'a str>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut pending = VecDeque::from([start]);
    while let Some(file) = pending.pop_front() {
        for next in &imports[file] {
            if came_from.contains_key(&**next) {
                continue;
            }
            came_from.insert(next, file);
            pending.push_back(next);
        }
        if came_from.contains_key(start) {
            let mut way = vec![start];
            while way.len() == 1 || way.last() != Some(&start) {
                way.push(came_from[way.last().unwrap()]);
            }
            way.reverse();
            return Some(way);
        }
    }
    None
}

/// A sentence for each file outside `wasm` that names the browser.
pub(crate) fn browser(sources: &[Source]) -> Vec<String> {
    let outside = sources.iter().filter(|source| source.layer() != "wasm");
    let named = outside.filter_map(|source| {
        let name =
            source.mentions.iter().flat_map(|mention| &mention.path).find(|name| BROWSER.contains(&name.as_str()))?;
        Some(format!("{} names {name}, which only wasm may", source.file))
    });
    named.collect()
}
