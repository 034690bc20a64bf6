//! Every pack in `procedures/` is compiled in and whole, and what is wrong with a pack is found at its place.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use library::check::{Context, StoriesNeeded, check, check_events};
use library::{Blocks, Communes, Fault, Library, LibraryError, LifeEvents, Pack, PackFiles, Problem};
use std::path::Path;

#[test]
fn every_folder_is_compiled_in() {
    let procedures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut folders: Vec<String> = std::fs::read_dir(procedures)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("procedure.yaml").is_file())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    let library = Library::built_in().unwrap();
    let known: Vec<&str> = library.packs().map(|p| p.procedure.code.as_str()).collect();
    assert_eq!(known, folders);
}

#[test]
fn every_pack_is_whole_and_its_stories_are_true() {
    let (blocks, communes) = (Library::built_in_blocks().unwrap(), Communes::built_in().unwrap());
    let library = Library::built_in().unwrap();
    let context = Context {
        blocks: &blocks,
        events: library.events(),
        files: Some(&communes),
        stories: StoriesNeeded::Three,
    };
    let faults: Vec<String> = Library::built_in_files()
        .iter()
        .flat_map(|files| check(files, context))
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_life_event_leads_to_procedures_that_are_there() {
    let library = Library::built_in().unwrap();
    let codes: Vec<_> = library.packs().map(|p| p.procedure.code.clone()).collect();
    let faults = check_events(library.events(), &codes);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_pack_crosses_a_boundary_and_stays_the_same() {
    for pack in Library::built_in().unwrap().packs() {
        let json = serde_json::to_string(pack).unwrap();
        assert_eq!(serde_json::from_str::<Pack>(&json).unwrap(), *pack, "{}", pack.procedure.code);
    }
}

#[test]
fn a_pack_is_old_when_its_sources_were_read_half_a_year_ago() {
    let pack = small(&[]).unwrap();
    for (today, days, old) in [
        ("2026-07-18", 0, false),
        ("2026-01-01", 0, false),
        ("2027-01-14", 180, false),
        ("2027-01-15", 181, true),
        ("2030-01-01", 1263, true),
    ] {
        let today = today.parse().unwrap();
        assert_eq!((pack.age_days(today), pack.is_old(today)), (days, old), "{today}");
    }
    // One source read again makes the pack young: the newest counts.
    let again = small(&[(
        "read_on: 2026-07-18 }",
        "read_on: 2026-07-18 }\n  - { id: mau, name: { vi: M, en: F }, read_on: 2026-11-20 }",
    )]);
    assert_eq!(again.unwrap().age_days("2027-01-15".parse().unwrap()), 56);
}

const PROCEDURE: &str = include_str!("small/procedure.yaml");
const FORM: &str = include_str!("small/form.yaml");
const STORIES: &str = include_str!("small/stories.yaml");
const EVENTS: &str = "events: [{ id: thu, name: { vi: Thử, en: Try }, bundle: [{ code: \"9.000001\" }] }]";

/// The small pack with texts replaced in whichever file has them.
fn changed(changes: &[(&str, &str)]) -> [String; 3] {
    let mut files = [PROCEDURE.to_owned(), FORM.to_owned(), STORIES.to_owned()];
    for (from, to) in changes {
        let hits: usize = files.iter().map(|file| file.matches(from).count()).sum();
        assert_eq!(hits, 1, "`{from}` stands once in the small pack");
        for file in &mut files {
            *file = file.replacen(from, to, 1);
        }
    }
    files
}

fn small(changes: &[(&str, &str)]) -> Result<Pack, LibraryError> {
    let [procedure, form, stories] = changed(changes);
    Pack::read(&files(&procedure, &form, &stories), &Blocks::default())
}

fn files<'a>(procedure: &'a str, form: &'a str, stories: &'a str) -> PackFiles<'a> {
    PackFiles { folder: "9.000001", procedure, form: Some(form), stories: Some(stories), upgrades: None }
}

/// Every fault of the changed pack, as an author reads them.
fn faults(changes: &[(&str, &str)]) -> Vec<Fault> {
    let [procedure, form, stories] = changed(changes);
    let (blocks, events) = (Blocks::default(), LifeEvents::read(EVENTS).unwrap());
    check(
        &files(&procedure, &form, &stories),
        Context { blocks: &blocks, events: &events, files: None, stories: StoriesNeeded::Three },
    )
}

#[test]
fn the_small_pack_has_no_fault() {
    assert_eq!(faults(&[]), []);
}

#[test]
fn a_fault_is_told_with_its_file_line_and_place() {
    for (name, from, to, told) in [
        (
            "an unknown key",
            "result: {",
            "reslut: {",
            "9.000001/procedure.yaml:36:1: there is no key `reslut` here; known are code, version",
        ),
        ("a missing key", "synonyms: [thử]", "", "the key `synonyms` is missing: add it"),
        (
            "a key twice",
            "verified: true\ncases",
            "verified: true\nverified: true\ncases",
            "`verified` stands here twice",
        ),
        (
            "a sentence without English",
            "summary: { vi: Một thủ tục để thử., en: A procedure to try. }",
            "summary: { vi: Một thủ tục để thử. }",
            "procedure.yaml:9:10: summary: the key `en` is missing",
        ),
        ("an empty sentence", "en: Small }", "en: \"\" }", "plain_name.en: nothing is written here"),
        (
            "no date",
            "on: 2026-11-25",
            "on: 25/11/2026",
            "checked.on: a date such as 2026-07-18 is expected here, not `25/11/2026`",
        ),
        (
            "no channel",
            "channels: [desk, online]",
            "channels: [desk, fax]",
            "channels[2]: `desk`, `online` or `post` is expected here, not `fax`",
        ),
        (
            "no rule",
            "kind: working_days",
            "kind: weeks",
            "cases[1].time_limit.rule: a `kind` of same_day, working_hours, working_days or days",
        ),
        (
            "no number",
            "dong: 8000",
            "dong: 8.000",
            "fees[2].dong: a whole number is expected here, not `8.000`",
        ),
        ("a paper twice", "id: giay_uy_quyen", "id: to_khai", "papers[2]: `to_khai` is already used above"),
        (
            "an unknown source",
            "source: cong",
            "source: cung",
            "papers[1].source: there is no source `cung`; known are cong",
        ),
        (
            "an unknown life event",
            "life_events: [thu]",
            "life_events: [thi]",
            "life_events[1]: there is no life event `thi`",
        ),
        (
            "a list with nothing in it",
            "legal_basis: [1/2026/NĐ-CP]",
            "legal_basis: []",
            "legal_basis: the list is empty",
        ),
        (
            "another folder",
            "code: \"9.000001\"",
            "code: \"9.000002\"",
            "code: the folder is called `9.000001`",
        ),
        (
            "another version",
            "version: \"2026-07-18\" }",
            "version: \"2026-07-19\" }",
            "form.yaml:1:11: settings.version: this says 2026-07-19, the procedure says 2026-07-18",
        ),
        (
            "a source read after the check",
            "read_on: 2026-07-18",
            "read_on: 2026-11-26",
            "sources[1].read_on: 2026-11-26 lies after 2026-11-25",
        ),
        (
            "a case of another procedure",
            "code: 9.000001.01\n    name",
            "code: 9.000002.01\n    name",
            "cases[1].code: the code of a case is the procedure's code",
        ),
        (
            "the first case takes all",
            "    relevant: \"${tuoi} >= 80\"\n",
            "",
            "cases[1]: only the last case may be without `relevant`",
        ),
        (
            "a condition over no question",
            "\"${uy_quyen} = 'co'\"",
            "\"${uy_quyn} = 'co'\"",
            "papers[2].relevant: ",
        ),
        (
            "a condition that is none",
            "\"${uy_quyen} = 'co'\"",
            "\"${uy_quyen} = = 'co'\"",
            "papers[2].relevant: ",
        ),
        (
            "a screen copies no question",
            "answers: [ho_ten]",
            "answers: [ho_tn]",
            "portal_steps[2].answers[1]: there is no question `ho_tn`",
        ),
        ("a secret without a warning", ", secret: true", "", "portal_steps[1]: the words ask for a password"),
        ("a warning without a secret", "Gõ mật khẩu.", "Gõ tên.", "portal_steps[1]: `secret: true`, but"),
        (
            "a label in one language",
            "label::English (en): Age",
            "hint: x",
            "survey, tuoi: the en text of `label` is missing",
        ),
        (
            "a name with capitals",
            "name: nam_sinh",
            "name: Nam_sinh",
            "survey, Nam_sinh: `Nam_sinh` is no name for a question",
        ),
        (
            "a question type that is none",
            "type: integer",
            "type: intgr",
            "form.yaml:9:5: survey, tuoi: survey, row 3, column type",
        ),
        (
            "a story of no question",
            "tuoi: \"81\"",
            "tui: \"81\"",
            "story `Cụ 81 tuổi`: there is no question `tui` in the form (under `answers`)",
        ),
        (
            "a story of another case",
            "case: 9.000001.02",
            "case: 9.000001.01",
            "story `Cụ 70 tuổi`: the case is 9.000001.02, not 9.000001.01",
        ),
        (
            "a story of other papers",
            "papers: [to_khai, giay_uy_quyen]",
            "papers: [to_khai]",
            "the papers are [to_khai, giay_uy_quyen], not [to_khai]",
        ),
        ("a story of another fee", "fees: [Lệ phí]", "fees: []", "the fees are [Lệ phí], not []"),
        (
            "a story of no exemption",
            "exempt: true",
            "exempt: false",
            "no exemption should apply, and one does",
        ),
        (
            "a story of another value",
            "values: { nam_sinh: \"1945\" }",
            "values: { nam_sinh: \"1946\" }",
            "the value of `nam_sinh` is `1945`, not `1946`",
        ),
        (
            "a story of another problem",
            "problems: { tuoi: not_an_integer }",
            "problems: { tuoi: constraint }",
            "`tuoi` should have the problem `constraint`, and has not_an_integer",
        ),
        (
            "a story that is not finished",
            "ho_ten: Lò Thị Mẫu, ",
            "",
            "these are still unfinished: ho_ten (required)",
        ),
        (
            "too few stories",
            "  - name: Tuổi viết sai",
            "  - name: Cụ 81 tuổi",
            "stories[3].name: `Cụ 81 tuổi` is already used above",
        ),
    ] {
        let told_now: Vec<String> = faults(&[(from, to)]).iter().map(Fault::to_string).collect();
        assert!(told_now.iter().any(|fault| fault.contains(told)), "{name}: {told_now:#?}");
    }
}

#[test]
fn every_fault_is_told_not_the_first() {
    let told = faults(&[
        ("channels: [desk, online]", "channels: [desk, fax]"),
        ("dong: 8000", "dong: tám nghìn"),
        ("kind: working_days", "kind: weeks"),
        ("result: {", "reslut: {"),
        ("type: integer", "type: intgr"),
        ("label::English (en): Full name", "label::English (en): \"\""),
    ]);
    // Also the key `result` is missing, and with the facts unread the form is still looked at.
    assert!(told.len() >= 5, "{told:#?}");
    let files: Vec<&str> = told.iter().map(|fault| fault.file.as_str()).collect();
    assert!(files.contains(&"9.000001/procedure.yaml"), "{told:#?}");
}

#[test]
fn a_guide_without_a_form_is_for_what_nobody_verified() {
    let [procedure, ..] = changed(&[
        ("verified: true\ncases", "verified: false\ncases"),
        ("    relevant: \"${tuoi} >= 80\"\n", "    relevant: \"\"\n"),
    ]);
    // Without a form no condition can be looked at.
    let plain: String = procedure
        .lines()
        .filter(|line| !line.contains("relevant:") || !line.contains("${"))
        .map(|line| line.replace(", answers: [ho_ten]", "") + "\n")
        .collect();
    let guide = PackFiles { folder: "9.000001", procedure: &plain, ..PackFiles::default() };
    let refused = Pack::read(&guide, &Blocks::default()).unwrap_err();
    let LibraryError::Refused { faults, .. } = &refused else { panic!("{refused}") };
    assert!(faults.iter().all(|f| matches!(f.problem, Problem::UnreachableCase)), "{faults:#?}");

    let verified = PROCEDURE;
    let no_form = PackFiles { folder: "9.000001", procedure: verified, ..PackFiles::default() };
    let told = Pack::read(&no_form, &Blocks::default()).unwrap_err();
    let LibraryError::Refused { faults, .. } = told else { panic!("{told}") };
    assert!(faults.iter().any(|f| matches!(f.problem, Problem::NoForm)), "{faults:#?}");
    assert!(faults.iter().any(|f| matches!(f.problem, Problem::ConditionWithoutForm)), "{faults:#?}");
}
