//! Compiles the WebAssembly modules and generates their JavaScript faces.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs, thread};

use anyhow::{Context, Result, ensure};
use flate2::Crc;
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{run, say};
use crate::seed::seed;
use crate::toolchain::{self, Toolchain};
use crate::workspace::Workspace;

/// The cargo package that becomes the module that trains, and those of the tests and benchmarks.
const PACKAGE: &str = "autoencoder-lab";

/// What trains (`www/pkg/autoencoder_lab.js`).
const PAGE: &str = "autoencoder_lab";

/// The cargo package that becomes the module that draws.
const CHARTS_PACKAGE: &str = "autoencoder-lab-plot";

/// What draws charts (`www/pkg/charts.js`): a page can do without it until Play works.
const CHARTS: &str = "charts";

/// The same charts as SVG, and QR codes (`www/pkg/drawings.js`): what a person takes away.
const DRAWINGS: &str = "drawings";
/// The cargo package that becomes the module that reads a person's own data.
const OWN_PACKAGE: &str = "autoencoder-lab-own";

/// What reads own data (`www/pkg/own.js`): fetched by who hands some in.
const OWN: &str = "own";

/// What the trace tests use: a module that replays the golden runs under Node.
const TRACES: &str = "wasm_traces";

/// What the benchmark page uses: a module with nothing but the training step.
const BENCH: &str = "wasm_bench";

/// The page's module with fast arithmetic, beside the other in `www/pkg`: it has the same face.
const FAST: &str = "autoencoder_lab_relaxed_bg.wasm";

/// Modules beside those that train: what each is a build of, and with which features.
const BESIDE: [(&str, &str, &[&str]); 3] =
    [(CHARTS_PACKAGE, CHARTS, &[]), (CHARTS_PACKAGE, DRAWINGS, &["--features", "svg"]), (OWN_PACKAGE, OWN, &[])];

/// The checksums of all modules, by which the page knows a damaged one.
const CHECKSUMS: &str = "checksums.js";

/// What turns on the instructions that every browser runs, to the same bits.
const STRICT: &str = "-Ctarget-feature=+simd128";

/// What turns on those, too, whose last bits are the processor's choice.
const RELAXED: &str = "-Ctarget-feature=+relaxed-simd";

/// Builds the page's modules into `www/pkg`: two that train, one that draws, one that draws what is taken away, and one that reads own data.
///
/// # Errors
///
/// A sentence, if there is no compiler, a module does not compile, or its face cannot be written.
pub(crate) fn page(workspace: &Workspace) -> Result<()> {
    let (pkg, fast) = (workspace.pkg(), workspace.fast_module());
    let toolchain = toolchain::find_or_install()?;
    let module = format!("{PAGE}.wasm");
    let (strict_target, relaxed_target) =
        (target_dir(workspace, &toolchain, ""), target_dir(workspace, &toolchain, "-fast"));
    let strict = || -> Result<()> {
        let module = compile(workspace, &toolchain, PACKAGE, &strict_target, &[], &["build", "--lib"], &module)?;
        bind(&module, PAGE, &pkg, |bindgen| bindgen.web(true))?;
        BESIDE.iter().try_for_each(|(package, name, more)| {
            let module = beside(workspace, &toolchain, package, &strict_target, name, more)?;
            bind(&module, name, &workspace.beside(name), |bindgen| bindgen.web(true))
        })
    };
    // Only this package knows of relaxed arithmetic: what it depends on is the same in both modules.
    let relaxed = || {
        let module =
            compile(workspace, &toolchain, PACKAGE, &relaxed_target, &[], &["rustc", "--lib", "--", RELAXED], &module)?;
        bind(&module, PAGE, &fast, |bindgen| bindgen.web(true))
    };
    if relaxed_target.exists() {
        // The greater part of each is done on one core.
        thread::scope(|scope| {
            let relaxed = scope.spawn(relaxed);
            strict()?;
            relaxed.join().expect("a build ends with a result")
        })?;
    } else {
        strict()?;
        seed(&strict_target, &relaxed_target)?;
        relaxed()?;
    }
    let face = format!("{PAGE}.js");
    ensure!(
        fs::read(pkg.join(&face))? == fs::read(fast.join(&face))?,
        "{face} of the module with fast arithmetic is not that of the other, which workers use for both"
    );
    let strict = format!("{PAGE}_bg.wasm");
    fs::copy(fast.join(&strict), pkg.join(FAST)).context("the fast module cannot be copied")?;
    let mut modules = vec![strict, FAST.to_owned()];
    for (_, name, _) in BESIDE {
        let module = format!("{name}_bg.wasm");
        for file in [&module, &format!("{name}.js"), &format!("{name}.d.ts")] {
            let from = workspace.beside(name).join(file);
            fs::copy(from, pkg.join(file)).with_context(|| format!("{file} cannot be copied"))?;
        }
        modules.push(module);
    }
    let sums = modules.iter().map(|name| fs::read(pkg.join(name)).map(|bytes| (name.as_str(), crc32(&bytes))));
    let checksums = checksums(&sums.collect::<Result<Vec<_>, _>>()?);
    fs::write(pkg.join(CHECKSUMS), checksums).with_context(|| format!("{CHECKSUMS} cannot be written"))
}

/// Builds a module of those beside, unless there is nothing new in it.
///
/// Cargo builds a package into one file, whatever its features are: each of two builds with others, as which it builds a package that another
/// depends on, too, would make the other stale. So a module is kept in a file of its own, with cargo's list of what it is made of.
fn beside(
    workspace: &Workspace,
    toolchain: &Toolchain,
    package: &str,
    target: &Path,
    name: &str,
    more: &[&str],
) -> Result<PathBuf> {
    let stem = package.replace('-', "_");
    let kept = target.join(toolchain::TARGET).join("release").join(format!("{stem}_{name}.wasm"));
    if is_newest(workspace, &kept) {
        return Ok(kept);
    }
    let build = [&["build", "--lib"], more].concat();
    let module = compile(workspace, toolchain, package, target, &[], &build, &format!("{stem}.wasm"))?;
    for (from, to) in [(module.with_extension("d"), kept.with_extension("d")), (module, kept.clone())] {
        fs::copy(&from, &to).with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    Ok(kept)
}

/// Whether a module is newer than all that it is made of, as cargo's list beside it has it, than the packages' versions, and than this program.
fn is_newest(workspace: &Workspace, module: &Path) -> bool {
    let (Some(time), Ok(list)) = (written(module), fs::read_to_string(module.with_extension("d"))) else {
        return false;
    };
    let Some((_, sources)) = list.split_once(": ") else { return false };
    // A space within a name has a backslash before it.
    let sources = sources.trim().replace("\\ ", "\0");
    let sources = sources.split(' ').map(|source| PathBuf::from(source.replace('\0', " ")));
    let others =
        ["Cargo.toml", "Cargo.lock", "src/plot/Cargo.toml", "src/own/Cargo.toml"].map(|file| workspace.root.join(file));
    sources.chain(others).chain(env::current_exe()).all(|path| written(&path).is_some_and(|other| other <= time))
}

/// A script with the checksum of each module.
fn checksums(modules: &[(&str, u32)]) -> String {
    let rows: Vec<String> = modules.iter().map(|(name, sum)| format!("  \"{name}\": {sum:#010x},\n")).collect();
    let rows = rows.concat();
    format!(
        "/** The CRC-32 of each module beside this file. */\nexport const CHECKSUMS = Object.freeze({{\n{rows}}});\n"
    )
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Builds the module of `examples/wasm_traces.rs` for Node.
///
/// # Errors
///
/// As [`page`].
pub(crate) fn traces(workspace: &Workspace) -> Result<()> {
    let toolchain = toolchain::find_or_install()?;
    let target = target_dir(workspace, &toolchain, "");
    let build = ["build", "--example", TRACES];
    let artifact = format!("examples/{TRACES}.wasm");
    let module = compile(workspace, &toolchain, PACKAGE, &target, &[], &build, &artifact)?;
    bind(&module, TRACES, &workspace.traces(), |bindgen| bindgen.nodejs(true))?;
    // The face is a CommonJS module, whatever the folders above it say.
    fs::write(workspace.traces().join("package.json"), "{ \"type\": \"commonjs\" }\n")?;
    Ok(())
}

/// Builds the module of `examples/wasm_bench.rs` for a page, one folder a build.
///
/// # Errors
///
/// As [`page`].
pub(crate) fn bench(workspace: &Workspace) -> Result<()> {
    let toolchain = toolchain::find_or_install()?;
    // The kernels are not in the example itself, so relaxed arithmetic is turned on in all that it is made of.
    for (name, folder, flags) in [("strict", "", &[][..]), ("relaxed", "-relaxed", &[RELAXED])] {
        let target = target_dir(workspace, &toolchain, folder);
        let build = ["build", "--example", BENCH];
        let artifact = format!("examples/{BENCH}.wasm");
        let module = compile(workspace, &toolchain, PACKAGE, &target, flags, &build, &artifact)?;
        bind(&module, BENCH, &workspace.bench_modules().join(name), |bindgen| bindgen.web(true))?;
    }
    Ok(())
}

/// Lints the code that exists only for the target, as far as there is a clippy for its compiler.
///
/// # Errors
///
/// A sentence, if clippy complains.
pub(crate) fn lint(workspace: &Workspace) -> Result<()> {
    let toolchain = toolchain::find_or_install()?;
    let Some(mut clippy) = toolchain.clippy(workspace) else {
        say("the code that exists only for wasm is not linted: its compiler has no clippy");
        return Ok(());
    };
    // In a profile of the build, which shares its standard library then. Strict arithmetic is linted natively.
    clippy.arg("--target-dir").arg(target_dir(workspace, &toolchain, ""));
    clippy.args(["--release", "--package", PACKAGE, "--package", CHARTS_PACKAGE, "--package", OWN_PACKAGE]);
    clippy.args(["--lib", "--example", TRACES, "--example", BENCH]);
    clippy.args(["--", RELAXED, "-D", "warnings"]);
    run(clippy.env("CARGO_ENCODED_RUSTFLAGS", flags(workspace, &toolchain, &[])))
}

/// Compiles one artifact of `package` in cargo's folder `target` and returns its path. `build` is what cargo is told, last.
fn compile(
    workspace: &Workspace,
    toolchain: &Toolchain,
    package: &str,
    target: &Path,
    more_flags: &[&str],
    build: &[&str],
    artifact: &str,
) -> Result<PathBuf> {
    let artifact = target.join(toolchain::TARGET).join("release").join(artifact);
    let mut cargo = toolchain.cargo(build[0], workspace);
    // A first build takes minutes, and is followed.
    if artifact.exists() {
        cargo.arg("--quiet");
    }
    cargo.args(["--release", "--package", package]).arg("--target-dir").arg(target).args(&build[1..]);
    run(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(workspace, toolchain, more_flags)))?;
    Ok(artifact)
}

/// Cargo's folder for what `toolchain` builds: one for each set of flags, as they give files of the same name.
fn target_dir(workspace: &Workspace, toolchain: &Toolchain, flags: &str) -> PathBuf {
    workspace.target.join("wasm").join(format!("{}{flags}", toolchain.name))
}

/// The compiler's flags: SIMD on, `more`, and no path of this machine in the module.
fn flags(workspace: &Workspace, toolchain: &Toolchain, more: &[&str]) -> String {
    let mut flags = vec![STRICT.to_owned()];
    flags.extend(more.iter().map(|&flag| flag.to_owned()));
    // Of several prefixes that fit, the last one is taken: so the wider ones stand first.
    let prefixes = [
        (Some(toolchain.sysroot.clone()), "/rust"),
        (Some(toolchain.sysroot.join("lib/rustlib/src/rust")), "/rust"),
        (cargo_home(), "/cargo"),
        (Some(workspace.root.clone()), "/lab"),
        (Some(workspace.target.clone()), "/lab/target"),
    ];
    for (from, to) in prefixes {
        flags.extend(from.map(|from| format!("--remap-path-prefix={}={to}", from.display())));
    }
    flags.join("\u{1f}")
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// When a file was written; nothing where there is none.
fn written(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

/// Generates the JavaScript face of `module` in `folder`, unless it stands there already.
fn bind(
    module: &Path,
    name: &str,
    folder: &Path,
    target: impl FnOnce(&mut Bindgen) -> Result<&mut Bindgen>,
) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("{} cannot be read", module.display()))?;
    // A copy of what the face was last generated from tells whether it is still good.
    let record = module.with_extension("bound.wasm");
    if is_bound(&bytes, &record, name, folder) {
        return Ok(());
    }
    say(format_args!("generating {}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be replaced", folder.display()))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    target(&mut bindgen)?.generate(folder).with_context(|| format!("{} cannot be generated", folder.display()))?;
    fs::write(&record, bytes).with_context(|| format!("{} cannot be written", record.display()))
}

/// Whether the face in `folder` is whole, made from `bytes`, and not older than this program.
fn is_bound(bytes: &[u8], record: &Path, name: &str, folder: &Path) -> bool {
    let program = env::current_exe().ok().and_then(|program| written(&program));
    let whole = [".js", ".d.ts", "_bg.wasm"]
        .iter()
        .all(|ending| written(&folder.join(format!("{name}{ending}"))).is_some_and(|time| Some(time) >= program));
    whole && fs::read(record).is_ok_and(|last| last == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_face(folder: &Path) {
        for file in ["m.js", "m.d.ts", "m_bg.wasm"] {
            fs::write(folder.join(file), "").unwrap();
        }
    }

    #[test]
    fn checksums_are_a_script_of_numbers() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(
            checksums(&[("a.wasm", 1), ("b.wasm", u32::MAX)]),
            "/** The CRC-32 of each module beside this file. */\n\
             export const CHECKSUMS = Object.freeze({\n  \"a.wasm\": 0x00000001,\n  \"b.wasm\": 0xffffffff,\n});\n"
        );
    }

    #[test]
    fn a_face_is_generated_again_when_the_module_changes_or_a_file_is_gone() {
        let folder = env::temp_dir().join(format!("xtask-bind-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let record = folder.join("m.bound.wasm");
        assert!(!is_bound(b"one", &record, "m", &folder), "nothing is there");
        write_face(&folder);
        fs::write(&record, b"one").unwrap();
        assert!(is_bound(b"one", &record, "m", &folder));
        assert!(!is_bound(b"two", &record, "m", &folder), "the module has changed");
        fs::remove_file(folder.join("m.d.ts")).unwrap();
        assert!(!is_bound(b"one", &record, "m", &folder), "a file is gone");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_module_is_built_again_when_something_that_it_is_made_of_is_newer_or_not_known() {
        let root = env::temp_dir().join(format!("xtask newest {}", std::process::id()));
        let workspace = Workspace { root: root.clone(), target: root.join("target") };
        for folder in ["src/plot", "src/own"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let (module, source) = (root.join("m.wasm"), root.join("a source.rs"));
        for file in ["Cargo.toml", "Cargo.lock", "src/plot/Cargo.toml", "src/own/Cargo.toml", "a source.rs", "m.wasm"] {
            fs::write(root.join(file), "").unwrap();
        }
        assert!(!is_newest(&workspace, &module), "nothing tells what it is made of");
        let list = format!("{}: {}\n", module.display(), source.display().to_string().replace(' ', "\\ "));
        fs::write(module.with_extension("d"), list).unwrap();
        assert!(is_newest(&workspace, &module));
        let later = fs::metadata(&module).unwrap().modified().unwrap() + std::time::Duration::from_secs(1);
        fs::File::options().write(true).open(&source).unwrap().set_modified(later).unwrap();
        assert!(!is_newest(&workspace, &module), "a source has changed");
        fs::remove_file(&source).unwrap();
        assert!(!is_newest(&workspace, &module), "a source is gone");
        fs::remove_dir_all(&root).unwrap();
    }
}
