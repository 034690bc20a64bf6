-- Compaction: old changes of a document are folded into its snapshot and leave the feed. A reader whose place is before
-- folded_seq gets the document whole, there.

ALTER TABLE document ADD COLUMN folded_seq INTEGER NOT NULL DEFAULT 0;    -- changes up to this number are in the snapshot alone; 0: none
-- By team: whoever reads the feed must not walk over what other teams have begun.
CREATE INDEX document_by_fold ON document (commune, team, folded_seq) WHERE folded_seq > 0;

ALTER TABLE commune ADD COLUMN folding_seq INTEGER NOT NULL DEFAULT 0;    -- up to this number of the feed it was looked for what can be folded

-- Who wrote a document, when its changes are not there one by one.
CREATE INDEX actor_of_document ON actor_binding (commune, document);
