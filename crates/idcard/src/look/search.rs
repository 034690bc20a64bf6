//! The order in which things are tried, and when it is enough.

use super::bits::Modules;
use super::corners::{Corners, corners};
use super::dark::Dark;
use super::finder::finders;
use super::grey::Grey;
use super::grid::Grid;
use super::point::Point;

/// How much may be tried before a picture is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Looks at the whole picture, each with another scale, smoothing or background. There are
    /// [`Effort::ALL_LOOKS`] of them.
    pub looks: u32,
    /// Grids that are laid on what may be a code, over all looks.
    pub grids: u32,
}

impl Effort {
    pub const ALL_LOOKS: u32 = LOOKS.len() as u32;
    /// For a picture that a person has chosen: everything.
    pub const PICTURE: Self = Self { looks: Self::ALL_LOOKS, grids: 120 };
    /// For one frame of many, where the next one may be better.
    pub const FRAME: Self = Self { looks: 2, grids: 12 };
}

/// One way of looking at a picture.
struct Look {
    scale: Scale,
    smoothed: bool,
    /// Sharpened for modules of about so many pixels; 0 for not at all.
    sharpened: usize,
    /// How many pixels around one are its background.
    around: usize,
}

impl Look {
    fn dark(&self, grey: &Grey) -> Dark {
        let smoothed = self.smoothed.then(|| grey.smoothed());
        let grey = smoothed.as_ref().unwrap_or(grey);
        let sharpened = (self.sharpened > 0).then(|| grey.sharpened(self.sharpened));
        Dark::new(sharpened.as_ref().unwrap_or(grey), self.around)
    }
}

enum Scale {
    /// As it came.
    Whole,
    /// Halved until it is of a middling size.
    Middling,
    /// Half of that.
    Small,
}

/// A look at more pixels than these takes long and shows little more.
const MIDDLING_SIDE: usize = 2200;

const LOOKS: [Look; 9] = [
    Look { scale: Scale::Middling, smoothed: false, sharpened: 0, around: 24 },
    Look { scale: Scale::Middling, smoothed: true, sharpened: 4, around: 24 },
    Look { scale: Scale::Middling, smoothed: true, sharpened: 0, around: 40 },
    Look { scale: Scale::Whole, smoothed: true, sharpened: 3, around: 24 },
    Look { scale: Scale::Middling, smoothed: true, sharpened: 2, around: 16 },
    Look { scale: Scale::Middling, smoothed: true, sharpened: 7, around: 32 },
    Look { scale: Scale::Small, smoothed: true, sharpened: 0, around: 20 },
    Look { scale: Scale::Middling, smoothed: false, sharpened: 0, around: 80 },
    Look { scale: Scale::Small, smoothed: false, sharpened: 0, around: 10 },
];

/// Threes of places that are tried in one look.
const CORNERS_EACH_LOOK: usize = 8;

/// Goes on until `wanted` takes a text or the effort is spent. Gives what was taken, and how many grids that took.
pub(crate) fn search<T>(
    picture: Grey,
    effort: Effort,
    mut wanted: impl FnMut(Vec<u8>) -> Option<T>,
) -> (Option<T>, u32) {
    let mut left = effort.grids;
    let scales = Scales::of(picture);
    let mut unwanted = Vec::new();
    for (at, look) in LOOKS.iter().enumerate().take(effort.looks as usize) {
        let Some(grey) = scales.at(&look.scale) else { continue };
        // A small picture is the same at two scales.
        let whole_is_middling = scales.middling.is_none();
        if at > 0 && whole_is_middling && matches!(look.scale, Scale::Whole) {
            continue;
        }
        let dark = look.dark(grey);
        let found = corners(&dark, &finders(&dark));
        // At the scale of the whole picture, where what was read is remembered.
        let scale = scales.whole.width() as f32 / grey.width() as f32;
        let mut tried = 0;
        for corners in &found {
            let middle = (corners.upper_right + corners.lower_left) * (scale / 2.0);
            let side = corners.upper_left.distance(corners.upper_right) * scale;
            if tried == CORNERS_EACH_LOOK {
                break;
            }
            if unwanted.iter().any(|known: &Point| known.distance(middle) < side / 2.0) {
                continue;
            }
            if !Grid::is_likely(grey, corners) {
                continue;
            }
            tried += 1;
            match fit(grey, corners, &mut left, &mut wanted) {
                Fit::Taken(taken) => return (Some(taken), effort.grids - left),
                Fit::Unwanted => unwanted.push(middle),
                Fit::Nothing => {}
                Fit::Spent => return (None, effort.grids - left),
            }
        }
    }
    (None, effort.grids - left)
}

/// Tries the sizes that a code between these corners may have.
fn fit<T>(
    grey: &Grey,
    corners: &Corners,
    left: &mut u32,
    wanted: &mut impl FnMut(Vec<u8>) -> Option<T>,
) -> Fit<T> {
    let mut grids = Vec::new();
    for modules in sizes(corners.modules) {
        let Some(fewer) = left.checked_sub(1) else { return Fit::Spent };
        *left = fewer;
        grids.push(Grid::placed(grey, corners, modules));
    }
    let by_clearness = |(_, one): &(Grid, f32), (_, other): &(Grid, f32)| other.total_cmp(one);
    grids.sort_by(by_clearness);
    let mut refined: Vec<_> =
        grids.into_iter().take(REFINED_SIZES).map(|(grid, _)| grid.refined(grey)).collect();
    refined.sort_by(by_clearness);
    for (grid, clearness) in refined.iter().take(READ_SIZES) {
        if *clearness < LEAST_CLEARNESS {
            break;
        }
        if let Some(text) = Modules::seen(grey, grid).texts().next() {
            return match wanted(text) {
                Some(taken) => Fit::Taken(taken),
                None => Fit::Unwanted,
            };
        }
    }
    Fit::Nothing
}

/// What came of three corners.
enum Fit<T> {
    Taken(T),
    /// A text was read that is not what is looked for: there is no sense in reading it again.
    Unwanted,
    Nothing,
    /// No grid is left.
    Spent,
}

/// Of the sizes that a code may have: how many are refined, and how many of those are read.
const REFINED_SIZES: usize = 3;
const READ_SIZES: usize = 2;

/// In grey values of 255. Below this it is no code, or one that cannot be read.
const LEAST_CLEARNESS: f32 = 8.0;

/// The sizes that codes have next to a measured one: 17 and 4 for each version, from 1 to 40.
fn sizes(measured: f32) -> impl Iterator<Item = usize> {
    let nearest = ((measured - 17.0) / 4.0).round();
    [0.0, 1.0, -1.0, 2.0, -2.0]
        .into_iter()
        .map(move |off| nearest + off)
        .filter(|version| (1.0..=40.0).contains(version))
        .map(|version| 17 + 4 * version as usize)
}

/// The picture at the scales that are looked at.
struct Scales {
    whole: Grey,
    middling: Option<Grey>,
    small: Option<Grey>,
}

impl Scales {
    fn of(whole: Grey) -> Self {
        let mut middling: Option<Grey> = None;
        loop {
            let grey = middling.as_ref().unwrap_or(&whole);
            if grey.width().max(grey.height()) <= MIDDLING_SIDE {
                break;
            }
            let Some(half) = grey.halved() else { break };
            middling = Some(half);
        }
        let small = middling.as_ref().unwrap_or(&whole).halved();
        Self { whole, middling, small }
    }
    fn at(&self, scale: &Scale) -> Option<&Grey> {
        match scale {
            Scale::Whole => Some(&self.whole),
            Scale::Middling => Some(self.middling.as_ref().unwrap_or(&self.whole)),
            Scale::Small => self.small.as_ref(),
        }
    }
}
