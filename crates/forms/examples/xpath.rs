//! Computes expressions for whoever runs a conformance suite: one JSON request a line in, one JSON answer a line
//! out. `docs/xpath.md` says what stands in them.

use chrono::DateTime;
use forms::tree::{Kind, NodeId, Tree};
use forms::xpath::{DateNumbers, Environment, Namespaces, Standing, Value, evaluate};
use serde_json::{Value as Json, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?) {
            Ok(request) => answer(&request).unwrap_or_else(|error| json!({ "error": error })),
            Err(error) => json!({ "error": format!("not JSON: {error}") }),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn answer(request: &Json) -> Result<Json, String> {
    let text = |name: &str| request.get(name).and_then(Json::as_str).unwrap_or_default();
    let tree = Tree::parse(text("xml")).map_err(|error| error.to_string())?;
    let mut namespaces = Namespaces::new();
    for (prefix, uri) in request.get("namespaces").and_then(Json::as_object).into_iter().flatten() {
        namespaces = namespaces.with(prefix, uri.as_str().unwrap_or_default());
    }
    let now = DateTime::parse_from_rfc3339(text("now")).map_err(|error| error.to_string())?;
    let mut environment = Environment::new(now);
    environment.seed = request.get("seed").and_then(Json::as_u64).unwrap_or_default();
    environment.language = text("language");
    environment.version = text("version");
    if text("date_numbers") == "instants" {
        environment.date_numbers = DateNumbers::Instants;
    }
    let place = |name: &str| request.get(name).and_then(Json::as_array).map(|path| node_at(&tree, path));
    environment.root = place("root").transpose()?;
    let context = place("context").transpose()?.unwrap_or(tree.root());
    let value = evaluate(text("expression"), &tree, context, &namespaces, &environment)
        .map_err(|error| error.to_string())?;
    let documents = Standing { tree: &tree, namespaces: &namespaces, environment: &environment };
    let zone = *environment.now.offset();
    let number = value.to_number(&documents, zone, environment.date_numbers);
    let (kind, nodes) = match &value {
        Value::Text(_) => ("text", Vec::new()),
        Value::Number(_) => ("number", Vec::new()),
        Value::Bool(_) => ("bool", Vec::new()),
        Value::Nodes(nodes) => ("nodes", nodes.iter().map(|node| path_to(&tree, *node)).collect()),
    };
    Ok(json!({
        "kind": kind,
        "text": value.to_text(&documents),
        // JSON knows neither NaN nor the infinities.
        "number": Value::Number(number).to_text(&documents),
        "negative_zero": number == 0.0 && number.is_sign_negative(),
        "bool": value.to_bool(),
        "nodes": nodes,
    }))
}

/// A path is a list: a number is a child by its place from 0, `@{uri}local` an attribute, `^prefix` a namespace.
fn node_at(tree: &Tree, path: &[Json]) -> Result<NodeId, String> {
    let mut at = tree.root();
    for step in path {
        let next = match (step.as_u64(), step.as_str()) {
            (Some(place), _) => tree.children(at).nth(usize::try_from(place).unwrap_or(usize::MAX)),
            (_, Some(written)) if written.starts_with('@') => {
                tree.attributes(at).find(|a| attribute_step(tree, *a) == written)
            }
            _ => None,
        };
        at = next.ok_or_else(|| format!("no node at {step}"))?;
    }
    Ok(at)
}

fn attribute_step(tree: &Tree, attribute: NodeId) -> String {
    let name = tree.name(attribute);
    format!("@{{{}}}{}", name.uri, name.local)
}

fn path_to(tree: &Tree, node: NodeId) -> Json {
    let mut path = Vec::new();
    let mut at = node.in_document(0);
    while let Some(parent) = tree.parent(at) {
        path.push(match tree.kind(at) {
            Kind::Attribute => json!(attribute_step(tree, at)),
            Kind::Namespace => json!(format!("^{}", tree.local_name(at))),
            _ => json!(tree.children(parent).position(|n| n == at)),
        });
        at = parent;
    }
    path.reverse();
    json!({ "document": node.document(), "path": path })
}
