//! Changes a genuine message in one to four places, and makes lengths, checksums, hashes and heads right again.

use crate::chance::Chance;
use crate::columns::{Body, Column, DEFLATED};
use crate::forge::{
    BUNDLE, CHANGE, Chunk, DEFLATED_CHANGE, DOCUMENT, Hash, Input, Message, deflated, leb128,
};
use crate::scenes::Scene;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use sync::admission::{Limits, safe_to_read};
use sync::bare::strip;

/// Values at which readers of numbers go wrong.
const EDGES: [u8; 8] = [0x00, 0x01, 0x40, 0x7e, 0x7f, 0x80, 0x81, 0xff];

/// The message of a scene, changed. `others` lend it parts.
pub fn mutant(scene: &Scene, others: &[Scene], chance: &mut Chance) -> Vec<u8> {
    if chance.once_in(4)
        && let Some(bare) = bare_mutant(&scene.message, chance)
    {
        return bare;
    }
    let mut message = scene.message.clone();
    let before: Vec<Hash> = hashes(&message);
    // Mostly in one place: what is broken in several is refused for the first.
    let places = if chance.once_in(3) { chance.below(4) } else { 0 };
    for _ in 0..=places {
        one(&mut message, others, chance);
    }
    // Most are made to fit again: what does not is refused early, and tells little.
    if !chance.once_in(8) {
        fit(&mut message, &before, chance);
    }
    let mut bytes = message.write();
    // Some are broken where no checksum stands.
    if chance.once_in(12) {
        bytes_of(&mut bytes, chance);
    }
    bytes
}

fn hashes(message: &Message) -> Vec<Hash> {
    message.elements.iter().flatten().map(Chunk::hash).collect()
}

fn one(message: &mut Message, others: &[Scene], chance: &mut Chance) {
    match chance.below(16) {
        0 => envelope(message, chance),
        1 => arrangement(message, others, chance),
        2..=4 => with_chunk(message, chance, |chunk, chance| bytes_of(&mut chunk.body, chance)),
        5 => with_chunk(message, chance, |chunk, chance| {
            let kinds = [DOCUMENT, CHANGE, DEFLATED_CHANGE, BUNDLE, 4];
            chunk.kind = chance.pick(&kinds).copied().unwrap_or(CHANGE);
        }),
        6 => with_chunk(message, chance, |chunk, chance| {
            if let Some(mut body) = Body::read(chunk.kind, &chunk.body) {
                bytes_of(&mut body.before, chance);
                chunk.body = body.write();
            }
        }),
        _ => with_chunk(message, chance, |chunk, chance| {
            if let Some(mut body) = Body::read(chunk.kind, &chunk.body) {
                columns(&mut body, chance);
                chunk.body = body.write();
            }
        }),
    }
}

fn with_chunk(message: &mut Message, chance: &mut Chance, change: impl Fn(&mut Chunk, &mut Chance)) {
    let count = message.elements.iter().flatten().count();
    let place = chance.below(count);
    if let Some(chunk) = message.elements.iter_mut().flatten().nth(place) {
        change(chunk, chance);
    }
}

/// One column of a body.
fn columns(body: &mut Body, chance: &mut Chance) {
    let group = chance.below(body.groups.len());
    let Some(group) = body.groups.get_mut(group) else { return };
    let place = chance.below(group.len());
    match chance.below(16) {
        0 if place < group.len() => {
            group.remove(place);
        }
        1 => group.push(Column {
            spec: chance.below(256),
            bytes: (0..chance.below(20)).map(|_| chance.byte()).collect(),
        }),
        2 => group.sort_by_key(|column| column.spec & !DEFLATED),
        _ => {}
    }
    let Some(column) = group.get_mut(place) else { return };
    let was_deflated = column.spec & DEFLATED != 0;
    if let Some(plain) = column.plain() {
        *column = plain;
    }
    match chance.below(16) {
        // A run that unrolls to very many rows.
        0 => {
            let rows = 1usize.checked_shl(u32::try_from(chance.below(40)).unwrap_or(0)).unwrap_or(1);
            let place = chance.below(column.bytes.len());
            column.bytes.splice(place..place, [leb128(rows), vec![chance.byte() & 0x7f]].concat());
        }
        1 => {
            let place = chance.below(column.bytes.len());
            column.bytes.splice(place..place, [vec![0], leb128(chance.below(100_000))].concat());
        }
        2 => column.spec = (column.spec & !0x07) | chance.below(8),
        3 => column.bytes = Vec::new(),
        // Much of the same: small once it is deflated.
        4 if chance.once_in(200) => column.bytes = vec![chance.byte(); 8 << 20],
        5..=7 => bytes_of(&mut column.bytes, chance),
        _ => one_byte(&mut column.bytes, chance),
    }
    if was_deflated || chance.once_in(32) {
        column.spec |= DEFLATED;
        column.bytes = deflated(&column.bytes);
    }
}

/// What stands around the chunks.
fn envelope(message: &mut Message, chance: &mut Chance) {
    let hash: Hash = std::array::from_fn(|_| chance.byte());
    match chance.below(9) {
        0 => message.heads.push(hash),
        1 => message.heads.clear(),
        2 => message.need.extend((0..chance.below(100)).map(|_| hash)),
        // The library's own filter says 10 bits and 7 probes.
        3 => message.have.push((vec![hash], [leb128(chance.below(20)), vec![0, 7]].concat())),
        4 => {
            message.have.push((Vec::new(), [vec![1, 10], leb128(chance.below(1 << 30)), vec![0, 0]].concat()))
        }
        5 => message.have.push((Vec::new(), (0..chance.below(30)).map(|_| chance.byte()).collect())),
        6 => message.version = chance.byte(),
        7 => message.tail = (0..chance.below(6)).map(|_| chance.byte()).collect(),
        _ => message.have = vec![(vec![hash; chance.below(80)], Vec::new())],
    }
}

/// Which chunks there are, and in which order.
fn arrangement(message: &mut Message, others: &[Scene], chance: &mut Chance) {
    let mut chunks: Vec<Chunk> = message.elements.concat();
    let place = chance.below(chunks.len());
    match chance.below(7) {
        0 if place < chunks.len() => {
            chunks.remove(place);
        }
        1 => chunks.extend(chunks.get(place).cloned()),
        2 => chunks.reverse(),
        3 => {
            let other = chance.pick(others).map(|scene| scene.message.elements.concat()).unwrap_or_default();
            chunks.extend(chance.pick(&other).cloned());
        }
        4 => {
            if let Some(chunk) = chunks.get_mut(place) {
                chunk.checksum = Some([chance.byte(), 0, 0, 0]);
            }
        }
        _ => {}
    }
    message.elements =
        if chance.once_in(2) { vec![chunks] } else { chunks.into_iter().map(|chunk| vec![chunk]).collect() };
}

/// One byte, with all others where they were: what is counted stays counted.
fn one_byte(bytes: &mut [u8], chance: &mut Chance) {
    let place = chance.below(bytes.len());
    let edge = chance.pick(&EDGES).copied().unwrap_or(0);
    let Some(byte) = bytes.get_mut(place) else { return };
    *byte = match chance.below(5) {
        0 => *byte ^ (1 << chance.below(8)),
        1 => edge,
        2 => byte.wrapping_add(1),
        3 => byte.wrapping_sub(1),
        _ => chance.byte(),
    };
}

/// One place in some bytes.
fn bytes_of(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let place = chance.below(bytes.len());
    let length = chance.below(8).saturating_add(1);
    let end = place.saturating_add(length).min(bytes.len());
    match chance.below(8) {
        0 => {
            bytes.drain(place..end);
        }
        1 => {
            let new: Vec<u8> = (0..length).map(|_| chance.byte()).collect();
            bytes.splice(place..place, new);
        }
        2 => {
            let again: Vec<u8> = bytes.get(place..end).unwrap_or_default().to_vec();
            bytes.splice(place..place, again);
        }
        3 => {
            let from = chance.below(bytes.len());
            let to = from.saturating_add(length).min(bytes.len());
            let other: Vec<u8> = bytes.get(from..to).unwrap_or_default().to_vec();
            bytes.splice(place..end, other);
        }
        _ => one_byte(bytes, chance),
    }
}

/// Hashes that changed are changed wherever they stand: in what builds on them, and in the heads.
fn fit(message: &mut Message, before: &[Hash], chance: &mut Chance) {
    for place in 0..before.len() {
        let now = hashes(message);
        let (Some(old), Some(new)) = (before.get(place), now.get(place)) else { break };
        if old == new {
            continue;
        }
        for head in message.heads.iter_mut().filter(|head| *head == old) {
            *head = *new;
        }
        for chunk in message.elements.iter_mut().flatten().skip(place.saturating_add(1)) {
            replace(&mut chunk.body, old, new);
        }
    }
    // A document names its heads itself, and the library compares. What they are is known only by reading it.
    if chance.once_in(2) {
        derive_heads(message);
    }
}

fn replace(bytes: &mut [u8], old: &Hash, new: &Hash) {
    let places: Vec<usize> =
        bytes.windows(32).enumerate().filter(|(_, window)| window == old).map(|(place, _)| place).collect();
    for place in places {
        if let Some(there) = bytes.get_mut(place..place.saturating_add(32)) {
            there.copy_from_slice(new);
        }
    }
}

/// The message of a scene bare, as a dense frame brings it, changed where no hash stands. What it claims of its head
/// are four bytes, which anybody can compute: they are right. `None`: it is not a new document.
fn bare_mutant(message: &Message, chance: &mut Chance) -> Option<Vec<u8>> {
    let mut bare = strip(&message.write())?;
    let mut rest = bare.split_off(BARE_BEGINS);
    let places = if chance.once_in(3) { chance.below(4) } else { 0 };
    for _ in 0..=places {
        bytes_of(&mut rest, chance);
    }
    if let Some(head) = bare_head(&rest)
        && let (Some(claim), Some(first)) = (bare.get_mut(BARE_BEGINS - 4..), head.get(..4))
    {
        claim.copy_from_slice(first);
    }
    bare.extend(rest);
    Some(bare)
}

/// Kind, flavour, and four bytes of the head stand before the document.
const BARE_BEGINS: usize = 6;

/// The head of a document that has none written in it.
fn bare_head(rest: &[u8]) -> Option<Hash> {
    let mut input = Input(rest);
    let actors = input.number()?;
    for _ in 0..actors {
        input.prefixed()?;
    }
    let before = rest.get(..rest.len().checked_sub(input.0.len())?)?;
    let chunk = Chunk::new(DOCUMENT, [before, &[1], &[0; 32], input.0].concat());
    let message = Message::bringing(vec![[0; 32]], vec![chunk.clone()]);
    // Our own screen first: reading happens here without a bound.
    safe_to_read(&message.write(), &Limits::STANDARD).ok()?;
    heads_of(&chunk)?.first().copied()
}

/// The hashes of the changes on which no other builds. The library would repeat the heads that are written in it.
fn heads_of(chunk: &Chunk) -> Option<Vec<Hash>> {
    let whole = chunk.write();
    let read = || {
        let doc = automerge::Automerge::load_unverified_heads(&whole).ok()?;
        let changes = doc.get_changes_meta(&[]);
        let built_on: HashSet<_> = changes.iter().flat_map(|change| &change.deps).collect();
        let heads = changes.iter().map(|change| change.hash).filter(|hash| !built_on.contains(hash));
        Some(heads.map(|hash| hash.0).collect())
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Gives a message that is one document the heads that its changes have.
fn derive_heads(message: &mut Message) {
    let chunks: Vec<Chunk> = message.elements.concat();
    let [chunk] = chunks.as_slice() else { return };
    // Our own screen first: reading happens here without a bound.
    if chunk.kind != DOCUMENT || safe_to_read(&message.write(), &Limits::STANDARD).is_err() {
        return;
    }
    let (Some(told), Some(body)) = (heads_of(chunk), Body::read(DOCUMENT, &chunk.body)) else { return };
    let old = message.heads.clone();
    if told.len() != old.len() {
        return;
    }
    let mut before = body.before.clone();
    for (old, new) in old.iter().zip(&told) {
        replace(&mut before, old, new);
    }
    message.elements = vec![vec![Chunk::new(DOCUMENT, Body { before, ..body }.write())]];
    message.heads = told;
}
