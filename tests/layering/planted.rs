//! The rules find what is planted in small sources, and nothing else.

use crate::imports::{Imports, imports};
use crate::rules;
use crate::source::Source;

/// A crate of a few files.
fn parsed(files: &[(&str, &str)]) -> Vec<Source> {
    files.iter().map(|(file, text)| Source::parse(file, text)).collect()
}

fn imports_of(files: &[(&str, &str)]) -> Imports {
    imports(&parsed(files))
}

/// What `sim/run.rs` with this `text` imports, in a crate where `base` stands above `sim` and `sim` above `page`.
fn imported_by_run(text: &str) -> Vec<String> {
    let files = [
        ("lib.rs", "pub mod base; pub mod sim; pub mod page; pub use page::Page; pub use page as leaf;"),
        ("base.rs", "pub fn exp() {} pub const PI: f32 = 3.0;"),
        ("sim.rs", "mod run; mod clock; pub use clock::Clock; pub use run::Run; pub struct World;"),
        ("sim/run.rs", text),
        ("sim/clock.rs", "pub struct Clock; pub fn tick() {}"),
        ("page.rs", "mod parts; pub use parts::Part as Piece; pub struct Page;"),
        ("page/parts.rs", "pub struct Part;"),
    ];
    imports_of(&files)["sim/run.rs"].iter().cloned().collect()
}

#[test]
fn every_way_of_importing_is_seen() {
    let cases = [
        ("use crate::base::exp;", "base.rs"),
        ("use crate::{base::{self, exp as e}};", "base.rs"),
        ("use crate::base::*;", "base.rs"),
        ("fn f() { crate::base::exp() }", "base.rs"),
        ("fn f(part: &crate::page::parts::Part) {}", "page/parts.rs"),
        ("fn f() { assert!(crate::base::PI > 3.0) }", "base.rs"),
        ("fn f() { assert!(0.0 < g(1, crate::base::PI)) }", "base.rs"),
        ("macro_rules! m { () => { $crate::base::exp() } }", "base.rs"),
        ("#[some(crate::base::exp)] fn f() {}", "base.rs"),
        ("fn f(i: i32) { m!(i as crate::base::Real) }", "base.rs"),
        ("fn f(pages: Vec<crate::page::Page>) {}", "page.rs"),
        ("pub use crate::page::Page;", "page.rs"),
        ("fn f() { super::super::base::exp() }", "base.rs"),
        ("use super::super::page::Page;", "page.rs"),
        ("use super::clock; fn f() { clock::tick() }", "sim/clock.rs"),
        ("use super::clock::Clock;", "sim/clock.rs"),
        ("use super::World;", "sim.rs"),
        ("mod tests { use super::super::World; }", "sim.rs"),
        ("mod tests {} use super::World;", "sim.rs"),
        ("fn f() { match 0 { _ if true => { use crate::page::Page; } _ => {} } }", "page.rs"),
        // Handed on by a parent, under another name, by the crate.
        ("use super::Clock;", "sim/clock.rs"),
        ("use crate::sim::Clock;", "sim/clock.rs"),
        ("use crate::page::Piece;", "page/parts.rs"),
        ("use crate::Page;", "page.rs"),
        ("use crate::leaf::Piece;", "page/parts.rs"),
        ("impl super::Clock { pub fn stop() {} }", "sim/clock.rs"),
    ];
    for (text, expected) in cases {
        assert_eq!(imported_by_run(text), [expected], "{text}");
    }
    assert_eq!(imported_by_run("use crate::page as p; use p::Piece;"), ["page.rs", "page/parts.rs"]);
}

#[test]
fn what_is_no_import_is_none() {
    let cases = [
        "// crate::page::Page\n//! crate::page",
        "/// See [`crate::page::Page`].\nstruct S;",
        r#"const NAME: &str = "crate::page::Page";"#,
        "pub(super) struct S; pub(crate) struct T; pub(in crate::sim) struct U;",
        "use std::fmt; use page::Page; use serde::serde; fn f() -> fmt::Result { Ok(()) }",
        "mod tests { use super::*; use super::S; } struct S;",
        "use self::inner::T; mod inner { pub struct T; }",
        "fn f(base: f32) -> f32 { base }",
        "fn f(world: &W) { world.tick() }",
    ];
    for text in cases {
        assert_eq!(imported_by_run(text), [""; 0], "{text}");
    }
}

#[test]
fn an_import_from_below_is_told() {
    let layers = ["base", "sim", "page"].map(str::to_owned);
    let told = |files: &[(&str, &str)]| {
        let sources = parsed(files);
        rules::upward(&sources, &imports(&sources), &layers)
    };
    let below = ("sim/run.rs", "use crate::page::Page;");
    let rest =
        [("lib.rs", ""), ("base.rs", ""), ("sim.rs", "mod run;"), ("page.rs", "use crate::base; pub struct Page;")];
    assert_eq!(told(&[&rest[..], &[below]].concat()), ["sim/run.rs imports page.rs, but page stands below sim"]);
    let root = ("base.rs", "use crate::VERSION;");
    let files = [("lib.rs", "pub mod base; pub const VERSION: u32 = 1;"), root];
    assert_eq!(told(&files), ["base.rs imports lib.rs, but lib stands below base"]);
    assert_eq!(told(&rest), [""; 0]);
}

#[test]
fn a_circle_is_told_by_its_files() {
    let circle = |files: &[(&str, &str)]| rules::circle(&imports_of(files)).map(|files| files.join(" → "));
    let face = [("lib.rs", "mod sim;"), ("sim.rs", "mod a; mod b; mod c; pub use c::C;")];
    let with = |files: &[(&'static str, &'static str)]| circle(&[&face[..], files].concat());
    let three = [
        ("sim/a.rs", "use super::b::B;"),
        ("sim/b.rs", "use super::C; pub struct B;"),
        ("sim/c.rs", "pub struct C; fn f() { super::a::f() }"),
    ];
    assert_eq!(with(&three).unwrap(), "sim/a.rs → sim/b.rs → sim/c.rs → sim/a.rs");
    // Of two circles the smaller one.
    let pair = [("sim/d.rs", "use super::e::E;"), ("sim/e.rs", "use super::d::D;")];
    assert_eq!(with(&[&three[..], &pair].concat()).unwrap(), "sim/d.rs → sim/e.rs → sim/d.rs");
    // Without its last import it is a row.
    assert_eq!(with(&[three[0], three[1], ("sim/c.rs", "pub struct C;")]), None);
}

#[test]
fn a_parent_may_be_a_face_or_a_base_of_its_children_but_not_both() {
    let circle = |parent: &str, child: &str| {
        let files = [("lib.rs", "mod sim;"), ("sim.rs", parent), ("sim/a.rs", child)];
        rules::circle(&imports_of(&files)).map(|files| files.join(" → "))
    };
    let child = "use super::World; pub struct A; impl World {}";
    assert_eq!(circle("mod a; pub use a::A; pub struct World;", child), None);
    assert_eq!(circle("mod a; pub use a::A; struct World { a: A }", "pub struct A;"), None);
    assert_eq!(circle("mod a; pub struct World; fn f(a: f32) -> f32 { a }", child), None);
    let both = Some("sim.rs → sim/a.rs → sim.rs".to_owned());
    assert_eq!(circle("mod a; pub use a::A; pub struct World { a: A }", child), both);
    assert_eq!(circle("mod a; use a::A; pub struct World;", child), both);
    assert_eq!(circle("mod a; pub struct World { a: a::A }", child), both);
    assert_eq!(circle("mod a; pub use a::*; pub struct World;", child), both);
}

#[test]
fn a_name_of_the_browser_is_told_wherever_it_stands() {
    let told = |file, text| rules::browser(&parsed(&[(file, text)]));
    let planted = [
        ("use wasm_bindgen::prelude::*;", "wasm_bindgen"),
        ("fn f() { web_sys::window(); }", "web_sys"),
        ("#[wasm_bindgen] pub fn f() {}", "wasm_bindgen"),
        ("fn f(value: &JsValue) {}", "JsValue"),
        ("fn f() { println!(\"{}\", js_sys::Date::now()) }", "js_sys"),
    ];
    for (text, name) in planted {
        assert_eq!(told("sim.rs", text), [format!("sim.rs names {name}, which only wasm may")]);
        assert_eq!(told("wasm/chart.rs", text), [""; 0]);
    }
    assert_eq!(told("sim.rs", "//! Not for wasm_bindgen.\nconst NAME: &str = \"web_sys\";"), [""; 0]);
}
