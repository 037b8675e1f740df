//! From the path of a request to a file: only the page, the few files beside it, and what is under `www/`.

use std::path::{Path, PathBuf};

/// What is served of the folder itself: the page, and what a built folder has for crawlers, for lost readers, and for who takes it along, keeps or embeds it.
const TOP: [&str; 8] = [
    "index.html",
    "404.html",
    "autoencoder-lab.html",
    "manifest.webmanifest",
    "oembed.json",
    "preview.png",
    "robots.txt",
    "service-worker.js",
];

/// The folder that is served whole.
const FOLDER: &str = "www";

/// How many digits a version has: see `xtask/dist/dist.js`.
const VERSION_DIGITS: usize = 12;

/// The pages of one folder, under one path.
pub(crate) struct Site {
    root: PathBuf,
    base: String,
}

impl Site {
    /// Serves `root/index.html`, `root/www/` and the files that a built folder has beside them under the path `base`, which starts and ends with `/`.
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
        let path = relative(self.within(target)?)?;
        // Links are followed only as far as they stay inside: in the folder, or to the very file.
        let root = self.root.canonicalize().ok()?;
        let folder = root.join(FOLDER);
        let file = root.join(&path).canonicalize().ok()?;
        let inside = if path.starts_with(FOLDER) { file.starts_with(folder) } else { file == root.join(&path) };
        (inside && file.is_file()).then_some(file)
    }

    /// Whether what `target` names has its version in its path, so that it never changes.
    pub(crate) fn is_versioned(&self, target: &str) -> bool {
        let version =
            self.within(target).and_then(|path| path.strip_prefix(FOLDER)?.strip_prefix('/')?.split_once('/'));
        version.is_some_and(|(version, _)| {
            version.len() == VERSION_DIGITS && version.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
    }

    /// The path of a request from the site's own on.
    fn within<'a>(&self, target: &'a str) -> Option<&'a str> {
        target.split(['?', '#']).next()?.strip_prefix(&self.base)
    }
}

/// The file name that a path of a request stands for, if it is one that is served.
fn relative(path: &str) -> Option<PathBuf> {
    let path = decode(path)?;
    if path.is_empty() {
        return Some("index.html".into());
    }
    if TOP.contains(&path.as_str()) {
        return Some(path.into());
    }
    let parts: Vec<&str> = path.split('/').collect();
    (parts.len() > 1 && parts[0] == FOLDER && parts.iter().all(|part| is_plain(part))).then(|| parts.iter().collect())
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
        "webmanifest" => "application/manifest+json",
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
        assert_relative("robots.txt", Some("robots.txt"));
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
        use std::os::unix::fs::symlink;

        let root = std::env::temp_dir().join(format!("xtask-link-{}", std::process::id()));
        std::fs::create_dir_all(root.join("www/deep")).unwrap();
        for file in ["secret.txt", "www/there.js"] {
            std::fs::write(root.join(file), "").unwrap();
        }
        symlink("/etc/passwd", root.join("www/passwd.txt")).unwrap();
        symlink("../secret.txt", root.join("www/secret.txt")).unwrap();
        symlink(&root, root.join("www/all")).unwrap();
        symlink("secret.txt", root.join("robots.txt")).unwrap();
        symlink("../there.js", root.join("www/deep/here.js")).unwrap();
        let site = Site::new(&root, "/");
        for path in ["/www/passwd.txt", "/www/secret.txt", "/www/all/secret.txt", "/robots.txt"] {
            assert_eq!(site.find(path), None, "{path}");
        }
        assert!(site.find("/www/deep/here.js").is_some(), "a link that stays inside is");
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_version_is_a_folder_of_twelve_digits_under_www() {
        let site = Site::new("/", "/lab/");
        assert!(site.is_versioned("/lab/www/0123456789ab/main.js?query"));
        for path in [
            "/lab/www/main.js",
            "/lab/www/0123456789ab",
            "/lab/www/0123456789a/main.js",
            "/lab/www/0123456789az/main.js",
            "/lab/0123456789ab/main.js",
            "/www/0123456789ab/main.js",
        ] {
            assert!(!site.is_versioned(path), "{path}");
        }
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
