//! What a person should know of a table before it is used, each a sentence with row and column, both from 1.

use crate::scaling::{Scaling, whole_rows};
use crate::table::{Table, is_usable};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// What is found in a table that is going to be scaled so: what is missing, what is cut off, columns that say nothing, rows twice.
pub fn findings(table: &Table, scaling: Scaling) -> Vec<String> {
    let rows = whole_rows(table);
    [missing(table, rows.len()), outside(table, scaling), constant(table, &rows), twice(table, &rows)]
        .into_iter()
        .flatten()
        .collect()
}

fn cells(table: &Table) -> impl Iterator<Item = (usize, usize, f64)> {
    (0..table.rows).flat_map(move |row| (0..table.columns).map(move |column| (row, column, table.at(row, column))))
}

fn missing(table: &Table, whole: usize) -> Option<String> {
    let mut found = cells(table).filter(|&(_, _, number)| !is_usable(number));
    let (row, column, number) = found.next()?;
    let (count, left_out) = (1 + found.count(), table.rows - whole);
    let (values, rows) =
        (counted(count, "value is no number", "values are no numbers"), counted(left_out, "row is", "rows are"));
    let large = if number.is_finite() { format!(" up to {:.1e}", f32::MAX) } else { String::new() };
    Some(format!("{values}{large}, the first in row {}, column {}: {rows} left out.", row + 1, column + 1))
}

fn outside(table: &Table, scaling: Scaling) -> Option<String> {
    let (low, high) = scaling.span(table);
    if table.side == 0 || matches!(scaling, Scaling::MinMax | Scaling::Standardized) {
        return None;
    }
    let mut found = cells(table).filter(|(_, _, number)| is_usable(*number) && !(low..=high).contains(number));
    let (row, column, number) = found.next()?;
    let values = counted(1 + found.count(), "value lies", "values lie");
    Some(format!(
        "{values} outside {low}…{high}, the first, {number}, in row {}, column {}: cut off at the ends.",
        row + 1,
        column + 1
    ))
}

fn constant(table: &Table, rows: &[usize]) -> Option<String> {
    let &first = rows.first()?;
    let never_changes = |&column: &usize| rows.iter().all(|&row| table.at(row, column) == table.at(first, column));
    let mut found = (0..table.columns).filter(never_changes);
    let column = found.next()?;
    let count = 1 + found.count();
    let changes = if count == 1 { "never changes" } else { "never change" };
    Some(format!("{count} of {} columns {changes}, the first is column {}.", table.columns, column + 1))
}

fn twice(table: &Table, rows: &[usize]) -> Option<String> {
    let same = |a: usize, b: usize| (0..table.columns).all(|column| table.at(a, column) == table.at(b, column));
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let (mut count, mut first) = (0, None);
    for &row in rows {
        let mut hasher = DefaultHasher::new();
        for column in 0..table.columns {
            // −0 is 0.
            (table.at(row, column) + 0.0).to_bits().hash(&mut hasher);
        }
        let alike = seen.entry(hasher.finish()).or_default();
        if let Some(&earlier) = alike.iter().find(|&&earlier| same(earlier, row)) {
            count += 1;
            first.get_or_insert((row, earlier));
        } else {
            alike.push(row);
        }
    }
    let (row, earlier) = first?;
    let rows = counted(count, "row repeats", "rows repeat");
    Some(format!("{rows} an earlier one, the first is row {}, like row {}.", row + 1, earlier + 1))
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
