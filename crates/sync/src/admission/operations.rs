//! The operations of a saved document, read out of its columns.
//!
//! Every change of a new document is looked through for what it writes. The library can take the changes out, but to do
//! so it writes each once more, column by column, and hashes it, which it has just done to load them: a third of what
//! judging a new document took. The operations are all in the columns.
//!
//! What is read here was written by the library itself, out of the document that it had loaded and held against its
//! hashes. Whatever is not understood is `None`, and the changes are then taken out after all.
//!
//! **Invariant:** each operation of each change is told once for every value that it writes or takes out.

use super::envelope::Input;
use crate::chunks::{DOCUMENT, DocumentHead, first_chunk};
use dossier::document::{Writing, Written};

/// The columns, by their specification.
mod spec {
    pub(super) const MAP_ACTOR: u32 = 0x01;
    pub(super) const MAP_COUNTER: u32 = 0x02;
    pub(super) const KEY_ACTOR: u32 = 0x11;
    pub(super) const KEY_COUNTER: u32 = 0x13;
    pub(super) const KEY: u32 = 0x15;
    pub(super) const ACTOR: u32 = 0x21;
    pub(super) const COUNTER: u32 = 0x23;
    pub(super) const INSERT: u32 = 0x34;
    pub(super) const ACTION: u32 = 0x42;
    pub(super) const VALUE_META: u32 = 0x56;
    pub(super) const VALUE: u32 = 0x57;
    pub(super) const NEXT: u32 = 0x80;
    pub(super) const NEXT_ACTOR: u32 = 0x81;
    pub(super) const NEXT_COUNTER: u32 = 0x83;
}

const PUT: u64 = 1;
const DELETE: u64 = 3;
const INT: u64 = 4;
const TEXT: u64 = 6;

/// An operation's name: the place of its actor in the document's list, and its counter.
pub(super) type Name = (u64, i64);

/// One operation, and what it does to a map's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operation<'a> {
    pub(super) name: Name,
    /// `None`: something that nobody writes into a map.
    pub(super) writing: Option<Writing<'a>>,
}

#[derive(Debug)]
pub(super) struct Operations<'a> {
    pub(super) actors: Vec<&'a [u8]>,
    pub(super) all: Vec<Operation<'a>>,
}

impl<'a> Operations<'a> {
    /// Whose an operation is.
    pub(super) fn actor(&self, (actor, _): Name) -> Option<&'a [u8]> {
        self.actors.get(usize::try_from(actor).ok()?).copied()
    }
}

/// Out of a saved document whose columns are plain.
pub(super) fn read(saved: &[u8]) -> Option<Operations<'_>> {
    let chunk = first_chunk(saved).ok().filter(|chunk| chunk.kind == DOCUMENT && chunk.rest.is_empty())?;
    let DocumentHead { actors, changes, operations, mut data, .. } = DocumentHead::read(chunk.body)?;
    data.take(changes.iter().try_fold(0usize, |sum, (_, length)| sum.checked_add(*length))?)?;
    let columns = operations
        .iter()
        .map(|(spec, length)| Some((*spec, data.take(*length)?)))
        .collect::<Option<Vec<_>>>()?;
    let all = Rows::of(&columns)?.operations(&actors)?;
    Some(Operations { actors, all })
}

/// The columns side by side.
struct Rows<'a> {
    map_actor: Runs<'a, u64>,
    map_counter: Runs<'a, u64>,
    key_actor: Runs<'a, u64>,
    key_counter: Runs<'a, i64>,
    key: Runs<'a, &'a str>,
    actor: Runs<'a, u64>,
    counter: Runs<'a, i64>,
    insert: Flags<'a>,
    action: Runs<'a, u64>,
    value_meta: Runs<'a, u64>,
    value: Input<'a>,
    next: Runs<'a, u64>,
    next_actor: Runs<'a, u64>,
    next_counter: Runs<'a, i64>,
}

impl<'a> Rows<'a> {
    fn of(data: &[(u32, &'a [u8])]) -> Option<Self> {
        let column = |wanted: u32| {
            let found = data.iter().find(|(spec, _)| *spec == wanted);
            found.map_or(&[][..], |(_, bytes)| *bytes)
        };
        Some(Self {
            map_actor: Runs::of(column(spec::MAP_ACTOR), Input::number),
            map_counter: Runs::of(column(spec::MAP_COUNTER), Input::number),
            key_actor: Runs::of(column(spec::KEY_ACTOR), Input::number),
            key_counter: Runs::of(column(spec::KEY_COUNTER), Input::signed),
            key: Runs::of(column(spec::KEY), text),
            actor: Runs::of(column(spec::ACTOR), Input::number),
            counter: Runs::of(column(spec::COUNTER), Input::signed),
            insert: Flags::of(column(spec::INSERT)),
            action: Runs::of(column(spec::ACTION), Input::number),
            value_meta: Runs::of(column(spec::VALUE_META), Input::number),
            value: Input(column(spec::VALUE)),
            next: Runs::of(column(spec::NEXT), Input::number),
            next_actor: Runs::of(column(spec::NEXT_ACTOR), Input::number),
            next_counter: Runs::of(column(spec::NEXT_COUNTER), Input::signed),
        })
    }

    /// A row is an operation. One that takes a key out has none: it is named by what it took out, as what comes next.
    fn operations(mut self, actors: &[&'a [u8]]) -> Option<Vec<Operation<'a>>> {
        let mut all = Vec::new();
        let mut next = Vec::new();
        let (mut counter, mut next_counter) = (0i64, 0i64);
        while let Some(actor) = self.actor.next()? {
            counter = counter.checked_add(self.counter.next()??)?;
            let place = self.place(actors)?;
            let written = self.written()?;
            let inserts = self.insert.next()?;
            let writing = |written| {
                let (map, key) = place.filter(|_| !inserts)?;
                Some(Writing { map, key, written })
            };
            all.push(Operation { name: (actor, counter), writing: written.and_then(writing) });
            for _ in 0..self.next.next()?.unwrap_or_default() {
                next_counter = next_counter.checked_add(self.next_counter.next()??)?;
                let name = (self.next_actor.next()??, next_counter);
                next.push(Operation { name, writing: writing(Written::Gone) });
            }
        }
        self.are_at_their_end().then_some(())?;
        let mut rows: Vec<Name> = all.iter().map(|operation| operation.name).collect();
        rows.sort_unstable();
        let twice = rows.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
        (!twice).then_some(())?;
        all.extend(next.into_iter().filter(|operation| rows.binary_search(&operation.name).is_err()));
        Some(all)
    }

    /// The map and the key; `None` within: a place in a list.
    #[expect(clippy::type_complexity, reason = "a map and a key, or neither")]
    fn place(&mut self, actors: &[&'a [u8]]) -> Option<Option<(Option<(u64, &'a [u8])>, &'a str)>> {
        let map = match (self.map_counter.next()?, self.map_actor.next()?) {
            (None, None) => None,
            (Some(counter), Some(actor)) => Some((counter, *actors.get(usize::try_from(actor).ok()?)?)),
            _ => return None,
        };
        let element = (self.key_actor.next()?, self.key_counter.next()?);
        Some(match (self.key.next()?, element) {
            (Some(key), (None, None)) => Some((map, key)),
            _ => None,
        })
    }

    /// What is put; `None` within: anything but a text or a moment.
    fn written(&mut self) -> Option<Option<Written<'a>>> {
        let action = self.action.next()??;
        let meta = self.value_meta.next()?.unwrap_or_default();
        let bytes = self.value.take(usize::try_from(meta >> 4).ok()?)?;
        Some(match (action, meta & 0x0f) {
            (DELETE, _) => return None,
            (PUT, TEXT) => Some(Written::Text(std::str::from_utf8(bytes).ok()?)),
            (PUT, INT) => Some(Written::Moment),
            _ => None,
        })
    }

    /// Nothing is left that belongs to no row.
    fn are_at_their_end(&self) -> bool {
        self.map_actor.is_at_its_end()
            && self.map_counter.is_at_its_end()
            && self.key_actor.is_at_its_end()
            && self.key_counter.is_at_its_end()
            && self.key.is_at_its_end()
            && self.counter.is_at_its_end()
            && self.action.is_at_its_end()
            && self.value_meta.is_at_its_end()
            && self.value.0.is_empty()
            && self.next.is_at_its_end()
            && self.next_actor.is_at_its_end()
            && self.next_counter.is_at_its_end()
    }
}

fn text<'a>(input: &mut Input<'a>) -> Option<&'a str> {
    std::str::from_utf8(input.length_prefixed()?).ok()
}

/// How a value is read.
type Read<'a, T> = fn(&mut Input<'a>) -> Option<T>;

/// A column of runs: a count above 0 is so many times one value, below 0 so many values, and 0 so many empty rows.
struct Runs<'a, T> {
    input: Input<'a>,
    read: Read<'a, T>,
    /// A column that is not there is empty rows without end.
    absent: bool,
    run: Run<T>,
}

#[derive(Clone, Copy)]
enum Run<T> {
    Same(T, u64),
    Each(u64),
    Empty(u64),
}

impl<'a, T: Copy> Runs<'a, T> {
    fn of(column: &'a [u8], read: Read<'a, T>) -> Self {
        Self { input: Input(column), read, absent: column.is_empty(), run: Run::Empty(0) }
    }

    /// The next row. `None`: it cannot be read; within: it is empty, or the column has ended.
    fn next(&mut self) -> Option<Option<T>> {
        loop {
            match &mut self.run {
                Run::Same(_, 0) | Run::Each(0) | Run::Empty(0) => {}
                Run::Same(value, left) => {
                    *left = left.saturating_sub(1);
                    return Some(Some(*value));
                }
                Run::Each(left) => {
                    *left = left.saturating_sub(1);
                    return (self.read)(&mut self.input).map(Some);
                }
                Run::Empty(left) => {
                    *left = left.saturating_sub(1);
                    return Some(None);
                }
            }
            if self.input.0.is_empty() {
                return Some(None);
            }
            let count = self.input.signed()?;
            self.run = match count {
                0 => Run::Empty(self.input.number()?),
                1.. => Run::Same((self.read)(&mut self.input)?, count.unsigned_abs()),
                _ => Run::Each(count.unsigned_abs()),
            };
        }
    }

    const fn is_at_its_end(&self) -> bool {
        let (Run::Same(_, left) | Run::Each(left) | Run::Empty(left)) = &self.run;
        self.absent || (self.input.0.is_empty() && *left == 0)
    }
}

/// A column of truths: how many are false, how many then are true, and so on.
struct Flags<'a> {
    input: Input<'a>,
    value: bool,
    left: u64,
}

impl<'a> Flags<'a> {
    const fn of(column: &'a [u8]) -> Self {
        // The first run that is read turns it to false.
        Self { input: Input(column), value: true, left: 0 }
    }

    /// `None`: it cannot be read. After the column's end everything is false.
    fn next(&mut self) -> Option<bool> {
        while self.left == 0 {
            if self.input.0.is_empty() {
                return Some(false);
            }
            self.left = self.input.number()?;
            self.value = !self.value;
        }
        self.left = self.left.saturating_sub(1);
        Some(self.value)
    }
}
