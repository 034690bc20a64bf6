//! A picture of grey values, and what is done to all of it.

/// Rows of bytes without gaps; 0 is black.
#[derive(Clone)]
pub(crate) struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// Nothing if the picture is empty or the bytes are fewer than its pixels; more bytes are left out.
    pub(crate) fn new(width: usize, height: usize, mut pixels: Vec<u8>) -> Option<Self> {
        let needed = width.checked_mul(height).filter(|needed| (1..=pixels.len()).contains(needed))?;
        pixels.truncate(needed);
        Some(Self { width, height, pixels })
    }
    pub(crate) fn width(&self) -> usize {
        self.width
    }
    pub(crate) fn height(&self) -> usize {
        self.height
    }
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width)
    }
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        let start = y.saturating_mul(self.width);
        self.pixels.get(start..start.saturating_add(self.width)).unwrap_or_default()
    }

    /// The pixel that a point lies in; beside the picture, the nearest one.
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let column = (x.max(0.0) as usize).min(self.width - 1);
        let row = (y.max(0.0) as usize).min(self.height - 1);
        f32::from(self.pixels.get(row * self.width + column).copied().unwrap_or_default())
    }

    /// The value at a point between the middles of four pixels.
    pub(crate) fn between(&self, x: f32, y: f32) -> f32 {
        let (x, y) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
        let (right, down) = (x.fract(), y.fract());
        let above = self.at(x, y) * (1.0 - right) + self.at(x + 1.0, y) * right;
        let below = self.at(x, y + 1.0) * (1.0 - right) + self.at(x + 1.0, y + 1.0) * right;
        above * (1.0 - down) + below * down
    }

    /// Half as wide and high; each pixel is the mean of four. Nothing if nothing would be left.
    pub(crate) fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for rows in self.pixels.chunks_exact(self.width * 2) {
            let (above, below) = rows.split_at(self.width);
            pixels.extend(above.chunks_exact(2).zip(below.chunks_exact(2)).map(|(above, below)| {
                let sum: u16 = above.iter().chain(below).map(|&pixel| u16::from(pixel)).sum();
                ((sum + 2) / 4) as u8
            }));
        }
        Self::new(width, height, pixels)
    }

    /// Each pixel the mean of itself, its neighbours and theirs, nearer ones counted more: against noise.
    pub(crate) fn smoothed(&self) -> Self {
        let mut pixels = Vec::with_capacity(self.pixels.len());
        let mut column = vec![0_u16; self.width];
        for y in 0..self.height {
            let rows = [self.row(y.saturating_sub(1)), self.row(y), self.row((y + 1).min(self.height - 1))];
            let [above, here, below] = rows;
            for (sum, ((above, here), below)) in column.iter_mut().zip(above.iter().zip(here).zip(below)) {
                *sum = u16::from(*above) + 2 * u16::from(*here) + u16::from(*below);
            }
            let last = column.last().copied().unwrap_or_default();
            let first = column.first().copied().unwrap_or_default();
            let left = std::iter::once(&first).chain(&column);
            let right = column.iter().skip(1).chain(std::iter::once(&last));
            let row = left.zip(&column).zip(right);
            pixels.extend(row.map(|((left, here), right)| ((left + 2 * here + right + 8) / 16) as u8));
        }
        Self { width: self.width, height: self.height, pixels }
    }

    /// What `compare` says of each pixel, the sum of the square of `radius` pixels around it, and that square's area.
    /// At the picture's edges the square is smaller.
    pub(crate) fn compared<T>(&self, radius: usize, compare: impl Fn(u8, u32, u32) -> T) -> Vec<T> {
        let (width, height) = (self.width, self.height);
        let mut answers = Vec::with_capacity(self.pixels.len());
        // The sums of each column of the square, and those sums added up from the left: with `radius` places more at
        // both ends, so that a square's sum is always two places that are as far from each other.
        let mut columns = vec![0_u32; width];
        let mut sums = vec![0_u32; width + 1 + 2 * radius];
        let wide: Vec<u32> =
            (0..width).map(|x| ((x + radius + 1).min(width) - x.saturating_sub(radius)) as u32).collect();
        for entering in 0..radius.min(height) {
            add(&mut columns, self.row(entering));
        }
        for (y, row) in self.rows().enumerate() {
            if y + radius < height {
                add(&mut columns, self.row(y + radius));
            }
            if y > radius {
                for (sum, &pixel) in columns.iter_mut().zip(self.row(y - radius - 1)) {
                    *sum = sum.wrapping_sub(u32::from(pixel));
                }
            }
            let mut total = 0_u32;
            let (before, after) = sums.split_at_mut(radius + 1);
            before.fill(0);
            let (within, behind) = after.split_at_mut(width);
            for (sum, &column) in within.iter_mut().zip(&columns) {
                total = total.wrapping_add(column);
                *sum = total;
            }
            behind.fill(total);
            let high = ((y + radius).min(height - 1) - y.saturating_sub(radius) + 1) as u32;
            let right = sums.get(2 * radius + 1..).unwrap_or_default();
            let squares = right.iter().zip(&sums).zip(&wide);
            answers.extend(row.iter().zip(squares).map(|(&pixel, ((right, left), wide))| {
                compare(pixel, right.wrapping_sub(*left), wide * high)
            }));
        }
        answers
    }

    /// What sets each pixel off from its surroundings, three times as strong: against blur that mixes modules of
    /// about `radius` pixels.
    pub(crate) fn sharpened(&self, radius: usize) -> Self {
        let pixels = self.compared(radius, |pixel, around, area| {
            let mean = around as f32 / area as f32;
            let pixel = f32::from(pixel);
            (pixel + 2.0 * (pixel - mean)) as u8
        });
        Self { width: self.width, height: self.height, pixels }
    }
}

fn add(columns: &mut [u32], row: &[u8]) {
    for (sum, &pixel) in columns.iter_mut().zip(row) {
        *sum = sum.wrapping_add(u32::from(pixel));
    }
}
