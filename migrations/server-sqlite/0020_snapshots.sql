-- Snapshots have a table of their own, with row numbers. A row of a table without them is searched for by comparing it with
-- its neighbours, and SQLite reads the whole of each neighbour that is longer than a quarter of a page: every look for a
-- document read some ten others.
CREATE TABLE snapshot (
    commune  TEXT NOT NULL REFERENCES commune (commune),
    document BLOB NOT NULL,                       -- document.id
    bytes    BLOB NOT NULL,                       -- the document saved whole, up to document.snapshot_seq
    PRIMARY KEY (commune, document)
) STRICT;

INSERT INTO snapshot (commune, document, bytes) SELECT commune, id, snapshot FROM document WHERE snapshot <> x'';

ALTER TABLE document DROP COLUMN snapshot;
