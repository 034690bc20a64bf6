-- Work lists and their search: what a list shows, counts and finds, without reading a document or a record.
--
-- A row here for each dossier with a case. The program writes it in the transaction that writes the case, the dossier's row or
-- its team (store::sqlite::lists), and fills the rows of what was there before in this migration's transaction: the words of
-- the search are folded by the program. The numbers are kept by triggers, so that no writer can forget them.

ALTER TABLE dossier_row ADD COLUMN words TEXT NOT NULL DEFAULT ''; -- further words to find it by, folded: names of persons and places that were answered

CREATE TABLE work_row (
    commune   TEXT    NOT NULL REFERENCES commune (commune),
    place     INTEGER NOT NULL,                   -- when it was received, milliseconds times 64, and a number below 64 that makes it the only one on this server
    dossier   BLOB    NOT NULL,                   -- document.id
    list      INTEGER NOT NULL DEFAULT 0,         -- 1: new, 2: the office waits for a supplement, 3: in work, 4: decided
    procedure TEXT    NOT NULL DEFAULT '',        -- dossier_row.procedure
    team      INTEGER NOT NULL DEFAULT 0,         -- document.team
    volunteer INTEGER NOT NULL DEFAULT 0,         -- dossier_row.volunteer
    holder    INTEGER NOT NULL DEFAULT 0,         -- case_record.holder
    due       TEXT    NOT NULL DEFAULT '9',       -- case_record.due; '9': none, which comes after every day
    found     INTEGER NOT NULL DEFAULT 0,         -- first eight bytes of the SHA-256 of what work_search has of it
    PRIMARY KEY (commune, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX work_place ON work_row (place);
CREATE UNIQUE INDEX work_of_dossier ON work_row (commune, dossier);
-- Pages go backwards along `place`; the columns behind it are what other filters ask for.
CREATE INDEX work_in_list ON work_row (commune, list, place, procedure, team, volunteer, holder);
CREATE INDEX work_of_procedure ON work_row (commune, procedure, list, place);
CREATE INDEX work_of_team ON work_row (commune, team, list, place, procedure, volunteer, holder);
CREATE INDEX work_of_volunteer ON work_row (commune, volunteer, list, place, procedure, team, holder);
CREATE INDEX work_of_holder ON work_row (commune, holder, list, place, procedure, team, volunteer);
-- In work, the most urgent first.
CREATE INDEX work_due ON work_row (commune, due, place, procedure, team, volunteer, holder) WHERE list = 3;

-- How many there are, by what everybody filters by.
CREATE TABLE work_count (
    commune   TEXT    NOT NULL,
    list      INTEGER NOT NULL,                   -- as in work_row, and so are the others
    procedure TEXT    NOT NULL,
    team      INTEGER NOT NULL,
    n         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (commune, list, procedure, team)
) STRICT, WITHOUT ROWID;

-- And in whose hands.
CREATE TABLE work_held (
    commune   TEXT    NOT NULL,
    holder    INTEGER NOT NULL,
    list      INTEGER NOT NULL,
    procedure TEXT    NOT NULL,
    n         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (commune, holder, list, procedure)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER work_row_comes AFTER INSERT ON work_row
BEGIN
    INSERT INTO work_count (commune, list, procedure, team, n)
        VALUES (NEW.commune, NEW.list, NEW.procedure, NEW.team, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO work_held (commune, holder, list, procedure, n)
        VALUES (NEW.commune, NEW.holder, NEW.list, NEW.procedure, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER work_row_goes AFTER DELETE ON work_row
BEGIN
    UPDATE work_count SET n = n - 1
        WHERE commune = OLD.commune AND list = OLD.list AND procedure = OLD.procedure AND team = OLD.team;
    UPDATE work_held SET n = n - 1
        WHERE commune = OLD.commune AND holder = OLD.holder AND list = OLD.list AND procedure = OLD.procedure;
END;

CREATE TRIGGER work_row_changes AFTER UPDATE OF list, procedure, team, holder ON work_row
BEGIN
    UPDATE work_count SET n = n - 1
        WHERE commune = OLD.commune AND list = OLD.list AND procedure = OLD.procedure AND team = OLD.team;
    UPDATE work_held SET n = n - 1
        WHERE commune = OLD.commune AND holder = OLD.holder AND list = OLD.list AND procedure = OLD.procedure;
    INSERT INTO work_count (commune, list, procedure, team, n)
        VALUES (NEW.commune, NEW.list, NEW.procedure, NEW.team, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO work_held (commune, holder, list, procedure, n)
        VALUES (NEW.commune, NEW.holder, NEW.list, NEW.procedure, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- The search. Its rowid is work_row.place, so that what is found comes in the lists' order. It holds no text, only which words
-- are where, and needs none to forget a row. Beside the words a row has marks that begin with '_' and that nobody can type:
-- what filters ask for, so that a filter is one more word. Beginnings of two to five letters have lists of their own: without
-- them each search would first gather every row of every word that begins so.
CREATE VIRTUAL TABLE work_search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5',
    tokenize = "ascii tokenchars '_'"
);
