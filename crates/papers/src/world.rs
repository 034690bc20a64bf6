//! What Typst sees: our templates, our fonts, and the data of one paper. No disk, no network, no clock.

use crate::PaperError;
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// A template's name is its path below `templates/`, without the ending.
macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../templates/", $name, ".typ")))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates!(
    "common",
    "office/apology",
    "office/control",
    "office/month",
    "office/receipt",
    "office/refusal",
    "office/register",
    "office/stop",
    "office/supplement",
    "blanks/answers",
    "blanks/ban-sao-trich-luc",
    "blanks/form",
    "blanks/ho-kinh-doanh",
    "blanks/huu-tri-xa-hoi",
    "blanks/khai-sinh",
    "blanks/khai-tu",
    "blanks/mai-tang",
    "blanks/muc-do-khuyet-tat",
    "blanks/thay-doi-cai-chinh-ho-tich",
    "blanks/tro-giup",
    "blanks/tro-giup-xa-hoi-1a",
    "blanks/tro-giup-xa-hoi-1b",
    "blanks/tro-giup-xa-hoi-1c",
    "blanks/tro-giup-xa-hoi-1d",
    "blanks/tro-giup-xa-hoi-1dd",
    "blanks/xac-nhan-tinh-trang-hon-nhan",
);

/// The wording of the blanks, where a template prints a piece of it as it stands.
macro_rules! wordings {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("blanks/", $name, ".txt"), include_str!(concat!("../blanks/", $name, ".txt")))),*]
    };
}

const WORDINGS: &[(&str, &str)] = wordings!(
    "ban-sao-trich-luc",
    "huu-tri-xa-hoi",
    "khai-sinh",
    "khai-tu",
    "thay-doi-cai-chinh-ho-tich",
    "xac-nhan-tinh-trang-hon-nhan",
);

const FONTS: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// What is the same for every paper: parsed once.
struct Room {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
    wordings: HashMap<FileId, Bytes>,
}

static ROOM: LazyLock<Room> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().filter_map(|data| Font::new(Bytes::new(*data), 0)).collect();
    let sources = TEMPLATES
        .iter()
        .filter_map(|(name, text)| Some((file(&format!("{name}.typ"))?, *text)))
        .map(|(id, text)| (id, Source::new(id, text.to_owned())))
        .collect();
    let wordings =
        WORDINGS.iter().filter_map(|(path, text)| Some((file(path)?, Bytes::from_string(*text)))).collect();
    Room {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        sources,
        wordings,
    }
});

/// A file of the world; `None` only for a path that leads out of it.
fn file(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// The room with the data of one paper in it.
pub(crate) struct Desk {
    main: FileId,
    data: (FileId, Bytes),
    today: NaiveDate,
}

impl Desk {
    /// `template` as in [`TEMPLATES`]; `data` is JSON, which the template reads as `/data.json`.
    pub(crate) fn new(template: &'static str, data: Vec<u8>, today: NaiveDate) -> Result<Self, PaperError> {
        let unknown = || PaperError::Template { template, faults: vec!["there is no such file".to_owned()] };
        let main = file(&format!("{template}.typ")).ok_or_else(unknown)?;
        Ok(Self { main, data: (file("data.json").ok_or_else(unknown)?, Bytes::new(data)), today })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &ROOM.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &ROOM.book
    }
    fn main(&self) -> FileId {
        self.main
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        ROOM.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (data, bytes) = &self.data;
        let found = if id == *data { Some(bytes) } else { ROOM.wordings.get(&id) };
        found.cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }
    fn font(&self, index: usize) -> Option<Font> {
        ROOM.fonts.get(index).cloned()
    }
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let month = u8::try_from(self.today.month()).ok()?;
        Datetime::from_ymd(self.today.year(), month, u8::try_from(self.today.day()).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_and_template_can_be_read() {
        assert_eq!((ROOM.fonts.len(), ROOM.sources.len()), (FONTS.len(), TEMPLATES.len()));
        assert_eq!(ROOM.wordings.len(), WORDINGS.len());
        for source in ROOM.sources.values() {
            assert!(source.root().errors_and_warnings().0.is_empty(), "{:?}", source.id());
        }
    }

    #[test]
    fn nothing_else_is_lent() {
        let desk = Desk::new("common", b"{}".to_vec(), NaiveDate::default()).unwrap();
        for path in ["Cargo.toml", "etc/passwd", "templates/common.typ"] {
            assert!(desk.file(file(path).unwrap()).is_err(), "{path}");
        }
        assert_eq!(file("../Cargo.toml"), None, "a path that leads out is no path");
    }
}
