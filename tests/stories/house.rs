//! The arrows of the house: which room may know of which (ARCHITECTURE.md, "The house").

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Every package of the workspace and the packages of the workspace that it may build on.
/// What is missing here does not exist, or has no right to.
const ARROWS: &[(&str, &[&str])] = &[
    // Pure: no clock, no disk, no network.
    ("calendar", &[]),
    ("dossier", &["calendar"]),
    ("forms", &[]),
    ("idcard", &["dossier"]),
    ("photo", &[]),
    ("library", &["calendar", "dossier", "forms"]),
    ("book", &["dossier", "forms"]),
    ("papers", &["forms", "library"]),
    ("wire", &["calendar", "dossier", "library"]),
    ("sync", &["dossier", "wire"]),
    ("i18n", &[]),
    ("wording", &["forms", "i18n", "library"]),
    // One device.
    ("store", &["dossier", "sync", "wire"]),
    (
        "device",
        &["book", "dossier", "forms", "idcard", "library", "papers", "photo", "store", "sync", "wire"],
    ),
    ("donghanh", &["device", "wire"]),
    // The office.
    ("server", &["calendar", "dossier", "forms", "i18n", "library", "papers", "sync", "wire", "wording"]),
    // The pages know neither store nor device nor server.
    ("ui", &["calendar", "dossier", "forms", "i18n", "library", "wire", "wording"]),
    // Trying, testing, measuring, building: nothing of the product depends on these.
    ("demo", &["device", "dossier", "forms", "i18n", "library", "wire"]),
    ("testkit", &["calendar", "device", "dossier", "library", "server", "store", "sync", "wire"]),
    (
        "stories",
        &["demo", "device", "dossier", "forms", "library", "server", "store", "sync", "testkit", "wire"],
    ),
    ("calendar-cases", &["calendar"]),
    ("differential", &["forms", "library"]),
    ("hostile", &["dossier", "server", "sync", "wire"]),
    ("bench-wasm", &["forms"]),
    (
        "bench",
        &[
            "demo", "device", "dossier", "forms", "library", "server", "store", "stories", "sync", "testkit",
            "wire",
        ],
    ),
    ("xtask", &["forms", "i18n", "library"]),
];

/// Crates that speak to the outside, and the packages that may.
const DOORS: &[(&str, &[&str])] = &[
    ("rusqlite", &["store", "server", "bench"]),
    ("reqwest", &["device", "demo"]),
    ("tauri", &["donghanh"]),
    ("axum", &["server"]),
    ("yew", &["ui"]),
    // Pages without a script.
    ("maud", &["server"]),
    // Not to the outside either: a feature for the server's page about its JSON.
    ("utoipa", &["calendar", "dossier", "library", "server", "wire"]),
    // Not to the outside; but one room knows how pages are set.
    ("typst", &["papers"]),
];

#[test]
fn every_package_builds_only_on_the_rooms_below_it() {
    let may: BTreeMap<_, BTreeSet<_>> =
        ARROWS.iter().map(|(name, below)| (*name, below.iter().copied().collect())).collect();
    let packages = packages();
    let names: BTreeSet<_> = packages.keys().map(String::as_str).collect();
    assert_eq!(names, may.keys().copied().collect(), "every package has its line in ARROWS, and no other");
    for (name, dependencies) in &packages {
        let below: BTreeSet<_> =
            dependencies.iter().map(String::as_str).filter(|dependency| names.contains(dependency)).collect();
        let strangers: Vec<_> = below.difference(&may[name.as_str()]).collect();
        assert!(strangers.is_empty(), "{name} must not know of {strangers:?}");
    }
}

#[test]
fn the_arrows_point_down_only() {
    let place: BTreeMap<_, _> = ARROWS.iter().enumerate().map(|(place, (name, _))| (*name, place)).collect();
    for (name, below) in ARROWS {
        for other in *below {
            assert!(place[other] < place[name], "{name} stands above {other} and builds on it");
        }
    }
}

#[test]
fn each_door_to_the_outside_is_in_one_room() {
    let packages = packages();
    for (door, rooms) in DOORS {
        let found: BTreeSet<_> = packages
            .iter()
            .filter(|(_, dependencies)| dependencies.contains(*door))
            .map(|(name, _)| name.as_str())
            .collect();
        let allowed: BTreeSet<_> = rooms.iter().copied().collect();
        assert!(!found.is_empty(), "{door} is used nowhere: take its line away");
        assert!(found.is_subset(&allowed), "{door} is used by {found:?}, allowed are {rooms:?}");
    }
}

/// Name of each package of the workspace, with the names of all its dependencies but those of its tests.
fn packages() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a name").to_owned();
    metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let built_on = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
            (text(&package["name"]), built_on.map(|dependency| text(&dependency["name"])).collect())
        })
        .collect()
}
