//! What came in a picture's place.

use photo::Content;
use wire::OtherFile;

/// Told by how the bytes begin. A picture of a format that the reader in question does not know is "other".
pub(crate) fn other(file: &[u8]) -> OtherFile {
    match photo::recognise(file) {
        Err(content) => named(content),
        Ok(_) => OtherFile::Other,
    }
}

pub(crate) const fn named(content: Content) -> OtherFile {
    match content {
        Content::Heif => OtherFile::Heif,
        Content::Pdf => OtherFile::Pdf,
        Content::Html => OtherFile::WebPage,
        Content::Gif | Content::Bmp | Content::Tiff | Content::Zip | Content::Unknown => OtherFile::Other,
    }
}
