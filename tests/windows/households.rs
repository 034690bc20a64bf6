//! The household book in the real window: nobody is asked twice, and nobody stands in it twice.

use std::time::Duration;
use stories::windows::{App, Commune, Display, LONG, Page, SHORT, Trouble};
use tempfile::TempDir;

/// Writes into a field of the book and waits until the page says that it is saved.
async fn save(page: &Page, field: &str, text: &str) -> Result<(), Trouble> {
    let id = format!("#{field}");
    page.write(&id, text).await?;
    page.leave(&id).await?;
    page.wait_for(&format!("#saved-{field}[data-state='saved']"), SHORT).await
}

async fn household(page: &Page, head: &str) -> Result<(), Trouble> {
    page.go("#/book").await?;
    page.arrive("book").await?;
    page.press("#new-household").await?;
    page.arrive("new-household").await?;
    for (field, text) in [("head", head), ("area", "Bản Thử"), ("street", "Ngõ 3")] {
        page.write(&format!("#new-{field}"), text).await?;
    }
    page.press("#household-save").await?;
    page.arrive("household").await
}

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn an_elder_is_entered_once_fills_her_form_with_one_tap_and_is_merged_with_her_double()
-> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let commune = Commune::start(office.path(), None).await?;
    let app = App::start(&display, data.path()).await?;
    let page = app.page();
    page.resize(360, 800).await?;
    app.set_pin().await?;
    app.enrol(&commune).await?;

    page.press("#to-book").await?;
    household(page, "Lò Văn Mẫu").await?;
    page.press("#add-person").await?;
    page.arrive("new-person").await?;
    page.write("#new-full_name", "Lò Thị Mẫu").await?;
    page.write("#new-birth", "7/3/1948").await?;
    page.write("#new-personal_number", "011148000123").await?;
    page.press("#person-save").await?;
    page.arrive("person").await?;
    save(page, "person-phone", "0912345678").await?;
    page.press("label[for='person-needs-hearing']").await?;
    page.wait_for("#saved-person-needs[data-state='saved']", SHORT).await?;

    // A visit with a day to come again, and a task: both stand on the home page.
    page.press("#to-household").await?;
    page.arrive("household").await?;
    page.press("#add-visit").await?;
    page.arrive("visit").await?;
    page.write("#visit-done", "Xem giấy tờ").await?;
    page.write("#visit-next", "01/01/2020").await?;
    page.press("#visit-save").await?;
    page.arrive("household").await?;
    page.wait_for("#visits [data-visit]", SHORT).await?;
    page.press("#tasks summary").await?;
    page.write("#task-what", "Mang mẫu tờ khai").await?;
    page.press("#task-save").await?;
    page.wait_for("#tasks [data-task]", SHORT).await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.wait_for("#today [data-visit] .mark-wrong", LONG).await?;
    page.reads("#today", "Mang mẫu tờ khai", SHORT).await?;

    // Known by the end of her number, and not asked again.
    page.press("#to-book").await?;
    page.arrive("book").await?;
    page.write("#book-query", "0123").await?;
    page.wait_for("#found-persons .person-card", SHORT).await?;
    page.press("#found-persons .person-card").await?;
    page.arrive("person").await?;
    page.press("#start-for").await?;
    page.arrive("find").await?;
    page.write("#procedure-query", "huu tri xa hoi").await?;
    page.wait_for(".procedure-card[data-code='1.014027']", SHORT).await?;
    page.press(".procedure-card[data-code='1.014027']").await?;
    page.arrive("guide").await?;
    page.reads("#person-chosen", "Lò Thị Mẫu", SHORT).await?;
    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    let dossier = page.route().await?;
    page.go(&dossier.replace("/first", "/phan_nguoi_huong")).await?;
    page.wait_for("[data-role='ndn'] [data-fill]", LONG).await?;
    page.press("[data-role='ndn'] [data-fill]").await?;
    page.wait_for(".source[data-source='ndn_ho_ten']", LONG).await?;
    assert_eq!(page.value("#q-ndn_ho_ten").await?, "Lò Thị Mẫu");
    assert_eq!(page.value("#q-ndn_so_dinh_danh").await?, "011148000123");
    page.reads(".source[data-source='ndn_dien_thoai']", "Từ sổ hộ", SHORT).await?;
    page.answer("ndn_dien_thoai", "0987654321").await?;
    page.press("[data-update='ndn_dien_thoai']").await?;
    page.reads(".source[data-source='ndn_dien_thoai']", "Từ sổ hộ", LONG).await?;

    // Entered a second time, noticed, merged, and taken apart again.
    household(page, "Lò Thị Mẫu").await?;
    page.press("#add-person").await?;
    page.arrive("new-person").await?;
    page.write("#new-full_name", "mau thi lo").await?;
    page.write("#new-birth", "3/7/1948").await?;
    page.reads("#doubles", "ngày và tháng sinh đổi chỗ", LONG).await?;
    page.press("#person-save").await?;
    page.arrive("person").await?;
    page.wait_for("#doubles [data-merge]", LONG).await?;
    page.press("#doubles [data-merge]").await?;
    page.wait_for("[data-also] [data-undo-merge]", LONG).await?;
    page.wait_for("#dossiers .dossier-card", SHORT).await?;
    page.press("[data-also] [data-undo-merge]").await?;
    page.wait_for("#doubles [data-merge]", LONG).await?;
    // Her own entry has kept everything.
    page.go("#/book").await?;
    page.arrive("book").await?;
    page.write("#book-query", "4321").await?;
    page.wait_for("#found-persons .person-card", Duration::from_secs(10)).await
}
