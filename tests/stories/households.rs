//! The household book: two volunteers without a network, people who are not asked twice, and people who are entered twice.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use dossier::paper::PaperState;
use dossier::{HouseholdField, HouseholdId, PersonField, PersonRef, QuestionName};
use std::collections::BTreeMap;
use testkit::{Commune, Phone};
use wire::Problem;
use wire::book::{Alike, PersonView, TaskOf};
use wire::ipc::{
    AddHousehold, AddPerson, AddTask, AddVisit, CheckData, FillFromPerson, FindDoubles, FindHouseholds,
    FindInBook, FindSameDossiers, GetBook, GetHousehold, GetKnownPapers, GetPerson, GetToday, ListHouseholds,
    MergePersons, SaveHousehold, SavePaper, SavePerson, SetTaskDone, StartDossierFor, UndoMerge,
    UpdatePerson,
};

/// Social pension: the procedure in which an elder is asked for everything.
const PENSION: &str = "1.014027";

fn household(phone: &Phone, head: &str, area: &str, street: &str) -> HouseholdId {
    let fields =
        [(HouseholdField::Head, head), (HouseholdField::Area, area), (HouseholdField::Street, street)];
    let fields = fields.into_iter().map(|(field, text)| (field, text.to_owned())).collect();
    phone.device().add_household(AddHousehold { fields }).unwrap().id
}

fn person(phone: &Phone, household: HouseholdId, fields: &[(PersonField, &str)]) -> PersonRef {
    let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    phone.device().add_person(AddPerson { household, fields }).unwrap().of
}

fn elder(phone: &Phone, household: HouseholdId) -> PersonRef {
    let fields = [
        (PersonField::FullName, "Lò Thị Mẫu"),
        (PersonField::Birth, "1948-03-07"),
        (PersonField::Sex, "nu"),
        (PersonField::EthnicGroup, "Thái"),
        (PersonField::PersonalNumber, "011148000123"),
        (PersonField::Phone, "0912345678"),
        (PersonField::AddressDetail, "Bản Mẫu"),
    ];
    person(phone, household, &fields)
}

fn save(phone: &Phone, of: PersonRef, field: PersonField, value: &str) -> PersonView {
    phone.device().save_person(SavePerson { of, field, value: value.to_owned() }).unwrap()
}

fn look(phone: &Phone, of: PersonRef) -> PersonView {
    phone.device().get_person(GetPerson { of }).unwrap()
}

fn says(view: &PersonView, field: PersonField) -> &str {
    view.fields.get(&field).map(|answer| answer.current.value.as_str()).unwrap_or_default()
}

fn found(phone: &Phone, query: &str) -> Vec<String> {
    let found = phone.device().find_in_book(FindInBook { query: query.to_owned() }).unwrap();
    found.persons.into_iter().map(|person| person.full_name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_volunteers_edit_one_person_offline_and_both_words_are_kept_and_shown() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let house = household(&lan, "Lò Văn Mẫu", "Bản Mẫu", "Ngõ 3");
    let of = elder(&lan, house);
    lan.sync_well().await;
    minh.sync_well().await;
    assert_eq!(says(&look(&minh, of), PersonField::Phone), "0912345678");

    save(&lan, of, PersonField::Phone, "0911111111");
    save(&lan, of, PersonField::Needs, "hearing walking");
    save(&minh, of, PersonField::Phone, "0922222222");
    save(&minh, of, PersonField::Language, "Tiếng Thái");
    let other = person(&minh, house, &[(PersonField::FullName, "Lò Văn Mẫu Con")]);
    for phone in [&lan, &minh, &lan] {
        phone.sync_well().await;
    }
    for phone in [&lan, &minh] {
        let view = look(phone, of);
        assert_eq!(says(&view, PersonField::Needs), "hearing walking");
        assert_eq!(says(&view, PersonField::Language), "Tiếng Thái");
        let phone_field = &view.fields[&PersonField::Phone];
        let mut both = vec![phone_field.current.value.as_str(), phone_field.others[0].value.as_str()];
        both.sort_unstable();
        assert_eq!(both, ["0911111111", "0922222222"]);
        assert_eq!(view.household.conflicts, 1);
        assert_eq!(says(&look(phone, other), PersonField::FullName), "Lò Văn Mẫu Con");
    }
    let settled = save(&minh, of, PersonField::Phone, "0922222222");
    assert!(settled.fields[&PersonField::Phone].others.is_empty());
    minh.sync_well().await;
    lan.sync_well().await;
    let settled = look(&lan, of);
    assert!(settled.fields[&PersonField::Phone].others.is_empty(), "one tap settles it for everybody");
    assert_eq!(settled.household.conflicts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_book_is_listed_by_hamlet_and_street_and_searched_after_every_change() {
    let commune = Commune::start().await;
    let (mut lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let before = lan.device().get_book(GetBook {}).unwrap().areas.len();
    let house = household(&lan, "Lò Văn Ưng", "Bản Thử", "Ngõ 2");
    household(&lan, "Hà Thị Đào", "Bản Thử", "Ngõ 2");
    household(&lan, "Hà Thị An", "Bản Thử", "Ngõ 10");
    let of = elder(&lan, house);
    let book = lan.device().get_book(GetBook {}).unwrap();
    assert_eq!(book.areas.len(), before + 1);
    let area = book.areas.iter().find(|area| area.area == "Bản Thử").unwrap();
    let streets: Vec<_> =
        area.streets.iter().map(|street| (street.street.as_str(), street.households)).collect();
    assert_eq!(streets.iter().map(|(_, households)| households).sum::<u32>(), 3);
    let list = |street: Option<&str>| {
        let request =
            ListHouseholds { area: "Bản Thử".into(), street: street.map(str::to_owned), skip: 0 };
        let page = lan.device().list_households(request).unwrap();
        page.households.into_iter().map(|card| card.head).collect::<Vec<_>>()
    };
    assert_eq!(list(Some("Ngõ 2")), ["Hà Thị Đào", "Lò Văn Ưng"], "by given name");
    assert_eq!(list(None).len(), 3);

    assert_eq!(found(&lan, "mau lo"), ["Lò Thị Mẫu"]);
    assert_eq!(found(&lan, "0123"), ["Lò Thị Mẫu"]);
    save(&lan, of, PersonField::FullName, "Lò Thị Mậu");
    assert_eq!(found(&lan, "lò mậu"), ["Lò Thị Mậu"]);
    minh.sync_well().await;
    lan.sync_well().await;
    assert_eq!(found(&minh, "thu lo mau"), [""; 0]);
    minh.sync_well().await;
    assert_eq!(found(&minh, "thu lo mau"), ["Lò Thị Mậu"], "what the sync brings is found");
    let households = minh.device().find_households(FindHouseholds { query: "thu dao".into() }).unwrap();
    assert_eq!(households.iter().map(|card| card.head.as_str()).collect::<Vec<_>>(), ["Hà Thị Đào"]);

    lan.restart();
    assert_eq!(found(&lan, "lo mau thu"), ["Lò Thị Mậu"]);
    let mut after = None;
    loop {
        let step = lan.device().check_data(CheckData { after }).unwrap();
        assert_eq!((step.repaired, step.damaged.len()), (0, 0));
        after = step.next;
        if after.is_none() {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn visits_and_tasks_say_what_is_to_be_done_today() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let house = household(&lan, "Lò Văn Mẫu", "Bản Mẫu", "");
    let today = lan.clock.now().in_vietnam().date();
    let visit = |on, next, done: &str| AddVisit {
        household: house,
        on,
        done: done.to_owned(),
        next: Some(next),
        next_for: "Lấy giấy khai sinh".into(),
    };
    let yesterday = today.pred_opt().unwrap();
    lan.device().add_visit(visit(yesterday, today, "Xem giấy tờ")).unwrap();
    let task =
        AddTask { of: TaskOf::Household(house), what: "Mang mẫu tờ khai".into(), due: Some(yesterday) };
    let task = lan.device().add_task(task).unwrap()[0].id;
    let dossier = lan.start(PENSION);
    let of = TaskOf::Dossier(dossier);
    lan.device().add_task(AddTask { of, what: "Chụp lại giấy".into(), due: Some(today) }).unwrap();
    lan.sync_well().await;
    minh.sync_well().await;
    for phone in [&lan, &minh] {
        let now = phone.device().get_today(GetToday {}).unwrap();
        let told: Vec<_> = now.tasks.iter().map(|task| (task.what.as_str(), task.late)).collect();
        assert_eq!(told, [("Mang mẫu tờ khai", true), ("Chụp lại giấy", false)]);
        assert_eq!(now.visits.iter().map(|visit| visit.due).collect::<Vec<_>>(), [today]);
    }
    // Both do it, neither knows of the other.
    for phone in [&lan, &minh] {
        phone.device().set_task_done(SetTaskDone { of: TaskOf::Household(house), task, done: true }).unwrap();
    }
    minh.device().add_visit(visit(today, today.succ_opt().unwrap(), "Đã lấy")).unwrap();
    minh.sync_well().await;
    lan.sync_well().await;
    let now = lan.device().get_today(GetToday {}).unwrap();
    assert_eq!(now.tasks.len(), 1);
    assert_eq!(now.visits.iter().map(|visit| visit.due).collect::<Vec<_>>(), [today.succ_opt().unwrap()]);
    let view = lan.device().get_household(GetHousehold { household: house }).unwrap();
    assert_eq!(
        view.visits.iter().map(|visit| visit.done.as_str()).collect::<Vec<_>>(),
        ["Đã lấy", "Xem giấy tờ"]
    );
    assert!(!view.visits[0].by.is_empty(), "the log says who");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_fills_the_form_with_one_tap_and_a_better_answer_goes_back() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let house = household(&lan, "Lò Văn Mẫu", "Bản Mẫu", "");
    let of = elder(&lan, house);
    let told_at = lan.clock.now();
    lan.clock.advance_millis(24 * 60 * 60 * 1000);
    let dossier =
        lan.device().start_dossier_for(StartDossierFor { procedure: PENSION.into(), of }).unwrap().id;
    lan.answer(dossier, "ndn_noi_cu_tru_chi_tiet", "Số 5, Bản Mẫu");
    let view = lan.device().fill_from_person(FillFromPerson { dossier, role: "ndn".into(), of }).unwrap();
    let value = |question: &str| view.answers[&QuestionName::from(question)].current.value.as_str();
    for (question, expected) in [
        ("ndn_ho_ten", "Lò Thị Mẫu"),
        ("ndn_ngay_sinh", "1948-03-07"),
        ("ndn_gioi_tinh", "nu"),
        // Entered in words, and chosen by them.
        ("ndn_dan_toc", "thai"),
        ("ndn_so_dinh_danh", "011148000123"),
        ("ndn_dien_thoai", "0912345678"),
        // Somebody has answered this: it is not written over.
        ("ndn_noi_cu_tru_chi_tiet", "Số 5, Bản Mẫu"),
    ] {
        assert_eq!(value(question), expected, "{question}");
    }
    assert_eq!((view.person, view.household), (Some(of), Some(house)));
    let name = &view.book[&QuestionName::from("ndn_ho_ten")];
    assert_eq!((name.name.as_str(), name.since), ("Lò Thị Mẫu", Some(told_at.to_the_minute())));
    let detail = &view.book[&QuestionName::from("ndn_noi_cu_tru_chi_tiet")];
    assert_eq!(
        (detail.since, detail.says.as_str()),
        (None, "Bản Mẫu"),
        "the book says otherwise, and says so"
    );

    lan.answer(dossier, "ndn_dien_thoai", "0987654321");
    let question = QuestionName::from("ndn_dien_thoai");
    let view = lan.device().update_person(UpdatePerson { dossier, question: question.clone() }).unwrap();
    assert_eq!(view.book[&question].says, "0987654321");
    let known = look(&lan, of);
    assert_eq!(says(&known, PersonField::Phone), "0987654321");
    assert_eq!(known.dossiers.len(), 1, "the person's page shows the dossier");

    // A value that no form takes is left for a person to see.
    save(&lan, of, PersonField::Phone, "không có");
    let other = lan.device().start_dossier_for(StartDossierFor { procedure: PENSION.into(), of }).unwrap().id;
    let view =
        lan.device().fill_from_person(FillFromPerson { dossier: other, role: "ndn".into(), of }).unwrap();
    assert!(!view.answers.contains_key(&question));
    let none = lan
        .device()
        .fill_from_person(FillFromPerson { dossier: other, role: "khong_co".into(), of })
        .unwrap();
    assert_eq!(none.answers, view.answers);
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_that_were_there_before_are_offered_and_the_same_dossier_is_warned_of() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let house = household(&lan, "Lò Văn Mẫu", "Bản Mẫu", "");
    let of = elder(&lan, house);
    let procedure = dossier::ProcedureCode::from("1.001193");
    let start =
        || lan.device().start_dossier_for(StartDossierFor { procedure: procedure.clone(), of }).unwrap().id;
    let first = start();
    let state = PaperState::Seen;
    lan.device().save_paper(SavePaper { dossier: first, paper: "giay_to_tuy_than".into(), state }).unwrap();
    let second = start();
    let known = lan.device().get_known_papers(GetKnownPapers { dossier: second }).unwrap();
    assert_eq!(known.iter().map(|one| one.paper.as_str()).collect::<Vec<_>>(), ["giay_to_tuy_than"]);
    assert_eq!(known[0].dossier, first);
    assert_eq!(lan.device().get_known_papers(GetKnownPapers { dossier: first }).unwrap(), []);

    let same = |of| {
        let request = FindSameDossiers { procedure: procedure.clone(), household: house, of };
        lan.device().find_same_dossiers(request).unwrap().len()
    };
    assert_eq!((same(Some(of)), same(None)), (2, 2));
    lan.clock.advance_millis(31 * 24 * 60 * 60 * 1000);
    assert_eq!((same(Some(of)), same(None)), (0, 0), "after thirty days it is another request");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_entered_twice_is_noticed_merged_and_taken_apart_again_and_nothing_is_lost() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let (house, other_house) =
        (household(&lan, "Lò Văn Mẫu", "Bản Mẫu", ""), household(&lan, "Lò Thị Mẫu", "Bản Mẫu", ""));
    let stands = elder(&lan, house);
    let doubles = |name: &str, birth: &str, number: &str| {
        let request = FindDoubles {
            name: name.into(),
            birth: birth.into(),
            number: number.into(),
            phone: String::new(),
            household: Some(other_house),
            except: None,
        };
        lan.device().find_doubles(request).unwrap()
    };
    let told = doubles("mau thi lo", "1948-07-03", "");
    assert_eq!(
        (told[0].person.of, told[0].alike.as_slice()),
        (stands, &[Alike::Name, Alike::BirthSwapped][..])
    );
    assert_eq!(told[0].person.number_end, "0123");
    assert_eq!(doubles("Ai Đó", "", "011148000123")[0].alike, [Alike::Number]);
    assert_eq!(doubles("Lò Thị Mẫu", "1990-01-01", ""), [], "another person of the same name");

    let twice = person(
        &lan,
        other_house,
        &[(PersonField::FullName, "Lò Thị Mẫu"), (PersonField::Email, "mau@example.vn")],
    );
    let dossier =
        lan.device().start_dossier_for(StartDossierFor { procedure: PENSION.into(), of: twice }).unwrap().id;
    let merged = lan.device().merge_persons(MergePersons { keep: stands, other: twice }).unwrap();
    assert_eq!(merged.of, stands);
    assert_eq!(merged.also[0].says, BTreeMap::from([(PersonField::Email, "mau@example.vn".to_owned())]));
    assert_eq!(
        merged.dossiers.iter().map(|card| card.id).collect::<Vec<_>>(),
        [dossier],
        "found at the merged one"
    );
    assert_eq!(look(&lan, twice).stands.unwrap().of, stands);
    assert_eq!(found(&lan, "lo thi mau").len(), 1);

    // The other direction at the same time on another phone: both come to the same answer.
    lan.sync_well().await;
    minh.sync_well().await;
    minh.device().merge_persons(MergePersons { keep: twice, other: stands }).unwrap();
    minh.sync_well().await;
    lan.sync_well().await;
    minh.sync_well().await;
    assert_eq!(found(&lan, "lo thi mau"), found(&minh, "lo thi mau"));
    assert_eq!(found(&lan, "lo thi mau").len(), 1);

    for other in [twice, stands] {
        lan.device().undo_merge(UndoMerge { other }).unwrap();
    }
    assert_eq!(found(&lan, "lo thi mau").len(), 2, "both stand for themselves again");
    assert_eq!(says(&look(&lan, twice), PersonField::Email), "mau@example.vn");
    assert_eq!(says(&look(&lan, stands), PersonField::PersonalNumber), "011148000123");
    assert_eq!(look(&lan, twice).dossiers.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_kept_or_refused_and_never_breaks_the_book() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let house = household(&lan, "Lò Văn Mẫu", "Bản Mẫu", "");
    let of = elder(&lan, house);
    let decomposed = "Lo\u{300} Thi\u{323} Ma\u{302}\u{303}u";
    for (typed, kept) in [
        (decomposed, "Lò Thị Mẫu"),
        ("😀 Lò Mẫu", "😀 Lò Mẫu"),
        ("\u{202e}uẫM òL\u{202c}", "uẫM òL"),
        ("Lò\nMẫu", "Lò Mẫu"),
        ("\u{0}Lò\u{7}", "Lò"),
        ("   ", ""),
    ] {
        assert_eq!(
            says(&save(&lan, of, PersonField::FullName, typed), PersonField::FullName),
            kept,
            "{typed:?}"
        );
    }
    let long = "Lò ".repeat(500);
    assert_eq!(says(&save(&lan, of, PersonField::FullName, &long), PersonField::FullName), long.trim());
    assert_eq!(found(&lan, &long).len(), 1);
    let too_long = SavePerson { of, field: PersonField::FullName, value: "ă".repeat(10_001) };
    assert!(matches!(lan.device().save_person(too_long), Err(Problem::AnswerTooLong { .. })));
    let nobody = PersonRef { household: house, person: dossier::PersonId::from_bytes([9; 16]) };
    let field = PersonField::Phone;
    let unknown = lan.device().save_person(SavePerson { of: nobody, field, value: "1".into() });
    assert_eq!(unknown, Err(Problem::PersonUnknown));
    let nowhere = HouseholdId::from_bytes([9; 16]);
    let field = HouseholdField::Phone;
    let unknown = lan.device().save_household(SaveHousehold { household: nowhere, field, value: "1".into() });
    assert_eq!(unknown, Err(Problem::HouseholdUnknown));
    let empty = lan.device().add_person(AddPerson { household: house, fields: BTreeMap::new() });
    assert_eq!(empty, Err(Problem::NothingWritten));
    let fields = BTreeMap::from([(HouseholdField::Head, " \u{200f} ".to_owned())]);
    assert_eq!(lan.device().add_household(AddHousehold { fields }), Err(Problem::NothingWritten));
    let same_as = SavePerson { of, field: PersonField::SameAs, value: of.to_string() };
    assert_eq!(lan.device().save_person(same_as), Err(Problem::PersonUnknown));
    lan.sync_well().await;
}
