//! The household book: a household, a person of it, a visit, a task, and somebody who seems to be in it already.

use crate::album::{Album, Size};
use stories::windows::{App, LONG, SHORT, Trouble};

pub(crate) async fn take(size: &Size, album: &mut Album, app: &App) -> Result<(), Trouble> {
    let page = app.page();
    page.go("#/book").await?;
    page.arrive("book").await?;
    page.press("#new-household").await?;
    page.arrive("new-household").await?;
    for (field, text) in [("head", "Lò Văn Mẫu"), ("area", "Bản Thử"), ("street", "Ngõ 3")] {
        page.write(&format!("#new-{field}"), text).await?;
    }
    album.field(page, size, "book-new-household", "Thêm một hộ / A new household").await?;
    page.press("#household-save").await?;
    page.arrive("household").await?;
    page.press("#add-person").await?;
    page.arrive("new-person").await?;
    page.write("#new-full_name", "Lò Thị Mẫu").await?;
    page.write("#new-birth", "7/3/1948").await?;
    page.press("#person-save").await?;
    page.arrive("person").await?;
    album.field(page, size, "book-person", "Một người trong sổ hộ / A person in the book").await?;
    page.press("#to-household").await?;
    page.arrive("household").await?;
    page.press("#add-visit").await?;
    page.arrive("visit").await?;
    page.write("#visit-done", "Xem giấy tờ").await?;
    page.write("#visit-next", "01/01/2030").await?;
    album.field(page, size, "book-visit", "Ghi lượt thăm / Writing down a visit").await?;
    page.press("#visit-save").await?;
    page.arrive("household").await?;
    page.wait_for("#visits [data-visit]", SHORT).await?;
    album.field(page, size, "book-household", "Một hộ / A household").await?;
    page.press("#add-person").await?;
    page.arrive("new-person").await?;
    page.write("#new-full_name", "mau thi lo").await?;
    page.write("#new-birth", "3/7/1948").await?;
    page.wait_for("#doubles", LONG).await?;
    album.field(page, size, "book-double", "Có thể đã có trong sổ / Probably in the book already").await?;
    page.go("#/book").await?;
    page.arrive("book").await?;
    page.write("#book-query", "mau lo").await?;
    page.wait_for("#found-persons .person-card", SHORT).await?;
    album.field(page, size, "book", "Sổ hộ / The household book").await
}
