//! `/office/api/packs`, and what devices fetch of it: `/v1/packs`.

use crate::support::packs::{CODE, FIRST, SECOND, first, second};
use crate::support::{Browser, Device, Reply, World, send};
use ::sync::catalogue::{self, Trust};
use ::sync::frame;
use data_encoding::BASE64;
use server::store::people::Standing;
use server::store::{Packs, People};
use wire::office::{PackCheck, PackList, PackPublished, PackUpload};
use wire::packs::{Catalogue, PackState, SignedCatalogue};
use wire::{Problem, Role};

async fn check(officer: &Browser, upload: &PackUpload) -> PackCheck {
    officer.write("POST", "/office/api/packs/check", &serde_json::to_string(upload).unwrap()).await.json()
}

async fn publish(officer: &Browser, upload: &PackUpload) -> Reply {
    officer.write("POST", "/office/api/packs", &serde_json::to_string(upload).unwrap()).await
}

async fn published(officer: &Browser, upload: &PackUpload) -> PackPublished {
    let reply = publish(officer, upload).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()
}

async fn withdraw(officer: &Browser, version: &str) -> Reply {
    officer.write("DELETE", &format!("/office/api/packs/{CODE}/{version}"), "").await
}

async fn list(officer: &Browser) -> Vec<(String, PackState, bool)> {
    let list: PackList = officer.get("/office/api/packs").await.json();
    let ours = list.packs.into_iter().filter(|pack| pack.code.as_str() == CODE);
    ours.map(|pack| (pack.version, pack.state, pack.current)).collect()
}

async fn get(device: &Device, path: &str) -> Reply {
    let authorization = format!("Bearer {}", device.token);
    send(device.address, "GET", path, &[("authorization", &authorization)], b"").await
}

async fn signed(device: &Device) -> SignedCatalogue {
    frame::decode_catalogue(&get(device, "/v1/packs/catalogue").await.body, 1 << 20).unwrap()
}

/// What a device that trusts this server reads.
async fn read(world: &World, device: &Device) -> Catalogue {
    let key = catalogue::public_key(&world.store.signing_seed().unwrap());
    let trust = Trust {
        key: Some(key),
        commune: world.commune.clone(),
        held: None,
        server_epoch: device.request.server_epoch,
    };
    catalogue::verify(&signed(device).await, &trust).unwrap()
}

#[tokio::test]
async fn a_published_pack_is_offered_to_devices_in_a_signed_catalogue_and_file_by_file() {
    let world = World::new().await;
    let (officer, mut lan) = (world.officer().await, world.enrol(world.lan).await);
    let idle = lan.sync(&[]).await;
    assert_eq!(idle.catalogue, Some(0), "the first answer tells: nothing was published");
    assert_eq!(lan.sync(&[]).await.catalogue, None);

    let done = published(&officer, &first()).await;
    assert_eq!((done.code.as_str(), done.version.as_str(), done.serial), (CODE, FIRST, 1));
    assert_eq!(lan.sync(&[]).await.catalogue, Some(1));
    lan.request.catalogue = 1;
    assert_eq!(lan.sync(&[]).await.catalogue, None, "who holds it is not told again");

    let catalogue = read(&world, &lan).await;
    assert_eq!((catalogue.serial, catalogue.epoch), (1, lan.request.server_epoch));
    let entry = catalogue.packs.iter().find(|pack| pack.code.as_str() == CODE).unwrap();
    assert_eq!(entry.state, PackState::Published);
    assert!(
        catalogue.packs.iter().any(|pack| pack.state == PackState::BuiltIn),
        "the program's own are kept"
    );
    for file in &entry.files {
        let body = get(&lan, &format!("/v1/packs/files/{}", file.sha256)).await.body;
        let bytes = frame::decode_file(&body, 1 << 20).unwrap();
        assert!(catalogue::is_file(file, &bytes), "{}", file.name);
    }
    let nothing = get(&lan, &format!("/v1/packs/files/{}", catalogue::hash(b"nothing"))).await;
    assert_eq!((nothing.status, nothing.problem()), (404, Problem::PackUnknown));
    let shown: library::Pack = officer.get(&format!("/office/api/packs/{CODE}/{FIRST}")).await.json();
    assert_eq!(shown.procedure.version, FIRST);
}

#[tokio::test]
async fn strangers_and_other_communes_fetch_nothing() {
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    for path in ["/v1/packs/catalogue", &format!("/v1/packs/files/{}", "0".repeat(64))] {
        assert_eq!(send(world.address(), "GET", path, &[], b"").await.status, 401, "{path}");
        world.revoke(&lan);
        assert_eq!(get(&lan, path).await.status, 401, "{path}, revoked");
    }
    let officer = world.officer().await;
    published(&officer, &first()).await;
    let elsewhere = world.other_commune();
    assert_eq!(world.store.shelf_serial(&elsewhere).unwrap(), 0);
    let files = world.store.shelf(&world.commune).unwrap().packs;
    let ours = files.iter().find(|pack| pack.code.as_str() == CODE).unwrap();
    assert_eq!(world.store.pack_file(&elsewhere, &ours.files[0].sha256).unwrap(), None);
}

#[tokio::test]
async fn only_an_administrator_sees_checks_publishes_and_withdraws() {
    let world = World::new().await;
    world.add_colleague("canbo2", Standing::of(Role::Officer));
    let officer = world.log_in("canbo2").await;
    let upload = serde_json::to_string(&first()).unwrap();
    let replies = [
        officer.get("/office/api/packs").await,
        officer.get(&format!("/office/api/packs/{CODE}/{FIRST}")).await,
        officer.write("POST", "/office/api/packs/check", &upload).await,
        officer.write("POST", "/office/api/packs", &upload).await,
        withdraw(&officer, FIRST).await,
    ];
    for reply in replies {
        assert_eq!((reply.status, reply.problem()), (403, Problem::NotAllowed));
    }
    assert_eq!(send(world.address(), "GET", "/office/api/packs", &[], b"").await.status, 401);
    world.store.set_administrator(&world.commune, "canbo2", true, world.now()).unwrap();
    assert_eq!(officer.get("/office/api/packs").await.status, 200, "at once, in the same session");
}

#[tokio::test]
async fn a_bad_pack_is_told_fault_by_fault_and_changes_nothing() {
    let world = World::new().await;
    let officer = world.officer().await;
    published(&officer, &first()).await;
    let mut bad = second();
    bad.procedure = bad.procedure.replace("channels:", "chanels:");
    bad.form = bad.form.map(|form| form.replace("type: integer", "type: intger"));
    bad.stories = bad.stories.map(|stories| stories.replace("case: 9.000001.01", "case: 9.000001.02"));
    let checked = check(&officer, &bad).await;
    assert!(checked.pack.is_none());
    let found: Vec<_> = checked
        .faults
        .iter()
        .map(|fault| (fault.file.as_str(), fault.code.as_str(), fault.place.line))
        .collect();
    let expected = [("procedure.yaml", "unknown_key", Some(12)), ("procedure.yaml", "missing_key", Some(1))];
    assert_eq!(found, expected);
    let refused = publish(&officer, &bad).await;
    assert_eq!(refused.status, 422);
    assert!(matches!(refused.problem(), Problem::PackRefused { faults } if faults as usize == found.len()));
    assert_eq!(list(&officer).await, [(FIRST.to_owned(), PackState::Published, true)]);
    assert_eq!(world.count("SELECT serial FROM pack_shelf"), 1);

    let mut wrong_form = second();
    wrong_form.form = bad.form;
    let faults = check(&officer, &wrong_form).await.faults;
    let unknown = faults.iter().find(|fault| fault.code == "form.unknown_type").unwrap();
    assert_eq!((unknown.file.as_str(), unknown.data["kind"].as_str()), ("form.yaml", "intger"));
    assert!(unknown.place.line.is_some(), "{unknown:?}");
}

#[tokio::test]
async fn a_good_pack_is_shown_before_anything_is_stored() {
    let world = World::new().await;
    let officer = world.officer().await;
    let before = world.count("SELECT count(*) FROM pack_blob");
    let checked = check(&officer, &first()).await;
    assert_eq!(checked.faults, []);
    assert_eq!(checked.newest, None);
    assert_eq!(checked.pack.unwrap().form.unwrap().survey.len(), 3);
    assert_eq!(list(&officer).await, []);
    assert_eq!(world.count("SELECT count(*) FROM pack_blob"), before);
}

#[tokio::test]
async fn a_workbook_is_read_and_its_faults_stand_at_their_cells() {
    let world = World::new().await;
    let officer = world.officer().await;
    let form = source(&first());
    let good = workbook(&form);
    let checked = check(&officer, &good).await;
    assert_eq!(checked.faults, [], "the same form as a workbook");
    assert_eq!(published(&officer, &good).await.serial, 1);

    let mut broken = form.clone();
    broken.survey[1].kind = "intger".into();
    broken.survey[2].name = "ho_ten".into();
    let faults = check(&officer, &workbook(&broken)).await.faults;
    let cells: Vec<_> = faults
        .iter()
        .map(|fault| (fault.file.as_str(), fault.code.as_str(), fault.place.cell.as_deref()))
        .collect();
    assert!(cells.contains(&("form.xlsx", "form.unknown_type", Some("A3"))), "{cells:?}");
    assert!(cells.contains(&("form.xlsx", "form.duplicate_name", Some("B4"))), "{cells:?}");

    for nonsense in ["####", &BASE64.encode(b"PK\x03\x04 and no more"), &BASE64.encode(b"hello")] {
        let upload = PackUpload { workbook: Some((*nonsense).into()), form: None, ..second() };
        let checked = check(&officer, &upload).await;
        assert_eq!(checked.faults.len(), 1, "{nonsense}: {:?}", checked.faults);
        assert_eq!(checked.faults[0].file, "form.xlsx");
    }
}

fn source(upload: &PackUpload) -> forms::FormSource {
    forms::workbook::read_yaml(upload.form.as_ref().unwrap(), &forms::workbook::Limits::STANDARD)
        .unwrap()
        .source
}

fn workbook(form: &forms::FormSource) -> PackUpload {
    let bytes = forms::workbook::write_xlsx(form).unwrap();
    PackUpload { workbook: Some(BASE64.encode(&bytes)), form: None, ..first() }
}

#[tokio::test]
async fn a_version_is_published_once_and_a_change_needs_a_new_one() {
    let world = World::new().await;
    let officer = world.officer().await;
    published(&officer, &second()).await;
    let again = published(&officer, &second()).await;
    assert_eq!(again.serial, 1, "the same again changes nothing");
    let mut other = second();
    other.procedure = other.procedure.replace("Bước 1", "Bước một");
    let refused = publish(&officer, &other).await;
    assert_eq!((refused.status, refused.problem()), (409, Problem::PackVersionTaken));
    let refused = publish(&officer, &first()).await;
    assert_eq!((refused.status, refused.problem()), (409, Problem::PackNotNewest { newest: SECOND.into() }));
    assert_eq!(world.count("SELECT count(*) FROM audit WHERE action = 'publish'"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_at_once_get_serials_in_order() {
    let world = World::new().await;
    let officer = world.officer().await;
    let (one, two) = (first(), second());
    let (first, second) = tokio::join!(publish(&officer, &one), publish(&officer, &two));
    let mut serials = Vec::new();
    for reply in [first, second] {
        // Whoever comes second may find the newer version there already.
        match reply.status {
            200 => serials.push(reply.json::<PackPublished>().serial),
            other => {
                assert_eq!((other, reply.problem()), (409, Problem::PackNotNewest { newest: SECOND.into() }))
            }
        }
    }
    serials.sort_unstable();
    assert!(serials == [1, 2] || serials == [1], "{serials:?}");
    assert_eq!(world.count("SELECT serial FROM pack_shelf"), serials.len() as i64);
}

#[tokio::test]
async fn a_withdrawn_version_gives_its_place_back_and_can_be_published_again() {
    let world = World::new().await;
    let (officer, lan) = (world.officer().await, world.enrol(world.lan).await);
    published(&officer, &first()).await;
    published(&officer, &second()).await;
    let done: PackPublished = withdraw(&officer, SECOND).await.json();
    assert_eq!(done.serial, 3);
    let both =
        [(FIRST.to_owned(), PackState::Published, true), (SECOND.to_owned(), PackState::Withdrawn, false)];
    assert_eq!(list(&officer).await, both);
    let mut lan = lan;
    lan.sync(&[]).await;
    let catalogue = read(&world, &lan).await;
    let withdrawn = catalogue.packs.iter().find(|pack| pack.version == SECOND).unwrap();
    assert_eq!(
        (withdrawn.state, withdrawn.files.is_empty()),
        (PackState::Withdrawn, false),
        "drafts may need it"
    );
    assert_eq!(withdraw(&officer, SECOND).await.json::<PackPublished>().serial, 3, "twice is once");
    assert_eq!(published(&officer, &second()).await.serial, 4);
    for (code, version) in [("1.001193", "2026-07-18"), (CODE, "2020-01-01")] {
        let refused = officer.write("DELETE", &format!("/office/api/packs/{code}/{version}"), "").await;
        assert_eq!((refused.status, refused.problem()), (404, Problem::PackUnknown), "{code}");
    }
}

#[tokio::test]
async fn a_restored_server_keeps_its_key_and_speaks_of_what_it_has() {
    let mut world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    published(&officer, &first()).await;
    let backup = world.folder.path().join("backup.db");
    world.store.back_up(&backup, world.now()).unwrap();
    let officer = world.officer().await;
    published(&officer, &second()).await;
    let key = world.store.signing_seed().unwrap();
    lan.sync(&[]).await;
    lan.request.catalogue = 2;
    assert_eq!(lan.sync(&[]).await.catalogue, None);

    world.restore(&backup).await;
    lan.address = world.address();
    assert_eq!(world.store.signing_seed().unwrap(), key);
    assert_eq!(lan.sync(&[]).await.catalogue, Some(1), "a serial of another epoch says nothing");
    let catalogue = read(&world, &lan).await;
    assert_eq!((catalogue.serial, catalogue.packs.iter().any(|pack| pack.version == SECOND)), (1, false));
}

#[tokio::test]
async fn a_backup_of_before_the_key_is_restored_with_the_key_that_devices_have_pinned() {
    let mut world = World::new().await;
    let backup = world.folder.path().join("backup.db");
    world.store.back_up(&backup, world.now()).unwrap();
    rusqlite::Connection::open(&backup).unwrap().execute("DELETE FROM signing_key", []).unwrap();
    let key = world.store.signing_seed().unwrap();
    world.restore(&backup).await;
    assert_eq!(world.store.signing_seed().unwrap(), key);
}
