-- The quarantine is bounded for each device and in bytes, and listed for the administrator.

ALTER TABLE quarantine ADD COLUMN member INTEGER NOT NULL DEFAULT 0; -- who sent it; 0: not known
ALTER TABLE quarantine ADD COLUMN size   INTEGER NOT NULL DEFAULT 0; -- bytes that were sent; `message` may hold the first part only
UPDATE quarantine SET size = length(message),
    member = coalesce((SELECT d.member FROM device d WHERE d.commune = quarantine.commune AND d.id = quarantine.device), 0);
-- One device's entries make room for each other before they make room for another's.
CREATE INDEX quarantine_of_device ON quarantine (commune, device, id);
