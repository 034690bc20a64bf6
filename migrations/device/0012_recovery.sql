-- A forgotten PIN is replaced by a code of the office, and the commune's rule for wrong PINs.
ALTER TABLE device ADD COLUMN recovery_number INTEGER NOT NULL DEFAULT 0;  -- of the newest code that was made; 0 = none
ALTER TABLE device ADD COLUMN recovery_code   TEXT    NOT NULL DEFAULT ''; -- a code on its way to the office; '' = it has it
ALTER TABLE device ADD COLUMN recovery_epoch  INTEGER NOT NULL DEFAULT 0;  -- server epoch that has the newest; 0 = none has
ALTER TABLE device ADD COLUMN wipe_after      INTEGER NOT NULL DEFAULT 0;  -- wrong PINs after which all goes; 0 = never
