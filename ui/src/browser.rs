//! The window around the pages: its address, clock, storage, focus and events.
//!
//! **Invariant:** nothing here fails. Where a browser refuses (storage switched off, an element that is
//! gone), the page goes on without it.

use dossier::Timestamp;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, JsString, Promise};
use std::fmt;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    Blob, BlobPropertyBag, Event, EventTarget, HtmlElement, Response, ScrollIntoViewOptions, Storage, Url,
};

/// The edge of the pages: the only place that asks the browser for the time.
pub fn now() -> Timestamp {
    // Whole milliseconds of this century fit a float exactly.
    #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are far below 2^53")]
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// The address after `#`, empty when there is none.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another page of the app.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Loads the page anew, with its program.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// How long a file beside the page is waited for, try after try: on the device it is there at once, over a weak link it
/// takes its time, and a request that a browser has dropped is never answered.
pub const PATIENCE_MS: [u32; 3] = [5_000, 15_000, 45_000];

/// A file that lies beside the page, as text. It is asked for at once, not when it is waited for; `None` also when it has
/// not come after `most_ms`.
pub fn file(name: &str, most_ms: u32) -> impl Future<Output = Option<String>> + use<> {
    let asked = web_sys::window().map(|window| window.fetch_with_str(name));
    let read = future_to_promise(async move {
        let answer: Response = JsFuture::from(asked.ok_or(JsValue::NULL)?).await?.dyn_into()?;
        if answer.ok() { JsFuture::from(answer.text()?).await } else { Ok(JsValue::NULL) }
    });
    let over = future_to_promise(async move {
        TimeoutFuture::new(most_ms).await;
        Ok(JsValue::NULL)
    });
    let first = Promise::race(&Array::of2(&read, &over));
    async move { JsFuture::from(first).await.ok()?.as_string() }
}

/// The text in NFC, in which texts are compared.
pub fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// A setting of this device; `None` when it was never set or storage is switched off.
pub fn remembered(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

pub fn remember(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Sets an attribute of the page's root, which the styles read.
pub fn set_root(attribute: &str, value: &str) {
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute(attribute, value);
    }
}

/// Puts the words into the window's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Moves the focus and brings it into view. False when no such element is on the page.
pub fn focus(id: &str) -> bool {
    let Some(element) = element(id) else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    element.focus().is_ok()
}

/// The same for an element that the page is only about to draw.
pub fn focus_soon(id: String) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        focus(&id);
    });
}

/// Gives the focus to what takes the place of an element that a key press is about to take away: without it the next
/// key would go nowhere. The page does not move under a finger.
pub fn keep_focus_at(id: String) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        if let Some(element) = element(&id) {
            let _ = element.focus();
        }
    });
}

/// Brings an element into view, as little as that takes, and leaves the focus where it is.
pub fn reveal(id: &str) {
    let Some(element) = element(id) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the focus goes on within the element with this id; `None` when it goes nowhere, as to another window. The
/// event's own "current" target is the pages' root, where the framework listens.
pub fn stays_within(event: &web_sys::FocusEvent, id: &str) -> Option<bool> {
    let next = event.related_target()?.dyn_into::<web_sys::Node>().ok()?;
    Some(element(id)?.contains(Some(&next)))
}

/// Puts words on the clipboard, inside a press of the person. False where the device does not allow it.
///
/// By selecting a field and the browser's own "copy": the newer clipboard API needs a permission that not
/// every web view can ask for.
pub fn copy(words: &str) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let Ok(page) = document.clone().dyn_into::<web_sys::HtmlDocument>() else { return false };
    let Some(field) = document
        .create_element("textarea")
        .ok()
        .and_then(|e| e.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return false;
    };
    let Some(body) = document.body() else { return false };
    let before = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    field.set_value(words);
    field.set_read_only(true);
    field.set_class_name("visually-hidden");
    if body.append_child(&field).is_err() {
        return false;
    }
    field.select();
    let copied = page.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    copied
}

/// Opens the system's dialogue for printing; where there is none, nothing happens.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A window that cannot print says so by itself.
        let _opened = window.print();
    }
}

/// The beginning of a new page.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The files that a person has chosen in a field.
pub fn chosen_files(field: &web_sys::HtmlInputElement) -> Vec<web_sys::File> {
    let Some(files) = field.files() else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// A file whole; `None` when it cannot be read.
pub async fn bytes_of(file: &web_sys::File) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The address under which this page can draw a picture from its bytes; given back when it is dropped.
#[derive(PartialEq, Eq, Debug)]
pub struct PictureAddress(String);

impl PictureAddress {
    /// Empty where the browser gives none: the picture's words are shown then.
    pub fn of(jpeg: &js_sys::ArrayBuffer) -> Self {
        let kind = BlobPropertyBag::new();
        kind.set_type("image/jpeg");
        let blob = Blob::new_with_buffer_source_sequence_and_options(&js_sys::Array::of1(jpeg), &kind);
        let address = blob.ok().and_then(|blob| Url::create_object_url_with_blob(&blob).ok());
        Self(address.unwrap_or_default())
    }

    pub fn text(&self) -> String {
        self.0.clone()
    }
}

impl Drop for PictureAddress {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// True while the page lies in the background: the app was left, or the screen is off.
pub fn is_hidden() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|page| page.visibility_state() == web_sys::VisibilityState::Hidden)
}

/// An event listener that ends when it is dropped.
pub struct Listening {
    target: EventTarget,
    kind: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listening {
    pub fn new(target: EventTarget, kind: &'static str, on_event: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(on_event);
        let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
        Self { target, kind, closure }
    }

    /// Listens at the window; `None` outside a browser.
    pub fn at_window(kind: &'static str, on_event: impl FnMut(Event) + 'static) -> Option<Self> {
        Some(Self::new(web_sys::window()?.into(), kind, on_event))
    }

    /// Listens at the document; `None` outside a browser.
    pub fn at_document(kind: &'static str, on_event: impl FnMut(Event) + 'static) -> Option<Self> {
        Some(Self::new(web_sys::window()?.document()?.into(), kind, on_event))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ =
            self.target.remove_event_listener_with_callback(self.kind, self.closure.as_ref().unchecked_ref());
    }
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").field("kind", &self.kind).finish_non_exhaustive()
    }
}
