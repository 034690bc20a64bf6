//! The system's own voice, for who does not read easily.
//!
//! **Invariant:** only a Vietnamese voice that is on the device itself is used. One that speaks over the network would
//! hear what is read, and would be silent in a hamlet without a signal.

use crate::browser::Listening;
use std::cell::Cell;
use std::fmt;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// In which language everything is read: it is the villager who listens, whatever language the page is in.
pub const SPOKEN: &str = "vi";
/// A little slower than the voice's own pace, for old ears in a doorway.
const PACE: f32 = 0.9;

thread_local! {
    /// Counts what was begun to be read: whoever stops must not stop what somebody else has begun since.
    static BEGUN: Cell<u64> = const { Cell::new(0) };
}

/// `None`: the system does not speak.
fn synthesis() -> Option<SpeechSynthesis> {
    let found = web_sys::window()?.speech_synthesis().ok()?;
    found.is_object().then_some(found)
}

fn voice() -> Option<SpeechSynthesisVoice> {
    let voices = synthesis()?.get_voices();
    voices.iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>).find(|voice| {
        // "vi", "vi-VN", on Android "vi_VN".
        let language = voice.lang().to_ascii_lowercase();
        voice.local_service() && language.split(['-', '_']).next() == Some(SPOKEN)
    })
}

/// Whether there is a voice that may be used.
pub fn has_voice() -> bool {
    voice().is_some()
}

/// Hears of voices that the system finds later than the page; some systems load them only when they are asked for.
pub fn on_voices_changed(changed: impl Fn() + 'static) -> Option<Listening> {
    Some(Listening::new(synthesis()?.into(), "voiceschanged", move |_| changed()))
}

/// What is being read. Dropped: it is quiet.
pub struct Reading {
    number: u64,
    parts: Vec<SpeechSynthesisUtterance>,
    /// Called by the system; must live as long as the parts.
    _ended: Closure<dyn FnMut(Event)>,
}

/// Reads the words in their order, with a pause between them, in the place of whatever is being read. `ended` is
/// called when it is over, or when it was stopped. `None`: there is no voice, or nothing to read.
pub fn read(words: &[String], ended: impl Fn() + 'static) -> Option<Reading> {
    let (synthesis, voice) = (synthesis()?, voice()?);
    let parts: Vec<SpeechSynthesisUtterance> = words
        .iter()
        .filter(|words| !words.trim().is_empty())
        .filter_map(|words| SpeechSynthesisUtterance::new_with_text(words).ok())
        .collect();
    let last = parts.last()?;
    let ended = Closure::<dyn FnMut(Event)>::new(move |_| ended());
    last.set_onend(Some(ended.as_ref().unchecked_ref()));
    last.set_onerror(Some(ended.as_ref().unchecked_ref()));
    synthesis.cancel();
    for part in &parts {
        part.set_lang(&voice.lang());
        part.set_voice(Some(&voice));
        part.set_rate(PACE);
        synthesis.speak(part);
    }
    let number = BEGUN.get() + 1;
    BEGUN.set(number);
    Some(Reading { number, parts, _ended: ended })
}

impl Drop for Reading {
    fn drop(&mut self) {
        for part in &self.parts {
            part.set_onend(None);
            part.set_onerror(None);
        }
        if BEGUN.get() == self.number
            && let Some(synthesis) = synthesis()
        {
            synthesis.cancel();
        }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("number", &self.number).finish_non_exhaustive()
    }
}
