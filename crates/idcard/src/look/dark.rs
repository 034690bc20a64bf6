//! Which pixels are dark, compared with what is around them: shadows and lamps change over more than a few modules.

use super::grey::Grey;

pub(crate) struct Dark {
    width: usize,
    pixels: Vec<bool>,
}

impl Dark {
    /// A pixel is dark if it is clearly below the mean of the square of `radius` pixels around it.
    pub(crate) fn new(grey: &Grey, radius: usize) -> Self {
        let pixels = grey.compared(radius, |pixel, around, area| (u32::from(pixel) + 3) * area < around);
        Self { width: grey.width(), pixels }
    }
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.pixels.chunks_exact(self.width)
    }
    /// Nothing beside the picture.
    pub(crate) fn at(&self, x: f32, y: f32) -> Option<bool> {
        if x < 0.0 || y < 0.0 || x >= self.width as f32 {
            return None;
        }
        self.pixels.get(y as usize * self.width + x as usize).copied()
    }
}
