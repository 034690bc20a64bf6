//! How many bad photos of synthetic cards are read, and how long each takes on one core: one JSON object a line, in
//! the form of `cargo xtask bench`.
//!
//! `cargo run --release -p idcard --example measure [COUNT [FIRST]]`

#![expect(clippy::disallowed_methods, reason = "this program measures")]

#[path = "../tests/cards/mod.rs"]
mod cards;

use cards::{Kind, Photo};
use idcard::{Effort, parse, read};
use std::time::{Duration, Instant};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.parse::<u64>().ok());
    let (count, first) = (numbers.next().unwrap_or(200), numbers.next().unwrap_or(0));
    let mut all = Vec::new();
    for number in first..first + count {
        let photo = Photo::new(number);
        let started = Instant::now();
        let read = read(&photo.jpeg, Effort::PICTURE);
        let took = started.elapsed();
        let right = read.as_ref().is_ok_and(|read| parse(&photo.text).as_ref() == Ok(&read.card));
        if !right {
            let Photo { kind, width, height, pitch, .. } = photo;
            eprintln!("{number}: {kind:?}, {width}x{height}, {pitch:.1} pixels a module: {:?}", read.err());
        }
        all.push((photo.kind, right, took));
    }
    for kind in Kind::ALL {
        let of_kind: Vec<_> = all.iter().filter(|(of, ..)| *of == kind).copied().collect();
        report(&format!("{kind:?}"), &of_kind);
    }
    report("all", &all);
}

fn report(metric: &str, photos: &[(Kind, bool, Duration)]) {
    let right = photos.iter().filter(|(_, right, _)| *right).count();
    let mut times: Vec<Duration> = photos.iter().map(|(.., took)| *took).collect();
    times.sort();
    let at = |part: f64| {
        let place = (times.len().saturating_sub(1) as f64 * part) as usize;
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        r#"{{"scenario":"idcard","metric":"{metric}","photos":{},"read":{right},"p50_ms":{:.1},"p95_ms":{:.1},"max_ms":{:.1}}}"#,
        photos.len(),
        at(0.5),
        at(0.95),
        at(1.0)
    );
}
