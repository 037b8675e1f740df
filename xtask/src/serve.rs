//! A static server for this machine only.

mod answer;

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::runtime;
use tokio::time::sleep;

use crate::process::say;
use crate::site::Site;
use crate::wasm_build;
use crate::workspace::Workspace;

/// Where the page is unless told otherwise.
const DEFAULT_PORT: u16 = 8080;

/// How many ports are tried from [`DEFAULT_PORT`] on.
const TRIED: u16 = 50;

/// How long a connection may keep its place without asking for anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long no connection is taken after one could not be: others have to end first.
const PAUSE: Duration = Duration::from_millis(100);

/// A server that runs as long as this program.
struct Server {
    url: String,
    thread: JoinHandle<()>,
}

/// Builds the page, serves it from the source tree until the program is stopped, and opens it in the browser.
///
/// # Errors
///
/// A sentence, if the port is taken or the build fails.
pub(crate) fn serve(workspace: &Workspace, port: Option<u16>, open: bool) -> Result<()> {
    // The port is taken before the build: nobody should wait a minute to read that it is not free.
    let listener = listen(port)?;
    wasm_build::page(workspace)?;
    let Server { url, thread } = start(listener, Site::new(&workspace.root, "/"), PATIENCE)?;
    say(format_args!("the page is at {url} (Ctrl+C stops the server)"));
    if open && open::that_detached(&url).is_err() {
        say(format_args!("no browser could be opened from here: open {url} yourself"));
    }
    // A program that serves nothing must not look as if it did.
    thread.join().map_or_else(|_| bail!("the server failed: start it again"), Ok)
}

/// Serves `site` on any free port, as long as this program runs, and returns its address.
///
/// # Errors
///
/// A sentence, if the system has no port for us.
pub(crate) fn start_anywhere(site: Site) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port was found on this machine")?;
    Ok(start(listener, site, PATIENCE)?.url)
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

fn start(listener: TcpListener, site: Site, patience: Duration) -> Result<Server> {
    let url = format!("http://{}{}", listener.local_addr()?, site.base());
    listener.set_nonblocking(true)?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build().context("the server did not start")?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    let thread = thread::spawn(move || runtime.block_on(accept(&listener, &Arc::new(site), patience)));
    Ok(Server { url, thread })
}

/// Takes connections, without an end.
async fn accept(listener: &tokio::net::TcpListener, site: &Arc<Site>, patience: Duration) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(converse(stream, Arc::clone(site), patience));
            }
            // As many as the system allows are open.
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Answers what comes over one connection, until the browser closes it or has nothing to ask.
async fn converse(stream: TcpStream, site: Arc<Site>, patience: Duration) {
    let service = service_fn(|request| {
        let response = answer::answer(&site, &request);
        async { Ok::<_, Infallible>(response) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    // A connection that breaks off concerns only the browser, which asks again.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::{env, fs};

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
            ["content-type: text/javascript; charset=utf-8", "content-length: 100000", "cache-control: no-cache"]
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
    fn a_connection_that_asks_nothing_is_closed_after_a_while() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        start(listener, Site::new(env::temp_dir(), "/"), Duration::from_millis(200)).unwrap();
        for beginning in ["", "GET /none HTTP/1.1\r\nHost: loc"] {
            let mut connection = TcpStream::connect(address).unwrap();
            connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            connection.write_all(beginning.as_bytes()).unwrap();
            let mut rest = vec![];
            connection.read_to_end(&mut rest).expect("the end of the connection");
            assert!(!rest.starts_with(b"HTTP/1.1 404"), "the request was not complete");
        }
    }

    #[test]
    #[cfg(unix)]
    fn more_connections_than_the_system_allows_do_not_end_it() {
        use std::io::{BufRead, BufReader};
        use std::process::{Command, Stdio};

        /// Set in the program of its own that this test runs itself as, with few descriptors: that one only serves.
        const CHILD: &str = "LAB_TEST_SERVES_WITH_FEW_DESCRIPTORS";

        if env::var_os(CHILD).is_some() {
            println!("url {}", start_anywhere(Site::new(env::temp_dir(), "/")).unwrap());
            let _ = std::io::stdin().read(&mut [0]);
            return;
        }
        let mut child = Command::new("sh")
            .args(["-c", "ulimit -n 40 && exec \"$@\"", "sh"])
            .arg(env::current_exe().unwrap())
            .args(["--exact", "serve::tests::more_connections_than_the_system_allows_do_not_end_it", "--nocapture"])
            .env(CHILD, "")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let url = lines.find_map(|line| line.split_once("url ").map(|(_, url)| url.to_owned())).expect("an address");
        let address = url.strip_prefix("http://").unwrap().trim_end_matches('/');
        let connections: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(address).unwrap()).collect();
        thread::sleep(3 * PAUSE);
        drop(connections);
        assert!(ask(&url, "GET /none").starts_with("HTTP/1.1 404 "));
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success());
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
