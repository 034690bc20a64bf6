//! What routes have in common: what is needed to be let in, and how each fails whatever it is about.

use crate::routes::signed_in::COOKIE_NAME;
use crate::routes::table::{Entry, Need};
use axum::http::Method;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, PathItem, Ref, RefOr, Response};

/// Name of the one scheme that is used here.
const SESSION: &str = "session";
const JSON: &str = "application/json";

/// An answer that many routes can give.
struct Common {
    status: &'static str,
    name: &'static str,
    words: &'static str,
}

const NOT_UNDERSTOOD: Common = Common {
    status: "400",
    name: "NotUnderstood",
    words: "`unexpected`: the part that `what` names cannot be read.",
};
const LOGIN_NEEDED: Common =
    Common { status: "401", name: "LoginNeeded", words: "`login_needed`: no session, or it has ended." };
const NOT_ALLOWED: Common = Common {
    status: "403",
    name: "NotAllowed",
    words: "`not_allowed`: whoever is logged in has no such right, or not for this dossier.",
};
const UNKNOWN: Common = Common {
    status: "404",
    name: "Unknown",
    words: "There is nothing of this name; what somebody may not read is not there for them either.",
};
const MOVED: Common = Common {
    status: "410",
    name: "Moved",
    words: "`dossier_moved`: the dossier went to another commune of this server.",
};
const TOO_LARGE: Common =
    Common { status: "413", name: "TooLarge", words: "`unexpected`: the body is larger than it may be." };
const OTHER_CONTENT: Common = Common {
    status: "415",
    name: "OtherContent",
    words: "`unexpected`: a write must say what it is, which a form on another site cannot do unasked.",
};
const BUSY: Common = Common {
    status: "503",
    name: "Busy",
    words: "`unexpected`: the store is busy or out of reach; the same request may be sent again.",
};
const ALL: [&Common; 8] =
    [&NOT_UNDERSTOOD, &LOGIN_NEEDED, &NOT_ALLOWED, &UNKNOWN, &MOVED, &TOO_LARGE, &OTHER_CONTENT, &BUSY];

/// Adds it to every operation, by what the table says of its route.
pub(super) fn add(document: &mut OpenApi, entries: &[Entry]) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let here = |entry: &&Entry| entry.method.as_ref() == Some(&method) && described(entry) == *path;
            name(operation);
            if let Some(entry) = entries.iter().find(here) {
                add_need(operation, entry.need);
                add_answers(operation, entry);
            }
        }
    }
    let components = document.components.get_or_insert_default();
    for common in ALL {
        components.responses.insert(common.name.to_owned(), RefOr::T(problem(common.words)));
    }
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        COOKIE_NAME,
        "`POST /office/api/session` sets it; it lasts twelve hours.",
    ));
    components.security_schemes.insert(SESSION.to_owned(), RefOr::T(SecurityScheme::ApiKey(cookie)));
}

/// The path as OpenAPI has it: it knows no place that takes several segments.
fn described(entry: &Entry) -> String {
    entry.path.replace("{*", "{")
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, item.get.as_mut()),
        (Method::PUT, item.put.as_mut()),
        (Method::POST, item.post.as_mut()),
        (Method::DELETE, item.delete.as_mut()),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation?)))
}

/// Handlers of several files have one name: the file's comes before it.
fn name(operation: &mut Operation) {
    let group = operation.tags.iter().flatten().next();
    if let (Some(group), Some(handler)) = (group, &operation.operation_id) {
        operation.operation_id = Some(format!("{group}_{handler}"));
    }
}

fn add_need(operation: &mut Operation, need: Need) {
    let (security, words) = match need {
        Need::Nothing => (Vec::new(), None),
        Need::Session => (vec![SESSION], Some("For whoever is logged in.".to_owned())),
        Need::Right(right) => {
            let word = serde_json::to_value(right).unwrap_or_default();
            let word = word.as_str().unwrap_or_default();
            (vec![SESSION], Some(format!("For who has the right `{word}`.")))
        }
        // Routes of the protocol and of the feed are described elsewhere; a new kind has to be thought about here.
        Need::Device | Need::FeedKey => (vec!["described elsewhere"], None),
    };
    let none: [&str; 0] = [];
    operation.security =
        Some(security.into_iter().map(|scheme| SecurityRequirement::new(scheme, none)).collect());
    let said = [operation.description.take(), words];
    let said: Vec<String> = said.into_iter().flatten().collect();
    operation.description = (!said.is_empty()).then(|| said.join("\n\n"));
}

fn add_answers(operation: &mut Operation, entry: &Entry) {
    let need = entry.need;
    let about_a_dossier = entry.path.starts_with("/office/api/dossiers/{id}");
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let in_path = parameters.iter().any(|one| match one {
        RefOr::T(one) => one.parameter_in == ParameterIn::Path,
        RefOr::Ref(_) => false,
    });
    let any = !parameters.is_empty();
    let body = operation.request_body.is_some();
    let common = [
        (any || body, &NOT_UNDERSTOOD),
        (matches!(need, Need::Session | Need::Right(_)), &LOGIN_NEEDED),
        (matches!(need, Need::Right(_)), &NOT_ALLOWED),
        (in_path, &UNKNOWN),
        (about_a_dossier, &MOVED),
        (body, &TOO_LARGE),
        (body, &OTHER_CONTENT),
        (true, &BUSY),
    ];
    let answers = &mut operation.responses.responses;
    for (status, answer) in &mut *answers {
        let RefOr::T(answer) = answer else { continue };
        if status.as_str() >= "400" {
            answer.content = problem("").content;
        } else if answer.description.is_empty() {
            "As asked.".clone_into(&mut answer.description);
        }
    }
    for (_, common) in common.into_iter().filter(|(given, _)| *given) {
        // What a route says itself is nearer to it.
        answers
            .entry(common.status.to_owned())
            .or_insert_with(|| RefOr::Ref(Ref::from_response_name(common.name)));
    }
}

fn problem(words: &str) -> Response {
    let mut response = Response::new(words);
    response.content.insert(JSON.to_owned(), Content::new(Some(Ref::from_schema_name("Problem"))).into());
    response
}
