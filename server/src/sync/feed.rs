//! The feed page of one answer, built from stored changes without loading a document.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::KnownDevice;
use crate::store::feed::{FeedEntry, FeedQuery, NewestQuery};
use dossier::DocumentId;
use std::collections::{BTreeSet, HashSet};
use wire::sync::{ActorOf, FeedItem, Left, NEWEST};

/// However small a device's wish is, a page brings something; however large, memory is bounded.
const SMALLEST_PAGE: usize = 4 * 1024;
const LARGEST_PAGE: usize = 4 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Page {
    pub(super) items: Vec<FeedItem>,
    pub(super) next_cursor: u64,
    pub(super) more: bool,
    /// Where a first sync goes on.
    pub(super) below: Option<u64>,
    pub(super) left: Option<Left>,
}

/// What happened after `after`.
pub(super) fn page(
    app: &App,
    device: &KnownDevice,
    after: u64,
    budget: u32,
    known: &HashSet<(DocumentId, [u8; 32])>,
) -> Result<Page, Failure> {
    let query = FeedQuery {
        commune: &device.commune,
        team: device.team,
        after,
        budget: bounded(budget),
        skip: known,
    };
    let page = app.store().feed(&query)?;
    let passed =
        Passed { entries: &page.entries, bytes: page.bytes, numbers: page.up_to.saturating_sub(after) };
    let left = page.more.then(|| passed.left(page.end.saturating_sub(page.up_to)));
    let items = page.entries.into_iter().map(|entry| item(app, device, entry)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.up_to, more: page.more, below: None, left })
}

/// What is there already, newest first, for a device that has nothing yet. `up_to` is where it began to read, 0
/// when it begins now.
pub(super) fn newest(
    app: &App,
    device: &KnownDevice,
    (up_to, below): (u64, u64),
    budget: u32,
    known: &HashSet<(DocumentId, [u8; 32])>,
) -> Result<Page, Failure> {
    let page = app.store().newest(&NewestQuery {
        commune: &device.commune,
        team: device.team,
        up_to: (below != NEWEST).then_some(up_to),
        below,
        budget: bounded(budget),
        skip: known,
    })?;
    let down_to = page.below.unwrap_or(0);
    let numbers = page.begun_at.saturating_sub(down_to);
    let passed = Passed { entries: &page.entries, bytes: page.bytes, numbers };
    let left = page.below.map(|below| passed.left(below));
    let more = page.below.is_some() || page.end > page.up_to;
    let items = page.entries.into_iter().map(|entry| item(app, device, entry)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.up_to, more, below: page.below, left })
}

fn bounded(budget: u32) -> usize {
    usize::try_from(budget).unwrap_or(LARGEST_PAGE).clamp(SMALLEST_PAGE, LARGEST_PAGE)
}

/// What a page has passed of the feed, to tell by it about how much is left. Counting would read all of it at each
/// page, for a bar.
struct Passed<'a> {
    entries: &'a [FeedEntry],
    bytes: usize,
    numbers: u64,
}

impl Passed<'_> {
    fn left(&self, numbers_left: u64) -> Left {
        let documents = self
            .entries
            .iter()
            .filter(|entry| matches!(entry, FeedEntry::Whole { .. } | FeedEntry::Changes { .. }))
            .count();
        let share = |of: usize| {
            let of = u64::try_from(of).unwrap_or(u64::MAX);
            let left = of.saturating_mul(numbers_left).div_ceil(self.numbers.max(1));
            u32::try_from(left).unwrap_or(u32::MAX)
        };
        Left { documents: share(documents), bytes: share(self.bytes) }
    }
}

fn item(app: &App, device: &KnownDevice, entry: FeedEntry) -> Result<FeedItem, Failure> {
    match entry {
        FeedEntry::Changes { seq, document, heads, changes } => {
            let actors: BTreeSet<Vec<u8>> = changes.iter().map(|change| change.actor.clone()).collect();
            let authors = authors(app, device, &actors.into_iter().collect::<Vec<_>>())?;
            let raw = changes.into_iter().map(|change| change.raw).collect();
            let message = ::sync::feed::message(&heads, raw)
                .map_err(|error| Failure::Broken { action: "write the feed", cause: error.to_string() })?;
            Ok(FeedItem::Document { seq, document, message, authors })
        }
        FeedEntry::Whole { seq, document, heads, chunks, actors } => {
            let authors = authors(app, device, &actors)?;
            let message = ::sync::feed::message(&heads, chunks)
                .map_err(|error| Failure::Broken { action: "write the feed", cause: error.to_string() })?;
            Ok(FeedItem::Document { seq, document, message, authors })
        }
        FeedEntry::Case { seq, case } => Ok(FeedItem::Case { seq, case }),
        FeedEntry::Removed { seq, document } => Ok(FeedItem::Removed { seq, document }),
    }
}

/// Who stands behind the actors, as far as the server vouches for it.
pub(super) fn authors(app: &App, device: &KnownDevice, actors: &[Vec<u8>]) -> Result<Vec<ActorOf>, Failure> {
    let known = app.store().authors(&device.commune, actors)?;
    Ok(known.into_iter().map(|(actor, member, name)| ActorOf { actor, member, name }).collect())
}
