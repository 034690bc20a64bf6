//! Where the field app stands (locked, not enrolled, ready), and how its link to the office is.

use crate::ipc;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, GetSyncStatus, SyncNow, SyncStatus};
use yew::prelude::*;

/// What pages behind the PIN take from the context.
#[derive(Clone, PartialEq, Debug)]
pub struct Session {
    pub state: AppState,
    /// The app answered that it stands elsewhere now.
    pub moved: Callback<AppState>,
    pub link: Link,
}

impl Session {
    pub fn is_enrolled(&self) -> bool {
        matches!(self.state, AppState::Ready { .. })
    }
}

/// The link to the office.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    pub status: SyncStatus,
    /// Counts the syncs that ended since the app was unlocked: pages read again when it changes.
    pub ended: u64,
    pub sync_now: Callback<()>,
    /// Asks again how many documents wait; after a save.
    pub ask_again: Callback<()>,
}

/// Follows the syncs of the app.
#[hook]
pub fn use_link() -> Link {
    let status = use_state(SyncStatus::default);
    let ended = use_reducer(Ended::default);
    let heard = {
        let (status, ended) = (status.setter(), ended.dispatcher());
        Callback::from(move |heard: SyncStatus| {
            if !heard.running {
                ended.dispatch(());
            }
            status.set(heard);
        })
    };
    use_effect_with((), {
        let heard = heard.clone();
        move |()| {
            let subscription = ipc::on_sync_changed(move |status| heard.emit(status));
            move || drop(subscription)
        }
    });
    let ask_again = {
        let status = status.setter();
        use_callback((), move |(), ()| {
            let status = status.clone();
            spawn_local(async move {
                if let Ok(answer) = ipc::call(GetSyncStatus {}).await {
                    status.set(answer);
                }
            });
        })
    };
    use_effect_with((), {
        let ask_again = ask_again.clone();
        move |()| ask_again.emit(())
    });
    let sync_now = {
        let (setter, before) = (status.setter(), (*status).clone());
        use_callback(before, move |(), before: &SyncStatus| {
            let (setter, heard, before) = (setter.clone(), heard.clone(), before.clone());
            setter.set(SyncStatus { running: true, ..before.clone() });
            spawn_local(async move {
                let answer = ipc::call(SyncNow {}).await;
                heard.emit(answer.unwrap_or_else(|problem| failed(before, problem)));
            });
        })
    };
    Link { status: (*status).clone(), ended: ended.0, sync_now, ask_again }
}

fn failed(before: SyncStatus, problem: Problem) -> SyncStatus {
    SyncStatus { running: false, problem: Some(problem), ..before }
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Ended(u64);

impl Reducible for Ended {
    type Action = ();

    fn reduce(self: std::rc::Rc<Self>, (): ()) -> std::rc::Rc<Self> {
        std::rc::Rc::new(Self(self.0 + 1))
    }
}
