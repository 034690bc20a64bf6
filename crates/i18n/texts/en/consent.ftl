# What the villager agrees to, one purpose at a time. Whoever changes a sentence below sets a new version and writes the
# old one down in docs/consents.md: the version is recorded with the consent.
consent-title = The villager agrees
consent-lead = Read each sentence aloud. Tick those that the villager agrees to. Leave the others empty.
consent-voluntary = Agreeing is voluntary. A mark can be taken away at any time before the commune accepts.
consent-help-with-dossier-version = 2026-11-22
consent-help-with-dossier-short = Writing down and handing in
consent-help-with-dossier = I agree that the volunteer writes this information down for me and sends it to the commune, only to settle this procedure.
consent-photos-version = 2026-11-26
consent-photos-short = Photos of papers
consent-photos = I agree that my papers are photographed and the photos sent to the commune with this dossier. The photos are locked and used for nothing else.
consent-book-version = 2026-11-26
consent-book-short = Keeping in the team's book
consent-book = I agree that the team keeps my family's information in its book, so that it need not ask again next time.
consent-contact-version = 2026-11-26
consent-contact-short = Calls about progress
consent-contact = I agree that the team or the commune calls or texts me about how far the dossier is.
consent-needed = Needed for handing over
consent-optional = Free to refuse; the dossier is handed over all the same
consent-given-at = Agreed at { $when }
consent-given-by = Agreed at { $when }, recorded by { $who }
consent-disputed = Two people recorded different answers to this. Ask the villager again.
consent-this-device = you

# The signature.
signature-title = Signature
signature-none = Not signed. It is not required.
signature-open = Sign with a finger
signature-again = Sign again
signature-remove = Take the signature away
signature-page = Signing
signature-lead = The villager signs in the box below with a finger, for what was agreed to:
signature-nothing = Nothing has been agreed to. Go back and read the sentences aloud first.
signature-pad = Box to sign in with a finger, a pen or a mouse. Who cannot sign uses the part “Cannot sign” below.
signature-here = Sign here
signature-clear = Clear and sign again
signature-keep = Keep this signature
signature-cannot = Cannot sign?
signature-cannot-hint = Who cannot write, has a weak hand or cannot use a touch screen confirms in one of these two ways.
signature-fingerprint = Fingerprint on the printed slip
signature-witness-label = Full name of the witness
signature-witness-keep = Record the witness
signature-signed-at = Signed at { $when }
signature-signed-by = Signed at { $when }, recorded by { $who }
signature-fingerprint-at = Fingerprint on the printed slip
signature-witness-at = Witness: { $name }
signature-for = Signed for: { $what }
signature-lacks = Agreed to after signing, not in the signature: { $what }
signature-taken-back = Signed for and taken back since: { $what }
signature-drawing = The signature
signature-fingerprint-box = Fingerprint in this box

# Taking back.
take-back-dossier = The villager takes this dossier back
take-back-dossier-title = Take this dossier back and delete it?
take-back-dossier-device = All answers and photos of this dossier are deleted from this device at once, and from the team's other devices when they have a network.
take-back-dossier-open = If the commune has not accepted it: the dossier is deleted at the commune as well. Later it has to be done from the beginning.
take-back-dossier-accepted = If the commune has accepted it: the commune keeps what the law obliges it to keep, and learns that the villager took it back.
take-back-dossier-accepted-now = The commune has accepted this dossier: it keeps what the law obliges it to keep, and learns that the villager took it back. To stop the procedure, the villager tells the officer.
take-back-no-undo = What was deleted cannot be brought back.
take-back-keep = Keep it
take-back-confirm = Take back and delete
take-back-doing = Deleting…
take-back-household = The family leaves the team's book
take-back-household-title = Delete this family from the team's book?
take-back-household-device = All information, visits and tasks of the family in the book are deleted from this device at once, and from the commune and the team's other devices when there is a network.
take-back-household-dossiers = Dossiers of the family are not deleted with it. To take one back, open it.
taken-back-title = Taken back by the villager
taken-back-lead = All answers and photos of this dossier were deleted from this device at { $when }.
taken-back-next = Nothing more to do. With a network, the commune and the other devices are told to delete it too; then it leaves this list.
mark-taken-back = Taken back by the villager
mark-taken-back-waiting = Taken back, waiting to tell the commune
household-consent-title = Keeping information in the book
review-blocked-photos = there are photos of papers, and the villager has not agreed to taking and sending them

# As the office reads it.
office-consent-given = Agreed at { $when } (recorded by { $who }, wording { $version })
office-consent-withdrawn = Withdrawn at { $when } (recorded by { $who }, wording { $version })
office-consent-disputed = Two people recorded different answers: it does not count as agreed
office-consent-someone = a volunteer
office-signature-none = Not signed
office-taken-back = The citizen took back the consent at { $when }
office-taken-back-todo = The dossier had been accepted before, so it is at the commune only, kept as the rules on archives say. The team's devices have deleted it. Use it for nothing but settling and archiving as the law says.
office-withdrawn-title = Taken back by citizens
office-withdrawn-household = A household of a team's book
office-withdrawn-gone = Deleted at the commune and on the devices
office-withdrawn-kept = Accepted before: kept by the commune as the law says, deleted on the devices
office-withdrawn-line = { $when }, recorded by { $who }
