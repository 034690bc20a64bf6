-- What a person here has looked at of a dossier, and how much came from others since.

CREATE TABLE looked (
    dossier BLOB    NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    heads   BLOB    NOT NULL,                     -- the version that was looked at: 32 bytes a head, sorted
    news    INTEGER NOT NULL DEFAULT 0            -- values that others have written since
) STRICT, WITHOUT ROWID;
