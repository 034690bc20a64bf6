//! Prepares the shell: what its window may do, and that there are pages to embed.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for watched in ["dist/field", "src-tauri/capabilities", "src-tauri/permissions", "src-tauri/icons"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    see_to_pages()?;
    let commands = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(commands)
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .windows_attributes(
            tauri_build::WindowsAttributes::new().window_icon_path("src-tauri/icons/icon.ico"),
        );
    tauri_build::try_build(attributes)?;
    Ok(())
}

/// A checker such as clippy must be able to look at the shell before the pages are built, so a
/// development build gets one page that says what is missing. A release without its pages is refused.
fn see_to_pages() -> Result<(), Box<dyn std::error::Error>> {
    let page = Path::new("dist/field/index.html");
    if page.exists() {
        return Ok(());
    }
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        return Err("the pages are not built: run `cargo xtask ui build` first".into());
    }
    println!("cargo::warning=the window will be empty: run `cargo xtask ui build`, then build again");
    std::fs::create_dir_all("dist/field")?;
    std::fs::write(
        page,
        "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Đồng Hành</title>\
         <p>Chưa dựng các trang. / The pages are not built: <code>cargo xtask ui build</code></p></html>\n",
    )?;
    Ok(())
}
