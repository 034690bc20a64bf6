# The home page and the states of a dossier.
home-title = My dossiers
home-greeting = Hello { $member }
home-place = { $team } · { $commune }
home-new = New dossier
home-empty-title = No dossiers yet
home-empty = Press “New dossier” to begin. No network is needed.
home-not-enrolled-title = This device is not connected to a commune
home-not-enrolled = You can make dossiers all the same. To send them, connect once.
home-enrol = Connect to the commune
home-unnamed = No name yet
home-household = Household of { $name }
home-changed = Last changed { $when }
home-not-kept = Some answers could not be saved on this device
home-not-kept-open = Open the dossier to save them
progress-draft = Saved on this device
progress-draft-next = Go on, then hand it over to the commune
progress-waiting = Waiting to be sent
progress-waiting-next = It is sent by itself once there is a network
progress-sent = Sent to the commune
progress-sent-next = Waiting for the commune to accept it
progress-accepted = Accepted by the commune
progress-accepted-next = Remember the day the result is due
case-number = Dossier number: { $number }
case-due = Due: { $when }
mark-unsent = Changes not sent yet
mark-parked = Sent to the commune, waiting to be brought to the right team
mark-away = Kept at the commune, opening it needs a network
mark-conflict = Different answers, please choose
mark-news = Others wrote { $count } new { $count ->
    [one] thing
   *[other] things
}
refused-too-large = The server did not take it: the dossier is too large. Tell the commune. The dossier is still on this device.
refused-malformed = The server could not read this transmission. The device sends it again; if that does not help, tell the commune.
refused-foreign-actor = The server did not take it: a part comes from another device. Tell the commune. The dossier is still on this device.
refused-missing-changes = The server lacks an earlier part. Next time the device sends the whole dossier.
refused-wrong-shape = The server does not recognise this dossier. Update the app or tell the commune.
refused-wrong-form = The commune's server does not take the version of the form that this dossier was moved to. Every answer is still on this device; go back to the version before, or tell the officer.
refused-out-of-scope = This dossier belongs to another team or commune, and the hand-over box at the commune is full. The dossier is still on this device; tell the officer.
refused-too-costly = The server could not work through this transmission. Tell the commune. The dossier is still on this device.
refused-not-allowed = The server did not take it: a part may only be written by the office. Tell the commune. The dossier is still on this device.
refused-clock-off = The server did not take it: the date in it cannot be right. Correct this device's date and time. The dossier is still on this device.
refused-server-fault = The server had trouble with this dossier. The device sends it again by itself.
