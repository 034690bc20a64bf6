//! `/office/api/packs` with a real procedure as an officer has it: an .xlsx of its form and procedure.yaml.

use crate::support::{Browser, World};
use data_encoding::BASE64;
use forms::workbook::{ExtraSheet, read_xlsx, write_xlsx_with};
use forms::{FormSource, SurveyRow};
use library::Library;
use server::store::Packs;
use server::store::people::Standing;
use wire::office::{PackCheck, PackFault, PackList, PackPublished, PackUpload};
use wire::packs::PackState;
use wire::{Problem, Role};

/// Đăng ký khai tử.
const CODE: &str = "1.000656";
const BUILT_IN: &str = "2026-07-18";
const OURS: &str = "2026-11-20";
const NEXT: &str = "2026-11-24";

fn procedure(version: &str) -> String {
    let files = Library::built_in_files().iter().find(|files| files.folder == CODE).unwrap();
    let line = format!("version: \"{BUILT_IN}\"");
    assert!(files.procedure.contains(&line));
    files.procedure.replace(&line, &format!("version: \"{version}\""))
}

/// The form with its blocks in place, as it is exported.
fn form(version: &str) -> FormSource {
    let library = Library::built_in().unwrap();
    let mut form = library.pack(&CODE.into()).unwrap().form.clone().unwrap();
    form.settings.version = version.to_owned();
    form
}

/// What an officer chooses in the browser: two files, and a sheet in the workbook that is not used here.
fn upload(form: &FormSource, version: &str) -> PackUpload {
    let rows = [vec!["Ghi chú của xã".to_owned()], vec!["Đã hỏi cán bộ hộ tịch.".to_owned()]];
    let notes = ExtraSheet { name: "entities", rows: &rows };
    PackUpload {
        procedure: procedure(version),
        workbook: Some(BASE64.encode(&write_xlsx_with(form, &[notes]).unwrap())),
        ..PackUpload::default()
    }
}

async fn check(officer: &Browser, upload: &PackUpload) -> PackCheck {
    officer.write("POST", "/office/api/packs/check", &serde_json::to_string(upload).unwrap()).await.json()
}

async fn publish(officer: &Browser, upload: &PackUpload) -> crate::support::Reply {
    officer.write("POST", "/office/api/packs", &serde_json::to_string(upload).unwrap()).await
}

async fn versions(officer: &Browser) -> Vec<(String, PackState, bool)> {
    let list: PackList = officer.get("/office/api/packs").await.json();
    let ours = list.packs.into_iter().filter(|pack| pack.code.as_str() == CODE);
    ours.map(|pack| (pack.version, pack.state, pack.current)).collect()
}

/// The row of a question in the sheet; the header is row 1.
fn row_of(form: &FormSource, name: &str) -> usize {
    form.survey.iter().position(|row| row.name == name).unwrap() + 2
}

fn question<'a>(form: &'a mut FormSource, name: &str) -> &'a mut SurveyRow {
    form.survey.iter_mut().find(|row| row.name == name).unwrap()
}

/// The letter under which a column stands in the workbook, found in the workbook itself.
fn letter(upload: &PackUpload, sheet: forms::Sheet, column: &str) -> String {
    let bytes = BASE64.decode(upload.workbook.as_ref().unwrap().as_bytes()).unwrap();
    let file = read_xlsx(&bytes, &forms::workbook::Limits::STANDARD).unwrap();
    file.layout.place(sheet, 2, column).letter.unwrap()
}

fn both_said(fault: &PackFault) -> bool {
    let texts = [&fault.said.vi, &fault.said.en, &fault.to_do.vi, &fault.to_do.en];
    texts.iter().all(|text| !text.trim().is_empty())
        && fault.said.vi != fault.said.en
        && fault.to_do.vi != fault.to_do.en
}

#[tokio::test]
async fn every_fault_of_a_broken_workbook_stands_at_its_cell_in_both_languages_and_nothing_is_stored() {
    let world = World::new().await;
    let officer = world.officer().await;
    let good = upload(&form(OURS), OURS);
    let done: PackPublished = publish(&officer, &good).await.json();
    assert_eq!((done.version.as_str(), done.serial), (OURS, 1));
    let files = world.count("SELECT count(*) FROM pack_blob");

    let mut broken = form(NEXT);
    question(&mut broken, "nyc_ho_ten").kind = "txet".into();
    question(&mut broken, "nc_ho_ten").relevant = "${khong_co} = '1'".into();
    question(&mut broken, "nc_gioi_tinh").kind = "select_one khong_co_danh_sach".into();
    let mut again = question(&mut broken, "nyc_email").clone();
    again.name = "nyc_dien_thoai".into();
    again.kind = "text".into();
    let twice = row_of(&broken, "nyc_email") + 1;
    broken.survey.insert(twice - 2, again);
    let bad = upload(&broken, NEXT);
    let checked = check(&officer, &bad).await;
    assert!(checked.pack.is_none());

    let relevant = letter(&good, forms::Sheet::Survey, "relevant");
    let expected = [
        ("form.unknown_type", "A", row_of(&broken, "nyc_ho_ten"), "type", "không có loại câu hỏi “txet”"),
        ("form.unknown_reference", &relevant, row_of(&broken, "nc_ho_ten"), "relevant", "“khong_co”"),
        ("form.unknown_list", "A", row_of(&broken, "nc_gioi_tinh"), "type", "“khong_co_danh_sach”"),
        ("form.duplicate_name", "B", twice, "name", "“nyc_dien_thoai”"),
    ];
    for (code, letter, row, column, words) in expected {
        let cell = format!("{letter}{row}");
        let at = |fault: &&PackFault| fault.code == code && fault.place.cell.as_deref() == Some(&cell);
        let fault = checked.faults.iter().find(at);
        let fault = fault.unwrap_or_else(|| panic!("no {code} at {cell}: {:#?}", checked.faults));
        assert_eq!((fault.file.as_str(), fault.place.sheet.as_deref()), ("form.xlsx", Some("survey")));
        assert_eq!((fault.place.row, fault.place.column.as_deref()), (u32::try_from(row).ok(), Some(column)));
        assert!(fault.said.vi.contains(words), "{fault:?}");
    }
    for fault in &checked.faults {
        assert!(both_said(fault), "{fault:?}");
        assert!(fault.place.cell.is_some(), "{fault:?}");
    }

    let refused = publish(&officer, &bad).await;
    assert_eq!(refused.status, 422);
    let told = u32::try_from(checked.faults.len()).unwrap();
    assert_eq!(refused.problem(), Problem::PackRefused { faults: told });
    assert_eq!(world.count("SELECT count(*) FROM pack_blob"), files, "nothing of it is kept");
    let built_in = (BUILT_IN.to_owned(), PackState::BuiltIn, false);
    assert_eq!(versions(&officer).await, [built_in, (OURS.to_owned(), PackState::Published, true)]);
}

#[tokio::test]
async fn what_only_the_pack_shows_stands_at_the_workbooks_cell_too() {
    let world = World::new().await;
    let officer = world.officer().await;
    let mut form = form("2026-11-19");
    let label = &mut question(&mut form, "nyc_ho_ten").label;
    *label = [("Tiếng Việt (vi)".to_owned(), "Họ tên".to_owned())].into_iter().collect();
    let row = row_of(&form, "nyc_ho_ten");
    let upload = upload(&form, OURS);
    let english = letter(&upload, forms::Sheet::Survey, "label::English (en)");
    let version = letter(&upload, forms::Sheet::Settings, "version");
    let faults = check(&officer, &upload).await.faults;
    let found: Vec<_> = faults
        .iter()
        .map(|fault| (fault.code.as_str(), fault.place.sheet.as_deref(), fault.place.cell.clone()))
        .collect();
    assert_eq!(
        found,
        [
            ("differs", Some("settings"), Some(format!("{version}2"))),
            ("missing_language", Some("survey"), Some(format!("{english}{row}"))),
        ]
    );
    assert!(faults.iter().all(both_said), "{faults:?}");
}

#[tokio::test]
async fn a_workbook_and_procedure_yaml_alone_are_published_and_withdrawn() {
    let world = World::new().await;
    let officer = world.officer().await;
    let mut form = form(OURS);
    let label = [("Tiếng Việt (vi)", "Họ tên người đi khai"), ("English (en)", "Name of the one who files")];
    question(&mut form, "nyc_ho_ten").label =
        label.into_iter().map(|(language, text)| (language.to_owned(), text.to_owned())).collect();
    question(&mut form, "nc_ho_ten").other.insert("ghi_chu".into(), "Hỏi kỹ.".into());
    let upload = upload(&form, OURS);
    let checked = check(&officer, &upload).await;
    assert_eq!(checked.faults, [], "no stories are asked for");
    let warned: Vec<_> = checked.warnings.iter().map(|warning| warning.code.as_str()).collect();
    assert_eq!(warned, ["workbook.sheet_not_used", "form.unknown_column"]);
    assert!(checked.warnings.iter().all(both_said), "{:?}", checked.warnings);
    assert!(checked.pack.is_some());
    let published = publish(&officer, &upload).await;
    assert_eq!(published.status, 200, "{}", String::from_utf8_lossy(&published.body));
    let shown: library::Pack = officer.get(&format!("/office/api/packs/{CODE}/{OURS}")).await.json();
    let survey = shown.form.unwrap().survey;
    let row = survey.iter().find(|row| row.name == "nyc_ho_ten").unwrap();
    assert_eq!(row.label.get("vi"), "Họ tên người đi khai");

    let withdrawn = officer.write("DELETE", &format!("/office/api/packs/{CODE}/{OURS}"), "").await;
    assert_eq!(withdrawn.json::<PackPublished>().serial, 2);
    assert_eq!(
        versions(&officer).await,
        [(BUILT_IN.to_owned(), PackState::BuiltIn, true), (OURS.to_owned(), PackState::Withdrawn, false)]
    );
}

#[tokio::test]
async fn a_workbook_that_cannot_be_read_hides_no_fault_of_procedure_yaml() {
    let world = World::new().await;
    let officer = world.officer().await;
    let mut upload = upload(&form(OURS), OURS);
    upload.workbook = Some(BASE64.encode(b"hello"));
    upload.procedure = upload.procedure.replace("handling: show", "handling: shown");
    let faults = check(&officer, &upload).await.faults;
    let found: Vec<_> = faults.iter().map(|fault| (fault.file.as_str(), fault.code.as_str())).collect();
    assert_eq!(found.first(), Some(&("form.xlsx", "workbook.not_a_workbook")));
    let others = found.get(1..).unwrap_or_default();
    assert!(
        !others.is_empty() && others.iter().all(|one| *one == ("procedure.yaml", "expected")),
        "{found:?}"
    );
    assert!(faults.iter().all(both_said), "{faults:?}");
}

#[tokio::test]
async fn who_is_no_administrator_is_refused_on_every_route_and_changes_nothing() {
    let world = World::new().await;
    world.add_colleague("canbo2", Standing::of(Role::Officer));
    let administrator = world.officer().await;
    let officer = world.log_in("canbo2").await;
    let upload = upload(&form(OURS), OURS);
    let body = serde_json::to_string(&upload).unwrap();
    assert_eq!(publish(&administrator, &upload).await.status, 200);
    let one = format!("/office/api/packs/{CODE}/{OURS}");
    for (method, path) in [
        ("GET", "/office/api/packs"),
        ("GET", one.as_str()),
        ("POST", "/office/api/packs/check"),
        ("POST", "/office/api/packs"),
        ("DELETE", one.as_str()),
    ] {
        let reply = match method {
            "GET" => officer.get(path).await,
            "POST" => officer.write(method, path, &body).await,
            _ => officer.write(method, path, "").await,
        };
        assert_eq!((reply.status, reply.problem()), (403, Problem::NotAllowed), "{method} {path}");
    }
    assert_eq!(world.store.shelf(&world.commune).unwrap().serial, 1, "it is published as before");
}
