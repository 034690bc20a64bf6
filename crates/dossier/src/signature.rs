//! A signature under what was agreed to: drawn with a finger, or whatever stands for it.
//!
//! A drawn one is kept as strokes on a grid, not as a picture: one or two kilobytes of text that travel with the
//! dossier's text, where a picture would wait behind it with the photos; the office reads numbers and no file of a
//! stranger's; and on paper it is as sharp as on the screen.
//!
//! **Invariant:** whatever parses is within the bounds below, and a text of ours reads back as it was written.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Points lie on a grid of so many by so many, whatever the screen.
pub const GRID: (u16, u16) = (1024, 512);
const MAX_STROKES: usize = 64;
const MAX_POINTS: usize = 1200;
/// Longer than any text that keeps to the other bounds and to what is signed for.
const MAX_BYTES: usize = 8192;
const MAX_WITNESS_CHARS: usize = 200;
const MAX_PURPOSES: usize = 16;
/// A dot by accident is no signature: it goes at least so far one way.
const LEAST_EXTENT: u16 = 48;

/// A place on the grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    pub x: u16,
    pub y: u16,
}

/// What a finger drew, within bounds.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct Strokes(Vec<Vec<Point>>);

impl Strokes {
    /// Out of what a pad has seen, already on the grid. Points that lie close to each other go, the more of them the
    /// longer it is. `None`: too little for a signature.
    pub fn drawn(strokes: &[Vec<Point>]) -> Option<Self> {
        let mut kept: Vec<Vec<Point>> = Vec::new();
        for apart in [2, 4, 8, 16, 32, 64, 128] {
            kept = strokes.iter().take(MAX_STROKES).map(|stroke| thinned(stroke, apart)).collect();
            kept.retain(|stroke| !stroke.is_empty());
            if kept.iter().map(Vec::len).sum::<usize>() <= MAX_POINTS {
                break;
            }
        }
        let strokes = Self(kept);
        (strokes.is_bounded() && strokes.is_enough()).then_some(strokes)
    }

    /// For `d` of an SVG path in a view box as large as the grid.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for stroke in &self.0 {
            let mut points = stroke.iter();
            if let Some(first) = points.next() {
                // A dot is a line that goes nowhere: round caps show it.
                let _ = write!(path, "M{} {}l0 0", first.x, first.y);
            }
            for point in points {
                let _ = write!(path, "L{} {}", point.x, point.y);
            }
        }
        path
    }

    fn points(&self) -> impl Iterator<Item = &Point> {
        self.0.iter().flatten()
    }

    fn is_bounded(&self) -> bool {
        !self.0.is_empty()
            && self.0.len() <= MAX_STROKES
            && self.points().count() <= MAX_POINTS
            && self.0.iter().all(|stroke| !stroke.is_empty())
            && self.points().all(|point| point.x < GRID.0 && point.y < GRID.1)
    }

    fn is_enough(&self) -> bool {
        let extent = |of: fn(&Point) -> u16| {
            let (least, most) = (self.points().map(of).min(), self.points().map(of).max());
            most.unwrap_or_default().saturating_sub(least.unwrap_or_default())
        };
        extent(|point| point.x).max(extent(|point| point.y)) >= LEAST_EXTENT
    }

    /// Strokes apart by a dot; of each the differences from point to point, the first from the corner.
    fn to_text(&self) -> String {
        let mut text = String::new();
        for (place, stroke) in self.0.iter().enumerate() {
            if place > 0 {
                text.push('.');
            }
            let (mut x, mut y) = (0, 0);
            for point in stroke {
                let (next_x, next_y) = (i32::from(point.x), i32::from(point.y));
                put_number(&mut text, next_x - x);
                put_number(&mut text, next_y - y);
                (x, y) = (next_x, next_y);
            }
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let strokes = text.split('.').map(read_stroke).collect::<Option<Vec<_>>>().map(Self)?;
        (strokes.is_bounded() && strokes.is_enough()).then_some(strokes)
    }
}

/// Without points that lie closer to the one before than this, but with the last one.
fn thinned(stroke: &[Point], apart: u16) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for (place, point) in stroke.iter().enumerate() {
        let near = kept
            .last()
            .is_some_and(|last| last.x.abs_diff(point.x) < apart && last.y.abs_diff(point.y) < apart);
        let is_last = place + 1 == stroke.len();
        if !near || (is_last && kept.last() != Some(point)) {
            kept.push(*point);
        }
    }
    kept
}

fn read_stroke(text: &str) -> Option<Vec<Point>> {
    let (mut stroke, mut rest) = (Vec::new(), text.bytes());
    let (mut x, mut y) = (0i32, 0i32);
    while rest.len() > 0 {
        x = x.checked_add(read_number(&mut rest)?)?;
        y = y.checked_add(read_number(&mut rest)?)?;
        stroke.push(Point { x: u16::try_from(x).ok()?, y: u16::try_from(y).ok()? });
        if stroke.len() > MAX_POINTS {
            return None;
        }
    }
    Some(stroke)
}

/// Six bits a character: five of the number, the lowest first, and whether more follow.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn put_number(text: &mut String, number: i32) {
    // The sign goes into the lowest bit: small differences either way are one character.
    let mut left = number.unsigned_abs() << 1 | u32::from(number < 0);
    loop {
        let more = left >= 32;
        let digit = usize::try_from(left & 31 | if more { 32 } else { 0 }).unwrap_or_default();
        text.push(char::from(DIGITS.get(digit).copied().unwrap_or(b'A')));
        left >>= 5;
        if !more {
            return;
        }
    }
}

fn read_number(text: &mut std::str::Bytes<'_>) -> Option<i32> {
    let (mut number, mut shift) = (0u32, 0u32);
    loop {
        let byte = text.next()?;
        let digit = u32::try_from(DIGITS.iter().position(|one| *one == byte)?).ok()?;
        if shift > 15 {
            return None;
        }
        number |= (digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            let size = i32::try_from(number >> 1).ok()?;
            return Some(if number & 1 == 1 { -size } else { size });
        }
    }
}

impl Serialize for Strokes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

impl<'de> Deserialize<'de> for Strokes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("strokes"))
    }
}

/// How somebody signed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "way", content = "with", rename_all = "snake_case")]
pub enum SignedBy {
    Finger(Strokes),
    /// Who cannot write put a finger's print on the printed slip.
    Fingerprint,
    /// Who cannot write said so before somebody of this name.
    Witness(String),
}

/// A signature, and what it was given for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The purposes that stood as agreed to, with the version of the wording of each. It stands for these whatever is
    /// agreed to or withdrawn afterwards.
    pub signed_for: BTreeMap<String, String>,
    pub by: SignedBy,
}

impl Signature {
    /// As it stands in a document: `finger <purposes> <strokes>`, `fingerprint <purposes>`, `witness <purposes> <name>`,
    /// the purposes as `<purpose>@<version>,…`. `None`: it is beyond the bounds.
    pub fn to_text(&self) -> Option<String> {
        let signed: Vec<String> =
            self.signed_for.iter().map(|(purpose, version)| format!("{purpose}@{version}")).collect();
        let signed = signed.join(",");
        let text = match &self.by {
            SignedBy::Finger(strokes) => format!("finger {signed} {}", strokes.to_text()),
            SignedBy::Fingerprint => format!("fingerprint {signed}"),
            SignedBy::Witness(name) => format!("witness {signed} {name}"),
        };
        (Self::parse(&text).as_ref() == Some(self)).then_some(text)
    }

    /// `None` for everything that is not a signature within bounds.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let (way, rest) = text.split_once(' ')?;
        let (signed, with) = rest.split_once(' ').unwrap_or((rest, ""));
        let by = match way {
            "finger" => SignedBy::Finger(Strokes::parse(with)?),
            "fingerprint" if with.is_empty() => SignedBy::Fingerprint,
            "witness" => SignedBy::Witness(witness(with)?),
            _ => return None,
        };
        let signed_for = signed
            .split(',')
            .map(|one| {
                let (purpose, version) = one.split_once('@')?;
                (is_word(purpose) && is_word(version)).then(|| (purpose.to_owned(), version.to_owned()))
            })
            .collect::<Option<BTreeMap<_, _>>>()?;
        (signed_for.len() <= MAX_PURPOSES).then_some(Self { signed_for, by })
    }
}

fn witness(name: &str) -> Option<String> {
    let sound = !name.is_empty()
        && name.trim() == name
        && name.chars().count() <= MAX_WITNESS_CHARS
        && !name.chars().any(char::is_control);
    sound.then(|| name.to_owned())
}

fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !text.is_empty() && text.len() <= 64 && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signed_for() -> BTreeMap<String, String> {
        BTreeMap::from([("help_with_dossier".into(), "2026-11-26".into())])
    }

    fn line(to: u16) -> Vec<Point> {
        (0..to).map(|x| Point { x, y: x / 2 }).collect()
    }

    #[test]
    fn every_way_of_signing_reads_back_as_it_was_written() {
        let strokes = Strokes::drawn(&[line(200), vec![Point { x: 1023, y: 511 }]]).unwrap();
        for by in [SignedBy::Finger(strokes), SignedBy::Fingerprint, SignedBy::Witness("Lò Văn Mẫu".into())]
        {
            let signature = Signature { signed_for: signed_for(), by };
            let text = signature.to_text().unwrap();
            assert_eq!(Signature::parse(&text), Some(signature), "{text}");
        }
    }

    #[test]
    fn a_dot_by_accident_is_no_signature_and_a_very_long_one_keeps_its_bounds() {
        assert_eq!(Strokes::drawn(&[]), None);
        assert_eq!(Strokes::drawn(&[vec![Point { x: 9, y: 9 }]]), None);
        let scrawl: Vec<Vec<Point>> = (0..200).map(|_| line(1000)).collect();
        let strokes = Strokes::drawn(&scrawl).unwrap();
        assert!(strokes.points().count() <= MAX_POINTS && strokes.0.len() <= MAX_STROKES);
        let signature = Signature { signed_for: signed_for(), by: SignedBy::Finger(strokes) };
        assert!(signature.to_text().unwrap().len() <= MAX_BYTES);
    }

    #[test]
    fn what_no_pad_of_ours_makes_is_no_signature() {
        let whole = "finger help_with_dossier@2026-11-26 ";
        let cases = [
            ("nothing", String::new()),
            ("no strokes", whole.trim().to_owned()),
            ("half a point", format!("{whole}A")),
            ("beyond the grid", format!("{whole}{}", "_".repeat(12))),
            ("another alphabet", format!("{whole}%%%%")),
            ("longer than any", format!("{whole}{}", "A".repeat(MAX_BYTES))),
            ("for nothing", "fingerprint ".to_owned()),
            ("for no version", "fingerprint help_with_dossier@".to_owned()),
            ("with more behind", "fingerprint help_with_dossier@1 x".to_owned()),
            ("a witness without a name", "witness help_with_dossier@1 ".to_owned()),
            ("a witness of two lines", "witness help_with_dossier@1 a\nb".to_owned()),
            ("a way of nobody", "stamp help_with_dossier@1".to_owned()),
        ];
        for (name, text) in cases {
            assert_eq!(Signature::parse(&text), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_finger_draws_travels_unchanged(
            drawn in proptest::collection::vec(
                proptest::collection::vec((0..GRID.0, 0..GRID.1), 1..60), 1..12)
        ) {
            let drawn: Vec<Vec<Point>> = drawn
                .into_iter()
                .map(|stroke| stroke.into_iter().map(|(x, y)| Point { x, y }).collect())
                .collect();
            if let Some(strokes) = Strokes::drawn(&drawn) {
                let signature = Signature { signed_for: signed_for(), by: SignedBy::Finger(strokes) };
                prop_assert_eq!(Signature::parse(&signature.to_text().unwrap()), Some(signature));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _ = Signature::parse(&text);
            let _ = Signature::parse(&format!("finger a@1 {text}"));
        }
    }
}
