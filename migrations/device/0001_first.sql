-- The store of one device. Everything is inside SQLCipher; no personal data is outside this file.
-- Append-only: a migration that was released is never edited.

-- One row of facts about this device; created with the store.
CREATE TABLE device (
    id           INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- one row
    server       TEXT    NOT NULL DEFAULT '',                 -- address of the commune's server; '' = not enrolled
    token        TEXT    NOT NULL DEFAULT '',                 -- bearer token of this enrolment
    device_id    BLOB    NOT NULL DEFAULT x'',                -- DeviceId of this enrolment, 16 bytes
    member       INTEGER NOT NULL DEFAULT 0,                  -- MemberId
    member_name  TEXT    NOT NULL DEFAULT '',
    team         INTEGER NOT NULL DEFAULT 0,                  -- TeamId
    team_name    TEXT    NOT NULL DEFAULT '',
    commune      TEXT    NOT NULL DEFAULT '',                 -- CommuneCode
    commune_name TEXT    NOT NULL DEFAULT '',
    revoked      INTEGER NOT NULL DEFAULT 0,                  -- 1: the office revoked this enrolment
    cursor       INTEGER NOT NULL DEFAULT 0,                  -- the feed up to here is in this store
    server_epoch INTEGER NOT NULL DEFAULT 0,                  -- the epoch that cursor and shared heads belong to
    scope_epoch  INTEGER NOT NULL DEFAULT 0,
    last_met_ms  INTEGER NOT NULL DEFAULT 0,                  -- when the server last answered, this device's clock; 0 = never
    clock_off_s  INTEGER NOT NULL DEFAULT 0,                  -- server's clock minus this device's, at that time
    installation BLOB    NOT NULL DEFAULT (randomblob(8))     -- first half of every actor that this store makes
) STRICT;
INSERT INTO device (id) VALUES (1);

-- Every synced document: dossiers and households.
CREATE TABLE document (
    id             BLOB    NOT NULL PRIMARY KEY,  -- DocumentId, 16 bytes
    kind           TEXT    NOT NULL,              -- 'dossier' or 'household'
    actor          BLOB    NOT NULL,              -- the actor under which this device writes it, 16 bytes
    heads          BLOB    NOT NULL,              -- what is stored here: 32 bytes a head, sorted
    log_bytes      INTEGER NOT NULL DEFAULT 0,    -- size of the changes after the snapshot
    shared_heads   BLOB    NOT NULL DEFAULT x''   -- what the server is known to have
) STRICT, WITHOUT ROWID;

-- The document up to some point, compact. Apart from its row, which every answer writes.
CREATE TABLE snapshot (
    document BLOB NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    bytes    BLOB NOT NULL                        -- a saved Automerge document
) STRICT, WITHOUT ROWID;

-- Raw changes after the snapshot. Their order is one in which they can be applied.
CREATE TABLE change (
    document BLOB    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    place    INTEGER NOT NULL,                    -- where it begins in the log, in bytes
    raw      BLOB    NOT NULL,                    -- one Automerge change
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

-- Documents with changes that the server has not confirmed. A row goes only on a receipt whose heads match.
CREATE TABLE outbox (
    document   BLOB    NOT NULL PRIMARY KEY,      -- DocumentId; for a repair it may not be stored here yet
    since_ms   INTEGER NOT NULL,                  -- when it first had to be sent
    urgency    INTEGER NOT NULL DEFAULT 0,        -- higher first: 2 handed over, 1 being looked at, 0 the rest
    refused    TEXT    NOT NULL DEFAULT ''        -- code of the last refusal, '' if none
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_order ON outbox (urgency DESC, since_ms DESC);

-- What lists and searches need of a dossier, so that they load no document.
CREATE TABLE dossier_row (
    id           BLOB    NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    procedure    TEXT    NOT NULL,                -- ProcedureCode
    form_version TEXT    NOT NULL,                -- the version of the form that the draft stays on
    household    BLOB    NOT NULL DEFAULT x'',    -- HouseholdId, or nothing
    subject      TEXT    NOT NULL DEFAULT '',     -- whom it is about
    search       TEXT    NOT NULL DEFAULT '',     -- subject without accents
    submitted_ms INTEGER NOT NULL DEFAULT 0,      -- when it was handed over; 0 = not
    conflicts    INTEGER NOT NULL DEFAULT 0,      -- questions with concurrent values
    changed_ms   INTEGER NOT NULL                 -- when it last changed here, to the minute, this device's clock
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_by_change ON dossier_row (changed_ms DESC);

-- What lists and searches need of a household.
CREATE TABLE household_row (
    id      BLOB    NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    head    TEXT    NOT NULL DEFAULT '',
    area    TEXT    NOT NULL DEFAULT '',
    persons INTEGER NOT NULL DEFAULT 0,
    search  TEXT    NOT NULL DEFAULT ''           -- head and hamlet without accents
) STRICT, WITHOUT ROWID;

-- The office's records: read-only copies, replaced whole.
CREATE TABLE case_record (
    dossier BLOB NOT NULL PRIMARY KEY,            -- DossierId
    record  TEXT NOT NULL                         -- JSON of dossier::case::Case
) STRICT, WITHOUT ROWID;

-- Who stands behind an actor, as the server vouches.
CREATE TABLE author (
    actor  BLOB    NOT NULL PRIMARY KEY,          -- 16 bytes
    member INTEGER NOT NULL,                      -- MemberId
    name   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
