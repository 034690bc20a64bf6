//! Packs in the store: whole or not there, kept as long as a dossier needs them.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use sync::packs::Settlement;
use wire::packs::{PackKey, PackRefusal};

fn files(of: &str) -> BTreeMap<String, Vec<u8>> {
    [
        ("procedure.yaml", format!("p {of}")),
        ("form.yaml", format!("f {of}")),
        ("upgrades.yaml", "u".to_owned()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .collect()
}

fn version(version: &str) -> (ProcedureCode, String) {
    ("1.001193".into(), version.to_owned())
}

fn take(store: &mut Store, of: &str) {
    let (code, version) = version(of);
    store.take_pack(&code, &version, &files(of)).unwrap();
}

fn settle(store: &mut Store, serial: u64, offered: &[&str]) {
    let settlement = Settlement {
        key: PackKey([7; 32]),
        epoch: 5,
        serial,
        offered: offered.iter().map(|of| version(of)).collect(),
        refused: Vec::new(),
    };
    store.settle_packs(&settlement, at(70)).unwrap();
}

fn stored(store: &Store) -> Vec<(String, bool)> {
    store.packs().unwrap().into_iter().map(|pack| (pack.version, pack.offered)).collect()
}

fn move_to(store: &mut Store, dossier: DossierId, to: &str, back_to: Option<&str>) {
    let step = dossier::document::FormMove {
        from: "1".into(),
        to: to.into(),
        answers: BTreeMap::new(),
        back_to: back_to.map(str::to_owned),
    };
    store
        .change(dossier.into(), Urgency::InHand, Touched::Form, at(60), |doc| doc.move_form(&step, at(60)))
        .unwrap();
}

#[test]
fn a_pack_is_whole_after_the_store_was_closed_and_counts_once_the_catalogue_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = create(folder.path());
        let hash = sync::catalogue::hash(b"half of a download");
        store.keep_pack_file(&hash, b"half of a download").unwrap();
        take(&mut store, "2");
    }
    let mut store = unlock(folder.path()).unwrap();
    assert_eq!(stored(&store), [("2".to_owned(), false)]);
    let (code, two) = version("2");
    assert_eq!(store.pack_files(&code, &two).unwrap(), files("2"));
    let standing = store.pack_standing().unwrap();
    assert_eq!(
        (standing.files.len(), standing.held, standing.key),
        (4, None, None),
        "what has come is not asked for again"
    );
    settle(&mut store, 3, &["2"]);
    assert_eq!(stored(&store), [("2".to_owned(), true)]);
    let standing = store.pack_standing().unwrap();
    assert_eq!((standing.files.len(), standing.held), (3, Some((5, 3))), "nobody needs the half");
    assert_eq!(standing.key, Some(PackKey([7; 32])));
}

#[test]
fn a_version_stays_as_long_as_a_draft_was_written_with_it_or_can_go_back_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    for of in ["0", "1", "2"] {
        take(&mut store, of);
    }
    settle(&mut store, 1, &["0", "2"]);
    let names = |store: &Store| stored(store).into_iter().map(|(version, _)| version).collect::<Vec<_>>();
    assert_eq!(names(&store), ["1", "2"], "0 is offered, but 2 is newer, and no draft needs it");
    move_to(&mut store, dossier, "2", Some("1"));
    assert_eq!(store.dossier_row(dossier).unwrap().unwrap().former_version.as_deref(), Some("1"));
    store.drop_unused_packs().unwrap();
    assert_eq!(names(&store), ["1", "2"], "the draft can go back to 1");
    store
        .change(dossier.into(), Urgency::HandedOver, Touched::HandedOver, at(80), |doc| {
            doc.set_submitted(at(80))
        })
        .unwrap();
    settle(&mut store, 2, &[]);
    assert_eq!(names(&store), ["2"], "withdrawn, and kept for the dossier");
    assert_eq!(store.used_versions().unwrap(), BTreeSet::from([version("2")]));
}

#[test]
fn a_restored_server_and_a_new_enrolment_make_the_catalogue_void() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store
        .apply(&page(Position { cursor: 9, server_epoch: 5, scope_epoch: 1, catalogue: 0, below: 0 }), at(60))
        .unwrap();
    take(&mut store, "2");
    settle(&mut store, 3, &["2"]);
    assert_eq!(store.position().unwrap().catalogue, 3);
    store.start_over(6, at(70)).unwrap();
    assert_eq!(store.position().unwrap().catalogue, 0);
    let standing = store.pack_standing().unwrap();
    assert!(standing.void && standing.held == Some((5, 3)));
    assert_eq!(stored(&store), [("2".to_owned(), true)], "what is here goes on until the server has spoken");
}

#[test]
fn a_refusal_is_told_until_a_catalogue_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.note_catalogue_refused(&PackRefusal::WrongSignature, at(60)).unwrap();
    let [notice] = store.pack_notices().unwrap().try_into().unwrap();
    assert_eq!((notice.code, notice.refusal, notice.at), (None, PackRefusal::WrongSignature, at(60)));
    let settlement = Settlement {
        key: PackKey([7; 32]),
        epoch: 5,
        serial: 1,
        offered: BTreeSet::new(),
        refused: vec![(version("2"), PackRefusal::FileDamaged { file: "form.yaml".into() })],
    };
    store.settle_packs(&settlement, at(70)).unwrap();
    let [notice] = store.pack_notices().unwrap().try_into().unwrap();
    assert_eq!((notice.code.unwrap().as_str(), notice.version.as_str()), ("1.001193", "2"));
}
