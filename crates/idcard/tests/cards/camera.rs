//! How a card lies before the camera: turned, tilted and at a distance.

use super::print::Print;

/// From a pixel of the photo to a texel of the card: a homography, row by row.
#[derive(Debug, Clone, Copy)]
pub struct Camera {
    to_card: [f32; 9],
    to_photo: [f32; 9],
}

/// How the card lies. Angles in radians.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    pub turn: f32,
    /// How far the card leans back, and towards which side.
    pub tilt: f32,
    pub lean: f32,
    /// Pixels of the photo for one module of the code.
    pub pitch: f32,
}

impl Camera {
    /// The card's middle is in the photo's middle as long as the code is in view with some margin.
    pub fn new(pose: Pose, print: &Print, width: usize, height: usize) -> Self {
        let scale = pose.pitch / super::print::TEXELS as f32;
        let (code_x, code_y, side) = print.code;
        let code = (code_x + side / 2.0, code_y + side / 2.0);
        // Rotation about the line of sight, then about an axis in the picture's plane.
        let (sin, cos) = pose.turn.sin_cos();
        let (lean_sin, lean_cos) = pose.lean.sin_cos();
        let (tilt_sin, tilt_cos) = pose.tilt.sin_cos();
        // In the plane: along the axis stays, across it shrinks and goes into the depth.
        let place = |x: f32, y: f32| {
            let (x, y) = (x * cos - y * sin, x * sin + y * cos);
            let (along, across) = (x * lean_cos + y * lean_sin, -x * lean_sin + y * lean_cos);
            let depth = across * tilt_sin;
            let across = across * tilt_cos;
            (along * lean_cos - across * lean_sin, along * lean_sin + across * lean_cos, depth)
        };
        // Seen from as far as the photo's diagonal, about a phone's angle of view.
        let far = (width as f32).hypot(height as f32);
        let column = |x: f32, y: f32| {
            let (px, py, depth) = place(x * scale, y * scale);
            [px, py, depth / far]
        };
        let origin = code;
        let (a, b) = (column(1.0, 0.0), column(0.0, 1.0));
        // x, y of the card relative to the code's middle → photo relative to where the code's middle is.
        let relative = [a[0], b[0], 0.0, a[1], b[1], 0.0, a[2], b[2], 1.0];
        let middle = (print.width as f32 / 2.0 - origin.0, print.height as f32 / 2.0 - origin.1);
        let seen = apply(&relative, middle.0, middle.1);
        let margin = side * scale * 0.9;
        let clamp = |want: f32, size: usize| {
            let size = size as f32;
            want.clamp(margin.min(size / 2.0), (size - margin).max(size / 2.0))
        };
        let shift = (clamp(width as f32 / 2.0 - seen.0, width), clamp(height as f32 / 2.0 - seen.1, height));
        let moved = product(&[1.0, 0.0, shift.0, 0.0, 1.0, shift.1, 0.0, 0.0, 1.0], &relative);
        let to_photo = product(&moved, &[1.0, 0.0, -origin.0, 0.0, 1.0, -origin.1, 0.0, 0.0, 1.0]);
        Self { to_card: inverse(&to_photo), to_photo }
    }
    pub fn card(&self, x: f32, y: f32) -> (f32, f32) {
        apply(&self.to_card, x, y)
    }
    pub fn photo(&self, x: f32, y: f32) -> (f32, f32) {
        apply(&self.to_photo, x, y)
    }
}

fn apply(m: &[f32; 9], x: f32, y: f32) -> (f32, f32) {
    let w = m[6] * x + m[7] * y + m[8];
    ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
}

fn product(a: &[f32; 9], b: &[f32; 9]) -> [f32; 9] {
    std::array::from_fn(|at| (0..3).map(|k| a[at / 3 * 3 + k] * b[k * 3 + at % 3]).sum())
}

fn inverse(m: &[f32; 9]) -> [f32; 9] {
    let m: [f64; 9] = m.map(f64::from);
    let cofactor = |a: usize, b: usize, c: usize, d: usize| m[a] * m[d] - m[b] * m[c];
    let adjoint = [
        cofactor(4, 5, 7, 8),
        -cofactor(1, 2, 7, 8),
        cofactor(1, 2, 4, 5),
        -cofactor(3, 5, 6, 8),
        cofactor(0, 2, 6, 8),
        -cofactor(0, 2, 3, 5),
        cofactor(3, 4, 6, 7),
        -cofactor(0, 1, 6, 7),
        cofactor(0, 1, 3, 4),
    ];
    let determinant = m[0] * adjoint[0] + m[1] * adjoint[3] + m[2] * adjoint[6];
    adjoint.map(|value| (value / determinant) as f32)
}
