-- Pushes for a document of another team or commune, or for one that was removed: volunteers' work that waits until an
-- officer brings it to the right place. Nothing that waits makes room for something newer.

CREATE TABLE handover (
    commune      TEXT    NOT NULL REFERENCES commune (commune), -- in whose box it lies: the document's, where this server has it
    id           INTEGER NOT NULL,                -- grows within the commune
    at           INTEGER NOT NULL DEFAULT 0,      -- when it came
    document     BLOB    NOT NULL,                -- for which document
    device       BLOB    NOT NULL DEFAULT x'',    -- device that sent it
    from_commune TEXT    NOT NULL DEFAULT '',     -- commune of that device
    member       INTEGER NOT NULL DEFAULT 0,      -- its member, of from_commune
    from_team    INTEGER NOT NULL DEFAULT 0,      -- the member's team when it came
    home         TEXT    NOT NULL DEFAULT '',     -- commune that the device shared the document with, when it is another; '' = not said
    hashes       BLOB    NOT NULL,                -- changes that the document did not have: 32 bytes each, sorted
    numbers      BLOB    NOT NULL DEFAULT x'',    -- of each of them, 8 bytes of the SHA-256 of actor and sequence number, sorted
    size         INTEGER NOT NULL DEFAULT 0,      -- bytes of the message when it came
    state        TEXT    NOT NULL DEFAULT 'waiting', -- 'waiting', 'applied' or 'set_aside'
    decided_at   INTEGER NOT NULL DEFAULT 0,      -- 0: not yet
    decided_by   INTEGER NOT NULL DEFAULT 0,      -- member, the officer
    reason       TEXT    NOT NULL DEFAULT '',     -- why it was set aside, in the officer's words
    message      BLOB    NOT NULL,                -- what was sent; empty once it is in the document
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_of_document ON handover (commune, document);

-- A document that this commune does not have may be another's on this server.
CREATE INDEX document_by_id ON document (id);
