-- People took back their consent: what was done about it, without anything of what was in the document. A row stays also
-- when the document is gone.
CREATE TABLE withdrawal (
    commune      TEXT NOT NULL REFERENCES commune (commune),
    document     BLOB NOT NULL,                   -- document.id
    kind         TEXT NOT NULL DEFAULT '',        -- 'dossier' or 'household'
    procedure    TEXT NOT NULL DEFAULT '',        -- code of a dossier's procedure
    received_at  INTEGER NOT NULL DEFAULT 0,      -- when this server learnt it
    member       INTEGER NOT NULL DEFAULT 0,      -- who recorded it at the door
    kept         INTEGER NOT NULL DEFAULT 0,      -- 1: the office had accepted the dossier and keeps it as the law says; 0: gone
    PRIMARY KEY (commune, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawal_by_time ON withdrawal (commune, received_at);
