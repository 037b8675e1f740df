//! A static server for this machine only.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::{fs, thread};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::State;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::runtime;

use crate::process::say;
use crate::site::{Site, media_type};
use crate::wasm_build;
use crate::workspace::Workspace;

/// Where the page is unless told otherwise.
const DEFAULT_PORT: u16 = 8080;

/// How many ports are tried from [`DEFAULT_PORT`] on.
const TRIED: u16 = 50;

/// Builds the page, serves it from the source tree until the program is stopped, and opens it in the browser.
///
/// # Errors
///
/// A sentence, if the port is taken or the build fails.
pub(crate) fn serve(workspace: &Workspace, port: Option<u16>, open: bool) -> Result<()> {
    // The port is taken before the build: nobody should wait a minute to read that it is not free.
    let listener = listen(port)?;
    wasm_build::page(workspace)?;
    let url = start(listener, Site::new(&workspace.root, "/"))?;
    say(format_args!("the page is at {url} (Ctrl+C stops the server)"));
    if open && open::that_detached(&url).is_err() {
        say(format_args!("no browser could be opened from here: open {url} yourself"));
    }
    loop {
        thread::park();
    }
}

/// Serves `site` on any free port, as long as this program runs, and returns its address.
///
/// # Errors
///
/// A sentence, if the system has no port for us.
pub(crate) fn start_anywhere(site: Site) -> Result<String> {
    start(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port was found on this machine")?, site)
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    let ports = port.map_or(DEFAULT_PORT..=DEFAULT_PORT + TRIED - 1, |port| port..=port);
    for port in ports.clone() {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => bail!("port {port} cannot be opened ({error}): choose another with --port"),
        }
    }
    match port {
        Some(port) => bail!("port {port} is taken: stop what uses it, or choose another with --port"),
        None => bail!("the ports {} to {} are taken: choose another with --port", ports.start(), ports.end()),
    }
}

fn start(listener: TcpListener, site: Site) -> Result<String> {
    let url = format!("http://{}{}", listener.local_addr()?, site.base());
    listener.set_nonblocking(true)?;
    let router = Router::new().fallback(answer).with_state(Arc::new(site));
    let runtime = runtime::Builder::new_current_thread().enable_io().build().context("the server did not start")?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        })
    });
    Ok(url)
}

async fn answer(State(site): State<Arc<Site>>, method: Method, uri: Uri) -> Response {
    let (status, kind, body) = match method {
        Method::GET | Method::HEAD => page(&site, uri.path()),
        _ => (
            StatusCode::METHOD_NOT_ALLOWED,
            "text/plain; charset=utf-8",
            b"Only GET and HEAD are answered here.\n".to_vec(),
        ),
    };
    let mut response =
        (status, [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")], body)
            .into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// Status, media type and body of what stands at `path`.
fn page(site: &Site, path: &str) -> (StatusCode, &'static str, Vec<u8>) {
    match site.find(path).and_then(|file| fs::read(&file).ok().map(|body| (file, body))) {
        Some((file, body)) => (StatusCode::OK, media_type(&file), body),
        None => (StatusCode::NOT_FOUND, "text/html; charset=utf-8", not_found(site).into_bytes()),
    }
}

fn not_found(site: &Site) -> String {
    let base = site.base();
    format!("<!doctype html><html lang=en><title>Not found</title><p>Nothing is here. <a href={base}>To the page</a>\n")
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    /// What the server at `url` answers to `request`.
    fn ask(url: &str, request: &str) -> String {
        let address = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn answers_what_is_there_and_says_what_is_not() {
        let root = env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        fs::create_dir_all(root.join("www")).unwrap();
        fs::write(root.join("www/main.js"), "x".repeat(100_000)).unwrap();
        fs::write(root.join("www/data.gz"), "data").unwrap();
        let url = start_anywhere(Site::new(&root, "/lab/")).unwrap();

        let script = ask(&url, "GET /lab/www/main.js");
        assert!(script.starts_with("HTTP/1.1 200 "), "{script:.200}");
        for line in
            ["content-type: text/javascript; charset=utf-8", "content-length: 100000", "cache-control: no-store"]
        {
            assert!(script.contains(&format!("{line}\r\n")), "{line} is missing in {script:.300}");
        }
        let data = ask(&url, "GET /lab/www/data.gz");
        assert!(data.contains("content-type: application/gzip\r\n") && !data.contains("content-encoding"), "{data}");
        let head = ask(&url, "HEAD /lab/www/main.js");
        assert!(head.contains("content-length: 100000\r\n") && head.ends_with("\r\n\r\n"), "{head:.300}");
        assert!(ask(&url, "GET /lab/www/none.js").starts_with("HTTP/1.1 404 "));
        assert!(ask(&url, "GET /lab/www/../../etc/passwd").starts_with("HTTP/1.1 404 "));
        assert!(ask(&url, "DELETE /lab/www/main.js").starts_with("HTTP/1.1 405 "));
        fs::remove_dir_all(&root).unwrap();
    }

    /// A browser opens several connections at once, and keeps those it has not used yet: each must have its own turn.
    #[test]
    fn connections_that_ask_nothing_yet_keep_no_other_waiting() {
        let url = start_anywhere(Site::new(env::temp_dir(), "/")).unwrap();
        let address = url.strip_prefix("http://").unwrap().trim_end_matches('/');
        let connections: Vec<TcpStream> = (0..64).map(|_| TcpStream::connect(address).unwrap()).collect();
        for mut connection in connections.iter().rev() {
            connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            write!(connection, "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            let mut start = [0; 12];
            connection.read_exact(&mut start).expect("an answer");
            assert_eq!(&start, b"HTTP/1.1 404");
        }
    }

    #[test]
    fn a_taken_port_is_an_error_only_when_it_was_asked_for() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_eq!(
            listen(Some(port)).unwrap_err().to_string(),
            format!("port {port} is taken: stop what uses it, or choose another with --port")
        );
        let holder = listen(None).unwrap();
        assert_ne!(listen(None).unwrap().local_addr().unwrap(), holder.local_addr().unwrap());
    }
}
