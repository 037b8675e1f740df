//! What can be wrong with what a person or a file hands us.

use autoencoder_lab_own::Refusal;
use thiserror::Error;

/// A run's configuration cannot be trained as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A value lies outside the range of its hyper-parameter.
    #[error("{label} must be {allowed}, found {found}")]
    OutOfRange {
        /// The hyper-parameter as the page names it, e.g. `hidden units`.
        label: String,
        /// The allowed range or choices, e.g. `1..=4096`.
        allowed: String,
        /// What was handed in.
        found: String,
    },
    /// The configuration has a field that no hyper-parameter bears.
    #[error("unknown field \"{found}\"; expected one of {expected}")]
    UnknownField {
        /// The field that was found.
        found: String,
        /// Every known field, comma separated.
        expected: String,
    },
    /// The configuration is not an object of fields.
    #[error("a configuration must be an object of fields, found {found}")]
    NotAnObject {
        /// What was handed in.
        found: String,
    },
    /// A file that should hold a recipe is not JSON.
    #[error("not JSON: {why}")]
    NotJson {
        /// Where, and what was expected there.
        why: String,
    },
    /// Cross-entropy was asked of a decoder whose outputs are not probabilities.
    #[error("loss cross-entropy needs output activation sigmoid, found {found}; choose sigmoid or squared-error")]
    CrossEntropyNeedsSigmoid {
        /// The output activation found.
        found: String,
    },
    /// Cross-entropy was asked of points, whose coordinates are no probabilities.
    #[error("loss cross-entropy needs intensities from 0 to 1, found points of the plane; choose squared-error")]
    CrossEntropyNeedsIntensities,
    /// A person has placed too few points to hold one out and train on another.
    #[error("points must be 2 to 200 that a person has placed, found {found}; place more of them")]
    TooFewPoints {
        /// How many were handed in.
        found: usize,
    },
    /// Points were handed in with other data.
    #[error("points that a person has placed need data \"points\", found \"{data}\"; leave the points out")]
    PointsOfOther {
        /// The configured data.
        data: String,
    },
    /// The data are a person's own, and which these are is not said.
    #[error("data \"own\" needs to be told which: own must name a number of images, their side and their hash")]
    OwnMissing,
    /// Own data were named with other data.
    #[error("own data need data \"own\", found \"{data}\"; leave own out")]
    OwnOfOther {
        /// The configured data.
        data: String,
    },
    /// Other own data were handed in than those that the configuration names.
    #[error("the run needs your data {expected}, found data of {found}; hand in the file that it was made with")]
    WrongOwn {
        /// The text of those that it names.
        expected: String,
        /// Count, side and hash of those handed in.
        found: String,
    },
    /// A list of changes is not of the documented form.
    #[error("events must be a list of {{\"step\", \"change\"}}: {why}")]
    Event {
        /// The reason.
        why: String,
    },
    /// The numbers of a kept run do not fit its configuration.
    #[error("{what} of the kept run must be {expected} numbers, found {found}")]
    State {
        /// Parameters, memory or curve.
        what: &'static str,
        /// How many the configuration has.
        expected: usize,
        /// How many were handed in.
        found: usize,
    },
    /// A number of a kept run is none that a run can have.
    #[error("{what} of the kept run must be {expected}, found {found}")]
    StateValue {
        /// What the number is.
        what: &'static str,
        /// What it can be.
        expected: &'static str,
        /// What was handed in.
        found: String,
    },
    /// Mean-centred images were asked of a decoder that cannot go below 0.
    #[error("centred images need output activation linear, found {found}; choose linear or images as they are")]
    CentredNeedsLinear {
        /// The output activation found.
        found: String,
    },
    /// The configuration names another data set than the one it was handed.
    #[error("data \"{expected}\" needs the images of {expected_kind}, found those of {found_kind}")]
    WrongDataset {
        /// The configured data.
        expected: String,
        /// The data set it is made from.
        expected_kind: String,
        /// The data set that was handed in.
        found_kind: String,
    },
    /// There is no memory for a run.
    #[error(
        "{what} needs {megabytes} MB of memory, more than there is here; choose fewer hidden units, a smaller batch or fewer images"
    )]
    Memory {
        /// The run, by what makes it large.
        what: String,
        /// What it needs at most, in millions of bytes.
        megabytes: usize,
    },
    /// Of the data set only a part is here, and the configuration needs more.
    #[error(
        "data \"{data}\": {missing} of the images that this seed draws, or that are held out, are not here; hand in all files of it"
    )]
    MissingImages {
        /// The configured data.
        data: String,
        /// How many are missing.
        missing: usize,
    },
}

/// A data file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DataError {
    /// An IDX file does not begin with the magic number of its kind.
    #[error("not an IDX file of {what}: expected magic number {expected:#010x}, found {found}; fetch the file again")]
    Magic {
        /// `images` or `labels`.
        what: &'static str,
        /// The magic number of such files.
        expected: u32,
        /// The first four bytes, or a word for fewer.
        found: String,
    },
    /// A file ends before, or goes on after, what its header promises.
    #[error("{what} file has {found} bytes where its header promises {expected}; fetch the file again")]
    Length {
        /// `images`, `labels` or the name of the array.
        what: String,
        /// Bytes promised by the header.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// Image and label files do not belong together, or are not of the data set named.
    #[error("{name} must have {expected}, found {found}")]
    Shape {
        /// The data set.
        name: &'static str,
        /// What it must have.
        expected: String,
        /// What was found.
        found: String,
    },
    /// An excerpt of a data set is not of the documented form.
    #[error("an excerpt must be {expected}, found {found}; fetch the file again")]
    Excerpt {
        /// What it must be.
        expected: String,
        /// What was found.
        found: String,
    },
    /// There is no memory for the images.
    #[error(
        "the images need {megabytes} MB of memory, more than there is here; take a run away or choose smaller images"
    )]
    Memory {
        /// What they need at most, in millions of bytes.
        megabytes: usize,
    },
    /// A person's own data are not as the page has kept them.
    #[error("{0}; hand the file in again")]
    Own(#[from] Refusal),
    /// A drawing is not of the size of the images that a run is trained on.
    #[error("a drawing must have {expected} pixels, found {found}")]
    Drawing {
        /// n.
        expected: usize,
        /// Pixels handed in.
        found: usize,
    },
    /// An NPY file is not of the kind that is read here.
    #[error(transparent)]
    Npy(Refusal),
}

/// A folder of reference traces cannot be replayed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// A file is missing or unreadable.
    #[error("cannot read {file}: {why}")]
    File {
        /// The file's name inside the folder.
        file: String,
        /// The reason.
        why: String,
    },
    /// An array of the folder is malformed.
    #[error("{file}: {source}")]
    Array {
        /// The file's name inside the folder.
        file: String,
        /// What is wrong with it.
        source: DataError,
    },
    /// The manifest is not of the documented form.
    #[error("manifest.json: {0}")]
    Manifest(#[from] serde_json::Error),
    /// The manifest and the arrays do not fit each other.
    #[error("{what} must be {expected}, found {found}")]
    Mismatch {
        /// The quantity.
        what: String,
        /// What the manifest promises.
        expected: String,
        /// What the arrays hold.
        found: String,
    },
}
