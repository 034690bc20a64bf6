//! What is written on the page: darker than the paper around it, whatever the light.

use crate::plane::Plane;

/// Strokes are thinner than twice this on a page of 800 pixels.
const STROKE: usize = 9;
/// A margin of one in so many is not looked at: the table shows there, and the shadow of the edge.
const MARGIN: usize = 30;

#[derive(Debug)]
pub(super) struct Ink {
    /// 255 where there is ink, without the margin.
    pub(super) mask: Plane,
    pub(super) percent: f32,
}

impl Ink {
    pub(super) fn on(page: &Plane) -> Self {
        // Noise is not ink.
        let page = page.smoothed(1);
        let paper = page.closed(STROKE).smoothed(STROKE);
        let (left, top) = (page.width / MARGIN, page.height / MARGIN);
        let (right, bottom) = (page.width - left, page.height - top);
        let mut values = Vec::with_capacity(page.values.len());
        for (y, (row, papers)) in page.rows().zip(paper.rows()).enumerate() {
            let inner = (top..bottom).contains(&y);
            for (x, (value, paper)) in row.iter().zip(papers).enumerate() {
                let darker = u32::from(paper.saturating_sub(*value));
                let is_ink = inner && (left..right).contains(&x) && darker > 6 + u32::from(*paper) / 12;
                values.push(if is_ink { 255 } else { 0 });
            }
        }
        let inner = (right - left) * (bottom - top);
        let count = values.iter().filter(|value| **value > 0).count();
        Self { mask: Plane { values, ..page }, percent: count as f32 * 100.0 / inner.max(1) as f32 }
    }
}
