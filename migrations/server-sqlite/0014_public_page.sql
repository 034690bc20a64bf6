-- What villagers look up without a login, and how they rate the work.

-- By what a dossier is found on the public page. Written with the changes, so that no look loads a document.
CREATE TABLE public_door (
    commune    TEXT    NOT NULL REFERENCES commune (commune),
    dossier    BLOB    NOT NULL,                  -- document.id
    token_hash BLOB    NOT NULL,                  -- SHA-256 of the token in the QR code, which is made from the id
    code       TEXT    NOT NULL DEFAULT '',       -- the local code without its hyphen: 'N7K2QX'
    birth_year INTEGER NOT NULL DEFAULT 0,        -- of who stands first in the form; 0: nobody has said it
    PRIMARY KEY (commune, dossier)
) STRICT, WITHOUT ROWID;
-- Not unique: communes share nothing, and one must never keep another from storing a dossier.
CREATE INDEX public_door_by_token ON public_door (token_hash);
CREATE INDEX public_door_by_code ON public_door (code);
-- Who types a number does not say of which commune it is.
CREATE INDEX case_by_number_anywhere ON case_record (number) WHERE number <> '';

-- One rating a dossier, the first that came. Nothing says who tapped it or on which phone.
CREATE TABLE rating (
    commune TEXT    NOT NULL REFERENCES commune (commune),
    dossier BLOB    NOT NULL,                     -- document.id
    at      INTEGER NOT NULL DEFAULT 0,           -- when this server got it
    channel TEXT    NOT NULL DEFAULT '',          -- 'page' or 'phone'
    wording TEXT    NOT NULL DEFAULT '',          -- version of the questions' wording
    q1      INTEGER NOT NULL DEFAULT 0,           -- ease of finding what was needed, 1 to 5
    q2      INTEGER NOT NULL DEFAULT 0,           -- clear guidance
    q3      INTEGER NOT NULL DEFAULT 0,           -- attitude
    q4      INTEGER NOT NULL DEFAULT 0,           -- time
    q5      INTEGER NOT NULL DEFAULT 0,           -- the result overall
    words   TEXT    NOT NULL DEFAULT '',          -- free words; '' none
    origin  BLOB    NOT NULL DEFAULT x'',         -- SHA-256 of the box that a phone sent: the same again is no second
    PRIMARY KEY (commune, dossier)
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_by_time ON rating (commune, at);
