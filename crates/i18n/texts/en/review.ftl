# Review, consent and handing over.
review-title = Review before handing over
review-lead = Read it out to the villager. Press “Edit” where something is not right.
review-missing-title = { $count ->
    [one] One answer is not finished
   *[other] { $count } answers are not finished
}
review-complete = The form is complete.
review-conflicts = { $count ->
    [one] One question has different answers. Better ask and choose before handing over.
   *[other] { $count } questions have different answers. Better ask and choose before handing over.
}
review-edit = Edit
review-empty = Not answered
review-papers = Papers
review-hand-over = Hand over to the commune
review-handing-over = Handing over…
review-blocked = It cannot be handed over yet, because:
review-blocked-missing = { $count ->
    [one] one answer is not finished
   *[other] { $count } answers are not finished
}
review-blocked-consent = the villager has not agreed that the commune receives this dossier
review-blocked-unsaved = some answers could not be saved on this device
review-before = The commune receives the dossier only after you press this button and the device has a network.
handed-title = Handed over, waiting to be sent
handed-title-sent = Sent to the commune
handed-title-accepted = Accepted by the commune
handed-local-code = Code on this device
handed-local-code-hint = This code only finds the dossier on this device. The official number comes from the commune.
handed-next = What happens next
handed-next-waiting = Nothing more to do for now. Once the device has a network, the dossier is sent by itself. Keep the app open or press “Sync now” when there is a signal.
handed-next-sent = The commune has the dossier. An officer looks at it and numbers it; the number and the due date will appear here.
handed-next-accepted = Tell the villager the number and the due date. On that day they bring their identity paper and the papers to be shown.
handed-draft = This dossier has not been handed over.
handed-keep-papers = The villager keeps the original papers at home until they are brought to the commune.

# The slip that the villager takes along.
slip-open = Slip for the villager
slip-title = What was done
slip-qr = QR code of { $code }
slip-subject = Dossier of
slip-number = Dossier number
slip-handed-over = Finished at
slip-due = Result due on
slip-bring = { $count ->
    [one] Bring the paper that is not there yet when you go to the commune.
   *[other] Bring the { $count } papers that are not there yet when you go to the commune.
}
slip-helper = Helped by
slip-helper-who = { $member }, { $team }, { $commune }
slip-ask = To ask about this dossier
slip-ask-how = Ask the person who helped, or go to the commune's public service centre and read out the code { $code } (or let the officer scan this slip).
slip-not-a-receipt = This slip is a reminder; it does not replace the commune's receipt with the due date. Never give an OTP or a password to anybody.
slip-scan = Scan the code with any phone that has a network to see how far the dossier is, once it has reached the commune. Whoever has the slip can look: please keep it safe.
slip-print = Print the slip

# The official blank with the answers in it.
blank-title = The form to print
blank-hint = This is the official form, filled in. Print it and let the villager sign. No file is kept.
blank-show = Show the filled form
blank-print = Print the form
blank-page = The form, page { $page } of { $pages }
