//! How far a sweep is, in words.

use std::io::Write;
use std::time::{Duration, Instant};

/// Where this is not a terminal, no line sooner than this after the last.
const PAUSE: Duration = Duration::from_secs(10);

/// Says how many runs are done and how long the rest will take, as long a hidden unit as those so far.
pub(crate) struct Progress<'a, W: Write> {
    log: &'a mut W,
    is_terminal: bool,
    begin: Instant,
    said: Option<Instant>,
    runs: usize,
    done: usize,
    /// Hidden units of all runs, and of those that are done.
    work: u64,
    worked: u64,
}

impl<'a, W: Write> Progress<'a, W> {
    pub(crate) fn new(log: &'a mut W, is_terminal: bool, hidden_units: impl Iterator<Item = u32> + Clone) -> Self {
        let (runs, work) = (hidden_units.clone().count(), hidden_units.map(u64::from).sum());
        Self { log, is_terminal, begin: Instant::now(), said: None, runs, done: 0, work, worked: 0 }
    }

    /// Another run is done.
    pub(crate) fn advance(&mut self, hidden_units: u32) {
        self.done += 1;
        self.worked += u64::from(hidden_units);
        let is_last = self.done == self.runs;
        if !is_last && !self.is_terminal && self.said.is_some_and(|said| said.elapsed() < PAUSE) {
            return;
        }
        self.said = Some(Instant::now());
        let (elapsed, worked) = (self.begin.elapsed().as_secs_f64(), self.worked as f64);
        let left = elapsed * (self.work as f64 - worked) / worked;
        let time = if is_last { format!("in {}", spoken(elapsed)) } else { format!("about {} left", spoken(left)) };
        let (before, after) = if self.is_terminal { ("\r\x1b[K", if is_last { "\n" } else { "" }) } else { ("", "\n") };
        let line = format!("{before}{} of {} runs, {time}{after}", self.done, self.runs);
        // Nobody listening is no reason to stop.
        let _ = self.log.write_all(line.as_bytes()).and_then(|()| self.log.flush());
    }
}

/// A time as people say it.
fn spoken(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}
