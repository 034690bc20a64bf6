//! The field app's only way out: commands to the app around the window, and the events that it sends.
//!
//! **Invariant:** a command either answers with its typed reply or with a [`Problem`]. Whatever comes back
//! in another shape (a command that the shell does not know, a shell that is not there) is
//! [`Problem::Unexpected`] with the command's name, and never taken for success.

use js_sys::{Array, ArrayBuffer, Function, JSON, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File};
use wire::ipc::{Command, GetPhoto, SYNC_CHANGED_EVENT, SyncStatus};
use wire::photos::PhotoRef;
use wire::{PictureFault, Problem};

/// Gives a command to the app and waits for its reply.
pub async fn call<C: Command>(command: C) -> Result<C::Reply, Problem> {
    let request = serde_json::to_string(&command).ok();
    replied::<C>(answered(C::NAME, request.and_then(|request| invoke(C::NAME, &request))).await)
}

/// Gives a command with a file: as bytes, past the memory of this program.
pub async fn call_with<C: Command>(command: C, file: &File) -> Result<C::Reply, Problem> {
    if file.size() > MOST_FILE_BYTES {
        return Err(Problem::Picture { fault: PictureFault::TooLarge { most_mb: MOST_FILE_MB } });
    }
    let unreadable = Problem::Picture { fault: PictureFault::Unreadable };
    let parcel = parcel(&command, file)?.array_buffer();
    let body = JsFuture::from(parcel).await.map_err(|_| unreadable)?;
    replied::<C>(answered(C::NAME, give(C::NAME, &Uint8Array::new(&body))).await)
}

/// A photo's bytes, which stay the browser's.
pub async fn photo(photo: PhotoRef) -> Result<ArrayBuffer, Problem> {
    let request = serde_json::to_string(&GetPhoto { photo }).ok();
    let promise = request.and_then(|request| invoke(GetPhoto::NAME, &request));
    let bytes = settled(GetPhoto::NAME, promise).await?;
    bytes.dyn_into().map_err(|_| unexpected(GetPhoto::NAME))
}

/// The typed reply. All that is not of one command's types is below, once for all of them.
fn replied<C: Command>(reply: Result<String, Problem>) -> Result<C::Reply, Problem> {
    wire::json::read(&reply?).map_err(|_| unexpected(C::NAME))
}

/// The reply as JSON: the same serde types then read it as on the other side.
async fn answered(name: &'static str, promise: Option<Promise>) -> Result<String, Problem> {
    let reply = settled(name, promise).await?;
    json(&reply).ok_or_else(|| unexpected(name))
}

async fn settled(name: &'static str, promise: Option<Promise>) -> Result<JsValue, Problem> {
    let promise = promise.ok_or_else(|| unexpected(name))?;
    JsFuture::from(promise).await.map_err(|refusal| {
        let problem = json(&refusal).and_then(|problem| wire::json::read(&problem).ok());
        problem.unwrap_or_else(|| unexpected(name))
    })
}

/// No photo of a phone is larger, and the app looks at none that is.
const MOST_FILE_MB: u32 = 40;
const MOST_FILE_BYTES: f64 = MOST_FILE_MB as f64 * 1e6;

/// The file with its command behind it; the browser reads the file only when it is sent.
fn parcel<C: Command>(command: &C, file: &File) -> Result<Blob, Problem> {
    let tail = Uint8Array::from(wire::parcel::tail(command)?.as_slice());
    let parts = Array::of2(file, &tail);
    Blob::new_with_blob_sequence(&parts).map_err(|_| unexpected(C::NAME))
}

fn unexpected(name: &str) -> Problem {
    Problem::Unexpected { what: name.to_owned() }
}

fn invoke(name: &str, request: &str) -> Option<Promise> {
    let arguments = Object::new();
    Reflect::set(&arguments, &"request".into(), &JSON::parse(request).ok()?).ok()?;
    give(name, &arguments)
}

fn give(name: &str, body: &JsValue) -> Option<Promise> {
    let core = tauri("core")?;
    let invoke: Function = Reflect::get(&core, &"invoke".into()).ok()?.dyn_into().ok()?;
    invoke.call2(&core, &name.into(), body).ok()?.dyn_into().ok()
}

/// A part of `window.__TAURI__`.
fn tauri(part: &str) -> Option<JsValue> {
    let bridge = Reflect::get(&web_sys::window()?.into(), &"__TAURI__".into()).ok()?;
    Reflect::get(&bridge, &part.into()).ok().filter(JsValue::is_object)
}

fn json(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// Hears of every sync until it is dropped.
pub fn on_sync_changed(on_change: impl Fn(SyncStatus) + 'static) -> Subscription {
    let closure = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let payload = Reflect::get(&event, &"payload".into()).ok();
        if let Some(status) = payload.and_then(|payload| wire::json::read(&json(&payload)?).ok()) {
            on_change(status);
        }
    });
    let stop = Rc::new(RefCell::new(Stop::Waiting));
    if let Some(promise) = listen(&closure) {
        let stop = Rc::clone(&stop);
        spawn_local(async move {
            let unlisten = JsFuture::from(promise).await.ok().and_then(|f| f.dyn_into::<Function>().ok());
            let Some(unlisten) = unlisten else { return };
            let dropped = matches!(*stop.borrow(), Stop::Dropped);
            if dropped {
                let _ = unlisten.call0(&JsValue::NULL);
            } else {
                *stop.borrow_mut() = Stop::Ready(unlisten);
            }
        });
    }
    Subscription { stop, _closure: closure }
}

fn listen(closure: &Closure<dyn FnMut(JsValue)>) -> Option<Promise> {
    let event = tauri("event")?;
    let listen: Function = Reflect::get(&event, &"listen".into()).ok()?.dyn_into().ok()?;
    listen.call2(&event, &SYNC_CHANGED_EVENT.into(), closure.as_ref()).ok()?.dyn_into().ok()
}

/// How listening can be ended: known only after the app has answered.
enum Stop {
    Waiting,
    Ready(Function),
    Dropped,
}

/// Listening to the app; ends when it is dropped.
pub struct Subscription {
    stop: Rc<RefCell<Stop>>,
    _closure: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Stop::Ready(unlisten) = self.stop.replace(Stop::Dropped) {
            let _ = unlisten.call0(&JsValue::NULL);
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}
