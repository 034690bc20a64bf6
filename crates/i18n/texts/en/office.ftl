# The console of the one-stop desk.
login-title = Log in
login-lead = For officers of the one-stop desk.
login-user = User name
login-password = Password
login-submit = Log in
login-submitting = Logging in…
login-empty = Please enter user name and password.
logout = Log out
inbox-title = Incoming dossiers
inbox-new = { $count ->
    [one] One new dossier
   *[other] { $count } new dossiers
}
inbox-empty = No dossiers yet. New ones appear here by themselves.
inbox-live = This page updates by itself
inbox-reconnecting = The link to the server is lost and being restored. The list may not be the latest.
inbox-column-subject = Dossier
inbox-column-from = Helped by
inbox-column-received = Received
inbox-column-state = State
case-state-received = To be accepted
case-state-accepted = Accepted
dossier-answers = Answers of the form
dossier-papers = Papers the villager has
dossier-papers-none = By these answers the procedure needs no papers.
dossier-consents = Consent
dossier-consent-none = No consent was recorded.
dossier-helped-by = Helped by
dossier-helped-by-who = { $volunteer }, { $team }
dossier-handed-over = Handed over at { $when }
dossier-history = History
dossier-history-line = { $what } – { $when }
dossier-history-by = { $what } – { $officer }, { $when }
dossier-accept = Accept the dossier
dossier-accepting = Accepting…
dossier-accepted = Accepted
dossier-accept-conflicts = Choose one answer wherever they differ, then accept.
dossier-accept-next = The system gives the number and works out the due date. The volunteer's device receives both with its next sync.
dossier-case-number-label = Dossier number
dossier-case-due-label = Result due
dossier-local-code = Device code { $code }
dossier-unfinished = { $count ->
    [one] One answer is wrong or missing by the form
   *[other] { $count } answers are wrong or missing by the form
}

# Papers as PDF.
print-title = Print papers
print-receipt = Receipt with due date (form 01)
print-supplement = Supplement request (form 02)
print-refusal = Refusal (form 03)
print-apology = Apology and new date (form 04)
print-stop = Stop at the citizen's request (form 05)
print-control = Control sheet (form 06)
print-blank = The filled form
print-hint = Each paper opens in a new tab. Each time it is noted who opened it.

correct-here = Correct this answer at the counter
correct-here-label = Correct at the counter: { $question }
correct-save = Save the correction
correct-leave = Leave it as it is
problem-answer-moved = Somebody else has just changed this answer.
problem-answer-moved-todo = Look at the new answer, and correct it again if it is still wrong.
since-title = Changed since your last look
since-seen = Seen
