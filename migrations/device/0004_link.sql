-- The link that was measured, where the first sync stands, saving of data and battery, and damage that was found.

ALTER TABLE device ADD COLUMN below INTEGER NOT NULL DEFAULT 0;               -- first sync: documents whose newest feed number is below it are missing; 0 = none
ALTER TABLE device ADD COLUMN saving INTEGER NOT NULL DEFAULT 0;              -- 1: the volunteer asked to save data and battery

-- What the device's own requests have told of its link; 0 = never measured.
CREATE TABLE link (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- one row
    up_bytes_s     INTEGER NOT NULL DEFAULT 0,                  -- bytes a second on the wire
    down_bytes_s   INTEGER NOT NULL DEFAULT 0,
    round_trip_ms  INTEGER NOT NULL DEFAULT 0,
    up_squeeze     INTEGER NOT NULL DEFAULT 0,                  -- bytes of messages in a hundred on the wire
    down_squeeze   INTEGER NOT NULL DEFAULT 0,
    halvings       INTEGER NOT NULL DEFAULT 0                   -- how often a body was too large to get through, less successes since
) STRICT;
INSERT INTO link (id) VALUES (1);

-- A stored document that did not read back, as it was when the server's copy took its place. Never deleted.
CREATE TABLE damaged_document (
    document     BLOB    NOT NULL,                -- DocumentId
    found_ms     INTEGER NOT NULL,                -- this device's clock
    heads        BLOB    NOT NULL,                -- as document.heads
    shared_heads BLOB    NOT NULL,                -- as document.shared_heads
    snapshot     BLOB    NOT NULL,                -- as snapshot.bytes
    log          BLOB    NOT NULL,                -- the raw changes one after the other
    complete     INTEGER NOT NULL,                -- 1: everything in it is in the document again
    PRIMARY KEY (document, found_ms)
) STRICT;
