//! A card that is read, a paper that is photographed.

use super::album::{Album, Size};
use serde_json::json;
use std::path::PathBuf;
use stories::pictures::{CARD, ImageFormat, Wrong, code, paper};
use stories::windows::{Doing, LONG, Page, SHORT, Trouble, until};
use tempfile::TempDir;

const PHOTO: &str = "#photo-giay_chung_sinh";

/// Waits until a picture of the page is drawn.
pub(super) async fn drawn(page: &Page, selector: &str) -> Result<(), Trouble> {
    until(&format!("{selector} is drawn"), LONG, async || {
        let script = "return document.querySelector(arguments[0])?.naturalWidth ?? 0";
        let width = page.run(script, vec![json!(selector)]).await?;
        Ok(width.as_u64().filter(|width| *width > 0).map(|_| ()))
    })
    .await
}

fn file(folder: &TempDir, bytes: &[u8]) -> Result<PathBuf, Trouble> {
    let path = folder.path().join("picture");
    std::fs::write(&path, bytes).doing(|| "unable to write a picture".to_owned())?;
    Ok(path)
}

/// Above the first person of the form.
pub(super) async fn card(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    let folder = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    page.turn_to("nyc_ho_ten").await?;
    // The year in the number is another one than the card's: a doubt.
    let doubtful = CARD.replace("15031999", "15031998");
    page.choose_files("#card-nyc", &[file(&folder, &code(&doubtful, ImageFormat::Png))?]).await?;
    page.wait_for("#card-nyc-read", SHORT).await?;
    album.field(page, size, "card", "Thẻ căn cước đã đọc / An identity card that was read").await?;
    page.press("#card-nyc-leave").await
}

/// A photo with a flaw, then two that are kept.
pub(super) async fn papers(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    let folder = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    for (number, wrong) in [(1, Wrong::Dark), (2, Wrong::Nothing), (3, Wrong::Nothing)] {
        page.choose_files(PHOTO, &[file(&folder, &paper(number, wrong))?]).await?;
        let unusable = wrong != Wrong::Nothing;
        page.wait_for(&format!("{PHOTO}-look[data-unusable='{unusable}']"), LONG).await?;
        drawn(page, &format!("{PHOTO}-look img")).await?;
        if unusable {
            album.field(page, size, "photo-dark", "Ảnh tối: chụp lại / Too dark: once more").await?;
        } else {
            page.press(&format!("{PHOTO}-keep")).await?;
            page.wait_for(&format!("#pages-giay_chung_sinh[data-pages='{}']", number - 1), SHORT).await?;
        }
    }
    drawn(page, "#pages-giay_chung_sinh .thumbnail").await?;
    album.field(page, size, "photos", "Các trang đã chụp / Pages that were taken").await
}
