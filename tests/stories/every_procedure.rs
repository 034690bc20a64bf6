//! Every procedure with a form, from a volunteer's device to its number at the desk: the first complete family of
//! its `stories.yaml` is filled in, handed over, synced and accepted with the time limit of its case.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use calendar::Calendar;
use dossier::{DossierId, Timestamp};
use library::story::Story;
use library::{Blocks, Library, Pack, PackFiles};
use server::failure::Failure;
use server::office::{acceptance, papers};
use server::store::papers::PrintedPaper;
use std::collections::BTreeMap;
use testkit::{Commune, MORNING, Phone};
use wire::Role;
use wire::ipc::{AddRepeat, GetBlank};
use wire::view::Progress;

/// Packs with a form and their first complete family, by the day of the family: the clock only goes forward.
fn families() -> Vec<(&'static PackFiles<'static>, Pack, Story)> {
    let blocks: Blocks = Library::built_in_blocks().unwrap();
    let mut families = Vec::new();
    for files in Library::built_in_files() {
        let pack = Pack::read_trusted(files, &blocks).unwrap();
        if pack.form.is_none() {
            continue;
        }
        let (stories, faults) = files.stories();
        assert!(faults.is_empty(), "{}: {faults:?}", files.folder);
        let complete = |story: &Story| story.complete.unwrap_or(story.problems.is_empty());
        match stories.into_iter().find(complete) {
            Some(story) => families.push((files, pack, story)),
            None => assert!(!pack.procedure.verified, "{} has no complete family", files.folder),
        }
    }
    families.sort_by_key(|(_, _, story)| story.today);
    families
}

/// Answers as a volunteer gives them: an instance of a repeat is added, and has its id from the device.
fn fill(phone: &Phone, dossier: DossierId, story: &Story) {
    let is_instance = |key: &str| key.split('/').count().is_multiple_of(2);
    let mut instances: Vec<(&String, f64)> = story
        .answers
        .iter()
        .filter(|(key, _)| is_instance(key))
        .map(|(key, place)| (key, place.parse().unwrap_or_default()))
        .collect();
    instances
        .sort_by(|a, b| (a.0.split('/').count(), a.1).partial_cmp(&(b.0.split('/').count(), b.1)).unwrap());
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    let here = |named: &BTreeMap<String, String>, key: &str| {
        let inside = |instance: &str| key.strip_prefix(instance).is_some_and(|rest| rest.starts_with('/'));
        let longest = named.keys().filter(|instance| inside(instance)).max_by_key(|instance| instance.len());
        longest.map_or(key.to_owned(), |old| key.replacen(old.as_str(), &named[old], 1))
    };
    for (key, _) in instances {
        let (repeat, _) = key.rsplit_once('/').unwrap();
        let request = AddRepeat { dossier, repeat: here(&named, repeat) };
        let added = phone.device().add_repeat(request).unwrap();
        named.insert(key.clone(), added.key.to_string());
    }
    for (key, value) in story.answers.iter().filter(|(key, _)| !is_instance(key)) {
        phone.answer(dossier, &here(&named, key), value);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_family_of_every_procedure_gets_its_number_and_the_due_date_of_its_case() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let calendar = Calendar::built_in().unwrap();
    let families = families();
    assert!(!families.is_empty());
    let mut now = MORNING;
    for (files, pack, story) in families {
        let code = files.folder;
        let morning = Timestamp::from_vietnam(story.today.and_hms_opt(9, 0, 0).unwrap());
        if morning > now {
            lan.clock.advance_millis(morning.millis() - now.millis());
            commune.clock.advance_millis(morning.millis() - now.millis());
            now = morning;
        }
        let dossier = lan.start(code);
        fill(&lan, dossier, &story);
        lan.agree(dossier);
        let handed = lan.hand_over(dossier);
        assert!(handed.is_ok(), "{code}, {}: {handed:?}", story.name);
        lan.sync_well().await;
        assert_eq!(lan.dossier(dossier).progress, Progress::Sent, "{code}");
        // Residence is the commune police's: nobody else's number is given for it.
        let (role, other) = match pack.procedure.is_of_the_police() {
            true => (Role::Police, Role::Chief),
            false => (Role::Chief, Role::Police),
        };
        let refused = acceptance::accept(commune.app(), &commune.officer(other), dossier);
        assert!(
            matches!(refused, Err(Failure::Refused(_))),
            "{code}: {other:?} has accepted it: {refused:?}"
        );
        let case = acceptance::accept(commune.app(), &commune.officer(role), dossier).unwrap();
        let wanted =
            story.case.as_deref().and_then(|case| pack.procedure.cases.iter().find(|c| c.code == case));
        let wanted = wanted.or(pack.procedure.cases.last().filter(|_| pack.procedure.cases.len() == 1));
        if let Some(wanted) = wanted {
            let due = wanted.time_limit.rule.map(|rule| calendar.due(now.in_vietnam(), rule).at);
            assert_eq!(case.due, due, "{code}, {}, case {}", story.name, wanted.code);
        }
        lan.sync_well().await;
        assert_eq!(lan.dossier(dossier).progress, Progress::Accepted, "{code}");
        let pages = lan.device().get_blank(GetBlank { dossier }).unwrap();
        assert!(!pages.is_empty() && pages.iter().all(|page| page.starts_with("<svg")), "{code}");
        for paper in [PrintedPaper::Blank, PrintedPaper::Receipt] {
            let pdf = papers::pdf(commune.app(), &commune.officer(role), dossier, paper).unwrap();
            assert!(pdf.is_some_and(|pdf| pdf.starts_with(b"%PDF")), "{code} {paper:?}");
        }
    }
}
