//! A dossier that came to the wrong commune goes to the right one of the same server: its people find it there by the same slip,
//! and what a phone had still to send is not lost.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use demo::birth;
use dossier::case::CaseState;
use dossier::{CommuneCode, DossierId};
use server::office::{acceptance, dossier_view, handovers, lists, moving, work};
use server::public::{self, Standing as PublicStanding};
use server::store::access::Session;
use server::store::people::{Commune as CommuneRecord, OFFICE, Standing};
use sync::public::PublicToken;
use testkit::{Commune, Phone, Weather};
use wire::ipc::{DossierCard, WithdrawDossier};
use wire::lists::{AskList, Filter};
use wire::moves::MoveTo;
use wire::office::HandoverDecision;
use wire::view::NewsOf;
use wire::work::{HandTo, Step};
use wire::{Problem, Role};

const FATHER: &str = "cha_nam_sinh";
const THERE: &str = "00004";

/// The chief of a second commune on the same server.
fn other_chief(commune: &Commune) -> Session {
    let (store, code) = (commune.store(), CommuneCode::from(THERE));
    let name = "Xã Bên Mẫu".to_owned();
    let unit_number = "H15.50.05.99".to_owned();
    store.add_commune(&CommuneRecord { code: code.clone(), name: name.clone(), unit_number }).unwrap();
    let member = store.add_member(&code, OFFICE, "Hà Mẫu Bên").unwrap();
    let standing = Standing { administrator: true, ..Standing::of(Role::Chief) };
    Session {
        commune: code,
        commune_name: name,
        user: "ben".to_owned(),
        member,
        name: "Hà Mẫu Bên".to_owned(),
        team: OFFICE,
        standing,
        expires_at: commune.clock.now().plus_millis(86_400_000),
        token_hash: [0; 32],
    }
}

async fn handed_over(phone: &Phone) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    phone.agree(dossier);
    phone.hand_over(dossier).unwrap();
    phone.sync_well().await;
    dossier
}

fn wish() -> MoveTo {
    MoveTo { to: CommuneCode::from(THERE), reason: "Gia đình thường trú ở xã bên.".to_owned() }
}

fn card(phone: &Phone, dossier: DossierId) -> Option<DossierCard> {
    phone.home().dossiers.into_iter().find(|card| card.id == dossier)
}

/// What the slip's code leads to.
fn page(commune: &Commune, dossier: DossierId) -> Option<PublicStanding> {
    let token = PublicToken::of(dossier).text();
    let found = public::by_token(commune.app(), &token, "198.51.100.7").unwrap().ok()?;
    Some(public::standing(commune.app(), &found).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_sends_a_dossier_to_the_right_commune_and_late_work_follows_it() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let (here, there) = (commune.administrator(), other_chief(&commune));
    let dossier = handed_over(&lan).await;
    minh.sync_well().await;
    minh.network.set(Weather::NoSignal);
    minh.answer(dossier, FATHER, "1990");

    let row = moving::move_to(commune.app(), &here, dossier, &wish()).unwrap();
    assert_eq!(row.to, "Xã Bên Mẫu");
    lan.sync_well().await;
    assert_eq!(card(&lan, dossier), None, "who has nothing unsent lets go of it");
    let filter = Filter { words: row.local_code.clone(), ..Filter::default() };
    let left = lists::list(commune.app(), &here, &AskList { filter, ..AskList::default() }).unwrap();
    assert_eq!((left.dossiers.len(), left.moved.len()), (0, 1), "the desk still finds where it went");

    let case = acceptance::accept(commune.app(), &there, dossier).unwrap();
    assert!(case.number.unwrap().starts_with("H15.50.05.99-"));
    let told = page(&commune, dossier).unwrap();
    let moved = told.moved.unwrap();
    assert_eq!((moved.from.as_str(), moved.to.as_str()), ("Xã Mẫu", "Xã Bên Mẫu"));
    assert!(told.receipt.is_some() && told.number.is_some());

    minh.network.set(Weather::Fine);
    minh.sync_well().await;
    let kept = card(&minh, dossier).unwrap();
    assert!(kept.parked && !kept.unsent, "{kept:?}");
    assert_eq!(minh.value(dossier, FATHER).as_deref(), Some("1990"), "and it can still be read");
    assert_eq!(handovers::list(commune.app(), &here).unwrap().waiting, 0);
    let waiting = handovers::list(commune.app(), &there).unwrap();
    assert_eq!((waiting.waiting, &waiting.entries[0].from), (1, &commune.volunteers[1].1));
    let done = handovers::apply(commune.app(), &there, waiting.entries[0].id).unwrap();
    assert_eq!(done.entries[0].decision, HandoverDecision::Applied);
    let opened = dossier_view::dossier(commune.app(), &there, dossier).unwrap();
    let late = &opened.later[0];
    assert_eq!((&late.of, late.written.value.as_str()), (&NewsOf::Answer(FATHER.into()), "1990"));
    assert_eq!(late.written.by.name.as_ref(), Some(&commune.volunteers[1].1), "as the volunteer's own work");
    minh.sync_well().await;
    assert_eq!(card(&minh, dossier), None, "it is at its place, so this device lets go of it");
    let verified = server::verify::verify(commune.app(), false, &mut |_| ()).unwrap();
    assert_eq!((verified.open(), verified.documents > 0), (0, true), "{verified:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn received_for_another_commune_it_keeps_number_receipt_and_day_and_is_ended_there() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let (here, there) = (commune.administrator(), other_chief(&commune));
    let dossier = handed_over(&lan).await;
    let given = acceptance::accept(commune.app(), &here, dossier).unwrap();
    moving::move_to(commune.app(), &here, dossier, &wish()).unwrap();
    let late = work::stop(commune.app(), &here, dossier, &wire::work::EndCase { reason: "x".into() });
    assert!(matches!(late, Err(server::failure::Failure::Refused(Problem::DossierMoved { .. }))), "{late:?}");

    let to = there.member;
    let hand = HandTo { to, step: Step::Handle, note: String::new() };
    let taken = work::hand_to(commune.app(), &there, dossier, hand).unwrap();
    let case = taken.dossier.case.unwrap();
    assert_eq!((&case.number, case.due), (&given.number, given.due));
    let result = wire::work::GiveResult { words: "Giấy khai sinh".into(), scan: None };
    let ended = work::resolve(commune.app(), &there, dossier, result).unwrap();
    assert_eq!(ended.dossier.case.unwrap().state, CaseState::Done);
    let told = page(&commune, dossier).unwrap();
    assert_eq!(told.number, given.number);
    let Some(public::Signed::Genuine { by, due }) = told.receipt else { panic!("{:?}", told.receipt) };
    assert_eq!((by.contains("Mẫu"), due), (true, given.due), "the receipt is the first commune's");
    assert!(told.authority != by, "whom to ask is the other: {by}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_it_back_after_the_move_has_it_taken_back_where_it_is() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let (here, there) = (commune.administrator(), other_chief(&commune));
    let dossier = handed_over(&lan).await;
    lan.network.set(Weather::NoSignal);
    lan.device().withdraw_dossier(WithdrawDossier { dossier }).unwrap();
    moving::move_to(commune.app(), &here, dossier, &wish()).unwrap();
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    let waiting = handovers::list(commune.app(), &there).unwrap();
    assert_eq!(waiting.waiting, 1, "the wish is not lost");
    handovers::apply(commune.app(), &there, waiting.entries[0].id).unwrap();
    let code = CommuneCode::from(THERE);
    assert!(commune.store().load_document(&code, dossier.into()).unwrap().unwrap().deleted);
    assert_eq!(page(&commune, dossier).map(|told| told.at), None, "nobody finds it any more");
    let left = lists::list(commune.app(), &here, &AskList::default()).unwrap();
    assert_eq!(left.moved[0].subject, "", "and the line names nobody");
    lan.sync_well().await;
    assert_eq!(card(&lan, dossier), None);
}
