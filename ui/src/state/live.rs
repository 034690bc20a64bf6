//! The office's live link: pages read again whenever something changed or the link came back.

use crate::http::Live;
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// How often it is looked whether the browser has given up on the link.
const LOOK_EVERY_MS: u32 = 5_000;

/// What pages take from the link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct News {
    /// Counts changes; pages read again when it changes.
    pub changes: u64,
    /// False while the link is down: what is shown may be old.
    pub up: bool,
}

/// What came over the link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heard {
    Change,
    Link(bool),
}

impl Reducible for News {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        Rc::new(match heard {
            Heard::Change => Self { changes: self.changes + 1, ..*self },
            Heard::Link(up) => Self { up, ..*self },
        })
    }
}

/// Opens the link and keeps it open for as long as the page is shown.
#[hook]
pub fn use_news() -> News {
    let news = use_reducer_eq(|| News { changes: 0, up: true });
    use_effect_with((), {
        let heard = news.dispatcher();
        move |()| {
            let open = move || {
                let (change, link) = (heard.clone(), heard.clone());
                Live::open(move || change.dispatch(Heard::Change), move |up| link.dispatch(Heard::Link(up)))
            };
            let live = Rc::new(RefCell::new(open()));
            let look = Interval::new(LOOK_EVERY_MS, move || {
                let given_up = live.borrow().as_ref().is_none_or(Live::has_given_up);
                if given_up {
                    *live.borrow_mut() = open();
                }
            });
            move || drop(look)
        }
    });
    *news
}
