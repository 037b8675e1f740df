//! From the path of a request to a file: only `index.html` and what is under `www/`, never anything above.

use std::path::{Path, PathBuf};

/// The pages of one folder, under one path.
pub(crate) struct Site {
    root: PathBuf,
    base: String,
}

impl Site {
    /// Serves `root/index.html` and `root/www/` under the path `base`, which starts and ends with `/`.
    ///
    /// # Panics
    ///
    /// If `base` does not.
    pub(crate) fn new(root: impl Into<PathBuf>, base: &str) -> Self {
        assert!(base.starts_with('/') && base.ends_with('/'), "the base {base:?} must start and end with a slash");
        Self { root: root.into(), base: base.to_owned() }
    }

    /// The path that the site stands under.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// The file that `target`, the path of a request with its query, names; `None` if there is none.
    pub(crate) fn find(&self, target: &str) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next()?.strip_prefix(&self.base)?;
        // Links are followed only as far as they stay inside.
        let root = self.root.canonicalize().ok()?;
        let file = root.join(relative(path)?).canonicalize().ok()?;
        (file.starts_with(&root) && file.is_file()).then_some(file)
    }
}

/// The file name that a path of a request stands for, if it is one that is served.
fn relative(path: &str) -> Option<PathBuf> {
    let path = decode(path)?;
    if path.is_empty() || path == "index.html" {
        return Some("index.html".into());
    }
    let parts: Vec<&str> = path.split('/').collect();
    (parts.len() > 1 && parts[0] == "www" && parts.iter().all(|part| is_plain(part))).then(|| parts.iter().collect())
}

/// Whether `part` is a plain file name: not `..`, not hidden, nothing that a system reads as a separator or a drive.
fn is_plain(part: &str) -> bool {
    !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0'])
}

/// Replaces each `%41` by its byte.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by the ending of its name.
///
/// A `.gz` file is data that the page unpacks itself: it has the type of an archive and no content encoding.
pub(crate) fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "gz" => "application/gzip",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_relative(path: &str, file: Option<&str>) {
        assert_eq!(relative(path), file.map(PathBuf::from), "{path:?}");
    }

    #[test]
    fn the_page_and_its_parts_are_served() {
        assert_relative("", Some("index.html"));
        assert_relative("index.html", Some("index.html"));
        assert_relative("www/main.js", Some("www/main.js"));
        assert_relative("www/pkg/autoencoder_lab_bg.wasm", Some("www/pkg/autoencoder_lab_bg.wasm"));
        assert_relative("www/a%20b.js", Some("www/a b.js"));
    }

    #[test]
    fn nothing_else_is_served() {
        for path in [
            "Cargo.toml",
            "src/lib.rs",
            "www",
            "www/",
            "www//main.js",
            "www/../Cargo.toml",
            "www/%2e%2e/Cargo.toml",
            "www%2f..%2fCargo.toml",
            "www/..\\Cargo.toml",
            "www/c:/boot.ini",
            "www/.hidden",
            "www/a\0b",
            "www/%00",
            "www/%zz",
            "www/%",
            "www/%ff",
            "../etc/passwd",
            "/etc/passwd",
        ] {
            assert_relative(path, None);
        }
    }

    #[test]
    fn a_file_is_found_under_the_base_only() {
        let root = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        std::fs::create_dir_all(root.join("www")).unwrap();
        std::fs::write(root.join("index.html"), "").unwrap();
        let site = Site::new(&root, "/lab/");
        assert!(site.find("/lab/").is_some());
        assert!(site.find("/lab/?seed=2").is_some());
        for absent in ["/", "/index.html", "/lab", "/lab/www/main.js", "/labs/"] {
            assert_eq!(site.find(absent), None, "{absent:?}");
        }
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn a_link_that_leads_outside_is_not_followed() {
        let root = std::env::temp_dir().join(format!("xtask-link-{}", std::process::id()));
        std::fs::create_dir_all(root.join("www")).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", root.join("www/passwd.txt")).unwrap();
        assert_eq!(Site::new(&root, "/").find("/www/passwd.txt"), None);
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn media_types_are_those_a_browser_insists_on() {
        for (file, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("main.js", "text/javascript; charset=utf-8"),
            ("base.css", "text/css; charset=utf-8"),
            ("lab_bg.wasm", "application/wasm"),
            ("images-idx3-ubyte.gz", "application/gzip"),
            ("LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(media_type(Path::new(file)), expected, "{file}");
        }
    }
}
