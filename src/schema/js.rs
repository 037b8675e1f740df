//! JavaScript with types in comments, in the form that Prettier gives it.

use crate::config::SettingValue;
use std::fmt::Write as _;
use ts_rs::{Config, TS};

/// Characters in a line at most.
const WIDTH: usize = 120;

/// A value.
#[derive(Clone)]
pub(super) enum Js {
    /// A number, text or switch, as it is written.
    Plain(String),
    List(Vec<Js>),
    Record(Vec<(String, Js)>),
}

/// A field of a type: its name, its type, and what it is.
pub(super) type Field = (String, String, String);

impl From<&str> for Js {
    fn from(text: &str) -> Self {
        Self::Plain(quoted(text))
    }
}

impl From<f64> for Js {
    fn from(number: f64) -> Self {
        Self::Plain(number.to_string())
    }
}

impl From<bool> for Js {
    fn from(on: bool) -> Self {
        Self::Plain(on.to_string())
    }
}

impl From<SettingValue> for Js {
    fn from(value: SettingValue) -> Self {
        match value {
            SettingValue::Number(number) => number.into(),
            SettingValue::Choice(name) => name.into(),
            SettingValue::Switch(on) => on.into(),
            SettingValue::Points(_) | SettingValue::Own(_) => "".into(),
        }
    }
}

impl Js {
    pub(super) fn record<'a>(fields: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        Self::Record(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// In one line.
    fn flat(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::flat).collect::<Vec<_>>().join(", ")),
            Self::Record(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{}: {}", key(name), value.flat())).collect();
                format!("{{ {} }}", fields.join(", "))
            }
        }
    }

    /// Whether it is never written in one line: several records are not.
    fn is_long(&self) -> bool {
        match self {
            Self::Plain(_) => false,
            Self::List(items) => items.len() > 1 && items.iter().all(|item| matches!(item, Self::Record(_))),
            Self::Record(fields) => fields.iter().any(|(_, value)| value.is_long()),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Plain(text) if text.starts_with(|first: char| first.is_ascii_digit()))
    }

    /// Behind `before` characters, with `after` behind it, in a line that begins with `indent` spaces.
    fn written(&self, indent: usize, before: usize, after: usize) -> String {
        let flat = self.flat();
        if !self.is_long() && before + flat.chars().count() + after <= WIDTH {
            return flat;
        }
        let inner = indent + 2;
        let (open, lines, close): (_, Vec<String>, _) = match self {
            Self::Plain(_) => return flat,
            Self::List(items) if items.iter().all(Self::is_number) => ('[', filled(items, inner), ']'),
            Self::List(items) => ('[', items.iter().map(|item| item.written(inner, inner, 1)).collect(), ']'),
            Self::Record(fields) => {
                let line = |(name, value): &(String, Self)| {
                    let name = format!("{}: ", key(name));
                    let value = value.written(inner, inner + name.len(), 1);
                    name + &value
                };
                ('{', fields.iter().map(line).collect(), '}')
            }
        };
        let lines: Vec<String> = lines.into_iter().map(|line| format!("{:inner$}{line},\n", "")).collect();
        format!("{open}\n{}{:indent$}{close}", lines.concat(), "")
    }
}

/// Numbers in as few lines as hold them, each of which will get a comma at its end.
fn filled(numbers: &[Js], indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for number in numbers.iter().map(Js::flat) {
        match lines.last_mut() {
            Some(line) if indent + line.len() + ", ".len() + number.len() < WIDTH => {
                line.push_str(", ");
                line.push_str(&number);
            }
            _ => lines.push(number),
        }
    }
    lines
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// A name of a field, in quotes where it has to be.
fn key(name: &str) -> String {
    if name.contains('-') { quoted(name) } else { name.into() }
}

/// A constant that is not changed, nor kept by a bundler where nobody asks for it.
pub(super) fn constant(name: &str, ty: &str, doc: &str, value: &Js) -> String {
    let ty = if ty.is_empty() { String::new() } else { format!(" * @type {{{ty}}}\n") };
    let begin = format!("export const {name} = ");
    let value = match value {
        Js::Plain(value) => value.clone(),
        value => {
            let freeze = "/* @__PURE__ */ Object.freeze(";
            format!("{freeze}{})", value.written(0, begin.len() + freeze.len(), 2))
        }
    };
    format!("/**\n * {doc}\n{ty} */\n{begin}{value};\n")
}

/// Another name for a type.
pub(super) fn alias(name: &str, doc: &str, ty: &str) -> String {
    format!("/**\n * {doc}\n * @typedef {{{ty}}} {name}\n */\n")
}

/// A type of fields.
pub(super) fn record(name: &str, doc: &str, fields: &[Field]) -> String {
    let mut text = format!("/**\n * {doc}\n * @typedef {{object}} {name}\n");
    for (field, ty, what) in fields {
        writeln!(text, " * @property {{{ty}}} {field} {what}").expect("a text takes what is written");
    }
    text + " */\n"
}

/// A type of Rust, as serde writes it.
pub(super) fn typedef<T: TS>() -> String {
    let config = Config::default().with_large_int("number");
    let (name, doc, inline) = (T::name(&config), prose(&T::docs().unwrap_or_default()), T::inline(&config));
    match inline.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(fields) => record(&name, &doc, &fields_of(fields)),
        None => alias(&name, &doc, &inline),
    }
}

/// The fields of a type, each behind its comment and before a comma.
fn fields_of(mut text: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    while let Some((doc, rest)) = text.split_once("*/") {
        let (name, rest) = rest.split_once(": ").expect("a field has a type");
        let (ty, rest) = rest.split_once(',').expect("a field ends with a comma");
        let items = ty.strip_prefix("Array<").and_then(|ty| ty.strip_suffix('>'));
        fields.push((name.trim().into(), items.map_or(ty.into(), |item| format!("{item}[]")), prose(doc)));
        text = rest;
    }
    assert!(text.trim().is_empty(), "every field has a comment: {text}");
    fields
}

/// The first paragraph of a comment, as the page's authors read it.
fn prose(comment: &str) -> String {
    let lines = comment
        .lines()
        .map(|line| line.trim().trim_start_matches("/**").trim_start_matches("*/").trim_start_matches('*').trim());
    let lines = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join(" ");
    text.replace("[`", "`").replace("`]", "`").replace("`None`", "null")
}
