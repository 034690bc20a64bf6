-- A dossier goes to another commune of this server: it came to the wrong place, or to one that only receives it. Its rows go
-- along; what stays at the commune that it left is one line here, with what the desk there is asked by people who look for it.

CREATE TABLE moved_dossier (
    commune     TEXT    NOT NULL REFERENCES commune (commune), -- that it left
    dossier     BLOB    NOT NULL,                -- document.id
    at          INTEGER NOT NULL DEFAULT 0,      -- when
    to_commune  TEXT    NOT NULL DEFAULT '',     -- where it went
    member      INTEGER NOT NULL DEFAULT 0,      -- officer who moved it
    reason      TEXT    NOT NULL DEFAULT '',     -- in the officer's words
    number      TEXT    NOT NULL DEFAULT '',     -- official number that it had then; '': none
    accepted_at INTEGER NOT NULL DEFAULT 0,      -- when this commune gave that number; 0: it did not
    due         TEXT    NOT NULL DEFAULT '',     -- as in case_record.due
    procedure   TEXT    NOT NULL DEFAULT '',     -- dossier_row.procedure
    team        INTEGER NOT NULL DEFAULT 0,      -- document.team
    volunteer   INTEGER NOT NULL DEFAULT 0,      -- dossier_row.volunteer
    subject     TEXT    NOT NULL DEFAULT '',     -- whom it is about; '' once it was removed for good
    words       TEXT    NOT NULL DEFAULT '',     -- subject, number and local code, folded, each word behind a space
    PRIMARY KEY (commune, dossier, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_by_time ON moved_dossier (commune, at);
-- The register of the commune that gave a number has it, also when the dossier is elsewhere.
CREATE INDEX moved_by_acceptance ON moved_dossier (commune, accepted_at) WHERE accepted_at > 0;

-- Members are numbered within their commune: the numbers that go along say whose they are.
ALTER TABLE actor_binding ADD COLUMN home TEXT NOT NULL DEFAULT ''; -- commune of `member`, when it is another
ALTER TABLE control_sheet ADD COLUMN home TEXT NOT NULL DEFAULT ''; -- commune of giver and taker, when it is another
ALTER TABLE blob_link ADD COLUMN home TEXT NOT NULL DEFAULT '';     -- commune of `member`, when it is another
ALTER TABLE dossier_row ADD COLUMN brought_by TEXT NOT NULL DEFAULT '';   -- name of the volunteer of another commune
ALTER TABLE dossier_row ADD COLUMN brought_team TEXT NOT NULL DEFAULT ''; -- that volunteer's team and commune
ALTER TABLE case_record ADD COLUMN moved_at INTEGER NOT NULL DEFAULT 0;   -- when it came from another commune; 0: it did not
