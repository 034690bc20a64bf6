//! What a photo may cost, and how large what comes out of it shall be.

/// Bounds on what is taken and aims for what is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Larger files are not looked at. The file itself is in memory while it is decoded.
    pub file_bytes: usize,
    /// Pictures that claim more pixels are not decoded, however small the file is.
    pub pixels: u64,
    /// What decoding may need beside the program itself, the file included. A picture that would need more is
    /// refused before a byte of it is allocated.
    pub memory_bytes: u64,
    /// How often a progressive JPEG may go over the whole picture.
    pub scans: usize,
    /// The longer side of a page, in pixels. A photo is never enlarged to reach it.
    pub page_long_side: u32,
    /// A page is encoded as near to this as its quality allows, and not above it.
    pub page_bytes: usize,
    /// The longer side of a thumbnail, in pixels.
    pub thumbnail_long_side: u32,
    /// A thumbnail is never larger.
    pub thumbnail_bytes: usize,
}

impl Default for Limits {
    /// For a phone with 1 GB: a photo of 48 megapixels stays below 150 MB for the whole process. The phones with the
    /// most pixels have 200 million today.
    fn default() -> Self {
        Self {
            file_bytes: 40_000_000,
            pixels: 210_000_000,
            memory_bytes: 135_000_000,
            scans: 64,
            page_long_side: 2200,
            page_bytes: 300_000,
            thumbnail_long_side: 320,
            thumbnail_bytes: 15_000,
        }
    }
}
