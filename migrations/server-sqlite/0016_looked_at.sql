-- Which version of a dossier each officer has looked at: the next look shows what others have written since.

CREATE TABLE looked_at (
    commune TEXT    NOT NULL REFERENCES commune (commune),
    dossier BLOB    NOT NULL,                     -- document.id
    member  INTEGER NOT NULL,                     -- the officer
    version TEXT    NOT NULL DEFAULT '',          -- heads of the document, in hexadecimal digits
    PRIMARY KEY (commune, dossier, member)
) STRICT, WITHOUT ROWID;
