//! The feed page of one answer, built from stored changes without loading a document.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::KnownDevice;
use crate::store::feed::{FeedEntry, FeedQuery};
use dossier::DocumentId;
use std::collections::{BTreeSet, HashSet};
use wire::sync::{ActorOf, FeedItem};

/// However small a device's wish is, a page brings something; however large, memory is bounded.
const SMALLEST_PAGE: usize = 1024;
const LARGEST_PAGE: usize = 4 * 1024 * 1024;

pub(super) struct Page {
    pub(super) items: Vec<FeedItem>,
    pub(super) next_cursor: u64,
    pub(super) more: bool,
}

pub(super) fn page(
    app: &App,
    device: &KnownDevice,
    after: u64,
    budget: u32,
    known: &HashSet<(DocumentId, [u8; 32])>,
) -> Result<Page, Failure> {
    let budget = usize::try_from(budget).unwrap_or(LARGEST_PAGE).clamp(SMALLEST_PAGE, LARGEST_PAGE);
    let query = FeedQuery { commune: &device.commune, team: device.team, after, budget, skip: known };
    let page = app.store().feed(&query)?;
    let items = page.entries.into_iter().map(|entry| item(app, device, entry)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.up_to, more: page.more })
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
        FeedEntry::Case { seq, case } => Ok(FeedItem::Case { seq, case }),
        FeedEntry::Removed { seq, document } => Ok(FeedItem::Removed { seq, document }),
    }
}

/// Who stands behind the actors, as far as the server vouches for it.
pub(super) fn authors(app: &App, device: &KnownDevice, actors: &[Vec<u8>]) -> Result<Vec<ActorOf>, Failure> {
    let known = app.store().authors(&device.commune, actors)?;
    Ok(known.into_iter().map(|(actor, member, name)| ActorOf { actor, member, name }).collect())
}
