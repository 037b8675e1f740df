//! What the page knows of the core's tables and types: `www/base/schema.js` and the table of `docs/hyperparameters.md`, written
//! from them. Exists in tests only, so that nothing of it is in the module.

mod js;

use crate::analysis::{Entry, Evaluation, Ledger, TheoryLine};
use crate::config::{
    DatasetKind, Event, HYPERPARAMETERS, Hyperparameter, Images, MadeChange, Own, Points, Scale, SettingValue,
};
use crate::data::{FIELD, TileRow};
use crate::snapshot::Snapshot;
use crate::sweep;
use crate::tiles::TileForm;
use crate::trainer::{CURVE_COLUMNS, Divergence, Quantity, StepAhead};
use autoencoder_lab_own::limits::{LEAST_IMAGES, LEAST_SIDE, MOST_BYTES, MOST_IMAGES, MOST_SIDE};
use autoencoder_lab_plot::{MapArea, MapPanelArea, PlotArea, SweepArea};
use js::{Field, Js, alias, constant, record, typedef};
use std::path::Path;

const SCRIPT: &str = "www/base/schema.js";
const DOCUMENT: &str = "docs/hyperparameters.md";
const COMMAND: &str = "cargo test --lib schema -- --ignored";

#[test]
fn what_is_written_of_the_tables_is_what_they_say() {
    for (file, text) in [(SCRIPT, script()), (DOCUMENT, document())] {
        assert!(read(file) == text, "{file} is stale: run `{COMMAND}`");
    }
}

#[test]
#[ignore = "writes what the other test compares"]
fn write_what_is_written_of_the_tables() {
    for (file, text) in [(SCRIPT, script()), (DOCUMENT, document())] {
        std::fs::write(path(file), text).unwrap();
    }
}

fn path(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> String {
    std::fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The document with its table as it is now.
fn document() -> String {
    let before = read(DOCUMENT);
    let rows: Vec<&str> = before.lines().collect();
    let first = rows.iter().position(|line| line.starts_with("| `")).expect("a table with a row");
    let last = rows.iter().rposition(|line| line.starts_with("| `")).expect("a table with a row");
    let table: Vec<String> = HYPERPARAMETERS.iter().map(documented).collect();
    let all: Vec<&str> = rows[..first]
        .iter()
        .copied()
        .chain(table.iter().map(String::as_str))
        .chain(rows[last + 1..].iter().copied())
        .collect();
    all.join("\n") + "\n"
}

/// A hyper-parameter as a row of Markdown: field, name, default, range, purpose.
fn documented(row: &Hyperparameter) -> String {
    let Hyperparameter { field, label, purpose, .. } = row;
    let default = match row.default() {
        SettingValue::Number(value) => value.to_string(),
        SettingValue::Choice(value) => value.into(),
        SettingValue::Switch(on) => on.to_string(),
        SettingValue::Points(_) | SettingValue::Own(_) => "none".into(),
    };
    format!("| `{field}` | {label} | {default} | {} | {purpose} |", row.allowed())
}

/// The script.
fn script() -> String {
    let head = format!(
        "/**\n * What the page knows of the core, written from the core's tables and types: `{COMMAND}`\n * writes it, and a test says when it is stale.\n */\n"
    );
    [vec![head], types(), tables()].concat().join("\n")
}

fn types() -> Vec<String> {
    let [number, choice, switch, text] =
        [&[Scale::Whole, Scale::Real][..], &[Scale::Choice], &[Scale::Switch], &[Scale::Points, Scale::Own]]
            .map(|scales| one_of(scales.iter().map(|&scale| word(scale))));
    let fields = HYPERPARAMETERS.iter();
    // What JSON leaves out where it says nothing, the page does, too.
    let name = |row: &Hyperparameter| match row.scale {
        Scale::Points | Scale::Own => format!("[{}]", row.field),
        _ => row.field.into(),
    };
    let fields: Vec<Field> = fields.map(|row| (name(row), type_of(row), row.purpose.into())).collect();
    let live = HYPERPARAMETERS.iter().filter(|row| row.live).map(|row| row.field);
    let shown: Vec<String> = DatasetKind::ALL.iter().filter_map(|&kind| shown_besides(kind)).collect();
    let mut shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    shown.sort_unstable();
    shown.dedup();
    vec![
        alias("DataKind", "What the images are of.", &one_of(DatasetKind::NAMES.iter().copied())),
        alias("DataSet", "Which images at which size.", &one_of(Images::NAMES.iter().copied())),
        alias(
            "DataSource",
            "Where images come from: a data set, or the few that are shown to networks of another.",
            &format!("DataSet | {}", one_of(shown.into_iter())),
        ),
        record("RunConfig", "One run, complete: with its timed changes it reproduces every number.", &fields),
        alias(
            "Change",
            "What may change between two steps, without a reset.",
            &format!("Partial<Pick<RunConfig, {}>>", one_of(live)),
        ),
        typedef::<Event>(),
        typedef::<MadeChange>(),
        typedef::<Evaluation>(),
        typedef::<Quantity>(),
        typedef::<Divergence>(),
        typedef::<TheoryLine>(),
        typedef::<Snapshot>(),
        typedef::<Entry>(),
        typedef::<Ledger>(),
        typedef::<StepAhead>(),
        typedef::<TileRow>(),
        typedef::<TileForm>(),
        typedef::<PlotArea>(),
        typedef::<SweepArea>(),
        typedef::<MapPanelArea>(),
        typedef::<MapArea>(),
        alias(
            "Hyperparameter",
            "One row of the table of hyper-parameters: `label` is its name in words, `live` whether it acts on a running network.",
            &format!(
                "{{field: keyof RunConfig, label: string, live: boolean, purpose: string}} & ({{scale: {number}, default: number, min: number, max: number}} | {{scale: {choice}, default: string, choices: readonly string[]}} | {{scale: {switch}, default: boolean}} | {{scale: {text}, default: string}})"
            ),
        ),
    ]
}

fn tables() -> Vec<String> {
    let defaults = HYPERPARAMETERS.iter().filter(|row| !matches!(row.scale, Scale::Points | Scale::Own));
    let defaults = defaults.map(|row| (row.field, row.default().into()));
    let data_sets = Images::ALL.iter().map(|&images| {
        let (kind, side) = (images.dataset(), images.side());
        let label = if side == 0 { label_of(images) } else { format!("{} {side}×{side}", kind.label()) };
        let shown = shown_besides(kind);
        let row = [
            ("label", label.as_str().into()),
            ("kind", kind.name().into()),
            ("side", (side as f64).into()),
            ("inputs", (images.inputs() as f64).into()),
            ("pool", f64::from(images.training_pool()).into()),
            ("heldOut", (kind.collection().held_out as f64).into()),
            ("other", shown.map_or(Js::Plain("null".into()), |shown| shown.as_str().into())),
            ("file", kind.file().into()),
        ];
        (images.name(), Js::record(row))
    });
    let columns = Evaluation::NUMBERS.iter().filter(|number| !number.derived).map(|number| number.name);
    let columns = ["step"].into_iter().chain(columns).zip(0_u8..).map(|(name, at)| (name, f64::from(at).into()));
    vec![
        constant(
            "HYPERPARAMETERS",
            "readonly Readonly<Hyperparameter>[]",
            "Every hyper-parameter of a run.",
            &Js::List(HYPERPARAMETERS.iter().map(hyperparameter).collect()),
        ),
        constant("DEFAULT_CONFIG", "Readonly<RunConfig>", "A run where nothing else is said.", &Js::record(defaults)),
        constant(
            "DATA_SETS",
            "Readonly<Record<DataSet, Readonly<{label: string, kind: DataKind, side: number, inputs: number, pool: number, heldOut: number, other: DataSource | null, file: string}>>>",
            "What a person can choose: images at a size, or points of the plane, whose side is 0. `inputs` is n, `pool` how many there are to train on and `heldOut` how many are never trained on, but for the points that a person has placed; `other` is what networks of images are shown besides, `file` what the names of its files begin with.",
            &Js::record(data_sets),
        ),
        constant(
            "PLACED",
            "",
            "Points that a person places: how many there can be, the values of a coordinate, the distance between two of these, and the digits that points are written in.",
            &Js::record([
                ("most", (Points::MOST as f64).into()),
                ("values", (Points::VALUES as f64).into()),
                ("unit", f64::from(Points::UNIT).into()),
                ("digits", Points::DIGITS.into()),
            ]),
        ),
        constant(
            "OWN",
            "",
            "How much a person's own data may be: images, the side of one, bytes of all files, characters of the name.",
            &Js::record([
                ("leastImages", (LEAST_IMAGES as f64).into()),
                ("mostImages", (MOST_IMAGES as f64).into()),
                ("leastSide", (LEAST_SIDE as f64).into()),
                ("mostSide", (MOST_SIDE as f64).into()),
                ("mostBytes", (MOST_BYTES as f64).into()),
                ("longestName", (Own::LONGEST_NAME as f64).into()),
            ]),
        ),
        constant("FIELD", "", "Places of the grid over the plane.", &(FIELD as f64).into()),
        constant("CURVE", "", "Where each number stands in a row of a curve.", &Js::record(columns)),
        constant("CURVE_COLUMNS", "", "A curve is rows of this many numbers.", &Js::from(CURVE_COLUMNS as f64)),
    ]
    .into_iter()
    .chain(sweep_axes())
    .collect()
}

fn sweep_axes() -> [String; 5] {
    let axis =
        |inputs| Js::List(sweep::hidden_units(inputs).into_iter().map(|units| f64::from(units).into()).collect());
    let units = Images::ALL.iter().filter(|&&images| images != Images::Own);
    let units = units.map(|&images| (images.name(), axis(images.inputs() as u32)));
    let own = (LEAST_SIDE..=MOST_SIDE).map(|side| axis((side * side) as u32));
    [
        constant(
            "SWEEP_LAMBDAS",
            "readonly number[]",
            "The values of λ that a sweep goes over.",
            &Js::List(sweep::LAMBDAS.map(Js::from).to_vec()),
        ),
        constant(
            "SWEEP_UNITS",
            "Readonly<Record<Exclude<DataSet, \"own\">, readonly number[]>>",
            "The values of hidden units that a sweep goes over, n and multiples of it among them.",
            &Js::record(units),
        ),
        constant(
            "OWN_SWEEP_UNITS",
            "readonly (readonly number[])[]",
            "The same of a person's own images, of the smallest side, and of each that is larger.",
            &Js::List(own.collect()),
        ),
        constant(
            "SWEEP_SEEDS",
            "",
            "A sweep has the seeds from 1 to this one, unless said.",
            &f64::from(sweep::SEEDS).into(),
        ),
        constant(
            "SWEEP_COLUMNS",
            "readonly string[]",
            "The columns of a sweep's file, in their order.",
            &Js::List(sweep::COLUMNS.map(Js::from).to_vec()),
        ),
    ]
}

fn hyperparameter(row: &Hyperparameter) -> Js {
    let allowed = match row.scale {
        Scale::Whole | Scale::Real => vec![("min", row.min.into()), ("max", row.max.into())],
        Scale::Choice => vec![("choices", Js::List(row.choices.iter().map(|&name| name.into()).collect()))],
        Scale::Switch | Scale::Points | Scale::Own => Vec::new(),
    };
    let named = vec![("field", row.field.into()), ("label", row.label.into()), ("scale", word(row.scale).into())];
    let rest = vec![("live", row.live.into()), ("purpose", row.purpose.into())];
    Js::record([named, vec![("default", row.default().into())], allowed, rest].concat())
}

fn word(scale: Scale) -> &'static str {
    match scale {
        Scale::Whole => "whole",
        Scale::Real => "real",
        Scale::Choice => "choice",
        Scale::Switch => "switch",
        Scale::Points => "points",
        Scale::Own => "own",
    }
}

fn type_of(row: &Hyperparameter) -> String {
    match row.scale {
        Scale::Whole | Scale::Real => "number".into(),
        Scale::Switch => "boolean".into(),
        Scale::Points | Scale::Own => "string".into(),
        Scale::Choice if row.choices == Images::NAMES => "DataSet".into(),
        Scale::Choice => one_of(row.choices.iter().copied()),
    }
}

/// The names as a type.
fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | ")
}

/// The file of images that networks of `kind` are shown besides, if there is one.
fn shown_besides(kind: DatasetKind) -> Option<String> {
    (kind.beside() != kind).then(|| format!("{}-shown", kind.beside().name()))
}

/// What points, and own data, are called: "Arc".
fn label_of(points: Images) -> String {
    if points == Images::Points {
        return "Your points".into();
    }
    if points == Images::Own {
        return points.dataset().label().into();
    }
    let (first, rest) = points.name().split_at(1);
    first.to_uppercase() + rest
}
