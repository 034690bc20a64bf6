-- What a device does with a refusal, with documents that left its scope, and with what it need not hold.

-- What the server did not take, whole, until a person has looked at it; then for a while, within bounds.
CREATE TABLE refused_branch (
    id       INTEGER NOT NULL PRIMARY KEY,
    document BLOB    NOT NULL,                    -- DocumentId; the document itself may be gone
    code     TEXT    NOT NULL,                    -- JSON of wire::sync::RefusalCode
    at_ms    INTEGER NOT NULL,                    -- when it was refused, this device's clock
    saved    BLOB    NOT NULL,                    -- the whole document as it was refused, an Automerge document
    base     BLOB    NOT NULL DEFAULT x'',        -- heads that it was forked at, 32 bytes each; empty = never shared
    stuck    INTEGER NOT NULL DEFAULT 0,          -- 1: what was written again was refused as well
    seen_ms  INTEGER NOT NULL DEFAULT 0           -- when a person has looked at it; 0 = not yet
) STRICT;
CREATE INDEX refused_branch_of_document ON refused_branch (document);

-- Receipts of the server's hand-over box: sent, and waiting there for the right place.
CREATE TABLE parked (
    document BLOB    NOT NULL PRIMARY KEY,        -- DocumentId
    heads    BLOB    NOT NULL,                    -- what the box has: 32 bytes a head, sorted
    seq      INTEGER NOT NULL,                    -- where the feed stood then: a removal after this means that the office has decided
    at_ms    INTEGER NOT NULL                     -- when the server took it, this device's clock
) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;           -- 1: send all of it, whatever the server is believed to have
ALTER TABLE outbox ADD COLUMN forked TEXT NOT NULL DEFAULT '';            -- codes of refusals for which it was forked, each once

ALTER TABLE document ADD COLUMN commune TEXT NOT NULL DEFAULT '';         -- CommuneCode that it was last shared with; '' = never shared
ALTER TABLE document ADD COLUMN in_scope INTEGER NOT NULL DEFAULT 1;      -- 0: the feed of the present scope has not spoken of it yet
ALTER TABLE document ADD COLUMN away INTEGER NOT NULL DEFAULT 0;          -- 1: it is at the office only, no snapshot and no change is here
ALTER TABLE document ADD COLUMN used_ms INTEGER NOT NULL DEFAULT 0;       -- when it was last fetched to be opened, this device's clock
UPDATE document SET commune = (SELECT commune FROM device) WHERE shared_heads <> x'';

ALTER TABLE device ADD COLUMN sweeping INTEGER NOT NULL DEFAULT 0;            -- 1: the feed of a new scope is being read; at its end what it did not speak of leaves
ALTER TABLE device ADD COLUMN keep_dossiers INTEGER NOT NULL DEFAULT 2000;    -- more than so many dossiers: the oldest closed ones leave
ALTER TABLE device ADD COLUMN keep_bytes INTEGER NOT NULL DEFAULT 268435456;  -- a larger store, free pages aside: likewise
