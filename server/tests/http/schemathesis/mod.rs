//! schemathesis, a public tool, asks the running server whatever its description says can be asked, and much that it says
//! cannot: no 5xx, no answer that the description does not know. See `tests/api`.

mod scene;

use scene::{Known, Scene, scene};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

/// The variable with the session, see `tests/api/schemathesis.toml`.
const SESSION: &str = "DONGHANH_SESSION";

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// What can be done, with known values: while the scene is as it was made.
    Right,
    /// Every limit of what is described, and what is beyond it, at places that are known.
    Limits,
    /// The same and chance, at places that are known and others.
    Wide,
}

impl Pass {
    fn options(self) -> &'static [&'static str] {
        match self {
            Self::Right => &["--phases", "fuzzing", "--mode", "positive", "--max-examples", "4"],
            Self::Limits => &["--phases", "coverage"],
            Self::Wide => &["--phases", "coverage,fuzzing"],
        }
    }
}

/// What came of a pass, out of the tool's own report.
struct Came {
    operations: u64,
    cases: u64,
    failures: u64,
    /// Operations that have done what they were asked for at least once.
    reached: BTreeSet<String>,
}

#[tokio::test]
#[ignore = "needs schemathesis: cargo xtask schemathesis"]
async fn whatever_the_description_says_can_be_asked_is_answered_as_it_says() {
    let program = std::env::var("DONGHANH_SCHEMATHESIS").unwrap();
    let scene = scene().await;
    let folder = tempfile::tempdir().unwrap();
    let (mut cases, mut failures, mut operations) = (0, 0, 0);
    let mut reached = BTreeSet::new();
    for pass in [Pass::Right, Pass::Limits, Pass::Wide] {
        let report = folder.path().join("report.json");
        let command = command(&program, &scene, pass, folder.path(), &report);
        let output = run(command).await;
        let came = read(&report, &output);
        if came.failures > 0 || !output.status.success() {
            println!("{}", String::from_utf8_lossy(&output.stdout));
        }
        cases += came.cases;
        failures += came.failures;
        operations = operations.max(came.operations);
        reached.extend(came.reached);
    }
    println!("operations={operations} reached={} requests={cases} failures={failures}", reached.len());
    assert_eq!(failures, 0);
    assert!(operations > 45, "{operations} operations were asked");
    assert!(cases > 2000, "{cases} requests were made");
    assert!(operations - u64::try_from(reached.len()).unwrap() <= 2, "only these were reached: {reached:?}");
}

fn command(program: &str, scene: &Scene, pass: Pass, folder: &Path, report: &Path) -> Command {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/api/schemathesis.toml");
    let mut settings = std::fs::read_to_string(ours).unwrap();
    add(&mut settings, &scene.known, pass);
    let file = folder.join("schemathesis.toml");
    std::fs::write(&file, &settings).unwrap();
    let session = scene.officer.cookie.split_once('=').unwrap().1;
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .envs(that_stand_for_themselves(&settings))
        .env(SESSION, session)
        .arg("--config-file")
        .arg(file)
        .arg("run")
        .arg(format!("http://{}/office/api/openapi.json", scene.world.address()))
        .args(pass.options())
        .args(["--report", "json", "--report-json-path"])
        .arg(report);
    command
}

/// Adds what is known.
fn add(settings: &mut String, known: &[Known], pass: Pass) {
    let mut lists = String::new();
    let mut operations = String::new();
    for (number, Known { path, values }) in known.iter().enumerate() {
        writeln!(operations, "[[operations]]\ninclude-path = \"{path}\"\n[operations.parameters]").unwrap();
        for (place, all) in values {
            let is_plain = all.iter().all(|value| !value.is_array() && !value.is_object());
            if pass == Pass::Wide && is_plain {
                let list = format!("known-{number}-{}", place.replace('.', "-"));
                writeln!(lists, "[dictionaries.{list}]\nvalues = {}", Value::from(all.clone())).unwrap();
                writeln!(operations, "\"{place}\" = {{ dictionary = \"{list}\", probability = 0.85 }}")
                    .unwrap();
            } else if pass != Pass::Wide {
                writeln!(operations, "\"{place}\" = {}", in_toml(&all[0])).unwrap();
            }
        }
    }
    // Tables before the operations, which are the last.
    let place = settings.find("[[operations]]").unwrap();
    settings.insert_str(place, &lists);
    settings.push_str(&operations);
}

/// JSON's texts, numbers and lists are TOML's as well; its objects are not.
fn in_toml(value: &Value) -> String {
    match value {
        Value::Array(all) => format!("[{}]", all.iter().map(in_toml).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| format!("{name} = {}", in_toml(value));
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

/// The tool puts variables of its surroundings in where a text has `${name}`, as forms do: each stands for itself.
fn that_stand_for_themselves(settings: &str) -> impl Iterator<Item = (&str, String)> {
    let names = settings.split("${").skip(1).filter_map(|rest| rest.split('}').next());
    names.filter(|name| *name != SESSION).map(|name| (name, format!("${{{name}}}")))
}

async fn run(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
}

fn read(report: &Path, output: &Output) -> Came {
    let text = std::fs::read(report).unwrap_or_else(|error| {
        let said = [&output.stdout, &output.stderr].map(|said| String::from_utf8_lossy(said).into_owned());
        panic!("{error}: schemathesis wrote no report: {}", said.concat())
    });
    let report: Value = serde_json::from_slice(&text).unwrap();
    let number = |pointer: &str| report.pointer(pointer).and_then(Value::as_u64).unwrap();
    let errors = u64::try_from(report["errors"].as_array().unwrap().len()).unwrap();
    let accepted = |phases: &Value| phases.as_object().unwrap().values().any(|phase| phase["accepted"] != 0);
    let rates = report["valid_rates"].as_object().unwrap();
    Came {
        operations: number("/operations/tested"),
        cases: number("/test_cases/generated"),
        failures: number("/test_cases/unique_failures") + number("/test_cases/errored") + errors,
        reached: rates.iter().filter(|(_, phases)| accepted(phases)).map(|(name, _)| name.clone()).collect(),
    }
}
