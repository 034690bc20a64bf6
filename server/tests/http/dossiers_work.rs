//! `POST /office/api/dossiers/{id}/…` from the acceptance to the end: `control-sheet`, `extensions`, `supplements`, `version`,
//! `result`, `refusal`, `stop`.

use crate::support::{Browser, Device, Reply, World, answer, draft, draft_of, hand_over};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::DocumentId;
use dossier::case::{Case, CaseState, ReturnWay};
use dossier::supplement::{Ask, Pin};
use serde::Serialize;
use server::store::people::OFFICE;
use server::store::{Audit, People};
use wire::office::{AskSupplement, OfficeDossier};
use wire::view::NewsOf;
use wire::work::{
    Colleagues, ControlSheet, EndCase, GiveResult, HandOut, HandTo, Punctuality, PutOff, Scan, Step,
};
use wire::{OtherFile, PictureFault, Problem};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Trợ cấp hưu trí xã hội: its limit is counted in working days.
const PENSION: &str = "1.014027";

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

async fn act(officer: &Browser, dossier: DocumentId, what: &str, body: &impl Serialize) -> Reply {
    officer.post(&format!("/office/api/dossiers/{dossier}/{what}"), body).await
}

async fn done(officer: &Browser, dossier: DocumentId, what: &str, body: &impl Serialize) -> Case {
    let reply = act(officer, dossier, what, body).await;
    assert_eq!(reply.status, 200, "{what}: {}", String::from_utf8_lossy(&reply.body));
    reply.json::<OfficeDossier>().dossier.case.unwrap()
}

async fn shown(officer: &Browser, dossier: DocumentId) -> OfficeDossier {
    officer.get(&format!("/office/api/dossiers/{dossier}")).await.json()
}

/// A pension that was handed over by Lan and accepted on Monday 23 November at nine.
async fn accepted(world: &World) -> (Device, Browser, Case) {
    let mut lan = world.enrol(world.lan).await;
    let mut dossier = draft_of(PENSION, 1);
    answer(&mut dossier, "ndn_ho_ten", "Lò Thị Mẫu");
    lan.hand_over(id(1), dossier).await;
    let officer = world.officer().await;
    let case: Case = officer.accept(id(1)).await.json();
    (lan, officer, case)
}

fn closing(month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(17, 0, 0).unwrap()
}

fn reason(words: &str) -> EndCase {
    EndCase { reason: words.to_owned() }
}

#[tokio::test]
async fn a_case_goes_from_hand_to_hand_and_its_sheet_says_who_was_late() {
    let world = World::new().await;
    let decider = world.store.add_member(&world.commune, OFFICE, "Hà Mẫu").unwrap();
    let (_, officer, case) = accepted(&world).await;
    let due = case.due.unwrap();
    let colleagues: Colleagues = officer.get("/office/api/colleagues").await.json();
    assert!(colleagues.colleagues.iter().any(|one| one.member == decider && one.name == "Hà Mẫu"));

    let hand = HandTo { to: decider, step: Step::Decide, note: " Xin ký sớm. ".into() };
    let case = done(&officer, id(1), "control-sheet", &hand).await;
    assert_eq!(case.officer.as_deref(), Some("Hà Mẫu"));
    let stranger = HandTo { to: world.lan, ..hand.clone() };
    let refused = act(&officer, id(1), "control-sheet", &stranger).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (404, Problem::ColleagueUnknown),
        "a volunteer decides nothing"
    );

    // Lateness is seen before it happens: four fifths of the time are over on 4 December.
    let warned = async || {
        let row = world.officer().await.inbox().await.dossiers.remove(0);
        (row.due_soon, row.late)
    };
    assert_eq!(warned().await, (false, false));
    world.pass_ms(11 * DAY_MS + DAY_MS / 2);
    assert_eq!(warned().await, (true, false));

    // The whole time is over, and nobody has decided.
    world.pass_ms((due - world.now().in_vietnam()).num_milliseconds() + DAY_MS);
    assert_eq!(warned().await, (false, true));
    let officer = world.officer().await;
    let sheet: ControlSheet =
        officer.get(&format!("/office/api/dossiers/{}/control-sheet", id(1))).await.json();
    let [first, second] = sheet.lines.as_slice() else { panic!("{sheet:?}") };
    assert_eq!((first.to.as_str(), first.step), ("Sơn Mẫu", Step::Handle));
    assert_eq!(first.punctuality, Some(Punctuality::Early), "handed on the same day");
    assert!(first.due < second.due && second.due < Some(due), "each step has its share of the time");
    assert_eq!((second.note.as_str(), second.until), ("Xin ký sớm.", None));
    assert_eq!(second.punctuality, Some(Punctuality::Late));
}

#[tokio::test]
async fn a_day_is_put_off_with_an_apology_to_a_later_working_day_only() {
    let world = World::new().await;
    let (mut lan, officer, case) = accepted(&world).await;
    let from = case.due.unwrap();
    let wish =
        |to: NaiveDate| PutOff { from, to, reason: "Chờ xác minh.".into(), signer: "Hà Mẫu".into() };
    let saturday = NaiveDate::from_ymd_opt(2026, 12, 26).unwrap();
    let put = done(&officer, id(1), "extensions", &wish(saturday)).await;
    assert_eq!(put.due, Some(closing(12, 28)), "a Saturday is no day on which anything is due");
    assert_eq!((put.extensions[0].from, put.extensions[0].to), (from, closing(12, 28)));
    let again = act(&officer, id(1), "extensions", &wish(saturday)).await;
    assert_eq!((again.status, again.problem()), (409, Problem::NotLater), "another officer's page was older");
    for (reason, signer) in [(" ", "Hà Mẫu"), ("Chờ.", "")] {
        let wordless = PutOff { reason: reason.into(), signer: signer.into(), ..wish(saturday) };
        let refused = act(&officer, id(1), "extensions", &wordless).await;
        assert_eq!((refused.status, refused.problem()), (422, Problem::ReasonNeeded));
    }
    let print = |paper: &str| format!("/office/api/dossiers/{}/papers/{paper}", id(1));
    for (paper, there) in [("apology", 200), ("control", 200), ("refusal", 404), ("stop", 404)] {
        let printed = officer.get(&print(paper)).await;
        assert_eq!((printed.status, printed.body.starts_with(b"%PDF")), (there, there == 200), "{paper}");
    }
    // The villager is told by the next sync.
    let fed = lan.sync(&[]).await;
    let told = fed.feed.iter().rev().find_map(|item| match item {
        wire::sync::FeedItem::Case { case, .. } => Some(case.clone()),
        _ => None,
    });
    assert_eq!(told.unwrap().extensions.len(), 1);
}

#[tokio::test]
async fn while_a_supplement_is_waited_for_the_time_stands_still() {
    let world = World::new().await;
    let (mut lan, officer, case) = accepted(&world).await;
    let before = case.due.unwrap();
    let version = shown(&officer, id(1)).await.version;
    let about = Pin::Question { question: "ndn_ho_ten".into() };
    let asks = vec![Ask { about, words: "Ghi đúng họ tên.".into() }];
    let asked = done(&officer, id(1), "supplements", &AskSupplement { version, asks, due: None }).await;
    assert_eq!((asked.state, asked.number.is_some()), (CaseState::Asked, true));
    let result = GiveResult { words: "Quyết định số 1".into(), scan: None };
    let early = act(&officer, id(1), "result", &result).await;
    assert_eq!((early.status, early.problem()), (409, Problem::AlreadyAsked));

    // A week later the team answers.
    world.pass_ms(7 * DAY_MS);
    let document = lan.documents.get_mut(&id(1)).unwrap();
    answer(document, "ndn_ho_ten", "Lò Thị Thử");
    document.set_supplemented(asked.supplements[0].at, world.now()).unwrap();
    lan.sync(&[id(1)]).await;
    let officer = world.officer().await;
    let open = shown(&officer, id(1)).await;
    let case = open.dossier.case.clone().unwrap();
    assert_eq!(case.state, CaseState::Accepted);
    // Of the ten days one was the holiday of the 24th; the four from the 25th to the 30th do not count.
    assert_eq!((before, case.due), (closing(12, 8), Some(closing(12, 14))));

    // What was accepted stands until an officer takes the answer over.
    let name = |open: &OfficeDossier| open.dossier.answers[&"ndn_ho_ten".into()].current.value.clone();
    assert_eq!(name(&open), "Lò Thị Mẫu");
    let [later] = open.later.as_slice() else { panic!("{:?}", open.later) };
    assert_eq!(later.of, NewsOf::Answer("ndn_ho_ten".into()));
    assert_eq!(
        (later.written.value.as_str(), later.written.by.name.as_deref()),
        ("Lò Thị Thử", Some("Lan Mẫu"))
    );
    done(&officer, id(1), "version", &()).await;
    let taken = shown(&officer, id(1)).await;
    assert_eq!((name(&taken).as_str(), taken.later.len()), ("Lò Thị Thử", 0));
}

#[tokio::test]
async fn the_office_scans_the_result_itself_and_the_result_names_the_scan() {
    let world = World::new().await;
    let (_, officer, _) = accepted(&world).await;
    let scans = format!("/office/api/dossiers/{}/scans", id(1));
    let page = officer.post_bytes(&scans, b"<html>not a scan</html>").await;
    let no_scan = PictureFault::NotAPicture { found: OtherFile::Other };
    assert_eq!((page.status, page.problem()), (422, Problem::Picture { fault: no_scan }));
    let nothing = officer.post_bytes(&scans, b"").await;
    assert_eq!((nothing.status, nothing.problem()), (422, Problem::Picture { fault: PictureFault::Empty }));
    let pdf = [b"%PDF-1.7\n".as_slice(), &[b'x'; 40_000]].concat();
    let kept: Scan = officer.post_bytes(&scans, &pdf).await.json();
    let again: Scan = officer.post_bytes(&scans, &pdf).await.json();
    assert_eq!(kept, again, "the same file is one file");
    let given = GiveResult { words: "Quyết định số 12/QĐ-UBND".into(), scan: Some(kept.sha256) };
    let case = done(&officer, id(1), "result", &given).await;
    assert_eq!(case.result.unwrap().scan, Some(kept.sha256));
    let listed: wire::office::BlobList =
        officer.get(&format!("/office/api/dossiers/{}/blobs", id(1))).await.json();
    let one = &listed.blobs[0];
    assert_eq!((listed.blobs.len(), one.media_type.as_str(), one.team.as_str()), (1, "application/pdf", ""));
    let read = officer.get(&format!("/office/api/blobs/{}", kept.sha256)).await;
    assert_eq!((read.status, read.body), (200, pdf));
    let lines = world.store.audit_lines(&world.commune, 0, 1000).unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "keep a scan").count(), 2);
}

#[tokio::test]
async fn a_result_is_written_down_once_and_handed_out_once() {
    let world = World::new().await;
    let (_, officer, _) = accepted(&world).await;
    let out = HandOut { way: ReturnWay::Post };
    let early = act(&officer, id(1), "result/hand-out", &out).await;
    assert_eq!((early.status, early.problem()), (409, Problem::NoResult));
    let wordless = act(&officer, id(1), "result", &GiveResult { words: "  ".into(), scan: None }).await;
    assert_eq!((wordless.status, wordless.problem()), (422, Problem::ReasonNeeded));
    let stranger =
        GiveResult { words: "Quyết định".into(), scan: Some(dossier::PhotoHash::from_bytes([1; 32])) };
    let refused = act(&officer, id(1), "result", &stranger).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (404, Problem::PhotoUnknown),
        "a scan that nobody has sent"
    );
    let given = GiveResult { words: "Quyết định số 12/QĐ-UBND".into(), scan: None };
    let case = done(&officer, id(1), "result", &given).await;
    assert_eq!(
        (case.state, case.result.unwrap().words.as_str()),
        (CaseState::Done, "Quyết định số 12/QĐ-UBND")
    );
    let case = done(&officer, id(1), "result/hand-out", &out).await;
    assert_eq!((case.state, case.result.unwrap().way), (CaseState::Returned, Some(ReturnWay::Post)));
    for (what, again) in [
        ("result", act(&officer, id(1), "result", &given).await),
        ("stop", act(&officer, id(1), "stop", &reason("Thôi.")).await),
        ("control-sheet", {
            let hand = HandTo { to: dossier::MemberId(1), step: Step::Handle, note: String::new() };
            let colleagues: Colleagues = officer.get("/office/api/colleagues").await.json();
            act(&officer, id(1), "control-sheet", &HandTo { to: colleagues.colleagues[0].member, ..hand })
                .await
        }),
    ] {
        assert_eq!((again.status, again.problem()), (409, Problem::CaseEnded), "{what}");
    }
}

#[tokio::test]
async fn a_refusal_and_a_stop_need_words_and_end_a_case() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    for number in [1, 2] {
        let mut dossier = draft(number, "Lò Văn An");
        hand_over(&mut dossier);
        lan.documents.insert(id(number), dossier);
    }
    lan.sync(&[id(1), id(2)]).await;
    let officer = world.officer().await;
    for what in ["refusal", "stop"] {
        let wordless = act(&officer, id(1), what, &reason(" \n ")).await;
        assert_eq!((wordless.status, wordless.problem()), (422, Problem::ReasonNeeded), "{what}");
    }
    let refused = done(&officer, id(1), "refusal", &reason("Không đúng thẩm quyền.")).await;
    assert_eq!(
        (refused.state, refused.reason.as_deref()),
        (CaseState::Refused, Some("Không đúng thẩm quyền."))
    );
    let stopped = done(&officer, id(2), "stop", &reason("Gia đình xin rút.")).await;
    assert_eq!((stopped.state, stopped.number), (CaseState::Stopped, None));
    let number = officer.accept(id(1)).await;
    assert_eq!((number.status, number.problem()), (409, Problem::CaseEnded));
    for (number, paper, there) in
        [(1, "refusal", 200), (1, "stop", 404), (2, "stop", 200), (2, "control", 404)]
    {
        let path = format!("/office/api/dossiers/{}/papers/{paper}", id(number));
        assert_eq!(officer.get(&path).await.status, there, "{paper}");
    }
    assert_eq!(world.count("SELECT count(*) FROM number_sequence"), 0, "no number was spent");
    assert_eq!(world.count("SELECT count(*) FROM case_record WHERE ended_at > 0"), 2);
}

#[tokio::test]
async fn nobody_else_and_no_other_commune_touches_a_case() {
    let world = World::new().await;
    let (_, officer, _) = accepted(&world).await;
    drop(officer);
    world.other_commune();
    let stranger = world.log_in("canbo-khac").await;
    for what in ["refusal", "stop"] {
        let refused = act(&stranger, id(1), what, &reason("Không.")).await;
        assert_eq!((refused.status, refused.problem()), (404, Problem::DossierUnknown), "{what}");
    }
    let nobody = Browser::nobody(world.address());
    let refused = act(&nobody, id(1), "stop", &reason("Không.")).await;
    assert_eq!((refused.status, refused.problem()), (401, Problem::LoginNeeded));
}
