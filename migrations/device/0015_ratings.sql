-- What villagers have tapped on this phone about the work on a dossier. Nothing here reads it: the box opens at the
-- commune's server alone.
CREATE TABLE rating (
    dossier    BLOB    NOT NULL PRIMARY KEY,      -- DossierId
    sealed     BLOB    NOT NULL,                  -- the box; kept, since a restored server may have lost what it had
    at_ms      INTEGER NOT NULL,                  -- this device's clock
    settled_in INTEGER NOT NULL DEFAULT 0         -- the server's epoch in which it has it, or does not want it; 0 = none
) STRICT, WITHOUT ROWID;
