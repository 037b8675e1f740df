//! Files, whatever they are, as a table.

use crate::idx::{self, Idx};
use crate::limits::MOST_BYTES;
use crate::refusal::{Place, Refusal};
use crate::table::Table;
use crate::unpack::{Member, gunzip, is_gzip, is_zip, unzip};
use crate::{csv, npy};

/// A file with its name.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// What the array of images is called in an archive, and the labels; others are taken where none is called so.
const IMAGES: [&str; 6] = ["x", "images", "data", "x_train", "train_images", "arr_0"];
const LABELS: [&str; 6] = ["y", "labels", "target", "y_train", "train_labels", "arr_1"];

/// Reads one table, and, of IDX, labels from another file. `label` is the name or place of a column of labels, where the file is text.
///
/// # Errors
///
/// A [`Refusal`] that says which file is not as expected, and where.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_own::{Named, read};
///
/// let rows = "0;0,5\n".repeat(3);
/// let table = read(&[Named { name: "two.csv", bytes: rows.as_bytes() }], None).unwrap();
/// assert_eq!((table.rows, table.side, table.at(2, 1)), (3, 0, 0.5));
/// let refusal = read(&[Named { name: "two.csv", bytes: b"1,2\n3,x" }], None).unwrap_err();
/// assert_eq!(refusal.to_string(), "two.csv, line 2: expected a number in column 2, found “x”");
/// ```
pub fn read(files: &[Named], label: Option<&str>) -> Result<Table, Refusal> {
    let total: usize = files.iter().map(|file| file.bytes.len()).sum();
    if total > MOST_BYTES {
        let name = files.first().map_or("", |file| file.name);
        return Err(Refusal::new(name, Place::Whole, format!("at most {MOST_BYTES} bytes"), total.to_string()));
    }
    let (mut table, mut labels) = (None, None);
    for &Named { name, bytes } in files {
        match part(name, bytes, label)? {
            Idx::Labels(found) if labels.is_none() => labels = Some((name, found)),
            Idx::Table(found) if table.is_none() => table = Some(found),
            Idx::Labels(_) | Idx::Table(_) => {
                let expected = "one file of images or points, and of IDX another of labels";
                return Err(Refusal::new(name, Place::Whole, expected, "a second one of these"));
            }
        }
    }
    match (table, labels) {
        (Some(table), None) => Ok(table),
        (Some(table), Some((name, labels))) if labels.len() != table.rows => Err(Refusal::new(
            name,
            Place::Whole,
            format!("{} labels, one for each row of {}", table.rows, table.file),
            labels.len().to_string(),
        )),
        (Some(table), Some((_, labels))) => Ok(table.labelled(Some(labels))),
        (None, labels) => {
            let (name, found) = labels.map_or(("", "no file"), |(name, _)| (name, "labels alone"));
            Err(Refusal::new(name, Place::Whole, "a file of images or points", found))
        }
    }
}

fn part(name: &str, bytes: &[u8], label: Option<&str>) -> Result<Idx, Refusal> {
    if is_gzip(bytes) {
        let unpacked = gunzip(name, bytes)?;
        // Once: an archive in an archive is none of ours.
        return plain(name, &unpacked, label);
    }
    if is_zip(bytes) {
        return archive(name, unzip(name, bytes)?).map(Idx::Table);
    }
    plain(name, bytes, label)
}

fn plain(name: &str, bytes: &[u8], label: Option<&str>) -> Result<Idx, Refusal> {
    if idx::is_idx(bytes) {
        return idx::read(name, bytes);
    }
    if npy::is_npy(bytes) {
        return npy::read(name, bytes).map(Idx::Table);
    }
    let refuse = |place, found: &str| {
        Err(Refusal::new(name, place, "IDX, NPY, NPZ or CSV as UTF-8, or one of the former as gzip", found))
    };
    // A byte order mark says nothing here.
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(text) if !text.contains('\0') => csv::read(name, text, label).map(Idx::Table),
        Ok(text) => refuse(Place::Byte(text.find('\0').unwrap_or(0)), "a byte 0"),
        Err(error) => refuse(Place::Byte(error.valid_up_to()), "bytes that are none of these"),
    }
}

/// The images of an archive of NPY files, and their labels.
fn archive(name: &str, members: Vec<Member>) -> Result<Table, Refusal> {
    let stem = |member: &Member| member.name.trim_end_matches(".npy").to_ascii_lowercase();
    let rank = |member: &Member, names: [&str; 6]| names.iter().position(|name| stem(member) == *name).unwrap_or(6);
    let mut arrays: Vec<Member> = members.into_iter().filter(|member| npy::is_npy(&member.bytes)).collect();
    arrays.sort_by_key(|member| rank(member, IMAGES));
    let mut refusal = None;
    let table = arrays.iter().find_map(|member| {
        let whole = format!("{name}/{}", member.name);
        npy::read(&whole, &member.bytes).map_err(|why| refusal.get_or_insert(why).clone()).ok()
    });
    let Some(table) = table else {
        let none = || Refusal::new(name, Place::Whole, "an array of NumPy in the archive", "none");
        return Err(refusal.unwrap_or_else(none));
    };
    arrays.sort_by_key(|member| rank(member, LABELS));
    let labels = arrays.iter().filter_map(|member| npy::labels(&member.name, &member.bytes));
    let labels = labels.into_iter().find(|labels| labels.len() == table.rows);
    Ok(table.labelled(labels))
}
