//! What the office asks for: the slip at the desk, the task and its places at the door, and the answers at the desk.

use crate::album::{Album, Size};
use demo::birth;
use stories::windows::{LONG, Page, SHORT, Trouble};

const PAPER: &str = "giay_chung_sinh";

/// The dossier is open at the desk, and nothing is asked for yet.
pub(crate) async fn take(size: &Size, album: &mut Album, desk: &Page, door: &Page) -> Result<(), Trouble> {
    let question = birth::CHILD_NAME;
    desk.press(&format!("#ask-q-{question}")).await?;
    desk.write(&format!("#ask-q-{question}-words"), "Ghi đủ họ, chữ đệm và tên như trong giấy chứng sinh.")
        .await?;
    desk.press(&format!("[data-paper='{PAPER}'] [id^='ask-h-']")).await?;
    desk.write("[id^='ask-h-'][id$='-words']", "Ảnh bị lóa ở góc dưới, xin chụp lại.").await?;
    album.office(desk, size, "ask", "Yêu cầu bổ sung đúng chỗ / Asking at the very places").await?;
    desk.press("#slip-send:not(:disabled)").await?;
    desk.wait_for("#asked[data-waits='true']", SHORT).await?;
    album.office(desk, size, "asked", "Đang chờ bổ sung / Waiting for the supplement").await?;

    door.go("#/home").await?;
    door.arrive("home").await?;
    door.sync().await?;
    door.wait_for("#today [data-asked]", LONG).await?;
    album
        .field(door, size, "home-asked", "Trang chính: xã cần bổ sung / Home: the commune asks for more")
        .await?;
    door.press("#today [data-asked]").await?;
    door.arrive("handed-over").await?;
    album.field(door, size, "asked", "Xã cần bổ sung / What the commune asks for").await?;
    door.press("#asked li:nth-child(1) .ask-place").await?;
    door.arrive("form").await?;
    door.wait_for("[data-asked-here]", SHORT).await?;
    album.field(door, size, "asked-question", "Câu xã hỏi / The question that is asked about").await?;
    door.answer(question, "Nguyễn Thị Mẫu Ánh").await?;
    door.press("#to-review").await?;
    door.arrive("review").await?;
    door.wait_for("#asked-left", SHORT).await?;
    album.field(door, size, "asked-review", "Xem lại trước khi gửi lại / Before it is sent again").await?;
    door.press("#hand-over").await?;
    door.arrive("handed-over").await?;
    door.sync().await?;

    desk.wait_for("#accept:not(:disabled)", LONG).await?;
    desk.wait_for(&format!("[data-question='{question}'] .ask-mark[data-came='true']"), LONG).await?;
    album
        .office(
            desk,
            size,
            "supplemented",
            "Đã bổ sung, đánh dấu đúng chỗ / The answers, marked at the same places",
        )
        .await
}
