//! A form that is being filled in: after each answer only what depends on it is computed again.
//!
//! A page keeps one [`Session`] while a dossier is open and never changes it but through these:
//!
//! 1. [`Session::new`] with the answers from the device; [`Session::take_written`] at once and after every
//!    change: what the form itself has written (a triggered calculation, `once()`, when the form was begun) is
//!    saved like an answer, or it is computed anew next time.
//! 2. [`Session::answer`] for each answer left; it gives the keys of the questions that look different now.
//!    What came in from other devices goes through [`Session::take_over`].
//! 3. [`Session::sections`], [`Session::question`], [`Session::unfinished`] show; they give references and
//!    compute nothing. A section whose `Arc` is the same pointer looks the same.
//! 4. [`Session::add_instance`] and [`Session::remove_instance`] for repeats; both give the answers to save.
//!    Instances that `repeat_count` makes are not added by hand.
//! 5. [`Session::search_choices`] for long lists, [`Condition::holds_in`] for papers and cases.
//!
//! **Keys.** Outside repeats a question's key is its name. `<repeat>/<id>` says with a number as its text that
//! an instance is there and where it stands; empty: it was removed. Inside, keys are `<repeat>/<id>/<name>`,
//! and `<repeat>/<id>/<inner>/<id>/<name>` in a repeat of a repeat. Instances that `repeat_count` makes have
//! the ids `1`, `2`, … and no key of their own.
//!
//! **Where ODK differs.** A default, static or computed, stands until somebody answers and follows what it
//! reads until then; ODK computes it once. A repeat has no instance until somebody adds one. What is not
//! relevant reads as empty, and is left out where all instances are meant (`sum(${q})`, `count(${repeat})`).
//! All instances of one repeat share the repeat's `relevant`.
//!
//! **Invariant:** a session that was led here answer by answer shows what one shows that is made anew from the
//! same answers. A property test holds this. One thing more is told here, until the next answer: a triggered
//! calculation that went wrong (a [`crate::Failure`] of the column `trigger`), for nothing is triggered anew.
//!
//! **Invariant:** an answer is never dropped here: what is not relevant or was removed is kept aside in
//! [`Session::answers`] and comes back.

mod change;
mod check;
mod choices;
mod grow;
mod node;
mod read;
mod scope;
mod settle;
mod show;
mod value;

use crate::form::{Definition, Form};
use crate::state::{Environment, Evaluation, FailureReason, QuestionState, SectionState};
use crate::tree::Tree;
use node::{Node, NodeIndex};
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};
use std::sync::Arc;

#[cfg(doc)]
use crate::Condition;

/// A form with its answers. See the module's page for how it is used.
#[derive(Clone, Debug)]
pub struct Session {
    form: Form,
    /// What was handed in last; for conditions, which are asked without an environment.
    world: World,
    answers: BTreeMap<String, String>,
    /// The answers as expressions see them: empty where not relevant.
    tree: Tree,
    nodes: Vec<Node>,
    /// By index of an element in `tree`.
    by_element: Vec<NodeIndex>,
    by_key: HashMap<Arc<str>, NodeIndex>,
    /// Values to compute, by rank, of one rank the one first that has waited longest: so a running total over
    /// instances takes two rounds and not one for each instance.
    queue: BinaryHeap<Reverse<(u32, u64, NodeIndex)>>,
    /// How many have been in the queue.
    queued: u64,
    /// Questions to check when all values are known.
    checks: Vec<NodeIndex>,
    touched_sections: BTreeSet<usize>,
    sections: Vec<Arc<SectionState>>,
    failures: BTreeMap<(NodeIndex, &'static str), FailureReason>,
    written: BTreeMap<String, String>,
    changed: Vec<NodeIndex>,
    /// How questions looked that one change has taken out: it may put them back, and then nothing is different.
    uprooted: HashMap<Arc<str>, Arc<QuestionState>>,
    /// Nobody looks at it: values are enough, and of these what the name reads.
    for_the_name: bool,
    /// Nodes that are in the form now; the others were removed.
    living: usize,
    /// Places in all `members` of living nodes: they take memory too.
    slots: usize,
    /// The steps of a change were used up: the next one computes everything again.
    behind: bool,
}

/// What an environment says, without what it only lends.
#[derive(Clone, PartialEq, Debug)]
struct World {
    now: chrono::DateTime<chrono::FixedOffset>,
    seed: u64,
    language: String,
}

impl World {
    fn of(environment: &Environment<'_>) -> Self {
        let language = environment.language.to_owned();
        Self { now: environment.now, seed: environment.seed, language }
    }
}

/// What one change is computed with.
struct Run<'a> {
    form: &'a Definition,
    environment: &'a Environment<'a>,
    xpath: crate::xpath::Environment<'a>,
    /// Steps that everything together may still take.
    left: Cell<u64>,
    /// Values that were computed.
    computed: Cell<usize>,
}

impl<'a> Run<'a> {
    fn new(form: &'a Definition, environment: &'a Environment<'a>) -> Self {
        let mut xpath = crate::xpath::Environment::new(environment.now);
        xpath.seed = environment.seed;
        xpath.language = environment.language;
        xpath.version = &form.version;
        xpath.limits.steps = settle::steps_for(form);
        xpath.limits.bytes = value::MAX_BYTES;
        Self { form, environment, xpath, left: Cell::new(settle::STEPS), computed: Cell::new(0) }
    }
    fn left(&self) -> u64 {
        self.left.get()
    }
    fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
    /// Takes work from what may be done.
    fn charge(&self, steps: u64) {
        self.left.set(self.left.get().saturating_sub(steps));
    }
    fn charge_many(&self, things: usize) {
        self.charge(u64::try_from(things).unwrap_or(u64::MAX));
    }
}

impl Session {
    /// Begins with these answers. Answers to questions that the form does not have are kept and not used.
    pub fn new(form: &Form, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> Self {
        Self::begin(form, answers, environment, false)
    }
    /// Only what [`Session::instance_name`] needs: a tenth of a form, mostly.
    pub(crate) fn for_the_name(
        form: &Form,
        answers: &BTreeMap<String, String>,
        environment: &Environment<'_>,
    ) -> Self {
        Self::begin(form, answers, environment, true)
    }
    fn begin(
        form: &Form,
        answers: &BTreeMap<String, String>,
        environment: &Environment<'_>,
        for_the_name: bool,
    ) -> Self {
        let mut session = Self {
            form: form.clone(),
            world: World::of(environment),
            answers: answers.clone(),
            tree: Tree::new(),
            nodes: Vec::with_capacity(form.0.items.len() + 1),
            by_element: Vec::with_capacity(2 * form.0.items.len()),
            by_key: HashMap::with_capacity(form.0.items.len()),
            queue: BinaryHeap::with_capacity(form.0.items.len()),
            queued: 0,
            checks: Vec::new(),
            touched_sections: BTreeSet::new(),
            sections: Vec::new(),
            failures: BTreeMap::new(),
            written: BTreeMap::new(),
            changed: Vec::new(),
            uprooted: HashMap::new(),
            for_the_name,
            living: 0,
            slots: 0,
            behind: false,
        };
        let form = Arc::clone(&form.0);
        let run = Run::new(&form, environment);
        session.plant_form(&run);
        session.settle(&run);
        session.changed.clear();
        session
    }
    /// All of it as it is now, for whoever does not follow changes. Copies the session.
    pub fn evaluation(&self) -> Evaluation {
        self.clone().into_evaluation()
    }
    pub(crate) fn into_evaluation(self) -> Evaluation {
        Evaluation { sections: self.sections.clone(), failures: self.failures(), session: Arc::new(self) }
    }
}
