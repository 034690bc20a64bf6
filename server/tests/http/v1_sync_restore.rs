//! `POST /v1/sync` after the server was restored from a backup.

use crate::support::{World, answer, draft};
use dossier::DocumentId;
use dossier::document::Actor;
use wire::sync::{Ack, SyncAnswer};

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

fn all_merged(answer: &SyncAnswer) -> bool {
    answer.acks.iter().all(Ack::is_committed)
}

#[tokio::test]
async fn what_the_backup_lacks_comes_back_from_any_device_and_the_owner_keeps_the_actor() {
    let mut world = World::new().await;
    let (mut lan, mut minh) = (world.enrol(world.lan).await, world.enrol(world.minh).await);
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    let backup = world.folder.path().join("backup.db");
    world.store.back_up(&backup, world.now()).unwrap();
    assert!(world.store.back_up(&backup, world.now()).is_err(), "a backup overwrites nothing");

    answer(lan.documents.get_mut(&id(1)).unwrap(), "me_ho_ten", "Lò Thị Mẫu");
    lan.documents.insert(id(2), draft(22, "Lò Văn Hai"));
    lan.sync(&[id(1), id(2)]).await;
    minh.sync(&[]).await;
    let epoch = minh.request.server_epoch;

    world.restore(&backup).await;
    world.pass_ms(60_000);
    (lan.address, minh.address) = (world.address(), world.address());

    // Minh comes first, and brings what Lan wrote.
    let answered = minh.sync(&[]).await;
    assert_ne!(answered.server_epoch, epoch);
    assert!(!answered.feed.is_empty(), "the old cursor is void: the feed starts anew");
    minh.shared.clear();
    assert!(all_merged(&minh.sync(&[id(1), id(2)]).await));

    // Lan's actors are still Lan's: now, and when the time of repair is over.
    lan.shared.clear();
    answer(lan.documents.get_mut(&id(2)).unwrap(), "me_ho_ten", "Quàng Thị Mẫu");
    assert!(all_merged(&lan.sync(&[id(1), id(2)]).await));
    world.pass_ms(91 * 24 * 60 * 60 * 1000);
    answer(lan.documents.get_mut(&id(2)).unwrap(), "me_ho_ten", "Quàng Thị Mẫu Ba");
    assert!(all_merged(&lan.sync(&[id(2)]).await));
    minh.sync(&[]).await;
    let honest = minh.clone();
    minh.documents.get_mut(&id(2)).unwrap().write_as(Actor([22; 16]));
    answer(minh.documents.get_mut(&id(2)).unwrap(), "cha_ho_ten", "Tên giả");
    assert!(!all_merged(&minh.sync(&[id(2)]).await), "the owner has claimed the actor");

    for one in [id(1), id(2)] {
        assert_eq!(honest.documents[&one].heads(), lan.documents[&one].heads());
    }
}

#[tokio::test]
async fn a_restored_store_is_checked_first_and_the_old_one_is_kept() {
    let mut world = World::new().await;
    let torn = world.folder.path().join("torn.db");
    std::fs::write(&torn, b"SQLite format 3\0 and then nothing").unwrap();
    world.stop().await;
    let now = dossier::Timestamp::from_millis(1_795_399_200_000);
    assert!(server::store::sqlite::restore(world.folder.path(), &torn, now).is_err());
    assert_eq!(world.count("SELECT count(*) FROM commune"), 1, "nothing was changed");

    let backup = world.folder.path().join("backup.db");
    world.store.back_up(&backup, world.now()).unwrap();
    world.restore(&backup).await;
    let kept = world.folder.path().join("commune.db.before-261123-090000");
    assert!(kept.is_file(), "the old database is kept beside it");
    assert_eq!(world.count("SELECT count(*) FROM commune"), 1);
}
