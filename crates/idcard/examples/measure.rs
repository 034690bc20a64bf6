//! How many bad photos of synthetic cards are read, and how long each takes on one core: one JSON object a line.
//! Beside the time on the clock it tells the time on the processor (on Linux), which others on the machine change less.
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
        let (started, before) = (Instant::now(), processor());
        let read = read(&photo.jpeg, Effort::PICTURE);
        let took = Took { clock: started.elapsed(), processor: processor().saturating_sub(before) };
        let right = read.as_ref().is_ok_and(|read| parse(&photo.text).as_ref() == Ok(&read.card));
        if !right {
            let Photo { kind, width, height, pitch, .. } = photo;
            eprintln!("{number}: {kind:?}, {width}x{height}, {pitch:.1} pixels a module: {:?}", read.err());
        }
        if took.processor > SLOW {
            let Photo { kind, width, height, pitch, .. } = photo;
            eprintln!(
                "{number}: {kind:?}, {width}x{height}, {pitch:.1} pixels a module: {:?}",
                took.processor
            );
        }
        all.push((photo.kind, right, took));
    }
    for kind in Kind::ALL {
        let of_kind: Vec<_> = all.iter().filter(|(of, ..)| *of == kind).copied().collect();
        report(&format!("{kind:?}"), &of_kind);
    }
    report("all", &all);
    report("no_card", &(first..first + count / 5).map(other).collect::<Vec<_>>());
}

/// What nothing comes of takes longest: here a code is found and read, over and over, but is no card's.
fn other(number: u64) -> (Kind, bool, Took) {
    let photo = Photo::of_other(number, OTHER);
    let (started, before) = (Instant::now(), processor());
    let read = read(&photo.jpeg, Effort::PICTURE);
    let took = Took { clock: started.elapsed(), processor: processor().saturating_sub(before) };
    (photo.kind, read.is_ok(), took)
}

const OTHER: &str =
    "https://example.org/mau/khong-phai-can-cuoc?so=0123456789&ten=MAU&lan=2&trang=thu-nhat-cua-bon-trang";

#[derive(Clone, Copy)]
struct Took {
    clock: Duration,
    processor: Duration,
}

/// Photos that take longer on the processor are told one by one.
const SLOW: Duration = Duration::from_millis(200);

/// How long this thread has been on a processor; zero where the system does not tell.
fn processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told.split(' ').next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}

fn report(metric: &str, photos: &[(Kind, bool, Took)]) {
    let right = photos.iter().filter(|(_, right, _)| *right).count();
    let clock = told(photos.iter().map(|(.., took)| took.clock).collect());
    let processor = told(photos.iter().map(|(.., took)| took.processor).collect());
    println!(
        r#"{{"bench":"idcard","metric":"{metric}","n":{},"read":{right},"ms":{clock},"processor_ms":{processor}}}"#,
        photos.len(),
    );
}

fn told(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |part: f64| {
        let place = (times.len().saturating_sub(1) as f64 * part) as usize;
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    format!(r#"{{"p50":{:.1},"p95":{:.1},"max":{:.1}}}"#, at(0.5), at(0.95), at(1.0))
}
