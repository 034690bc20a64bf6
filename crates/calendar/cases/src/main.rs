//! The table as a program: it says how many cases there were, tells each fault, and fails when there is one.
//!
//! `cargo xtask calendar` runs it as wasm.

fn main() {
    let outcome = calendar_cases::look();
    for fault in &outcome.faults {
        tell(fault);
    }
    tell(&format!("cases={} faults={}", outcome.cases, outcome.faults.len()));
    assert!(outcome.faults.is_empty() && outcome.cases > 0, "the calendar and the table differ");
}

#[cfg(target_arch = "wasm32")]
fn tell(line: &str) {
    #[wasm_bindgen::prelude::wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = console)]
        fn log(line: &str);
    }
    log(line);
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "a program that tells what it found")]
fn tell(line: &str) {
    println!("{line}");
}
