//! `/office/`: the built pages

use crate::support::{Reply, World, send};
use server::Settings;
use tempfile::TempDir;

async fn with_pages() -> (World, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(folder.path().join("secret"), "not a page").unwrap();
    std::fs::write(pages.join("index.html"), "<!doctype html><title>Một cửa</title>").unwrap();
    std::fs::write(pages.join("office.js"), "import('./x');".repeat(500)).unwrap();
    std::fs::write(pages.join("office_bg.wasm"), b"\0asm").unwrap();
    let settings = Settings { office_ui: Some(pages), ..Settings::default() };
    (World::with(settings).await, folder)
}

async fn get(world: &World, path: &str) -> Reply {
    send(world.address(), "GET", path, &[], b"").await
}

#[tokio::test]
async fn pages_come_with_the_headers_that_keep_strangers_out() {
    let (world, _folder) = with_pages().await;
    for path in ["/office/", "/office/office.js", "/office/api/session"] {
        let reply = get(&world, path).await;
        let policy = reply.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
    assert_eq!(get(&world, "/office/api/session").await.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn files_have_their_types_and_other_paths_are_the_console() {
    let (world, _folder) = with_pages().await;
    for (path, kind) in [
        ("/office/", "text/html"),
        ("/office/index.html", "text/html"),
        ("/office/office.js", "text/javascript"),
        ("/office/office_bg.wasm", "application/wasm"),
        ("/office/dossiers/123", "text/html"),
    ] {
        let reply = get(&world, path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type"), Some(kind), "{path}");
    }
    assert_eq!(get(&world, "/office/api/nothing").await.status, 404);
    for outside in ["/office/../secret", "/office/%2e%2e/secret", "/office/..%2fsecret"] {
        let reply = get(&world, outside).await;
        assert!(!String::from_utf8_lossy(&reply.body).contains("not a page"), "{outside}");
    }
}

#[tokio::test]
async fn large_files_travel_compressed_to_who_can_read_it() {
    let (world, _folder) = with_pages().await;
    let reply = send(world.address(), "GET", "/office/office.js", &[("accept-encoding", "gzip")], b"").await;
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    assert!(reply.body.len() < 500, "{}", reply.body.len());
}

#[tokio::test]
async fn without_pages_the_server_says_how_to_have_them() {
    let world = World::new().await;
    let reply = get(&world, "/office/").await;
    assert_eq!(reply.status, 404);
    assert!(String::from_utf8(reply.body).unwrap().contains("--office-ui"));
}
