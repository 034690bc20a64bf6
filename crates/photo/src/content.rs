//! What bytes are, told by how they begin. Names and MIME types are not believed: phones and messengers get them wrong.

/// A picture that is read here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
}

/// What else people hand in as a photo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// Photos of iPhones and of some Android phones (HEIC, HEIF, AVIF).
    Heif,
    Pdf,
    Gif,
    Bmp,
    Tiff,
    /// A page of the web, for example of a Wi-Fi network that wants a log-in.
    Html,
    /// Also .docx and .xlsx.
    Zip,
    Unknown,
}

/// The format of a picture, or what the bytes are instead.
pub fn recognise(bytes: &[u8]) -> Result<Format, Content> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let at = |offset: usize, with: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(with));
    if begins(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Format::Jpeg);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(Format::Png);
    }
    if begins(b"RIFF") && at(8, b"WEBP") {
        return Ok(Format::WebP);
    }
    let text: Vec<u8> = bytes
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(9)
        .map(u8::to_ascii_lowercase)
        .collect();
    Err(match () {
        () if at(4, b"ftyp") => Content::Heif,
        () if begins(b"%PDF") => Content::Pdf,
        () if begins(b"GIF8") => Content::Gif,
        () if begins(b"BM") => Content::Bmp,
        () if begins(b"II*\0") || begins(b"MM\0*") => Content::Tiff,
        () if text.starts_with(b"<!doctype") || text.starts_with(b"<html") => Content::Html,
        () if begins(b"PK\x03\x04") => Content::Zip,
        () => Content::Unknown,
    })
}
