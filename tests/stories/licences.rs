//! What `deny.toml` allows is what the build takes: held on every test run, from `cargo metadata`
//! alone. `cargo xtask deny` asks the same of cargo-deny, which also knows of holes.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail it as the test itself would")]

use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata.get("packages").and_then(Value::as_array).unwrap().clone()
}

fn rules() -> toml::Table {
    std::fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap()
}

fn name(package: &Value) -> &str {
    package.get("name").and_then(Value::as_str).unwrap()
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let rules = rules();
    let allowed: BTreeSet<&str> = rules["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .map(|licence| licence.as_str().unwrap())
        .collect();
    for package in packages() {
        let licence =
            package["license"].as_str().unwrap_or_else(|| panic!("{} names no licence", name(&package)));
        let expression = Expression::parse_mode(licence, ParseMode::LAX)
            .unwrap_or_else(|error| panic!("{}: {licence}: {error}", name(&package)));
        let fits = expression.evaluate(|wanted| allowed.contains(wanted.to_string().as_str()));
        assert!(fits, "{} is under {licence}, which deny.toml does not allow", name(&package));
    }
}

#[test]
fn no_banned_crate_is_in_the_build() {
    let rules = rules();
    let banned: BTreeSet<&str> = rules["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["crate"].as_str().unwrap())
        .collect();
    assert!(banned.contains("native-tls"));
    for package in packages() {
        assert!(!banned.contains(name(&package)), "{} is banned in deny.toml", name(&package));
    }
}

#[test]
fn everything_comes_from_one_registry_or_from_here() {
    for package in packages() {
        match package["source"].as_str() {
            None => {}
            Some(source) => assert!(
                source.starts_with("registry+https://github.com/rust-lang/crates.io-index"),
                "{} comes from {source}",
                name(&package)
            ),
        }
    }
}
