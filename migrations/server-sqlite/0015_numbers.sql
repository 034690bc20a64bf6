-- What the office's numbers are made of: narrow rows that are written with the case and the document, so that a report
-- reads neither records nor documents. Nothing of them names a person.

ALTER TABLE team ADD COLUMN area TEXT NOT NULL DEFAULT ''; -- the hamlet that it serves: 'Thôn Mẫu 1'; '': not said

-- One dossier that was handed over. It goes when the dossier goes.
CREATE TABLE counted_case (
    commune       TEXT    NOT NULL REFERENCES commune (commune),
    dossier       BLOB    NOT NULL,                -- document.id
    procedure     TEXT    NOT NULL DEFAULT '',     -- code of the procedure
    team          INTEGER NOT NULL DEFAULT 0,      -- the team that brought it, also after the office took it over; 0: none
    holder        INTEGER NOT NULL DEFAULT 0,      -- member who works or worked on it; 0: nobody
    channel       TEXT    NOT NULL DEFAULT '',     -- how it came: 'volunteer', 'desk', 'online', 'post'; '': not known
    state         TEXT    NOT NULL DEFAULT '',     -- as in case_record.state
    received_at   INTEGER NOT NULL DEFAULT 0,      -- when it reached the server
    accepted_at   INTEGER NOT NULL DEFAULT 0,      -- 0: not yet
    ended_at      INTEGER NOT NULL DEFAULT 0,      -- when it was decided: result, refusal or stop; 0: open
    due_at        INTEGER NOT NULL DEFAULT 0,      -- the day that stands now; 0: none
    stands_since  INTEGER NOT NULL DEFAULT 0,      -- since when the office waits for a supplement; 0: it does not
    waited        INTEGER NOT NULL DEFAULT -1,     -- working minutes from the arrival to the acceptance; -1: not worked out
    handled       INTEGER NOT NULL DEFAULT -1,     -- working minutes from the acceptance to the decision, without those that the office waited for a supplement; -1: not worked out
    put_off       INTEGER NOT NULL DEFAULT 0,      -- how often its day was put off
    supplements   INTEGER NOT NULL DEFAULT 0,      -- how often something was asked for
    scanned       INTEGER NOT NULL DEFAULT 0,      -- 1: its result was recorded with a scan
    way           TEXT    NOT NULL DEFAULT '',     -- how its result was handed out: 'desk', 'post', 'online'; '': not yet
    answers       INTEGER NOT NULL DEFAULT -1,     -- answers that are not empty; -1: not counted
    answers_known INTEGER NOT NULL DEFAULT 0,      -- of these, taken over from the household book and left as they were
    person        TEXT    NOT NULL DEFAULT '',     -- whom of the book it is about, by ids: to count people once; '': not said
    PRIMARY KEY (commune, dossier)
) STRICT, WITHOUT ROWID;

-- One index for each thing that happens to a dossier, with everything that is counted then.
CREATE INDEX counted_by_arrival ON counted_case
    (commune, received_at, procedure, team, holder, channel, answers, answers_known, person);
CREATE INDEX counted_by_acceptance ON counted_case
    (commune, accepted_at, procedure, team, holder, channel, waited) WHERE accepted_at > 0;
CREATE INDEX counted_by_end ON counted_case
    (commune, ended_at, procedure, team, holder, channel, state, due_at, handled, put_off, scanned) WHERE ended_at > 0;
CREATE INDEX counted_open ON counted_case
    (commune, procedure, team, holder, channel, due_at, stands_since) WHERE ended_at = 0;

INSERT INTO counted_case (commune, dossier, procedure, team, holder, channel, state, received_at, accepted_at, ended_at,
                          due_at, stands_since, put_off, supplements, scanned, way)
SELECT c.commune, c.dossier, coalesce(r.procedure, ''), coalesce(d.team, 0), c.holder,
       iif(coalesce(m.team, 0) > 0, 'volunteer', ''), c.state, c.received_at, c.accepted_at, c.ended_at,
       coalesce((unixepoch(nullif(c.due, '')) - 7 * 3600) * 1000, 0),
       iif(c.state = 'asked', coalesce(json_extract(c.record, '$.a[#-1].t'), 0), 0),
       coalesce(json_array_length(c.record, '$.x'), 0), coalesce(json_array_length(c.record, '$.a'), 0),
       json_extract(c.record, '$.e.f') IS NOT NULL, coalesce(json_extract(c.record, '$.e.r'), '')
FROM case_record c
LEFT JOIN dossier_row r ON r.commune = c.commune AND r.dossier = c.dossier
LEFT JOIN document d ON d.commune = c.commune AND d.id = c.dossier
LEFT JOIN member m ON m.commune = c.commune AND m.id = r.volunteer;

-- One visit at a household, without what was said there. It goes when the household goes.
CREATE TABLE counted_visit (
    commune   TEXT NOT NULL REFERENCES commune (commune),
    household BLOB NOT NULL,                       -- document.id
    visit     BLOB NOT NULL,                       -- the visit's id, 16 bytes
    day       TEXT NOT NULL DEFAULT '',            -- '2026-11-23'
    PRIMARY KEY (commune, household, visit)
) STRICT, WITHOUT ROWID;
CREATE INDEX counted_visit_by_day ON counted_visit (commune, day, household);

-- Keys with which a program of the office, such as Excel, reads numbers and nothing else.
CREATE TABLE feed_key (
    commune    TEXT    NOT NULL REFERENCES commune (commune),
    id         INTEGER NOT NULL,                   -- from 1 within the commune
    name       TEXT    NOT NULL DEFAULT '',        -- what it is for, in the administrator's words
    key_hash   BLOB    NOT NULL,                   -- SHA-256 of the key
    made_at    INTEGER NOT NULL DEFAULT 0,
    made_by    INTEGER NOT NULL DEFAULT 0,         -- member
    revoked_at INTEGER NOT NULL DEFAULT 0,         -- 0: it opens
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX feed_key_by_hash ON feed_key (key_hash);
