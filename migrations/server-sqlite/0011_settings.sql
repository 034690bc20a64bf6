-- What a commune says about its own office, in versions: none is ever changed.

CREATE TABLE settings (
    commune TEXT    NOT NULL REFERENCES commune (commune),
    version INTEGER NOT NULL,                     -- from 1; no row: as the program comes
    at      INTEGER NOT NULL DEFAULT 0,           -- when it was said
    member  INTEGER NOT NULL DEFAULT 0,           -- who said it; 0: from the command line
    record  TEXT    NOT NULL,                     -- days, hours and pattern as JSON (wire::settings::Settings)
    PRIMARY KEY (commune, version)
) STRICT, WITHOUT ROWID;

-- By which version a dossier's due date and number were made. It stays with the dossier, whatever is said later.
CREATE TABLE case_settings (
    commune TEXT    NOT NULL REFERENCES commune (commune),
    dossier BLOB    NOT NULL,                     -- document.id
    version INTEGER NOT NULL,                     -- settings.version; 0: as the program comes
    PRIMARY KEY (commune, dossier)
) STRICT, WITHOUT ROWID;
