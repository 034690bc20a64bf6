//! A server's store, filled and asked from beside the server while that is stopped.

use crate::drafts::Chance;
use dossier::document::{Actor, Document, DossierFacts, Heads, Kind};
use dossier::{AnswerText, CommuneCode, DeviceId, DocumentId, MemberId, QuestionName, TeamId, Timestamp};
use server::store::documents::{AdmittedChange, Author, Came, Commit, DossierRow};
use server::store::feed::FeedQuery;
use server::store::sqlite::SqliteStore;
use server::store::{Documents, Feed, Store};
use std::path::Path;
use std::sync::Mutex;

/// A morning in Vietnam.
pub(crate) const MORNING: Timestamp = testkit::MORNING;
const WRITERS: usize = 8;
const ANSWERS: usize = 12;

pub(crate) struct Office {
    pub(crate) store: SqliteStore,
    pub(crate) commune: CommuneCode,
    /// A team that the first volunteer is not in.
    pub(crate) other_team: TeamId,
}

/// Opens the store of the demo commune.
pub(crate) fn people(data: &Path) -> Office {
    let store = SqliteStore::open(data).expect("the store opens");
    let commune = CommuneCode::new(demo::birth::COMMUNE);
    Office { store, commune, other_team: TeamId(2) }
}

/// How many documents were put there before.
#[derive(Debug, Default)]
pub(crate) struct Filled(usize);

/// Puts documents into the store until there are `up_to`, as an admission would commit them.
pub(crate) fn fill(data: &Path, team: TeamId, up_to: usize, filled: &mut Filled) {
    let office = people(data);
    let next = Mutex::new(filled.0..up_to);
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                while let Some(number) = { next.lock().expect("the next number").next() } {
                    put(&office, team, number);
                }
            });
        }
    });
    filled.0 = up_to;
}

fn put(office: &Office, team: TeamId, number: usize) {
    let mut chance = Chance(1_000 + number as u64);
    let id = id(number);
    let document = document(id, ANSWERS, &mut chance);
    let row = DossierRow {
        procedure: crate::peers::dossiers::PROCEDURE.into(),
        subject: format!("Trần Mẫu {number}"),
        words: String::new(),
        has_conflicts: false,
        submitted_at: None,
        submitted_by: Vec::new(),
        birth_year: 0,
        supplemented: None,
        new_days: None,
    };
    let commit = Commit {
        commune: office.commune.clone(),
        document: id,
        kind: Kind::Dossier,
        team,
        expected_heads: Vec::new(),
        heads: document.heads().to_bytes(),
        changes: document.changes_since(&Heads::default()).iter().map(admitted).collect(),
        snapshot: Some(document.save_plain()),
        row: Some(row),
        counted: document.counted().expect("a document that reads"),
        author: Author { device: Some(DeviceId::from_bytes([7; 16])), member: MemberId(1), repairing: false },
        came: Some(Came::Volunteer),
        action: "merge",
        withdrawn: false,
        now: MORNING,
    };
    office.store.commit(&commit).expect("the document is committed");
}

fn admitted(change: &automerge::Change) -> AdmittedChange {
    AdmittedChange {
        hash: change.hash().0,
        actor: change.actor_id().to_bytes().to_vec(),
        actor_seq: change.seq(),
        raw: change.raw_bytes().to_vec(),
    }
}

pub(crate) fn id(number: usize) -> DocumentId {
    let mut chance = [0u8; 10];
    chance.iter_mut().zip((number as u64 + 1).to_be_bytes()).for_each(|(byte, part)| *byte = part);
    DocumentId::new(MORNING, chance)
}

/// A dossier with so many answers, each a change of its own as the device writes them.
pub(crate) fn document(id: DocumentId, answers: usize, chance: &mut Chance) -> Document {
    let facts = DossierFacts {
        procedure: crate::peers::dossiers::PROCEDURE.into(),
        form_version: "2026-11".to_owned(),
        household: None,
    };
    let installation = (chance.below(u64::MAX)).to_be_bytes();
    let mut at = MORNING;
    let mut document = Document::create_dossier(Actor::of(installation, id), &facts, at).expect("a dossier");
    for number in 0..answers {
        at = at.plus_millis(2_000 + i64::try_from(chance.below(20_000)).expect("a short while"));
        let question = format!("cau_hoi_so_{number:03}");
        let answer = AnswerText::new(&chance.answer(&question)).expect("a short answer");
        document.set_answer(&QuestionName::from(question.as_str()), &answer, at).expect("an answer");
    }
    document
}

/// The server's epoch, which devices must tell.
pub(crate) fn epoch(office: &Office) -> u64 {
    office.store.epoch().expect("the epoch").number
}

/// The newest number of the feed.
pub(crate) fn feed_end(office: &Office) -> u64 {
    let skip = std::collections::HashSet::new();
    let query = FeedQuery {
        commune: &office.commune,
        team: office.other_team,
        after: 0,
        budget: usize::MAX,
        skip: &skip,
    };
    office.store.feed(&query).expect("the feed").end
}
