-- What was typed into a page whose entry does not exist yet: a new household, a new person, a visit.

CREATE TABLE typed (
    place  TEXT    NOT NULL PRIMARY KEY,          -- the page's route
    fields TEXT    NOT NULL,                      -- JSON: field, text
    at_ms  INTEGER NOT NULL                       -- this device's clock
) STRICT, WITHOUT ROWID;
