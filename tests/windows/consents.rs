//! In real windows: each purpose is agreed to by itself, the villager signs with a drawn line, the office reads it, and
//! what is taken back is gone on both sides.

use stories::windows::{App, Browser, Display, LONG, Page, SHORT, Trouble, Visit, until};
use tempfile::TempDir;

const PAD: &str = "#signature-pad";
/// Two lines, as of a name and what is drawn under it.
const NAME: [&[(f64, f64)]; 2] = [
    &[(0.15, 0.7), (0.25, 0.25), (0.35, 0.7), (0.45, 0.4), (0.55, 0.65), (0.7, 0.3), (0.85, 0.6)],
    &[(0.2, 0.85), (0.5, 0.8), (0.8, 0.85)],
];

/// One consent in a window of its own: pressed, and on the disk.
async fn agree(page: &Page, purpose: &str) -> Result<(), Trouble> {
    page.press(&format!("label[for='consent-{purpose}']")).await?;
    page.wait_for(&format!("#saved-consent-{purpose}[data-state='saved']"), SHORT).await
}

/// Draws, clears and draws again: what was cleared is not kept.
async fn sign(page: &Page) -> Result<(), Trouble> {
    page.press("#to-signature").await?;
    page.arrive("signature").await?;
    page.wait_for("#signature-keep:disabled", SHORT).await?;
    page.draw(PAD, &NAME[..1]).await?;
    page.wait_for(&format!("{PAD}[data-strokes='1']"), SHORT).await?;
    page.press("#signature-clear").await?;
    page.wait_for(&format!("{PAD}[data-strokes='0']"), SHORT).await?;
    page.draw(PAD, &NAME).await?;
    page.wait_for(&format!("{PAD}[data-strokes='2']"), SHORT).await?;
    page.press("#signature-keep").await?;
    page.arrive("review").await?;
    page.wait_for("#signed .signature-drawing path", SHORT).await
}

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_villager_agrees_signs_with_a_drawn_line_and_takes_everything_back() -> Result<(), Trouble> {
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    let dossier = page.fill_in_a_birth().await?;

    page.go(&format!("#/dossier/{dossier}/review")).await?;
    page.arrive("review").await?;
    assert!(!page.is_there(".consent input:checked").await?, "nothing is ticked by itself");
    assert!(!page.is_there("[data-consent='photos_of_papers']").await?, "no photo, no question");
    agree(page, "contact_about_progress").await?;
    page.wait_for("#hand-over-blocked", SHORT).await?;
    agree(page, "help_with_dossier").await?;
    sign(page).await?;
    let drawn = page.attribute("#signed .signature-drawing path", "d").await?;
    assert_eq!(drawn.matches('M').count(), 2, "{drawn}");
    // Where it was drawn: most of the width and half of the height.
    let size = "const box = document.querySelector('#signed .signature-drawing path').getBBox();
        return [Math.round(box.width / 102.4), Math.round(box.height / 51.2)];";
    assert_eq!(page.run(size, vec![]).await?, serde_json::json!([7, 6]));
    // What is taken back after signing is told beside the signature.
    page.press("label[for='consent-contact_about_progress']").await?;
    page.wait_for("#signed-taken-back", SHORT).await?;
    page.press("#hand-over").await?;
    page.arrive("handed-over").await?;
    page.press("#to-slip").await?;
    page.wait_for(".slip #signed-at", SHORT).await?;
    page.press("#back").await?;
    page.arrive("handed-over").await?;
    page.sync().await?;

    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.wait_for(".inbox-row[data-state='received']", LONG).await?;
    desk.open_the_first().await?;
    desk.wait_for("[data-consent='contact_about_progress'][data-given='false']", SHORT).await?;
    assert_eq!(desk.attribute("#signed .signature-drawing path", "d").await?, drawn, "the very lines");

    // The first step changes nothing; the second leaves nothing.
    page.press("#take-back").await?;
    page.press("#take-back-keep").await?;
    page.press("#take-back").await?;
    page.press("#take-back-confirm").await?;
    page.arrive("home").await?;
    page.press("[data-mark='taken-back']").await?;
    page.arrive("taken-back").await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    let gone = async || Ok((!page.is_there(".dossier-card").await?).then_some(()));
    until("the dossier is gone from the phone", LONG, gone).await?;
    desk.go("#/inbox").await?;
    desk.wait_for("#withdrawn [data-kept='false']", LONG).await?;
    assert!(!desk.is_there(".inbox-row").await?);
    visit.app.kill().await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn who_cannot_draw_is_signed_for_by_a_witness_with_the_keyboard_alone() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.start_dossier().await?;
    let dossier = page.dossier().await?;
    page.go(&format!("#/dossier/{dossier}/signature")).await?;
    page.wait_for("#signature-nothing", SHORT).await?;
    page.go(&format!("#/dossier/{dossier}/review")).await?;
    page.arrive("review").await?;
    agree(page, "help_with_dossier").await?;
    page.press("#to-signature").await?;
    page.arrive("signature").await?;
    page.press("#signature-cannot summary").await?;
    page.write("#signature-witness", "Lò Văn Mẫu").await?;
    // The Enter key: no pointer is needed.
    page.press_enter("#signature-witness").await?;
    page.arrive("review").await?;
    page.reads("#signed", "Lò Văn Mẫu", SHORT).await?;
    app.kill().await
}
