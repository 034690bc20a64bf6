//! The commune's server in a run: the real store, admission and feed behind bytes that came over the network.

use super::files::{Files, Put};
use super::ledger::Said;
use super::template::Template;
use crate::Dice;
use crate::{MORNING, SetClock};
use dossier::document::{Document, Heads};
use dossier::supplement::{Ask, Pin};
use dossier::{CommuneCode, DocumentId, DossierId, MemberId, QuestionName, TeamId};
use server::failure::Failure;
use server::office::{acceptance, handovers, settle, supplements};
use server::store::access::Session;
use server::store::documents::StoredDocument;
use server::store::handovers::HandoverState;
use server::store::people::Standing;
use server::store::scopes::Scopes;
use server::store::sqlite::SqliteStore;
use server::store::{Access, Documents, Handovers};
use server::sync::{authenticate, synchronise};
use server::{App, Settings};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sync::frame;
use wire::Role;
use wire::office::AskSupplement;

pub(super) const COMMUNE: &str = "00376";
pub(super) const DATABASE: &str = "commune.db";
/// As the route has it: no body inflates to more.
const MAX_INFLATED: usize = 32 * 1024 * 1024;

/// What a device gets to see of an answer. Only status 200 with our media type can be one of ours.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

#[derive(Debug)]
pub(super) struct Office {
    folder: PathBuf,
    template: Arc<Template>,
    pub(super) clock: SetClock,
    /// `None` only while files are being exchanged.
    open: Option<(Arc<SqliteStore>, App)>,
    backup: Option<PathBuf>,
    backups: u32,
    disk_left: Option<u32>,
}

impl Office {
    pub(super) fn begin(folder: &Path, template: &Arc<Template>) -> Self {
        std::fs::create_dir(folder).expect("a folder for the server");
        template.commune.put(&folder.join(DATABASE), Put::Anew);
        let mut office = Self {
            folder: folder.to_owned(),
            template: Arc::clone(template),
            clock: SetClock::at(MORNING),
            open: None,
            backup: None,
            backups: 0,
            disk_left: None,
        };
        office.open();
        office
    }

    fn open(&mut self) {
        let store = Arc::new(SqliteStore::open(&self.folder).expect("the server's database opens"));
        let shared: Arc<dyn server::store::Store> = store.clone();
        let clock = Arc::new(self.clock.clone());
        let app = App::new(shared, clock, self.template.procedures(), Settings::default())
            .expect("the server's parts");
        // A disk that is full stays full when the server is started again.
        store.limit_growth(self.disk_left).expect("the disk is bounded");
        self.open = Some((store, app));
    }

    fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    pub(super) fn app(&self) -> &App {
        &self.open.as_ref().expect("the server runs").1
    }

    pub(super) fn store(&self) -> &SqliteStore {
        &self.open.as_ref().expect("the server runs").0
    }

    pub(super) fn commune() -> CommuneCode {
        CommuneCode::new(COMMUNE)
    }

    /// What `POST /v1/sync` does with a body.
    pub(super) fn answer(&self, token: &str, body: &[u8]) -> Reply {
        let app = self.app();
        let outcome = authenticate(app, token).and_then(|device| {
            let (request, coding) = frame::decode_request(body, MAX_INFLATED)
                .map_err(|_| Failure::BadRequest { what: "frame" })?;
            let answer = synchronise(app, &device, request)?;
            frame::encode_answer(&answer, coding)
                .map_err(|error| Failure::Broken { action: "write the answer", cause: error.to_string() })
        });
        match outcome {
            Ok(body) => Reply { status: 200, body },
            Err(Failure::Refused(wire::Problem::DeviceRevoked)) => Reply { status: 401, body: Vec::new() },
            Err(Failure::BadRequest { .. }) => Reply { status: 400, body: Vec::new() },
            Err(_) => Reply { status: 503, body: Vec::new() },
        }
    }

    /// The files as they are now, to tear a crash out of later.
    pub(super) fn files(&self) -> Files {
        Files::read(&self.database())
    }

    /// The server's machine loses power with `left` on its disk, and is started again.
    pub(super) fn lose_power(&mut self, left: &Files) {
        self.open = None;
        left.put(&self.database(), Put::InPlace);
        self.open();
    }

    pub(super) fn fill_disk(&mut self, pages: Option<u32>) {
        self.disk_left = pages;
        self.store().limit_growth(pages).expect("the disk is bounded");
    }

    pub(super) fn back_up(&mut self) {
        self.backups += 1;
        let to = self.folder.join(format!("backup{}", self.backups));
        self.store().back_up(&to, self.clock.now()).expect("a backup");
        self.backup = Some(to);
    }

    /// Answers whether there was a backup to go back to.
    pub(super) fn roll_back(&mut self) -> bool {
        let Some(from) = self.backup.clone() else { return false };
        self.open = None;
        server::store::sqlite::restore(&self.folder, &from, self.clock.now()).expect("restored");
        self.open();
        true
    }

    fn officer(&self) -> Session {
        Session {
            commune: Self::commune(),
            commune_name: "Xã Mẫu".to_owned(),
            user: "canbo".to_owned(),
            member: self.template.officer,
            name: "Hà Mẫu".to_owned(),
            team: TeamId(0),
            standing: Standing { administrator: true, ..Standing::of(Role::Chief) },
            expires_at: self.clock.now().plus_millis(1),
            token_hash: [0; 32],
        }
    }

    pub(super) fn accept(&self, dossier: DossierId) -> Result<String, Failure> {
        let case = acceptance::accept(self.app(), &self.officer(), dossier)?;
        Ok(case.number.unwrap_or_default())
    }

    /// Asks for a supplement about an answer; `None`: the office cannot ask now.
    pub(super) fn ask(&self, dossier: DossierId) -> Option<QuestionName> {
        let document = self.document(dossier.into())?;
        // Answers that its form does not know, as of an older app, cannot be asked about.
        document.answers().expect("a dossier").into_keys().find(|question| {
            let about = Pin::Question { question: question.clone() };
            let slip = AskSupplement {
                version: document.heads().to_hex(),
                asks: vec![Ask { about, words: "Xem lại.".to_owned() }],
                due: None,
            };
            supplements::ask(self.app(), &self.officer(), dossier, slip).is_ok()
        })
    }

    /// Settles the first open question of a dossier; answers with the question, the value and the document then.
    pub(super) fn settle(&self, chance: &mut Dice, dossier: DossierId) -> Option<(String, String, Document)> {
        let document = self.document(dossier.into())?;
        let question = document.conflicts().expect("a dossier").into_iter().next()?;
        let field = document.answer(&question).expect("a dossier")?;
        let values: Vec<String> =
            std::iter::once(&field.current).chain(&field.others).map(|value| value.text.clone()).collect();
        let value = chance.pick(&values)?.clone();
        settle::settle(self.app(), &self.officer(), dossier, &question, &value).ok()?;
        Some((question.to_string(), value, self.document(dossier.into())?))
    }

    /// As it is stored; `None`: never heard of.
    pub(super) fn stored(&self, id: DocumentId) -> Option<StoredDocument> {
        self.store().load_document(&Self::commune(), id).expect("the server's database answers")
    }

    /// A document that is there and was not taken out.
    pub(super) fn document(&self, id: DocumentId) -> Option<Document> {
        let stored = self.stored(id).filter(|stored| !stored.deleted)?;
        let log = stored.log.iter().map(Vec::as_slice);
        let document = Document::load(&stored.snapshot, log).expect("a stored document reads back");
        assert_eq!(
            Some(document.heads()),
            Heads::from_bytes(&stored.heads),
            "{id}: the server's heads are those of its changes"
        );
        Some(document)
    }

    pub(super) fn remove(&self, id: DocumentId) -> bool {
        self.store().remove_document(&Self::commune(), id, self.clock.now()).is_ok()
    }

    pub(super) fn move_document(&self, id: DocumentId, team: TeamId) -> bool {
        self.store().move_document(&Self::commune(), id, team, self.clock.now()).is_ok()
    }

    pub(super) fn move_member(&self, member: MemberId, team: TeamId) -> bool {
        self.store().move_member(&Self::commune(), member, team, self.clock.now()).is_ok()
    }

    /// Whether it waits in the hand-over box for a person's decision.
    pub(super) fn waits_in_the_box(&self, said: &Said) -> bool {
        let lines = self.store().handovers(&Self::commune()).expect("the hand-over box");
        lines.into_iter().filter(|line| line.document == said.document).any(|line| {
            self.store()
                .waiting_handover(&Self::commune(), line.id)
                .is_ok_and(|(_, message)| said.is_sent_by(&message))
        })
    }

    /// Brings home everything that has a home; answers how many entries, and which were refused.
    pub(super) fn empty_the_box(&self) -> (usize, Vec<String>) {
        let lines = self.store().handovers(&Self::commune()).expect("the hand-over box");
        let mut brought = 0;
        let mut refused = Vec::new();
        // Oldest first: later work may build on earlier.
        for line in
            lines.into_iter().rev().filter(|line| line.state == HandoverState::Waiting && !line.removed)
        {
            match handovers::apply(self.app(), &self.officer(), line.id) {
                Ok(_) => brought += 1,
                Err(failure) => {
                    refused.push(format!(
                        "entry {} of the hand-over box for {} stays: {failure}",
                        line.id, line.document
                    ));
                }
            }
        }
        (brought, refused)
    }

    pub(super) fn revoke(&self, device: dossier::DeviceId) -> bool {
        self.store().revoke_device(&Self::commune(), device, self.clock.now()).is_ok()
    }
}
