-- Snapshots in a table with row numbers. A row of a table without them is searched for by comparing it with its neighbours,
-- and SQLite reads, and here deciphers, the whole of each neighbour that is longer than a quarter of a page.

CREATE TABLE snapshot_with_rowid (
    document BLOB NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    bytes    BLOB NOT NULL                        -- a saved Automerge document
) STRICT;
INSERT INTO snapshot_with_rowid (document, bytes) SELECT document, bytes FROM snapshot;
DROP TABLE snapshot;
ALTER TABLE snapshot_with_rowid RENAME TO snapshot;
