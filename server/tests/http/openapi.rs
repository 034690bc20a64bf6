//! `/office/api/openapi.json` and the page about it, compared with the table of routes.

use crate::support::{Browser, Connection, World};
use serde_json::Value;
use server::{Entry, Need};
use std::collections::{BTreeMap, BTreeSet};
use wire::Problem;

/// Routes that the description leaves out, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/", "leads to the console"),
    ("/office", "leads to the console"),
    ("/office/api/docs", "a page, made of the description"),
    ("/office/api/events", "server-sent events, which OpenAPI 3.1 cannot say"),
    ("/office/api/{*unknown}", "what there is not"),
    ("/tra-cuu", "a page"),
    ("/h/", "a page"),
    ("/odata/", "has a description of its own, $metadata"),
    ("/v1/", "docs/sync-protocol.md: frames, tus, signed files"),
];

fn is_elsewhere(path: &str) -> bool {
    ELSEWHERE.iter().any(|(which, _)| match which.len() > 1 && which.ends_with('/') {
        true => path.starts_with(which),
        false => path == *which,
    })
}

async fn document(world: &World) -> Value {
    let reply = Browser::nobody(world.address()).get("/office/api/openapi.json").await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
    reply.json()
}

/// Method and path of each operation.
fn operations(document: &Value) -> BTreeMap<(String, String), Value> {
    let mut operations = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.insert((method.to_uppercase(), path.clone()), operation.clone());
        }
    }
    operations
}

/// As the description has it.
fn of_entry(entry: &Entry) -> (String, String) {
    let method = entry.method.as_ref().map_or_else(|| "ANY".to_owned(), ToString::to_string);
    (method, entry.path.replace("{*", "{"))
}

#[tokio::test]
async fn every_route_is_described_or_left_out_for_a_reason() {
    let world = World::new().await;
    let described: BTreeSet<_> = operations(&document(&world).await).into_keys().collect();
    let listed = server::listed(world.app());
    let (left_out, wanted): (Vec<_>, Vec<_>) = listed.iter().partition(|entry| is_elsewhere(entry.path));
    let wanted: BTreeSet<_> = wanted.into_iter().map(of_entry).collect();
    assert!(wanted.len() > 40, "{wanted:?}");
    let missing: Vec<_> = wanted.difference(&described).collect();
    assert!(missing.is_empty(), "not described: {missing:?}");
    let invented: Vec<_> = described.difference(&wanted).collect();
    assert!(invented.is_empty(), "no such route: {invented:?}");
    let unused: Vec<_> = ELSEWHERE
        .iter()
        .filter(|(which, _)| !left_out.iter().any(|entry| entry.path.starts_with(which)))
        .collect();
    assert!(unused.is_empty(), "no such routes: {unused:?}");
}

#[tokio::test]
async fn what_is_said_to_be_needed_is_what_the_table_asks_for() {
    let world = World::new().await;
    let document = document(&world).await;
    let operations = operations(&document);
    assert_eq!(document["components"]["securitySchemes"]["session"]["in"], "cookie");
    for entry in server::listed(world.app()).iter().filter(|entry| !is_elsewhere(entry.path)) {
        let operation = &operations[&of_entry(entry)];
        let (security, right) = match entry.need {
            Need::Nothing => (serde_json::json!([]), None),
            Need::Session => (serde_json::json!([{ "session": [] }]), None),
            Need::Right(right) => (serde_json::json!([{ "session": [] }]), Some(right)),
            Need::Device | Need::FeedKey => panic!("{entry:?} is described elsewhere"),
        };
        assert_eq!(operation["security"], security, "{entry:?}");
        let answers = operation["responses"].as_object().unwrap();
        let guarded = !matches!(entry.need, Need::Nothing);
        // The login refuses by itself.
        let refuses = guarded || entry.path == "/office/api/session";
        assert_eq!(answers.contains_key("401"), refuses, "{entry:?}");
        assert_eq!(answers.contains_key("403"), right.is_some(), "{entry:?}");
        if let Some(right) = right {
            let word = serde_json::to_value(right).unwrap();
            let said = format!("For who has the right `{}`.", word.as_str().unwrap());
            assert!(operation["description"].as_str().unwrap().ends_with(&said), "{entry:?}");
        }
    }
}

#[tokio::test]
async fn every_failure_is_a_problem_and_every_name_is_known_and_given_once() {
    let world = World::new().await;
    let document = document(&world).await;
    let mut names = BTreeSet::new();
    for ((method, path), operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap().to_owned();
        assert!(names.insert(name.clone()), "{name} twice");
        assert!(operation["summary"].is_string(), "{method} {path} says nothing of itself");
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let answer = match answer["$ref"].as_str() {
                Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
                None => answer,
            };
            if status.as_str() >= "400" {
                let schema = &answer["content"]["application/json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
            }
        }
    }
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 100);
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere_and_each_link_has_its_place() {
    let world = World::new().await;
    let reply = Browser::nobody(world.address()).get("/office/api/docs").await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(reply.header("content-security-policy").unwrap().contains("default-src 'self'"));
    let page = String::from_utf8(reply.body).unwrap();
    for foreign in ["<script", "src=", "http://", "https://", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    for link in page.split("href=\"#").skip(1) {
        let place = link.split('"').next().unwrap();
        assert!(page.contains(&format!(" id=\"{place}\"")), "{place}");
    }
    assert!(page.contains("/office/api/dossiers/{id}/acceptance"));
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_problem() {
    let world = World::new().await;
    let officer = world.officer().await;
    let unreadable = |what: &str| Problem::Unexpected { what: what.to_owned() };
    for (path, what) in [
        ("/office/api/dossiers/%ff", "path"),
        ("/office/api/settings/%C3", "path"),
        ("/office/api/numbers?year=maybe", "query"),
        ("/office/api/numbers?month=2026-11&month=2026-10", "query"),
        ("/office/api/numbers?month=2026-+1", "month"),
        ("/office/api/papers/register?part=-1", "query"),
    ] {
        let reply = officer.get(path).await;
        assert_eq!((reply.status, reply.problem()), (400, unreadable(what)), "{path}");
    }
    let reply = officer.write("POST", "/office/api/handovers/eins/application", "").await;
    assert_eq!((reply.status, reply.problem()), (400, unreadable("path")));
    // serde takes a list for a struct; the description does not.
    for (path, body) in [("/office/api/lists", "[]"), ("/office/api/feed-keys", "[\"Excel\"]")] {
        let reply = officer.write("POST", path, body).await;
        assert_eq!((reply.status, reply.problem()), (400, unreadable("body")), "{path}");
    }
}

#[tokio::test]
async fn what_there_is_not_is_answered_with_a_problem() {
    let world = World::new().await;
    let officer = world.officer().await;
    for (path, problem) in [
        ("/office/api/blobs/nothing".to_owned(), Problem::PhotoUnknown),
        (format!("/office/api/blobs/{}", "0".repeat(64)), Problem::PhotoUnknown),
        ("/office/api/numbers/numbers.ods".to_owned(), Problem::PaperUnknown),
        ("/office/api/papers/register?part=99".to_owned(), Problem::PaperUnknown),
    ] {
        let reply = officer.get(&path).await;
        assert_eq!((reply.status, reply.problem()), (404, problem), "{path}");
    }
}

/// An answer that overtakes its request's body is lost where the connection is reset for the rest.
#[tokio::test]
async fn a_body_that_nobody_looks_at_is_read_all_the_same() {
    let world = World::new().await;
    let officer = world.officer().await;
    let json = ("content-type", "application/json");
    let cookie = ("cookie", officer.cookie.as_str());
    let body = vec![b' '; 200 * 1024];
    let mut connection = Connection::open(world.address()).await;
    for (path, headers, status) in [
        ("/office/api/lists", &[json][..], 401),
        ("/office/api/lists", &[cookie], 415),
        ("/office/api/handovers/7/application", &[json, cookie], 404),
        ("/office/api/colleagues", &[json, cookie], 405),
        ("/office/api/openapi.json", &[], 405),
    ] {
        let reply = connection.request("POST", path, headers, &body).await;
        assert_eq!((reply.status, reply.header("connection")), (status, None), "{path}");
    }
}
