//! The sweep from the command line to the finished file.

use super::arguments::Arguments;
use super::page_data::dataset;
use super::progress::Progress;
use super::results::Results;
use super::row::Row;
use autoencoder_lab::sweep::Point;
use rayon::prelude::*;
use std::io::Write;
use std::sync::Mutex;

/// Does what the command line asks for, and tells of it in `log`.
///
/// # Errors
///
/// A sentence that says what cannot be done. What has been trained is kept.
pub(crate) fn run(arguments: &[String], log: &mut (impl Write + Send), is_terminal: bool) -> Result<(), String> {
    let Arguments { base, events, grid, steps, out } = Arguments::read(arguments)?;
    let dataset = dataset(base.data.dataset())?;
    let results = Results::open(&out, &base, steps)?;
    let all = grid.points();
    let missing: Vec<Point> = all.iter().filter(|point| !results.has(point)).copied().collect();
    let mut say = |line: String| drop(writeln!(log, "{line}"));
    if events > 0 {
        say(format!(
            "the recipe's events are left out ({events} found): a sweep trains with what a recipe begins with"
        ));
    }
    if missing.len() < all.len() {
        say(format!("there already: {} of {} runs", all.len() - missing.len(), all.len()));
    }
    let shared = Mutex::new((results, Progress::new(log, is_terminal, missing.iter().map(|point| point.hidden_units))));
    // Handed out one by one, so they are trained in their order.
    missing.iter().par_bridge().try_for_each(|point| {
        let row = Row::train(*point, &base, steps, &dataset)?;
        let mut shared = shared.lock().expect("no thread panics while it holds the results");
        let (results, progress) = &mut *shared;
        results.add(row)?;
        progress.advance(point.hidden_units);
        Ok::<_, String>(())
    })?;
    let (results, _) = shared.into_inner().expect("no thread has panicked");
    results.finish()
}
