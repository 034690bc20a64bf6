//! What kind of answer a question takes.

/// The column `type` of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuestionKind {
    Text,
    Integer,
    Decimal,
    /// A number of a scale: a slider.
    Range(Range),
    /// `2026-11-22`. With the appearance `year` or `month-year` only that part is asked for, and the rest is
    /// the first of the month or of January, as ODK writes it.
    Date,
    /// `1985`, `1985-07` or `1985-07-03`: type `text` or `date` with the appearance `partial-date`.
    PartialDate,
    /// `07:30:00.000+07:00`, or less.
    Time,
    /// `2026-11-22T07:30:00.000+07:00`, or less.
    DateTime,
    SelectOne,
    /// Names separated by a space.
    SelectMultiple,
    /// The choices are rows of a file such as `communes.csv`. [`super::QuestionState::choices`] is empty
    /// unless the environment hands in the file's rows.
    SelectOneFromFile {
        file: String,
    },
    /// Names of rows of a file, separated by a space.
    SelectMultipleFromFile {
        file: String,
    },
    /// All names of the list in the order of preference, separated by a space.
    Rank,
    /// Shown, not answered. With the appearance `warning`: a soft warning.
    Note,
    /// Neither shown nor answered.
    Calculate,
    /// As a calculation; its value may also come with the answers.
    Hidden,
    /// What the device knows by itself.
    Metadata(Metadata),
    /// Ticked (`OK`) or empty: types `acknowledge` and `trigger`.
    Acknowledge,
    /// The name of a file that the device keeps.
    Image,
    Audio,
    Video,
    File,
    Barcode,
    /// `latitude longitude altitude accuracy`.
    GeoPoint,
    /// Points separated by semicolons.
    GeoTrace,
    /// A trace that ends where it begins.
    GeoShape,
}

/// From where to where, and in which steps, as the form writes the numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Range {
    pub start: String,
    pub end: String,
    pub step: String,
}

/// Values that nobody types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Metadata {
    /// When the form was opened first.
    Start,
    /// Now.
    End,
    /// The day on which the form was opened first.
    Today,
    DeviceId,
    Username,
    PhoneNumber,
    Email,
    /// SIM cards are not read here: always empty.
    Sim,
}

impl QuestionKind {
    /// Whether ODK's type of the answer is a number.
    pub(crate) const fn is_number(&self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Range(_))
    }
    /// Whether a person can answer it.
    pub const fn is_asked(&self) -> bool {
        match self {
            Self::Note | Self::Calculate | Self::Hidden | Self::Metadata(_) => false,
            Self::Text
            | Self::Integer
            | Self::Decimal
            | Self::Range(_)
            | Self::Date
            | Self::PartialDate
            | Self::Time
            | Self::DateTime
            | Self::SelectOne
            | Self::SelectMultiple
            | Self::SelectOneFromFile { .. }
            | Self::SelectMultipleFromFile { .. }
            | Self::Rank
            | Self::Acknowledge
            | Self::Image
            | Self::Audio
            | Self::Video
            | Self::File
            | Self::Barcode
            | Self::GeoPoint
            | Self::GeoTrace
            | Self::GeoShape => true,
        }
    }
    /// Whether a page has something to show for it.
    pub const fn is_visible(&self) -> bool {
        matches!(self, Self::Note) || self.is_asked()
    }
    /// Whether the answer is one name or several of a list.
    pub const fn is_select(&self) -> bool {
        matches!(
            self,
            Self::SelectOne
                | Self::SelectMultiple
                | Self::SelectOneFromFile { .. }
                | Self::SelectMultipleFromFile { .. }
                | Self::Rank
        )
    }
    /// The file that has its choices.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::SelectOneFromFile { file } | Self::SelectMultipleFromFile { file } => Some(file),
            _ => None,
        }
    }
}
