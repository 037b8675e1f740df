//! The file of a sweep: rows are added as they come, and a sweep that was ended goes on from it.

use super::row::{Row, header};
use autoencoder_lab::RunConfig;
use autoencoder_lab::sweep::{COLUMNS, Point};
use serde_json::{Map, Value, json};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The file, and the rows that are in it.
pub(crate) struct Results {
    path: PathBuf,
    /// Locked, so that no other sweep writes to it.
    file: File,
    rows: Vec<Row>,
}

impl Results {
    /// Opens or makes the file at `path` for a sweep of `base` over so many `steps`: keeps the rows that are there, and drops a
    /// last one that was not written to its end.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it: it holds something else, or rows of another recipe.
    pub(crate) fn open(path: &Path, base: &RunConfig, steps: u64) -> Result<Self, String> {
        let at = |error: std::io::Error| format!("{}: {error}", path.display());
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(at)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(format!("{}: another sweep is writing to it", path.display())),
            Err(TryLockError::Error(error)) => return Err(at(error)),
            Ok(()) => {}
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(at)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let rows = read(&text[..whole]).map_err(|what| format!("{}, {what}", path.display()))?;
        if whole == 0 && !header().starts_with(&text) {
            return Err(format!("{}, line 1: expected {}, found {text:?}", path.display(), header()));
        }
        check_recipe(path, base, steps, rows.is_empty())?;
        file.set_len(whole as u64).map_err(at)?;
        file.seek(SeekFrom::End(0)).map_err(at)?;
        let mut results = Self { path: path.to_owned(), file, rows };
        if whole == 0 {
            results.append(&header())?;
        }
        Ok(results)
    }

    /// Whether this run is there.
    pub(crate) fn has(&self, point: &Point) -> bool {
        self.rows.iter().any(|row| row.point == *point)
    }

    /// Adds a row, and waits until it is on the disk.
    ///
    /// # Errors
    ///
    /// A sentence, if it cannot be written.
    pub(crate) fn add(&mut self, row: Row) -> Result<(), String> {
        self.append(&row.line())?;
        self.rows.push(row);
        Ok(())
    }

    fn append(&mut self, line: &str) -> Result<(), String> {
        let written = self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| format!("{}: {error}", self.path.display()))
    }

    /// Puts the rows in order: all of them, or none if it is ended meanwhile.
    ///
    /// # Errors
    ///
    /// A sentence, if they cannot be written.
    pub(crate) fn finish(mut self) -> Result<(), String> {
        self.rows.sort_by(|a, b| a.point.order(&b.point));
        let lines = [header()].into_iter().chain(self.rows.iter().map(Row::line));
        let text: String = lines.map(|line| line + "\n").collect();
        replace(&self.path, &text)
    }
}

/// The rows of whole lines, or which line is not as it should be.
fn read(text: &str) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if number == 1 {
            if line == header() {
                continue;
            }
            return Err(format!("line 1: expected {}, found {line:?}", header()));
        }
        let row = Row::read(line)
            .ok_or_else(|| format!("line {number}: expected a row as a sweep writes it, found {line:?}"))?;
        if rows.iter().any(|earlier| earlier.point == row.point) {
            return Err(format!("line {number}: the same run has a row above it"));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What the rows at `path` are of is written beside them: that it is this, or else where it differs.
fn check_recipe(path: &Path, base: &RunConfig, steps: u64, is_new: bool) -> Result<(), String> {
    let beside = path.with_added_extension("recipe.json");
    let mut config = fields(json!(base));
    // The first columns are what each run has of its own: hidden units, λ, tying and seed.
    config.retain(|field, _| !COLUMNS[..4].contains(&field.as_str()));
    let own = json!({ "config": config, "steps": steps });
    let found = match fs::read_to_string(&beside) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && is_new => {
            return replace(&beside, &format!("{own:#}\n"));
        }
        Err(error) => {
            let (rows, beside) = (path.display(), beside.display());
            return Err(format!("{beside}: {error}; without it nobody knows of which recipe the rows of {rows} are"));
        }
    };
    let found: Value = serde_json::from_str(&found).map_err(|error| format!("{}: {error}", beside.display()))?;
    if found == own {
        return Ok(());
    }
    if is_new {
        return replace(&beside, &format!("{own:#}\n"));
    }
    let differs = |name: &str, before: &Value, now: &Value| {
        let path = path.display();
        format!("{path} has rows of another recipe: {name} is {before} there and {now} here; choose another --out")
    };
    let before = fields(found["config"].clone());
    let field = config.iter().find(|(field, now)| before.get(*field) != Some(*now));
    Err(match field {
        Some((field, now)) => differs(field, before.get(field).unwrap_or(&Value::Null), now),
        None => differs("steps", &found["steps"], &own["steps"]),
    })
}

fn fields(value: Value) -> Map<String, Value> {
    if let Value::Object(fields) = value { fields } else { Map::new() }
}

/// Writes a file in one piece: what was there before is there until all of it is on the disk.
fn replace(path: &Path, text: &str) -> Result<(), String> {
    let temporary = path.with_added_extension("part");
    let written = File::create(&temporary)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| format!("{}: {error}", path.display()))
}
