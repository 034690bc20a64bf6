//! A JPEG's markers, walked over before anything is decoded: how large, how made, and whether the end is there.

/// What the markers say. Fields are zero where the header was not reached.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Markers {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) progressive: bool,
    /// How often the whole or a part of the picture is gone over.
    pub(super) scans: usize,
    /// Samples of all components for each pixel, times 64: 192 without subsampling, 96 for 4:2:0.
    pub(super) samples_64: u64,
    pub(super) components: u64,
    /// The end-of-image marker was reached.
    pub(super) complete: bool,
}

pub(super) fn walk(bytes: &[u8]) -> Markers {
    let mut markers = Markers::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, after)) = next_marker(rest) {
        rest = after;
        match marker {
            0xD9 => {
                markers.complete = true;
                break;
            }
            // Markers that stand alone.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let Some(length) = number(rest, 0).map(usize::from) else { break };
        let Some(segment) = rest.get(2..length.max(2)) else { break };
        match marker {
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => read_frame(segment, marker, &mut markers),
            0xDA => markers.scans += 1,
            _ => {}
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    markers
}

/// The next marker's code, and what follows it. Entropy-coded data in between is passed over.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes;
    loop {
        let at = rest.iter().position(|byte| *byte == 0xFF)?;
        rest = rest.get(at + 1..)?;
        match *rest.first()? {
            0x00 => {}
            // Fill bytes: the next of them begins the marker.
            0xFF => continue,
            code => return Some((code, rest.get(1..)?)),
        }
    }
}

fn read_frame(segment: &[u8], marker: u8, markers: &mut Markers) {
    markers.progressive = matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE);
    markers.height = number(segment, 1).unwrap_or(0);
    markers.width = number(segment, 3).unwrap_or(0);
    let factors: Vec<(u64, u64)> = segment
        .get(6..)
        .unwrap_or_default()
        .chunks_exact(3)
        .filter_map(|component| component.get(1).map(|both| (u64::from(both >> 4), u64::from(both & 15))))
        .collect();
    let widest = factors.iter().map(|(across, _)| *across).max().unwrap_or(1).max(1);
    let highest = factors.iter().map(|(_, down)| *down).max().unwrap_or(1).max(1);
    let blocks: u64 = factors.iter().map(|(across, down)| across * down).sum();
    markers.components = factors.len() as u64;
    markers.samples_64 = blocks * 64 / (widest * highest);
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}
