-- Dossiers that belong together (liên thông): an officer links them, and they are shown and accepted as one file.

ALTER TABLE case_record ADD COLUMN file BLOB NOT NULL DEFAULT x''; -- 16 bytes, the same of every dossier of the file; x'': none
CREATE INDEX case_of_file ON case_record (commune, file) WHERE file <> x'';
