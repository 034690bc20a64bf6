-- Where a person was in the app, to go on there after the phone has ended it.

ALTER TABLE device ADD COLUMN place TEXT NOT NULL DEFAULT '';           -- a route of the pages, '' = the first page
ALTER TABLE device ADD COLUMN place_ms INTEGER NOT NULL DEFAULT 0;      -- when it was opened, this device's clock
