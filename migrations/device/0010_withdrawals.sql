-- Dossiers whose people took back everything: what stands here has nothing of them, and waits to be told to the office.
ALTER TABLE dossier_row ADD COLUMN withdrawn_ms INTEGER NOT NULL DEFAULT 0;   -- when, this device's clock; 0 = not
