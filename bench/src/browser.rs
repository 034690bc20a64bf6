//! The form engine as wasm in Chromium: the same sample form, timed by the page itself.

use crate::report::{Report, percentile};
use serde_json::Value;
use std::path::Path;
use stories::windows::{Browser, LONG, until};

const BENCH: &str = "forms";
/// Milliseconds.
const ANSWER_LIMIT: f64 = 5.0;
/// The page that `cargo xtask bench` built.
const PAGE: &str = "DONGHANH_BENCH_PAGE";

pub(crate) fn run(report: &mut Report) {
    let Some(page) = std::env::var_os(PAGE) else {
        eprintln!("  the wasm figures are left out: start this with `cargo xtask bench forms`");
        return;
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let measured = runtime.block_on(measured(Path::new(&page)));
    for (name, metric) in [
        ("load", "wasm_load_5000_2000"),
        ("answer", "wasm_answer_5000_2000"),
        ("most", "wasm_answer_most_looked_at"),
    ] {
        let mut times: Vec<f64> = measured
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect();
        for hundredths in [50, 99] {
            let time = percentile(&mut times, hundredths);
            report.add(BENCH, format!("{metric}_p{hundredths}"), time, "ms", times.len());
            if name != "load" {
                report.add(
                    BENCH,
                    format!("{metric}_p{hundredths}_of_limit"),
                    time / ANSWER_LIMIT,
                    "ratio",
                    times.len(),
                );
            }
        }
    }
}

async fn measured(page: &Path) -> Value {
    let browser = Browser::open(1280, 900).await.expect("Chromium opens");
    browser.visit(&format!("file://{}", page.display())).await.expect("the page opens");
    let times = until("the page has measured", LONG, async || {
        let told = browser.page().run("return window.measured ?? null", vec![]).await?;
        Ok(told.as_str().map(str::to_owned))
    })
    .await
    .expect("the page measures");
    serde_json::from_str(&times).expect("the page tells JSON")
}
