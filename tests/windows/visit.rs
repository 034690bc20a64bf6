//! A whole visit in the real window: few taps for who is known, nothing lost however often the phone ends the app, and
//! two people's words side by side until one is chosen.

use demo::birth;
use std::path::PathBuf;
use stories::pictures::{Wrong, paper};
use stories::windows::{App, Colleague, Commune, Display, LONG, Page, SHORT, Trouble, Visit, family, until};
use tempfile::TempDir;

/// Trợ cấp hưu trí xã hội.
const SOCIAL_PENSION: &str = "1.014027";
/// From unlocking to the slip, beyond the answers themselves.
const MOST_TAPS: u32 = 25;
const SIGNATURE: [&[(f64, f64)]; 1] = [&[(0.15, 0.7), (0.3, 0.3), (0.45, 0.7), (0.6, 0.4), (0.85, 0.6)]];

/// A household with one person of whom the book knows this.
async fn known(page: &Page, fields: &[(&str, &str)]) -> Result<(), Trouble> {
    page.go("#/household/new").await?;
    page.arrive("new-household").await?;
    page.write("#new-head", "Lò Văn Mẫu").await?;
    page.write("#new-area", "Bản Thử").await?;
    page.press("#household-save").await?;
    page.arrive("household").await?;
    page.press("#add-person").await?;
    page.arrive("new-person").await?;
    for (field, text) in fields {
        page.write(&format!("#new-{field}"), text).await?;
    }
    page.press("#person-save").await?;
    page.arrive("person").await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn an_elder_who_is_known_has_her_slip_with_photo_and_signature_after_few_taps() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office, files) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let commune = Commune::start(office.path(), None).await?;
    let photo: PathBuf = files.path().join("don.jpg");
    std::fs::write(&photo, paper(1, Wrong::Nothing)).unwrap();
    let (pack, mut story) = family(SOCIAL_PENSION)?;
    let answers = story.answers.clone();
    let answer = |question: &str| answers.get(question).map(String::as_str).unwrap_or_default();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.enrol(&commune).await?;
    let her = [
        ("full_name", answer("ndn_ho_ten")),
        ("birth", answer("ndn_ngay_sinh")),
        ("personal_number", answer("ndn_so_dinh_danh")),
    ];
    known(app.page(), &her).await?;
    app.page().go("#/home").await?;
    app.page().arrive("home").await?;
    app.kill().await?;

    let app = App::start(&display, data.path()).await?;
    let page = app.page();
    page.resize(360, 800).await?;
    assert_eq!(page.taps(), 0);
    app.unlock().await?;
    page.arrive("home").await?;
    page.press("#to-book").await?;
    page.arrive("book").await?;
    page.write("#book-query", "0001").await?;
    page.press("#found-persons .person-card").await?;
    page.arrive("person").await?;
    page.press("#start-for").await?;
    page.arrive("find").await?;
    page.write("#procedure-query", "huu tri").await?;
    page.press(&format!(".procedure-card[data-code='{SOCIAL_PENSION}']")).await?;
    page.arrive("guide").await?;
    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    for question in ["kinh_gui", "de_nghi", "co_nguoi_thay"] {
        if page.shown(question).await?.as_deref().unwrap_or_default().is_empty() {
            let words = if question == "kinh_gui" { "tua chua" } else { answer(question) };
            page.answer_by(question, answer(question), words).await?;
        }
        // The rest follows section by section, and never goes back.
        story.answers.remove(question);
    }
    page.turn_to("ndn_ho_ten").await?;
    page.press("[data-role='ndn'] [data-fill]").await?;
    page.wait_for(".source[data-source='ndn_so_dinh_danh']", LONG).await?;
    page.fill_in_for(&pack, &story).await?;
    page.press("#next-section").await?;
    page.arrive("papers").await?;
    page.choose_files("#photo-to_khai", &[photo]).await?;
    page.press("#photo-to_khai-keep").await?;
    page.wait_for("#pages-to_khai[data-pages='1']", SHORT).await?;
    page.press("label[for='paper-to_khai-seen']").await?;
    page.wait_for("#saved-paper-to_khai[data-state='saved']", SHORT).await?;
    page.press("#to-review").await?;
    page.arrive("review").await?;
    for purpose in ["help_with_dossier", "photos_of_papers"] {
        page.press(&format!("label[for='consent-{purpose}']")).await?;
        page.wait_for(&format!("#saved-consent-{purpose}[data-state='saved']"), SHORT).await?;
    }
    page.press("#to-signature").await?;
    page.arrive("signature").await?;
    page.draw("#signature-pad", &SIGNATURE).await?;
    page.press("#signature-keep").await?;
    page.arrive("review").await?;
    page.press("#hand-over").await?;
    page.arrive("handed-over").await?;
    page.press("#to-slip").await?;
    page.arrive("slip").await?;
    page.reads("#slip-subject", answer("ndn_ho_ten"), SHORT).await?;
    page.wait_for(".slip #signed-at", SHORT).await?;
    println!("taps from unlocking to the slip: {}", page.taps());
    assert!(page.taps() <= MOST_TAPS, "{} taps", page.taps());
    Ok(())
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn killed_at_every_screen_of_a_visit_the_app_goes_on_there_with_everything() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let mut app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    known(app.page(), &[("full_name", "Lò Thị Mẫu"), ("birth", "1950")]).await?;
    let person = app.page().route().await?;
    let household = person.replace("#/person/", "#/household/").rsplit_once('/').unwrap().0.to_owned();
    app.page().go("#/home").await?;
    app.page().start_dossier().await?;
    app.page().answer("nyc_ho_ten", "Lò Thị Mẫu").await?;
    let form = app.page().route().await?;
    let dossier = form.split("/section/").next().unwrap().to_owned();
    let of_dossier = |page: &str| format!("{dossier}/{page}");
    let screens = [
        ("form", form.clone()),
        ("form", of_dossier("section/phan_tre")),
        ("papers", of_dossier("papers")),
        ("review", of_dossier("review")),
        ("signature", of_dossier("signature")),
        ("handed-over", of_dossier("handed-over")),
        ("slip", of_dossier("slip")),
        ("submit", of_dossier("submit")),
        ("submit", of_dossier("submit/portal/1")),
        ("book", "#/book".to_owned()),
        ("new-household", "#/household/new".to_owned()),
        ("household", household.clone()),
        ("visit", format!("{household}/visit")),
        ("person", person.clone()),
        ("find", format!("{person}/find")),
        ("guide", format!("#/procedure/{}", birth::PROCEDURE)),
        ("walk", format!("#/procedure/{}/walk/1", birth::PROCEDURE)),
        ("event", "#/event/mat_nguoi_than".to_owned()),
        ("help", "#/help".to_owned()),
        ("settings", "#/settings".to_owned()),
    ];
    for (name, route) in screens {
        app.page().go(&route).await?;
        app.page().arrive(name).await?;
        let heading = app.page().text("main h1").await?;
        // The page is noted behind whatever was saved before it.
        app.page().noted(&route).await?;
        app.kill().await?;
        app = App::start(&display, data.path()).await?;
        app.unlock().await?;
        app.page().arrive(name).await?;
        assert_eq!(app.page().route().await?, route, "{name}");
        app.page().reads("main h1", &heading, SHORT).await?;
    }
    // Also what was typed of somebody who is not in the book yet.
    let new_person = format!("{household}/new-person");
    app.page().go(&new_person).await?;
    app.page().arrive("new-person").await?;
    app.page().write("#new-full_name", "Lò Văn Thử").await?;
    app.page().leave("#new-full_name").await?;
    app.page().noted(&new_person).await?;
    app.page().wait_for(&format!("html[data-kept='{new_person}']"), SHORT).await?;
    app.kill().await?;
    app = App::start(&display, data.path()).await?;
    app.unlock().await?;
    app.page().arrive("new-person").await?;
    until("what was typed is there again", SHORT, async || {
        Ok((app.page().value("#new-full_name").await? == "Lò Văn Thử").then_some(()))
    })
    .await?;
    app.page().go(&form).await?;
    app.page().arrive("form").await?;
    app.page().turn_to("nyc_ho_ten").await?;
    assert_eq!(app.page().shown("nyc_ho_ten").await?.as_deref(), Some("Lò Thị Mẫu"));
    Ok(())
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn two_peoples_words_stand_side_by_side_and_one_tap_takes_one_or_both_woven() -> Result<(), Trouble> {
    const PLACE: &str = "noi_sinh_co_so";
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    page.start_dossier().await?;
    page.fill_in_the_birth().await?;
    page.turn_back_to(PLACE).await?;
    page.answer(PLACE, "Trạm y tế xã.").await?;
    page.sync().await?;
    let colleague = Colleague::join(&visit.commune).await?;

    // Each writes without knowing of the other.
    let concurrently = async |question: &str, here: &str, there: &str| -> Result<(), Trouble> {
        colleague.write_in(birth::PROCEDURE, question, there)?;
        page.answer(question, here).await?;
        page.sync().await?;
        colleague.sync().await?;
        page.sync().await
    };
    concurrently(PLACE, "Trạm y tế xã, thôn một.", "Tại Trạm y tế xã.").await?;
    let conflict = format!(".conflict[data-question='{PLACE}']");
    page.wait_for(&conflict, LONG).await?;
    page.reads("#news", "Tại Trạm y tế xã.", LONG).await?;
    page.press("#news-looked").await?;
    until(
        "what was looked at is no news",
        SHORT,
        async || Ok((!page.is_there("#news").await?).then_some(())),
    )
    .await?;
    page.press(&format!("{conflict} [data-woven] button")).await?;
    page.wait_for(&format!("#saved-{PLACE}[data-state='saved']"), SHORT).await?;
    assert_eq!(page.shown(PLACE).await?.as_deref(), Some("Tại Trạm y tế xã, thôn một."));

    // Of the name of a child either one or the other is chosen.
    let (question, [here, there]) = birth::SAME_FIELD;
    page.turn_back_to(question).await?;
    concurrently(question, here, there).await?;
    let theirs = format!(".conflict[data-question='{question}'] .conflict-value[data-value='{there}']");
    page.wait_for(&theirs, LONG).await?;
    page.press(&format!("{theirs} button")).await?;
    page.wait_for(&format!("#saved-{question}[data-state='saved']"), SHORT).await?;
    assert_eq!(page.shown(question).await?.as_deref(), Some(there));
    page.sync().await?;
    colleague.sync().await?;
    assert_eq!(colleague.answer_to(birth::PROCEDURE, question)?, there);
    assert_eq!(colleague.answer_to(birth::PROCEDURE, PLACE)?, "Tại Trạm y tế xã, thôn một.");
    Ok(())
}
