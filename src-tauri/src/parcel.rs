//! The body of a command that brings a file.

use tauri::ipc::{InvokeBody, Request};
use wire::Problem;
use wire::ipc::Command;

/// The command and its bytes. A web view that cannot send bytes sends them as numbers.
pub(crate) fn open<C: Command>(request: &Request<'_>) -> Result<(C, Vec<u8>), Problem> {
    match request.body() {
        InvokeBody::Raw(bytes) => wire::parcel::open(bytes.clone()),
        InvokeBody::Json(numbers) => {
            let bytes = serde_json::from_value(numbers.clone());
            wire::parcel::open(bytes.map_err(|_| Problem::Unexpected { what: C::NAME.to_owned() })?)
        }
    }
}
