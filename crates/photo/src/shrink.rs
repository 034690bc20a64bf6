//! A picture made smaller while its rows come in, in whatever order: the mean of squares of pixels.

use image::RgbImage;

/// Sums of the squares. With a divisor of 1 they are the picture itself.
#[derive(Debug)]
pub(crate) struct Shrinking {
    width: usize,
    height: usize,
    divisor: usize,
    /// Sums of one row of squares, in use while rows come from the top down.
    open_row: Vec<u32>,
    open: Option<usize>,
    picture: Vec<u8>,
}

impl Shrinking {
    /// What does not fill a square at the right and at the bottom is left out.
    pub(crate) fn new(width: u32, height: u32, divisor: u32) -> Self {
        let (width, height) = ((width / divisor).max(1) as usize, (height / divisor).max(1) as usize);
        Self {
            width,
            height,
            divisor: divisor as usize,
            open_row: vec![0; width * 3],
            open: None,
            picture: Vec::with_capacity(width * height * 3),
        }
    }

    /// The next row from the top.
    pub(crate) fn take(&mut self, y: usize, pixels: impl Iterator<Item = [u8; 3]>) {
        let row = y / self.divisor;
        if row >= self.height {
            return;
        }
        if self.open != Some(row) {
            self.close();
            self.open = Some(row);
        }
        let mut squares = self.open_row.chunks_exact_mut(3);
        let mut square = squares.next();
        for (x, pixel) in pixels.take(self.width * self.divisor).enumerate() {
            if x > 0 && x % self.divisor == 0 {
                square = squares.next();
            }
            for (sum, value) in square.iter_mut().flat_map(|sums| sums.iter_mut()).zip(pixel) {
                *sum += u32::from(value);
            }
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            let pixels = (self.divisor * self.divisor) as u32;
            self.picture.extend(self.open_row.iter().map(|sum| (sum / pixels) as u8));
            self.open_row.fill(0);
        }
    }

    pub(crate) fn finish(mut self) -> Option<RgbImage> {
        self.close();
        self.picture.resize(self.width * self.height * 3, u8::MAX);
        RgbImage::from_raw(self.width as u32, self.height as u32, self.picture)
    }
}

/// A picture at a whole fraction of its size, its longer side still at least so long.
pub(crate) fn shrunk(picture: &RgbImage, long_side: u32) -> Option<RgbImage> {
    let (width, height) = picture.dimensions();
    let mut shrinking = Shrinking::new(width, height, (width.max(height) / long_side).max(1));
    for (y, row) in picture.rows().enumerate() {
        shrinking.take(y, row.map(|pixel| pixel.0));
    }
    shrinking.finish()
}
