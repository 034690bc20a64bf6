//! What is left, held against what was said.

use super::device;
use dossier::document::{Document, Heads};
use dossier::{CommuneCode, DocumentId, DossierId, Timestamp};
use server::store::Documents;
use server::store::sqlite::SqliteStore;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use store::{Projected, Projector, Store, StoreFiles};
use testkit::PIN;
use wire::ipc::{GetHome, Lock, SyncNow};

/// Each device goes through this many syncs: what one brought up, the other brings down, and what was refused because a
/// kill came between is written again and sent with the next.
const ROUNDS: usize = 4;

/// What did not hold; empty when everything did.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Said to be saved and nowhere to be found.
    pub losses: Vec<String>,
    /// There more often than it was written.
    pub duplicates: Vec<String>,
    /// Two sides at rest that are not alike.
    pub differences: Vec<String>,
}

impl Verdict {
    pub(super) fn add(&mut self, other: Self) {
        self.losses.extend(other.losses);
        self.duplicates.extend(other.duplicates);
        self.differences.extend(other.differences);
    }
}

/// Lets the devices sync, in this process, and looks at every store. The server runs.
pub(super) async fn look(devices: &[&Path], commune: &Path, said: &BTreeMap<String, Vec<String>>) -> Verdict {
    let mut verdict = Verdict::default();
    let open: Vec<::device::Device> = devices.iter().map(|folder| device::open(folder)).collect();
    for device in &open {
        device::unlock(device).await;
    }
    for round in 0..ROUNDS {
        for (place, device) in open.iter().enumerate() {
            let synced = demo::until("a sync to go well", demo::LONG, async || {
                let status = device.sync_now(SyncNow {}).await.expect("a status");
                // The server may still be starting.
                Ok((status.problem.is_none()).then_some(status))
            });
            match synced.await {
                Ok(status) if status.waiting == 0 || round + 1 < ROUNDS => {}
                Ok(status) => {
                    let home = device.get_home(GetHome {}).expect("the list");
                    let why: Vec<_> =
                        home.dossiers.iter().filter(|card| card.unsent).map(|card| card.refused).collect();
                    verdict
                        .differences
                        .push(format!("device {place} still waits with {}: {why:?}", status.waiting));
                }
                Err(trouble) => verdict.differences.push(format!("device {place}: {trouble}")),
            }
        }
    }
    for device in &open {
        device.lock(Lock {}).expect("locked");
    }
    let server = SqliteStore::open(commune).expect("the server's database opens");
    for (place, folder) in devices.iter().enumerate() {
        let store = StoreFiles::new(*folder)
            .unlock(PIN, Timestamp::from_millis(0), Arc::new(Plain))
            .expect("the store opens");
        compare(place, store, &server, said, &mut verdict);
    }
    for (dossier, values) in said {
        let id = DossierId::parse(dossier).expect("an id was said");
        match on_server(&server, id.into()) {
            Some(document) => count(dossier, "the server", &document, values, &mut verdict),
            None => verdict.losses.push(format!("dossier {dossier} is not on the server")),
        }
    }
    verdict
}

fn on_server(server: &SqliteStore, id: DocumentId) -> Option<Document> {
    let commune = CommuneCode::new(demo::birth::COMMUNE);
    let stored = server.load_document(&commune, id).expect("the server's database answers")?;
    let document = Document::load(&stored.snapshot, stored.log.iter().map(Vec::as_slice));
    Some(document.expect("a stored document reads back"))
}

/// A device's dossiers are those that were said, in the server's version, each once in its list.
fn compare(
    place: usize,
    mut store: Store,
    server: &SqliteStore,
    said: &BTreeMap<String, Vec<String>>,
    verdict: &mut Verdict,
) {
    let listed = store.dossiers(u32::MAX).expect("the list");
    // One that was begun by a device that died before it could say so may be there on top.
    for row in &listed {
        let id = DocumentId::from(row.id);
        let here = store.document(id).expect("a listed dossier opens");
        if on_server(server, id).map(|there| there.heads()) != Some(here.heads()) {
            verdict.differences.push(format!("device {place} has another version of {id}"));
        }
    }
    for (dossier, values) in said {
        let id = DossierId::parse(dossier).expect("an id was said");
        match store.document(id.into()) {
            Ok(document) => {
                count(dossier, &format!("device {place}"), &document, values, verdict);
            }
            Err(error) => verdict.losses.push(format!("device {place}: {dossier}: {error}")),
        }
    }
}

/// Each value was written once: it is in the document's history once.
fn count(dossier: &str, whose: &str, document: &Document, values: &[String], verdict: &mut Verdict) {
    let history: Vec<String> = document
        .changes_since(&Heads::default())
        .iter()
        .map(|change| format!("{:?}", change.decode()))
        .collect();
    for value in values {
        match history.iter().filter(|change| change.contains(value.as_str())).count() {
            0 => verdict.losses.push(format!("{whose}: {value} of {dossier} is gone")),
            1 => {}
            times => verdict.duplicates.push(format!("{whose}: {value} of {dossier} is there {times} times")),
        }
    }
}

/// Reads stores without knowing forms.
#[derive(Debug)]
struct Plain;

impl Projector for Plain {
    fn project(&self, _: &Document) -> Projected {
        Projected::default()
    }
    fn shows(&self, _: &dossier::ProcedureCode, _: &str, _: &dossier::QuestionName) -> bool {
        false
    }
}
