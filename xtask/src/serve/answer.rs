//! What the server answers: a file, in the form and with the headers that `docs/hosting.md` recommends to a host.

use std::fs::{self, Metadata};
use std::io::Write;
use std::net::{IpAddr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HOST, HeaderMap, HeaderName,
    HeaderValue, IF_NONE_MATCH, VARY,
};
use hyper::http::response::Builder;
use hyper::{Method, Request, Response, StatusCode};

use crate::site::{Site, media_type};

/// What stands in every answer; `xtask/dist/html.js` writes the same for hosts. The policy is that of `index.html`: a worker
/// obeys only the one that its own script came with.
const ALWAYS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         base-uri 'none'; form-action 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// A file is asked for at each visit, and sent only if it has changed.
const ASK: &str = "no-cache";

/// What has its version in its path never changes.
const KEEP: &str = "public, max-age=31536000, immutable";

/// Answers `request`, whose body is not looked at, from `site`.
pub(super) fn answer<B>(site: &Site, request: &Request<B>) -> Response<Full<Bytes>> {
    // A page of another site whose name leads here asks under that name: it must not read what is served.
    if !text(request.headers(), &HOST).is_some_and(is_this_machine) {
        return sentence(StatusCode::MISDIRECTED_REQUEST, "This server is for its own machine: ask for localhost.\n");
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut response = sentence(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let path = request.uri().path();
    site.find(path).and_then(|file| send(site, path, &file, request.headers())).unwrap_or_else(|| not_found(site))
}

/// `file` as the browser wants it; `None` if it cannot be read.
fn send(site: &Site, path: &str, file: &Path, asked: &HeaderMap) -> Option<Response<Full<Bytes>>> {
    let tag = tag(&fs::metadata(file).ok()?);
    let cache = if site.is_versioned(path) { KEEP } else { ASK };
    let response = begin().header(CACHE_CONTROL, cache).header(ETAG, &tag).header(VARY, "accept-encoding");
    if text(asked, &IF_NONE_MATCH).is_some_and(|known| known.split(',').any(|known| known.trim() == tag)) {
        return Some(end(response.status(StatusCode::NOT_MODIFIED), vec![]));
    }
    let response = response.header(CONTENT_TYPE, media_type(file));
    let accepted = text(asked, &ACCEPT_ENCODING).unwrap_or_default();
    Some(match packed(file, accepted) {
        Some((coding, body)) => end(response.header(CONTENT_ENCODING, coding), body),
        None => end(response, fs::read(file).ok()?),
    })
}

/// `file` in a coding that the browser accepts: as it stands beside the file, or packed now; `None` if it goes as it is.
fn packed(file: &Path, accepted: &str) -> Option<(&'static str, Vec<u8>)> {
    for (coding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        let mut beside = file.as_os_str().to_owned();
        beside.push(ending);
        let beside = PathBuf::from(beside);
        // Not a link: that might lead elsewhere.
        if accepts(accepted, coding) && fs::symlink_metadata(&beside).is_ok_and(|metadata| metadata.is_file()) {
            return Some((coding, fs::read(beside).ok()?));
        }
    }
    if !accepts(accepted, "gzip") || !is_text(media_type(file)) {
        return None;
    }
    let mut encoder = GzEncoder::new(vec![], Compression::default());
    encoder.write_all(&fs::read(file).ok()?).ok()?;
    Some(("gzip", encoder.finish().ok()?))
}

/// Whether the value of `Accept-Encoding` has `coding`, and not with the weight 0.
fn accepts(value: &str, coding: &str) -> bool {
    value.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let refused = |weight: &str| weight.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        parts.next() == Some(coding) && !parts.any(refused)
    })
}

/// Whether packing makes it smaller: it is neither packed already nor a picture.
fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || ["application/wasm", "application/json", "image/svg+xml"].contains(&media_type)
}

/// Changes whenever the file is written. It is weak, because it is the same in every coding.
fn tag(metadata: &Metadata) -> String {
    let written = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("W/\"{:x}-{:x}\"", metadata.len(), written.as_nanos())
}

/// Whether `host`, with a port or without, can only mean the machine that asks. The port may be any: an `ssh -L` has its own.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_ipv4() && address.is_loopback())
        || address.and_then(|address| address.parse().ok()) == Some(Ipv6Addr::LOCALHOST)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn not_found(site: &Site) -> Response<Full<Bytes>> {
    let base = site.base();
    let page = format!(
        "<!doctype html><html lang=en><title>Not found</title><p>Nothing is here. <a href={base}>To the page</a>\n"
    );
    let response = begin().status(StatusCode::NOT_FOUND).header(CONTENT_TYPE, "text/html; charset=utf-8");
    end(response.header(CACHE_CONTROL, ASK), page)
}

fn sentence(status: StatusCode, what: &'static str) -> Response<Full<Bytes>> {
    end(begin().status(status).header(CONTENT_TYPE, "text/plain; charset=utf-8"), what)
}

fn begin() -> Builder {
    ALWAYS.iter().fold(Response::builder(), |response, (name, value)| response.header(*name, *value))
}

fn end(response: Builder, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    response.body(Full::new(body.into())).expect("all headers are plain text")
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::io::Read;

    use flate2::read::GzDecoder;
    use http_body_util::BodyExt;
    use tokio::runtime;

    use super::*;
    use crate::workspace::Workspace;

    /// A folder to serve under `/lab/`, removed at the end.
    struct Fixture {
        root: PathBuf,
        site: Site,
    }

    impl Fixture {
        fn new(name: &str) -> Self {
            let root = env::temp_dir().join(format!("xtask-answer-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&root);
            fs::create_dir_all(root.join("www/0123456789ab")).unwrap();
            Self { site: Site::new(&root, "/lab/"), root }
        }

        fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
            fs::write(self.root.join(file), bytes).unwrap();
        }

        /// What is answered to a GET with these headers, and the body.
        fn get(&self, path: &str, headers: &[(&str, &str)]) -> (Response<Full<Bytes>>, Vec<u8>) {
            let request =
                headers.iter().fold(Request::get(path).header("host", "localhost:8080"), |request, (name, value)| {
                    request.header(*name, *value)
                });
            let mut response = answer(&self.site, &request.body(()).unwrap());
            let runtime = runtime::Builder::new_current_thread().build().unwrap();
            let body = runtime.block_on(response.body_mut().collect()).unwrap().to_bytes().to_vec();
            (response, body)
        }
    }

    impl Drop for Fixture {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.root);
        }
    }

    #[track_caller]
    fn assert_header(response: &Response<Full<Bytes>>, name: &str, value: Option<&str>) {
        assert_eq!(response.headers().get(name).map(|found| found.to_str().unwrap()), value, "{name}");
    }

    #[test]
    fn what_stands_packed_beside_a_file_is_sent_to_whom_accepts_it() {
        let fixture = Fixture::new("beside");
        for (file, bytes) in [("www/a.js", "plain"), ("www/a.js.br", "brotli"), ("www/a.js.gz", "gzipped")] {
            fixture.write(file, bytes);
        }
        for (accepted, coding, body) in [
            ("gzip, deflate, br", Some("br"), "brotli"),
            ("gzip, br;q=0", Some("gzip"), "gzipped"),
            ("identity", None, "plain"),
            ("brotli", None, "plain"),
        ] {
            let (response, found) = fixture.get("/lab/www/a.js", &[("accept-encoding", accepted)]);
            assert_eq!(found, body.as_bytes(), "{accepted}");
            assert_header(&response, "content-encoding", coding);
            assert_header(&response, "content-type", Some("text/javascript; charset=utf-8"));
            assert_header(&response, "vary", Some("accept-encoding"));
        }
    }

    #[test]
    fn what_is_not_packed_is_packed_unless_it_is_data() {
        let fixture = Fixture::new("now");
        let script = "let theSame;\n".repeat(1000);
        fixture.write("www/a.js", &script);
        fixture.write("www/images.gz", &script);
        let accept = [("accept-encoding", "gzip")];
        let (response, packed) = fixture.get("/lab/www/a.js", &accept);
        assert_header(&response, "content-encoding", Some("gzip"));
        assert!(packed.len() < 200, "{}", packed.len());
        let mut unpacked = String::new();
        GzDecoder::new(&packed[..]).read_to_string(&mut unpacked).unwrap();
        assert!(unpacked == script);
        // The page unpacks these itself.
        let (response, body) = fixture.get("/lab/www/images.gz", &accept);
        assert_header(&response, "content-encoding", None);
        assert_header(&response, "content-type", Some("application/gzip"));
        assert!(body == script.as_bytes());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_beside_a_file_is_not_followed() {
        let fixture = Fixture::new("link");
        fixture.write("www/a.js", "plain");
        std::os::unix::fs::symlink("/etc/passwd", fixture.root.join("www/a.js.br")).unwrap();
        let (response, body) = fixture.get("/lab/www/a.js", &[("accept-encoding", "br")]);
        assert_eq!((body.as_slice(), response.status()), (&b"plain"[..], StatusCode::OK));
    }

    #[test]
    fn a_file_is_sent_again_only_when_it_has_changed() {
        let fixture = Fixture::new("tag");
        fixture.write("www/a.js", "one");
        let (response, _) = fixture.get("/lab/www/a.js", &[]);
        assert_header(&response, "cache-control", Some("no-cache"));
        let tag = response.headers()["etag"].to_str().unwrap().to_owned();
        let (response, body) = fixture.get("/lab/www/a.js", &[("if-none-match", &format!("\"other\", {tag}"))]);
        assert_eq!((response.status(), body), (StatusCode::NOT_MODIFIED, vec![]));
        fixture.write("www/a.js", "another");
        let (response, body) = fixture.get("/lab/www/a.js", &[("if-none-match", &tag)]);
        assert_eq!((response.status(), body.as_slice()), (StatusCode::OK, &b"another"[..]));
    }

    #[test]
    fn only_what_has_a_version_in_its_path_may_be_kept() {
        let fixture = Fixture::new("cache");
        for (file, cache) in [
            ("index.html", "no-cache"),
            ("www/a.js", "no-cache"),
            ("www/0123456789ab/a.js", "public, max-age=31536000, immutable"),
        ] {
            fixture.write(file, "");
            assert_header(&fixture.get(&format!("/lab/{file}"), &[]).0, "cache-control", Some(cache));
        }
        assert_header(&fixture.get("/lab/www/0123456789ab/none.js", &[]).0, "cache-control", Some("no-cache"));
    }

    #[test]
    fn every_answer_has_the_headers_of_a_careful_host() {
        let fixture = Fixture::new("headers");
        fixture.write("index.html", "");
        let page = fs::read_to_string(Workspace::locate().root.join("index.html")).unwrap();
        assert!(page.contains(&format!("content=\"{}\"", ALWAYS[0].1)), "the policy is not that of index.html");
        for path in ["/lab/", "/lab/none", "/elsewhere"] {
            for (name, value) in ALWAYS {
                assert_header(&fixture.get(path, &[]).0, name, Some(value));
            }
        }
    }

    #[test]
    fn only_the_names_of_this_machine_are_answered() {
        for host in ["localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1:8080", "127.0.0.2", "[::1]:8080", "[::1]"]
        {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["", "evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1:8080", "[::2]:1", "::1"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
        let fixture = Fixture::new("host");
        fixture.write("index.html", "");
        let asked = |host: &str| {
            let request = Request::get("/lab/").header("host", host).body(()).unwrap();
            answer(&fixture.site, &request).status()
        };
        assert_eq!(asked("127.0.0.1:8080"), StatusCode::OK);
        assert_eq!(asked("rebound.example:8080"), StatusCode::MISDIRECTED_REQUEST);
        assert_eq!(
            answer(&fixture.site, &Request::get("/lab/").body(()).unwrap()).status(),
            StatusCode::MISDIRECTED_REQUEST
        );
    }
}
