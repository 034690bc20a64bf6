//! `GET /office/api/dossiers/{id}/papers/{paper}`

use crate::support::{Browser, Device, Reply, World, draft, hand_over, send};
use dossier::DocumentId;
use dossier::supplement::{Ask, Pin};
use wire::Problem;
use wire::office::{AskSupplement, OfficeDossier};

const ID: DocumentId = DocumentId::from_bytes([1; 16]);

async fn bring(device: &mut Device, handed_over: bool) {
    let mut dossier = draft(1, "Lò Văn #*An*");
    if handed_over {
        hand_over(&mut dossier);
    }
    device.documents.insert(ID, dossier);
    device.sync(&[ID]).await;
}

fn path(paper: &str) -> String {
    format!("/office/api/dossiers/{ID}/papers/{paper}")
}

async fn print(officer: &Browser, paper: &str) -> Reply {
    officer.get(&path(paper)).await
}

/// What anybody's reader finds in it, without the spaces.
fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let read = std::process::Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output().unwrap();
    assert!(read.status.success(), "poppler-utils: `cargo xtask setup`");
    String::from_utf8(read.stdout).unwrap().split_whitespace().collect()
}

#[tokio::test]
async fn a_dossier_has_its_filled_blank_at_once_and_its_receipt_once_it_has_a_number() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, true).await;
    let officer = world.officer().await;
    assert_eq!(print(&officer, "receipt").await.status, 404);
    assert_eq!(print(&officer, "supplement").await.status, 404);
    let blank = print(&officer, "blank").await;
    assert_eq!((blank.status, blank.header("content-type")), (200, Some("application/pdf")));
    assert_eq!(blank.header("cache-control"), Some("no-store"));
    let blank = text(&blank.body);
    assert!(blank.contains("TỜKHAIĐĂNGKÝKHAISINH") && blank.contains("LÒVĂN#*AN*"), "{blank}");

    officer.accept(ID).await;
    let receipt = text(&print(&officer, "receipt").await.body);
    for words in [
        "GIẤYTIẾPNHẬNHỒSƠVÀHẸNTRẢKẾTQUẢ",
        "Mãhồsơ:H15.50.05.13-261123-0001",
        "Thờigiannhậnhồsơ:09giờ00phút,ngày23tháng11năm2026",
        "17giờ00phút,ngày23tháng11năm2026",
        "LÒVĂN#*AN*",
        "SơnMẫu",
    ] {
        assert!(receipt.contains(words), "{words} is not in {receipt}");
    }
}

#[tokio::test]
async fn a_request_is_printed_with_the_places_that_it_is_about() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, true).await;
    let officer = world.officer().await;
    let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{ID}")).await.json();
    let ask = |about, words: &str| Ask { about, words: words.to_owned() };
    let slip = AskSupplement {
        version: shown.version,
        asks: vec![
            ask(Pin::Question { question: "tre_que_quan".into() }, "Ghi theo quê của mẹ."),
            ask(Pin::Paper { paper: "giay_chung_sinh".into() }, "Chụp lại cho rõ."),
        ],
        due: chrono::NaiveDate::from_ymd_opt(2026, 11, 30),
    };
    let body = serde_json::to_string(&slip).unwrap();
    officer.write("POST", &format!("/office/api/dossiers/{ID}/supplements"), &body).await;
    let printed = text(&print(&officer, "supplement").await.body);
    for words in [
        "Quêquáncủaembéởxã,phườngnào?Ghitheoquêcủamẹ.",
        "Giấychứngsinh(bảnchính):Chụplạichorõ.",
        "30/11/2026",
    ] {
        assert!(printed.contains(words), "{words} is not in {printed}");
    }
}

#[tokio::test]
async fn each_paper_is_an_audit_line_and_what_was_not_printed_is_none() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, true).await;
    let officer = world.officer().await;
    let lines = |action: &str| {
        world.count(&format!(
            "SELECT count(*) FROM audit WHERE action = '{action}' AND member > 0 AND count = 1
             AND document = x'01010101010101010101010101010101'"
        ))
    };
    print(&officer, "receipt").await;
    print(&officer, "blank").await;
    print(&officer, "blank").await;
    assert_eq!((lines("print_receipt"), lines("print_blank")), (0, 2));
    officer.accept(ID).await;
    print(&officer, "receipt").await;
    assert_eq!((lines("print_receipt"), lines("print_supplement")), (1, 0));
}

#[tokio::test]
async fn a_draft_an_unknown_paper_and_a_stranger_have_none() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, false).await;
    let officer = world.officer().await;
    assert_eq!(print(&officer, "blank").await.problem(), Problem::NotHandedOver);
    let unknown = officer.get("/office/api/dossiers/00000000-0000-0000-0000-000000000000/papers/blank").await;
    assert_eq!(unknown.problem(), Problem::DossierUnknown);
    for paper in ["", "Blank", "..%2Fblank", "month"] {
        assert_eq!(print(&officer, paper).await.status, 404, "{paper}");
    }
    let stranger = send(world.address(), "GET", &path("blank"), &[], b"").await;
    assert_eq!(stranger.problem(), Problem::LoginNeeded);
}
