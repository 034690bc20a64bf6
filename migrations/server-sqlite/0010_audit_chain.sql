-- The audit is only ever added to, and each line holds the one before it. SQL cannot hash: the lines that there are get
-- their place in the chain by the program, in this migration's transaction (store::sqlite::audit), and then leave the table
-- that they wait in.

ALTER TABLE audit RENAME TO audit_before_the_chain;

CREATE TABLE audit (
    commune  TEXT    NOT NULL REFERENCES commune (commune),
    id       INTEGER NOT NULL,                    -- from 1 within the commune, without a gap
    at       INTEGER NOT NULL DEFAULT 0,
    member   INTEGER NOT NULL DEFAULT 0,          -- who; 0: the server by itself or its administrator
    device   BLOB    NOT NULL DEFAULT x'',        -- with which device; empty: none
    action   TEXT    NOT NULL DEFAULT '',         -- such as 'merge', 'accept', 'read', 'enrol', 'revoke'
    document BLOB    NOT NULL DEFAULT x'',        -- on which document; empty: none
    count    INTEGER NOT NULL DEFAULT 0,          -- how many changes it brought, or lines it showed
    before   BLOB    NOT NULL,                    -- audit.hash of the line before; 32 zeros for the first
    hash     BLOB    NOT NULL,                    -- SHA-256 over `before` and all columns above: store::audit says how
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

CREATE TRIGGER audit_is_never_taken_out BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

-- Also against INSERT OR REPLACE, which takes a line out without asking the trigger above.
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.id <> 1 + (SELECT coalesce(max(id), 0) FROM audit WHERE commune = NEW.commune)
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
