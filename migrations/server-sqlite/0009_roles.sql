-- Who is what at the office. What a role may do is decided by the program (office::rights), not here.

ALTER TABLE user ADD COLUMN role TEXT NOT NULL DEFAULT ''; -- 'chief', 'receiver', 'officer', 'police' or 'team_lead'; '': reads no dossiers
-- Whoever could log in until now worked on everything: an officer of all fields is what comes nearest. What belongs to the
-- commune police waits for somebody who is given that role.
UPDATE user SET role = 'officer';

-- The fields (lĩnh vực) of an officer, in the words of the packs. None: all.
CREATE TABLE user_field (
    commune TEXT NOT NULL,
    user    TEXT NOT NULL,                        -- user.name
    field   TEXT NOT NULL,                        -- such as 'Hộ tịch'
    PRIMARY KEY (commune, user, field),
    FOREIGN KEY (commune, user) REFERENCES user (commune, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
