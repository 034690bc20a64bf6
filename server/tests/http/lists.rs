//! `POST /office/api/lists` and `GET /office/api/lists/choices`

use crate::support::{Browser, Device, World, answer, draft, draft_of, hand_over};
use dossier::case::{Case, CaseState};
use dossier::supplement::{Ask, Pin};
use dossier::{DocumentId, TeamId};
use server::store::people::Standing;
use wire::lists::{AskList, Choices, Filter, List, Numbers, WorkList};
use wire::office::{AskSupplement, OfficeDossier};
use wire::work::{EndCase, HandTo, Step};
use wire::{Problem, Role};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Counted in working days.
const PENSION: &str = "1.014027";

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

#[tokio::test]
async fn what_was_handed_over_is_listed_newest_first_and_drafts_are_not() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    assert!(officer.inbox().await.dossiers.is_empty());
    for (number, child) in [(1, "Lò Văn An"), (2, "Lò Văn Bình")] {
        lan.hand_over(id(number), draft(number, child)).await;
        world.pass_ms(1000);
    }
    lan.documents.insert(id(3), draft(3, "Bản nháp"));
    lan.sync(&[id(3)]).await;

    let inbox = officer.inbox().await;
    assert_eq!(inbox.numbers.unwrap().new, 2);
    let subjects: Vec<_> = inbox.dossiers.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["Lò Văn Bình", "Lò Văn An"]);
    let row = &inbox.dossiers[0];
    assert_eq!((row.volunteer.as_str(), row.team.as_str()), ("Lan Mẫu", "Tổ Thôn Mẫu 1"));
    assert_eq!((row.state, row.has_conflicts, &row.number), (CaseState::Received, false, &None));
    assert_eq!(row.procedure.as_str(), "1.001193");
    assert!(!row.procedure_name.vi.is_empty());
}

#[tokio::test]
async fn the_volunteer_is_who_handed_it_over_not_who_synced_first() {
    let world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    minh.sync(&[]).await;
    let dossier = minh.documents.get_mut(&id(1)).unwrap();
    dossier.write_as(dossier::document::Actor([2; 16]));
    hand_over(dossier);
    minh.sync(&[id(1)]).await;
    crate::support::answer(lan.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", "Lò Thị Mẫu");
    lan.sync(&[id(1)]).await;
    assert_eq!(world.officer().await.inbox().await.dossiers[0].volunteer, "Minh Mẫu");
}

#[tokio::test]
async fn an_officer_of_another_commune_sees_nothing_of_it() {
    let world = World::new().await;
    world.other_commune();
    let mut lan = world.enrol(world.lan).await;
    lan.hand_over(id(1), draft(1, "Lò Văn An")).await;
    let stranger = world.log_in("canbo-khac").await;
    assert!(stranger.inbox().await.dossiers.is_empty());
    let path = format!("/office/api/dossiers/{}", id(1));
    for reply in [
        stranger.get(&path).await,
        stranger.accept(id(1)).await,
        stranger.write("PUT", &format!("{path}/answers/tre_ho_ten"), "{\"value\":\"x\"}").await,
    ] {
        assert_eq!((reply.status, reply.problem()), (404, Problem::DossierUnknown));
    }
    assert_eq!(world.officer().await.inbox().await.dossiers.len(), 1);
}

/// A birth that a volunteer hands over for a child of this name, a second after the one before.
async fn bring(world: &World, device: &mut Device, number: u8, child: &str) {
    device.hand_over(id(number), draft(number, child)).await;
    world.pass_ms(1000);
}

async fn bring_a_pension(world: &World, device: &mut Device, number: u8, elder: &str) {
    let mut dossier = draft_of(PENSION, number);
    answer(&mut dossier, "ndn_ho_ten", elder);
    device.hand_over(id(number), dossier).await;
    world.pass_ms(1000);
}

async fn in_list(officer: &Browser, list: List) -> Vec<u8> {
    numbers_of(&officer.list(&AskList { list, ..AskList::default() }).await)
}

async fn filtered(officer: &Browser, filter: Filter) -> Vec<u8> {
    numbers_of(&officer.list(&AskList { filter, ..AskList::default() }).await)
}

async fn found(officer: &Browser, words: &str) -> Vec<u8> {
    filtered(officer, Filter { words: words.to_owned(), ..Filter::default() }).await
}

fn numbers_of(page: &WorkList) -> Vec<u8> {
    page.dossiers.iter().map(|row| row.id.as_bytes()[0]).collect()
}

async fn ask_for_more(officer: &Browser, dossier: DocumentId) {
    let path = format!("/office/api/dossiers/{dossier}");
    let shown: OfficeDossier = officer.get(&path).await.json();
    let about = Pin::Question { question: "tre_ho_ten".into() };
    let asks = vec![Ask { about, words: "Xem lại.".to_owned() }];
    let slip = AskSupplement { version: shown.version, asks, due: None };
    assert_eq!(officer.post(&format!("{path}/supplements"), &slip).await.status, 200);
}

#[tokio::test]
async fn each_list_has_what_is_in_its_state_and_every_tab_tells_how_many() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    for number in 1..=5 {
        bring(&world, &mut lan, number, "Lò Văn An").await;
    }
    bring_a_pension(&world, &mut lan, 6, "Lò Thị Mẫu").await;
    let officer = world.officer().await;
    ask_for_more(&officer, id(2)).await;
    for number in [3, 4, 5, 6] {
        assert_eq!(officer.accept(id(number)).await.status, 200);
    }
    let refusal = EndCase { reason: "Không đủ điều kiện.".to_owned() };
    let path = format!("/office/api/dossiers/{}/refusal", id(5));
    assert_eq!(officer.post(&path, &refusal).await.status, 200);

    // A birth is due on the same day, a pension in some weeks.
    let numbers = |page: WorkList| page.numbers.unwrap();
    let wanted = Numbers { new: 1, waiting: 1, work: 3, today: 2, late: 0, done: 1, all: 6 };
    for (list, dossiers) in [
        (List::New, vec![1]),
        (List::Waiting, vec![2]),
        // The most urgent first, and of those the oldest.
        (List::Work, vec![3, 4, 6]),
        (List::Today, vec![3, 4]),
        (List::Late, vec![]),
        (List::Done, vec![5]),
        (List::All, vec![6, 5, 4, 3, 2, 1]),
    ] {
        let page = officer.list(&AskList { list, ..AskList::default() }).await;
        assert_eq!(numbers_of(&page), dossiers, "{list:?}");
        assert_eq!(numbers(page), wanted, "{list:?}");
    }

    // The day is over: nobody has written anything, and the lists are others.
    world.pass_ms(DAY_MS);
    let officer = world.officer().await;
    assert_eq!(
        (in_list(&officer, List::Late).await, in_list(&officer, List::Today).await),
        (vec![3, 4], vec![])
    );
    let page = officer.inbox().await;
    let late: Vec<_> = page.dossiers.iter().filter(|row| row.late).map(|row| row.id.as_bytes()[0]).collect();
    assert_eq!(late, [4, 3], "a row says so wherever it is shown");
    assert_eq!(numbers(page), Numbers { today: 0, late: 2, ..wanted });
}

#[tokio::test]
async fn filters_leave_what_is_asked_for_alone_and_together_and_the_numbers_are_theirs() {
    let world = World::new().await;
    let (mut lan, mut minh, mut hoa) =
        (world.enrol(world.lan).await, world.enrol(world.minh).await, world.enrol(world.hoa).await);
    let ha = world.add_colleague("ha", Standing::of(Role::Chief));
    bring(&world, &mut lan, 1, "Lò Văn An").await;
    bring(&world, &mut minh, 2, "Lò Văn Bình").await;
    bring_a_pension(&world, &mut hoa, 3, "Lò Thị Mẫu").await;
    world.pass_ms(2 * DAY_MS);
    bring_a_pension(&world, &mut lan, 4, "Vàng Thị Mẫu").await;
    let officer = world.officer().await;
    for number in [1, 4] {
        assert_eq!(officer.accept(id(number)).await.status, 200);
    }
    let hand = HandTo { to: ha, step: Step::Decide, note: String::new() };
    assert_eq!(
        officer.post(&format!("/office/api/dossiers/{}/control-sheet", id(4)), &hand).await.status,
        200
    );

    let none = Filter::default;
    let field = |words: &str| Some(words.to_owned());
    let day = |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 11, day);
    for (filter, dossiers) in [
        (Filter { procedure: Some(PENSION.into()), ..none() }, vec![4, 3]),
        (Filter { procedure: Some("9.999999".into()), ..none() }, vec![]),
        (Filter { field: field("ho tich"), ..none() }, vec![2, 1]),
        (Filter { field: field("Chứng thực"), ..none() }, vec![]),
        (Filter { team: Some(TeamId(1)), ..none() }, vec![4, 2, 1]),
        (Filter { volunteer: Some(world.minh), ..none() }, vec![2]),
        (Filter { holder: Some(ha), ..none() }, vec![4]),
        (Filter { from: day(24), ..none() }, vec![4]),
        (Filter { to: day(24), ..none() }, vec![3, 2, 1]),
        (Filter { from: day(23), to: day(23), ..none() }, vec![3, 2, 1]),
        (Filter { team: Some(TeamId(1)), procedure: Some(PENSION.into()), ..none() }, vec![4]),
        (Filter { team: Some(TeamId(2)), field: field("Hộ tịch"), ..none() }, vec![]),
        (Filter { volunteer: Some(world.lan), to: day(24), ..none() }, vec![1]),
        (Filter { holder: Some(ha), procedure: Some("1.001193".into()), ..none() }, vec![]),
        (Filter { words: "lo".to_owned(), team: Some(TeamId(1)), ..none() }, vec![2, 1]),
        (Filter { words: "mau".to_owned(), procedure: Some(PENSION.into()), to: day(24), ..none() }, vec![3]),
    ] {
        let page = officer.list(&AskList { filter: filter.clone(), ..AskList::default() }).await;
        let what = format!("{} {:?}", serde_json::to_string(&filter).unwrap(), page.numbers);
        assert_eq!(numbers_of(&page), dossiers, "{what}");
        let counted = page.numbers.unwrap();
        assert_eq!(usize::try_from(counted.all).unwrap(), dossiers.len(), "{what}");
        // The tabs tell what each of them has.
        for list in List::ALL {
            let there = officer.list(&AskList { list, filter: filter.clone(), ..AskList::default() }).await;
            assert_eq!(usize::try_from(counted.of(list)).unwrap(), there.dossiers.len(), "{list:?} {what}");
        }
    }
    let hers = world.log_in("ha").await;
    assert_eq!(filtered(&hers, Filter { mine: true, ..none() }).await, [4]);
    assert_eq!(hers.inbox().await.dossiers[0].holder, "Hà Mẫu");
}

#[tokio::test]
async fn pages_tell_each_row_once_while_others_arrive_and_change() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    for number in 1..=7 {
        bring(&world, &mut lan, number, "Lò Văn An").await;
    }
    let officer = world.officer().await;
    let few = AskList { limit: Some(3), ..AskList::default() };
    for words in ["", "lo van"] {
        let few = AskList { filter: Filter { words: words.to_owned(), ..Filter::default() }, ..few.clone() };
        let first = officer.list(&few).await;
        bring(&world, &mut lan, if words.is_empty() { 8 } else { 9 }, "Lò Văn Mới").await;
        assert_eq!(officer.accept(id(if words.is_empty() { 1 } else { 2 })).await.status, 200);
        let (mut all, mut next) = (numbers_of(&first), first.next);
        while let Some(after) = next {
            let page = officer.list(&AskList { after: Some(after), ..few.clone() }).await;
            assert_eq!(page.numbers, None, "counted once");
            all.extend(numbers_of(&page));
            next = page.next;
        }
        let wanted = if words.is_empty() { vec![7, 6, 5, 4, 3, 2, 1] } else { vec![8, 7, 6, 5, 4, 3, 2, 1] };
        assert_eq!(all, wanted, "{words}");
    }
    // By their day: all of them are due in the same minute.
    for number in 3..=7 {
        assert_eq!(officer.accept(id(number)).await.status, 200);
    }
    let few = AskList { list: List::Work, limit: Some(2), ..AskList::default() };
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = officer.list(&AskList { after, ..few.clone() }).await;
        all.extend(numbers_of(&page));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(all, [1, 2, 3, 4, 5, 6, 7]);
}

#[tokio::test]
async fn a_dossier_is_found_by_numbers_names_and_places_without_accents_and_in_any_order() {
    let world = World::new().await;
    let (mut lan, mut hoa) = (world.enrol(world.lan).await, world.enrol(world.hoa).await);
    bring(&world, &mut lan, 1, "Lò Thị Hoà").await;
    let mut dossier = draft(2, "Vàng A Đông");
    answer(&mut dossier, "nyc_ho_ten", "Giàng Thị Mỷ");
    answer(&mut dossier, "nyc_noi_cu_tru_chi_tiet", "Bản Huổi Lứa");
    hoa.hand_over(id(2), dossier).await;
    let officer = world.officer().await;
    let case: Case = officer.accept(id(2)).await.json();
    assert_eq!(case.number.as_deref(), Some("H15.50.05.13-261123-0001"));
    let code = officer.inbox().await.dossiers[1].local_code.clone();
    for (words, dossiers) in [
        ("Lò Thị Hoà", vec![1]),
        // The second was brought by Hoa.
        ("hòa", vec![2, 1]),
        ("HOA LO", vec![1]),
        ("lo ho", vec![1]),
        ("ho lo", vec![]),
        ("vang a dong", vec![2]),
        ("thi", vec![2, 1]),
        ("mỷ giàng", vec![2]),
        ("huoi lua", vec![2]),
        ("ban huoi", vec![2]),
        ("H15.50.05.13-261123-0001", vec![2]),
        (" h15.50.05.13-261123-0001 ", vec![2]),
        ("H15.50.05.13-261123", vec![2]),
        ("261123-0001", vec![2]),
        ("0001", vec![2]),
        ("1", vec![2, 1]),
        ("bản mẫu 2", vec![2]),
        ("lan mau", vec![1]),
        ("hoa mẫu giàng", vec![2]),
        (&code, vec![1]),
        (&code.to_lowercase().replace('-', ""), vec![1]),
        ("không có ai", vec![]),
        ("\"' OR * NEAR(", vec![]),
        ("- * (", vec![]),
    ] {
        assert_eq!(found(&officer, words).await, dossiers, "{words}");
    }

    // A corrected name is found at once, and the one before no longer.
    answer(lan.documents.get_mut(&id(1)).unwrap(), "tre_ho_ten", "Lò Thị Thảo");
    lan.sync(&[id(1)]).await;
    assert_eq!((found(&officer, "thao").await, found(&officer, "lo thi hoa").await), (vec![1], vec![]));
}

#[tokio::test]
async fn what_somebody_may_not_read_is_in_no_list_no_number_and_no_search() {
    let world = World::new().await;
    let (mut lan, mut hoa) = (world.enrol(world.lan).await, world.enrol(world.hoa).await);
    bring(&world, &mut lan, 1, "Lò Văn An").await;
    bring_a_pension(&world, &mut lan, 2, "Lò Thị Mẫu").await;
    bring(&world, &mut hoa, 3, "Lò Văn Bình").await;
    let mut residence = draft_of("1.004194", 4);
    answer(&mut residence, "cach_nop", "Mẫu");
    lan.hand_over(id(4), residence).await;
    let chief = world.officer().await;
    let case: Case = chief.accept(id(1)).await.json();
    let number = case.number.unwrap();
    let of = |role, fields: &[&str]| Standing {
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        ..Standing::of(role)
    };
    for (name, standing) in [
        ("civil", of(Role::Officer, &["Hộ tịch"])),
        ("certifier", of(Role::Officer, &["Chứng thực"])),
        ("police", of(Role::Police, &[])),
    ] {
        world.add_colleague(name, standing);
    }
    world.add_user("lead", world.minh, of(Role::TeamLead, &[]));
    for (name, seen, named_lo, teams) in [
        ("civil", vec![3, 1], vec![3, 1], 2),
        ("certifier", vec![], vec![], 2),
        ("police", vec![4], vec![], 2),
        ("lead", vec![4, 2, 1], vec![2, 1], 1),
    ] {
        let browser = world.log_in(name).await;
        let page = browser.inbox().await;
        assert_eq!(numbers_of(&page), seen, "{name}");
        assert_eq!(usize::try_from(page.numbers.unwrap().all).unwrap(), seen.len(), "{name}");
        assert_eq!(found(&browser, "lo").await, named_lo, "{name}");
        let whole = Filter { words: number.clone(), ..Filter::default() };
        let page = browser.list(&AskList { filter: whole, ..AskList::default() }).await;
        let has_it = seen.contains(&1);
        assert_eq!(
            (page.dossiers.len(), page.numbers.unwrap().all),
            (usize::from(has_it), u32::from(has_it)),
            "{name}"
        );
        // Asking for what one may not see is finding nothing.
        let pension = Filter { procedure: Some(PENSION.into()), ..Filter::default() };
        assert_eq!(!filtered(&browser, pension).await.is_empty(), seen.contains(&2), "{name}");
        let choices: Choices = browser.get("/office/api/lists/choices").await.json();
        assert_eq!(choices.teams.len(), teams, "{name}");
        assert_eq!(
            choices.procedures.iter().any(|one| one.code.as_str() == PENSION),
            seen.contains(&2),
            "{name}"
        );
    }
    let choices: Choices = chief.get("/office/api/lists/choices").await.json();
    assert!(choices.fields.contains(&"Hộ tịch".to_owned()));
    assert!(choices.volunteers.iter().any(|one| one.name == "Lan Mẫu"));
    assert!(choices.officers.iter().any(|one| one.name == "Sơn Mẫu"));
}

#[tokio::test]
async fn a_dossier_that_goes_to_another_team_or_is_taken_out_leaves_the_lists_with_it() {
    use server::store::{Documents, Scopes};
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&world, &mut lan, 1, "Lò Văn An").await;
    bring(&world, &mut lan, 2, "Lò Văn Bình").await;
    world.store.move_document(&world.commune, id(1), TeamId(2), world.now()).unwrap();
    let officer = world.officer().await;
    for (team, dossiers) in [(1, vec![2]), (2, vec![1])] {
        let of_the_team = Filter { team: Some(TeamId(team)), ..Filter::default() };
        assert_eq!(filtered(&officer, of_the_team).await, dossiers);
        let named = Filter { team: Some(TeamId(team)), words: "lo van".to_owned(), ..Filter::default() };
        assert_eq!(filtered(&officer, named).await, dossiers);
    }
    world.store.remove_document(&world.commune, id(1), world.now()).unwrap();
    let page = officer.inbox().await;
    assert_eq!((numbers_of(&page), page.numbers.unwrap().all), (vec![2], 1));
    assert_eq!(found(&officer, "an").await, Vec::<u8>::new());
}
