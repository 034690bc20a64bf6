-- What is done with a case after its acceptance: who works on it, until when, and how it went from hand to hand. What the
-- record says is written in columns beside it, so that lists and numbers read no record.

ALTER TABLE case_record ADD COLUMN state       TEXT    NOT NULL DEFAULT '';  -- as in the record: 'received', 'asked', 'accepted', 'done', 'returned', 'refused', 'stopped'
ALTER TABLE case_record ADD COLUMN holder      INTEGER NOT NULL DEFAULT 0;   -- member who works on it; 0: nobody yet
ALTER TABLE case_record ADD COLUMN due         TEXT    NOT NULL DEFAULT '';  -- on the wall clock in Vietnam, '2026-11-23T17:00'; '': none
ALTER TABLE case_record ADD COLUMN warn        TEXT    NOT NULL DEFAULT '';  -- from then on four fifths of the time are over; '' as for due
ALTER TABLE case_record ADD COLUMN accepted_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_record ADD COLUMN ended_at    INTEGER NOT NULL DEFAULT 0;   -- when it was decided: result, refusal or stop; 0: open

UPDATE case_record SET
    state = json_extract(record, '$.s'),
    due = coalesce(substr(json_extract(record, '$.u'), 1, 16), ''),
    accepted_at = coalesce((SELECT json_extract(line.value, '$.t') FROM json_each(record, '$.h') AS line
                            WHERE json_extract(line.value, '$.s') = 'accepted' LIMIT 1), 0);

-- Work lists: what is in a state, what is due next.
CREATE INDEX case_by_state ON case_record (commune, state, received_at);
CREATE INDEX case_by_due ON case_record (commune, state, due);
CREATE INDEX case_of_holder ON case_record (commune, holder, state);

-- The control sheet (phiếu kiểm soát, form 06): each time a case went from one person to another.
CREATE TABLE control_sheet (
    commune  TEXT    NOT NULL REFERENCES commune (commune),
    dossier  BLOB    NOT NULL,                    -- document.id
    place    INTEGER NOT NULL,                    -- from 1
    at       INTEGER NOT NULL DEFAULT 0,
    giver    INTEGER NOT NULL DEFAULT 0,          -- member who gave it; of the first line, who accepted it
    taker    INTEGER NOT NULL DEFAULT 0,          -- member who has it from then on
    step     TEXT    NOT NULL DEFAULT '',         -- what the taker is to do: 'handle', 'decide' or 'hand_out'
    due      TEXT    NOT NULL DEFAULT '',         -- until when, as in case_record.due; '': no limit
    note     TEXT    NOT NULL DEFAULT '',         -- in the giver's words
    PRIMARY KEY (commune, dossier, place)
) STRICT, WITHOUT ROWID;
