//! What a run has measured.

use serde::Serialize;

/// One figure.
#[derive(Debug, Serialize)]
struct Figure {
    bench: &'static str,
    metric: String,
    value: f64,
    unit: &'static str,
    /// How many measurements are behind it.
    n: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Report {
    figures: Vec<Figure>,
}

impl Report {
    pub(crate) fn add(
        &mut self,
        bench: &'static str,
        metric: impl Into<String>,
        value: f64,
        unit: &'static str,
        n: usize,
    ) {
        let figure = Figure { bench, metric: metric.into(), value, unit, n };
        eprintln!("  {} {}: {} {}", figure.bench, figure.metric, rounded(value), unit);
        self.figures.push(figure);
    }

    pub(crate) fn as_json_lines(&self) -> String {
        let lines =
            self.figures.iter().map(|figure| serde_json::to_string(figure).expect("a figure is JSON"));
        lines.map(|line| line + "\n").collect()
    }

    pub(crate) fn as_table(&self) -> String {
        let line = |figure: &Figure| {
            let Figure { bench, metric, value, unit, n } = figure;
            format!("{bench:<6} {metric:<48} {:>12} {unit:<6} n = {n}\n", rounded(*value))
        };
        self.figures.iter().map(line).collect()
    }
}

fn rounded(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.3}") }
}

/// The value below which so many hundredths of the measurements lie. Sorts in place.
pub(crate) fn percentile(values: &mut [f64], hundredths: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len().saturating_sub(1) * hundredths).div_ceil(100);
    values.get(place).copied().expect("something was measured")
}

pub(crate) fn median(values: &mut [f64]) -> f64 {
    percentile(values, 50)
}

/// Counts here are far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn as_figure(count: u64) -> f64 {
    count as f64
}

/// A line for whoever has started this program.
pub(crate) fn say_line(line: &serde_json::Value) {
    println!("{line}");
}
