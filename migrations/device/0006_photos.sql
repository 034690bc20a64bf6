-- Photos of papers. Their bytes are files in photos/, each sealed under the key below; a row is written after its file.

CREATE TABLE photo (
    dossier    BLOB    NOT NULL,                  -- DossierId; the document itself may be gone
    sha256     BLOB    NOT NULL,                  -- of the bytes that are sent, 32 bytes
    page       BLOB    NOT NULL,                  -- sha256 of the page that it is, or that it is the thumbnail of
    file       BLOB    NOT NULL,                  -- 16 bytes by chance: the file's name
    size       INTEGER NOT NULL,                  -- bytes, before they are sealed
    made_ms    INTEGER NOT NULL,                  -- this device's clock
    upload     TEXT    NOT NULL DEFAULT '',       -- id of the upload that the server has begun; '' = none
    sent_ms    INTEGER NOT NULL DEFAULT 0,        -- when the server had all of it, this device's clock; 0 = not yet
    refused    INTEGER NOT NULL DEFAULT 0,        -- HTTP status by which the server refused it for good; 1 = its file is gone or damaged; 0 = none
    removed_ms INTEGER NOT NULL DEFAULT 0,        -- when its page was taken out here; 0 = it stands
    PRIMARY KEY (dossier, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE photo_settings (
    id           INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- one row
    seal         BLOB    NOT NULL DEFAULT x'',    -- key of the files, 32 bytes; empty = no photo yet
    budget_bytes INTEGER NOT NULL DEFAULT 31457280, -- so much of photos may be sent a day; 0 = no bound
    spent_day    TEXT    NOT NULL DEFAULT '',     -- day in Vietnam that the next column is of
    spent_bytes  INTEGER NOT NULL DEFAULT 0       -- sent on that day
) STRICT;
INSERT INTO photo_settings (id) VALUES (1);
