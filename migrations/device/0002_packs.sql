-- Procedure packs that came over sync, and those of the app that a dossier here was written with.

-- Bytes of packs' files, each once; also of a download that is not finished.
CREATE TABLE pack_blob (
    sha256 BLOB NOT NULL PRIMARY KEY,             -- of the bytes, 32 bytes
    bytes  BLOB NOT NULL
) STRICT;

-- Versions that were checked and may be used. A row is written at once with all its files.
CREATE TABLE pack (
    code    TEXT    NOT NULL,                     -- ProcedureCode
    version TEXT    NOT NULL,                     -- ISO date: a later one is a newer one
    offered INTEGER NOT NULL DEFAULT 0,           -- 1: the server publishes it, new dossiers may begin with it
    PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_file (
    code    TEXT NOT NULL,
    version TEXT NOT NULL,
    name    TEXT NOT NULL,                        -- such as 'form.yaml'
    sha256  BLOB NOT NULL,                        -- pack_blob.sha256
    PRIMARY KEY (code, version, name),
    FOREIGN KEY (code, version) REFERENCES pack (code, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What was not taken of the last catalogue, and why. Shown until a later one is.
CREATE TABLE pack_refusal (
    code    TEXT    NOT NULL,                     -- ProcedureCode; '' = the catalogue itself
    version TEXT    NOT NULL,
    refusal TEXT    NOT NULL,                     -- JSON of wire::packs::PackRefusal
    at_ms   INTEGER NOT NULL,                     -- this device's clock
    PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

ALTER TABLE device ADD COLUMN pack_key BLOB NOT NULL DEFAULT x'';             -- pinned Ed25519 key of the server; empty = none yet
ALTER TABLE device ADD COLUMN catalogue_epoch INTEGER NOT NULL DEFAULT 0;     -- server epoch of the catalogue that is held
ALTER TABLE device ADD COLUMN catalogue_serial INTEGER NOT NULL DEFAULT 0;    -- its serial; 0 = none
ALTER TABLE device ADD COLUMN catalogue_void INTEGER NOT NULL DEFAULT 0;      -- 1: the server was restored, ask again
ALTER TABLE dossier_row ADD COLUMN former_version TEXT NOT NULL DEFAULT '';   -- the version that the draft can go back to
