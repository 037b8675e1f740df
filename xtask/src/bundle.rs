//! The page's wasm module, and the static folder that is deployed.

use crate::command::{run, say};
use crate::toolchain::{self, TARGET};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Builds the module into `www/pkg`.
pub(crate) fn build(root: &Path) -> Result<()> {
    let module = compile(root, &["--lib", "--package", "autoencoder-lab"], "autoencoder_lab.wasm")?;
    bind(&module, &root.join("www/pkg"), |bindgen| bindgen.web(true).map(drop))
}

/// Builds the replay of reference traces as a module for Node, and returns its folder.
pub(crate) fn build_traces(root: &Path) -> Result<PathBuf> {
    let module = compile(root, &["--example", "wasm_traces"], "examples/wasm_traces.wasm")?;
    let folder = root.join("target/wasm-traces");
    bind(&module, &folder, |bindgen| bindgen.nodejs(true).map(drop))?;
    Ok(folder)
}

fn compile(root: &Path, what: &[&str], name: &str) -> Result<PathBuf> {
    let toolchain = toolchain::find()?;
    say(&format!("building {} with {}", name.rsplit('/').next().unwrap_or(name), toolchain.name()));
    run(toolchain.cargo_build(root).args(what))?;
    Ok(root.join("target/wasm").join(TARGET).join("release").join(name))
}

/// Writes the JS glue, unless the module is the one it was written for.
fn bind(module: &Path, out: &Path, kind: impl Fn(&mut Bindgen) -> Result<()>) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("{} was not built", module.display()))?;
    let stem = module.file_stem().unwrap_or_default().to_string_lossy();
    let stamp = module.with_extension("bound.wasm");
    let bound = out.join(format!("{stem}_bg.wasm")).exists() && fs::read(&stamp).is_ok_and(|last| last == bytes);
    if bound {
        return Ok(());
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).typescript(true).remove_name_section(true).remove_producers_section(true);
    kind(&mut bindgen)?;
    bindgen.generate(out).context("wasm-bindgen cannot process the module")?;
    fs::write(stamp, bytes)?;
    Ok(())
}

/// Copies what a server needs, and nothing else, into `out`.
pub(crate) fn collect(root: &Path, out: &Path) -> Result<()> {
    if out.exists() {
        let ours = out.join("index.html").exists() || fs::read_dir(out)?.next().is_none();
        anyhow::ensure!(
            ours,
            "{} holds something else than a built page; name another folder with --out",
            out.display()
        );
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    fs::copy(root.join("index.html"), out.join("index.html"))?;
    copy_folder(&root.join("www"), &out.join("www"))?;
    say(&format!("the page stands in {}", out.display()));
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let text = name.to_string_lossy();
        if path.is_dir() {
            copy_folder(&path, &to.join(&name))?;
        } else if !text.ends_with(".d.ts") && text != ".gitignore" {
            fs::copy(&path, to.join(&name))?;
        }
    }
    Ok(())
}
