//! Procedure packs from the office to a draft at somebody's door: published, fetched, used, moved, taken back.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use dossier::{DossierId, ProcedureCode};
use server::office::{acceptance, dossier_view};
use std::collections::BTreeMap;
use testkit::packs::{CODE, FIRST, SECOND, first, second};
use testkit::{Commune, Phone, Weather};
use wire::Problem;
use wire::ipc::{FindProcedures, GetProcedure, PreviewUpgrade, UndoUpgrade, UpgradeDossier};
use wire::packs::PackRefusal;
use wire::view::DossierView;

/// What new dossiers begin with on a device.
fn offered(phone: &Phone) -> Option<String> {
    let request = GetProcedure { code: ProcedureCode::from(CODE), version: None };
    phone.device().get_procedure(request).ok().map(|pack| pack.procedure.version)
}

fn upgrade(phone: &Phone, dossier: DossierId) -> Result<DossierView, Problem> {
    phone.device().upgrade_dossier(UpgradeDossier { dossier })
}

fn undo(phone: &Phone, dossier: DossierId) -> Result<DossierView, Problem> {
    phone.device().undo_upgrade(UndoUpgrade { dossier })
}

/// A draft of the first version.
fn draft(phone: &Phone) -> DossierId {
    let dossier = phone.start(CODE);
    for (question, value) in [("ho_ten", "Lò Thị Mẫu"), ("tuoi", "81"), ("ghi_chu", "Nhà ở bản")] {
        phone.answer(dossier, question, value);
    }
    dossier
}

fn answers(view: &DossierView) -> BTreeMap<String, String> {
    view.values().into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

const BEFORE: &[(&str, &str)] = &[("ho_ten", "Lò Thị Mẫu"), ("tuoi", "81"), ("ghi_chu", "Nhà ở bản")];
const AFTER: &[(&str, &str)] = &[("ho", "Lò"), ("ten", "Thị Mẫu"), ("so_tuoi", "81")];

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_stays_on_its_version_moves_with_a_preview_goes_back_and_is_accepted_by_its_case() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.sync_well().await;
    assert_eq!(offered(&lan), None);
    commune.publish(&first());
    lan.sync_well().await;
    assert_eq!(offered(&lan).as_deref(), Some(FIRST));
    let found = lan.device().find_procedures(FindProcedures { query: "giay mau".into() }).unwrap();
    assert_eq!(found.procedures[0].code.as_str(), CODE);
    let dossier = draft(&lan);

    commune.publish(&second());
    lan.sync_well().await;
    assert_eq!(offered(&lan).as_deref(), Some(SECOND));
    let view = lan.dossier(dossier);
    assert_eq!((view.form_version.as_str(), view.upgrade_to.as_deref()), (FIRST, Some(SECOND)));
    assert_eq!(lan.dossier(lan.start(CODE)).form_version, SECOND, "a new one begins with the new version");
    let old = GetProcedure { code: ProcedureCode::from(CODE), version: Some(FIRST.into()) };
    assert_eq!(lan.device().get_procedure(old).unwrap().procedure.version, FIRST);

    let preview = lan.device().preview_upgrade(PreviewUpgrade { dossier }).unwrap();
    assert_eq!((preview.moved[0].from.as_str(), preview.moved[0].to.as_str()), ("tuoi", "so_tuoi"));
    assert_eq!((preview.split[0].from.as_str(), preview.split[0].into.len()), ("ho_ten", 2));
    assert_eq!(
        (preview.dropped[0].question.as_str(), preview.dropped[0].value.as_str()),
        ("ghi_chu", "Nhà ở bản")
    );
    assert_eq!(preview.newly_required.iter().map(|q| q.as_str()).collect::<Vec<_>>(), ["que"]);
    assert_eq!(answers(&lan.dossier(dossier)), values(BEFORE), "a preview changes nothing");

    let moved = upgrade(&lan, dossier).unwrap();
    assert_eq!((moved.form_version.as_str(), answers(&moved)), (SECOND, values(AFTER)));
    assert_eq!(moved.aside[FIRST].len(), 3, "{:?}", moved.aside);
    assert_eq!((moved.upgrade_to, moved.undo_to.as_deref()), (None, Some(FIRST)));
    lan.answer(dossier, "so_tuoi", "82");
    lan.answer(dossier, "que", "Bản Mẫu");

    let back = undo(&lan, dossier).unwrap();
    let mut before = values(BEFORE);
    before.insert("tuoi".into(), "82".into());
    assert_eq!(
        (back.form_version.as_str(), answers(&back)),
        (FIRST, before),
        "with what was corrected since"
    );
    assert_eq!(undo(&lan, dossier), Err(Problem::NoOtherVersion));

    let moved = upgrade(&lan, dossier).unwrap();
    let mut after = values(AFTER);
    after.extend(values(&[("so_tuoi", "82"), ("que", "Bản Mẫu")]));
    assert_eq!(answers(&moved), after, "what was answered in the new version is back, too");
    lan.agree(dossier);
    lan.hand_over(dossier).unwrap();
    assert_eq!(undo(&lan, dossier), Err(Problem::AlreadyHandedOver));
    assert_eq!(upgrade(&lan, dossier), Err(Problem::AlreadyHandedOver));
    lan.sync_well().await;

    let session = commune.administrator();
    let shown = dossier_view::dossier(commune.app(), &session, dossier).unwrap();
    assert_eq!(shown.pack.procedure.version, SECOND);
    assert_eq!(shown.dossier.aside[FIRST].len(), 3, "the office sees what was kept aside");
    let case = acceptance::accept(commune.app(), &session, dossier).unwrap();
    // Friday morning and five working days, Tuesday being a day off: from 80 on. The other case has no limit.
    assert_eq!(case.due.unwrap().date().to_string(), "2026-11-30");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_move_on_two_devices_is_one_and_a_late_answer_of_the_old_version_is_taken_in() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    commune.publish(&first());
    lan.sync_well().await;
    let (both, late) = (draft(&lan), draft(&lan));
    commune.publish(&second());
    lan.sync_well().await;
    minh.sync_well().await;
    upgrade(&lan, both).unwrap();
    upgrade(&minh, both).unwrap();
    upgrade(&lan, late).unwrap();
    minh.answer(late, "ho_ten", "Quàng Thị Mẫu");
    for phone in [&lan, &minh, &lan] {
        phone.sync_well().await;
    }
    for phone in [&lan, &minh] {
        let view = phone.dossier(both);
        assert_eq!((view.form_version.as_str(), answers(&view)), (SECOND, values(AFTER)));
        assert!(view.answers.values().all(|answer| answer.others.is_empty()));
        let view = phone.dossier(late);
        assert_eq!((view.form_version.as_str(), view.upgrade_to.as_deref()), (SECOND, Some(SECOND)));
        assert_eq!(answers(&view)["ho_ten"], "Quàng Thị Mẫu", "it is not lost");
    }
    let taken = upgrade(&minh, late).unwrap();
    let expected = values(&[("ho", "Quàng"), ("ten", "Thị Mẫu"), ("so_tuoi", "81")]);
    assert_eq!((answers(&taken), taken.upgrade_to), (expected, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_version_begins_nothing_and_its_drafts_go_on() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    commune.publish(&first());
    commune.publish(&second());
    lan.sync_well().await;
    let dossier = lan.start(CODE);
    commune.withdraw(CODE, SECOND);
    lan.sync_well().await;
    assert_eq!(offered(&lan).as_deref(), Some(FIRST));
    for (question, value) in [("ho", "Lò"), ("ten", "Mẫu"), ("so_tuoi", "70"), ("que", "Bản Mẫu")] {
        lan.answer(dossier, question, value);
    }
    lan.agree(dossier);
    lan.hand_over(dossier).unwrap();
    lan.sync_well().await;
    let session = commune.administrator();
    let shown = dossier_view::dossier(commune.app(), &session, dossier).unwrap();
    assert_eq!(shown.pack.procedure.version, SECOND);
    assert_eq!(acceptance::accept(commune.app(), &session, dossier).unwrap().due, None, "no limit is set");
}

/// Something done to the server's database behind its back.
fn behind_its_back(commune: &Commune, sql: &str) {
    let database = rusqlite::Connection::open(commune.folder().join("commune.db")).unwrap();
    database.execute_batch(sql).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_catalogue_of_another_key_is_refused_whole_and_told() {
    let mut commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    commune.publish(&first());
    lan.sync_well().await;
    behind_its_back(&commune, "UPDATE signing_key SET seed = randomblob(32)");
    commune.restart().await;
    lan.network.redirect(commune.address());
    commune.publish(&second());
    for _ in 0..2 {
        let status = lan.sync_well().await;
        assert_eq!(status.packs[0].refusal, PackRefusal::WrongSignature);
        assert_eq!(offered(&lan).as_deref(), Some(FIRST), "the last good one stays");
    }
    lan.restart();
    assert_eq!(offered(&lan).as_deref(), Some(FIRST));
    assert_eq!(lan.sync_well().await.packs.len(), 1, "told as long as it is so");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_refuses_its_pack_and_a_whole_one_is_taken_later() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    commune.publish(&first());
    lan.sync_well().await;
    commune.publish(&second());
    let damage = |from: &str, to: &str| {
        behind_its_back(
            &commune,
            &format!(
                "UPDATE pack_blob SET bytes = CAST(replace(CAST(bytes AS TEXT), '{from}', '{to}') AS BLOB)
                 WHERE sha256 IN (SELECT sha256 FROM pack_file
                                  WHERE version = '{SECOND}' AND code = '{CODE}' AND name = 'form.yaml')"
            ),
        );
    };
    damage("so_tuoi", "so_tuoX");
    let status = lan.sync_well().await;
    let [notice] = status.packs.as_slice() else { panic!("{:?}", status.packs) };
    assert_eq!((notice.code.as_ref().unwrap().as_str(), notice.version.as_str()), (CODE, SECOND));
    assert_eq!(notice.refusal, PackRefusal::FileDamaged { file: "form.yaml".into() });
    assert_eq!(offered(&lan).as_deref(), Some(FIRST));
    damage("so_tuoX", "so_tuoi");
    lan.restart();
    assert_eq!(lan.sync_well().await.packs, []);
    assert_eq!(offered(&lan).as_deref(), Some(SECOND));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_restored_speaks_of_less_and_no_device_sticks() {
    let mut commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    let folder = tempfile::tempdir().unwrap();
    let (before, backup) = (folder.path().join("before.db"), folder.path().join("backup.db"));
    commune.back_up(&before);
    commune.publish(&first());
    commune.back_up(&backup);
    commune.publish(&second());
    lan.sync_well().await;
    let dossier = lan.start(CODE);
    lan.answer(dossier, "ten", "Mẫu");
    lan.sync_well().await;

    commune.restore(&backup).await;
    lan.network.redirect(commune.address());
    lan.sync_well().await;
    assert_eq!(offered(&lan).as_deref(), Some(FIRST), "what the server publishes now");
    assert_eq!(lan.dossier(dossier).form_version, SECOND);
    lan.answer(dossier, "ho", "Lò");
    assert_eq!(lan.sync_well().await.waiting, 0, "the draft is not refused");
    commune.publish(&second());
    lan.sync_well().await;
    assert_eq!(offered(&lan).as_deref(), Some(SECOND));

    commune.restore(&before).await;
    lan.network.redirect(commune.address());
    lan.sync_well().await;
    assert_eq!(offered(&lan), None, "as it was before anything was published");
    lan.restart();
    assert_eq!(lan.value(dossier, "ten").as_deref(), Some("Mẫu"), "and the draft has its form still");
    lan.answer(dossier, "so_tuoi", "70");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_cut_at_any_place_leaves_the_old_version_or_the_new_one() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    commune.publish(&first());
    lan.sync_well().await;
    commune.publish(&second());
    let mut seen = Vec::new();
    for cut in (100..30_000).step_by(900) {
        lan.network.set(Weather::AnswerCutAfter(cut));
        lan.sync().await;
        lan.restart();
        let version = offered(&lan).unwrap();
        let dossier = lan.start(CODE);
        assert_eq!(lan.dossier(dossier).form_version, version, "cut after {cut}");
        let question = if version == FIRST { "ho_ten" } else { "ten" };
        lan.answer(dossier, question, "Mẫu");
        seen.push(version);
        if seen.last().map(String::as_str) == Some(SECOND) {
            break;
        }
    }
    assert_eq!(seen[0], FIRST, "the first cut is within the sync itself");
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    assert_eq!(offered(&lan).as_deref(), Some(SECOND));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_sync_with_packs_costs_no_more_than_it_may_and_loads_nothing() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    commune.publish(&first());
    draft_of_birth(&lan).await;
    lan.sync_well().await;
    let loaded = lan.device().documents_loaded().unwrap() + commune.store().documents_loaded();
    lan.network.take_counts();
    lan.sync_well().await;
    let cost = lan.network.take_counts();
    let both = cost.up + cost.down;
    println!("idle with packs: {} up, {} down", cost.up, cost.down);
    assert!(both <= 300 && cost.requests == 1, "{cost:?}");
    assert_eq!(lan.device().documents_loaded().unwrap() + commune.store().documents_loaded(), loaded);
}

async fn draft_of_birth(phone: &Phone) {
    let dossier = phone.start_birth();
    phone.answer(dossier, "tre_ho_ten", "Lò Thị Mẫu");
    phone.sync_well().await;
}
