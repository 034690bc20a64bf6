//! What happens to a message between a device and the server.

use super::faults::{Counts, Fault};
use super::office::Reply;
use crate::Dice;

/// A device waits so long for an answer.
pub(super) const PATIENCE_MS: u64 = 45_000;

/// A message as it arrives somewhere, and after how long.
pub(super) type Arrival<T> = (u64, T);

/// What becomes of a request.
#[derive(Debug)]
pub(super) enum Up {
    /// It arrives, once or twice.
    Arrives(Vec<Arrival<Vec<u8>>>),
    /// Somebody else answers in the server's place.
    Answered(Arrival<Reply>),
}

/// The way up, in weather that spoils so many messages of a thousand.
pub(super) fn up(chance: &mut Dice, weather: u64, mut body: Vec<u8>, counts: &mut Counts) -> Up {
    let after = chance.between(30, 1_500);
    if !chance.per_mille(weather) {
        return Up::Arrives(vec![(after, body)]);
    }
    match chance.below(7) {
        0 => {
            counts.add(Fault::RequestLost);
            Up::Arrives(Vec::new())
        }
        1 => {
            counts.add(Fault::RequestCut);
            cut(chance, &mut body);
            Up::Arrives(vec![(after, body)])
        }
        2 => {
            counts.add(Fault::RequestFlipped);
            flip(chance, &mut body);
            Up::Arrives(vec![(after, body)])
        }
        3 => {
            counts.add(Fault::RequestTwice);
            let again = after + chance.between(1, 90_000);
            Up::Arrives(vec![(after, body.clone()), (again, body)])
        }
        4 => {
            // The device has given up long ago, and maybe sent it again, when it arrives.
            counts.add(Fault::RequestLate);
            Up::Arrives(vec![(PATIENCE_MS + chance.between(1, 400_000), body)])
        }
        5 => {
            counts.add(Fault::CaptivePortal);
            let page = "<!doctype html><title>Wi-Fi</title><p>Đăng nhập Wi-Fi</p>".as_bytes().to_vec();
            Up::Answered((after, Reply { status: 200, body: page }))
        }
        _ => {
            counts.add(Fault::GatewayError);
            Up::Answered((after, Reply { status: 502, body: Vec::new() }))
        }
    }
}

/// The way down; `None`: it never arrives.
pub(super) fn down(
    chance: &mut Dice,
    weather: u64,
    mut reply: Reply,
    counts: &mut Counts,
) -> Option<Arrival<Reply>> {
    let after = chance.between(30, 1_500);
    if !chance.per_mille(weather) {
        return Some((after, reply));
    }
    match chance.below(5) {
        0 => {
            counts.add(Fault::AnswerLost);
            None
        }
        1 => {
            counts.add(Fault::AnswerCut);
            cut(chance, &mut reply.body);
            Some((after, reply))
        }
        2 => {
            counts.add(Fault::AnswerFlipped);
            flip(chance, &mut reply.body);
            Some((after, reply))
        }
        3 => {
            counts.add(Fault::AnswerLate);
            Some((PATIENCE_MS + chance.between(1, 100_000), reply))
        }
        _ => {
            counts.add(Fault::GatewayError);
            Some((after, Reply { status: 500, body: Vec::new() }))
        }
    }
}

/// Somewhere before its end. By share and not by bytes: random names in it make its length differ by some bytes
/// from one run of a seed to the next.
fn cut(chance: &mut Dice, body: &mut Vec<u8>) {
    let share = chance.below(1000);
    body.truncate(at(body.len(), share));
}

/// One bit.
fn flip(chance: &mut Dice, body: &mut [u8]) {
    let (share, bit) = (chance.below(1000), chance.below(8));
    let place = at(body.len(), share);
    if let Some(byte) = body.get_mut(place) {
        *byte ^= 1 << bit;
    }
}

fn at(length: usize, per_mille: u64) -> usize {
    usize::try_from(length as u64 * per_mille / 1000).unwrap_or(0)
}
