-- Photos and scans. The bytes are files in the data folder: blobs/ when they are complete, uploads/ while they come.
-- A row of a blob is written after its file is on the disk under its hash.

CREATE TABLE blob (
    commune     TEXT    NOT NULL REFERENCES commune (commune),
    sha256      BLOB    NOT NULL,                 -- 32 bytes: of the file, and its name
    size        INTEGER NOT NULL,                 -- bytes
    media_type  TEXT    NOT NULL DEFAULT '',      -- by its first bytes: 'image/jpeg', 'image/png', 'image/webp' or 'application/pdf'
    received_at INTEGER NOT NULL DEFAULT 0,       -- when its last byte came
    PRIMARY KEY (commune, sha256)
) STRICT, WITHOUT ROWID;
-- A file is shared by the communes of a server: it goes when none of them has it.
CREATE INDEX blob_by_hash ON blob (sha256);

-- To which dossier a blob was sent, and by whom. The dossier itself may come later.
CREATE TABLE blob_link (
    commune TEXT    NOT NULL REFERENCES commune (commune),
    dossier BLOB    NOT NULL,                     -- document.id
    sha256  BLOB    NOT NULL,                     -- blob.sha256
    device  BLOB    NOT NULL,                     -- device that sent it
    member  INTEGER NOT NULL DEFAULT 0,           -- its member
    at      INTEGER NOT NULL DEFAULT 0,           -- when it was complete
    PRIMARY KEY (commune, dossier, sha256, device),
    FOREIGN KEY (commune, sha256) REFERENCES blob (commune, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_of_blob ON blob_link (commune, sha256);

-- Uploads as their device sees them, by the id in their address.
CREATE TABLE upload (
    commune    TEXT    NOT NULL REFERENCES commune (commune),
    device     BLOB    NOT NULL,                  -- who began it; nobody else sees it
    id         BLOB    NOT NULL,                  -- 16 bytes by chance
    member     INTEGER NOT NULL DEFAULT 0,        -- the device's member
    dossier    BLOB    NOT NULL,                  -- document.id
    sha256     BLOB    NOT NULL,                  -- what the whole must hash to
    size       INTEGER NOT NULL,                  -- bytes of the whole
    kept       INTEGER NOT NULL DEFAULT 0,        -- bytes from the start that are on the disk; `size` only when complete
    complete   INTEGER NOT NULL DEFAULT 0,        -- 1: the blob is there
    metadata   TEXT    NOT NULL DEFAULT '',       -- Upload-Metadata as it came
    expires_at INTEGER NOT NULL DEFAULT 0,        -- then the sweep takes it out
    PRIMARY KEY (commune, device, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_by_id ON upload (id);
CREATE INDEX upload_by_expiry ON upload (expires_at);
