//! A schema in a few words, with links to the types that have a place of their own on the page.

use maud::{Markup, html};
use serde_json::{Map, Value};

/// A text of an object; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The members of an object below a key.
pub(super) fn members<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The list below a key.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// The last part of a reference.
pub(super) fn referred(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next())
}

/// Such as "list of WorkList", "integer or nothing".
pub(super) fn kind(schema: &Value) -> Markup {
    if let Some(name) = referred(schema) {
        return html! { a href={ "#type-" (name) } { (name) } };
    }
    let ways: Vec<&Value> = ["oneOf", "anyOf"].iter().flat_map(|key| list(schema, key)).collect();
    if !ways.is_empty() {
        let is_null = |way: &Value| text(way, "type") == "null";
        let some = ways.iter().filter(|way| !is_null(way));
        return html! {
            (between(some.map(|way| kind(way)), " or "))
            @if ways.iter().any(|way| is_null(way)) { " or nothing" }
        };
    }
    let parts: Vec<Markup> = list(schema, "allOf").map(kind).collect();
    if !parts.is_empty() {
        return between(parts.into_iter(), " and ");
    }
    plain(schema)
}

fn plain(schema: &Value) -> Markup {
    let said = schema.get("type");
    let names: Vec<&str> = match said {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let name = names.iter().copied().find(|name| *name != "null");
    let words: Vec<&str> = list(schema, "enum").filter_map(Value::as_str).collect();
    let narrower = ["format", "pattern"].map(|key| text(schema, key));
    html! {
        @match name {
            Some("array") => { "list of " (schema.get("items").map_or_else(|| html! { "anything" }, kind)) },
            _ if !words.is_empty() => {
                (between(words.iter().map(|word| html! { code { (word) } }), ", "))
            },
            Some("object") => (object(schema)),
            Some(name) => (name),
            None => "anything",
        }
        @for narrower in narrower.iter().filter(|narrower| !narrower.is_empty()) { " " code { (narrower) } }
        @if names.contains(&"null") { " or nothing" }
    }
}

fn object(schema: &Value) -> Markup {
    let fields: Vec<_> = members(schema, "properties").collect();
    html! {
        @if let Some(value) = schema.get("additionalProperties").filter(|value| value.is_object()) {
            "by name: " (kind(value))
        } @else if fields.is_empty() {
            "object"
        } @else {
            "{ "
            (between(fields.iter().map(|(name, schema)| html! { code { (name) } ": " (kind(schema)) }), ", "))
            " }"
        }
    }
}

/// Words with code between backticks.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn between(parts: impl Iterator<Item = Markup>, word: &str) -> Markup {
    html! {
        @for (place, part) in parts.enumerate() {
            @if place > 0 { (word) }
            (part)
        }
    }
}
