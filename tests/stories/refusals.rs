//! What the office's server does not take: the device mends it by itself, keeps what was refused until a person has looked
//! at it, and loses nothing.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use demo::birth;
use dossier::DossierId;
use testkit::{Commune, Phone};
use wire::ipc::{GetRefused, MarkRefusedSeen, RefusedOutcome, RefusedPart, RefusedView};
use wire::sync::RefusalCode;

const FATHER: &str = "cha_nam_sinh";
const PLACE: &str = "noi_sinh_co_so";

/// A dossier that the volunteer's phone and a colleague's have.
async fn shared(commune: &Commune) -> (Phone, Phone, DossierId) {
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    for (question, value) in birth::ANSWERS {
        lan.answer(dossier, question, value);
    }
    lan.sync_well().await;
    minh.sync_well().await;
    (lan, minh, dossier)
}

fn refused(phone: &Phone) -> Vec<RefusedView> {
    phone.device().get_refused(GetRefused {}).unwrap()
}

/// Every value that stands for a question, sorted.
fn standing(phone: &Phone, dossier: DossierId, question: &str) -> Vec<String> {
    let view = phone.dossier(dossier);
    let answer = &view.answers[&question.into()];
    let mut values: Vec<String> =
        std::iter::once(&answer.current).chain(&answer.others).map(|written| written.value.clone()).collect();
    values.sort_unstable();
    values
}

async fn sync_all(phones: &[&Phone]) {
    for round in 0..2 {
        for (place, phone) in phones.iter().enumerate() {
            let waiting = phone.sync_well().await.waiting;
            assert_eq!(
                waiting,
                0,
                "nothing is left over on phone {place} in round {round}: {:#?}",
                phone.home().dossiers
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_was_copied_to_another_phone_works_on_both_and_nothing_is_lost() {
    let commune = Commune::start().await;
    let (mut lan, minh, dossier) = shared(&commune).await;
    let copy = lan.copied();
    lan.answer(dossier, FATHER, "1990");
    copy.answer(dossier, PLACE, "Bệnh viện huyện (dữ liệu mẫu)");
    let (same, [by_lan, by_copy]) = birth::SAME_FIELD;
    lan.answer(dossier, same, by_lan);
    copy.answer(dossier, same, by_copy);
    lan.sync_well().await;
    sync_all(&[&copy, &lan, &minh]).await;
    for phone in [&lan, &copy, &minh] {
        assert_eq!(phone.value(dossier, FATHER).as_deref(), Some("1990"));
        assert_eq!(phone.value(dossier, PLACE).as_deref(), Some("Bệnh viện huyện (dữ liệu mẫu)"));
        assert_eq!(standing(phone, dossier, same), [by_lan, by_copy], "both values stand, to be chosen from");
    }
    assert!(refused(&lan).is_empty(), "the phone that was first notices nothing");
    let kept = refused(&copy);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((kept[0].code, kept[0].outcome), (RefusalCode::ForeignActor, RefusedOutcome::Taken));

    // From here on they are two devices like any other.
    for round in 0..3 {
        lan.answer(dossier, FATHER, &format!("198{round}"));
        copy.answer(dossier, PLACE, &format!("Trạm y tế số {round} (dữ liệu mẫu)"));
        let (of_lan, of_copy) = (lan.start_birth(), copy.start_birth());
        sync_all(&[&lan, &copy, &minh]).await;
        assert_eq!(minh.value(dossier, FATHER), Some(format!("198{round}")));
        assert_eq!(minh.value(dossier, PLACE), Some(format!("Trạm y tế số {round} (dữ liệu mẫu)")));
        for new in [of_lan, of_copy] {
            minh.dossier(new);
        }
    }
    assert_eq!((refused(&lan).len(), refused(&copy).len()), (0, 1), "and nothing more was refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_was_set_back_to_an_older_copy_of_itself_keeps_what_it_wrote_before_and_after() {
    let commune = Commune::start().await;
    let (mut lan, minh, dossier) = shared(&commune).await;
    let older = lan.copied();
    lan.answer(dossier, FATHER, "1990");
    lan.answer(dossier, PLACE, "Bệnh viện huyện (dữ liệu mẫu)");
    lan.sync_well().await;
    drop(lan);
    older.answer(dossier, "me_ho_ten", "Nguyễn Thị Mẫu Hai");
    let draft = older.start_birth();
    older.answer(draft, birth::CHILD_NAME, "Trần Mẫu Ba");
    sync_all(&[&older, &minh]).await;
    for phone in [&older, &minh] {
        assert_eq!(phone.value(dossier, FATHER).as_deref(), Some("1990"));
        assert_eq!(phone.value(dossier, PLACE).as_deref(), Some("Bệnh viện huyện (dữ liệu mẫu)"));
        assert_eq!(phone.value(dossier, "me_ho_ten").as_deref(), Some("Nguyễn Thị Mẫu Hai"));
        assert_eq!(phone.value(draft, birth::CHILD_NAME).as_deref(), Some("Trần Mẫu Ba"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_from_before_a_new_enrolment_is_written_again_shown_field_by_field_and_closed_by_a_person() {
    let commune = Commune::start().await;
    let (lan, minh, dossier) = shared(&commune).await;
    lan.answer(dossier, FATHER, "1990");
    lan.agree(dossier);
    lan.hand_over(dossier).unwrap();
    for device in commune.devices_of(0) {
        commune.revoke(device);
    }
    assert!(lan.sync().await.problem.is_some());
    lan.enrol(&commune.invite(0)).await.unwrap();
    lan.sync_well().await;
    assert_eq!(lan.home().sync.waiting, 0, "forked, sent again and taken in one session");
    assert_eq!(lan.home().refused, 1);
    let kept = refused(&lan);
    let [branch] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!((branch.dossier, branch.code), (Some(dossier), RefusalCode::ForeignActor));
    assert_eq!(branch.outcome, RefusedOutcome::Taken);
    assert_eq!(branch.subject, "Trần Mẫu Đức Thịnh");
    let written: Vec<_> = branch
        .written
        .iter()
        .map(|value| (value.part.clone(), value.before.as_deref(), value.after.as_deref()))
        .collect();
    assert!(
        written.contains(&(RefusedPart::Answer(FATHER.into()), Some("1996"), Some("1990"))),
        "{written:?}"
    );
    assert!(written.iter().any(|(part, before, _)| *part == RefusedPart::HandedOver && before.is_none()));
    let consents = written.iter().filter(|(part, ..)| matches!(part, RefusedPart::Consent(_))).count();
    assert_eq!(consents, 2, "each purpose by itself: {written:?}");
    assert_eq!(written.len(), 4, "and nothing that the commune had already: {written:?}");

    minh.sync_well().await;
    let view = minh.dossier(dossier);
    assert_eq!(view.answers[&FATHER.into()].current.value, "1990");
    assert!(view.answers[&FATHER.into()].others.is_empty(), "no conflict with oneself");
    assert!(view.consents.values().all(|consent| consent.given) && !view.consents.is_empty());
    assert!(view.handed_over_at.is_some());

    let left = lan.device().mark_refused_seen(MarkRefusedSeen { id: branch.id }).unwrap();
    assert!(left.is_empty());
    assert_eq!(lan.home().refused, 0);
    lan.answer(dossier, FATHER, "1991");
    lan.sync_well().await;
    assert_eq!(lan.home().refused, 0, "what comes after is taken as it is");
}
