//! What is wrong with a photo of a paper, and how much.
//!
//! What cannot be told without reading: whether a page stands on its head (a sideways one can be told by its lines),
//! whether a hand covers a line of text, whether it is the right paper. A photo that is bright all over, as a scan is,
//! has no glare that could be told from paper. A photo of something that is no paper at all is only told when nothing
//! is on it; [`crate::Outline::WholePicture`] says that no paper was found.

mod ink;
mod light;
mod sharpness;
mod turned;

use crate::paper::Found;
use crate::plane::Plane;
use image::RgbImage;
use image::imageops::thumbnail;

/// A fault of a photo. The docs say what a person should do; the app makes the sentence out of [`Flaw::code`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Flaw {
    /// Hold the phone still with both hands, touch the paper on the screen to focus, take it again.
    /// Measured: how steep edges are, as the share of their height that they climb within one pixel of a page of
    /// 1,600 pixels. Less is worse.
    Blurred,
    /// A lamp or a window is mirrored and hides what is written: turn the paper or step aside.
    /// Measured: the share of the page that is burnt out, in per cent.
    Glare,
    /// Go to a window or put on the light.
    /// Measured: how bright the paper is, 0 to 255. Less is worse.
    TooDark,
    /// A corner is outside of the photo, folded over or covered: step back, lay the paper flat.
    /// Measured: how many corners are missing.
    CornerMissing,
    /// The lines of text run from top to bottom: turn the page. Which way cannot be told, and a page that stands on
    /// its head is not noticed: that would need reading.
    /// Measured: how strongly lines run across, against down; below 1 they run down.
    SidewaysOrUpsideDown,
    /// Nothing is written on it: turn the paper over, or take the lens cap off.
    /// Measured: the share of the page with ink on it, in per cent. Less is worse.
    Empty,
    /// Too few pixels to be read: go nearer, or choose the photo itself and not its preview.
    /// Measured: the longer side of the paper in pixels of the photo. Less is worse.
    TooSmall,
}

impl Flaw {
    pub const ALL: [Self; 7] = [
        Self::Blurred,
        Self::Glare,
        Self::TooDark,
        Self::CornerMissing,
        Self::SidewaysOrUpsideDown,
        Self::Empty,
        Self::TooSmall,
    ];

    /// A stable name for messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blurred => "blurred",
            Self::Glare => "glare",
            Self::TooDark => "too_dark",
            Self::CornerMissing => "corner_missing",
            Self::SidewaysOrUpsideDown => "sideways_or_upside_down",
            Self::Empty => "empty",
            Self::TooSmall => "too_small",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// A person should look whether everything can be read.
    Doubtful,
    /// An office would send it back: take it again.
    Unusable,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Finding {
    pub flaw: Flaw,
    pub severity: Severity,
    /// In the unit that the flaw's docs tell.
    pub measured: f32,
}

/// From which measure on a photo is doubtful, and from which it is unusable.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    doubtful: f32,
    unusable: f32,
}

const SHARPNESS: Bounds = Bounds { doubtful: 0.17, unusable: 0.13 };
const GLARE_PERCENT: Bounds = Bounds { doubtful: 0.4, unusable: 2.0 };
const BRIGHTNESS: Bounds = Bounds { doubtful: 95.0, unusable: 70.0 };
const CORNERS: Bounds = Bounds { doubtful: 1.0, unusable: 2.0 };
const LINES_ACROSS: Bounds = Bounds { doubtful: 0.7, unusable: 0.4 };
const INK_PERCENT: Bounds = Bounds { doubtful: 0.12, unusable: 0.04 };
const LONG_SIDE_PIXELS: Bounds = Bounds { doubtful: 1000.0, unusable: 750.0 };

impl Bounds {
    fn judge(self, flaw: Flaw, measured: f32) -> Option<Finding> {
        let falling = self.unusable < self.doubtful;
        let beyond = |bound: f32| if falling { measured < bound } else { measured >= bound };
        let severity = if beyond(self.unusable) {
            Severity::Unusable
        } else if beyond(self.doubtful) {
            Severity::Doubtful
        } else {
            return None;
        };
        Some(Finding { flaw, severity, measured })
    }
}

/// Everything that is wrong with a straightened page, in the order of [`Flaw`].
pub(crate) fn look(page: &RgbImage, found: Option<&Found>, paper_long_side: f32) -> Vec<Finding> {
    let fine = Plane::grey(&at_most(page, 1600));
    let coarse_picture = at_most(page, 800);
    let coarse = Plane::grey(&coarse_picture);
    let ink = ink::Ink::on(&coarse);
    let empty = INK_PERCENT.judge(Flaw::Empty, ink.percent);
    // What has nothing on it has no edges and no lines either, and glare hides nothing.
    let written = empty.is_none();
    let corners = found.map_or(0, |found| found.missing_corners);
    let [blurred, glare, sideways] = if written {
        [
            sharpness::measure(&fine).and_then(|measured| SHARPNESS.judge(Flaw::Blurred, measured)),
            GLARE_PERCENT.judge(Flaw::Glare, light::burnt_percent(&coarse_picture)),
            turned::lines_across(&ink)
                .and_then(|measured| LINES_ACROSS.judge(Flaw::SidewaysOrUpsideDown, measured)),
        ]
    } else {
        [None; 3]
    };
    [
        blurred,
        glare,
        BRIGHTNESS.judge(Flaw::TooDark, light::brightness(&coarse)),
        CORNERS.judge(Flaw::CornerMissing, f32::from(corners)),
        sideways,
        empty,
        LONG_SIDE_PIXELS.judge(Flaw::TooSmall, paper_long_side),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn at_most(page: &RgbImage, long_side: u32) -> RgbImage {
    let longer = page.width().max(page.height()).max(1);
    if longer <= long_side {
        return page.clone();
    }
    let side = |length: u32| (length * long_side / longer).max(1);
    thumbnail(page, side(page.width()), side(page.height()))
}
