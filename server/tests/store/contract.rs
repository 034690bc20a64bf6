//! The contract of [`server::store::Store`], as stories.

use crate::on_every_backend;
use dossier::case::{Accepted, NotNow};
use dossier::document::{Counted, Kind};
use dossier::receipt::SignedReceipt;
use dossier::{CommuneCode, DeviceId, DocumentId, DossierId, MemberId, TeamId, Timestamp};
use server::store::cases::{Acceptance, Reckoned};
use server::store::documents::{AdmittedChange, Author, Came, Commit, DossierRow};
use server::store::feed::{FeedEntry, FeedQuery};
use server::store::handovers::{NewHandover, Parked};
use server::store::people::{Commune, OFFICE, Standing, User};
use server::store::{Store, StoreError};
use std::collections::HashSet;
use wire::Role;

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_399_200_000);

pub(crate) fn commune(store: &dyn Store, code: &str) -> (CommuneCode, TeamId, MemberId) {
    let code = CommuneCode::from(code);
    let row = Commune { code: code.clone(), name: "Xã Mẫu".to_owned(), unit_number: "H01".to_owned() };
    store.add_commune(&row).unwrap();
    let team = store.add_team(&code, "Tổ Mẫu").unwrap();
    let member = store.add_member(&code, team, "Lan Mẫu").unwrap();
    (code, team, member)
}

/// A commit of one change; `number` names the change, `after` the one before it.
pub(crate) fn commit(
    code: &CommuneCode,
    team: TeamId,
    member: MemberId,
    number: u8,
    after: Option<u8>,
) -> Commit {
    Commit {
        commune: code.clone(),
        document: DocumentId::from_bytes([7; 16]),
        kind: Kind::Dossier,
        team,
        expected_heads: after.map(|after| vec![after; 32]).unwrap_or_default(),
        heads: vec![number; 32],
        changes: vec![AdmittedChange {
            hash: [number; 32],
            actor: vec![9; 16],
            actor_seq: u64::from(number),
            raw: vec![number; 100],
        }],
        snapshot: None,
        row: Some(DossierRow {
            procedure: "1.001193".into(),
            subject: "Lò Văn An".to_owned(),
            words: String::new(),
            has_conflicts: false,
            submitted_at: Some(NOW),
            submitted_by: vec![9; 16],
            birth_year: 0,
            supplemented: None,
            new_days: None,
        }),
        counted: Counted::default(),
        author: Author { device: Some(DeviceId::from_bytes([3; 16])), member, repairing: false },
        came: Some(Came::Volunteer),
        action: "merge",
        withdrawn: false,
        now: NOW,
    }
}

fn changes(store: &dyn Store, code: &CommuneCode, team: TeamId, after: u64) -> usize {
    let skip = HashSet::new();
    let query = FeedQuery { commune: code, team, after, budget: 1 << 20, skip: &skip };
    let entries = store.feed(&query).unwrap().entries;
    entries.iter().filter(|entry| matches!(entry, FeedEntry::Changes { .. })).count()
}

#[test]
fn a_change_that_was_judged_on_older_heads_is_stale_and_leaves_nothing() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        store.commit(&commit(&code, team, member, 1, None)).unwrap();
        store.commit(&commit(&code, team, member, 2, Some(1))).unwrap();
        for after in [None, Some(1)] {
            let late = store.commit(&commit(&code, team, member, 3, after));
            assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
        }
        let stored = store.load_document(&code, DocumentId::from_bytes([7; 16])).unwrap().unwrap();
        assert_eq!((stored.heads, stored.log.len()), (vec![2; 32], 2));
    });
}

#[test]
fn communes_share_a_server_and_nothing_else() {
    on_every_backend(|store| {
        let (one, team, member) = commune(store, "00001");
        let (two, other_team, _) = commune(store, "00002");
        assert_eq!(team, other_team, "numbers start anew in each commune");
        store.commit(&commit(&one, team, member, 1, None)).unwrap();
        let dossier = DossierId::from_bytes([7; 16]);
        assert!(store.load_document(&two, dossier.into()).unwrap().is_none());
        assert!(store.inbox(&two).unwrap().is_empty());
        assert!(store.inbox_entry(&two, dossier).unwrap().is_none());
        assert!(store.actor_bindings(&two, &[vec![9; 16]]).unwrap().is_empty());
        assert_eq!((changes(store, &one, team, 0), changes(store, &two, team, 0)), (1, 0));
        let refused = store.add_member(&two, TeamId(99), "x");
        assert!(matches!(refused, Err(StoreError::Unknown { what: "team" })));
    });
}

/// Between the acknowledgement of one device's push and its page of the feed, another device may change the
/// same document: that change must not be taken for one that the first device has.
#[test]
fn only_the_changes_that_a_device_has_are_left_out_and_not_those_that_came_meanwhile() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        store.commit(&commit(&code, team, member, 1, None)).unwrap();
        store.commit(&commit(&code, team, member, 2, Some(1))).unwrap();
        let skip = HashSet::from([(DocumentId::from_bytes([7; 16]), [1; 32])]);
        let query = FeedQuery { commune: &code, team, after: 0, budget: 1 << 20, skip: &skip };
        let entries = store.feed(&query).unwrap().entries;
        let brought = entries.iter().find_map(|entry| match entry {
            FeedEntry::Changes { changes, .. } => Some(changes.len()),
            FeedEntry::Whole { .. } | FeedEntry::Case { .. } | FeedEntry::Removed { .. } => None,
        });
        assert_eq!(brought, Some(1));
    });
}

#[test]
fn a_feed_page_that_is_skipped_or_of_another_team_moves_the_reader_to_the_end() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        store.commit(&commit(&code, team, member, 1, None)).unwrap();
        let skip = HashSet::from([(DocumentId::from_bytes([7; 16]), [1; 32])]);
        let page = |team, after, skip: &HashSet<_>| {
            store.feed(&FeedQuery { commune: &code, team, after, budget: 1, skip }).unwrap()
        };
        let skipped = page(team, 0, &skip);
        assert!(matches!(skipped.entries.as_slice(), [FeedEntry::Case { .. }]));
        assert_eq!((skipped.up_to, skipped.more), (2, false));
        let other = page(TeamId(2), 0, &HashSet::new());
        assert_eq!((other.entries.len(), other.up_to, other.more), (0, 2, false));
        let first = page(team, 0, &HashSet::new());
        assert_eq!((first.entries.len(), first.up_to, first.more), (1, 1, true));
    });
}

#[test]
fn a_document_that_is_given_to_another_team_comes_whole_in_its_feed_and_opens_as_before() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        let other = store.add_team(&code, "Tổ khác").unwrap();
        store.commit(&commit(&code, team, member, 1, None)).unwrap();
        let folded = Commit { snapshot: Some(vec![42]), ..commit(&code, team, member, 2, Some(1)) };
        store.commit(&folded).unwrap();
        store.commit(&commit(&code, team, member, 3, Some(2))).unwrap();
        let document = DocumentId::from_bytes([7; 16]);
        let read = |of, after| {
            let skip = HashSet::new();
            store.feed(&FeedQuery { commune: &code, team: of, after, budget: 1 << 20, skip: &skip }).unwrap()
        };
        let end = read(team, 0).up_to;
        assert!(read(other, 0).entries.is_empty());
        store.move_document(&code, document, other, NOW).unwrap();
        assert!(matches!(read(team, end).entries.as_slice(), [FeedEntry::Removed { .. }]));
        let page = read(other, end);
        let brought = page.entries.iter().map(|entry| match entry {
            FeedEntry::Changes { changes, .. } => changes.len(),
            FeedEntry::Whole { .. } => 10_000,
            FeedEntry::Case { .. } => 100,
            FeedEntry::Removed { .. } => 1_000,
        });
        assert_eq!(
            brought.sum::<usize>(),
            103,
            "three changes and the case, also for who has read everything"
        );
        let stored = store.load_document(&code, document).unwrap().unwrap();
        assert_eq!((stored.team, stored.snapshot, stored.log), (other, vec![42], vec![vec![3; 100]]));
        store.commit(&commit(&code, other, member, 4, Some(3))).unwrap();
        assert_eq!(changes(store, &code, other, page.up_to), 1);
        for (what, refused) in [
            ("team", store.move_document(&code, document, TeamId(99), NOW)),
            ("document", store.move_document(&code, DocumentId::from_bytes([8; 16]), team, NOW)),
            ("member", store.move_member(&code, MemberId(99), team, NOW)),
        ] {
            assert!(matches!(refused, Err(StoreError::Unknown { what: one }) if one == what), "{what}");
        }
    });
}

#[test]
fn the_hand_over_box_has_room_for_much_and_never_lets_go_of_what_waits() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        let parked = |document: u16, hashes: &[u8]| {
            let mut id = [7; 16];
            id[..2].copy_from_slice(&document.to_be_bytes());
            let entry = NewHandover {
                commune: code.clone(),
                document: DocumentId::from_bytes(id),
                device: DeviceId::from_bytes([3; 16]),
                from_commune: code.clone(),
                member,
                from_team: team,
                home: None,
                hashes: hashes.iter().map(|n| [*n; 32]).collect(),
                numbers: hashes.iter().map(|n| (vec![5; 16], u64::from(*n))).collect(),
                actors: std::iter::once(vec![5; 16]).collect(),
                message: vec![1, 2, 3],
                now: NOW,
            };
            matches!(store.park(&entry).unwrap(), Parked::Taken { .. })
        };
        assert!(parked(0, &[1]));
        assert!(parked(0, &[1]), "the same twice is one entry");
        assert!(parked(0, &[2, 1]), "and with more it takes the other's place");
        assert!(parked(0, &[2]));
        let lines = store.handovers(&code).unwrap();
        assert_eq!((lines.len(), lines[0].changes), (1, 2));
        for document in 1..500 {
            assert!(parked(document, &[1]));
        }
        assert!(!parked(500, &[1]), "one device cannot fill the box");
        assert!(parked(499, &[1]), "what is in it is still acknowledged");
        assert_eq!(store.handovers(&code).unwrap().len(), 500);
    });
}

pub(crate) fn as_number(number: String) -> Accepted {
    let receipt =
        SignedReceipt { version: String::new(), due: None, photos: Vec::new(), signature: String::new() };
    Accepted {
        at: NOW,
        officer: "Sơn Mẫu".to_owned(),
        number,
        limit: None,
        due: Some(NOW.in_vietnam()),
        version: String::new(),
        receipt,
    }
}

#[test]
fn a_number_that_was_not_given_in_the_end_is_given_to_the_next() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        store.commit(&commit(&code, team, member, 1, None)).unwrap();
        let accept = |heads: &[u8]| {
            store.accept(&Acceptance {
                commune: &code,
                dossier: DossierId::from_bytes([7; 16]),
                expected_heads: heads,
                officer: member,
                day: "261123",
                accepted: &|number| as_number(format!("H01-261123-{number:04}")),
                settings: 0,
                step_due: Some(NOW.in_vietnam()),
                reckon: &|case| Reckoned { warn: case.due, ..Reckoned::default() },
                now: NOW,
            })
        };
        assert!(matches!(accept(&[5; 32]), Err(StoreError::Stale)));
        assert_eq!(accept(&[1; 32]).unwrap().number.as_deref(), Some("H01-261123-0001"));
        let again = accept(&[1; 32]);
        assert!(
            matches!(again, Err(StoreError::NotNow(NotNow::AlreadyAccepted { number })) if number == "H01-261123-0001")
        );
    });
}

#[test]
fn a_login_name_is_one_person_on_the_whole_server() {
    on_every_backend(|store| {
        let add = |code: &CommuneCode, member| {
            store.add_user(&User {
                commune: code.clone(),
                name: "canbo1".to_owned(),
                member,
                password: String::new(),
                standing: Standing::of(Role::Officer),
            })
        };
        let (one, _, _) = commune(store, "00001");
        let (two, _, _) = commune(store, "00002");
        let officer = store.add_member(&one, OFFICE, "Sơn Mẫu").unwrap();
        add(&one, officer).unwrap();
        let taken = add(&two, MemberId(1));
        assert!(matches!(taken, Err(StoreError::Exists { what: "user" })), "{taken:?}");
        assert!(matches!(add(&two, MemberId(99)), Err(StoreError::Unknown { what: "member" })));
    });
}

#[test]
fn the_demo_is_added_once_and_nobody_in_it_exists() {
    on_every_backend(|store| {
        let (code, _, _) = commune(store, "00001");
        let demo = server::demo::fill(store, &code, NOW).unwrap().unwrap();
        assert_eq!((demo.teams.len(), demo.volunteers.len(), demo.officers.len()), (2, 3, 5));
        assert_eq!(demo.households, 12);
        for officer in &demo.officers {
            let user = store.user(&officer.user).unwrap().unwrap();
            assert!(server::password::verify(&officer.password, Some(&user.password)));
        }
        let mut households = 0;
        for (team, _) in &demo.teams {
            let skip = HashSet::new();
            let query = FeedQuery { commune: &code, team: *team, after: 0, budget: 1 << 20, skip: &skip };
            for entry in store.feed(&query).unwrap().entries {
                let FeedEntry::Changes { changes, .. } = entry else { panic!("{entry:?}") };
                let raw = changes.iter().map(|change| change.raw.as_slice());
                let document = dossier::document::Document::load(&[], raw).unwrap();
                for person in document.persons().unwrap() {
                    assert!(person.full_name.contains("Mẫu"), "{}", person.full_name);
                    assert!(person.personal_number.is_empty());
                }
                assert!(document.household().unwrap().head.contains("Mẫu"));
                households += 1;
            }
        }
        assert_eq!(households, 12);
        assert!(server::demo::fill(store, &code, NOW).unwrap().is_none());
    });
}

#[test]
fn what_is_taken_back_goes_unless_the_office_has_accepted_it_and_then_it_is_the_office_s_alone() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        let document = DocumentId::from_bytes([7; 16]);
        let withdrawn = Commit { withdrawn: true, ..commit(&code, team, member, 2, Some(1)) };
        let read = |team| {
            let skip = HashSet::new();
            store.feed(&FeedQuery { commune: &code, team, after: 0, budget: 1 << 20, skip: &skip }).unwrap()
        };
        for accepted in [false, true] {
            let document = if accepted { DocumentId::from_bytes([8; 16]) } else { document };
            let first = Commit { document, ..commit(&code, team, member, 1, None) };
            store.commit(&first).unwrap();
            if accepted {
                store
                    .accept(&Acceptance {
                        commune: &code,
                        dossier: document.into(),
                        expected_heads: &[1; 32],
                        officer: member,
                        day: "261120",
                        accepted: &|sequence| as_number(format!("H01-{sequence}")),
                        settings: 0,
                        step_due: None,
                        reckon: &|_| Reckoned::default(),
                        now: NOW,
                    })
                    .unwrap();
            }
            store.commit(&Commit { document, ..withdrawn.clone() }).unwrap();
            let stored = store.load_document(&code, document).unwrap().unwrap();
            assert_eq!((stored.deleted, stored.team == OFFICE), (!accepted, accepted));
            let told = read(team).entries;
            assert!(
                matches!(told.last(), Some(FeedEntry::Removed { document: one, .. }) if *one == document),
                "{told:?}"
            );
            assert_eq!(store.inbox_entry(&code, document.into()).unwrap().is_some(), accepted);
        }
        let listed = store.withdrawals(&code, 10).unwrap();
        let kept: Vec<_> = listed.iter().map(|one| (one.document, one.kept, one.member.as_str())).collect();
        let other = DocumentId::from_bytes([8; 16]);
        assert_eq!(kept, [(document, false, "Lan Mẫu"), (other, true, "Lan Mẫu")]);
        assert!(listed.iter().all(|one| one.kind == Kind::Dossier && one.procedure.as_str() == "1.001193"));
    });
}
