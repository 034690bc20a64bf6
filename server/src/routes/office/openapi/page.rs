//! The description as a page: no script, nothing from elsewhere.

use super::kinds::{kind, list, members, prose, referred, text};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;
use std::collections::BTreeMap;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1.1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}\
h2{margin-top:3rem}article{border-top:1px solid;padding:.5rem 0 1rem}\
h3{margin:.5rem 0;overflow-wrap:anywhere}code{overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0}\
caption{text-align:left;font-weight:600;padding-top:.6rem}nav ul{columns:12rem;padding-left:1.2rem}th{font-weight:600}tr+tr{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)}\
:target{outline:2px solid;outline-offset:.3rem}";

pub(super) fn page(document: &Value) -> Markup {
    let info = document.get("info").unwrap_or(&Value::Null);
    let components = document.get("components").unwrap_or(&Value::Null);
    let groups = groups(document);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (text(info, "title")) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (text(info, "title")) }
                    p { (text(info, "description")) }
                    p {
                        "For programs: " a href="openapi.json" { "openapi.json" } " (OpenAPI "
                        (text(document, "openapi")) ")."
                    }
                }
                nav aria-label="Contents" {
                    ul {
                        @for name in groups.keys() { li { a href={ "#" (name) } { (name) } } }
                        li { a href="#answers" { "answers of all" } }
                        li { a href="#types" { "types" } }
                    }
                }
                main {
                    @for (name, routes) in &groups {
                        section id=(name) {
                            h2 { (name) }
                            @for route in routes { (route.markup(components)) }
                        }
                    }
                    (answers_of_all(components))
                    section id="types" {
                        h2 { "Types" }
                        @for (name, schema) in members(components, "schemas") { (one_type(name, schema)) }
                    }
                }
            }
        }
    }
}

struct Route<'a> {
    method: String,
    path: &'a str,
    operation: &'a Value,
}

/// By the file that answers, in the order of their paths.
fn groups(document: &Value) -> BTreeMap<&str, Vec<Route<'_>>> {
    let mut groups: BTreeMap<&str, Vec<Route<'_>>> = BTreeMap::new();
    for (path, item) in members(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let group = list(operation, "tags").find_map(Value::as_str).unwrap_or("other");
            let route = Route { method: method.to_uppercase(), path, operation };
            groups.entry(group).or_default().push(route);
        }
    }
    groups
}

impl Route<'_> {
    fn markup(&self, components: &Value) -> Markup {
        let operation = self.operation;
        let said = [text(operation, "summary"), text(operation, "description")];
        html! {
            article id=(text(operation, "operationId")) {
                h3 { code { (self.method) " " (self.path) } }
                @for words in said.iter().flat_map(|said| said.split("\n\n")).filter(|words| !words.is_empty()) {
                    p { (prose(words)) }
                }
                @if operation.get("security").and_then(Value::as_array).is_some_and(Vec::is_empty) {
                    p { "For anybody." }
                }
                @if list(operation, "parameters").next().is_some() {
                    table {
                        caption { "Parameters" }
                        tr { th { "name" } th { "in" } th { "kind" } th { "" } }
                        @for one in list(operation, "parameters") { (parameter(one)) }
                    }
                }
                @if let Some(body) = operation.get("requestBody") { p { "Body: " (content(body)) } }
                table {
                    caption { "Answers" }
                    @for (status, answer) in members(operation, "responses") {
                        tr { th scope="row" { (status) } td { (self::answer(answer, components)) } }
                    }
                }
            }
        }
    }
}

fn parameter(one: &Value) -> Markup {
    let is_required = one.get("required").and_then(Value::as_bool).unwrap_or_default();
    html! {
        tr {
            th scope="row" { code { (text(one, "name")) } }
            td { (text(one, "in")) }
            td {
                @if let Some(schema) = one.get("schema") { (kind(schema)) }
                @if !is_required { " (optional)" }
            }
            td { (prose(text(one, "description"))) }
        }
    }
}

/// The media types and what each holds.
fn content(body: &Value) -> Markup {
    html! {
        @for (place, (media, of)) in members(body, "content").enumerate() {
            @if place > 0 { "; " }
            code { (media) } " "
            @if let Some(schema) = of.get("schema") { (kind(schema)) }
        }
    }
}

fn answer(answer: &Value, components: &Value) -> Markup {
    match referred(answer) {
        Some(name) => {
            let common = components.get("responses").and_then(|all| all.get(name)).unwrap_or(&Value::Null);
            html! { a href={ "#answer-" (name) } { (prose(text(common, "description"))) } }
        }
        None => html! { (content(answer)) " " (prose(text(answer, "description"))) },
    }
}

fn answers_of_all(components: &Value) -> Markup {
    html! {
        section id="answers" {
            h2 { "Answers of all" }
            p {
                "What goes wrong is a " a href="#type-Problem" { "Problem" } " with a fitting status: its "
                code { "code" } " is for programs. A 5xx with another status than those named here is a fault of ours."
            }
            @for (name, answer) in members(components, "responses") {
                article id={ "answer-" (name) } {
                    h3 { (name) }
                    p { (prose(text(answer, "description"))) }
                    p { (content(answer)) }
                }
            }
        }
    }
}

fn one_type(name: &str, schema: &Value) -> Markup {
    let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
    html! {
        article id={ "type-" (name) } {
            h3 { (name) }
            @if !text(schema, "description").is_empty() { p { (prose(text(schema, "description"))) } }
            @if members(schema, "properties").next().is_some() {
                table {
                    @for (field, schema) in members(schema, "properties") {
                        tr {
                            th scope="row" { code { (field) } @if !required.contains(&field.as_str()) { " (optional)" } }
                            td { (kind(schema)) }
                            td { (prose(text(schema, "description"))) }
                        }
                    }
                }
            } @else if list(schema, "oneOf").next().is_some() {
                ul {
                    @for way in list(schema, "oneOf") { li { (kind(way)) " " (prose(text(way, "description"))) } }
                }
            } @else {
                p { (kind(schema)) }
            }
        }
    }
}
