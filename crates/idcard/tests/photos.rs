//! Two hundred bad photos of synthetic cards, twenty for each thing that goes wrong at a door.

mod cards;

use cards::{Kind, Photo};
use idcard::{CardError, Effort, ReadError, parse, read, read_luma};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

const PHOTOS: u64 = 200;

/// What is read of photos, in threes: how many, how many rightly, how many as a card that it is not.
type Tally = BTreeMap<Kind, (u32, u32, u32)>;

#[test]
fn nineteen_of_twenty_bad_photos_are_read_and_none_of_them_wrongly() {
    let next = AtomicU64::new(0);
    let tallies = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(|| read_until_none_is_left(&next))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker ends")).collect::<Vec<_>>()
    });
    let mut tally = Tally::new();
    for (kind, (photos, right, wrong)) in tallies.into_iter().flatten() {
        let sum = tally.entry(kind).or_default();
        *sum = (sum.0 + photos, sum.1 + right, sum.2 + wrong);
    }
    for (kind, (photos, right, _)) in &tally {
        println!("{kind:?}: {right} of {photos}");
    }
    let photos: u32 = tally.values().map(|(photos, ..)| photos).sum();
    let right: u32 = tally.values().map(|(_, right, _)| right).sum();
    let wrong: u32 = tally.values().map(|(.., wrong)| wrong).sum();
    println!("all: {right} of {photos}");
    assert_eq!(wrong, 0, "a card was read that is not in the photo");
    assert!(right * 100 >= photos * 95, "{right} of {photos} were read");
}

fn read_until_none_is_left(next: &AtomicU64) -> Tally {
    let mut tally = Tally::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= PHOTOS {
            return tally;
        }
        let photo = Photo::new(number);
        let card = read(&photo.jpeg, Effort::PICTURE);
        let sum = tally.entry(photo.kind).or_default();
        sum.0 += 1;
        match card {
            Ok(read) if parse(&photo.text).as_ref() == Ok(&read.card) => sum.1 += 1,
            Ok(_) => sum.2 += 1,
            Err(error) => {
                let Photo { kind, width, height, pitch, .. } = photo;
                println!("{number}: {kind:?}, {width}x{height}, {pitch:.1} pixels a module: {error}");
            }
        }
    }
}

#[test]
fn a_frame_of_a_camera_is_read_as_its_photo_is() {
    let photo = Photo::new(0);
    let grey = image::load_from_memory(&photo.jpeg).expect("a photo").into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let frame = read_luma(width, height, grey.as_raw(), Effort::FRAME).expect("a good frame is read");
    assert_eq!(frame.card, parse(&photo.text).expect("a card"));
}

#[test]
fn a_mirrored_frame_is_read_too() {
    let photo = Photo::new(10);
    let mut grey = image::load_from_memory(&photo.jpeg).expect("a photo").into_luma8();
    image::imageops::flip_horizontal_in_place(&mut grey);
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let frame = read_luma(width, height, grey.as_raw(), Effort::FRAME).expect("a good frame is read");
    assert_eq!(frame.card, parse(&photo.text).expect("a card"));
}

#[test]
fn a_photo_of_another_code_is_told_as_that() {
    let photo = Photo::of_other(10, "https://example.org/mau");
    let error = CardError::TooFewFields { found: 1, least: 7 };
    assert_eq!(read(&photo.jpeg, Effort::PICTURE), Err(ReadError::OtherCode(error)));
}

#[test]
fn the_same_photo_is_the_same_picture() {
    assert_eq!(Photo::new(3).jpeg, Photo::new(3).jpeg);
    assert_ne!(Photo::new(3).text, Photo::new(13).text);
}
