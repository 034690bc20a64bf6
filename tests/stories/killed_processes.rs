//! A short share of `cargo xtask kill`: real processes, killed at random moments, lose nothing and double nothing.

use std::path::Path;
use stories::killing::kill_often;

/// The seed draws targets, moments and weather; what the operating system does with them is its own.
const SEED: u64 = 20_261_126;
const KILLS: u32 = 30;

#[tokio::test(flavor = "multi_thread")]
async fn thirty_kills_of_devices_and_server_lose_nothing_and_double_nothing() {
    let program = Path::new(env!("CARGO_BIN_EXE_donghanh-kill"));
    let figures = kill_often(program, KILLS, SEED, false).await;
    println!("{figures}");
    assert!(figures.all_held(), "{figures}");
    assert!(figures.saved > 0, "the devices were at work");
    assert_eq!(figures.kills_of_devices + figures.kills_of_server, KILLS);
}
