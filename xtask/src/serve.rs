//! A static server for the page, on this machine only.

use crate::command::say;
use anyhow::{Context, Result, anyhow};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

const FIRST_PORT: u16 = 8080;
const THREADS: usize = 4;

/// Serves `index.html` and `www/` of `root` until the program is ended.
pub(crate) fn serve(root: &Path, port: Option<u16>, open: bool) -> Result<()> {
    let server = listen(port)?;
    let address = server.server_addr().to_ip().context("a TCP address")?;
    let url = format!("http://localhost:{}/", address.port());
    say(&format!("the page is at {url} (end with Ctrl+C)"));
    if open && let Err(error) = open::that_detached(&url) {
        println!("no browser could be opened ({error}): open the address yourself");
    }
    answer_all(&server, root);
    Ok(())
}

/// Serves `root` from threads of this program; returns the address.
pub(crate) fn in_background(root: PathBuf) -> Result<String> {
    let server = listen(Some(0))?;
    let address = server.server_addr().to_ip().context("a TCP address")?;
    thread::spawn(move || answer_all(&server, &root));
    Ok(format!("http://localhost:{}/", address.port()))
}

/// The port asked for, or the first free one from 8080 on.
fn listen(port: Option<u16>) -> Result<Server> {
    if let Some(port) = port {
        return Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("port {port} cannot be used ({error}); choose another with --port N"));
    }
    let ports = FIRST_PORT..FIRST_PORT + 20;
    ports
        .clone()
        .find_map(|port| Server::http(("127.0.0.1", port)).ok())
        .ok_or_else(|| anyhow!("ports {}..{} are all taken; choose another with --port N", ports.start, ports.end))
}

fn answer_all(server: &Server, root: &Path) {
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for request in server.incoming_requests() {
                    // A browser that goes away in the middle of an answer is no concern of ours.
                    drop(answer(request, root));
                }
            });
        }
    });
}

fn answer(request: Request, root: &Path) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("only GET and HEAD").with_status_code(StatusCode(405)));
    }
    let Some((path, file)) = file_of(root, request.url()).and_then(|path| Some((path.clone(), File::open(path).ok()?)))
    else {
        let text = format!("there is no {}", request.url());
        return request.respond(Response::from_string(text).with_status_code(StatusCode(404)));
    };
    let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("plain ASCII");
    let response = Response::from_file(file)
        .with_header(header("Content-Type", mime(&path)))
        .with_header(header("Cache-Control", "no-store"));
    request.respond(response)
}

/// The file that an address names: index.html, or one below www/; `None` for everything else.
fn file_of(root: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let ours = path == Path::new("index.html") || path.starts_with("www");
    let file = root.join(path);
    (plain && ours && file.is_file()).then_some(file)
}

/// The media type of a file, by its extension.
fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        // Without Content-Encoding: the page unpacks data files itself.
        Some("gz") => "application/gzip",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_is_served() {
        let root = crate::root();
        assert_eq!(file_of(&root, "/"), Some(root.join("index.html")));
        assert_eq!(file_of(&root, "/?x=1"), Some(root.join("index.html")));
        assert_eq!(file_of(&root, "/www/main.js"), Some(root.join("www/main.js")));
        for url in ["/Cargo.toml", "/www/../Cargo.toml", "/www", "/../Cargo.toml", "//etc/passwd", "/www/none.js", ""] {
            assert_eq!(file_of(&root, url), None, "{url}");
        }
    }

    #[test]
    fn files_have_the_types_that_browsers_insist_on() {
        assert_eq!(mime(Path::new("www/pkg/a.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("www/main.js")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("www/data/a-ubyte.gz")), "application/gzip");
    }

    #[test]
    fn a_taken_port_is_named() {
        let first = listen(Some(0)).unwrap();
        let port = first.server_addr().to_ip().unwrap().port();
        let message = listen(Some(port)).err().expect("the port is taken").to_string();
        assert!(message.starts_with(&format!("port {port} cannot be used")), "{message}");
        assert!(message.ends_with("choose another with --port N"), "{message}");
    }
}
