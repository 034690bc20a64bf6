//! Four corners, in shares of the photo's width and height, so that they fit it at every size.

use crate::{PhotoError, Turn};

/// A place in the upright photo: 0, 0 is its upper left, 1, 1 its lower right corner. Found corners can lie outside.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
}

/// As the photo shows them: clockwise from the upper left one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Corners {
    pub upper_left: Spot,
    pub upper_right: Spot,
    pub lower_right: Spot,
    pub lower_left: Spot,
}

/// A paper that is smaller than this share of the photo is a slip of the finger.
const SMALLEST_AREA: f32 = 0.01;

impl Corners {
    pub const WHOLE: Self = Self {
        upper_left: Spot { x: 0.0, y: 0.0 },
        upper_right: Spot { x: 1.0, y: 0.0 },
        lower_right: Spot { x: 1.0, y: 1.0 },
        lower_left: Spot { x: 0.0, y: 1.0 },
    };

    pub(crate) const fn clockwise(&self) -> [Spot; 4] {
        [self.upper_left, self.upper_right, self.lower_right, self.lower_left]
    }

    /// Clockwise corners, begun with the one that lies furthest up and left.
    pub(crate) fn of_clockwise(spots: [Spot; 4]) -> Self {
        let turned = |by: usize| {
            let mut turned = spots;
            turned.rotate_left(by);
            turned
        };
        let first = (0..4)
            .map(turned)
            .min_by(|one, other| (one[0].x + one[0].y).total_cmp(&(other[0].x + other[0].y)))
            .unwrap_or(spots);
        Self::from_array(first)
    }

    const fn from_array([upper_left, upper_right, lower_right, lower_left]: [Spot; 4]) -> Self {
        Self { upper_left, upper_right, lower_right, lower_left }
    }

    /// The corners that become the upper left one and so on when the page is turned.
    pub(crate) fn turned(&self, turn: Turn) -> Self {
        let mut spots = self.clockwise();
        spots.rotate_right(match turn {
            Turn::None => 0,
            Turn::Right => 1,
            Turn::Half => 2,
            Turn::Left => 3,
        });
        Self::from_array(spots)
    }

    /// Refuses corners that cross, lie in one line or outside the photo.
    pub(crate) fn checked(&self) -> Result<Self, PhotoError> {
        let inside = |spot: &Spot| (0.0..=1.0).contains(&spot.x) && (0.0..=1.0).contains(&spot.y);
        let good = self.clockwise().iter().all(inside) && self.is_convex() && self.area() >= SMALLEST_AREA;
        good.then_some(*self).ok_or(PhotoError::BadCorners)
    }

    pub(crate) fn is_convex(&self) -> bool {
        let [a, b, c, d] = self.clockwise();
        [(a, b, c), (b, c, d), (c, d, a), (d, a, b)]
            .iter()
            .all(|(one, two, three)| side(*one, *two, *three) > 0.0)
    }

    /// In shares of the photo's area.
    pub(crate) fn area(&self) -> f32 {
        let [a, b, c, d] = self.clockwise();
        (side(a, b, c) + side(a, c, d)) / 2.0
    }

    pub(crate) fn contains(&self, spot: Spot) -> bool {
        let [a, b, c, d] = self.clockwise();
        [(a, b), (b, c), (c, d), (d, a)].iter().all(|(from, to)| side(*from, *to, spot) >= 0.0)
    }
}

/// Positive when the third spot lies to the right of the way from the first to the second; y grows downwards.
fn side(from: Spot, to: Spot, spot: Spot) -> f32 {
    (to.x - from.x) * (spot.y - from.y) - (to.y - from.y) * (spot.x - from.x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_turn_makes_the_lower_left_corner_the_upper_left_one() {
        assert_eq!(Corners::WHOLE.turned(Turn::Right).upper_left, Corners::WHOLE.lower_left);
        assert_eq!(Corners::WHOLE.turned(Turn::Left).upper_left, Corners::WHOLE.upper_right);
    }

    #[test]
    fn corners_that_cross_are_refused() {
        let crossed = Corners {
            upper_left: Corners::WHOLE.upper_right,
            upper_right: Corners::WHOLE.upper_left,
            ..Corners::WHOLE
        };
        assert_eq!(crossed.checked(), Err(PhotoError::BadCorners));
        assert_eq!(Corners::WHOLE.checked(), Ok(Corners::WHOLE));
    }
}
