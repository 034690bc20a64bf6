//! The rows of the household book.

use super::*;
use dossier::{HouseholdField, HouseholdId, PersonField, PersonId, PersonRef};
use std::collections::BTreeMap;

fn house(n: u8) -> HouseholdId {
    HouseholdId::from_bytes([n; 16])
}

fn text(value: &str) -> AnswerText {
    AnswerText::new(value).unwrap()
}

fn enter(store: &mut Store, n: u8, name: &str) {
    let fields =
        BTreeMap::from([(HouseholdField::Head, text(name)), (HouseholdField::Area, text("Bản Mẫu"))]);
    store.create_household(house(n), &fields, at(2)).unwrap();
    write(store, n, n, PersonField::FullName, name);
}

fn write(store: &mut Store, n: u8, person: u8, field: PersonField, value: &str) {
    let person = PersonId::from_bytes([person; 16]);
    store
        .change(house(n).into(), Urgency::InHand, Touched::Other, at(3), |doc| {
            doc.set_person_field(person, field, &text(value), at(3))
        })
        .unwrap();
}

/// Names of the persons by household; a household that is gone has none.
fn changes(store: &mut Store) -> BTreeMap<HouseholdId, Vec<String>> {
    let told = store.book_changes(at(9)).unwrap();
    let one = |change| match change {
        BookChange::Put(household) => {
            let names = household.persons.into_iter().map(|person| person.full_name).collect();
            (household.row.id, names)
        }
        BookChange::Removed(id) => (id, Vec::new()),
    };
    told.into_iter().map(one).collect()
}

#[test]
fn the_book_is_told_whole_once_and_then_by_what_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    enter(&mut store, 1, "Lò Mẫu");
    enter(&mut store, 2, "Hà Mẫu");
    assert_eq!(changes(&mut store).len(), 2);
    assert_eq!(changes(&mut store), BTreeMap::new());
    write(&mut store, 2, 2, PersonField::FullName, "Hà Mẫu Hai");
    assert_eq!(changes(&mut store), BTreeMap::from([(house(2), vec!["Hà Mẫu Hai".to_owned()])]));

    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(70)).unwrap();
    let feed = vec![FeedItem::Removed { seq: 10, document: house(1).into() }];
    store.apply(&Page { feed, ..page(Position::default()) }, at(71)).unwrap();
    assert_eq!(changes(&mut store), BTreeMap::from([(house(1), Vec::new())]));
    let of = PersonRef { household: house(1), person: PersonId::from_bytes([1; 16]) };
    assert_eq!(store.dossiers_of_person(of).unwrap(), []);
    let orphans: u32 =
        store.connection.query_row("SELECT count(*) FROM person_row", [], |row| row.get(0)).unwrap();
    assert_eq!(orphans, 1, "its persons left with it");
}

#[test]
fn a_change_that_was_not_committed_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    enter(&mut store, 1, "Lò Mẫu");
    changes(&mut store);
    let tx = store.connection.transaction().unwrap();
    tx.execute("UPDATE household_row SET head = 'x'", []).unwrap();
    drop(tx);
    assert_eq!(changes(&mut store), BTreeMap::new());
}

#[test]
fn rows_of_an_older_version_are_written_anew_when_the_book_is_first_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    enter(&mut store, 1, "Lò Mẫu");
    store.connection.execute("DELETE FROM person_row", []).unwrap();
    drop(store);
    let mut store = unlock(folder.path()).unwrap();
    assert_eq!(changes(&mut store), BTreeMap::from([(house(1), vec!["Lò Mẫu".to_owned()])]));
}

#[test]
fn a_check_finds_a_person_s_row_that_says_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    enter(&mut store, 1, "Lò Mẫu");
    assert_eq!(store.check_documents(None, 10, at(5)).unwrap().repaired, 0);
    store.connection.execute("UPDATE person_row SET full_name = 'Ai đó'", []).unwrap();
    assert_eq!(store.check_documents(None, 10, at(5)).unwrap().repaired, 1);
    changes(&mut store);
    assert_eq!(store.book_household(house(1)).unwrap().unwrap().persons[0].full_name, "Lò Mẫu");
}
