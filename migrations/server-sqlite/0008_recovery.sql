-- Codes by which a forgotten PIN of a volunteer's phone is replaced, and the commune's rule for wrong PINs.

ALTER TABLE commune ADD COLUMN wipe_after INTEGER NOT NULL DEFAULT 0; -- wrong PINs after which a phone wipes itself; 0: never

CREATE TABLE device_code (
    commune   TEXT    NOT NULL REFERENCES commune (commune),
    device    BLOB    NOT NULL,                   -- device.id
    number    INTEGER NOT NULL DEFAULT 0,         -- of the newest code of this device
    sealed    BLOB    NOT NULL DEFAULT x'',       -- the code under the key in recovery.key; empty: none is kept
    handed_at INTEGER NOT NULL DEFAULT 0,         -- when the device brought it
    told_at   INTEGER NOT NULL DEFAULT 0,         -- when an administrator first saw it; 0: nobody has
    heeds     INTEGER NOT NULL DEFAULT 0,         -- the rule that the device last said it heeds
    PRIMARY KEY (commune, device)
) STRICT, WITHOUT ROWID;
