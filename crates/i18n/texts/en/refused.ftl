# What the office's server did not take as it was sent, and what the device did.
refused-title = Not taken as sent
refused-lead = The commune's server did not take what follows as this device sent it. Nothing is lost: the device keeps it as it was, and has written the answers again to send them once more. Please read it through, then press “I have seen it”.
refused-none = Nothing is left to look at.
refused-notice = { $count ->
    [one] One transmission was not taken as it was sent
   *[other] { $count } transmissions were not taken as they were sent
}
refused-notice-kept = Nothing is lost. The device has written it again and sends it once more; please have a look.
refused-look = Have a look
refused-household = A household's facts
refused-when = Sent { $when }
refused-outcome-taken = The device has written these answers again, and the commune has taken them.
refused-outcome-waiting = The device has written these answers again; they wait to be sent.
refused-outcome-stuck = The device has written and sent them again, and the commune has still not taken them. The dossier is on this device; please tell the officer.
refused-outcome-gone = This dossier is not on this device any more. The answers below are on this page only; if they are needed, copy them before you press “I have seen it”.
refused-values = What was written in that transmission
refused-values-none = No answer differs from what the commune has.
refused-before = The commune has: { $value }
refused-before-nothing = The commune has nothing
refused-after = Written: { $value }
refused-after-nothing = Taken out when the form's version changed
refused-value-empty = left empty
refused-consent = The villager's agreement
refused-consent-given = agreed
refused-consent-withdrawn = withdrawn
refused-handed-over = Handing over to the commune
refused-form-version = Version of the form
refused-household-field = A fact of the household
refused-seen = I have seen it
why-too-large = Reason: too large.
why-malformed = Reason: the server could not read it.
why-foreign-actor = Reason: a part was written under another device's own mark. Mostly this device's data was once copied to another one, or this device has just been connected again.
why-missing-changes = Reason: an earlier part is missing.
why-wrong-shape = Reason: the server does not recognise what is in it.
why-wrong-form = Reason: the commune does not have this version of the form.
why-out-of-scope = Reason: it belongs to another team or commune.
why-too-costly = Reason: the server could not work through it.
why-not-allowed = Reason: a part may only be written by the office. That part is not written again.
why-clock-off = Reason: the date in it cannot be right.
why-server-fault = Reason: the server had trouble.
refused-page = A photo of the paper: { $paper }
refused-page-there = a photo
refused-signature = The villager's signature
refused-signature-there = signed
refused-withdrawn = Taken back by the villager
