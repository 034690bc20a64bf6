//! Chance, from the seed that was handed in.

use super::{Function, Given, run, varying};
use crate::xpath::ExprError;
use crate::xpath::nodes::NodeSet;
use crate::xpath::value::Val;
use sha2::Digest;

pub(super) const TABLE: &[Function] = &[
    varying("random", 0, 0, run!(|given| Ok(Val::Number(unit(&given))))),
    varying(
        "uuid",
        0,
        1,
        run!(|given| {
            if given.count() == 0 {
                return given.evaluator.made(uuid(&given));
            }
            let wanted = given.number(0)?;
            if wanted.is_nan() {
                return Err(ExprError::BadArgument {
                    function: "uuid",
                    expected: "a number of characters",
                    found: given.text(0)?.into_owned(),
                });
            }
            let max = given.evaluator.environment.limits.bytes;
            if wanted > crate::xpath::convert::count(max) {
                return Err(ExprError::ResultTooLong { max });
            }
            const CHARACTERS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
            let one = |_| {
                let index = next(&given) % CHARACTERS.len() as u64;
                CHARACTERS.get(index as usize).copied().map_or('0', char::from)
            };
            given.evaluator.made((0..wanted.max(0.0) as usize).map(one).collect())
        }),
    ),
    varying(
        "randomize",
        1,
        2,
        run!(|given| {
            let nodes = given.nodes(0)?.into_vec();
            given.evaluator.spend(nodes.len())?;
            if given.count() == 1 {
                return Ok(Val::Nodes(shuffled(&nodes, || unit(&given))));
            }
            let seed = seed(&given)?;
            let mut generator = ParkMiller::new(seed);
            Ok(Val::Nodes(shuffled(&nodes, || generator.unit())))
        }),
    ),
];

/// The remainder by the generator's modulus of what JavaRosa makes of a seed: a number without its fraction; of
/// a text that is no number the first eight bytes of its SHA-256; nothing is 0.
fn seed(given: &Given<'_, '_>) -> Result<f64, ExprError> {
    let value = given.value(1)?;
    let number = given.evaluator.number_of(&value);
    let text = given.evaluator.text_of(value);
    let whole = if number.is_nan() && !text.is_empty() {
        given.evaluator.spend(text.len() / 8)?;
        let digest = sha2::Sha256::digest(text.as_bytes());
        digest.iter().take(8).fold(0_i64, |n, byte| (n << 8) | i64::from(*byte))
    } else {
        // As Java does: no number is 0, what is too large the largest.
        number as i64
    };
    Ok((whole % MODULUS as i64) as f64)
}

/// The "inside-out" variant of the Fisher-Yates shuffle, as ODK's specification asks.
fn shuffled(nodes: &[crate::tree::NodeId], mut unit: impl FnMut() -> f64) -> NodeSet {
    let mut result = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let place = ((unit() * crate::xpath::convert::count(index + 1)).floor() as usize).min(index);
        result.push(*node);
        result.swap(place, index);
    }
    result.into()
}

/// ODK's generator for randomize().
struct ParkMiller {
    state: f64,
}

const MODULUS: f64 = 2_147_483_647.0;

impl ParkMiller {
    fn new(seed: f64) -> Self {
        Self { state: if seed <= 0.0 { seed + (MODULUS - 1.0) } else { seed } }
    }
    fn unit(&mut self) -> f64 {
        // Below 2^53, so exact.
        self.state = self.state * 16_807.0 % MODULUS;
        (self.state - 1.0) / (MODULUS - 1.0)
    }
}

/// splitmix64.
fn next(given: &Given<'_, '_>) -> u64 {
    let state = given.evaluator.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    given.evaluator.random.set(state);
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// From 0 up to but not 1.
fn unit(given: &Given<'_, '_>) -> f64 {
    (next(given) >> 11) as f64 / (1_u64 << 53) as f64
}

/// RFC 4122, version 4.
fn uuid(given: &Given<'_, '_>) -> String {
    let (high, low) = (next(given), next(given));
    let high = high & 0xffff_ffff_ffff_0fff | 0x4000;
    let low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}
