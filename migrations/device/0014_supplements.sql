-- Supplements that the office asks for.
ALTER TABLE dossier_row ADD COLUMN supplemented_ms INTEGER NOT NULL DEFAULT 0;   -- the newest request that was answered, the server's clock; 0 = none
-- Whom the office waits for, without reading every case.
CREATE INDEX case_asked ON case_record (dossier) WHERE json_extract(record, '$.s') = 'asked';
