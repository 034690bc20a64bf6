# Dossiers that belong together.
file-title = Linked file
file-lead = This dossier goes together with:
file-hidden = and { $count } that somebody else works on
file-due = The latest day of the file: { $when }
file-due-hint = The law that was read sets no day for a file as a whole; each dossier keeps its own.
file-accept = Accept the whole file
file-hand = Hand on the whole file
file-hand-to = Hand the whole file to
file-unlink = Take this dossier out of the file
file-may = May be linked with
file-may-lead = Of the same household, the same person, or brought by the same volunteer within a day. Look before you choose.
file-link = Link
file-link-with = Link with { $who }
file-done = done
