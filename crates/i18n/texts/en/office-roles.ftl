# Who is who at the office, and what may not be done by whom.
role-chief = Chief
role-receiver = Receiver at the desk
role-officer = Officer
role-officer-of = Officer for { $fields }
role-police = Commune police
role-team-lead = Team lead
role-administrator = Administrator
inbox-not-yours = You only administer and do not see dossiers. The administrator's pages are above.
dossier-only-reading = You may read this dossier. Accepting it is for others.
dossier-of-the-police = This procedure is the commune police's: only the police accepts it.
dossier-accept-conflicts-officer = Some answers were written differently. An officer of the field chooses before it is accepted; or ask for a supplement.
