//! The keyboard alone does the whole story: a visit in the app's real window from the first start to the villager's
//! slip, and the office's part in a real browser. Every stop of Tab is seen to have the focus.

use fantoccini::key::Key;
use stories::windows::{
    App, Browser, Commune, DEMO_PIN, Display, Keyboard, LONG, Page, SHORT, Trouble, bring_to_front, family,
    until,
};
use tempfile::TempDir;

/// Trợ cấp hưu trí xã hội.
const SOCIAL_PENSION: &str = "1.014027";
/// As far as anything on a page may be from its heading.
const FAR: u32 = 60;

/// Writes the answers that are asked for, one after the other, each by the keys of its kind and each saved.
struct Form<'a> {
    page: &'a Page,
    keys: &'a mut Keyboard,
}

impl Form<'_> {
    async fn text(&mut self, question: &str, words: &str) -> Result<(), Trouble> {
        self.keys.tab_to(&format!("#q-{question}"), FAR).await?;
        self.keys.write(words).await?;
        self.leave(question).await
    }

    async fn year(&mut self, question: &str, year: &str) -> Result<(), Trouble> {
        self.keys.tab_to(&format!("#q-{question}-year"), FAR).await?;
        self.keys.write(year).await?;
        self.leave(question).await
    }

    /// By its words, or, without any, by arrows alone.
    async fn list(&mut self, question: &str, words: &str, value: &str) -> Result<(), Trouble> {
        self.keys.tab_to(&format!("#q-{question}"), FAR).await?;
        if !words.is_empty() {
            self.keys.write(words).await?;
            self.page
                .wait_for(&format!("[data-question='{question}'] .option[data-value='{value}']"), SHORT)
                .await?;
        }
        self.keys.pick(value, FAR).await?;
        self.saved(question).await
    }

    async fn radio(&mut self, question: &str, value: &str) -> Result<(), Trouble> {
        self.keys.choose_radio(&format!("q-{question}"), &format!("q-{question}-{value}"), FAR).await?;
        self.saved(question).await
    }

    async fn tick(&mut self, question: &str, box_id: &str) -> Result<(), Trouble> {
        self.keys.use_with(Key::Space, &format!("#{box_id}"), FAR).await?;
        self.saved(question).await
    }

    async fn leave(&mut self, question: &str) -> Result<(), Trouble> {
        self.keys.press(Key::Tab).await?;
        self.saved(question).await
    }

    async fn saved(&self, question: &str) -> Result<(), Trouble> {
        self.page.wait_for(&format!("#saved-{question}[data-state='saved']"), SHORT).await
    }

    /// On to the next section, where the focus is at the new heading.
    async fn next(&mut self) -> Result<(), Trouble> {
        let section = self.page.section().await?;
        self.keys.use_with(Key::Enter, "#next-section", FAR).await?;
        self.page.wait_for(&format!("#form-section:not([data-section='{section}'])"), SHORT).await?;
        self.keys.finds_itself_at("#page-title").await
    }
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn a_visit_from_the_first_start_to_the_slip_by_keyboard_alone() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let (_, story) = family(SOCIAL_PENSION)?;
    let answer = |question: &str| story.answers.get(question).map(String::as_str).unwrap_or_default();
    let app = App::start(&display, data.path()).await?;
    let page = app.page();
    bring_to_front(&display).await?;
    let keys = &mut Keyboard::of(page);

    // The first start: the PIN, twice.
    keys.arrive("pin").await?;
    keys.finds_itself_at("#pin").await?;
    keys.write(DEMO_PIN).await?;
    keys.tab_to("#pin-again", 3).await?;
    keys.write(DEMO_PIN).await?;
    keys.press(Key::Enter).await?;

    // Home: the panel over the page goes by Escape and by going on; the header can be skipped.
    keys.arrive("home").await?;
    keys.tab_back_to("#settings-open", FAR).await?;
    keys.press(Key::Enter).await?;
    keys.tab_to(".settings-panel .step", 3).await?;
    keys.press(Key::Escape).await?;
    keys.finds_itself_at("#settings-open").await?;
    assert!(!page.is_there(".settings-panel").await?);
    keys.press(Key::Space).await?;
    page.wait_for(".settings-panel", SHORT).await?;
    keys.tab_back_to(".skip", FAR).await?;
    assert!(!page.is_there(".settings-panel").await?);
    keys.press(Key::Enter).await?;
    keys.finds_itself_at("#page-title").await?;

    // A procedure is found by typing, and begun from its guide.
    keys.use_with(Key::Enter, "#new-dossier", FAR).await?;
    keys.arrive("find").await?;
    keys.finds_itself_at("#procedure-query").await?;
    keys.write("huu tri").await?;
    let card = format!(".procedure-card[data-code='{SOCIAL_PENSION}']");
    page.wait_for(&card, SHORT).await?;
    keys.use_with(Key::Enter, &card, FAR).await?;
    keys.arrive("guide").await?;
    page.wait_for("#start-dossier", SHORT).await?;
    keys.use_with(Key::Enter, "#start-dossier", FAR).await?;
    keys.arrive("form").await?;
    println!("from the first start to the form: {keys}");

    // The form: a list by words and one by arrows, buttons, a year alone, numbers, ticks.
    let mut form = Form { page, keys };
    form.keys.tab_to("#q-kinh_gui", FAR).await?;
    form.keys.press(Key::Enter).await?;
    assert_eq!(page.shown("kinh_gui").await?.as_deref(), Some(""), "Enter in passing chooses nothing");
    form.keys.write("tua chua").await?;
    form.keys.press(Key::Escape).await?;
    page.wait_for("#q-kinh_gui[aria-expanded='false']", SHORT).await?;
    form.list("kinh_gui", "", answer("kinh_gui")).await?;
    form.radio("de_nghi", answer("de_nghi")).await?;
    form.radio("co_nguoi_thay", answer("co_nguoi_thay")).await?;
    form.next().await?;
    form.text("ndn_ho_ten", answer("ndn_ho_ten")).await?;
    form.year("ndn_ngay_sinh", answer("ndn_ngay_sinh")).await?;
    form.radio("ndn_gioi_tinh", answer("ndn_gioi_tinh")).await?;
    // By arrows alone, further down than the list is high.
    form.list("ndn_dan_toc", "", "gia_rai").await?;
    form.text("ndn_so_dinh_danh", answer("ndn_so_dinh_danh")).await?;
    form.list("ndn_noi_cu_tru_xa", "tua chua", answer("ndn_noi_cu_tru_xa")).await?;
    form.text("ndn_noi_cu_tru_chi_tiet", answer("ndn_noi_cu_tru_chi_tiet")).await?;
    form.text("ndn_dien_thoai", answer("ndn_dien_thoai")).await?;
    form.next().await?;
    form.tick("che_do", "q-che_do-khong").await?;
    form.radio("tinh_trang_ho", answer("tinh_trang_ho")).await?;
    form.next().await?;
    form.text("noi_nhan", answer("noi_nhan")).await?;
    form.radio("nt_nhan_tien", answer("nt_nhan_tien")).await?;
    form.next().await?;
    form.tick("cam_doan", "q-cam_doan").await?;
    println!("and to the end of the form: {keys}");

    // Papers, review, consent, and a witness's word in place of a drawn signature.
    keys.use_with(Key::Enter, "#next-section", FAR).await?;
    keys.arrive("papers").await?;
    keys.choose_radio("paper-to_khai", "paper-to_khai-seen", FAR).await?;
    page.wait_for("#saved-paper-to_khai[data-state='saved']", SHORT).await?;
    // The fields for files are hidden behind their labels: reached, and seen to be.
    keys.tab_to("#photo-to_khai", FAR).await?;
    keys.tab_to("#photo-to_khai-chosen", 2).await?;
    keys.use_with(Key::Enter, "#to-review", FAR).await?;
    keys.arrive("review").await?;
    keys.use_with(Key::Space, "#consent-help_with_dossier", FAR).await?;
    page.wait_for("#saved-consent-help_with_dossier[data-state='saved']", SHORT).await?;
    keys.use_with(Key::Enter, "#to-signature", FAR).await?;
    keys.arrive("signature").await?;
    keys.use_with(Key::Enter, "#signature-cannot > summary", FAR).await?;
    keys.tab_to("#signature-witness", 5).await?;
    keys.write("Lò Văn Mẫu").await?;
    keys.press(Key::Enter).await?;
    keys.arrive("review").await?;
    keys.use_with(Key::Enter, "#hand-over", FAR).await?;
    keys.arrive("handed-over").await?;
    keys.use_with(Key::Enter, "#to-slip", FAR).await?;
    keys.arrive("slip").await?;
    page.reads("#slip-subject", answer("ndn_ho_ten"), SHORT).await?;
    page.reads(".slip .signed-way", "Lò Văn Mẫu", SHORT).await?;
    keys.tab_to("#slip-print", FAR).await?;
    println!("from the first start to the slip by keyboard: {keys}");
    assert_eq!(page.taps(), 0, "no finger was put down");
    Ok(())
}

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn an_officer_logs_in_opens_a_dossier_and_accepts_it_by_keyboard_alone() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let commune = Commune::start(office.path(), None).await?;
    // How it gets there is not what is looked at here.
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.enrol(&commune).await?;
    app.page().start_dossier().await?;
    app.page().fill_in_the_birth().await?;
    app.page().hand_over().await?;
    app.page().sync().await?;

    let browser = Browser::open(1280, 900).await?;
    browser.visit(&commune.office()).await?;
    let page = browser.page();
    let keys = &mut Keyboard::of(page);
    let officer = commune.logins().officers.first().unwrap();
    keys.arrive("login").await?;
    keys.finds_itself_at("#user").await?;
    keys.write(&officer.user).await?;
    keys.tab_to("#password", 2).await?;
    keys.write(&officer.password).await?;
    keys.press(Key::Enter).await?;
    keys.arrive("inbox").await?;
    page.wait_for(".inbox-row[data-state='received']", LONG).await?;
    keys.use_with(Key::Enter, ".inbox-row", FAR).await?;
    keys.arrive("dossier").await?;
    page.wait_for("#accept", SHORT).await?;
    keys.use_with(Key::Enter, "#accept", FAR).await?;
    page.wait_for("#case-number", SHORT).await?;
    // The button is gone, and the focus is where the number is.
    keys.finds_itself_at("#given").await?;
    keys.tab_back_to("#back", FAR).await?;
    keys.press(Key::Enter).await?;
    keys.arrive("inbox").await?;
    until("the inbox says that it is accepted", SHORT, async || {
        Ok(page.is_there(".inbox-row[data-state='accepted']").await?.then_some(()))
    })
    .await?;
    println!("from the login to the accepted dossier by keyboard: {keys}");
    assert_eq!(page.taps(), 0, "no mouse was used");
    Ok(())
}
