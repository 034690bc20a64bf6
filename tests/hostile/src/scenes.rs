//! Genuine exchanges, in every shape in which a message comes.

use crate::forge::{CHANGE, DEFLATED_CHANGE, Message};
use automerge::sync::{ChunkList, MessageVersion};
use dossier::document::{Actor, Document, DocumentError, DossierFacts, FormMove, Heads, HouseholdFacts};
use dossier::paper::PaperState;
use dossier::person::Person;
use dossier::{AnswerText, HouseholdId, PersonId, Timestamp};
use serde_bytes::ByteBuf;
use sync::admission::Stored;
use sync::exchange::push_message;

/// One push, and what the server has before it.
#[derive(Debug, Clone)]
pub struct Scene {
    pub name: &'static str,
    pub stored: Option<Stored>,
    pub message: Message,
}

const LAN: Actor = Actor([1; 16]);
const MINH: Actor = Actor([2; 16]);

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis((29_000_000 + minute) * 60_000)
}

fn text(words: &str) -> AnswerText {
    AnswerText::new(words).unwrap_or_default()
}

fn draft() -> Result<Document, DocumentError> {
    let facts = DossierFacts {
        procedure: "1.001193".into(),
        form_version: "2026-07-18".into(),
        household: Some(HouseholdId::from_bytes([9; 16])),
    };
    Document::create_dossier(LAN, &facts, at(0))
}

fn filled(questions: i64) -> Result<Document, DocumentError> {
    let mut dossier = draft()?;
    for n in 0..questions {
        let question = format!("tre_ho_ten_{}", n % 20);
        dossier.set_answer(&question.as_str().into(), &text(&format!("Lò Thị Mẫu {n}")), at(n))?;
    }
    dossier.set_paper(&"giay_chung_sinh".into(), PaperState::Seen, at(questions))?;
    dossier.set_consent("help_with_dossier", true, "2026-11", at(questions))?;
    Ok(dossier)
}

fn as_log(document: &Document) -> Stored {
    let log = document.changes_since(&Heads::default());
    let log = log.iter().map(|change| ByteBuf::from(change.raw_bytes())).collect();
    Stored { snapshot: Vec::new(), log }
}

fn as_snapshot(document: &Document) -> Stored {
    Stored { snapshot: document.save(), log: Vec::new() }
}

fn pushed(document: &Document, shared: &Heads) -> Option<Message> {
    Message::read(&push_message(document, shared)?)
}

/// As the library itself sends a whole document: its columns deflated.
fn deflated(document: &Document) -> Option<Message> {
    let message = automerge::sync::Message {
        heads: document.heads().to_hashes(),
        need: Vec::new(),
        have: Vec::new(),
        changes: ChunkList::from(document.save()),
        flags: None,
        version: MessageVersion::V2,
    };
    Message::read(&message.encode())
}

/// The changes of a message in deflated chunks, all in one element.
fn packed(mut message: Message) -> Message {
    let mut chunks: Vec<_> = message.elements.concat();
    for chunk in chunks.iter_mut().filter(|chunk| chunk.kind == CHANGE) {
        chunk.kind = DEFLATED_CHANGE;
    }
    message.elements = vec![chunks];
    message
}

/// All of them.
pub fn all() -> Result<Vec<Scene>, DocumentError> {
    let mut scenes = Vec::new();
    let mut add = |name, stored: Option<&Stored>, message: Option<Message>| {
        scenes.extend(message.map(|message| Scene { name, stored: stored.cloned(), message }));
    };
    let nothing = Heads::default();
    let small = filled(3)?;
    let large = filled(40)?;
    add("a new draft", None, pushed(&small, &nothing));
    add("a longer draft", None, pushed(&large, &nothing));
    add("a draft with deflated columns", None, deflated(&large));

    let mut edited = small.clone();
    edited.set_answer(&"me_ho_ten".into(), &text("Lò Thị Mẫu Hai"), at(50))?;
    edited.set_answer(&"me_ho_ten".into(), &text("Lò Thị Mẫu Ba"), at(51))?;
    let edit = pushed(&edited, &small.heads());
    add("an edit of a log", Some(&as_log(&small)), edit.clone());
    add("an edit of a snapshot", Some(&as_snapshot(&small)), edit.clone());
    add("an edit without its base", None, edit.clone());
    add("a deflated edit", Some(&as_snapshot(&small)), edit.map(packed));
    add("all of it again", Some(&as_snapshot(&small)), pushed(&edited, &nothing));

    let mut minh = Document::load(&edited.save(), [])?;
    minh.write_as(MINH);
    minh.set_answer(&"tre_ho_ten_1".into(), &text("Lò Văn Mẫu"), at(60))?;
    let mut lan = edited.clone();
    lan.set_answer(&"tre_ho_ten_1".into(), &text("Lò Văn Mậu"), at(61))?;
    add("a concurrent edit", Some(&as_log(&minh)), pushed(&lan, &edited.heads()));
    lan.apply(minh.changes_since(&edited.heads()))?;
    let conflicting = lan.clone();
    lan.set_answer(&"tre_ho_ten_1".into(), &text("Lò Văn Mẫu"), at(62))?;
    lan.set_submitted(at(63))?;
    add("settled and handed over", Some(&as_log(&conflicting)), pushed(&lan, &conflicting.heads()));

    let mut moved = edited.clone();
    let answers = [("ho_ten".into(), text("Lò Thị Mẫu"))].into();
    let step = FormMove {
        from: "2026-07-18".into(),
        to: "2026-12-01".into(),
        answers,
        back_to: Some("2026-07-18".into()),
    };
    moved.move_form(&step, at(70))?;
    add("a move of the form", Some(&as_snapshot(&edited)), pushed(&moved, &edited.heads()));

    let person = |n: u8| Person {
        id: PersonId::from_bytes([n; 16]),
        full_name: "Lò Văn Mẫu".into(),
        birth: "1990-02-03".into(),
        relation: "con".into(),
        personal_number: String::new(),
    };
    let facts =
        HouseholdFacts { head: "Lò Văn Mẫu".into(), area: "Bản Mẫu".into(), address: String::new() };
    let household = Document::create_household(LAN, &facts, &[person(1), person(2), person(3)], at(1))?;
    add("a household", None, pushed(&household, &nothing));
    add("a deflated household", None, pushed(&household, &nothing).map(packed));
    Ok(scenes)
}
