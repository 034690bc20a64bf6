//! A dossier that is being filled in at the counter. It is the page's alone until the server has taken it in; it stays while
//! the officer looks at other pages.

use super::loose_answers::{Change, LooseAnswers};
use super::open_dossier::Sheet;
use crate::browser::Listening;
use dossier::{DossierId, PaperId};
use library::Channel;
use std::collections::BTreeSet;
use std::rc::Rc;
use wire::counter::{Blank, TakeIn};
use yew::prelude::*;

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Counter {
    pub begun: Option<Begun>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Begun {
    pub dossier: DossierId,
    pub sheet: Rc<Sheet>,
    pub channel: Channel,
    pub answers: LooseAnswers,
    pub papers: BTreeSet<PaperId>,
}

#[derive(Debug)]
pub enum Step {
    Begin(Box<Blank>),
    Answers(Change),
    Channel(Channel),
    /// A paper lies on the counter, or does not.
    Paper(PaperId, bool),
    /// It was taken in, or was not meant.
    End,
}

impl Reducible for Counter {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let begun = match step {
            Step::Begin(blank) => Some(Begun {
                dossier: blank.dossier,
                sheet: Rc::new(Sheet::new(blank.pack)),
                channel: Channel::Desk,
                answers: LooseAnswers::default(),
                papers: BTreeSet::new(),
            }),
            Step::End => None,
            Step::Answers(change) => self
                .begun
                .as_ref()
                .map(|begun| Begun { answers: begun.answers.after(change), ..begun.clone() }),
            Step::Channel(channel) => self.begun.as_ref().map(|begun| Begun { channel, ..begun.clone() }),
            Step::Paper(paper, here) => self.begun.clone().map(|mut begun| {
                if here {
                    begun.papers.insert(paper);
                } else {
                    begun.papers.remove(&paper);
                }
                begun
            }),
        };
        Rc::new(Self { begun })
    }
}

impl Begun {
    /// What goes to the server.
    pub fn take_in(&self) -> TakeIn {
        TakeIn {
            dossier: self.dossier,
            procedure: self.sheet.procedure.code.clone(),
            form_version: self.sheet.procedure.version.clone(),
            channel: self.channel,
            answers: self
                .answers
                .values
                .iter()
                .map(|(key, value)| (key.as_str().into(), value.clone()))
                .collect(),
            papers: self.papers.clone(),
        }
    }
}

/// The dossier at the counter. While there are answers in it, the browser asks before it closes the page.
#[hook]
pub fn use_counter() -> UseReducerHandle<Counter> {
    let counter = use_reducer(Counter::default);
    let typed = counter.begun.as_ref().is_some_and(|begun| !begun.answers.values.is_empty());
    use_effect_with(typed, |typed| {
        let listening =
            typed.then(|| Listening::at_window("beforeunload", |event| event.prevent_default())).flatten();
        move || drop(listening)
    });
    counter
}
