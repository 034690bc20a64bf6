//! A work list as it is shown: read when the question changes, read again when something happened, and longer on demand.
//!
//! **Invariant:** what is read again takes the rows' places one by one, so that scroll, focus and what is typed stay; an answer to
//! a question that is not asked any more is dropped. A burst of news is one reading.

use crate::http;
use gloo_timers::future::TimeoutFuture;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::lists::{AskList, Cursor, LARGEST_PAGE, Numbers, PAGE};
use wire::moves::MovedRow;
use wire::office::{InboxRow, WithdrawnRow};
use yew::prelude::*;

/// Somebody goes on typing.
const TYPING_MS: u32 = 250;
/// Several things happen at once: they are one change of the list.
const BURST_MS: u32 = 400;

/// What is known of the list.
#[derive(Debug, Default)]
struct Known {
    ask: AskList,
    /// Counts the questions.
    asked: u64,
    /// How many changes were told; `None`: the page has just opened.
    heard: Option<u64>,
    /// Something happened that is not shown yet.
    stale: bool,
    /// It is being read again, over and over while it is stale.
    refreshing: bool,
    extending: bool,
    shown: Shown,
}

/// What is drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shown {
    pub rows: Vec<InboxRow>,
    pub next: Option<Cursor>,
    /// `None`: too many were found to count them.
    pub numbers: Option<Numbers>,
    pub withdrawn: Vec<WithdrawnRow>,
    /// What went to other communes, by the same search.
    pub moved: Vec<MovedRow>,
    pub problem: Option<Problem>,
    /// An answer to this very question has come.
    pub answered: bool,
}

/// The list, and how to make it longer.
#[derive(Clone)]
pub struct WorkListHandle {
    known: Rc<RefCell<Known>>,
    drawn: UseForceUpdateHandle,
}

impl std::fmt::Debug for WorkListHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WorkListHandle").finish_non_exhaustive()
    }
}

#[hook]
pub fn use_work_list(ask: &AskList, changes: u64) -> WorkListHandle {
    let known = use_mut_ref(Known::default);
    let handle = WorkListHandle { known, drawn: use_force_update() };
    use_effect_with(ask.clone(), {
        let handle = handle.clone();
        move |ask: &AskList| handle.ask(ask.clone())
    });
    use_effect_with(changes, {
        let handle = handle.clone();
        move |changes: &u64| handle.refresh(*changes)
    });
    handle
}

impl WorkListHandle {
    pub fn shown(&self) -> Shown {
        self.known.borrow().shown.clone()
    }

    /// Another question. What was shown stays until its answer is there.
    fn ask(&self, ask: AskList) {
        let (asked, typing) = {
            let mut known = self.known.borrow_mut();
            let typing = known.asked > 0 && known.ask.filter.words != ask.filter.words;
            known.ask = ask.clone();
            known.asked += 1;
            known.shown.answered = false;
            (known.asked, typing)
        };
        let handle = self.clone();
        spawn_local(async move {
            if typing {
                TimeoutFuture::new(TYPING_MS).await;
            }
            if handle.known.borrow().asked != asked {
                return;
            }
            let answer = http::list(&ask).await;
            handle.take(asked, |shown| match answer {
                Ok(list) => {
                    *shown = Shown {
                        rows: list.dossiers,
                        next: list.next,
                        numbers: list.numbers,
                        withdrawn: list.withdrawn,
                        moved: list.moved,
                        problem: None,
                        answered: true,
                    };
                }
                Err(problem) => {
                    shown.problem = Some(problem);
                    shown.answered = true;
                }
            });
        });
    }

    /// Reads again what is shown, after a short while and once for everything that happens until then.
    fn refresh(&self, changes: u64) {
        {
            let mut known = self.known.borrow_mut();
            // What had happened before the page opened is in its first answer.
            if known.heard.replace(changes).is_none() {
                return;
            }
            known.stale = true;
            if known.refreshing {
                return;
            }
            known.refreshing = true;
        }
        let handle = self.clone();
        spawn_local(async move {
            loop {
                TimeoutFuture::new(BURST_MS).await;
                let (asked, ask) = {
                    let mut known = handle.known.borrow_mut();
                    if !known.stale {
                        known.refreshing = false;
                        return;
                    }
                    known.stale = false;
                    let rows = u32::try_from(known.shown.rows.len()).unwrap_or(LARGEST_PAGE);
                    (
                        known.asked,
                        AskList { limit: Some(rows.clamp(PAGE, LARGEST_PAGE)), ..known.ask.clone() },
                    )
                };
                let answer = http::list(&ask).await;
                handle.take(asked, |shown| match answer {
                    Ok(list) => {
                        let longer = list.next.is_some() && shown.rows.len() > list.dossiers.len();
                        let before = std::mem::replace(&mut shown.rows, list.dossiers);
                        if longer {
                            // Further down nothing is read again; what moved up is not shown twice.
                            append(&mut shown.rows, before);
                        } else {
                            shown.next = list.next;
                        }
                        (shown.numbers, shown.withdrawn, shown.moved, shown.problem) =
                            (list.numbers, list.withdrawn, list.moved, None);
                    }
                    Err(problem) => shown.problem = Some(problem),
                });
            }
        });
    }

    /// The next page.
    pub fn extend(&self) {
        let (asked, ask) = {
            let mut known = self.known.borrow_mut();
            let Some(next) = known.shown.next.clone() else { return };
            if std::mem::replace(&mut known.extending, true) {
                return;
            }
            (known.asked, AskList { after: Some(next), ..known.ask.clone() })
        };
        let handle = self.clone();
        spawn_local(async move {
            let answer = http::list(&ask).await;
            handle.known.borrow_mut().extending = false;
            handle.take(asked, |shown| match answer {
                Ok(list) => {
                    append(&mut shown.rows, list.dossiers);
                    (shown.next, shown.problem) = (list.next, None);
                }
                Err(problem) => shown.problem = Some(problem),
            });
        });
    }

    fn take(&self, asked: u64, change: impl FnOnce(&mut Shown)) {
        {
            let mut known = self.known.borrow_mut();
            if known.asked != asked {
                return;
            }
            change(&mut known.shown);
        }
        self.drawn.force_update();
    }
}

/// Rows that are there already stay where they are.
fn append(rows: &mut Vec<InboxRow>, more: Vec<InboxRow>) {
    let there: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
    rows.extend(more.into_iter().filter(|row| !there.contains(&row.id)));
}
