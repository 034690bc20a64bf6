//! A commune in which there is something of everything that the office can ask for.

use crate::support::packs;
use crate::support::{
    Browser, Device, PASSWORD, Sender, World, answer, draft, draft_of, hand_over, hash, photo, send,
};
use dossier::case::ReturnWay;
use dossier::document::{Actor, Document};
use dossier::recovery::RecoveryCode;
use dossier::supplement::{Ask, Pin};
use dossier::{DocumentId, DossierId, MemberId};
use serde::Serialize;
use serde_json::{Value, json};
use server::store::people::Standing;
use server::store::{People, Scopes};
use server::{RecoveryKey, Settings};
use std::collections::BTreeMap;
use wire::Role;
use wire::office::{AskSupplement, HandoverBox, OfficeDossier, PackUpload};
use wire::phones::{DeviceReport, HandedCode};
use wire::sync::Push;
use wire::work::{EndCase, GiveResult, HandOut};

/// A procedure whose limit is counted in days, so that there is a day to put off.
const PENSION: &str = "1.014027";
const BIRTH: &str = "1.001193";
const BIRTH_VERSION: &str = "2026-07-18";
/// Dossiers of each kind that there are.
const OF_A_KIND: u8 = 3;
const KINDS: u8 = 8;
const DRAFT: u8 = 7;
const IN_CONFLICT: u8 = 90;
const CHILD: &str = "Lò Văn Mẫu";
/// What Minh has written in the place of it.
const AT_MINH: &str = "Lò Văn Ân";

pub(super) struct Scene {
    pub(super) world: World,
    pub(super) officer: Browser,
    pub(super) known: Vec<Known>,
    _keys: tempfile::TempDir,
}

/// Values that lead somewhere, for the operations of one path.
pub(super) struct Known {
    pub(super) path: &'static str,
    /// By their places, such as `path.id`, as JSON. The first of each fit together.
    pub(super) values: BTreeMap<&'static str, Vec<Value>>,
}

fn known<const N: usize>(path: &'static str, values: [(&'static str, Vec<Value>); N]) -> Known {
    assert!(values.iter().all(|(_, values)| !values.is_empty()), "{path}");
    Known { path, values: values.into_iter().collect() }
}

fn one(value: impl Into<Value>) -> Vec<Value> {
    vec![value.into()]
}

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

/// The first of a kind, see [`bring_to`].
fn first_of(kind: u8) -> u8 {
    1 + kind * OF_A_KIND
}

pub(super) async fn scene() -> Scene {
    let keys = tempfile::tempdir().unwrap();
    let recovery = Some(RecoveryKey::in_folder(keys.path()).unwrap());
    let world = World::with(Settings { recovery, ..Settings::default() }).await;
    let other = world.other_commune();
    let colleague = a_colleague(&world);
    let (mut lan, mut minh, mut hoa) =
        (world.enrol(world.lan).await, world.enrol(world.minh).await, world.enrol(world.hoa).await);
    hand_code(&world, &lan).await;
    let officer = world.officer().await;
    let photos = dossiers(&officer, &mut lan).await;
    in_conflict(&mut lan, &mut minh).await;
    given_away(&world, &mut minh, &mut lan).await;
    hoa.request.push = vec![Push { document: id(99), message: b"not a message".to_vec(), home: None }];
    assert_eq!(hoa.send_request().await.status, 200);
    assert_eq!(officer.post("/office/api/packs", &packs::first()).await.status, 200);
    assert_eq!(officer.write("POST", "/office/api/feed-keys", r#"{"name":"Excel"}"#).await.status, 200);

    let handovers: HandoverBox = officer.get("/office/api/handovers").await.json();
    let waiting: Vec<Value> = handovers.entries.iter().map(|entry| entry.id.into()).collect();
    let mut all = of_dossiers(&officer, colleague.0, other.as_str()).await;
    all.extend([
        known_session(),
        known("/office/api/counter/{procedure}", [("path.procedure", one(BIRTH))]),
        known(
            "/office/api/counter",
            [
                ("body.procedure", one(BIRTH)),
                ("body.form_version", one(BIRTH_VERSION)),
                ("body.answers", one(json!({ "tre_ho_ten": CHILD }))),
            ],
        ),
        known("/office/api/blobs/{sha256}", [("path.sha256", photos)]),
        known("/office/api/handovers/{id}/application", [("path.id", waiting.clone())]),
        known(
            "/office/api/handovers/{id}/setting-aside",
            [("path.id", waiting.into_iter().rev().collect()), ("body.reason", one("Mẫu"))],
        ),
        known("/office/api/packs", pack(packs::second())),
        known("/office/api/packs/check", pack(packs::second())),
        known(
            "/office/api/packs/{code}/{version}",
            [("path.code", one(packs::CODE)), ("path.version", one(packs::FIRST))],
        ),
        known("/office/api/phones/rule", [("body.wipe_after", vec![20.into(), 0.into(), 5.into()])]),
        known(
            "/office/api/phones/{device}/code",
            [
                ("path.device", vec![lan.id.to_string().into(), hoa.id.to_string().into()]),
                ("body.password", one(PASSWORD)),
            ],
        ),
        known("/office/api/feed-keys/{id}", [("path.id", one(1))]),
        known(
            "/office/api/numbers/{file}",
            [("path.file", vec!["numbers.xlsx".into(), "numbers.csv".into()])],
        ),
        known(
            "/office/api/settings/{sheet}",
            [
                ("path.sheet", vec!["days".into(), "desk".into(), "officers".into()]),
                ("body.version", one(0)),
                ("body.text", one("date,kind,name\n2026-12-24,off,Mẫu\n")),
            ],
        ),
    ]);
    Scene { world, officer, known: all, _keys: keys }
}

fn known_session() -> Known {
    let user = [("body.user", one("canbo1")), ("body.password", one(PASSWORD))];
    known("/office/api/session", user)
}

fn pack(upload: PackUpload) -> [(&'static str, Vec<Value>); 4] {
    let text = |text: Option<String>| one(text.unwrap());
    [
        ("body.procedure", one(upload.procedure)),
        ("body.form", text(upload.form)),
        ("body.upgrades", text(upload.upgrades)),
        ("body.stories", text(upload.stories)),
    ]
}

/// For each thing that is done with a dossier, one with which it can be done, and all others.
async fn of_dossiers(officer: &Browser, colleague: u32, other: &str) -> Vec<Known> {
    let ids = |first: u8| -> Vec<Value> {
        let others = (1..first_of(KINDS)).chain([IN_CONFLICT]).filter(|number| *number != first);
        std::iter::once(first).chain(others).map(|number| id(number).to_string().into()).collect()
    };
    let only = |number: u8| one(id(number).to_string());
    let shown = async |number: u8| -> OfficeDossier {
        officer.get(&format!("/office/api/dossiers/{}", id(number))).await.json()
    };
    let (new, to_put_off) = (first_of(0), first_of(2));
    let seen = one(shown(new).await.version);
    let due = shown(to_put_off).await.dossier.case.unwrap().due.unwrap();
    let due = one(due.format("%Y-%m-%dT%H:%M:%S").to_string());
    let name = || one("tre_ho_ten");
    let asks = one(json!([{ "a": { "k": "question", "q": "tre_ho_ten" }, "w": "Xem lại." }]));
    let papers = ["receipt", "blank", "supplement", "refusal", "apology", "stop", "control"];
    let simple = [
        ("/office/api/dossiers/{id}", new),
        ("/office/api/dossiers/{id}/blobs", new),
        ("/office/api/dossiers/{id}/scans", new),
        ("/office/api/dossiers/{id}/acceptance", new),
        ("/office/api/dossiers/{id}/supplements/open", first_of(1)),
        ("/office/api/dossiers/{id}/version", first_of(3)),
        ("/office/api/dossiers/{id}/result", first_of(3) + 1),
        ("/office/api/dossiers/{id}/result/hand-out", first_of(4)),
        ("/office/api/dossiers/{id}/refusal", first_of(0) + 1),
        ("/office/api/dossiers/{id}/stop", first_of(3) + 2),
        ("/office/api/dossiers/{id}/file/acceptance", first_of(1) + 1),
    ];
    let mut all: Vec<Known> =
        simple.into_iter().map(|(path, first)| known(path, [("path.id", ids(first))])).collect();
    all.extend([
        known("/office/api/dossiers/{id}/look", [("path.id", only(new)), ("body.version", seen.clone())]),
        known(
            "/office/api/dossiers/{id}/answers/{question}",
            [("path.id", ids(IN_CONFLICT)), ("path.question", name()), ("body.value", one(AT_MINH))],
        ),
        known(
            "/office/api/dossiers/{id}/corrections/{question}",
            [("path.id", ids(first_of(0) + 2)), ("path.question", name()), ("body.was", one(CHILD))],
        ),
        known(
            "/office/api/dossiers/{id}/papers/{paper}",
            [("path.id", ids(first_of(3))), ("path.paper", papers.map(Value::from).to_vec())],
        ),
        known(
            "/office/api/dossiers/{id}/control-sheet",
            [("path.id", ids(first_of(3))), ("body.to", one(colleague))],
        ),
        known(
            "/office/api/dossiers/{id}/file",
            [("path.id", ids(first_of(1) + 1)), ("body.to", only(first_of(1) + 2))],
        ),
        known(
            "/office/api/dossiers/{id}/file/control-sheet",
            [("path.id", ids(first_of(3))), ("body.to", one(colleague))],
        ),
        known(
            "/office/api/dossiers/{id}/move",
            [("path.id", ids(to_put_off + 1)), ("body.to", one(other)), ("body.reason", one("Mẫu"))],
        ),
        known(
            "/office/api/dossiers/{id}/extensions",
            [("path.id", only(to_put_off)), ("body.from", due), ("body.to", one("2027-03-01"))],
        ),
        known(
            "/office/api/dossiers/{id}/supplements",
            [("path.id", only(new)), ("body.version", seen), ("body.asks", asks)],
        ),
    ]);
    all
}

fn a_colleague(world: &World) -> MemberId {
    world.add_colleague("canbo2", Standing::of(Role::Officer))
}

/// A code of the phone is at the office.
async fn hand_code(world: &World, device: &Device) {
    let code = RecoveryCode::from_chance([7; 20]).text();
    let report = DeviceReport { wipe_after: 0, code: Some(HandedCode { number: 1, code }) };
    let authorization = format!("Bearer {}", device.token);
    let headers = [("authorization", authorization.as_str())];
    let report = serde_json::to_vec(&report).unwrap();
    assert_eq!(send(world.address(), "POST", "/v1/device", &headers, &report).await.status, 200);
}

/// Some of every state, each with a photo; the photos' hashes.
async fn dossiers(officer: &Browser, lan: &mut Device) -> Vec<Value> {
    let mut photos = Vec::new();
    for number in 1..first_of(KINDS) {
        let kind = (number - 1) / OF_A_KIND;
        let mut document = if kind == 2 { pension(number) } else { draft(number, CHILD) };
        if kind != DRAFT {
            hand_over(&mut document);
        }
        lan.documents.insert(id(number), document);
        lan.sync(&[id(number)]).await;
        let file = photo(u32::from(number), 2000);
        Sender { dossier: DossierId::from(id(number)), ..Sender::new(lan) }.send(&file).await;
        bring_to(officer, kind, id(number)).await;
        photos.push(hash(&file).to_string().into());
    }
    photos
}

fn pension(number: u8) -> Document {
    let mut document = draft_of(PENSION, number);
    answer(&mut document, "ndn_ho_ten", "Lò Thị Mẫu");
    document
}

/// 0: as it came; then asked, accepted (twice), with its result, handed out, refused; 7: a draft.
async fn bring_to(officer: &Browser, kind: u8, dossier: DocumentId) {
    if kind == 1 {
        let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{dossier}")).await.json();
        let about = Pin::Question { question: "tre_ho_ten".into() };
        let asks = vec![Ask { about, words: "Xem lại.".to_owned() }];
        act(officer, dossier, "supplements", &AskSupplement { version: shown.version, asks, due: None })
            .await;
    }
    if (2..=5).contains(&kind) {
        assert_eq!(officer.accept(dossier).await.status, 200);
    }
    if (4..=5).contains(&kind) {
        act(officer, dossier, "result", &GiveResult { words: "Số 1".to_owned(), scan: None }).await;
    }
    if kind == 5 {
        act(officer, dossier, "result/hand-out", &HandOut { way: ReturnWay::Desk }).await;
    }
    if kind == 6 {
        act(officer, dossier, "refusal", &EndCase { reason: "Mẫu".to_owned() }).await;
    }
}

async fn act(officer: &Browser, dossier: DocumentId, what: &str, body: &impl Serialize) {
    let reply = officer.post(&format!("/office/api/dossiers/{dossier}/{what}"), body).await;
    assert_eq!(reply.status, 200, "{what}: {}", String::from_utf8_lossy(&reply.body));
}

/// Two have answered a question at the same time.
async fn in_conflict(lan: &mut Device, minh: &mut Device) {
    let shared = id(IN_CONFLICT);
    lan.documents.insert(shared, draft(IN_CONFLICT, CHILD));
    lan.sync(&[shared]).await;
    minh.sync_all(&[]).await;
    let at_minh = minh.documents.get_mut(&shared).unwrap();
    at_minh.write_as(Actor([IN_CONFLICT + 1; 16]));
    answer(at_minh, "tre_ho_ten", AT_MINH);
    let at_lan = lan.documents.get_mut(&shared).unwrap();
    answer(at_lan, "tre_ho_ten", "Lò Văn Ấn");
    hand_over(at_lan);
    lan.sync(&[shared]).await;
    minh.sync(&[shared]).await;
}

/// Minh's work on two dossiers that were given to the other team meanwhile waits in the box.
async fn given_away(world: &World, minh: &mut Device, lan: &mut Device) {
    let given = [id(92), id(93)];
    let teams = world.store.teams(&world.commune).unwrap();
    for (id, actor) in given.into_iter().zip([92, 93]) {
        lan.documents.insert(id, draft(actor, CHILD));
        lan.sync(&[id]).await;
    }
    minh.sync_all(&[]).await;
    for (id, actor) in given.into_iter().zip([94, 95]) {
        let copy = minh.documents.get_mut(&id).unwrap();
        copy.write_as(Actor([actor; 16]));
        answer(copy, "me_ho_ten", "Lò Thị Mẫu");
        world.store.move_document(&world.commune, id, teams[1].id, world.now()).unwrap();
    }
    minh.sync(&given).await;
}
