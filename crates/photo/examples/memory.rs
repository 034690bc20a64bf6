//! How much memory and time a photo of 48 megapixels takes, and how much time one of 12: one JSON object a line.
//!
//! `cargo run --release -p photo --example memory`
//!
//! Each large file is prepared in a process of its own, whose peak of resident memory (`VmHWM`) the system counts.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use photo::{Limits, prepare};
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(file) = env::args().nth(1) {
        return measure_one(Path::new(&file));
    }
    let folder = tempfile::tempdir()?;
    let large = page_on_a_table(8064, 6048);
    let jpeg = folder.path().join("48-megapixels.jpg");
    fs::write(&jpeg, as_jpeg(&large)?)?;
    let png = folder.path().join("48-megapixels.png");
    write_png(&png, &large)?;
    drop(large);
    for file in [jpeg, png] {
        let status = Command::new(env::current_exe()?).arg(&file).status()?;
        if !status.success() {
            return Err(format!("{} could not be prepared", file.display()).into());
        }
    }
    time_twelve_megapixels()
}

/// In the child: one photo, and what it cost.
fn measure_one(file: &Path) -> Result<(), Box<dyn Error>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(file)?;
    let (prepared, took) = timed(|| prepare(&bytes, &Limits::default()));
    let prepared = prepared?;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    println!(
        r#"{{"suite":"photo","metric":"{name}","file_kb":{},"peak_rss":"{peak}","ms":{},"page_kb":{},"width":{},"height":{}}}"#,
        bytes.len() / 1000,
        took.as_millis(),
        prepared.page.bytes.len() / 1000,
        prepared.page.width,
        prepared.page.height,
    );
    Ok(())
}

fn time_twelve_megapixels() -> Result<(), Box<dyn Error>> {
    let bytes = as_jpeg(&page_on_a_table(4032, 3024))?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let (prepared, took) = timed(|| prepare(&bytes, &Limits::default()));
        prepared?;
        times.push(took.as_millis());
    }
    times.sort_unstable();
    let middle = times.get(ROUNDS / 2).copied().unwrap_or_default();
    println!(
        r#"{{"suite":"photo","metric":"12-megapixels.jpg","file_kb":{},"p50_ms":{middle}}}"#,
        bytes.len() / 1000
    );
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this program measures")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let result = work();
    (result, begin.elapsed())
}

/// A sheet with rows of small marks on a brown table, with the grain of a small sensor.
fn page_on_a_table(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    let unit = width / 1008;
    RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (state >> 29) as u8;
        let (column, row) = (x / unit, y / unit);
        let on_sheet = (100..908).contains(&column) && (60..696).contains(&row);
        let in_text = (140..868).contains(&column) && (100..660).contains(&row) && row % 14 < 6;
        let mark = (column / 2).wrapping_mul(2_654_435_761).wrapping_add(row / 14 * 97) >> 7;
        let base = match (on_sheet, in_text && mark % 3 == 0) {
            (true, true) => [40, 40, 46],
            (true, false) => [226, 224, 218],
            (false, _) => [112, 80, 52],
        };
        Rgb(base.map(|value: u8| value.saturating_add(grain)))
    })
}

fn as_jpeg(picture: &RgbImage) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(picture)?;
    Ok(bytes)
}

fn write_png(file: &Path, picture: &RgbImage) -> Result<(), Box<dyn Error>> {
    let mut encoder = png::Encoder::new(fs::File::create(file)?, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Balanced);
    encoder.write_header()?.write_image_data(picture.as_raw())?;
    Ok(())
}
