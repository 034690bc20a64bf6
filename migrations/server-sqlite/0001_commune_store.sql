-- The commune server's store. Append-only: a change of the schema is a new file, never an edit of this one.
-- `commune` leads every key, so that the tables can be distributed by it. Moments are milliseconds since
-- 1970-01-01T00:00:00Z by the server's clock unless a comment says otherwise. 0 and '' mean "none".

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,              -- 'server_epoch', or 'restored_at' (absent: never)
    value INTEGER NOT NULL DEFAULT 0              -- the number itself
) STRICT, WITHOUT ROWID;

CREATE TABLE commune (
    commune     TEXT NOT NULL PRIMARY KEY,        -- code of the commune, five digits with leading zeros
    name        TEXT NOT NULL DEFAULT '',         -- with its type: 'Xã Mẫu'
    unit_number TEXT NOT NULL DEFAULT '',         -- first part of a dossier number: 'H15.50.05.13'
    feed_seq    INTEGER NOT NULL DEFAULT 0        -- last number given in this commune's feed
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
    commune TEXT NOT NULL REFERENCES commune (commune),
    id      INTEGER NOT NULL,                     -- from 1 within the commune; 0 is the office itself
    name    TEXT NOT NULL DEFAULT '',             -- 'Tổ công nghệ số Thôn 1'
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    commune     TEXT NOT NULL REFERENCES commune (commune),
    id          INTEGER NOT NULL,                 -- from 1 within the commune
    team        INTEGER NOT NULL DEFAULT 0,       -- the team served; 0 for an officer
    name        TEXT NOT NULL DEFAULT '',         -- as villagers may read it
    scope_epoch INTEGER NOT NULL DEFAULT 1,       -- grows when the member's scope changes: cursors are void
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    commune  TEXT NOT NULL REFERENCES commune (commune),
    name     TEXT NOT NULL,                       -- what the officer types at login
    member   INTEGER NOT NULL DEFAULT 0,          -- the officer as a member
    password TEXT NOT NULL DEFAULT '',            -- Argon2id in the PHC string form
    PRIMARY KEY (commune, name)
) STRICT, WITHOUT ROWID;
-- The login page asks for a name only, so a name is one person on the whole server.
CREATE UNIQUE INDEX user_by_name ON user (name);

CREATE TABLE session (
    commune    TEXT NOT NULL REFERENCES commune (commune),
    token_hash BLOB NOT NULL,                     -- SHA-256 of the cookie's token
    user       TEXT NOT NULL DEFAULT '',          -- user.name
    expires_at INTEGER NOT NULL DEFAULT 0,        -- from this moment on the session is over
    PRIMARY KEY (commune, token_hash)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_by_token ON session (token_hash);

CREATE TABLE invite (
    commune    TEXT NOT NULL REFERENCES commune (commune),
    code_hash  BLOB NOT NULL,                     -- SHA-256 of the code without hyphens, in capitals
    member     INTEGER NOT NULL DEFAULT 0,        -- for whom it was made
    expires_at INTEGER NOT NULL DEFAULT 0,        -- from this moment on it is worth nothing
    used_at    INTEGER NOT NULL DEFAULT 0,        -- when a device was enrolled with it; 0: not yet
    PRIMARY KEY (commune, code_hash)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invite_by_code ON invite (code_hash);

CREATE TABLE device (
    commune     TEXT NOT NULL REFERENCES commune (commune),
    id          BLOB NOT NULL,                    -- 16 bytes
    member      INTEGER NOT NULL DEFAULT 0,       -- who was enrolled with it
    token_hash  BLOB NOT NULL,                    -- SHA-256 of the bearer token
    enrolled_at INTEGER NOT NULL DEFAULT 0,
    revoked_at  INTEGER NOT NULL DEFAULT 0,       -- 0: not revoked
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX device_by_token ON device (token_hash);

CREATE TABLE document (
    commune      TEXT NOT NULL REFERENCES commune (commune),
    id           BLOB NOT NULL,                   -- 16 bytes
    kind         TEXT NOT NULL DEFAULT '',        -- 'dossier' or 'household'
    team         INTEGER NOT NULL DEFAULT 0,      -- whose document it is: who receives it by feed
    heads        BLOB NOT NULL DEFAULT x'',       -- hashes of the newest changes, 32 bytes each, sorted
    snapshot     BLOB NOT NULL DEFAULT x'',       -- the document saved whole, to load it quickly; may be empty
    snapshot_seq INTEGER NOT NULL DEFAULT 0,      -- changes up to this number are folded into the snapshot
    log_bytes    INTEGER NOT NULL DEFAULT 0,      -- size of the changes after snapshot_seq
    deleted_at   INTEGER NOT NULL DEFAULT 0,      -- 0: not deleted
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;

-- The feed itself: rows are never taken out by compaction, only with their document.
CREATE TABLE change (
    commune     TEXT NOT NULL REFERENCES commune (commune),
    seq         INTEGER NOT NULL,                 -- the commune's feed number; an order to apply changes in
    document    BLOB NOT NULL,                    -- document.id
    hash        BLOB NOT NULL,                    -- 32 bytes, Automerge's hash of the change
    actor       BLOB NOT NULL,                    -- who wrote it, as Automerge knows it
    actor_seq   INTEGER NOT NULL DEFAULT 0,       -- number of the change among its actor's
    device      BLOB NOT NULL DEFAULT x'',        -- device that brought it; empty: the server wrote it
    received_at INTEGER NOT NULL DEFAULT 0,
    raw         BLOB NOT NULL,                    -- the change as Automerge encodes it
    PRIMARY KEY (commune, seq),
    UNIQUE (commune, document, hash),
    UNIQUE (commune, document, actor, actor_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of_document ON change (commune, document, seq);

CREATE TABLE actor_binding (
    commune  TEXT NOT NULL REFERENCES commune (commune),
    actor    BLOB NOT NULL,                       -- as in change.actor
    document BLOB NOT NULL,                       -- where it was first seen
    device   BLOB NOT NULL DEFAULT x'',           -- the device that owns it; empty: the server wrote it
    member   INTEGER NOT NULL DEFAULT 0,          -- the person behind it
    certain  INTEGER NOT NULL DEFAULT 1,          -- 0: learnt soon after a restore, when devices bring back
                                                  -- others' changes too: the real owner may still claim it
    PRIMARY KEY (commune, actor)
) STRICT, WITHOUT ROWID;

-- What lists show of a dossier, so that no list loads a document. Written with the changes.
CREATE TABLE dossier_row (
    commune       TEXT NOT NULL REFERENCES commune (commune),
    dossier       BLOB NOT NULL,                  -- document.id
    procedure     TEXT NOT NULL DEFAULT '',       -- code of the procedure
    subject       TEXT NOT NULL DEFAULT '',       -- whom it is about, by the form's instance_name
    has_conflicts INTEGER NOT NULL DEFAULT 0,     -- 1: concurrent values are open
    volunteer     INTEGER NOT NULL DEFAULT 0,     -- member who handed it over; 0: a draft
    submitted_at  INTEGER NOT NULL DEFAULT 0,     -- by the device's clock; 0: not handed over
    PRIMARY KEY (commune, dossier)
) STRICT, WITHOUT ROWID;

-- The office's own record of a dossier. Written by this server alone.
CREATE TABLE case_record (
    commune     TEXT NOT NULL REFERENCES commune (commune),
    dossier     BLOB NOT NULL,                    -- document.id
    seq         INTEGER NOT NULL,                 -- feed number of its newest state
    number      TEXT NOT NULL DEFAULT '',         -- official number; '' before acceptance
    received_at INTEGER NOT NULL DEFAULT 0,       -- when the handed-over dossier reached the server
    record      TEXT NOT NULL,                    -- the whole case as JSON, as devices get it
    PRIMARY KEY (commune, dossier)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX case_by_seq ON case_record (commune, seq);
CREATE UNIQUE INDEX case_by_number ON case_record (commune, number) WHERE number <> '';
CREATE INDEX case_by_arrival ON case_record (commune, received_at);

-- A document left a team's scope: devices of that team learn it by feed.
CREATE TABLE removal (
    commune  TEXT NOT NULL REFERENCES commune (commune),
    seq      INTEGER NOT NULL,                    -- feed number
    team     INTEGER NOT NULL DEFAULT 0,          -- the team that loses it
    document BLOB NOT NULL,                       -- document.id
    PRIMARY KEY (commune, seq)
) STRICT, WITHOUT ROWID;

-- Official numbers are gap-free: the next one is taken inside the transaction that uses it.
CREATE TABLE number_sequence (
    commune TEXT NOT NULL REFERENCES commune (commune),
    day     TEXT NOT NULL,                        -- yymmdd on the wall clock in Vietnam
    last    INTEGER NOT NULL DEFAULT 0,           -- last number given on that day
    PRIMARY KEY (commune, day)
) STRICT, WITHOUT ROWID;

-- Pushes that were refused, kept for a look by a person. Bounded: the oldest go first.
CREATE TABLE quarantine (
    commune  TEXT NOT NULL REFERENCES commune (commune),
    id       INTEGER NOT NULL,                    -- grows within the commune
    at       INTEGER NOT NULL DEFAULT 0,
    device   BLOB NOT NULL DEFAULT x'',           -- device that sent it
    document BLOB NOT NULL DEFAULT x'',           -- document that it was for
    reason   TEXT NOT NULL DEFAULT '',            -- the refusal's code
    message  BLOB NOT NULL,                       -- what was sent
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;

-- Who did what, without personal data: ids and codes only.
CREATE TABLE audit (
    commune  TEXT NOT NULL REFERENCES commune (commune),
    id       INTEGER NOT NULL,                    -- grows within the commune
    at       INTEGER NOT NULL DEFAULT 0,
    member   INTEGER NOT NULL DEFAULT 0,          -- who; 0: the server by itself or its administrator
    device   BLOB NOT NULL DEFAULT x'',           -- with which device; empty: none
    action   TEXT NOT NULL DEFAULT '',            -- such as 'merge', 'accept', 'enrol', 'revoke'
    document BLOB NOT NULL DEFAULT x'',           -- on which document; empty: none
    count    INTEGER NOT NULL DEFAULT 0,          -- how many changes it brought
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;
