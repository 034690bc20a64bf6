-- Procedure packs: every version that was ever published, or came with the program and may be used by a dossier.
-- Packs that came with the program belong to no commune: theirs is ''.

-- With what this server signs its catalogues of packs. In the database, so that a backup has it.
CREATE TABLE signing_key (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- one row
    seed BLOB    NOT NULL                             -- Ed25519, 32 bytes. Secret.
) STRICT;

-- Where a commune's catalogue stands. No row: nothing was ever published.
CREATE TABLE pack_shelf (
    commune TEXT    NOT NULL PRIMARY KEY REFERENCES commune (commune),
    serial  INTEGER NOT NULL DEFAULT 0                -- grows with each publication and withdrawal
) STRICT, WITHOUT ROWID;

CREATE TABLE pack (
    commune      TEXT    NOT NULL,                    -- '': came with the program
    code         TEXT    NOT NULL,                    -- code of the procedure
    version      TEXT    NOT NULL,                    -- ISO date: a later one is a newer one
    state        TEXT    NOT NULL DEFAULT '',         -- 'published', 'withdrawn', or 'built_in' (commune '')
    published_at INTEGER NOT NULL DEFAULT 0,          -- for 'built_in': when it was first seen here
    published_by INTEGER NOT NULL DEFAULT 0,          -- member; 0: from the command line
    PRIMARY KEY (commune, code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_file (
    commune TEXT    NOT NULL,
    code    TEXT    NOT NULL,
    version TEXT    NOT NULL,
    name    TEXT    NOT NULL,                         -- 'procedure.yaml', 'form.yaml', 'upgrades.yaml', 'stories.yaml'
    sha256  BLOB    NOT NULL,                         -- pack_blob.sha256
    size    INTEGER NOT NULL DEFAULT 0,               -- bytes
    PRIMARY KEY (commune, code, version, name),
    FOREIGN KEY (commune, code, version) REFERENCES pack (commune, code, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_file_by_hash ON pack_file (commune, sha256);

-- The bytes, each once in a commune. With rows of their own: a file may be large.
CREATE TABLE pack_blob (
    commune TEXT NOT NULL,
    sha256  BLOB NOT NULL,                            -- of the bytes, 32 bytes
    bytes   BLOB NOT NULL,
    PRIMARY KEY (commune, sha256)
) STRICT;

-- Officers who may publish and withdraw packs.
ALTER TABLE user ADD COLUMN administrator INTEGER NOT NULL DEFAULT 0;
