//! Numbers as text: rows of cells between commas, semicolons or tabs, with a head or without, and perhaps a column of labels.

use crate::limits::{LEAST_SIDE, MOST_COLUMNS, MOST_IMAGES};
use crate::refusal::{Place, Refusal};
use crate::table::{Cells, Kind, Table, check_shape, classes};

/// What a column of labels is called where nobody says it.
const LABELS: [&str; 7] = ["label", "labels", "class", "target", "species", "digit", "y"];

/// A label that is neither a word nor a whole number up to this one is a measured number.
const MOST_LABEL: f64 = 255.0;

/// Reads a table; `label` is the name or the place, from 1, of the column of labels; without it one is looked for.
pub(crate) fn read(file: &str, text: &str, label: Option<&str>) -> Result<Table, Refusal> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let Some(&(first_at, first)) = lines.peek() else {
        return Err(Refusal::new(file, Place::Whole, "rows of numbers", "no text"));
    };
    let form = Form::of(first);
    // A line of nothing but commas is not taken apart to its end.
    let cells_of = |line| form.cells(line).take(MOST_COLUMNS + 1).collect::<Vec<_>>();
    let head = cells_of(first);
    let columns = head.len();
    if columns > MOST_COLUMNS {
        let expected = format!("at most {MOST_COLUMNS} columns");
        return Err(Refusal::new(file, Place::Line(first_at + 1), expected, "more"));
    }
    let second = lines.clone().nth(1).map(|(_, line)| cells_of(line)).unwrap_or_default();
    let is_named = form.is_head(&head, &second);
    let mut label = label_column(file, &head, is_named, label)?;
    if is_named {
        lines.next();
    } else if label.is_none() {
        label = head.iter().position(|cell| form.number(cell).is_none());
    }
    if is_named && label.is_none() {
        label = second.iter().position(|cell| form.number(cell).is_none());
    }
    let mut rows = Rows { numbers: Vec::new(), words: Vec::new() };
    let mut count = 0;
    for (at, line) in lines {
        let place = Place::Line(at + 1);
        count += 1;
        if count > MOST_IMAGES {
            return Err(Refusal::new(file, place, format!("at most {MOST_IMAGES} rows"), "more"));
        }
        let mut found = 0;
        for (column, cell) in form.cells(line).enumerate() {
            found += 1;
            if Some(column) == label {
                rows.words.push(cell.to_owned());
            } else if let Some(number) = form.number(cell) {
                rows.numbers.push(number);
            } else {
                let cell: String = cell.chars().take(40).collect();
                return Err(Refusal::new(
                    file,
                    place,
                    format!("a number in column {}", column + 1),
                    format!("“{cell}”"),
                ));
            }
            if found > columns {
                break;
            }
        }
        if found != columns {
            let found = if found > columns { "more".into() } else { found.to_string() };
            return Err(Refusal::new(file, place, format!("{columns} columns, as in line {}", first_at + 1), found));
        }
    }
    rows.into_table(file, count, columns, label)
}

/// What parts the cells of a file, and what parts a number.
struct Form {
    between: char,
    has_decimal_commas: bool,
}

impl Form {
    fn of(line: &str) -> Self {
        let between = [';', '\t', ','].into_iter().find(|&sign| line.contains(sign)).unwrap_or(',');
        Self { between, has_decimal_commas: between != ',' }
    }

    fn cells<'a>(&self, line: &'a str) -> impl Iterator<Item = &'a str> {
        line.split(self.between).map(|cell| cell.trim().trim_matches('"'))
    }

    /// Whether the first row names the columns: by a word where the next has a number, or by counting the columns of an image, as
    /// data frames without names do.
    fn is_head(&self, first: &[&str], second: &[&str]) -> bool {
        let is_word = |cell: &str| self.number(cell).is_none();
        let names = |(above, below): (&&str, &&str)| is_word(above) && !is_word(below);
        let counts = |row: &[&str], from: usize| {
            row.iter().filter_map(|cell| self.number(cell)).zip(from..).all(|(number, at)| number == at as f64)
        };
        let numbers = first.iter().filter(|cell| !is_word(cell)).count();
        // Where the next row counts on, that is what the images are.
        let is_count = |from| counts(first, from) && !counts(second, from + numbers);
        first.iter().zip(second).any(names)
            || second.is_empty() && first.iter().any(|cell| is_word(cell))
            || numbers >= LEAST_SIDE * LEAST_SIDE && (is_count(0) || is_count(1))
    }

    /// The number in a cell; NaN where it is empty or says that it is missing.
    fn number(&self, cell: &str) -> Option<f64> {
        if cell.is_empty() || ["nan", "na", "null"].iter().any(|word| cell.eq_ignore_ascii_case(word)) {
            return Some(f64::NAN);
        }
        // Rust reads “infinity” and “inf”, too, and these are words here.
        if cell.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            return None;
        }
        let read = if self.has_decimal_commas { cell.replace(',', ".").parse() } else { cell.parse() };
        read.ok()
    }
}

/// Which column the labels are, by its name or its place from 1, or by a name that says so.
fn label_column(file: &str, head: &[&str], is_named: bool, label: Option<&str>) -> Result<Option<usize>, Refusal> {
    let named = |name: &str| head.iter().position(|cell| is_named && cell.eq_ignore_ascii_case(name));
    let Some(label) = label.map(str::trim).filter(|label| !label.is_empty()) else {
        // Of two columns both are coordinates, whatever they are called.
        return Ok(LABELS.iter().find_map(|name| named(name)).filter(|_| head.len() > 2));
    };
    let at = label.parse::<usize>().ok().filter(|at| (1..=head.len()).contains(at));
    named(label).or(at.map(|at| at - 1)).map(Some).ok_or_else(|| {
        let expected = format!("a column “{label}”, or its place from 1 to {}", head.len());
        let names = head.iter().take(8).copied().collect::<Vec<_>>().join(", ");
        let found = if is_named { format!("columns {names}") } else { "columns without names".into() };
        Refusal::new(file, Place::Line(1), expected, found)
    })
}

struct Rows {
    numbers: Vec<f64>,
    words: Vec<String>,
}

impl Rows {
    fn into_table(mut self, file: &str, rows: usize, columns: usize, label: Option<usize>) -> Result<Table, Refusal> {
        let mut width = columns - usize::from(label.is_some());
        let mut labels = classes(self.words.iter());
        let fits = |width| check_shape(file, &[MOST_IMAGES, width]).is_ok();
        // One column more than an image has: the first or the last, if it can be a class.
        if label.is_none() && !fits(width) && width > 3 && fits(width - 1) {
            let column = |at: usize| self.numbers.iter().skip(at).step_by(columns).copied();
            let is_class = |&at: &usize| {
                let first = self.numbers.get(at).copied();
                column(at).all(|value| value.fract() == 0.0 && (0.0..=MOST_LABEL).contains(&value))
                    && column(at).any(|value| Some(value) != first)
            };
            if let Some(at) = [0, columns - 1].into_iter().find(is_class) {
                labels = Some(column(at).map(|value| value as u8).collect());
                let mut place = 0;
                self.numbers.retain(|_| {
                    place += 1;
                    (place - 1) % columns != at
                });
                width -= 1;
            }
        }
        let bytes = self.numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        Ok(Table::new(file, &[rows, width], Cells { bytes, kind: Kind::F64, big: false }, false)?.labelled(labels))
    }
}
