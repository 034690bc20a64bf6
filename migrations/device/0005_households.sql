-- The household book: what lists and searches need of persons, visits and tasks, and whom a dossier is about.

-- A row whose order_key begins with another byte than today's collation is written anew when the book is first looked at;
-- that is every row from before.
ALTER TABLE household_row ADD COLUMN street TEXT NOT NULL DEFAULT '';          -- street, lane or group of houses
ALTER TABLE household_row ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE household_row ADD COLUMN phone TEXT NOT NULL DEFAULT '';           -- as written
ALTER TABLE household_row ADD COLUMN conflicts INTEGER NOT NULL DEFAULT 0;     -- fields with concurrent values, its persons' too
ALTER TABLE household_row ADD COLUMN order_key BLOB NOT NULL DEFAULT x'';      -- the head's name by Vietnamese collation, given name first
ALTER TABLE household_row ADD COLUMN area_key BLOB NOT NULL DEFAULT x'';       -- the hamlet by Vietnamese collation
ALTER TABLE household_row ADD COLUMN street_key BLOB NOT NULL DEFAULT x'';     -- the street by Vietnamese collation
CREATE INDEX household_by_place ON household_row (area_key, street_key, order_key);
-- A hamlet's list is read in its order, and the list of streets from its index alone.
CREATE INDEX household_by_area ON household_row (area, street_key, order_key);
CREATE INDEX household_by_street ON household_row (area_key, area, street_key, street, persons);

-- A person of a household; all rows of a household are replaced together.
CREATE TABLE person_row (
    household BLOB NOT NULL REFERENCES document (id) ON DELETE CASCADE, -- HouseholdId
    id        BLOB NOT NULL,                      -- PersonId, 16 bytes
    full_name TEXT NOT NULL DEFAULT '',
    birth     TEXT NOT NULL DEFAULT '',           -- YYYY, YYYY-MM or YYYY-MM-DD
    sex       TEXT NOT NULL DEFAULT '',
    relation  TEXT NOT NULL DEFAULT '',
    number    TEXT NOT NULL DEFAULT '',           -- personal number
    phone     TEXT NOT NULL DEFAULT '',
    same_as   TEXT NOT NULL DEFAULT '',           -- PersonRef of another entry of the same human being
    search    TEXT NOT NULL DEFAULT '',           -- the name without accents
    order_key BLOB NOT NULL DEFAULT x'',          -- the name by Vietnamese collation, given name first
    PRIMARY KEY (household, id)
) STRICT, WITHOUT ROWID;

-- Visits to a household.
CREATE TABLE visit_row (
    household BLOB NOT NULL REFERENCES document (id) ON DELETE CASCADE, -- HouseholdId
    id        BLOB NOT NULL,                      -- VisitId
    on_day    TEXT NOT NULL,                      -- ISO date
    next_day  TEXT NOT NULL DEFAULT '',           -- ISO date; '' = none agreed
    next_for  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (household, id)
) STRICT, WITHOUT ROWID;

-- Things to be done, of a household or a dossier.
CREATE TABLE task_row (
    document BLOB    NOT NULL REFERENCES document (id) ON DELETE CASCADE, -- DocumentId
    id       BLOB    NOT NULL,                    -- TaskId
    what     TEXT    NOT NULL,
    due      TEXT    NOT NULL DEFAULT '',         -- ISO date; '' = none
    done     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_open ON task_row (due) WHERE done = 0;

-- Whom a dossier is about, and out of whose data it was filled.
CREATE TABLE dossier_person (
    dossier   BLOB NOT NULL REFERENCES document (id) ON DELETE CASCADE, -- DossierId
    household BLOB NOT NULL,                      -- HouseholdId
    person    BLOB NOT NULL,                      -- PersonId
    PRIMARY KEY (dossier, household, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_of_person ON dossier_person (household, person);
CREATE INDEX dossier_of_household ON dossier_row (household) WHERE household <> x'';
