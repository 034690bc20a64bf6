//! A grey picture with reads that cannot leave it, and the few filters that the checks are made of.

use image::{GrayImage, RgbImage};

#[derive(Clone, Debug)]
pub(crate) struct Plane {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) values: Vec<u8>,
}

impl Plane {
    pub(crate) fn of(picture: &RgbImage, value: impl Fn([u8; 3]) -> u8) -> Self {
        let values = picture.pixels().map(|pixel| value(pixel.0)).collect();
        Self { width: picture.width() as usize, height: picture.height() as usize, values }
    }

    pub(crate) fn grey(picture: &RgbImage) -> Self {
        Self::of(picture, luma)
    }

    /// Zero outside of the picture.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        if x >= self.width {
            return 0;
        }
        self.values.get(y * self.width + x).copied().unwrap_or(0)
    }

    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.values.chunks_exact(self.width.max(1))
    }

    pub(crate) fn map(&self, value: impl Fn(u8) -> u8) -> Self {
        Self { values: self.values.iter().map(|old| value(*old)).collect(), ..*self }
    }

    pub(crate) fn image(&self) -> Option<GrayImage> {
        GrayImage::from_raw(self.width as u32, self.height as u32, self.values.clone())
    }

    /// The value below which `share` of all pixels lie.
    pub(crate) fn percentile(&self, share: f32) -> u8 {
        let mut counts = [0_usize; 256];
        for value in &self.values {
            if let Some(count) = counts.get_mut(usize::from(*value)) {
                *count += 1;
            }
        }
        let wanted = (self.values.len() as f32 * share) as usize;
        let mut below = 0;
        for (value, count) in (0..=u8::MAX).zip(counts) {
            below += count;
            if below > wanted {
                return value;
            }
        }
        u8::MAX
    }

    /// The brightest value within `radius`: what is dark and thin goes.
    pub(crate) fn dilated(&self, radius: usize) -> Self {
        self.both_ways(|line, out| widest(line, out, radius))
    }

    /// The darkest value within `radius`.
    pub(crate) fn eroded(&self, radius: usize) -> Self {
        self.map(|value| !value).dilated(radius).map(|value| !value)
    }

    /// Dark things thinner than twice the radius are gone, edges stay where they are.
    pub(crate) fn closed(&self, radius: usize) -> Self {
        self.dilated(radius).eroded(radius)
    }

    /// The mean of a square with this radius.
    pub(crate) fn smoothed(&self, radius: usize) -> Self {
        self.both_ways(|line, out| mean(line, out, radius))
    }

    fn both_ways(&self, filter: impl Fn(&[u8], &mut Vec<u8>)) -> Self {
        self.filtered_and_turned(&filter).filtered_and_turned(&filter)
    }

    /// Each row filtered, rows then being columns: twice this is a filter in both directions.
    fn filtered_and_turned(&self, filter: &impl Fn(&[u8], &mut Vec<u8>)) -> Self {
        let mut values = vec![0; self.values.len()];
        let mut line = Vec::with_capacity(self.width);
        for (y, row) in self.rows().enumerate() {
            line.clear();
            filter(row, &mut line);
            for (place, value) in values.iter_mut().skip(y).step_by(self.height.max(1)).zip(&line) {
                *place = *value;
            }
        }
        Self { width: self.height, height: self.width, values }
    }
}

pub(crate) fn luma([red, green, blue]: [u8; 3]) -> u8 {
    ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
}

/// Maximum of a sliding window: of pairs, of pairs of pairs, and at last of two overlapping halves.
fn widest(line: &[u8], out: &mut Vec<u8>, radius: usize) {
    let window = 2 * radius + 1;
    let mut most = vec![0; radius];
    most.extend_from_slice(line);
    most.resize(line.len() + 2 * radius, 0);
    let mut covered = 1;
    while covered < window {
        let step = covered.min(window - covered);
        let later: Vec<u8> = most.iter().skip(step).copied().collect();
        for (value, other) in most.iter_mut().zip(&later) {
            *value = (*value).max(*other);
        }
        covered += step;
    }
    out.extend(most.iter().take(line.len()));
}

/// Mean of a sliding window, narrower at the ends.
fn mean(line: &[u8], out: &mut Vec<u8>, radius: usize) {
    let mut sum = 0_u32;
    let mut count = 0_u32;
    let mut coming = line.iter().copied().enumerate().peekable();
    let mut going = line.iter().copied().enumerate().peekable();
    for place in 0..line.len() {
        while let Some((_, value)) = coming.next_if(|(at, _)| *at <= place + radius) {
            sum += u32::from(value);
            count += 1;
        }
        while let Some((_, value)) = going.next_if(|(at, _)| at + radius < place) {
            sum -= u32::from(value);
            count -= 1;
        }
        out.push((sum / count.max(1)) as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bright_spot_grows_by_the_radius_and_no_further() {
        let mut spot = Plane { width: 9, height: 9, values: vec![0; 81] };
        spot.values[4 * 9 + 4] = 200;
        let grown = spot.dilated(2);
        let bright = |plane: &Plane| plane.values.iter().filter(|value| **value == 200).count();
        assert_eq!(bright(&grown), 25);
        assert_eq!((grown.at(2, 2), grown.at(6, 6), grown.at(1, 4)), (200, 200, 0));
        assert_eq!(bright(&grown.eroded(2)), 1);
    }
}
