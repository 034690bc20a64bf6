//! `/tra-cuu` and `/h/{token}`: what a villager sees, and what nobody sees.

use crate::support::{Browser, Device, Reply, World, answer, draft_of, send};
use ::sync::public::PublicToken;
use dossier::case::ReturnWay;
use dossier::supplement::{Ask, Pin};
use dossier::{DocumentId, DossierId};
use serde::Serialize;
use server::Settings;
use server::public::{Asked, Worked, by_number};
use server::store::Public;
use wire::office::{AskSupplement, OfficeDossier};
use wire::work::{EndCase, GiveResult, HandOut, PutOff};

pub(crate) const ID: DocumentId = DocumentId::from_bytes([1; 16]);
const NUMBER: &str = "H15.50.05.13-261123-0001";
/// Who files, of a name and a year that are on no page.
const NAME: &str = "Lò Thị Mẫu";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;

pub(crate) async fn bring(lan: &mut Device, id: DocumentId, birth: &str) {
    let mut document = draft_of("1.001193", id.as_bytes()[0]);
    answer(&mut document, "nyc_ho_ten", NAME);
    answer(&mut document, "nyc_ngay_sinh", birth);
    answer(&mut document, "tre_ho_ten", "Lò Văn An");
    answer(&mut document, "tre_ngay_sinh", "2026-11-01");
    lan.hand_over(id, document).await;
}

pub(crate) fn page_of(id: DocumentId) -> String {
    format!("/h/{}", PublicToken::of(DossierId::from(id)).text())
}

pub(crate) async fn look(world: &World, path: &str) -> Reply {
    send(world.address(), "GET", path, &[], b"").await
}

/// A form as a browser sends it.
pub(crate) async fn post(world: &World, path: &str, fields: &[(&str, &str)]) -> Reply {
    let escaped = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    send(world.address(), "POST", path, &kind, body.join("&").as_bytes()).await
}

async fn look_up(world: &World, number: &str, year: &str) -> Reply {
    post(world, "/tra-cuu", &[("so", number), ("nam", year)]).await
}

pub(crate) fn html(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

async fn act(officer: &Browser, what: &str, body: &impl Serialize) {
    let reply = officer.post(&format!("/office/api/dossiers/{ID}/{what}"), body).await;
    assert_eq!(reply.status, 200, "{what}: {}", html(&reply));
}

pub(crate) async fn accept(officer: &Browser, id: DocumentId) {
    assert_eq!(officer.accept(id).await.status, 200);
}

async fn ask_for_more(officer: &Browser) {
    let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{ID}")).await.json();
    let ask = |about, words: &str| Ask { about, words: words.to_owned() };
    let asks = vec![
        ask(Pin::Question { question: "tre_que_quan".into() }, "Ghi theo quê của mẹ."),
        ask(Pin::Paper { paper: "giay_chung_sinh".into() }, "Chụp lại <b>cho rõ</b>."),
    ];
    let due = chrono::NaiveDate::from_ymd_opt(2026, 11, 30);
    act(officer, "supplements", &AskSupplement { version: shown.version, asks, due }).await;
}

/// One dossier from its arrival to its end: at each station the page has these words.
#[tokio::test]
async fn a_villager_reads_each_state_in_plain_words() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let page = page_of(ID);
    assert_eq!(look(&world, &page).await.status, 404, "the slip was printed, and nothing has come yet");
    bring(&mut lan, ID, "1990-05-02").await;
    let officer = world.officer().await;
    let mut pages = Vec::new();
    let see = async |state: &str, words: &[&str]| {
        let reply = look(&world, &page).await;
        assert_eq!(reply.status, 200);
        let page = html(&reply);
        assert!(page.contains(&format!("data-state=\"{state}\"")), "{state}: {page}");
        for words in words {
            assert!(page.contains(words), "{words} is not in {page}");
        }
        page
    };
    pages.push(see("Received", &["Xã đã nhận được hồ sơ", "Làm giấy khai sinh"]).await);
    ask_for_more(&officer).await;
    let asked = see(
        "Asked",
        &[
            "Xã đang chờ bà con bổ sung",
            "Quê quán của em bé ở xã, phường nào?",
            "Ghi theo quê của mẹ.",
            "Giấy chứng sinh (bản chính)",
            "Chụp lại &lt;b&gt;cho rõ&lt;/b&gt;.",
            "30/11/2026",
        ],
    );
    pages.push(asked.await);
    accept(&officer, ID).await;
    let accepted = see(
        "Accepted",
        &[
            NUMBER,
            "17:00",
            "23/11/2026",
            "Giấy tiếp nhận này do Ủy ban nhân dân xã",
            "cấp, đúng như đã ký.",
            "07:30–11:30",
        ],
    );
    pages.push(accepted.await);
    let from = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(17, 0, 0).unwrap();
    let to = chrono::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let (reason, signer) = ("Chờ xác minh nơi sinh.".to_owned(), "Lò Văn Chủ".to_owned());
    act(&officer, "extensions", &PutOff { from, to, reason, signer }).await;
    let extended = see(
        "Extended",
        &["Xã xin lỗi", "23/11/2026", "26/11/2026", "Lý do: Chờ xác minh nơi sinh.", "Ngày hẹn đã ký: "],
    );
    pages.push(extended.await);
    let words = "Giấy khai sinh của Lò Văn An".to_owned();
    act(&officer, "result", &GiveResult { words, scan: None }).await;
    pages.push(see("Done", &["Đã có kết quả", "Mang giấy tiếp nhận và giấy tờ tùy thân"]).await);
    act(&officer, "result/hand-out", &HandOut { way: ReturnWay::Desk }).await;
    pages.push(see("Returned", &["Đã trả kết quả", "Đã trả tại bộ phận một cửa."]).await);
    for page in pages {
        for nobody in [NAME, "Lò Văn An", "LÒ", "Sơn Mẫu", "Lò Văn Chủ", "1990", "02/05"] {
            assert!(!page.contains(nobody), "{nobody} is in {page}");
        }
        assert!(page.len() < 30 * 1024, "{} bytes", page.len());
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("http"), "{page}");
    }
}

#[tokio::test]
async fn a_refusal_tells_its_reason_and_a_stop_does_not() {
    for (what, state, told) in [("refusal", "Refused", true), ("stop", "Stopped", false)] {
        let world = World::new().await;
        let mut lan = world.enrol(world.lan).await;
        bring(&mut lan, ID, "1990").await;
        act(&world.officer().await, what, &EndCase { reason: "Trẻ đã có giấy khai sinh.".to_owned() }).await;
        let page = html(&look(&world, &page_of(ID)).await);
        assert!(page.contains(&format!("data-state=\"{state}\"")), "{page}");
        assert_eq!(page.contains("Lý do: Trẻ đã có giấy khai sinh."), told, "{page}");
    }
}

#[tokio::test]
async fn a_receipt_that_somebody_changed_in_the_database_is_not_called_genuine() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    accept(&world.officer().await, ID).await;
    assert!(html(&look(&world, &page_of(ID)).await).contains("đúng như đã ký"));
    let database = rusqlite::Connection::open(world.folder.path().join("commune.db")).unwrap();
    let changed = database
        .execute(
            "UPDATE case_record SET record = replace(record, '\"u\":\"2026-11-23', '\"u\":\"2026-12-23')",
            [],
        )
        .unwrap();
    assert_eq!(changed, 1);
    let page = html(&look(&world, &page_of(ID)).await);
    assert!(!page.contains("đúng như đã ký") && page.contains("không khớp"), "{page}");
}

#[tokio::test]
async fn a_number_with_the_year_of_birth_leads_to_the_page_and_so_does_the_code_of_the_slip() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990-05-02").await;
    let code = dossier::local_code::local_code(DossierId::from(ID));
    for typed in [code.clone(), code.to_lowercase().replace('-', " ")] {
        let reply = look_up(&world, &typed, "1990").await;
        assert_eq!((reply.status, reply.header("location")), (303, Some(page_of(ID).as_str())), "{typed}");
    }
    accept(&world.officer().await, ID).await;
    for typed in [NUMBER, "h15.50.05.13-261123-0001", " H15.50.05.13 - 261123-0001 "] {
        let reply = look_up(&world, typed, " 1990 ").await;
        assert_eq!((reply.status, reply.header("location")), (303, Some(page_of(ID).as_str())), "{typed}");
    }
}

/// Of the person who files, also when only the year is known; without her, of whom it is about.
#[tokio::test]
async fn the_year_is_that_of_who_stands_first_in_the_form() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1958").await;
    let year = |world: &World| world.count("SELECT birth_year FROM public_door");
    assert_eq!(year(&world), 1958);
    let document = lan.documents.get_mut(&ID).unwrap();
    answer(document, "nyc_ngay_sinh", "");
    lan.sync(&[ID]).await;
    assert_eq!(year(&world), 2026, "the child's");
    let before = world.app().store().documents_loaded();
    look_up(&world, "N-00000", "1958").await;
    look(&world, &page_of(ID)).await;
    assert_eq!(world.app().store().documents_loaded(), before, "no look loads a document");
}

/// The same words, the same status, the same headers, the same work.
#[tokio::test]
async fn a_wrong_year_and_an_unknown_number_cannot_be_told_apart() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    accept(&world.officer().await, ID).await;
    let wrong = look_up(&world, NUMBER, "1991").await;
    for (number, year) in [
        ("H15.50.05.13-261123-0002", "1990"),
        ("N-00000", "1990"),
        (NUMBER, "0"),
        (NUMBER, "năm"),
        ("", ""),
        ("'; DROP TABLE rating; --", "1990"),
    ] {
        let unknown = look_up(&world, number, year).await;
        assert_eq!((unknown.status, &unknown.head), (404, &wrong.head), "{number} {year}");
        assert_eq!(html(&unknown), html(&wrong), "{number} {year}");
    }
    assert!(
        !html(&wrong).contains("H15") && !html(&wrong).contains("1991"),
        "what was typed is not repeated"
    );
    let worked = |number: &str, year: &str| by_number(world.app(), number, year, "elsewhere").unwrap();
    let (found, work) = worked("H15.50.05.13-261123-0003", "1990");
    assert_eq!(found, Asked::NotFound);
    assert_ne!(work, Worked::default());
    assert_eq!(worked(NUMBER, "1992"), (Asked::NotFound, work));
}

#[tokio::test]
async fn years_cannot_be_tried_through_and_the_answer_does_not_say_whether_the_number_exists() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    accept(&world.officer().await, ID).await;
    for number in [NUMBER, "H15.50.05.13-261123-0777"] {
        for year in 1980..1985 {
            assert_eq!(look_up(&world, number, &year.to_string()).await.status, 404, "{year}");
        }
    }
    let late = look_up(&world, NUMBER, "1990").await;
    assert_eq!(late.status, 429, "also with the right year");
    let unknown = look_up(&world, "H15.50.05.13-261123-0777", "1990").await;
    assert_eq!((unknown.status, html(&unknown)), (429, html(&late)));
    assert!(html(&late).contains("Xin thử lại sau"), "{}", html(&late));
    assert_eq!(look(&world, &page_of(ID)).await.status, 200, "the code on the paper still leads there");
    world.pass_ms(HOUR_MS);
    assert_eq!(look_up(&world, NUMBER, "1986").await.status, 404, "one try after an hour");
    assert_eq!(look_up(&world, NUMBER, "1987").await.status, 429);
    world.pass_ms(HOUR_MS);
    assert_eq!(look_up(&world, NUMBER, "1987").await.status, 429, "and the next waits longer");
    world.pass_ms(DAY_MS);
    assert_eq!(look_up(&world, NUMBER, "1990").await.status, 303);
}

#[tokio::test]
async fn one_address_is_slowed_and_right_looks_do_not_count() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    for _ in 0..130 {
        assert_eq!(look(&world, &page_of(ID)).await.status, 200);
    }
    let unknown = format!("/h/{}", "a".repeat(26));
    let mut statuses = Vec::new();
    for _ in 0..121 {
        statuses.push(look(&world, &unknown).await.status);
    }
    assert_eq!((statuses[119], statuses[120]), (404, 429));
    let forwarded = [("x-forwarded-for", "203.0.113.9")];
    let elsewhere = send(world.address(), "GET", &unknown, &forwarded, b"").await;
    assert_eq!(elsewhere.status, 429, "anybody can write such a header");
}

#[tokio::test]
async fn codes_that_are_none_and_codes_of_nothing_are_answered_alike() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let mut draft = draft_of("1.001193", 2);
    answer(&mut draft, "tre_ho_ten", "Lò Văn An");
    let unsent = DocumentId::from_bytes([2; 16]);
    lan.documents.insert(unsent, draft);
    lan.sync(&[unsent]).await;
    let unknown = look(&world, &format!("/h/{}", "a".repeat(26))).await;
    for path in ["/h/x".to_owned(), "/h/%2e%2e".to_owned(), page_of(unsent), format!("/h/{unsent}")] {
        let reply = look(&world, &path).await;
        assert_eq!((reply.status, html(&reply)), (404, html(&unknown)), "{path}");
    }
}

#[tokio::test]
async fn english_is_a_tap_away_and_stays_through_the_form() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    let vietnamese = html(&look(&world, "/tra-cuu").await);
    assert!(vietnamese.contains("<html lang=\"vi\">") && vietnamese.contains("href=\"/tra-cuu?l=en\""));
    let english = html(&look(&world, "/tra-cuu?l=en").await);
    assert!(
        english.contains("<html lang=\"en\">") && english.contains("action=\"/tra-cuu?l=en\""),
        "{english}"
    );
    let code = dossier::local_code::local_code(DossierId::from(ID));
    let reply = post(&world, "/tra-cuu?l=en", &[("so", &code), ("nam", "1990")]).await;
    let path = format!("{}?l=en", page_of(ID));
    assert_eq!(reply.header("location"), Some(path.as_str()));
    let page = html(&look(&world, &path).await);
    assert!(page.contains("The commune has received the dossier") && !page.contains("Xã đã nhận"), "{page}");
    assert!(page.contains(&format!("href=\"{}\"", page_of(ID))), "and back");
    assert!(html(&look(&world, "/tra-cuu?l=fr").await).contains("lang=\"vi\""));
}

#[tokio::test]
async fn the_pages_are_kept_nowhere_and_let_nothing_in_but_their_own_style() {
    use sha2::{Digest, Sha256};
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    for path in ["/tra-cuu".to_owned(), page_of(ID), "/h/x".to_owned()] {
        let reply = look(&world, &path).await;
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("set-cookie"), None, "{path}");
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
        let page = html(&reply);
        let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        let hash = data_encoding::BASE64.encode(&Sha256::digest(style.as_bytes()));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "the policy is for this style");
        assert!(!page.contains(" style=") && !page.contains(" on"), "nothing inline: {page}");
    }
    let gzipped = send(world.address(), "GET", &page_of(ID), &[("accept-encoding", "gzip")], b"").await;
    assert_eq!(gzipped.header("content-encoding"), Some("gzip"));
    assert!(gzipped.body.len() < 4096, "{} bytes over 2G", gzipped.body.len());
}

#[tokio::test]
async fn a_look_is_a_line_of_the_audit_and_nobody_floods_it() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    let lines = |world: &World| world.count("SELECT count(*) FROM audit WHERE action = 'public_look'");
    look(&world, "/h/x").await;
    look_up(&world, "N-00000", "1990").await;
    assert_eq!(lines(&world), 0, "who has found nothing has read nothing");
    for _ in 0..20 {
        look(&world, &page_of(ID)).await;
    }
    assert_eq!(lines(&world), 1);
    world.pass_ms(HOUR_MS);
    look(&world, &page_of(ID)).await;
    assert_eq!(lines(&world), 2);
    let counted = world.count("SELECT sum(count) FROM audit WHERE action = 'public_look' AND member = 0");
    assert_eq!(counted, 21, "each is counted");
}

/// A database of before the page: what it has is found after the server has kept house.
#[tokio::test]
async fn dossiers_of_before_the_page_get_their_door() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    let database = rusqlite::Connection::open(world.folder.path().join("commune.db")).unwrap();
    database.execute("DELETE FROM public_door", []).unwrap();
    assert_eq!(look(&world, &page_of(ID)).await.status, 404);
    assert_eq!(server::public::open_doors(world.app()).unwrap(), 1);
    assert_eq!(server::public::open_doors(world.app()).unwrap(), 0);
    assert_eq!(look(&world, &page_of(ID)).await.status, 200);
    assert_eq!(world.count("SELECT birth_year FROM public_door"), 1990);
}

#[tokio::test]
async fn what_was_taken_back_is_found_no_more() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    assert_eq!(look(&world, &page_of(ID)).await.status, 200);
    server::store::Documents::remove_document(world.store.as_ref(), &world.commune, ID, world.now()).unwrap();
    assert_eq!(look(&world, &page_of(ID)).await.status, 404);
    assert!(world.store.doors("", "N00000").unwrap().is_empty());
    assert_eq!(world.count("SELECT count(*) FROM public_door"), 0);
}

/// What a camera reads on a picture.
fn read_code(picture: &std::path::Path) -> String {
    let picture = image::open(picture).unwrap().to_luma8();
    let (width, height) = picture.dimensions();
    let at =
        |x: usize, y: usize| picture.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0];
    let (width, height) = (usize::try_from(width).unwrap(), usize::try_from(height).unwrap());
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
    seen.detect_grids().first().unwrap().decode().unwrap().1
}

/// The code on the printed receipt leads to the page where the server knows its own address.
#[tokio::test]
async fn the_printed_receipt_leads_to_the_page() {
    let address = "https://xa.example".to_owned();
    let world = World::with(Settings { public_address: Some(address), ..Settings::default() }).await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990").await;
    let officer = world.officer().await;
    accept(&officer, ID).await;
    let printed = officer.get(&format!("/office/api/dossiers/{ID}/papers/receipt")).await;
    let folder = tempfile::tempdir().unwrap();
    let (file, picture) = (folder.path().join("paper.pdf"), folder.path().join("page"));
    std::fs::write(&file, &printed.body).unwrap();
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-png", "-r", "150", "-singlefile"])
        .args([&file, &picture])
        .status()
        .unwrap();
    assert!(drawn.success(), "poppler-utils: `cargo xtask setup`");
    assert_eq!(read_code(&picture.with_extension("png")), format!("https://xa.example{}", page_of(ID)));
}
