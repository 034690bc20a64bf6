//! A database as an earlier version of the server left it.

use rusqlite::Connection;
use std::path::Path;

/// What takes a migration back, by its number, the newest first.
const TAKEN_BACK: [(u32, &str); 8] = [
    (
        20,
        "ALTER TABLE document ADD COLUMN snapshot BLOB NOT NULL DEFAULT x'';
         UPDATE document SET snapshot = coalesce(
             (SELECT s.bytes FROM snapshot s WHERE s.commune = document.commune AND s.document = document.id), x'');
         DROP TABLE snapshot;",
    ),
    (19, "DELETE FROM work_search; DROP INDEX work_counted;"),
    (18, "DROP INDEX case_of_file; ALTER TABLE case_record DROP COLUMN file;"),
    (
        17,
        "DROP TABLE moved_dossier; ALTER TABLE actor_binding DROP COLUMN home;
         ALTER TABLE control_sheet DROP COLUMN home; ALTER TABLE blob_link DROP COLUMN home;
         ALTER TABLE dossier_row DROP COLUMN brought_by; ALTER TABLE dossier_row DROP COLUMN brought_team;
         ALTER TABLE case_record DROP COLUMN moved_at;",
    ),
    (16, "DROP TABLE looked_at;"),
    (
        15,
        "DROP TABLE counted_case; DROP TABLE counted_visit; DROP TABLE feed_key; ALTER TABLE team DROP COLUMN area;",
    ),
    (14, "DROP TABLE public_door; DROP TABLE rating; DROP INDEX case_by_number_anywhere;"),
    (
        13,
        "DROP TABLE work_row; DROP TABLE work_count; DROP TABLE work_held; DROP TABLE work_search;
         ALTER TABLE dossier_row DROP COLUMN words;",
    ),
];

/// Sets the database back to a schema, with everything that was in it then.
pub(crate) fn set_back(database: &Path, schema: u32) {
    let connection = Connection::open(database).unwrap();
    for (_, back) in TAKEN_BACK.iter().filter(|(number, _)| *number > schema) {
        connection.execute_batch(back).unwrap();
    }
    connection.pragma_update(None, "user_version", schema).unwrap();
}
