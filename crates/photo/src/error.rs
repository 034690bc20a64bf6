//! Why nothing can be made of a photo. Carries data, no sentences and nothing of the picture.

use crate::{Content, Format};

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhotoError {
    /// No bytes at all: the camera or the copying failed. Take or choose the photo again.
    #[error("the file is empty")]
    NoBytes,
    /// Choose a smaller photo, or take one with the camera at a lower setting.
    #[error("the file has {bytes} bytes, {limit} are taken")]
    FileTooLarge { bytes: usize, limit: usize },
    /// What came as a photo is something else, whatever its name says. A PDF is no photo; a HEIC is one that this
    /// program does not read: set the camera to JPEG ("most compatible").
    #[error("the file is no JPEG, PNG or WebP but {found:?}")]
    Mislabelled { found: Content },
    /// The header claims more pixels than any phone takes.
    #[error("the picture claims {width} × {height} pixels, {limit} in all are taken")]
    TooManyPixels { width: u32, height: u32, limit: u64 },
    /// Decoding cannot be done in pieces and would take more memory than a phone has to spare: progressive JPEG from
    /// some 30 megapixels on, interlaced PNG too, WebP from some 16. A photo from the camera is none of these.
    #[error("decoding would take {needed} bytes, {limit} are allowed")]
    NeedsTooMuchMemory { format: Format, needed: u64, limit: u64 },
    /// The file ends before the picture does. About so much of it, from the top, could be read; copy it once more.
    #[error("the file ends early, about {readable_percent} % of the picture is there")]
    Truncated { format: Format, readable_percent: u8 },
    /// The file is all there and does not make sense.
    #[error("the {format:?} is damaged")]
    Damaged { format: Format },
    /// A kind of picture that cameras do not make, such as an arithmetic JPEG.
    #[error("this kind of {format:?} is not supported")]
    Unsupported { format: Format },
    /// The decoder or one of our own steps panicked. The panic ends here.
    #[error("the picture could not be worked on")]
    Broken,
    /// Four corners that a person set do not make a paper: they cross, or lie in one line.
    #[error("the four corners do not make a paper")]
    BadCorners,
    /// The page could not be encoded.
    #[error("the page could not be encoded")]
    Unwritable,
}

impl PhotoError {
    /// A stable name for messages and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoBytes => "photo_no_bytes",
            Self::FileTooLarge { .. } => "photo_file_too_large",
            Self::Mislabelled { .. } => "photo_mislabelled",
            Self::TooManyPixels { .. } => "photo_too_many_pixels",
            Self::NeedsTooMuchMemory { .. } => "photo_needs_too_much_memory",
            Self::Truncated { .. } => "photo_truncated",
            Self::Damaged { .. } => "photo_damaged",
            Self::Unsupported { .. } => "photo_unsupported",
            Self::Broken => "photo_broken",
            Self::BadCorners => "photo_bad_corners",
            Self::Unwritable => "photo_unwritable",
        }
    }

    /// Whether trying the same bytes again can succeed. Never: this crate has no chance and no world in it.
    pub const fn is_permanent(&self) -> bool {
        match self {
            Self::NoBytes
            | Self::FileTooLarge { .. }
            | Self::Mislabelled { .. }
            | Self::TooManyPixels { .. }
            | Self::NeedsTooMuchMemory { .. }
            | Self::Truncated { .. }
            | Self::Damaged { .. }
            | Self::Unsupported { .. }
            | Self::Broken
            | Self::BadCorners
            | Self::Unwritable => true,
        }
    }
}
