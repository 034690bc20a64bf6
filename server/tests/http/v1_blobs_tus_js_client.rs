//! The public client, unchanged, against `/v1/blobs`: see `tests/tus`.

use crate::support::{CuttingProxy, Sender, World, photo, place};
use std::process::Command;

const FILES: u32 = 50;
const KB: usize = 1024;

/// 100 to 400 KB, in no order.
fn size(number: u32) -> usize {
    100 * KB
        + usize::try_from(number * 7919 % FILES).unwrap() * 300 * KB / usize::try_from(FILES - 1).unwrap()
}

#[tokio::test]
#[ignore = "needs Node and tus-js-client: cargo xtask tus"]
async fn fifty_photos_arrive_through_a_network_that_breaks_after_every_100_kilobytes() {
    let client = std::env::var("DONGHANH_TUS_CLIENT").unwrap();
    let world = World::new().await;
    let lan = world.enrol(world.lan).await;
    let sender = Sender::new(&lan);
    let files: Vec<_> = (0..FILES).map(|number| photo(number, size(number))).collect();
    let folder = tempfile::tempdir().unwrap();
    for (number, file) in files.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number:02}.jpg")), file).unwrap();
    }
    let proxy = CuttingProxy::start(world.address(), 100 * KB).await;
    let mut node = Command::new("node");
    node.arg(client).arg(format!("http://{}/v1/blobs", proxy.address));
    node.args([&lan.token, &sender.dossier.to_string()]).arg(folder.path());
    let status = tokio::task::spawn_blocking(move || node.status()).await.unwrap().unwrap();
    assert!(status.success(), "{status}");

    let arrived = files
        .iter()
        .filter(|file| std::fs::read(place(world.folder.path(), file)).is_ok_and(|kept| &kept == *file))
        .count();
    let bytes: usize = files.iter().map(Vec::len).sum();
    let (sent, cut) = (proxy.sent(), proxy.cut());
    // In thousandths, rounded up.
    let ratio = (sent * 1000).div_ceil(u64::try_from(bytes).unwrap());
    println!(
        "files={arrived} bytes={bytes} sent={sent} ratio={}.{:03} cut={cut}",
        ratio / 1000,
        ratio % 1000
    );
    assert_eq!(arrived, files.len());
    assert!(cut > 100, "{cut} connections were cut");
    assert!(ratio <= 1050, "{ratio} thousandths of the files");
    assert_eq!(world.count("SELECT count(*) FROM blob"), i64::from(FILES));
    assert_eq!(world.count("SELECT count(*) FROM upload WHERE complete = 0"), 0);
}
