//! What every run begins with, made once: a commune's database and the stores of enrolled devices, as bytes.
//! A run then begins with a copy of some files, not with migrations, enrolments and a form to load.

use super::files::Files;
use super::office::{COMMUNE, DATABASE};
use super::phone::{KEY, projector};
use crate::{MORNING, packs};
use calendar::Calendar;
use dossier::document::{Actor, Document, Heads, HouseholdFacts};
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, TeamId};
use library::{Blocks, Library, Pack, PackFiles};
use server::procedures::Procedures;
use server::store::access::Invite;
use server::store::documents::{AdmittedChange, Author, Commit};
use server::store::people::{Commune, OFFICE};
use server::store::sqlite::SqliteStore;
use server::store::{Access, Documents, People};
use server::{App, Settings, secret};
use std::path::Path;
use std::sync::Arc;
use store::simulated::database_in;
use store::{Enrolment, Store};

/// Members who may have a device, by team: most of them work on the same dossiers.
const TEAMS: [&[&str]; 2] = [&["Lan Mẫu", "Minh Mẫu", "Hoa Mẫu", "Sơn Mẫu"], &["Tư Mẫu"]];
/// Devices that each member may enrol in one run: the first, and after a loss or a revocation.
const DEVICES_EACH: u8 = 6;

/// Shared by all runs of a process.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) commune: Files,
    /// By member: an empty store that is enrolled as the member's first device.
    pub(super) stores: Vec<Files>,
    /// By member, then in the order in which the member enrols them.
    pub(super) enrolments: Vec<Vec<Enrolment>>,
    pub(super) teams: Vec<TeamId>,
    pub(super) officer: MemberId,
    pub(super) household: DocumentId,
    procedures: Procedures,
}

impl Template {
    pub(super) fn make() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let procedures = small_library();
        let place = folder.path().join("commune");
        let (enrolments, officer, household) = {
            let store = Arc::new(SqliteStore::create(&place).expect("a new database"));
            let made = people(&store);
            // What a server does once with the packs of its program is done here.
            App::new(
                store,
                Arc::new(crate::SetClock::at(MORNING)),
                procedures.for_another_store(),
                Settings::default(),
            )
            .expect("the server's parts");
            made
        };
        let commune = Files::read(&place.join(DATABASE));
        let stores = enrolments
            .iter()
            .enumerate()
            .map(|(member, of_member)| device_store(&folder.path().join(format!("phone{member}")), of_member))
            .collect();
        let mut teams: Vec<TeamId> = enrolments.iter().flatten().map(|enrolment| enrolment.team).collect();
        teams.dedup();
        Self { commune, stores, enrolments, teams, officer, household, procedures }
    }

    pub(super) fn procedures(&self) -> Procedures {
        self.procedures.for_another_store()
    }
}

/// The demo's smallest procedure alone: the server reads its form at every push.
fn small_library() -> Procedures {
    let first = packs::first();
    let files = PackFiles {
        folder: packs::CODE,
        procedure: &first.procedure,
        form: first.form.as_deref(),
        stories: None,
        upgrades: None,
    };
    let pack = Pack::read_trusted(&files, &Blocks::default()).expect("the small pack reads");
    let built_in = Library::built_in().expect("the built-in library");
    let library = Library::new(vec![pack], built_in.events().clone(), built_in.communes().clone());
    Procedures::new(library, Calendar::built_in().expect("the calendar")).expect("the small form loads")
}

fn people(store: &SqliteStore) -> (Vec<Vec<Enrolment>>, MemberId, DocumentId) {
    let code = CommuneCode::new(COMMUNE);
    let record = Commune { code: code.clone(), name: "Xã Mẫu".to_owned(), unit_number: "H00".to_owned() };
    store.add_commune(&record).expect("the commune");
    let mut enrolments = Vec::new();
    let mut first_team = TeamId(0);
    for (names, place) in TEAMS.iter().zip(1u32..) {
        let team = store.add_team(&code, &format!("Tổ Mẫu {place}")).expect("a team");
        if place == 1 {
            first_team = team;
        }
        for name in *names {
            let member = store.add_member(&code, team, name).expect("a member");
            let devices = (0..DEVICES_EACH).map(|device| enrol(store, &code, member, name, team, device));
            enrolments.push(devices.collect());
        }
    }
    let officer = store.add_member(&code, OFFICE, "Hà Mẫu").expect("an officer");
    (enrolments, officer, add_household(store, &code, first_team))
}

fn enrol(
    store: &SqliteStore,
    code: &CommuneCode,
    member: MemberId,
    name: &str,
    team: TeamId,
    place: u8,
) -> Enrolment {
    let token = format!("member {member} device {place}");
    let number = u8::try_from(member.0).expect("few members");
    let device = DeviceId::from_bytes([number * 16 + place; 16]);
    let invite = Invite {
        commune: code.clone(),
        member,
        code_hash: secret::hash(&format!("code of {token}")),
        expires_at: MORNING.plus_millis(1),
    };
    store.add_invite(&invite, MORNING).expect("an invitation");
    store
        .redeem_invite(&invite.code_hash, device, &secret::hash(&token), MORNING)
        .expect("the database answers")
        .expect("the code is good");
    Enrolment {
        server: "https://commune.example/".to_owned(),
        token,
        device,
        member,
        member_name: name.to_owned(),
        team,
        team_name: "Tổ Mẫu".to_owned(),
        commune: code.clone(),
        commune_name: "Xã Mẫu".to_owned(),
        pack_key: None,
        revoked: false,
    }
}

/// A document that no volunteer made: it comes to every device of the team by feed.
fn add_household(store: &SqliteStore, code: &CommuneCode, team: TeamId) -> DocumentId {
    let id = DocumentId::from_bytes([7; 16]);
    let text = "Thôn Mẫu".to_owned();
    let facts = HouseholdFacts { head: "Lò Văn Mẫu".to_owned(), area: text.clone(), address: text };
    let document = Document::create_household(Actor([9; 16]), &facts, &[], MORNING).expect("a household");
    let changes = document
        .changes_since(&Heads::default())
        .iter()
        .map(|change| AdmittedChange {
            hash: change.hash().0,
            actor: change.actor_id().to_bytes().to_vec(),
            actor_seq: change.seq(),
            raw: change.raw_bytes().to_vec(),
        })
        .collect();
    store
        .commit(&Commit {
            commune: code.clone(),
            document: id,
            kind: document.kind(),
            team,
            expected_heads: Vec::new(),
            heads: document.heads().to_bytes(),
            changes,
            snapshot: None,
            row: None,
            counted: document.counted().expect("a household that reads"),
            author: Author { device: None, member: MemberId(0), repairing: false },
            came: None,
            action: "demo",
            withdrawn: false,
            now: MORNING,
        })
        .expect("the household is stored");
    id
}

fn device_store(folder: &Path, of_member: &[Enrolment]) -> Files {
    std::fs::create_dir(folder).expect("a folder");
    let enrolment = of_member.first().expect("each member has a device");
    {
        let mut store = Store::with_raw_key(folder, KEY, projector()).expect("a new store");
        store.enrol(enrolment, MORNING).expect("enrolled");
    }
    Files::read(&database_in(folder))
}
