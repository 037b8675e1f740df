//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The folders of this working copy.
pub(crate) struct Workspace {
    /// The folder that holds `index.html` and the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's folder for what it builds.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// The working copy that this program was built from.
    ///
    /// # Panics
    ///
    /// If `CARGO_MANIFEST_DIR` was the root of a file system when this program was built.
    pub(crate) fn locate() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ is a folder of the workspace");
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        Self { root: root.into(), target: root.join(target) }
    }

    /// The page's WebAssembly module with its JavaScript face; generated.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("www/pkg")
    }

    /// The module with fast arithmetic and its face, before it is put beside the other; generated.
    pub(crate) fn fast_module(&self) -> PathBuf {
        self.target.join("wasm-fast")
    }

    /// A module that does not train and its face, before they are put beside the others; generated.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.target.join(format!("wasm-{name}"))
    }

    /// The deployable folder; generated.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The builds of the training step that are measured, a folder each; generated.
    pub(crate) fn bench_modules(&self) -> PathBuf {
        self.target.join("wasm-bench")
    }

    /// The module that replays traces under Node; generated.
    pub(crate) fn traces(&self) -> PathBuf {
        self.target.join("wasm-traces")
    }
}
