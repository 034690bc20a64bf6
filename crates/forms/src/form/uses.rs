//! What an expression looks at: found without computing it, by walking its paths over the form's own tree.
//!
//! **Invariant:** nothing that the expression may read is left out; what is named too much costs a
//! recomputation, never a wrong value.

use super::{Expression, Item, Reach};
use crate::xpath::{Axis, NodeTest, Path, Start, Step, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a path can stand on, seen in the form and not in a filled one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    /// `/`
    Document,
    /// The outermost element.
    Top,
    Item(usize),
}

/// What a relative path in an expression is relative to.
#[derive(Clone, Debug)]
enum Here {
    /// Places of the form; `own`: the expression's own context, not a candidate of a predicate.
    Places { places: BTreeSet<Place>, own: bool },
    /// A row of a choice list or of a file.
    Row,
}

/// What was found.
#[derive(Default, Debug)]
pub(super) struct Uses {
    pub(super) items: BTreeMap<usize, Reach>,
    pub(super) itself: bool,
    pub(super) once: bool,
    /// It reads all instances of the question itself, its own among them.
    pub(super) all_of_itself: bool,
    /// `${name}` without such a name.
    pub(super) unknown: BTreeSet<String>,
    /// Absolute paths that lead nowhere.
    pub(super) nowhere: BTreeSet<String>,
    /// Names that stand alone where no row gives them a meaning.
    pub(super) bare: BTreeSet<String>,
    /// Columns of the rows that the expression filters.
    pub(super) columns: BTreeSet<String>,
    /// What `instance()` and `pulldata()` look into.
    pub(super) instances: BTreeSet<String>,
}

/// The form's rows, while expressions are looked through.
#[derive(Clone, Copy)]
pub(super) struct Survey<'a> {
    pub(super) items: &'a [Item],
    pub(super) by_name: &'a HashMap<String, usize>,
}

impl Survey<'_> {
    /// What the expression of a row looks at. `filters`: it is computed for rows of a list.
    pub(super) fn uses(self, owner: Option<usize>, expression: &Expression, filters: bool) -> Uses {
        let own = owner.map_or(Place::Top, Place::Item);
        let mut search = Search { survey: self, owner, own, uses: Uses::default() };
        let here =
            if filters { Here::Row } else { Here::Places { places: [own].into_iter().collect(), own: true } };
        search.term(expression.expr.term(), &here, false);
        search.uses
    }
}

struct Search<'a> {
    survey: Survey<'a>,
    owner: Option<usize>,
    own: Place,
    uses: Uses,
}

impl Search<'_> {
    /// Notes what the term reads; gives the places that it may select. `everywhere`: references mean every
    /// instance, as in `indexed-repeat()`.
    fn term(&mut self, term: &Term, here: &Here, everywhere: bool) -> Here {
        match term {
            // What is refused is only kept where expressions are read lazily; those of a form are not.
            Term::Number(_) | Term::Text(_) | Term::Refused(_) => none(),
            Term::Reference(reference) => match self.survey.by_name.get(&*reference.name) {
                Some(item) => {
                    let reach = if everywhere { Reach::All } else { Reach::Same };
                    self.read(*item, reach);
                    places([Place::Item(*item)])
                }
                None => {
                    self.uses.unknown.insert(reference.name.to_string());
                    none()
                }
            },
            Term::Negate { operand, .. } => {
                self.term(operand, here, everywhere);
                none()
            }
            Term::Chain(chain) => {
                self.term(&chain.first, here, everywhere);
                for (_, term) in &chain.rest {
                    self.term(term, here, everywhere);
                }
                none()
            }
            Term::Union(parts) => {
                let mut all = BTreeSet::new();
                for part in parts {
                    match self.term(part, here, everywhere) {
                        Here::Row => return Here::Row,
                        Here::Places { places, .. } => all.extend(places),
                    }
                }
                places(all)
            }
            Term::Call(call) => self.call(call.name(), &call.arguments, here, everywhere),
            Term::Path(path) => self.path(path, here, everywhere, false),
        }
    }

    fn call(&mut self, name: &str, arguments: &[Term], here: &Here, everywhere: bool) -> Here {
        let text = |at: usize| match arguments.get(at) {
            Some(Term::Text(text)) => Some(text.to_string()),
            _ => None,
        };
        let everywhere = everywhere || name == "indexed-repeat";
        let mut selected = none();
        // How many nodes there are, where they stand and what they are called hangs on the form and on the instances
        // of its repeats: every other node is there whether it is relevant or not, and whatever its text is.
        let structure = matches!(name, "count" | "position" | "name" | "local-name" | "namespace-uri");
        for (at, argument) in arguments.iter().enumerate() {
            let structure = structure || (name == "indexed-repeat" && at % 2 == 1);
            selected = match argument {
                Term::Path(path) if structure => self.path(path, here, everywhere, true),
                argument => self.term(argument, here, everywhere),
            };
        }
        match name {
            "current" => return Here::Places { places: [self.own].into_iter().collect(), own: true },
            "instance" => {
                self.uses.instances.extend(text(0));
                return Here::Row;
            }
            "pulldata" => self.uses.instances.extend(text(0)),
            "once" => (self.uses.once, self.uses.itself) = (true, true),
            // What reads the node it stands on when nothing is given.
            _ if arguments.is_empty() && matches!(here, Here::Places { own: true, .. }) => {
                let reads = ["string", "number", "normalize-space", "string-length", "boolean"];
                self.uses.itself |= reads.contains(&name);
            }
            _ => {}
        }
        // Functions that give back nodes give some of what they were given.
        if matches!(name, "randomize" | "indexed-repeat" | "if" | "coalesce") { selected } else { none() }
    }

    /// `structure`: only that the nodes are there is read, not what is in them.
    fn path(&mut self, path: &Path, here: &Here, everywhere: bool, structure: bool) -> Here {
        let mut simple = true;
        let mut at = match &path.start {
            Start::Context => {
                self.check_bare(path, here);
                here.clone()
            }
            Start::Root => {
                simple = false;
                places([Place::Document])
            }
            Start::Of { base, predicates } => {
                let selected = self.term(base, here, everywhere);
                let is_current = matches!(base, Term::Call(call) if call.name() == "current");
                simple = is_current && predicates.is_empty();
                self.predicates(predicates, &selected);
                selected
            }
        };
        let mut highest = self.own;
        for (place_of_step, step) in path.steps.iter().enumerate() {
            let Here::Places { places: from, .. } = &at else {
                self.predicates(&step.predicates, &at);
                continue;
            };
            let up_or_stay = matches!(step.axis, Axis::Parent | Axis::Itself);
            simple &= step.predicates.is_empty() && (up_or_stay || step.axis == Axis::Child);
            let to = self.step(from, step);
            if up_or_stay && let Some(place) = to.first() {
                highest = *place;
            }
            if place_of_step + 1 < path.steps.len() && !selects_elements(path, place_of_step) {
                to.iter().for_each(|place| self.read_place(*place, false, highest, false));
            }
            at = Here::Places { places: to, own: false };
            self.predicates(&step.predicates, &at);
        }
        let structure =
            structure && path.steps.len().checked_sub(1).is_none_or(|l| selects_elements(path, l));
        let own_start =
            matches!(here, Here::Places { own: true, .. }) || !matches!(path.start, Start::Context);
        let predicates = |step: &Step| !step.predicates.is_empty();
        let picks = path.steps.iter().any(predicates)
            || matches!(&path.start, Start::Of { predicates, .. } if !predicates.is_empty());
        if let Here::Places { places: found, .. } = &at {
            for place in found.clone() {
                let itself = matches!(place, Place::Item(item) if Some(item) == self.owner);
                self.uses.all_of_itself |=
                    itself && !structure && !simple && !picks && path.start == Start::Root;
                self.read_place(place, simple && own_start, highest, structure);
            }
            if found.is_empty() && path.start == Start::Root {
                self.check_absolute(path);
            }
        }
        at
    }

    fn predicates(&mut self, predicates: &[Term], candidates: &Here) {
        let candidates = match candidates {
            Here::Row => Here::Row,
            Here::Places { places, .. } => Here::Places { places: places.clone(), own: false },
        };
        for predicate in predicates {
            self.term(predicate, &candidates, false);
        }
    }

    fn read_place(&mut self, place: Place, simple: bool, highest: Place, structure: bool) {
        let Place::Item(item) = place else { return };
        if structure && !self.survey.items.get(item).is_some_and(Item::is_repeat) {
            let reach = if simple && self.stays_inside(item, highest) { Reach::Same } else { Reach::All };
            self.read_instances(item, reach);
            return;
        }
        if Some(item) == self.owner && simple && place == highest {
            self.uses.itself = true;
            return;
        }
        let reach = if simple && self.stays_inside(item, highest) { Reach::Same } else { Reach::All };
        self.read(item, reach);
        if structure {
            return;
        }
        // The text of a group is that of all its questions.
        let inside = item + 1..self.survey.items.get(item).map_or(item, |item| item.end);
        inside.for_each(|item| self.read(item, Reach::All));
    }

    /// Whether going from `highest` down to `item` enters no repeat: then it is the same instance.
    fn stays_inside(&self, item: usize, highest: Place) -> bool {
        let around = match highest {
            Place::Item(top) => Some(top),
            Place::Top | Place::Document => None,
        };
        let entered = |repeat: &usize| {
            !around.is_some_and(|top| {
                top == *repeat || self.survey.items.get(top).is_some_and(|top| top.repeats.contains(repeat))
            })
        };
        let repeats = self.survey.items.get(item).map_or(&[][..], |item| &item.repeats);
        !repeats.iter().any(entered)
    }

    fn read(&mut self, item: usize, reach: Reach) {
        let known = self.uses.items.entry(item).or_insert(reach);
        if reach == Reach::All {
            *known = Reach::All;
        }
        self.read_instances(item, reach);
    }

    /// Every instance of a question: also which instances there are.
    fn read_instances(&mut self, item: usize, reach: Reach) {
        let own = self.owner.and_then(|owner| self.survey.items.get(owner));
        let around: Vec<usize> = self.survey.items.get(item).map(|i| i.repeats.clone()).unwrap_or_default();
        for repeat in around {
            let shared = own.is_some_and(|own| own.repeats.contains(&repeat)) || self.owner == Some(repeat);
            if reach == Reach::All || !shared {
                self.uses.items.entry(repeat).or_insert(reach);
            }
        }
    }

    fn step(&self, from: &BTreeSet<Place>, step: &Step) -> BTreeSet<Place> {
        let mut to = BTreeSet::new();
        let items = self.survey.items;
        for place in from {
            let mut take = |candidate: Place| {
                if self.passes(candidate, &step.test) {
                    to.insert(candidate);
                }
            };
            match step.axis {
                // The text of a question is the question.
                Axis::Child if matches!(step.test, NodeTest::Text | NodeTest::Comment) => {
                    to.insert(*place);
                    if step.test == NodeTest::Comment {
                        // Each repeat has one, behind its instances.
                        to.extend(self.children(*place));
                    }
                }
                Axis::Child => {
                    self.children(*place).into_iter().for_each(&mut take);
                    if step.test == NodeTest::Node {
                        take(*place);
                    }
                }
                Axis::Itself => take(*place),
                Axis::Parent => self.parent(*place).into_iter().for_each(&mut take),
                Axis::Ancestor | Axis::AncestorOrSelf => {
                    if step.axis == Axis::AncestorOrSelf {
                        take(*place);
                    }
                    let mut at = *place;
                    while let Some(parent) = self.parent(at) {
                        take(parent);
                        at = parent;
                    }
                }
                Axis::Descendant | Axis::DescendantOrSelf => {
                    if step.axis == Axis::DescendantOrSelf {
                        take(*place);
                    }
                    if *place == Place::Document {
                        take(Place::Top);
                    }
                    let inside = match place {
                        Place::Item(item) => item + 1..items.get(*item).map_or(0, |item| item.end),
                        Place::Top | Place::Document => 0..items.len(),
                    };
                    inside.map(Place::Item).for_each(&mut take);
                }
                Axis::FollowingSibling | Axis::PrecedingSibling => {
                    let siblings = self.parent(*place).into_iter().flat_map(|p| self.children(p));
                    siblings.filter(|other| self.is_beside(*place, *other, step.axis)).for_each(&mut take);
                }
                Axis::Following | Axis::Preceding => {
                    let all = (0..items.len()).map(Place::Item);
                    all.filter(|other| self.is_beside(*place, *other, step.axis)).for_each(&mut take);
                }
                Axis::Attribute | Axis::Namespace => {}
            }
        }
        to
    }

    /// Whether a node of `other` can stand on this side of one of `place`, neither around it nor in it. The sheet's
    /// order is the document's; but what stands in a repeat has its other instances on both sides.
    fn is_beside(&self, place: Place, other: Place, axis: Axis) -> bool {
        let (Place::Item(own), Place::Item(other)) = (place, other) else { return false };
        let item = self.survey.items.get(own);
        let end = |item: usize| self.survey.items.get(item).map_or(item, |item| item.end);
        let in_order = match axis {
            Axis::PrecedingSibling | Axis::Preceding => other < own && end(other) <= own,
            _ => other >= end(own),
        };
        let own_repeat = item.filter(|item| item.is_repeat()).map(|_| own);
        let in_other_instance = if matches!(axis, Axis::PrecedingSibling | Axis::FollowingSibling) {
            own_repeat == Some(other)
        } else {
            let outermost = item.and_then(|item| item.repeats.first().copied()).or(own_repeat);
            outermost.is_some_and(|repeat| (repeat..end(repeat)).contains(&other))
        };
        in_order || in_other_instance
    }

    fn passes(&self, place: Place, test: &NodeTest) -> bool {
        match (test, place) {
            (NodeTest::Node, _) => true,
            (NodeTest::Any, place) => place != Place::Document,
            (NodeTest::Name { prefix, local }, Place::Item(item)) => {
                prefix.is_empty() && self.survey.items.get(item).is_some_and(|item| *item.name == **local)
            }
            (NodeTest::Name { prefix, local }, Place::Top) => prefix.is_empty() && **local == *ROOT,
            (NodeTest::Name { .. }, Place::Document) => false,
            // What is in a question is the question.
            (NodeTest::Text | NodeTest::Comment, _) => true,
            (NodeTest::AnyOf { .. } | NodeTest::Instruction { .. }, _) => false,
        }
    }

    fn children(&self, place: Place) -> Vec<Place> {
        match place {
            Place::Document => vec![Place::Top],
            Place::Top => (0..self.survey.items.len())
                .filter(|item| self.survey.items.get(*item).is_some_and(|item| item.parent.is_none()))
                .map(Place::Item)
                .collect(),
            Place::Item(item) => self
                .survey
                .items
                .get(item)
                .map(|item| item.children.iter().map(|child| Place::Item(*child)).collect())
                .unwrap_or_default(),
        }
    }

    fn parent(&self, place: Place) -> Option<Place> {
        match place {
            Place::Document => None,
            Place::Top => Some(Place::Document),
            Place::Item(item) => {
                let item = self.survey.items.get(item)?;
                Some(item.parent.map_or(Place::Top, Place::Item))
            }
        }
    }

    /// A relative path that begins with a name: a column where rows are looked at, else a forgotten `${…}`.
    fn check_bare(&mut self, path: &Path, here: &Here) {
        let first = path.steps.first().filter(|step| step.axis == Axis::Child);
        let Some(NodeTest::Name { prefix, local }) = first.map(|step| &step.test) else { return };
        if !prefix.is_empty() {
            return;
        }
        match here {
            Here::Row => {
                if self.uses.instances.is_empty() {
                    self.uses.columns.extend(path.bare_name().map(str::to_owned));
                }
            }
            Here::Places { own: true, .. } => {
                let is_question = self
                    .owner
                    .and_then(|owner| self.survey.items.get(owner))
                    .is_none_or(|item| item.children.is_empty());
                if is_question {
                    self.uses.bare.insert(local.to_string());
                }
            }
            Here::Places { own: false, .. } => {}
        }
    }

    /// An absolute path that leads nowhere is a misspelt one.
    fn check_absolute(&mut self, path: &Path) {
        let names: Vec<&str> = path
            .steps
            .iter()
            .filter_map(|step| match (&step.axis, &step.test) {
                (Axis::Child, NodeTest::Name { local, prefix }) if prefix.is_empty() => Some(&**local),
                _ => None,
            })
            .collect();
        if names.len() == path.steps.len() && names.get(1) != Some(&"meta") {
            self.uses.nowhere.insert(format!("/{}", names.join("/")));
        }
    }
}

/// Whether a step leads on to elements only. Whether a text is there hangs on the answer.
fn selects_elements(path: &Path, at: usize) -> bool {
    let Some(step) = path.steps.get(at) else { return true };
    let is_element = matches!(step.test, NodeTest::Name { .. } | NodeTest::Any | NodeTest::AnyOf { .. });
    let goes_up = matches!(step.axis, Axis::Itself | Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf);
    // As in `//name`: a text has no children.
    let goes_on = path.steps.get(at + 1).is_some_and(|next| next.axis == Axis::Child);
    is_element || goes_up || goes_on
}

/// The name of the outermost element, as pyxform calls it.
pub(crate) const ROOT: &str = "data";

fn none() -> Here {
    Here::Places { places: BTreeSet::new(), own: false }
}

fn places(places: impl IntoIterator<Item = Place>) -> Here {
    Here::Places { places: places.into_iter().collect(), own: false }
}
