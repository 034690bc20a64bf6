//! What every backend must do with uploads and blobs, as stories.

use crate::contract::{NOW, commit, commune};
use crate::on_every_backend;
use dossier::{CommuneCode, DeviceId, DocumentId, DossierId, MemberId};
use server::store::Store;
use server::store::blobs::{Begun, Completed, Upload, UploadBounds, UploadId};
use wire::packs::FileHash;

const BOUNDS: UploadBounds = UploadBounds { uploads: 3, bytes: 1000 };

/// An upload number so and so, of a file of its own, for the dossier that [`commit`] writes.
fn wish(commune: &CommuneCode, member: MemberId, number: u8, size: u64) -> Upload {
    Upload {
        commune: commune.clone(),
        device: DeviceId::from_bytes([3; 16]),
        id: UploadId([number; 16]),
        member,
        dossier: DossierId::from_bytes([7; 16]),
        sha256: FileHash([number; 32]),
        size,
        kept: 0,
        complete: false,
        metadata: String::new(),
        expires_at: NOW.plus_millis(1000),
    }
}

fn begin(store: &dyn Store, wish: &Upload) -> Begun {
    store.begin_upload(wish, BOUNDS, true, NOW).unwrap()
}

#[test]
fn a_device_has_room_for_so_many_uploads_and_bytes_until_they_are_complete_dropped_or_expired() {
    on_every_backend(|store| {
        let (code, _, lan) = commune(store, "03325");
        let wish = |number, size| wish(&code, lan, number, size);
        for (number, size) in [(1, 400), (2, 400)] {
            assert_eq!(begin(store, &wish(number, size)), Begun::Upload(wish(number, size)));
        }
        assert_eq!(begin(store, &wish(3, 201)), Begun::TooManyBytes);
        assert_eq!(begin(store, &wish(3, 200)), Begun::Upload(wish(3, 200)));
        assert_eq!(begin(store, &wish(4, 1)), Begun::TooManyUploads);
        let done = store.complete_upload(&wish(1, 400), "image/png", NOW.plus_millis(9), NOW).unwrap();
        assert_eq!(done, Completed::Linked);
        assert_eq!(begin(store, &wish(4, 1)), Begun::Upload(wish(4, 1)));
        assert!(store.drop_upload(&wish(4, 1)).unwrap());
        assert!(!store.drop_upload(&wish(4, 1)).unwrap());
        assert_eq!(begin(store, &wish(5, 1)), Begun::Upload(wish(5, 1)));
        let expired: Vec<_> = store.expired_uploads(NOW.plus_millis(9)).unwrap();
        assert_eq!(expired.iter().map(|upload| upload.id.0[0]).collect::<Vec<_>>(), [1]);
        let later = NOW.plus_millis(1000);
        assert!(matches!(store.begin_upload(&wish(6, 1000), BOUNDS, true, later), Ok(Begun::Upload(_))));
    });
}

#[test]
fn a_wish_that_is_repeated_goes_on_and_one_for_a_file_that_is_there_is_complete() {
    on_every_backend(|store| {
        let (code, _, lan) = commune(store, "03325");
        let first = wish(&code, lan, 1, 400);
        begin(store, &first);
        assert!(store.note_kept(&first, 100, first.expires_at).unwrap());
        let again = Upload { id: UploadId([9; 16]), ..first.clone() };
        assert_eq!(begin(store, &again), Begun::Upload(Upload { kept: 100, ..first.clone() }));
        store.complete_upload(&first, "image/png", first.expires_at, NOW).unwrap();
        assert!(!store.note_kept(&first, 200, first.expires_at).unwrap(), "what is complete stays so");
        let complete = Upload { kept: 400, complete: true, ..again.clone() };
        assert_eq!(begin(store, &again), Begun::Upload(complete.clone()));
        assert_eq!(store.upload(&code, again.device, again.id).unwrap(), Some(complete));
        let stranger = DeviceId::from_bytes([4; 16]);
        assert_eq!(store.upload(&code, stranger, again.id).unwrap(), None);
        let (elsewhere, _, tam) = commune(store, "00004");
        let theirs = Upload { commune: elsewhere, member: tam, ..again };
        assert_eq!(begin(store, &theirs), Begun::Upload(theirs.clone()), "each commune must be sent it");
        let longer = Upload { id: UploadId([8; 16]), size: 401, ..first };
        assert_eq!(begin(store, &longer), Begun::Upload(longer.clone()), "the same hash and another length");
    });
}

#[test]
fn a_removed_dossier_has_no_blobs_and_gets_none() {
    on_every_backend(|store| {
        let (code, team, lan) = commune(store, "03325");
        let id = DocumentId::from_bytes([7; 16]);
        store.commit(&commit(&code, team, lan, 1, None)).unwrap();
        let (one, late) = (wish(&code, lan, 1, 400), wish(&code, lan, 2, 400));
        begin(store, &one);
        begin(store, &late);
        store.complete_upload(&one, "image/png", one.expires_at, NOW).unwrap();
        let listed = store.list_blobs(&code, id.into(), lan, NOW).unwrap();
        assert_eq!((listed.len(), listed[0].member.as_str()), (1, "Lan Mẫu"));
        assert!(store.knows_blob(&one.sha256).unwrap() && store.knows_upload(late.id).unwrap());
        assert!(store.read_blob(&code, &one.sha256, &|_, _| true, lan, NOW).unwrap().is_some());

        store.remove_document(&code, id, NOW).unwrap();
        assert!(!store.knows_blob(&one.sha256).unwrap() && !store.knows_upload(late.id).unwrap());
        assert_eq!(store.read_blob(&code, &one.sha256, &|_, _| true, lan, NOW).unwrap(), None);
        assert_eq!(begin(store, &late), Begun::DossierRemoved);
        let done = store.complete_upload(&late, "image/png", late.expires_at, NOW).unwrap();
        assert_eq!(done, Completed::DossierRemoved);
    });
}
